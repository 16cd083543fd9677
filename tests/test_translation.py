"""A sentence that was left in another language is found, and what may be the same in two is let through."""

from collections.abc import Callable

import pytest

from tests.conftest import ROOT, Edit
from tests.test_parity import sub

TOILET = {code: (ROOT / f"docs/{code}/toilet.md").read_text("utf-8") for code in ("nl", "en")}
FILES = {
    file.relative_to(ROOT / "docs/en").as_posix(): file.read_text("utf-8")
    for file in (ROOT / "docs/en").rglob("*")
    if file.is_file()
}


@pytest.mark.parametrize(("changes", "problems", "message"), [
    (
        {"docs/fr/lifting.md": sub("^Veillez .*$", "Let erop dat je steeds **door de knieën buigt**, je **rug recht** houdt en je **bekkenbodem opspant** bij het tillen van een voorwerp.")},
        1,
        "docs/fr/lifting.md, block 2 “Let erop dat je steeds door de knieën b…”\n    found: the text of docs/nl/lifting.md\n"
        "    expected: a translation into 'fr', in its own script\n    cure: Translate it",
    ),
    (
        {"docs/de/postnatal.md": lambda text: text.replace("\n\n", "\n\nIn deze brochure informeren wij u over perinatale kinesitherapie. ", 2).replace("In deze brochure informeren wij u over perinatale kinesitherapie. ", "", 1)},
        1,
        "found: the text of docs/nl/index.md",
    ),
    ({"docs/ar/toilet.md": TOILET["en"]}, 1, "docs/ar/toilet.md, block 1 “How to sit on the toilet”, and 11 more\n"),
    ({"docs/fr/toilet.md": TOILET["nl"]}, 1, "more\n    found: the text of docs/nl/toilet.md"),
    (
        {f"docs/de/{file}": text for file, text in FILES.items()},
        1,
        "docs/de/\n    found: the text of docs/en/\n    expected: a translation into 'de'",
    ),
    ({"docs/fr/language.yml": sub("^  page.skip: .*$", "  page.skip: Naar de tekst  ")}, 0, ""),
    ({"docs/fr/language.yml": sub("^  home.start: .*$", "  home.start: Naar de oefeningen")}, 1, "docs/fr/language.yml, strings, home.start “Naar de oefeningen”\n    found: the text of docs/nl/language.yml"),
    ({"docs/fr/language.yml": sub("^  guide.stop: .*$", "  guide.stop: Stop")}, 0, ""),
    ({"docs/ar/language.yml": sub("^  guide.stop: .*$", "  guide.stop: Stop")}, 1, "docs/ar/language.yml, strings, guide.stop “Stop”\n    found: Latin letters"),
    ({"docs/en/language.yml": sub("^  guide.stop: .*$", "  guide.stop: Стоп")}, 1, "strings, guide.stop “Стоп”\n    found: Cyrillic letters"),
])  # fmt: skip
def test_a_text_in_another_language_is_told_once(
    told: Callable[..., str], changes: dict[str, Edit], problems: int, message: str
) -> None:
    found = told(changes)
    assert message in found
    assert found.count("cure: ") == problems
