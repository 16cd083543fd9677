"""The strings of a language are those that the site asks for, and fill in as they should."""

import re
from collections.abc import Callable

import pytest

from brochure.read.languages import Language
from brochure.read.strings import fill
from tests.conftest import ROOT, STRINGS, Edit
from tests.test_parity import sub

FILE = "docs/fr/language.yml"
SECONDS = r"^  exercise\.rest\.value: .*$"


@pytest.mark.parametrize(("changes", "place", "message"), [
    ({FILE: sub(SECONDS, '  exercise.rest.value: "{{seconds}} s"')}, "strings, exercise.rest.value", "found: {, } in '{{seconds}} s'\n    expected: words, and placeholders such as {count}"),
    ({FILE: sub(SECONDS, '  exercise.rest.value: "{seconds} s }"')}, "strings, exercise.rest.value", "found: } in '{seconds} s }'"),
    ({FILE: sub(SECONDS, '  exercise.rest.value: "{seconds} {X} s"')}, "strings, exercise.rest.value", "found: {, } in "),
    ({FILE: sub(SECONDS, '  exercise.rest.value: "{seconds} {seconds} s"')}, "strings, exercise.rest.value", "found: the placeholders {seconds}, {seconds} in "),
    ({FILE: sub(SECONDS, '  exercise.rest.value: "{secondes} s"')}, "strings, exercise.rest.value", "found: the placeholders {secondes} in "),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: 2026-02-03")}, "strings, page.next", "found: 2026-02-03\n    expected: a text"),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: [a]")}, "strings, page.next", "found: [a]\n    expected: a text"),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: no")}, "strings, page.next", "found: false\n    expected: a text"),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: a {b}")}, "strings, page.next", "found: the placeholders {b} in 'a {b}'\n    expected: none"),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: a | b")}, "strings, page.next", "found: | in 'a | b'"),
    ({FILE: sub(r"^  page\.next: .*$", "  page.next: |\n    a\n    b")}, "strings, page.next", "found: a line break in "),
    ({FILE: sub(r"^review: ", "alias: x\nreview: ")}, "alias", "found: alias, review, strings, pictures, glossary\n    expected: glossary, pictures, review, strings"),
    ({FILE: sub(r"^  keizersnede: .*\n", "")}, "glossary, keizersnede", "found: nothing"),
    ({FILE: sub(r"^glossary:\n", "")}, "glossary", "found: review, strings, pictures\n    expected: glossary, pictures, "),
    ({FILE: "[]\n"}, "", "found: []\n    expected: glossary, pictures, review, strings"),
    ({"docs/translator.yml": sub(r"(?s)^strings:.*?^pictures:", "strings: [a]\npictures:")}, "strings", "found: [a]\n    expected: a word on every string"),
    ({"docs/translator.yml": "strings: {}\n"}, "pictures", "found: nothing\n    expected: a word on every drawing"),
    ({"docs/nl/language.yml": sub(r"(?s)^strings:.*?^pictures:", "strings: [a]\npictures:")}, "strings", "found: [a]\n    expected: keys, each with its text"),
])  # fmt: skip
def test_a_text_that_would_not_be_shown_as_it_was_meant_is_told(
    told: Callable[..., str], changes: dict[str, Edit], place: str, message: str
) -> None:
    found = told(changes)
    (file,) = changes
    assert f"1. {file}{', ' if place else ''}{place}\n    {message}" in found
    assert found.count("cure: ") == (2 if changes.get("docs/translator.yml") == "strings: {}\n" else 1)


def test_a_key_that_the_translators_file_has_lost_is_one_problem(told: Callable[..., str]) -> None:
    message = told({"docs/translator.yml": sub(r"^  guide\.progress: .*\n", "")})
    assert message.count("cure: ") == 1
    assert (
        "docs/<language>/language.yml (nl, fr, en, de, ar), strings, guide.progress\n    found: a key"
        in message
    )


def test_every_placeholder_is_filled_in_by_its_name() -> None:
    assert fill("{count} van {total}", {"count": 4, "total": 10}) == "4 van 10"
    language = Language("nl", "Nederlands", "ltr", strings={"one": "{count} van {total}"})
    with pytest.raises(KeyError):
        language.text("one", count=4)


def test_the_scripts_fill_in_the_placeholders_that_the_strings_have() -> None:
    scripts = [file.read_text("utf-8") for file in (ROOT / "docs/assets").glob("*.js")]
    filled = {name for script in scripts for name in re.findall(r'"\{([^}"]+)\}"', script)}
    assert filled != set()
    assert filled <= {name for text in STRINGS["nl"].values() for name in re.findall(r"\{([a-z]+)\}", text)}
