"""The pages of all languages: the Markdown that people write, rendered once, as blocks that can be compared."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown

from brochure.problems import Problem
from brochure.read import blocks
from brochure.read.blocks import Page
from brochure.read.source import UnreadableError, files, read_page

Pages = Mapping[str, Page]


@dataclass(frozen=True)
class Sources:
    """All pages of all languages, code to file name: as text, as blocks, and the data before it."""

    texts: Mapping[str, Mapping[str, str]]
    pages: Mapping[str, Pages]
    fronts: Mapping[str, Mapping[str, Mapping[str, Any]]]
    problems: Sequence[Problem]


def read(docs: Path, codes: Sequence[str], names: Sequence[str], markdown: Markdown) -> Sources:
    """The pages that the reading order names, in every language; what is missing is a problem."""
    texts: dict[str, dict[str, str]] = {code: {} for code in codes}
    pages: dict[str, dict[str, Page]] = {code: {} for code in codes}
    fronts: dict[str, dict[str, dict[str, Any]]] = {code: {} for code in codes}
    problems: list[Problem] = []
    for code in codes:
        for file in names:
            name = f"docs/{code}/{file}"
            try:
                text, front = read_page(docs / code / file, name, code)
            except UnreadableError as error:
                problems += error.problems
                continue
            pages[code][file] = render(markdown, text)
            texts[code][file], fronts[code][file] = text, front
        problems += _unknown_files(docs, code, names)
    return Sources(texts, pages, fronts, problems)


@functools.lru_cache(maxsize=2048)
def render(markdown: Markdown, text: str) -> Page:
    """A page is rendered once, however often a command reads the project."""
    markdown.reset()
    return blocks.read(markdown.convert(text), tuple(map(str, markdown.htmlStash.rawHtmlBlocks)))


def _unknown_files(docs: Path, code: str, pages: Sequence[str]) -> list[Problem]:
    found = {
        path.relative_to(docs / code).as_posix() for path in files(docs / code, "**/*") if path.is_file()
    }
    return [
        Problem(
            f"docs/{code}/{file}",
            "",
            "a page that is not in the reading order"
            if file.endswith(".md")
            else "a file that nothing reads",
            "language.yml, and the pages that mkdocs.yml names",
            "Add a page to nav in mkdocs.yml and to every language, or remove the file.",
        )
        for file in sorted(found - {"language.yml", "doubts.yml", "record.po", *pages})
    ]
