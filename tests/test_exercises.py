"""Every parameter of the brochure, in every language, as data, as facts and in the prose."""

import copy
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.sync_api import Page, expect

from brochure.read import exercises
from brochure.read.strings import numbers
from tests.conftest import EXERCISES, ROOT, Site, address, every_language, every_path, languages

# What the printed brochure prescribes, written down a second time, by hand.
BROCHURE = {
    "strength": {
        "data-position": "supine-knees-bent",
        "data-contraction": "short-strong",
        "data-repetitions": "10",
        "data-sessions": "several-a-day",
    },
    "endurance": {
        "data-position": "supine-knees-bent",
        "data-contraction": "hold",
        "data-repetitions": "10",
        "data-hold-min": "3",
        "data-hold-max": "10",
        "data-rest": "20",
        "data-sessions": "several-a-day",
    },
    "coordination": {},
}
NUMBERS = {
    ("exercises/strength/", ""): [10],
    ("exercises/endurance/", ""): [3, 10, 10, 20],
    ("exercises/coordination/", ""): [],
    ("exercises/", "tip"): [10],
    ("pelvic-floor/", "layers"): [3],
    ("lifting/", "caesarean"): [6],
    ("postnatal/", ""): [6],
}


@every_language
@pytest.mark.parametrize("exercise", BROCHURE)
def test_an_exercise_page_has_the_contracts_attributes_and_no_others(
    site: Site, language: str, exercise: str
) -> None:
    section = site.page(language, f"exercises/{exercise}/").select_one("section.exercise")
    assert isinstance(section, Tag)
    data = {name: value for name, value in section.attrs.items() if name.startswith("data-")}
    assert data == {"data-interface": "", "data-exercise": exercise, **BROCHURE[exercise]}


ORDER_OF_DOING = {
    "title": "h1",
    "review": "[data-review]",
    "tools": ".tools",
    "to the guide": ".to-guide a[href='#guide']",
    "posture": "article > .pictures > figure",
    "position": "article > ol > li:nth-child(1)",
    "contraction": "article > ol > li:nth-child(2)",
    "relaxed": "li:nth-child(2) > .pictures > figure:nth-child(1)",
    "drawn up": "li:nth-child(2) > .pictures > figure:nth-child(2)",
    "how often": "article > ol > li:nth-child(3)",
    "facts": ".practice > [data-exercise]",
    "guide": ".practice > [data-guide]",
    "today": ".practice > [data-today]",
    "read also": "article > .also",
    "pages": ".order",
}


@every_language
@pytest.mark.parametrize("path", EXERCISES[:2])
def test_an_exercise_page_goes_in_the_order_of_doing(site: Site, language: str, path: str) -> None:
    shown = []
    for tag in site.page(language, path).main.find_all(True):  # type: ignore[union-attr]
        shown += [name for name, selector in ORDER_OF_DOING.items() if tag.css.match(selector)]
    review = [] if language == "nl" else ["review"]
    steps = ["position", "contraction", "relaxed", "drawn up", "how often"]
    assert shown == [
        *["title", *review, "tools", "to the guide", "posture", *steps],
        *["facts", "guide", "today", "read also", "pages"],
    ]


@every_language
def test_coordination_has_its_words_its_picture_and_then_its_facts(site: Site, language: str) -> None:
    page = site.page(language, EXERCISES[2])
    kinds = [tag.name for tag in page.select("article > :is(h1, p, .pictures, .practice, .also)")]
    assert kinds == ["h1", "p", "p", "div", "div", "nav"]
    assert page.select(".to-guide, [data-guide]") == []


@pytest.mark.parametrize("path", EXERCISES[:2])
@languages("nl", "de", "ar")  # the source, the longest words, the other direction
def test_the_first_screen_has_title_button_posture_and_first_step(
    visit: Callable[..., Page], language: str, path: str
) -> None:
    page = visit(address(language, path))
    for part in ("h1", ".to-guide a", "article figure", "article ol > li"):
        box = page.locator(part).first.bounding_box()
        assert box and box["y"] + box["height"] <= 780, part


@every_path
@languages("nl", "de", "ar")
def test_no_screen_has_two_primary_actions(visit: Callable[..., Page], language: str, path: str) -> None:
    page = visit(address(language, path))
    boxes = [button.bounding_box() for button in page.locator(".primary").locator("visible=true").all()]
    for first, second in pairwise(boxes):
        assert first and second
        assert second["y"] + second["height"] - first["y"] > 780


@pytest.mark.parametrize("path", EXERCISES)
def test_without_javascript_there_is_no_button_to_nowhere_and_no_hole(
    visit: Callable[..., Page], path: str
) -> None:
    page = visit(path, java_script_enabled=False)
    for absent in (".to-guide", ".tools", "[data-guide]", "[data-today]"):
        assert page.locator(absent).locator("visible=true").count() == 0
    parts = page.locator("article > *, .practice > *").locator("visible=true").all()
    boxes = sorted((box["y"], box["y"] + box["height"]) for part in parts if (box := part.bounding_box()))
    for (_, end), (start, _) in pairwise(boxes):
        assert start - end < 60


