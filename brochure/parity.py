"""Every translation says what the Dutch says: checked over all sources before a page is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown

from brochure import blocks, exercises
from brochure.blocks import Block, Page
from brochure.exercises import Exercises
from brochure.languages import SOURCE, listed
from brochure.pictures import Picture
from brochure.problems import Problem
from brochure.source import UnreadableError, read_page

Pages = Mapping[str, Page]


@dataclass(frozen=True)
class Sources:
    """All pages of all languages: code to file name to page, and to the data before its text."""

    pages: Mapping[str, Pages]
    fronts: Mapping[str, Mapping[str, Mapping[str, Any]]]
    problems: Sequence[Problem]


def read(docs: Path, codes: Sequence[str], files: Sequence[str], markdown: Markdown) -> Sources:
    """The pages that the reading order names, in every language; what is missing is a problem."""
    pages: dict[str, dict[str, Page]] = {code: {} for code in codes}
    fronts: dict[str, dict[str, dict[str, Any]]] = {code: {} for code in codes}
    problems = []
    for code in codes:
        for file in files:
            name = f"docs/{code}/{file}"
            try:
                text, fronts[code][file] = read_page(docs / code / file, name)
            except UnreadableError as error:
                problems.append(error.problem)
                continue
            markdown.reset()
            pages[code][file] = blocks.read(markdown.convert(text))
        problems += _unknown_files(docs, code, files)
    return Sources(pages, fronts, problems)


def check(sources: Sources, parameters: Exercises | None, drawings: Mapping[str, Picture]) -> list[Problem]:
    """Everything in which a language differs from the Dutch, from exercises.yml or from the drawings."""
    stated = parameters.stated() if parameters else {}
    problems = list(sources.problems)
    dutch = sources.pages[SOURCE]
    for code, pages in sources.pages.items():
        for file, page in pages.items():
            name = f"docs/{code}/{file}"
            problems += _empty(name, page)
            problems += _prescribed(name, page, {a: n for (f, a), n in stated.items() if f == file})
            problems += _links(name, file, page, pages)
            problems += _drawn(name, page, drawings)
            if code != SOURCE and file in dutch:
                told = {anchor for f, anchor in stated if f == file}
                problems += _same(name, page, f"docs/{SOURCE}/{file}", dutch[file], told)
    return problems


def _unknown_files(docs: Path, code: str, files: Sequence[str]) -> list[Problem]:
    found = {path.relative_to(docs / code).as_posix() for path in (docs / code).rglob("*.md")}
    return [
        Problem(
            f"docs/{code}/{file}",
            "",
            "a page that is not in the reading order",
            "only pages that mkdocs.yml names",
            "Add the file to nav in mkdocs.yml and to every language, or remove it.",
        )
        for file in sorted(found - set(files))
    ]


def _empty(name: str, page: Page) -> Iterator[Problem]:
    for block in page.blocks:
        if not block.text and not block.kind.startswith("picture "):
            yield Problem(
                name, _place(block), f"an empty {block.kind}", "text", "Write the text, or remove it."
            )


def _prescribed(name: str, page: Page, stated: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    sections = page.sections()
    for anchor, parameters in stated.items():
        found = blocks.count_numbers(sections.get(anchor, []))
        if expected := exercises.differing(parameters, found):
            yield Problem(
                name,
                _part(anchor),
                f"the numbers {listed(found.elements())}",
                f"{expected}, as in {exercises.FILE}",
                f"Write the numbers of the brochure, in the page or in {exercises.FILE}.",
            )


def _drawn(name: str, page: Page, drawings: Mapping[str, Picture]) -> Iterator[Problem]:
    for picture in page.pictures:
        if picture not in drawings:
            yield Problem(
                name,
                f"the picture {picture!r}",
                "no such drawing",
                f"one of {listed(drawings)}",
                "Mend the name, or put the drawing into docs/assets/pictures.",
            )


def _links(name: str, file: str, page: Page, pages: Pages) -> Iterator[Problem]:
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = normpath(f"{dirname(file)}/{parts.path}").lstrip("/") if parts.path else file
        if target not in pages:
            yield Problem(
                name,
                f"the link {link!r}",
                f"no page {target!r} in this language",
                "a file of this language: " + listed(pages),
                "Link to one of these files.",
            )
        elif parts.fragment and parts.fragment not in pages[target].ids:
            yield Problem(
                name,
                f"the link {link!r}",
                f"no anchor {parts.fragment!r} on {target}",
                "one of " + listed(pages[target].ids),
                "Link to one of these anchors.",
            )


def _same(name: str, page: Page, source: str, dutch: Page, told: set[str]) -> Iterator[Problem]:
    if page.ids != dutch.ids:
        yield Problem(
            name,
            "the ids of its headings",
            listed(page.ids),
            f"{listed(dutch.ids)}, as in {source}",
            "Give each heading the id of the Dutch one, as in { #id }: printed letters point at it.",
        )
        return  # every later comparison would only repeat this
    if page.links != dutch.links:
        yield Problem(
            name,
            "its links",
            listed(page.links),
            f"{listed(dutch.links)}, as in {source}",
            "Link to what the Dutch page links to, in the same order.",
        )
    mine, theirs = page.sections(), dutch.sections()
    for anchor in theirs:
        yield from _same_blocks(name, anchor, mine[anchor], theirs[anchor], source)
        found, expected = blocks.count_numbers(mine[anchor]), blocks.count_numbers(theirs[anchor])
        if found != expected and anchor not in told:
            yield Problem(
                name,
                _part(anchor),
                f"the numbers {listed(found.elements())}",
                f"{listed(expected.elements())}, as in {source}",
                "Write the numbers that the Dutch writes in digits, and no others.",
            )


def _same_blocks(
    name: str, anchor: str, mine: list[Block], theirs: list[Block], source: str
) -> Iterator[Problem]:
    found, expected = _runs(mine), _runs(theirs)
    matcher = SequenceMatcher(
        None, [_run(run) for run in found], [_run(run) for run in expected], autojunk=False
    )
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "equal":
            yield Problem(
                name,
                _place(found[a][0]) if a < len(found) else f"{_part(anchor)}, at its end",
                listed(map(_run, found[a:b])),
                f"{listed(map(_run, expected[c:d]))}, as in {source}",
                f"Translate each block of the Dutch as one block{_quote(expected[c:d])}.",
            )


def _runs(section: list[Block]) -> list[list[Block]]:
    """The blocks of a section, those of one kind that follow each other as one run."""
    return [list(run) for _, run in groupby(section, key=lambda block: block.kind)]


def _run(run: list[Block]) -> str:
    return run[0].kind if len(run) == 1 else f"{run[0].kind} × {len(run)}"


def _quote(missing: list[list[Block]]) -> str:
    texts = [f"“{_short(block.text)}”" for run in missing for block in run if block.text]
    return ": " + " / ".join(texts) if texts else ""


def _place(block: Block) -> str:
    return f"{_part(block.section)}, block {block.number} “{_short(block.text)}”"


def _part(anchor: str) -> str:
    return f"#{anchor}" if anchor else "top of the page"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
