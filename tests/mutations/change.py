"""A change of the content, and where in a page or in language.yml it can be made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from tests.conftest import LANGUAGES, PATHS, ROOT, Edit

PAGES = [f"{path.rstrip('/')}.md" for path in PATHS]
PAGES = [{".md": "index.md", "exercises.md": "exercises/index.md"}.get(name, name) for name in PAGES]


@dataclass(frozen=True)
class Mutation:
    """One mistake: what sort it is, what it does, and the files that it changes."""

    kind: str
    name: str
    edits: Mapping[str, Edit]
    passes: str = ""
    """When it is harmless: "as it is", or "once accepted"."""
    beside: str = ""
    """Another language that must be there to see it."""


class Span(NamedTuple):
    """A part of a file."""

    start: int
    end: int
    text: str

    def within(self, found: re.Match[str]) -> "Span":
        """What was found in the part, as a part of the file."""
        return Span(self.start + found.start(), self.start + found.end(), found[0])


def replaced(*parts: tuple[Span, str]) -> Edit:
    """The file with another text in the place of each part."""

    def edit(text: str) -> str:
        for span, new in sorted(parts, reverse=True):
            assert text[span.start : span.end] == span.text
            text = text[: span.start] + new + text[span.end :]
        return text

    return edit


def instead(old: str, new: str) -> Edit:
    """The file with another text where a text stands first."""
    return lambda text: text.replace(old, new, 1)


def exchanged(one: Span, two: Span) -> Edit:
    """The file with two parts in each other's place."""
    return replaced((one, two.text), (two, one.text))


_FRONT = re.compile(r"\A---\n.*?^---\n+", re.DOTALL | re.MULTILINE)
_CHUNK = re.compile(r"^.*\S.*\n?", re.MULTILINE)  # no paragraph of ours goes over several lines
_MARK = re.compile(r" *(?:- |\d+\. |#+ )?")
_SENTENCE = re.compile(r"\S.*?(?:[.!?።؟۔…](?=\s|\Z)|\Z)", re.DOTALL)
_CLAUSE = re.compile(r"[^,;:،؛፣፤፦→–]+[,;:،؛፣፤፦→–]")


@dataclass(frozen=True)
class Page:
    """A page's file."""

    code: str
    name: str
    text: str

    @property
    def file(self) -> str:
        return f"docs/{self.code}/{self.name}"

    @cached_property
    def front(self) -> Span:
        """The data before the page."""
        end = found.end() if (found := _FRONT.match(self.text)) else 0
        return Span(0, end, self.text[:end])

    @cached_property
    def body(self) -> Span:
        return Span(self.front.end, len(self.text), self.text[self.front.end :])

    @cached_property
    def chunks(self) -> list[Span]:
        """Paragraphs, items, headings, marks of callouts and lines of pictures, each with its line breaks."""
        return [self.body.within(found) for found in _CHUNK.finditer(self.body.text)]

    @cached_property
    def said(self) -> list[Span]:
        """The words of each of them, without what Markdown needs around them."""
        found = []
        for chunk in self.chunks:
            start = chunk.start + len(_MARK.match(chunk.text)[0])  # type: ignore[index]
            words = self.text[start : chunk.end].partition(" { ")[0].rstrip()
            if words and not words.startswith(("!", "{")):
                found.append(Span(start, start + len(words), words))
        return found

    def sentences(self, part: Span) -> list[Span]:
        return [part.within(found) for found in _SENTENCE.finditer(part.text)]

    def clauses(self, part: Span) -> list[Span]:
        return [part.within(found) for found in _CLAUSE.finditer(part.text)]


@cache
def text_of(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


@cache
def page(code: str, name: str) -> Page:
    return Page(code, name, text_of(f"docs/{code}/{name}"))


def pages() -> Iterator[Page]:
    """Every page in every language."""
    for code in LANGUAGES:
        for name in PAGES:
            yield page(code, name)


class Line(NamedTuple):
    """A text of language.yml: the part of the file that is its key, all of its line, and its value."""

    part: str
    key: str
    line: Span
    value: Span


_LINE = re.compile(r"^( +)(?:([\w.-][\w. -]*): *|- )(\S.*)\n", re.MULTILINE)
_HEAD = re.compile(r"^(\w+):$|^  ([\w-]+):$|^    (legend):$", re.MULTILINE)


@cache
def lines(code: str) -> list[Line]:
    """Every text of a language.yml, in its order."""
    text, found = text_of(f"docs/{code}/language.yml"), []
    heads = list(_HEAD.finditer(text))
    for match in _LINE.finditer(text):
        part = next(head[1] for head in reversed(heads) if head[1] and head.start() < match.start())
        name = next((head[2] for head in reversed(heads) if head[2] and head.start() < match.start()), "")
        key = match[2] or "legend"
        line = Span(match.start(), match.end(), match[0])
        value = Span(match.start(3), match.end(3), match[3])
        found.append(Line(part, f"{name}.{key}" if part == "pictures" else key, line, value))
    return found


def strings_file(code: str) -> str:
    return f"docs/{code}/language.yml"


def strings(code: str, part: str = "strings") -> dict[str, Line]:
    """The texts of a part of language.yml, by their keys."""
    return {line.key: line for line in lines(code) if line.part == part}


def short(text: str) -> str:
    """The beginning of a part, to name a change by."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