def test_the_button_leads_to_the_guide_by_tap_and_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit(EXERCISES[1], reduced_motion="reduce")
    page.locator(".to-guide a").tap()
    expect(page.locator("[data-guide-start]")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(page.locator("[data-guide-hold]")).to_be_focused()


@every_language
def test_the_facts_state_the_parameters(site: Site, language: str) -> None:
    facts = {
        path: numbers(site.page(language, path).select_one(".exercise dl").get_text(" "))  # type: ignore[union-attr]
        for path in EXERCISES
    }
    assert facts == {EXERCISES[0]: [10], EXERCISES[1]: [3, 10, 20, 10], EXERCISES[2]: []}


@every_language
def test_coordination_names_its_three_moments(site: Site, language: str) -> None:
    moments = site.page(language, EXERCISES[2]).select(".exercise dd")
    assert len({moment.get_text() for moment in moments}) == 3


@pytest.mark.parametrize(("path", "fact"), [
    (EXERCISES[0], "ruglig, benen gebogen"),
    (EXERCISES[0], "meerdere keren per dag"),
    (EXERCISES[1], "ruglig, benen gebogen"),
    (EXERCISES[1], "naargelang wat mogelijk is"),
    (EXERCISES[1], "meerdere keren per dag"),
])  # fmt: skip
def test_the_dutch_facts_use_the_brochures_words(site: Site, path: str, fact: str) -> None:
    assert fact in site.page("nl", path).select_one(".exercise dl").get_text(" ")  # type: ignore[union-attr]
    assert fact in site.article("nl", path).get_text(" ")


@every_language
@pytest.mark.parametrize(("path", "anchor"), NUMBERS)
def test_the_prose_states_the_brochures_numbers(site: Site, language: str, path: str, anchor: str) -> None:
    article = copy.copy(site.article(language, path))
    for picture in article.select("figure"):
        picture.decompose()
    text = article.get_text(" ")
    if anchor:
        text = text[text.index(article.select_one(f"#{anchor}").get_text(" ")) :]  # type: ignore[union-attr]
    if anchor == "layers":
        text = text[: text.index(article.select_one("#functions").get_text(" "))]  # type: ignore[union-attr]
    assert sorted(numbers(text)) == NUMBERS[path, anchor]


MUTATIONS = [
    ("  repetitions: 10", "  repetitions: 12"),
    ("hold-seconds: 3..10", "hold-seconds: 3..12"),
    ("hold-seconds: 3..10", "hold-seconds: 5..10"),
    ("weeks: 6\n\npost", "weeks: 4\n\npost"),
    ("after-weeks: 6", "after-weeks: 12"),
    ("tip:\n  repetitions: 10", "tip:\n  repetitions: 5"),
]


@pytest.mark.parametrize(("old", "new"), MUTATIONS)
def test_another_parameter_than_the_brochures_is_told_for_every_language(
    told: Callable[..., str], old: str, new: str
) -> None:
    message = told({"docs/exercises.yml": lambda text: text.replace(old, new, 1)})
    number = numbers(new)[-1] if old != "hold-seconds: 3..10" or "12" in new else 5
    every = r"docs/<language>/.* \(nl, fr, en, de, ar\)"
    assert re.search(rf"{every}.*\n.*found: the numbers .*\n.*expected: .*{number} \(", message)


# What is wrong with one line of docs/exercises.yml, and how it is told
WRONG = {
    "rest-seconds: twenty": (
        "rest-seconds: 20",
        "docs/exercises.yml, endurance.rest-seconds\n    found: 'twenty'\n"
        "    expected: a whole number of seconds from 1 to 300",
    ),
    'rest-seconds: "20"': (
        "rest-seconds: 20",
        "docs/exercises.yml, endurance.rest-seconds\n    found: '20'\n"
        "    expected: a whole number of seconds from 1 to 300",
    ),
    "pause-seconds: 20": (
        "rest-seconds: 20",
        "docs/exercises.yml, endurance.pause-seconds\n    found: the unknown key 'pause-seconds'",
    ),
    "contraction: gentle": (
        "contraction: hold",
        "docs/exercises.yml, endurance.contraction\n    found: 'gentle'\n    expected: hold",
    ),
    "tighten-before: [sneezing, coughing, running]": (
        "tighten-before: [sneezing, coughing, lifting]",
        "docs/exercises.yml, coordination.tighten-before",
    ),
    "tighten-before: [sneezing, sneezing, lifting]": (
        "tighten-before: [sneezing, coughing, lifting]",
        "docs/exercises.yml, coordination.tighten-before",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_data_is_told_with_its_place(tmp_path: Path, wrong: str) -> None:
    right, told = WRONG[wrong]
    text = (ROOT / "docs/exercises.yml").read_text("utf-8")
    assert right in text
    (tmp_path / "exercises.yml").write_text(text.replace(right, wrong, 1), "utf-8")
    parameters, problems = exercises.load(tmp_path)
    assert parameters is None
    assert told in "\n".join(map(str, problems))
