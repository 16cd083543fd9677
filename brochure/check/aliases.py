"""The words that patients use for what a page says, in its front matter: each leads to what is there, once."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from brochure.check.permanence import Published
from brochure.problems import Problem, listed
from brochure.read.blocks import Page
from brochure.read.pages import Sources
from brochure.read.sections import Section
from brochure.read.source import SOURCE, shown

PAGE = "page"  # the page itself, beside the ids of its headings


def check(sources: Sources, published: Published | None) -> list[Problem]:
    """Everything that is wrong with the aliases that pages carry in their front matter."""
    return [
        problem
        for code, pages in sources.pages.items()
        for file, page in pages.items()
        for problem in _wrong(
            f"docs/{code}/{file}", _places(sources, published, file, page), sources.fronts[code][file]
        )
    ]


def _places(sources: Sources, published: Published | None, file: str, page: Page) -> list[str]:
    """The page and its headings; also those that it should have, for where they differ is told already."""
    dutch = sources.pages[SOURCE].get(file, page)
    printed = published.pages.get(Section(file).path or "./", ()) if published else ()
    return [PAGE, *dict.fromkeys([*page.ids, *dutch.ids, *printed])]


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
