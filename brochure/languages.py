"""The languages of the site: one list in mkdocs.yml, one folder with strings for each."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from brochure.pictures import Picture, PictureText
from brochure.problems import Problem
from brochure.source import UnreadableError, read_yaml, validate

SOURCE = "nl"
SCHEMA = "docs/translator.yml"

_PLACEHOLDER = re.compile(r"\{[a-z-]*\}")


@dataclass(frozen=True)
class Language:
    """A language as a page needs it: code, own name, direction and all strings."""

    code: str
    name: str
    direction: str
    review: str = "draft"
    strings: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, PictureText] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """Where its pages stand, from the root of the site."""
        return "" if self.code == SOURCE else f"{self.code}/"

    @cached_property
    def also(self) -> list[str]:
        """Other codes by which a browser may ask for it (Unicode CLDR): Dari's "prs" is Persian."""
        aliases = get_global("language_aliases").items()
        return [alias for alias, locale in aliases if locale.partition("_")[0] == self.code]

    @property
    def draft(self) -> bool:
        """Whether no clinician has reviewed it: its pages say so and are not indexed."""
        return self.review == "draft"

    def text(self, key: str, **values: object) -> str:
        """The string, with its placeholders filled in. Raises KeyError for an unknown key."""
        return self.strings[key].format(**values) if values else self.strings[key]


def load(
    docs: Path, names: Mapping[str, str], drawings: Mapping[str, Picture]
) -> tuple[list[Language], list[Problem]]:
    """All languages, by the names that mkdocs.yml gives, and everything that is wrong with them."""
    languages, problems = [], _folders(docs, names)
    try:
        schema = read_yaml(docs / "translator.yml", SCHEMA)
        source = read_yaml(docs / SOURCE / "language.yml", f"docs/{SOURCE}/language.yml")
    except UnreadableError as error:
        return [], [*problems, error.problem]
    problems += _drawn(schema, drawings)
    for code, name in names.items():
        file = f"docs/{code}/language.yml"
        direction = direction_of(code)
        if not direction:
            problems.append(
                Problem(
                    "mkdocs.yml",
                    "plugins.i18n.languages",
                    f"the language code {code!r}",
                    "a language code that the Unicode CLDR knows",
                    "Write the two-letter ISO 639-1 code of the language.",
                )
            )
            continue
        try:
            data = read_yaml(docs / code / "language.yml", file)
        except UnreadableError as error:
            problems.append(error.problem)
            continue
        problems += _check(file, data, code, schema, source)
        texts, wrong_pictures = _pictures(file, data, drawings)
        problems += wrong_pictures
        review = data.get("review", "") if isinstance(data, dict) else ""
        languages.append(Language(code, name, direction, str(review), _part(data, "strings"), texts))
    return languages, problems


def direction_of(code: str) -> str:
    """The reading direction of a language, "" for one that the Unicode CLDR does not know."""
    try:
        return Locale.parse(code).text_direction
    except (UnknownLocaleError, ValueError):
        return ""


def _part(data: Any, part: str) -> dict[str, Any]:
    found = data.get(part) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _folders(docs: Path, names: Mapping[str, str]) -> list[Problem]:
    folders = {path.name for path in docs.iterdir() if path.is_dir()} - {"assets"}
    return [
        Problem(
            f"docs/{folder}/",
            "",
            "a folder for a language that the site does not have",
            "one folder for each language in mkdocs.yml: " + ", ".join(names),
            f"Add {folder!r} to plugins.i18n.languages in mkdocs.yml, or remove the folder.",
        )
        for folder in sorted(folders - set(names))
    ]


def _drawn(schema: Mapping[str, Any], drawings: Mapping[str, Picture]) -> list[Problem]:
    known = _part(schema, "pictures")
    return [
        Problem(SCHEMA, f"pictures, {name}", "nothing", "a word on every drawing", f"Add {name!r}.")
        for name in drawings.keys() - known.keys()
    ] + [
        Problem(
            SCHEMA,
            f"pictures, {name}",
            "a picture without a drawing",
            f"docs/assets/pictures/{name}.svg",
            "Add the drawing, or remove the line.",
        )
        for name in known.keys() - drawings.keys()
    ]


