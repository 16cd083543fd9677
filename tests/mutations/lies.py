"""The consistent lie: the same mistake in every language at once, which no comparison of languages can see."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.conftest import LANGUAGES, Edit
from tests.mutations.change import (
    PAGES,
    Mutation,
    Page,
    Span,
    exchanged,
    instead,
    page,
    replaced,
    strings,
    strings_file,
)
from tests.mutations.numbers import words
from tests.mutations.words import kind

_KIND = "the same lie in every language"


def mutations() -> Iterator[Mutation]:
    for name in PAGES:
        yield from _blocks(name)
        yield from _numbers(name)
    yield from _prescribed()
    yield from _strings()


def _everywhere(name: str, label: str, edit: Callable[..., Edit], *given: object) -> Iterator[Mutation]:
    """The change of a page in every language, if it can be made in each."""
    edits = {page(code, name).file: edit(page(code, name), *given) for code in LANGUAGES}
    if all(edits.values()):
        yield Mutation(_KIND, f"{name}: {label}", edits)


def _blocks(name: str) -> Iterator[Mutation]:
    dutch = page("nl", name)
    for number, chunk in enumerate(dutch.chunks):
        yield from _everywhere(name, f"dropped, {chunk.text.strip()[:40]}", _dropped, number)
    for number, (one, two) in enumerate(pairwise(dutch.said)):
        if kind(one) == kind(two):
            yield from _everywhere(
                name, f"exchanged, {one.text[:20]} and {two.text[:20]}", _exchanged, number
            )
    for number, part in enumerate(dutch.said):
        yield from _everywhere(name, f"its last sentence dropped, {part.text[-40:]}", _without_last, number)
        yield from _everywhere(name, f"not, {part.text[:40]}", _denied, number)
    for old, new in pairwise(re.findall(r"picture:([\w-]+)", dutch.text)):
        label = f"the picture {new} for {old}"
        yield from _everywhere(name, label, _other, f"picture:{old})", f"picture:{new})")
    for old, new in (("!!! warning", "!!! tip"), ("## ", "### "), ("\n- ", "\n\n1. "), ("**", "")):
        if old in dutch.text:
            yield from _everywhere(name, f"{new!r} for {old!r}", _other, old, new)


def _dropped(one: Page, number: int) -> Edit:
    return replaced((one.chunks[number], ""))


def _exchanged(one: Page, number: int) -> Edit:
    return exchanged(one.said[number], one.said[number + 1])


def _other(one: Page, old: str, new: str) -> Edit:
    return instead(old, new) if old in one.text else None


def _without_last(one: Page, number: int) -> Edit:
    sentences = one.sentences(one.said[number])
    return replaced((sentences[-1], "")) if len(sentences) > 1 else None


def _denied(one: Page, number: int) -> Edit:
    part = one.said[number]
    denials = strings(one.code)["search.negations"].value.text.strip('"').split()
    place = part.start + part.text.find(" ")
    return replaced((Span(place, place, ""), f" {denials[0]}")) if " " in part.text else None


def _numbers(name: str) -> Iterator[Mutation]:
    """A number of the prose alone."""
    said = " ".join(part.text for part in page("nl", name).said)
    for number in dict.fromkeys(re.findall(r"(?<![\w.])\d+(?![.\w])", said)):
        for new in (str(int(number) + 1), str(int(number) - 1), f"{number}0"):
            yield from _everywhere(name, f"{new} for {number}", _number, number, new)
        yield from _everywhere(name, f"{number} to twelve", _to_twelve, number)


def _number(one: Page, old: str, new: str) -> Edit:
    number = re.compile(rf"(?<!\d){old}(?!\d)")
    parts = [part.within(match) for part in one.said for match in number.finditer(part.text)]
    return replaced((parts[0], new)) if parts else None


def _to_twelve(one: Page, old: str) -> Edit:
    return _number(one, old, f"{old} – {words(one.code)[12]}")


_PRESCRIBED = {
    "  contraction: short-strong\n  repetitions: 10": ("exercises/strength.md", "10"),
    "  hold-seconds: 3": ("exercises/endurance.md", "3"),
    "  rest-seconds: 20": ("exercises/endurance.md", "20"),
    "tip:\n  repetitions: 10": ("exercises/index.md", "10"),
    "  weeks: 6": ("lifting.md", "6"),
    "  after-weeks: 6": ("postnatal.md", "6"),
}


def _prescribed() -> Iterator[Mutation]:
    """A number of the prose and of exercises.yml."""
    for stated, (name, old) in _PRESCRIBED.items():
        for new in (str(int(old) + 1), str(int(old) - 1), str(int(old) + 2)):
            edits = {page(code, name).file: _number(page(code, name), old, new) for code in LANGUAGES}
            edits["docs/exercises.yml"] = instead(stated, stated.replace(old, new))
            yield Mutation(_KIND, f"{name} and exercises.yml: {new} for {old}", edits)


def _strings() -> Iterator[Mutation]:
    """Two neighbours exchanged, words of pictures too."""
    for part in ("strings", "pictures"):
        for one, two in pairwise(strings("nl", part)):
            edits = {
                strings_file(code): exchanged(strings(code, part)[one].value, strings(code, part)[two].value)
                for code in LANGUAGES
            }
            yield Mutation(_KIND, f"language.yml: {one} and {two} exchanged", edits)
