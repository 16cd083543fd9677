"""A file that cannot be read as it was meant is told by its name, in whichever way it is broken."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure.read.source import UnreadableError, files, read_page, read_text, read_yaml
from tests.conftest import ROOT

READERS = {"page": read_page, "strings": read_yaml, "drawing": read_text}


def wrong(reader: Callable[..., object], content: bytes, folder: Path, code: str = "nl") -> str:
    file = folder / "source"
    file.write_bytes(content)
    with pytest.raises(UnreadableError) as error:
        reader(file, "docs/nl/source", code)
    return str(error.value)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize(("content", "told"), [
    (b"", "docs/nl/source\n    found: an empty file"),
    (b"\n \n", "docs/nl/source\n    found: an empty file"),
    ("é: à".encode("latin-1"), "docs/nl/source, byte 0\n    found: the byte 0xe9, which is not UTF-8"),
    ("a: b".encode("utf-16"), "docs/nl/source, byte 0\n    found: the byte 0xff, which is not UTF-8"),
    ("a: b".encode("utf-16-le"), "docs/nl/source, line 1\n    found: U+0000 control character"),
    (b"a: b\nc: \x0c", "docs/nl/source, line 2\n    found: U+000C control character"),
    (b"a: \x0bb", "found: U+000B control character"),
    ("a: \u0085b".encode(), "found: U+0085 control character"),
    ("a: \u2028b".encode(), "found: U+2028 LINE SEPARATOR\n    expected: signs that a reader can see"),
    ("a: \u200bb\nc: d\ne: \u200bf".encode(), "lines 1, 3\n    found: U+200B ZERO WIDTH SPACE"),
    ("a: \u202eb".encode(), "found: U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("a: b\u00adc".encode(), "found: U+00AD SOFT HYPHEN"),
    ("a: \ufffd".encode(), "found: U+FFFD REPLACEMENT CHARACTER"),
    ("a: b\ufe0f".encode(), "found: U+FE0F VARIATION SELECTOR-16"),
    ("a: b\u200cc".encode(), "found: U+200C ZERO WIDTH NON-JOINER"),
])  # fmt: skip
def test_what_cannot_be_read_or_seen_is_told(
    tmp_path: Path, reader: Callable[..., object], content: bytes, told: str
) -> None:
    assert told in wrong(reader, content, tmp_path)


def test_the_signs_that_another_program_has_left_are_one_problem(tmp_path: Path) -> None:
    told = wrong(read_text, "\u0080a\n\u0081\n\u0082\u0083\u0084".encode(), tmp_path)
    assert told.count("found: ") == 1
    assert "docs/nl/source, lines 1 to 3\n    found: U+0080 control character, U+0081" in told
    assert "and 2 more\n    expected: signs that a reader can see" in told


def test_persian_parts_joined_letters_inside_a_word_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "source"
    file.write_text("می\u200cشود", "utf-8")
    assert read_text(file, "docs/fa/source", "fa") == "می\u200cشود"
    assert "U+200C" in wrong(read_text, "می\u200c شود".encode(), tmp_path, "fa")
    assert "U+200C" in wrong(read_text, "می\u200cشود".encode(), tmp_path, "ar")


def test_letters_lines_and_tabs_are_read_in_one_form(tmp_path: Path) -> None:
    file = tmp_path / "source"
    file.write_bytes("\ufeff# ".encode() + unicodedata.normalize("NFD", "Coördinatie\r\n\tné").encode())
    assert read_page(file, "docs/nl/source") == ("# Coördinatie\n    né", {})


@pytest.mark.parametrize(("content", "told"), [
    ("a: {{seconds}}", "line 1, column 5\n    found: something else than a word before the colon"),
    ("a: {{seconds}} s", "line 1, column 16\n    found: did not find expected key"),
    ("a: b\n? [c]\n: d", "line 2, column 3\n    found: something else than a word before the colon"),
    ("a: [", "line 2, column 1\n    found: did not find expected node content"),
])  # fmt: skip
def test_what_yaml_does_behind_a_writers_back_is_told(tmp_path: Path, content: str, told: str) -> None:
    message = wrong(read_yaml, content.encode(), tmp_path)
    assert told in message
    assert "    cure: " in message


def test_front_matter_keeps_the_lines_of_the_page_and_holds_data(tmp_path: Path) -> None:
    file = tmp_path / "source"
    file.write_text("---\nsearch: {}\n---\n\n# Titel\n", "utf-8")
    assert read_page(file, "docs/nl/source") == ("\n\n\n\n# Titel\n", {"search": {}})
    assert "line 2\n    found: [a, b]" in wrong(read_page, b"---\n[a, b]\n---\n# T", tmp_path)
    assert "line 3, column 1\n    found: the key 'a'" in wrong(read_page, b"---\na: 1\na: 2\n---\n", tmp_path)


def test_what_a_system_or_an_editor_leaves_is_nobodys_source(tmp_path: Path) -> None:
    for name in ("lying.svg", "._lying.svg", "lying.svg~", "#lying.svg#", ".#lying.svg", "~$lying.svg"):
        (tmp_path / name).touch()
    for folder in (".obsidian", "@eaDir"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lying.svg").touch()
    assert list(files(tmp_path, "**/*")) == [tmp_path / "lying.svg"]
    (tmp_path / ".well-known").mkdir()
    assert list(files(tmp_path, ".*")) == [tmp_path / ".well-known"]


def test_a_checkout_has_the_same_line_endings_on_every_system() -> None:
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()
