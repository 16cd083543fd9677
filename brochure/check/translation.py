"""A translation that is none: a sentence that still is the Dutch, or another language's, or in another script.

Short texts may rightly be equal ("Start", "Contact", a name); a whole sentence never is.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from brochure.problems import FEW, Problem
from brochure.read import blocks, characters
from brochure.read.languages import Language
from brochure.read.pages import Sources
from brochure.read.source import SOURCE

# How many letters, in two words or more, are a copy: German and Dutch share "Alle Adressen", Spanish and
# Portuguese more than that.
_LETTERS_AS_IN_DUTCH, _LETTERS_AS_ELSEWHERE = 14, 30

_CURE = "Translate it; where two languages say the same, in the one of them that it is not in."

_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ETHIOPIC"}


class _Said(NamedTuple):
    """A text of a language, by its file and its place there."""

    file: str
    place: str
    text: str


def check(sources: Sources, languages: Sequence[Language]) -> Iterator[Problem]:
    """Every file with texts that are not in its language, each file once."""
    earlier: dict[str, str] = {}
    for language in languages:
        code, said = language.code, list(_said(language, sources))
        script = _script(code)
        wrong: dict[str, list[tuple[_Said, str]]] = {}
        signs: dict[str, list[tuple[_Said, str]]] = {}
        for one in said:
            if found := _copied(one, earlier) or _strange(one, script):
                wrong.setdefault(one.file, []).append((one, found))
            elif found := _signs(one, script):
                signs.setdefault(one.file, []).append((one, found))
        for them in signs.values():
            yield from _signed(them)
        if origin := _whole_copy(wrong, said):
            yield Problem(f"docs/{code}/", "", f"the text of {origin}/", _expected(code), _CURE)
        else:
            yield from (_problem(them, code) for them in wrong.values())
        letters = _LETTERS_AS_IN_DUTCH if code == SOURCE else _LETTERS_AS_ELSEWHERE
        for one in said:
            for sentence in _sentences(one.text, letters):
                earlier.setdefault(sentence, one.file)


def _whole_copy(wrong: Mapping[str, list[tuple[_Said, str]]], said: Sequence[_Said]) -> str:
    """The folder of the one language that every file with long sentences was copied from, or ""."""
    copies = [found.split("/") for them in wrong.values() for _, found in them if "/" in found]
    origins = {parts[1] for parts in copies}
    files = {one.file for one in said if _sentences(one.text, _LETTERS_AS_ELSEWHERE)}
    return f"docs/{origins.pop()}" if len(files) > 1 and len(origins) == 1 and wrong.keys() >= files else ""


def _said(language: Language, sources: Sources) -> Iterator[_Said]:
    folder = f"docs/{language.code}"
    for file, page in sources.pages[language.code].items():
        for block in page.blocks:
            yield _Said(f"{folder}/{file}", f"block {block.number}", block.text)
    for place, text in language.texts.items():
        yield _Said(f"{folder}/language.yml", place, text)


def _copied(one: _Said, earlier: Mapping[str, str]) -> str:
    """The file of another language that has a sentence of this text too."""
    copies = (earlier[sentence] for sentence in _sentences(one.text) if sentence in earlier)
    return next((f"the text of {file}" for file in copies), "")


def _sentences(text: str, letters: int = 0) -> list[str]:
    """The sentences that are long enough to compare, without signs, digits and case."""
    found = (re.findall(r"[^\W\d_]+", part) for part in re.split(r"[.!?;:؟።]\s", text.casefold()))
    return [" ".join(words) for words in found if len(words) > 1 and len("".join(words)) >= letters]


def _strange(one: _Said, script: str) -> str:
    """The other script in which most of the text is written."""
    letters = [unicodedata.name(letter, "").partition(" ")[0] for letter in one.text if letter.isalpha()]
    strange = [name for name in letters if name != script]
    return f"{strange[0].title()} letters" if script and len(strange) * 2 > len(letters) else ""


def _signs(one: _Said, script: str) -> str:
    """Whatever a language is not written with: ½ and ², a letter that only looks like one of its own."""
    found = characters.strange(one.text, script)
    return ", ".join(
        characters.called(sign) if len(sign) == 1 else f"two scripts in {sign!r}" for sign in found
    )


def _signed(wrong: list[tuple[_Said, str]]) -> Iterator[Problem]:
    """Each by itself, or, where a file has many, the first: another program has written it."""
    expected = "the letters of the language, the digits 0 to 9, and its punctuation"
    cure, more = (
        "Type the word again on a keyboard of that language; write a fraction or a power in words.",
        "",
    )
    if len(wrong) > FEW:
        cure = "Another program has written the file with other signs: put it back, and save it as UTF-8."
        more, wrong = f", and {len(wrong) - 1} more", wrong[:1]
    for one, found in wrong:
        yield Problem(one.file, f"{one.place} “{blocks.short(one.text)}”{more}", found, expected, cure)


def _problem(wrong: list[tuple[_Said, str]], code: str) -> Problem:
    (file, place, text), found = wrong[0]
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return Problem(file, f"{place} “{blocks.short(text)}”{more}", found, _expected(code), _CURE)


def _expected(code: str) -> str:
    return f"a translation into {code!r}, in its own script"


def _script(code: str) -> str:
    """The script of a language by the Unicode name of its letters, "" for one that is not told by them."""
    script = get_global("likely_subtags").get(code, "").split("_")[1:2]
    name = "".join(Locale("en").scripts.get(one, "") for one in script).upper()
    return name if name in _SCRIPTS else ""
