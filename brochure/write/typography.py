"""How words are set: the longest break at a syllable in every browser, a title's bracket stands apart.

Few phones have a dictionary of hyphens, so the build puts soft hyphens (U+00AD) into the longest words of
titles, captions and menus. They are in no other text: not in the tab's title, the search or the data, and
site.js takes them out of what is copied.
"""

import functools
import re
from itertools import pairwise

import pyphen
from bs4 import BeautifulSoup
from bs4.element import NavigableString

SOFT_HYPHEN = "\u00ad"

# Shorter words fit on a line of the smallest phone, and would only be broken without need.
_EDGE = 4  # letters at either end of a word that stay together
_LONG_WORD = re.compile(r"[^\W\d_]{15,}")
# Two languages that Pyphen does not know, whose syllables begin with one consonant before a vowel and nowhere else.
_SYLLABLES = {
    "so": re.compile(r"(?=(?:dh|kh|sh|(?<![dks])h|[b-dfgj-np-tv-z'’])[aeiou])"),
    "tr": re.compile(r"(?=[bcçdfgğhjklmnprsştvyz][aâeıiîoöuüû])"),
}
_BRACKET = re.compile(r"^(.+) (\(.+\))$")


def soften(text: str, code: str) -> str:
    """The text with soft hyphens in its longest words, where the language has rules for them."""
    return _LONG_WORD.sub(lambda word: _hyphenated(word[0], code), text)


def parted(title: str) -> tuple[str, str]:
    """A title and the bracket at its end, "" if it has none."""
    found = _BRACKET.match(title)
    return (found[1], found[2]) if found else (title, "")


def set_titles(soup: BeautifulSoup, code: str) -> None:
    """Softens the titles and captions of a page; the bracket of its title becomes a lighter line."""
    if soup.h1 and soup.h1.string and (parts := parted(soup.h1.string))[1]:
        bracket = soup.new_tag("small", string=parts[1])
        soup.h1.clear()
        soup.h1.extend([NavigableString(f"{parts[0]} "), bracket])
    for text in soup.select("h1, h2, h3, figcaption"):
        for words in text.find_all(string=True):
            words.replace_with(soften(str(words), code))


def _hyphenated(word: str, code: str) -> str:
    if code in _SYLLABLES:
        places = (found.start() for found in _SYLLABLES[code].finditer(word))
        ends = [0, *(place for place in places if _EDGE <= place <= len(word) - _EDGE), len(word)]
        return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(ends))
    dictionary = _dictionary(code)
    return dictionary.inserted(word, SOFT_HYPHEN) if dictionary else word


@functools.cache  # a dictionary takes long to read: only where a word asks for it, and once
def _dictionary(code: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(code)
    return pyphen.Pyphen(lang=known, left=_EDGE, right=_EDGE) if known else None
