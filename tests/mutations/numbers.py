"""Numbers, units of time and how often: what a typing error or a program makes of them."""

import re
from collections.abc import Iterator
from itertools import combinations

from brochure.check.fidelity import UNITS
from tests.conftest import LANGUAGES
from tests.mutations.change import (
    Mutation,
    Span,
    exchanged,
    lines,
    page,
    pages,
    replaced,
    short,
    strings,
    strings_file,
)

_NUMBER = re.compile(r"\d+")
_SCRIPTS = {"Arabic": "٠", "Persian": "۰", "Devanagari": "०", "full-width": "０", "bold": "𝟎"}
_ROMAN = {3: "III", 6: "VI", 10: "X", 20: "XX"}
_ETHIOPIC = {3: "፫", 6: "፮", 10: "፲", 20: "፳"}
_UNSEEN = ("check.", "search.ignored", "search.negations", "search.complaints")


def mutations() -> Iterator[Mutation]:
    for file, code, part in _texts():
        numbers = [part.within(found) for found in _NUMBER.finditer(part.text)]
        for number in numbers:
            for label, new in _variants(number.text, code, file).items():
                yield Mutation(
                    "number", f"{file}: {number.text} {label} in “{short(part.text)}”",
                    {file: replaced((number, new))},
                )  # fmt: skip
        for one, two in combinations(numbers, 2):
            if one.text != two.text:
                name = f"{file}: {one.text} and {two.text} exchanged in “{short(part.text)}”"
                yield Mutation("numbers exchanged", name, {file: exchanged(one, two)})
        yield from _units(file, code, part)
    yield from _frequencies()


def _texts() -> Iterator[tuple[str, str, Span]]:
    """Every text that is read, with its file and its language."""
    for found in pages():
        for part in found.said:
            yield found.file, found.code, part
    for code in LANGUAGES:
        for line in lines(code):
            if line.part in ("strings", "pictures") and not line.key.startswith(_UNSEEN):
                yield strings_file(code), code, line.value


def words(code: str) -> dict[int, str]:
    """The number words of a language, each in its first form."""
    forms = strings(code)["check.numbers"].value.text.strip('"').split(",")
    return {number: some.split("/")[0].strip() for number, some in enumerate(forms, 2)}


def _to(code: str) -> str:
    """What stands between 3 and 10 where the seconds of a contraction are told."""
    found = re.search(r"\b3(\D+)10\b", page(code, "exercises/endurance.md").text)
    return found[1] if found else " – "


def _variants(digits: str, code: str, file: str) -> dict[str, str]:
    """Everything for what the brochure prescribes, some of it for WCAG 2.2 and A4."""
    number, said = int(digits), words(code)
    found = {
        "one more": str(number + 1),
        "one less": str(number - 1),
        "with a zero more": f"{digits}0",
        "swapped": digits[::-1],
        "typed twice": digits * 2,
        "dropped": "",
        "as a word": said.get(number, digits),
        "as the next word": said.get(number + 1, digits),
        "Roman": _ROMAN.get(number, digits),
        "Ethiopic": _ETHIOPIC.get(number, digits),
        "to the second": f"{digits}²",
        "with a footnote": f"{digits}¹",
        "and a half": f"{digits}½",
        "and one of two": f"{digits} 1/2",
        "comma five": f"{digits},5",
        "point five": f"{digits}.5",
        "to twelve": f"{digits}{_to(code)}{said[12]}",
        "to 12": f"{digits}{_to(code)}12",
        "or more": f"≥{digits}",
        "below zero": f"-{digits}",
        "percent": f"{digits}%",
    }
    for name, zero in _SCRIPTS.items():
        found[f"in {name} digits"] = "".join(chr(ord(zero) + int(digit)) for digit in digits)
    clinical = not file.endswith(("about.md", "language.yml"))
    wanted = found if clinical else list(found)[::3]
    return {label: found[label] for label in wanted if found[label] != digits}


def _units(file: str, code: str, part: Span) -> Iterator[Mutation]:
    forms = {unit: strings(code)[f"check.{unit}"].value.text.strip('"').split() for unit in UNITS}
    for unit, some in forms.items():
        for form in some:
            for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", part.text):
                for other in UNITS:
                    if other != unit:
                        name = f"{file}: {other} for “{form}” in “{short(part.text)}”"
                        edits = {file: replaced((part.within(found), forms[other][-1]))}
                        yield Mutation("unit", name, edits)


def _frequencies() -> Iterator[Mutation]:
    """Several times a week, and no more told how often."""
    for code in LANGUAGES:
        line = strings(code)["exercise.sessions.several-a-day"]
        phrase, week = line.value.text, strings(code)["check.weeks"].value.text.split()[0]
        days = phrase.split()
        for word in days:
            places = [(strings_file(code), line.value.within(found)) for found in re.finditer(re.escape(word), phrase)]  # fmt: skip
            for name in ("exercises/strength.md", "exercises/endurance.md"):
                found = page(code, name)
                places += [
                    (found.file, found.body.within(match))
                    for match in re.finditer(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", found.body.text)
                ]
            for file, span in places:
                for label, new in (("dropped", ""), ("a week", week)):
                    name = f"{file}: {label} for “{word}” of “{phrase}”"
                    yield Mutation("frequency", name, {file: replaced((span, new))})
