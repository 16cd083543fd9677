"""No word that a reader reads changes without somebody having looked at it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure import acceptance
from brochure.problems import ContentError
from tests.conftest import LANGUAGES, ROOT, Edit, accepted, change, every_language
from tests.test_parity import sub

Told = Callable[..., str]

TOILET = "docs/fr/toilet.md"


WORDS = {"nl": "Zo", "fr": "Ainsi", "en": "So", "de": "So", "ar": "هكذا"}


def numbered(text: str) -> str:
    """The points of attention as steps."""
    items = iter(range(1, 9))
    return re.sub("^- ", lambda _: f"{next(items)}. ", text, flags=re.MULTILINE)


def exchanged(one: str, two: str) -> Callable[[str], str]:
    """Two texts in each other's place."""
    return lambda text: text.replace(one, "\0").replace(two, one).replace("\0", two)


def value(key: str, code: str = "fr") -> str:
    text = (ROOT / f"docs/{code}/language.yml").read_text("utf-8")
    return re.search(rf"^ +{re.escape(key)}: (.*)$", text, re.MULTILINE)[1]  # type: ignore[index]


@every_language
def test_every_text_is_accepted(language: str) -> None:
    found = accepted()
    assert not found.records[language].changes
    assert not found.records[language].behind


CHANGES = {
    "a negation dropped": ({TOILET: sub("Ne poussez jamais", "Poussez")}, TOILET),
    "a negation put in": ({"docs/en/postnatal.md": sub("you may start", "you may not start")}, "docs/en/postnatal.md"),
    "two list items exchanged": (
        {"docs/nl/exercises/index.md": exchanged("- Deze oefeningen kan men ook doen **in zit of in stand**\n", "- Probeer de oefeningen in te bouwen in de **dagelijkse bezigheden**\n")},
        "docs/nl/exercises/index.md",
    ),
    "a sentence added": ({"docs/de/postnatal.md": sub(r"\n\Z", " Das tut gut.\n")}, "docs/de/postnatal.md"),
    "a claim that a professional has checked it": ({"docs/fr/language.yml": sub(r"review.draft: .*", "review.draft: Un professionnel a vérifié cette traduction.")}, "docs/fr/language.yml, strings, review.draft"),
    "another alias": ({TOILET: sub("cabinets", "trône")}, f"{TOILET}, aliases, page"),
    "a list that counts": (
        {f"docs/{code}/exercises/index.md": numbered for code in LANGUAGES},
        "docs/nl/exercises/index.md, 6, numbered item",
    ),
    "a caption": ({"docs/ar/language.yml": sub(r"(lying:\n +alt: .*\n +caption:) .*", r"\1 على الظهر")}, "docs/ar/language.yml, pictures, lying, caption"),
    "a drawing": ({"docs/assets/pictures/lying.svg": lambda text: text.replace("<path", "<path ", 1)}, "docs/assets/pictures, lying.svg"),
    "the reading order": ({"mkdocs.yml": exchanged("  - lifting.md\n", "  - toilet.md\n")}, "mkdocs.yml, nav"),
    "the picture on a card": ({"mkdocs.yml": sub("toilet: toilet-upright", "toilet: lying")}, "mkdocs.yml, cards"),
    "a language's name": ({"mkdocs.yml": sub("name: Français", "name: Francais")}, "mkdocs.yml, name"),
    "bold on other words": ({"docs/nl/lifting.md": lambda text: text.replace("**", "", 2)}, "docs/nl/lifting.md"),
    "the page about the site": ({"docs/en/about.md": sub("does not make a diagnosis", "does make a diagnosis")}, "docs/en/about.md"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "place"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_text_stops_the_build_and_is_told_beside_what_was_accepted(
    told: Told, changes: dict[str, Edit], place: str
) -> None:
    message = told(changes, accepted=False)
    assert place in message
    assert "as it was accepted" in message or "nothing: it is new" in message
    assert "make accept LANGUAGE=" in message
    assert "Traceback" not in message


def test_two_exchanged_buttons_are_told_both_with_the_dutch_beside_them(told: Told) -> None:
    contract, relax = value("guide.contract"), value("guide.relax")
    swapped = exchanged(f": {contract}\n", f": {relax}\n")
    message = told({"docs/fr/language.yml": swapped}, accepted=False)
    assert f"docs/fr/language.yml, strings, guide.contract\n    found: “{relax}”" in message
    assert f"expected: “{contract}”, as it was accepted" in message
    assert "If it is right beside the Dutch “Span aan”: make accept LANGUAGE=fr." in message


def test_the_same_lie_in_all_languages_is_told_in_each(told: Told) -> None:
    edits = {f"docs/{code}/toilet.md": sub(r"\n\Z", f"\n\n{word}.\n") for code, word in WORDS.items()}
    message = told(edits, accepted=False)
    for code in LANGUAGES:
        assert f"docs/{code}/toilet.md, " in message
    assert message.count("nothing: it is new") == len(LANGUAGES)


def test_a_block_put_in_is_one_problem_however_many_stand_after_it(told: Told) -> None:
    edits = {f"docs/{code}/about.md": sub("^## ", f"{word}.\n\n## ") for code, word in WORDS.items()}
    message = told(edits, accepted=False)
    assert message.count("\n    found: ") == len(LANGUAGES)
    assert "expected: nothing: it is new" in message


def test_what_to_look_at_is_said(told: Told) -> None:
    message = told({TOILET: sub("Ne poussez jamais[^!]*!", "Poussez ! Attendez.")}, accepted=False)
    assert "(look at: negation, sentences)" in message


def test_the_preview_shows_what_nobody_has_accepted_and_goes_on(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "mkdocs.plugins.brochure")
    assert told({TOILET: sub("Ne poussez jamais", "Poussez")}, command="serve", accepted=False) == ""
    assert "Not accepted yet: docs/fr/toilet.md" in caplog.text


@pytest.mark.parametrize(("edit", "message"), [
    (sub(r"\A", "<<<<<<< HEAD\n"), "docs/fr/record.po, line 1\n    found: something that is not PO"),
    (sub(r'^msgctxt "toilet.md, 2, heading 2"', 'msgctxt "toilet.md, 1, heading 1"'), "docs/fr/record.po, toilet.md, 1, heading 1\n    found: 2 times"),
    (sub(r'^msgctxt "toilet.md, 1, heading 1"', 'msgctxt "gone.md, 1, heading 1"'), "docs/fr/gone.md, 1, heading 1 “"),
    (None, "docs/fr/record.po\n    found: nothing, and "),
    (sub(r"^msgstr", "msgstrr"), "something that is not PO"),
    (lambda text: text.encode("utf-16"), "docs/fr/record.po, byte 0"),
])  # fmt: skip
def test_a_broken_record_is_told(told: Told, edit: Edit, message: str) -> None:
    made = edit((ROOT / "docs/fr/record.po").read_text("utf-8")) if callable(edit) else edit
    assert message in told({"docs/fr/record.po": made}, accepted=False)


def test_accepting_writes_what_was_shown_and_touches_no_other_language(tmp_path: Path) -> None:
    project = change(tmp_path, {
        TOILET: sub("Ne poussez jamais", "Poussez"),
        "docs/de/postnatal.md": sub(r"\n\Z", " Das tut gut.\n"),
    })  # fmt: skip
    before = (project / "docs/de/record.po").read_bytes()
    said = acceptance.accept(project, "fr")
    assert "Dutch:  Nooit meepersen!" in said
    assert "look at: negation" in said
    assert re.search(r"\nAccepted in fr: 1 text of \d+\.$", said)
    assert (project / "docs/de/record.po").read_bytes() == before
    found = acceptance.read(project)
    assert not found.records["fr"].changes
    assert len(found.records["de"].changes) == 1


def test_a_part_can_be_accepted_alone(tmp_path: Path) -> None:
    project = change(tmp_path, {
        TOILET: sub("Ne poussez jamais", "Poussez"),
        "docs/fr/postnatal.md": sub(r"\n\Z", " Cela fait du bien.\n"),
    })  # fmt: skip
    assert "1 text of" in acceptance.accept(project, "fr", "toilet")
    left = acceptance.read(project).records["fr"].changes
    assert [one.place.file for one in left] == ["postnatal.md"]


@pytest.mark.parametrize(("code", "page", "message"), [
    ("", "", "LANGUAGE\n    found: nothing\n    expected: one of nl, fr"),
    ("xx", "", "LANGUAGE\n    found: 'xx'"),
    ("fr", "wc", "PAGE\n    found: 'wc'\n    expected: one of home, pelvic-floor"),
])  # fmt: skip
def test_nothing_is_accepted_without_a_language_or_for_a_page_that_there_is_not(
    tmp_path: Path, code: str, page: str, message: str
) -> None:
    project = change(tmp_path, {TOILET: sub("Ne poussez jamais", "Poussez")})
    with pytest.raises(ContentError, match=re.escape(message)):
        acceptance.accept(project, code, page)
    assert (project / "docs/fr/record.po").read_text() == (ROOT / "docs/fr/record.po").read_text()


def test_accepting_what_is_accepted_changes_no_byte(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    for code in LANGUAGES:
        before = (project / f"docs/{code}/record.po").read_bytes()
        acceptance.accept(project, code)
        assert (project / f"docs/{code}/record.po").read_bytes() == before
