"""What can be found in a language: its pages, heading by heading, with the words that patients use.

The browser makes the index of it (docs/assets/search.js), so that the words of the pages and the words
that she types are folded by the same rules.

Material's own search data is made by a class that is private to its plugin, knows neither our interface
nor our pictures' words, and leaves HTML in the text; `blocks` already has every section as plain text.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from brochure.problems import Problem
from brochure.read.blocks import Block, Page
from brochure.read.languages import SOURCE, Language, listed
from brochure.read.pages import Sources
from brochure.read.sections import Section
from brochure.read.source import shown

PAGE = "page"  # in the aliases of a page: the page itself, beside the ids of its headings


@dataclass(frozen=True)
class Found:
    """One result: a page, or the part of it under a heading with an id."""

    address: str  # from the root of the site
    page: str
    title: str
    aliases: str
    text: tuple[str, ...]


def check(sources: Sources) -> list[Problem]:
    """Everything that is wrong with the aliases that pages carry in their front matter."""
    return [
        problem
        for code, pages in sources.pages.items()
        for file, page in pages.items()
        for problem in _wrong(f"docs/{code}/{file}", _places(sources, file, page), sources.fronts[code][file])
    ]


def _places(sources: Sources, file: str, page: Page) -> list[str]:
    """The page and its headings; also those of the Dutch page, for parity tells where they differ."""
    dutch = sources.pages[SOURCE].get(file, page)
    return [PAGE, *dict.fromkeys([*page.ids, *dutch.ids])]


def _wrong(name: str, places: list[str], front: Mapping[str, Any]) -> Iterator[Problem]:
    for key in front.keys() - {"aliases", "search"}:
        cure = "Remove it, or mend its spelling; the title is the line that begins with #."
        yield Problem(name, f"front matter, {key}", f"the unknown key {key!r}", "aliases or search", cure)
    if front.get("search", {}) not in ({}, {"exclude": True}):
        cure = "Mend it, or remove it so that the page is found."
        yield Problem(name, "search", shown(front["search"]), "exclude: true", cure)
    aliases = front.get("aliases", {})
    if not isinstance(aliases, dict):
        cure = f"Write a list of words under one of these: {listed(places)}."
        yield Problem(name, "aliases", shown(aliases), f"lists of words by {listed(places)}", cure)
        return
    for place, words in aliases.items():
        where = f"aliases, {place}"
        if place not in places:
            yield Problem(name, where, "no such heading on this page", f"one of {listed(places)}", "Mend it.")
        elif not isinstance(words, list) or not words:
            yield Problem(name, where, shown(words), "a list of words", "Write [one, another], or remove it.")
        else:
            yield from _wrong_words(name, where, words)


def _wrong_words(name: str, where: str, words: list[Any]) -> Iterator[Problem]:
    seen, twice = set(), []
    for word in words:
        if not isinstance(word, str) or not re.search(r"\w", word):
            yield Problem(
                name, where, shown(word), "a word", "Write the word, in quotation marks if need be."
            )
        elif _same(word) in seen:
            twice.append(repr(word))
        else:
            seen.add(_same(word))
    if twice:
        yield Problem(name, where, f"{listed(twice)} twice", "each word once", "Remove one of the two.")


def _same(word: str) -> str:
    """What the browser takes for the same word, as far as accents and spaces go."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())


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
