"""A sentence that was left in another language is found, and what may be the same in two is let through."""

from collections.abc import Callable

import pytest

from tests.conftest import ROOT, Edit
from tests.test_parity import sub

TOILET = {code: (ROOT / f"docs/{code}/toilet.md").read_text("utf-8") for code in ("nl", "en")}


@pytest.mark.parametrize(("changes", "problems", "message"), [
    (
        {"docs/de/postnatal.md": lambda text: text.replace("\n\n", "\n\nIn deze brochure informeren wij u over perinatale kinesitherapie. ", 2).replace("In deze brochure informeren wij u over perinatale kinesitherapie. ", "", 1)},
        1,
        "found: the text of docs/nl/index.md",
    ),
    ({"docs/ar/toilet.md": TOILET["en"]}, 1, "docs/ar/toilet.md, block 1 “How to sit on the toilet”, and 11 more\n"),
    ({"docs/fr/toilet.md": TOILET["nl"]}, 1, "more\n    found: the text of docs/nl/toilet.md"),
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
