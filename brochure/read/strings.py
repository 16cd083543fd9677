"""The texts of language.yml: all that docs/translator.yml names, each with its placeholders and its numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from brochure.problems import FEW, Problem, listed
from brochure.read.pictures import Picture, Words
from brochure.read.source import SOURCE, Strict, read_yaml, shown

SCHEMA = "docs/translator.yml"

# What `fill` and the scripts replace, and nothing else: a text has no other brace.
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


class Schema(Strict):
    """What every language has, each with a word for the translator."""

    strings: Annotated[dict[str, Words], Field(description="a word on every string")]
    pictures: Annotated[dict[str, Words], Field(description="a word on every drawing")]
    glossary: Annotated[dict[str, Words], Field(description="a word on every term")]


def check(
    file: str, data: Any, code: str, schema: Schema, source: Any, drawings: Mapping[str, Picture]
) -> list[Problem]:
    """Everything that is wrong with the texts of a file. `source`: the data of the Dutch file."""
    parts = {"review", "strings", "pictures"} | (set() if code == SOURCE else {"glossary"})
    if not isinstance(data, dict) or set(data) != parts:
        found = ", ".join(map(str, data)) if isinstance(data, dict) else shown(data)
        expected = ", ".join(sorted(parts))
        odd = listed(sorted(map(str, parts ^ set(data)))) if isinstance(data, dict) else ""
        return [Problem(file, odd, found, expected, f"Give the file exactly these parts: {expected}.")]
    problems = []
    for part in sorted(parts - {"review"}):
        if not isinstance(data[part], dict):
            cure = f"Write them as in docs/{SOURCE}/language.yml, each on a line below {part!r}."
            problems.append(Problem(file, part, shown(data[part]), "keys, each with its text", cure))
            continue
        wanted: Mapping[str, str] = getattr(schema, part)
        if part == "pictures":  # that there is no drawing is told already
            wanted = {name: word for name, word in wanted.items() if name in drawings or name in data[part]}
        problems += _keys(file, part, data[part], wanted)
        if part != "pictures":
            problems += _texts(file, part, data[part], wanted)
    dutch = flat(source)
    for place, text in flat(data).items():
        wrong = list(_plain(file, place, text))
        problems += wrong or _faithful(file, place, text, dutch.get(place, text), schema)
    return problems


def part(data: Any, name: str) -> dict[str, Any]:
    """A part of the file, empty for one that is not there or is something else, which `check` tells."""
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _keys(file: str, part: str, texts: Mapping[str, Any], schema: Mapping[str, str]) -> list[Problem]:
    missing = [key for key in schema if key not in texts]
    unknown = [key for key in texts if key not in schema]
    if len(missing) + len(unknown) > FEW:
        found = "; ".join(
            f"{what}: {listed(keys)}" for what, keys in (("missing", missing), ("unknown", unknown)) if keys
        )
        cure = f"Give {part!r} a line of its own, and below it these keys, each two spaces in."
        return [Problem(file, part, found, f"the keys of {SCHEMA}", cure)]
    return [
        Problem(file, f"{part}, {key}", "nothing", schema[key], f"Add {key!r} under {part!r}.")
        for key in missing
    ] + [
        Problem(
            file,
            f"{part}, {key}",
            "a key that nothing uses",
            f"only the keys of {SCHEMA}",
            f"Remove {key!r}, or mend its spelling.",
        )
        for key in unknown
    ]


def _texts(file: str, part: str, texts: Mapping[str, Any], schema: Mapping[str, str]) -> list[Problem]:
    problems = []
    for key, text in texts.items():
        if not isinstance(text, str):
            cure = "Write the text, in quotation marks if need be."
            problems.append(Problem(file, f"{part}, {key}", shown(text), "a text", cure))
        elif key in schema and not text.strip():
            problems.append(Problem(file, f"{part}, {key}", "an empty text", schema[key], "Write the text."))
    return problems


def _plain(file: str, place: str, text: str) -> Iterator[Problem]:
    """A text stands on one line, and has no sign that the page takes for its own."""
    bare = _PLACEHOLDER.sub("", text)
    wrong = [sign for sign in "{}|" if sign in bare] + ["a line break"] * ("\n" in text.strip())
    if wrong:
        yield Problem(
            file,
            place,
            f"{listed(wrong)} in {text!r}",
            "words, and placeholders such as {count}",
            "Write each placeholder once, in one pair of braces, and all of it on one line.",
        )


def _faithful(file: str, place: str, text: str, source: str, schema: Schema) -> Iterator[Problem]:
    """A string has the placeholders that its word for the translator names, and the numbers of the Dutch."""
    key = place.removeprefix("strings, ")
    found, expected = (sorted(_PLACEHOLDER.findall(one)) for one in (text, schema.strings.get(key, "")))
    unknown = place.startswith("strings, ") and key not in schema.strings  # which is told already
    if found != expected and not unknown:
        names, wanted = (listed(f"{{{name}}}" for name in one) for one in (found, expected))
        told = f"the placeholders {names}" if found else "no placeholder"
        cure = f"Give the text these placeholders, each once: {wanted}."
        yield Problem(file, place, f"{told} in {text!r}", f"{wanted}, as in {SCHEMA}", cure)
    mine, theirs = Counter(numbers(text)), Counter(numbers(source))
    if mine != theirs:
        yield Problem(
            file,
            place,
            f"the numbers {listed(mine.elements())} in {text!r}",
            f"{listed(theirs.elements())}, as in the Dutch {source!r}",
            "Give the text the same numbers as the Dutch.",
        )


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with a value for each placeholder. Raises KeyError for one without."""
    return _PLACEHOLDER.sub(lambda placeholder: str(values[placeholder[1]]), text)


def placeholders(text: str) -> list[str]:
    """What a page fills in, as it stands in the text: "{count}"."""
    return [found[0] for found in _PLACEHOLDER.finditer(text)]


def without_placeholders(text: str) -> str:
    """The words of a text alone."""
    return _PLACEHOLDER.sub(" ", text)


def numbers(text: str) -> list[int]:
    """The whole numbers that a text writes in digits, of any script (Ethiopic ones too)."""
    return [
        int(found) if found.isdecimal() else int(unicodedata.numeric(found))
        for found in re.findall(r"\d+|[፩-፼]", text)
    ]


def flat(data: Any, place: str = "") -> dict[str, str]:
    """Every text of the strings and the pictures by its place, such as "pictures, layers, legend, 1"."""
    if isinstance(data, str):
        return {place: data}
    if isinstance(data, list):
        data = dict(enumerate(data, 1))
    elif not place and isinstance(data, dict):
        data = {part: data.get(part) for part in ("strings", "pictures")}
    items = data.items() if isinstance(data, dict) else ()
    return {
        inner: text
        for key, value in items
        for inner, text in flat(value, f"{place}, {key}" if place else str(key)).items()
    }


def notes(docs: Path) -> dict[str, str]:
    """The word for the translator on each text of language.yml, by its key in the record."""
    schema = Schema.model_validate(read_yaml(docs / "translator.yml", SCHEMA))
    return {f"language.yml, strings, {key}": note for key, note in schema.strings.items()}