def _check(
    file: str, data: Any, code: str, schema: Mapping[str, Any], source: Mapping[str, Any]
) -> list[Problem]:
    parts = {"review", "strings", "pictures"} | (set() if code == SOURCE else {"glossary"})
    if not isinstance(data, dict) or set(data) != parts:
        found = ", ".join(map(str, data)) if isinstance(data, dict) else repr(data)
        expected = ", ".join(sorted(parts))
        return [Problem(file, "", found, expected, f"Give the file exactly these parts: {expected}.")]
    problems = []
    state = "source" if code == SOURCE else "draft"
    if data["review"] != state:
        problems.append(Problem(file, "review", repr(data["review"]), state, f"Write review: {state}."))
    for part in sorted(parts - {"review"}):
        problems += _keys(file, part, _part(data, part), schema[part])
    for part in sorted(parts - {"review", "pictures"}):
        problems += _texts(file, part, _part(data, part), schema[part])
    own, dutch = _flat(data), _flat(source)
    for place in own.keys() & dutch.keys():
        problems += _faithful(file, place, own[place], dutch[place])
    return problems


def _flat(data: Any, place: str = "") -> dict[str, str]:
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
        for inner, text in _flat(value, f"{place}, {key}" if place else key).items()
    }


def _keys(file: str, part: str, texts: Mapping[str, Any], schema: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(file, f"{part}, {key}", "nothing", schema[key], f"Add {key!r} under {part!r}.")
        for key in schema
        if key not in texts
    ] + [
        Problem(
            file,
            f"{part}, {key}",
            "a key that nothing uses",
            f"only the keys of {SCHEMA}",
            f"Remove {key!r}, or mend its spelling.",
        )
        for key in texts
        if key not in schema
    ]


def _texts(file: str, part: str, texts: Mapping[str, Any], schema: Mapping[str, str]) -> list[Problem]:
    problems = []
    for key, text in texts.items():
        if not isinstance(text, str):
            cure = "Write the text, in quotation marks if need be."
            problems.append(Problem(file, f"{part}, {key}", repr(text), "a text", cure))
        elif key in schema and not text.strip():
            problems.append(Problem(file, f"{part}, {key}", "an empty text", schema[key], "Write the text."))
    return problems


def _pictures(
    file: str, data: Any, drawings: Mapping[str, Picture]
) -> tuple[dict[str, PictureText], list[Problem]]:
    """The words of each picture; a legend names as many markers as the drawing shows."""
    texts, problems = {}, []
    for name, words in _part(data, "pictures").items():
        text, wrong = validate(PictureText, words, file, f"pictures.{name}")
        problems += wrong
        if text:
            texts[name] = text
            markers = drawings[name].markers if name in drawings else []
            if len(text.legend) != len(markers):
                problems.append(
                    Problem(
                        file,
                        f"pictures.{name}.legend",
                        f"{len(text.legend)} names",
                        f"{len(markers)}, one for each number in docs/assets/pictures/{name}.svg",
                        "Name each numbered thing, in the order of the numbers.",
                    )
                )
    return texts, problems


def _faithful(file: str, place: str, text: str, source: str) -> list[Problem]:
    """A string has the placeholders and the numbers of the Dutch one."""
    problems = []
    for what, find in (("placeholders", _PLACEHOLDER.findall), ("numbers", numbers)):
        found, expected = Counter(find(text)), Counter(find(source))
        if found != expected:
            problems.append(
                Problem(
                    file,
                    place,
                    f"the {what} {listed(found.elements())} in {text!r}",
                    f"{listed(expected.elements())}, as in the Dutch {source!r}",
                    f"Give the text the same {what} as the Dutch.",
                )
            )
    return problems


def numbers(text: str) -> list[int]:
    """The whole numbers that a text writes in digits, of any script (Ethiopic ones too)."""
    return [
        int(found) if found.isdecimal() else int(unicodedata.numeric(found))
        for found in re.findall(r"\d+|[፩-፼]", text)
    ]


def listed(items: Iterable[object]) -> str:
    """Items in words: "3, 10", or "none"."""
    return ", ".join(map(str, items)) or "none"
