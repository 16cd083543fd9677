"""What can be found in a language: its pages, heading by heading, with the words that patients use.

The browser makes the index of it (docs/assets/search.js), so that the words of the pages and the words
that she types are folded by the same rules.

Material's own search data is made by a class that is private to its plugin, knows neither our interface
nor our pictures' words, and leaves HTML in the text; `blocks` already has every section as plain text.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from brochure.check.aliases import PAGE
from brochure.read.blocks import Block, Page
from brochure.read.languages import Language
from brochure.read.pages import Sources
from brochure.read.sections import Section


@dataclass(frozen=True)
class Found:
    """One result: a page, or the part of it under a heading with an id."""

    address: str  # from the root of the site
    page: str
    title: str
    aliases: str
    text: tuple[str, ...]


def documents(
    language: Language, sources: Sources, beside: Collection[str], shows: Callable[[Language, Section], bool]
) -> list[Found]:
    """Everything that can be found in a language, in reading order.

    A page `beside` the brochure is found by its headings and aliases only: its prose has words such as
    "hospital" and "error", which a patient who types them does not look for here. A page whose front
    matter says `search: exclude: true` (as in Material) is not found at all.
    """
    pages, fronts = sources.pages[language.code], sources.fronts[language.code]
    return [
        replace(found, text=()) if file in beside else found
        for file, page in pages.items()
        if shows(language, Section(file)) and not fronts[file].get("search", {}).get("exclude")
        for found in _of(language, file, page, fronts[file])
    ]


def _of(language: Language, file: str, page: Page, front: Mapping[str, Any]) -> Iterator[Found]:
    aliases = front.get("aliases", {})
    root, sections = language.root + Section(file).path, page.sections()
    name = _title(sections[""])
    for anchor, blocks in sections.items():
        yield Found(
            f"{root}#{anchor}" if anchor else root,
            name,
            _title(blocks),
            ", ".join(aliases.get(anchor or PAGE, [])),
            tuple(_text(blocks, language)),
        )


def _title(blocks: list[Block]) -> str:
    return next((block.text for block in blocks if block.kind.startswith("heading")), "")


def _text(blocks: list[Block], language: Language) -> Iterator[str]:
    """What the section says, block by block, a picture by its caption and legend; nothing twice."""
    said = ""
    for block in blocks:
        texts = [block.text]
        if block.kind.startswith("picture "):
            words = language.pictures[block.kind.split()[1]]
            texts = [words.caption, ", ".join(words.legend)]
        for text in texts:
            if text and text not in said and not block.kind.startswith(("heading", "callout title")):
                said += text
                yield text


def script(language: Language, found: list[Found]) -> bytes:
    """The data as a script of its own: so it also loads from a disk, where pages may read no other file."""
    ignored, *refused = (language.text(f"search.{name}") for name in ("ignored", "negations", "complaints"))
    data = {"ignored": ignored, "refused": " ".join(refused), "sections": [asdict(one) for one in found]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.brochure.search={text};".encode()
