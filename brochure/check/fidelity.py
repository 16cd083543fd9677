"""Where a rule can know whether a translation says what the Dutch says: numbers, in digits and in words and
in their order, units of time, and the facts of an exercise in the words of its text.

Negations and sentences are only counted, as marks for whoever looks: a good translation may say them
otherwise. All other sense is for people, and the record sees to it that they look.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from brochure.problems import FEW, Problem, listed
from brochure.read.languages import Language
from brochure.read.source import SOURCE
from brochure.read.strings import numbers, without_placeholders
from brochure.read.wording import STRINGS, Text

UNITS = ("seconds", "minutes", "hours", "weeks", "months")

_WORDS = range(2, 13)

_TOKEN = re.compile(r"\d+|[፩-፼]|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?؟።]+(?:\s|$)")
_MEASURED = re.compile(r"\{(?:min|max|seconds|weeks)\}")
_OTHER = re.compile(
    r"\d+, picture |strings, (search\.(ignored|negations|complaints)|check\.)|aliases, |search, |glossary, "
)


@dataclass(frozen=True)
class Counting:
    """The words by which a language counts, measures and denies, from its strings `check.…`."""

    language: Language

    @cached_property
    def number_words(self) -> dict[str, int]:
        """Two to twelve, in all their forms; "one" is an article in too many languages."""
        forms = self.language.strings["check.numbers"].split(",")
        return {
            _folded(form): number
            for number, some in zip(_WORDS, forms, strict=False)
            for form in some.split("/")
        }

    @cached_property
    def units(self) -> dict[str, str]:
        return {
            _folded(form): unit for unit in UNITS for form in self.language.strings[f"check.{unit}"].split()
        }

    @cached_property
    def negations(self) -> set[str]:
        return set(map(_folded, self.language.strings["search.negations"].split()))

    def numbers_of(self, text: str) -> list[int]:
        """Every number that the text states, in its order."""
        found: list[int] = []
        for token in _tokens(text):
            if token in self.number_words:
                found.append(self.number_words[token])
            else:
                found += numbers(token)
        return found

    def units_of(self, text: str) -> list[str]:
        """The units of time in a text with a number or the place of one."""
        if not (numbers(text) or _MEASURED.search(text)):
            return []
        return sorted({self.units[token] for token in _tokens(text) if token in self.units})

    def denies(self, text: str) -> bool:
        return not self.negations.isdisjoint(_tokens(text))


def check(
    texts: Mapping[str, Sequence[Text]], dutch: Mapping[str, str], languages: Sequence[Language]
) -> Iterator[Problem]:
    """Every translated text that states other numbers or units than the Dutch, or in another order."""
    source = Counting(next(language for language in languages if language.code == SOURCE))
    for language in languages:
        counting = Counting(language)
        if len(told := language.strings["check.numbers"].split(",")) != len(_WORDS):
            found, expected = f"{len(told)} of them", "the words for 2 to 12, with commas between"
            cure = "Write the forms of one number with / between, and a comma before the next number."
            yield Problem(f"docs/{language.code}/{STRINGS}", "strings, check.numbers", found, expected, cure)
            continue  # without them every text with a number would be told
        pairs = [
            (text, dutch[text.key])
            for text in texts[language.code]
            if dutch.get(text.key) and language.code != SOURCE and not _OTHER.match(text.place)
        ]
        yield from _few(language, list(_numbers(pairs, counting, source)))
        yield from _few(language, list(_units(pairs, counting, source)))
        yield from _facts(language, texts[language.code])


class _Differing(NamedTuple):
    """A text that says something else than its Dutch, by the strings that hold the words for it."""

    text: Text
    dutch: str
    found: str
    expected: str
    cure: str
    strings: Sequence[str]


_Pairs = Sequence[tuple[Text, str]]


def _numbers(pairs: _Pairs, mine: Counting, theirs: Counting) -> Iterator[_Differing]:
    for text, dutch in pairs:
        found, expected = mine.numbers_of(text.text), theirs.numbers_of(dutch)
        digits = Counter(numbers(text.text)) == Counter(numbers(dutch))  # else it is told already
        if found != expected and digits:
            cure = (
                "Write the same numbers in the same order, a word for a word; the words are in check.numbers."
            )
            told = f"the numbers {listed(found)}"
            yield _Differing(text, dutch, told, listed(expected), cure, ["check.numbers"])


def _units(pairs: _Pairs, mine: Counting, theirs: Counting) -> Iterator[_Differing]:
    for text, dutch in pairs:
        found, expected = mine.units_of(text.text), theirs.units_of(dutch)
        if found != expected:
            strings = [f"check.{unit}" for unit in UNITS if (unit in found) != (unit in expected)]
            cure = "Write the same unit; the words for it are in check.seconds and so on in language.yml."
            yield _Differing(text, dutch, listed(found), listed(expected), cure, strings)


def _few(language: Language, wrong: Sequence[_Differing]) -> Iterator[Problem]:
    """Each by itself, or, where many differ, what all of them hang on: the words of language.yml."""
    if len(wrong) > FEW:
        names = list(dict.fromkeys(name for one in wrong for name in one.strings))
        places = listed(f"{one.text.where(language.code)} ({one.text.place})" for one in wrong)
        yield Problem(
            f"docs/{language.code}/{STRINGS}",
            f"strings, {listed(names)}",
            f"words by which {len(wrong)} texts say something else than the Dutch: {places}",
            f"the words of the language for the same numbers and units as in docs/{SOURCE}/{STRINGS}",
            "Mend these words, there or here, or, if they are right, each of these texts.",
        )
        return
    for one in wrong:
        yield Problem(
            one.text.where(language.code),
            one.text.place,
            f"{one.found} in “{one.text.text}”",
            f"{one.expected}, as in the Dutch “{one.dutch}”",
            one.cure,
        )


# The strings that say in short what the text of an exercise says, and the page of that text.
_SAID = {
    "exercise.position.supine-knees-bent": ("exercises/strength.md", "exercises/endurance.md"),
    "exercise.contraction.short-strong": ("exercises/strength.md",),
    "exercise.contraction.hold": ("exercises/endurance.md",),
    "exercise.sessions.several-a-day": ("exercises/strength.md", "exercises/endurance.md"),
    "exercise.before.sneezing": ("exercises/coordination.md",),
    "exercise.before.coughing": ("exercises/coordination.md",),
    "exercise.before.lifting": ("exercises/coordination.md",),
    "guide.possible": ("exercises/endurance.md",),
    "guide.breathe": ("exercises/index.md",),
    "reminders.occasion.feed": ("exercises/index.md",),
    "reminders.occasion.car": ("exercises/index.md",),
    "reminders.occasion.dishes": ("exercises/index.md",),
}


def _facts(language: Language, texts: Sequence[Text]) -> Iterator[Problem]:
    """Each fact, word by word, is in the text of its exercise: what comes before a comma, and all words of
    a list of which each says a part."""
    pages: dict[str, list[str]] = {}
    for text in texts:
        if text.is_block:
            pages.setdefault(text.file, []).extend(_tokens(text.text))
    lacking: dict[tuple[str, str], list[str]] = {}
    for key, files in _SAID.items():
        words = _tokens(language.strings[key].partition(",")[0])
        for file in files:
            if file in pages and (missing := [word for word in words if word not in pages[file]]):
                lacking.setdefault((key, listed(missing)), []).append(f"docs/{language.code}/{file}")
    told = [
        (key, f"{missing_words}, which the text of {' and of '.join(where)} does not say")
        for (key, missing_words), where in lacking.items()
    ]
    if len(told) > FEW:  # another page stands there
        keys = listed(dict.fromkeys(key for key, _ in told))
        where = list(dict.fromkeys(file for some in lacking.values() for file in some))
        told = [(keys, f"words that the text of {' and of '.join(where)} does not say")]
    for key, found in told:
        file = f"docs/{language.code}/{STRINGS}"
        yield Problem(file, f"strings, {key}", found, "the words of the text", "Write it as the text does.")


def marks(language: Language, source: Language, text: str, dutch: str) -> list[str]:
    """What to look at in a text beside its Dutch: "negation", "sentences"."""
    found = []
    if Counting(language).denies(text) != Counting(source).denies(dutch):
        found.append("negation")
    if _sentences(text) != _sentences(dutch):
        found.append("sentences")
    return found


def _sentences(text: str) -> int:
    return len([part for part in _SENTENCE.split(text) if part.strip()])


def _tokens(text: str) -> list[str]:
    return [_folded(token) for token in _TOKEN.findall(without_placeholders(text))]


@functools.lru_cache(100_000)
def _folded(word: str) -> str:
    """Without case and vowel signs, and without the spaces around it."""
    letters = unicodedata.normalize("NFD", word.strip().casefold())
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in letters if unicodedata.category(sign) != "Mn")
    )
