"""The pictures: where the brochure says what they show, in words for every language, in both themes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.sync_api import Page

from brochure.read import pictures
from tests.conftest import PATHS, ROOT, Site, address, every_language, every_path, languages
from tests.test_brochure import SENTENCES
from tests.test_parity import sub

FILES = sorted((ROOT / "docs/assets/pictures").glob("*.svg"))
OUTLINES = {"".join(re.findall(r' d="([^"]+)"', file.read_text("utf-8"))): file.stem for file in FILES}
PLACES = {
    ("pelvic-floor/", "layers"): ["layers"],
    ("pelvic-floor/", "functions"): ["trunk"],
    ("exercises/", ""): ["relaxed", "drawn-up"],
    ("exercises/", "attention"): ["sitting", "standing"],
    ("exercises/", "tip"): ["feeding", "washing-up"],
    ("exercises/strength/", ""): ["lying", "relaxed", "drawn-up"],
    ("exercises/endurance/", ""): ["lying", "relaxed", "drawn-up"],
    ("exercises/coordination/", ""): ["sneeze"],
    ("lifting/", ""): ["lift-right", "lift-wrong"],
    ("lifting/", "caesarean"): ["lift-baby"],
    ("toilet/", "urination"): ["toilet-upright"],
    ("toilet/", "bowel-movement"): ["toilet-leaning"],
    ("toilet/", "footstool"): ["toilet-footstool", "toilet-tiptoe"],
}
# What a caption may say beyond the brochure's words: that a posture is right; and infinitives of its verbs.
OTHER_WORDS = {"goed", "met", "optrekken", "opspannen", "buigen"}


def figures(site: Site, language: str, path: str) -> list[Tag]:
    return list(site.page(language, path).select("article figure"))


def name_of(figure: Tag) -> str:
    """Which drawing a figure shows, by its outlines."""
    assert figure.svg
    return OUTLINES["".join(str(path["d"]) for path in figure.svg.select("path"))]


def _is_the_brochures_heading(tag: Tag) -> bool:
    return tag.name in ("h1", "h2") and tag.has_attr("data-block")


@pytest.mark.parametrize(("path", "anchor"), PLACES)
def test_each_picture_stands_where_the_brochure_says_what_it_shows(
    site: Site, path: str, anchor: str
) -> None:
    shown = []
    for figure in figures(site, "nl", path):
        heading = figure.find_previous(_is_the_brochures_heading)
        if (heading.get("id") or "") == anchor:  # type: ignore[union-attr]
            shown.append(name_of(figure))
    assert shown == PLACES[path, anchor]


@every_language
@every_path
def test_every_picture_has_a_text_alternative_and_a_caption(site: Site, language: str, path: str) -> None:
    for figure in figures(site, language, path):
        assert figure.svg and figure.figcaption
        assert figure.svg["role"] == "img"
        assert len(str(figure.svg["aria-label"])) > 15
        assert figure.figcaption.get_text().strip()
        assert figure.svg.find("figcaption") is None


@every_language
@every_path
def test_every_language_shows_the_same_pictures(site: Site, language: str, path: str) -> None:
    assert [name_of(f) for f in figures(site, language, path)] == [
        name_of(f) for f in figures(site, "nl", path)
    ]


@every_language
@every_path
def test_a_legend_names_every_marker_of_its_drawing(site: Site, language: str, path: str) -> None:
    for figure in figures(site, language, path):
        markers = sorted(int(str(marker["data-marker"])) for marker in figure.select("[data-marker]"))
        names = [item.get_text() for item in figure.select("figcaption ol > li")]
        assert markers == list(range(1, len(names) + 1))
        assert len(set(names)) == len(names)


@every_language
@every_path
def test_a_decorative_picture_is_hidden_from_screen_readers(site: Site, language: str, path: str) -> None:
    for svg in site.page(language, path).select("svg"):
        assert (
            svg.get("role") == "img"
            or svg.get("aria-hidden") == "true"
            or svg.find_parent(attrs={"aria-hidden": "true"})
        )


def test_the_dutch_captions_use_the_brochures_words(site: Site) -> None:
    brochure = " ".join(" ".join(sentences) for sentences in SENTENCES.values())
    words = set(re.findall(r"[\w-]+", brochure.casefold())) | OTHER_WORDS
    for path in PATHS:
        for figure in figures(site, "nl", path):
            assert figure.figcaption
            caption = set(re.findall(r"[\w-]+", figure.figcaption.get_text(" ").casefold()))
            assert caption - words == set()


def test_every_colour_of_the_drawings_is_set_and_no_other(site: Site) -> None:
    used = {name for file in FILES for name in re.findall(r"var\((--pf-[\w-]+)\)", file.read_text("utf-8"))}
    (sheet,) = site.folder.glob("assets/site.*.css")
    assert used == set(re.findall(r"(--pf-[\w-]+):", sheet.read_text("utf-8").partition("}")[0]))


def test_right_and_wrong_differ_in_shape_and_in_word(site: Site) -> None:
    right, wrong = figures(site, "nl", "lifting/")[:2]
    assert right.select_one("[data-sign=right] circle") and wrong.select_one("[data-sign=wrong] path")
    assert right.get_text().startswith("Goed:") and wrong.get_text().startswith("Niet goed:")


@pytest.mark.parametrize(("path", "turned"), [
    ("exercises/strength/", [True, True, True]),
    ("pelvic-floor/", [False, False]),
    ("lifting/", [False, False, True]),
])  # fmt: skip
def test_reading_from_right_to_left_turns_people_but_no_anatomy_and_no_sign(
    visit: Callable[..., Page], path: str, turned: list[bool]
) -> None:
    transforms = "[...document.querySelectorAll('figure svg')].map(svg => getComputedStyle(svg).transform)"
    mirrored = [value == "matrix(-1, 0, 0, 1, 0, 0)" for value in visit(f"ar/{path}").evaluate(transforms)]
    assert mirrored == turned
    assert set(visit(path).evaluate(transforms)) == {"none"}


@languages("nl", "ar")
def test_a_pair_stands_side_by_side_on_the_smallest_phone(visit: Callable[..., Page], language: str) -> None:
    page = visit(address(language, "lifting/"), viewport={"width": 320, "height": 640})
    first, second = (figure.bounding_box() for figure in page.locator("figure").all()[:2])
    assert first and second
    assert first["y"] == second["y"]
    assert first["width"] == second["width"] > 120


# The brochure's own words, the longest ones, long sentences, another script
@languages("nl", "de", "fr", "ar")
def test_no_caption_is_longer_than_its_picture_can_carry(visit: Callable[..., Page], language: str) -> None:
    lines = """() => [...document.querySelectorAll("figcaption")].filter(caption => {
        const words = document.createRange();
        words.selectNode(caption.firstChild);
        return words.getBoundingClientRect().height > 4 * parseFloat(getComputedStyle(caption).lineHeight);
    }).map(caption => caption.textContent)"""
    page = visit(address(language, ""))
    root = page.url.removesuffix(address(language, ""))
    for path in PATHS:
        page.goto(root + address(language, path))
        assert page.evaluate(lines) == [], path


def test_with_forced_colours_a_picture_keeps_its_own_on_its_own_ground(visit: Callable[..., Page]) -> None:
    page = visit("exercises/strength/", forced_colors="active")
    style = page.locator("figure svg").first.evaluate(
        "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('path')).fill]"
    )
    assert style[0] != "rgba(0, 0, 0, 0)"
    assert style[0] != style[1]


BAD = {
    "another picture in one language": (
        {"docs/fr/lifting.md": sub("picture:lift-baby", "picture:lying")},
        "found: picture lying\n    expected: picture lift-baby, as in docs/nl/lifting.md",
    ),
    "a picture without words in one language": (
        {"docs/ar/language.yml": sub(r"^  lying:\n    alt: .*\n    caption: .*\n", "")},
        "docs/ar/language.yml, pictures, lying\n    found: nothing\n"
        "    expected: The starting position of two exercises.\n    cure: Add 'lying' under 'pictures'.",
    ),
    "a picture without a text alternative": (
        {"docs/ar/language.yml": sub(r"^(  lying:\n)    alt: .*\n", r"\1")},
        "docs/ar/language.yml, pictures.lying.alt\n    found: nothing\n    expected: a text",
    ),
    "an empty caption": (
        {"docs/ar/language.yml": sub(r"^(  lying:\n    alt: .*\n)    caption: .*\n", r'\1    caption: " "' + "\n")},
        "docs/ar/language.yml, pictures.lying.caption\n    found: ' '\n    expected: a text",
    ),
    "a number in a caption": (
        {"docs/en/language.yml": sub(r"(caption: .*) 3 ", r"\1 4 ")},
        "docs/en/language.yml, pictures, layers, caption\n    found: the numbers 4 in ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_picture_is_told(told: Callable[..., str], name: str) -> None:
    changes, message = BAD[name]
    assert message in told(changes)


@pytest.mark.parametrize(("drawing", "message"), [
    ("", "an empty file"),
    ('<svg viewBox="0 0 1 1">\x00</svg>', "line 1\n    found: U+0000 control character"),
    ('<svg viewBox="0 0 1 1"><g onclick="x()"/></svg>', "found: onclick in <g>"),
    ('<svg viewBox="0 0 1 1"><g id="a" style="x"/></svg>', "found: id in <g>, style in <g>"),
    ('<svg viewBox="0 0 1 1"><g>Bekken</g></svg>', "found: the text 'Bekken'"),
    ('<svg viewBox="0 0 1 1"><!-- x --></svg>', "found: a comment, a DOCTYPE or CDATA"),
    ('<svg viewBox="0 0 1 1"><rect fill="url(https://x.example)"/></svg>', "found: the colour 'url(https://x.example)'"),
    ('<svg viewBox="0 0 1 1"><rect fill="red"/></svg>', "found: the colour 'red'"),
])  # fmt: skip
def test_a_drawing_that_is_more_than_a_drawing_is_told(tmp_path: Path, drawing: str, message: str) -> None:
    (tmp_path / "cat.svg").write_text(drawing, "utf-8")
    found, (problem,) = pictures.load(tmp_path)
    assert str(problem).startswith("docs/assets/pictures/cat.svg")
    assert message in str(problem)
    assert list(found) == ["cat"]


def test_every_drawing_of_the_site_is_one() -> None:
    assert pictures.load(ROOT / "docs/assets/pictures")[1] == []
