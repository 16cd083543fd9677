"""No word that a reader reads changes without somebody having looked at it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from brochure import acceptance
from brochure.check import record
from brochure.check.record import Entry, Reading
from brochure.read.languages import Review
from brochure.read.wording import Text
from tests.conftest import ROOT, TRIED, Edit, accepted, change, every_language
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
    "a negation put in": ({"docs/en/postnatal.md": sub("you may start", "you may not start")}, "docs/en/postnatal.md"),
    "two list items exchanged": (
        {"docs/nl/exercises/index.md": exchanged("- Deze oefeningen kan men ook doen **in zit of in stand**\n", "- Probeer de oefeningen in te bouwen in de **dagelijkse bezigheden**\n")},
        "docs/nl/exercises/index.md",
    ),
    "a sentence added": ({"docs/de/postnatal.md": sub(r"\n\Z", " Das tut gut.\n")}, "docs/de/postnatal.md"),
    "a claim that a professional has checked it": ({"docs/fr/language.yml": sub(r"review.draft: .*", "review.draft: Un professionnel a vérifié cette traduction.")}, "docs/fr/language.yml, strings, review.draft"),
    "another alias": ({TOILET: sub("cabinets", "trône")}, f"{TOILET}, aliases, page"),
    "a list that counts": (
        {f"docs/{code}/exercises/index.md": numbered for code in TRIED},
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
    for code in TRIED:
        assert f"docs/{code}/toilet.md, " in message
    assert message.count("nothing: it is new") == len(TRIED)


def test_a_block_put_in_is_one_problem_however_many_stand_after_it(told: Told) -> None:
    edits = {f"docs/{code}/about.md": sub("^## ", f"{word}.\n\n## ") for code, word in WORDS.items()}
    message = told(edits, accepted=False)
    assert message.count("\n    found: ") == len(TRIED)
    assert "expected: nothing: it is new" in message


def test_the_preview_shows_what_nobody_has_accepted_and_goes_on(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "mkdocs.plugins.brochure")
    assert told({TOILET: sub("Ne poussez jamais", "Poussez")}, command="serve", accepted=False) == ""
    assert "Not accepted yet: docs/fr/toilet.md" in caplog.text


@pytest.mark.parametrize(("edit", "message"), [
    (sub(r"\A", "<<<<<<< HEAD\n"), "docs/fr/record.po, line 1\n    found: something that is not PO"),
    (sub(r'^msgctxt "toilet.md, 1, heading 1"', 'msgctxt "gone.md, 1, heading 1"'), "docs/fr/gone.md, 1, heading 1 “"),
    (lambda text: text.encode("utf-16"), "docs/fr/record.po, byte 0"),
    (sub(r'^msgctxt "toilet.md, 1, heading 1"\n', ""), "docs/fr/record.po, msgid “Toilethouding”\n    found: ''\n    expected: its file and place"),
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


def test_accepting_what_is_accepted_changes_no_byte(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    for code in TRIED:
        before = (project / f"docs/{code}/record.po").read_bytes()
        acceptance.accept(project, code)
        assert (project / f"docs/{code}/record.po").read_bytes() == before


def review(name: str, day: str = "2026-11-20") -> Review:
    who = {"name": name, "profession": "sage-femme; kiné", "date": date.fromisoformat(day)}
    return Review.model_validate({"state": "reviewed", **who})


ANNE, BEA = review("Anne; “A.” Dupont-Durand " + "de Fontenay-" * 9 + "aux-Roses"), review("Bea")
PAGE = [Text("a.md", f"{number}, paragraph", f"Texte {number}") for number in (1, 2, 3)]
CAPTION = Text("language.yml", "pictures, lying, alt", "Une femme")
DUTCH = {text.key: f"Dutch of {text.key}" for text in (*PAGE, CAPTION)}
EVERY = lambda text: True  # noqa: E731


def by(*reviews: Review | None, header: Review | None) -> Reading:
    """A record of the page and the caption, each with its review."""
    texts = zip((*PAGE, CAPTION), reviews, strict=True)
    return Reading([Entry(text, DUTCH[text.key], one, False) for text, one in texts], header)


def accept(
    reading: Reading,
    stated: Review | None,
    texts: list[Text] | None = None,
    wanted: Callable[[Text], bool] = EVERY,
) -> list[Review | None]:
    now = texts or [*PAGE, CAPTION]
    compared = record.compare("fr", reading, now, DUTCH, stated)
    return [entry.review for entry in record.accept(compared, now, DUTCH, stated, wanted)]


def test_a_review_written_where_a_draft_was_is_of_all_that_is_accepted() -> None:
    assert accept(by(None, None, None, None, header=None), ANNE) == [ANNE] * 4
    assert accept(by(None, None, None, None, header=None), ANNE, wanted=lambda text: text.file == "a.md") == [
        ANNE
    ] * 3 + [None]


def test_another_name_takes_the_place_of_the_one_that_stood_there_and_of_no_other() -> None:
    assert accept(by(ANNE, BEA, None, ANNE, header=ANNE), BEA) == [BEA, BEA, None, BEA]
    assert accept(by(ANNE, BEA, None, ANNE, header=ANNE), BEA, wanted=lambda text: text.file != "a.md") == [
        ANNE,
        BEA,
        None,
        BEA,
    ]
    assert accept(by(ANNE, BEA, None, ANNE, header=ANNE), None) == [None] * 4


def test_a_changed_text_is_not_reviewed_any_more_and_all_others_are() -> None:
    texts = [PAGE[0], PAGE[1]._replace(text="Autre"), PAGE[2], CAPTION]
    assert accept(by(ANNE, ANNE, ANNE, ANNE, header=ANNE), ANNE, texts) == [ANNE, None, ANNE, ANNE]


def test_a_page_that_has_lost_a_text_is_to_be_reviewed_again() -> None:
    texts = [PAGE[0], PAGE[2]._replace(place="2, paragraph"), CAPTION]
    assert accept(by(ANNE, ANNE, ANNE, ANNE, header=ANNE), ANNE, texts) == [None, None, ANNE]


def test_what_is_kept_makes_room_for_what_was_put_in_before_it() -> None:
    new = Text("a.md", "1, paragraph", "Nouveau")
    texts = [
        new,
        *(text._replace(place=f"{number}, paragraph") for number, text in enumerate(PAGE, 2)),
        CAPTION,
    ]
    compared = record.compare("fr", by(None, None, None, None, header=None), texts, DUTCH, None)
    entries = record.accept(compared, texts, DUTCH, None, lambda text: text.text in ("Nouveau", "Texte 2"))
    assert [entry.text.key for entry in entries[:4]] == [
        "a.md, 1, paragraph",
        "a.md, 2, paragraph",
        "a.md, 3, paragraph",
        "a.md, 4, paragraph",
    ]
    assert [entry.text.text for entry in entries[:4]] == ["Nouveau", "Texte 1", "Texte 2", "Texte 3"]


def test_names_of_every_form_come_back_from_the_file_as_they_were(tmp_path: Path) -> None:
    reading = by(ANNE, BEA, None, ANNE, header=ANNE)
    (tmp_path / "fr").mkdir()
    file = tmp_path / "fr/record.po"
    file.write_text(record.written("fr", reading.entries, ANNE, {}), "utf-8")
    assert record.read(tmp_path, "fr") == reading._replace(problems=[], code="fr")


def test_another_drawing_is_looked_at_in_every_language(tmp_path: Path) -> None:
    project = change(
        tmp_path, {"docs/assets/pictures/lying.svg": lambda text: text.replace("<path", "<path ", 1)}
    )
    acceptance.accept(project, "nl")
    found = acceptance.read(project)
    for code in TRIED[1:]:
        assert {one.text.picture for one in found.records[code].behind} == {"lying"}
        assert found.language(code).states["strength"] == "outdated"
