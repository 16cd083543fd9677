"""Files that are missing, extra, empty, exchanged, or written in another encoding."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from tests.conftest import LANGUAGES, Edit
from tests.mutations.change import PAGES, Mutation, text_of

_CONFLICT = "<<<<<<< HEAD\n{0}=======\n{1}>>>>>>> branch\n"


def mutations() -> Iterator[Mutation]:
    for code in LANGUAGES:
        names = [*PAGES, "language.yml", "record.po"]
        for turn, name in enumerate(names):
            file = f"docs/{code}/{name}"
            yield Mutation("file missing", file, {file: None})
            yield Mutation("file empty", file, {file: ""})
            yield Mutation("file blank", file, {file: "\n \n"})
            yield from _written(file, text_of(file), turn)
        for a, b in pairwise(PAGES):
            yield _exchanged("pages exchanged", f"docs/{code}/{a}", f"docs/{code}/{b}")
        misplaced: dict[str, dict[str, Edit]] = {
            "a page more": {f"docs/{code}/birth.md": "# x\n"},
            "a copy": {f"docs/{code}/toilet copy.md": text_of(f"docs/{code}/toilet.md")},
            "a page in capitals": {f"docs/{code}/Toilet.md": text_of(f"docs/{code}/toilet.md"), f"docs/{code}/toilet.md": None},
            "a text file": {f"docs/{code}/notes.txt": "x"},
            "a picture": {f"docs/{code}/lying.svg": "<svg/>"},
            "a page in a folder": {f"docs/{code}/exercises/tip.md": "# x\n"},
            "no pages": {f"docs/{code}/{name}": None for name in PAGES},
            "no folder": {f"docs/{code}/{name}": None for name in [*PAGES, "language.yml", "record.po"]},
        }  # fmt: skip
        for label, edits in misplaced.items():
            yield Mutation("file out of place", f"docs/{code}: {label}", edits)
    for one, two in pairwise(LANGUAGES):
        for name in [*PAGES, "language.yml", "record.po"]:
            yield _exchanged("files of two languages exchanged", f"docs/{one}/{name}", f"docs/{two}/{name}")
            copied = text_of(f"docs/{one}/{name}")
            yield Mutation("file of another language", f"docs/{two}/{name} from {one}", {f"docs/{two}/{name}": copied}, beside=one)  # fmt: skip
        every = [*PAGES, "language.yml"]
        copies: dict[str, Edit] = {f"docs/{two}/{name}": text_of(f"docs/{one}/{name}") for name in every}
        yield Mutation("folder of another language", f"docs/{two}/ from {one}", copies, beside=one)


def _exchanged(kind: str, one: str, two: str) -> Mutation:
    return Mutation(kind, f"{one} and {two}", {one: text_of(two), two: text_of(one)})


def _written(file: str, text: str, turn: int) -> Iterator[Mutation]:
    """As another program would write it; each file in some of these ways."""
    middle = text.find("\n", len(text) // 2) + 1
    line = text[middle:].partition("\n")[0] + "\n"
    other = line.replace(line.strip()[-3:], "x", 1)
    ways: dict[str, str | bytes] = {
        "NUL": text[:middle] + "\0" + text[middle:],
        "form feed": text[:middle] + "\f" + text[middle:],
        "Latin-1": text.encode("latin-1", "replace"),
        "Windows": text.encode("cp1252", "replace"),
        "UTF-16": text.encode("utf-16"),
        "UTF-8 read as Latin-1": text.encode().decode("latin-1"),
        "UTF-8 read as Windows": text.encode().decode("cp1252", "replace"),
        "ASCII": text.encode("ascii", "replace"),
        "NFKC": unicodedata.normalize("NFKC", text),
        "without accents": "".join(
            sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
        ),
        "in capitals": text.upper(),
        "a byte cut": text.encode()[: len(text.encode()) // 2 + 1],
        "its first half": text[:middle],
        "twice": text + text,
        "a conflict": text[:middle] + _CONFLICT.format(line, other) + text[middle + len(line) :],
        "the mark of a conflict": text[:middle] + "=======\n" + text[middle:],
        "straight quotes": text.translate({ord("’"): "'", ord("“"): '"', ord("”"): '"'}),
        "without no-break spaces": text.replace("\u00a0", " "),
    }
    for number, (label, new) in enumerate(ways.items()):
        if number % 3 == turn % 3 and (new if isinstance(new, bytes) else new.encode()) != text.encode():
            yield Mutation("encoding", f"{file}: {label}", {file: new})
