"""The languages of the site: one list in mkdocs.yml, one folder with strings for each."""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import Field

from brochure.problems import Problem
from brochure.read.pictures import Picture, PictureText, Words
from brochure.read.source import Strict, UnreadableError, files, read_yaml, shown, validate

SOURCE = "nl"
SCHEMA = "docs/translator.yml"

State = Literal["outdated", "draft", "reviewed", "source"]
"""Of a page: its Dutch has changed since; no clinician has reviewed it; one has; it is the Dutch itself."""

_STATES = get_args(State)

# What `fill` and the scripts replace, and nothing else: a text has no other brace.
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")

_MANY = 3  # keys: more of them are wrong by one mistake, in the line above them

_ONE_LINE = r"^\S(.*\S)?$"


class Schema(Strict):
    """What every language has, each with a word for the translator."""

    strings: Annotated[dict[str, Words], Field(description="a word on every string")]
    pictures: Annotated[dict[str, Words], Field(description="a word on every drawing")]
    glossary: Annotated[dict[str, Words], Field(description="a word on every term")]


class Review(Strict):
    """Who says that a translation is right, and when; it counts for the text of that moment."""

    state: Annotated[Literal["reviewed"], Field(description="source, draft or reviewed")]
    name: Annotated[str, Field(pattern=_ONE_LINE, description="the reviewer's name")]
    profession: Annotated[
        str, Field(pattern=_ONE_LINE, description="the reviewer's profession, such as midwife")
    ]
    date: Annotated[datetime.date, Field(description="the day of the review, such as 2027-01-31")]

    def __str__(self) -> str:
        return f"reviewed by {self.name}, {self.profession}, on {self.date}"


@dataclass(frozen=True)
class Language:
    """A language as a page needs it: code, own name, direction and all strings."""

    code: str
    name: str
    direction: str
    review: Review | None = None
    """The last review, as language.yml states it; None for the source and for a draft."""
    strings: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, PictureText] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    """How far each page is to be trusted, by the page's section id."""
    reviews: Mapping[str, Sequence[Review]] = field(default_factory=dict)
    """Who has reviewed each page that is reviewed, by the page's section id."""

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
    def state(self) -> State:
        """That of the page that is least to be trusted."""
        return min(self.states.values(), key=_STATES.index)

    @property
    def pages_by_state(self) -> dict[State, list[str]]:
        """The section ids of the pages in each state, the one to be trusted most first."""
        pages: dict[State, list[str]] = {}
        for state in reversed(_STATES):
            if found := [name for name, one in self.states.items() if one == state]:
                pages[state] = found
        return pages

    def text(self, key: str, **values: object) -> str:
        """The string, with its placeholders filled in. Raises KeyError for an unknown key or no value."""
        return fill(self.strings[key], values) if values else self.strings[key]


def load(
    docs: Path, names: Mapping[str, str], drawings: Mapping[str, Picture]
) -> tuple[list[Language], list[Problem]]:
    """All languages, by the names that mkdocs.yml gives, and everything that is wrong with them."""
    languages, problems = [], list(_folders(docs, names))
    try:
        written = read_yaml(docs / "translator.yml", SCHEMA)
        source = read_yaml(docs / SOURCE / "language.yml", f"docs/{SOURCE}/language.yml", SOURCE)
    except UnreadableError as error:
        return [], [*problems, *error.problems]
    schema, wrong_schema = validate(Schema, written, SCHEMA)
    if not schema:
        return [], [*problems, *wrong_schema]
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
            data = read_yaml(docs / code / "language.yml", file, code)
        except UnreadableError as error:
            problems += error.problems
            continue
        problems += _check(file, data, code, schema, source, drawings)
        texts, wrong_pictures = _pictures(file, data, drawings)
        problems += wrong_pictures
        review, wrong_review = _review(file, data, code)
        problems += wrong_review
        said = _part(data, "strings"), texts, _part(data, "glossary")
        languages.append(Language(code, name, direction, review, *said))
    return languages, problems


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with a value for each placeholder. Raises KeyError for one without."""
    return _PLACEHOLDER.sub(lambda placeholder: str(values[placeholder[1]]), text)


def placeholders(text: str) -> list[str]:
    """What a page fills in, as it stands in the text: "{count}"."""
    return [found[0] for found in _PLACEHOLDER.finditer(text)]


def without_placeholders(text: str) -> str:
    """The words of a text alone."""
    return _PLACEHOLDER.sub(" ", text)


def direction_of(code: str) -> str:
    """The reading direction of a language, "" for one that the Unicode CLDR does not know."""
    try:
        return Locale.parse(code).text_direction
    except (UnknownLocaleError, ValueError):
        return ""


def _part(data: Any, part: str) -> dict[str, Any]:
    found = data.get(part) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _folders(docs: Path, names: Mapping[str, str]) -> Iterator[Problem]:
    """Everything in docs/ that nothing reads."""
    known = {"assets", "exercises.yml", "published.yml", "translator.yml", *names}
    for path in files(docs, "*"):
        if path.name not in known and path.is_dir():
            yield Problem(
                f"docs/{path.name}/",
                "",
                "a folder for a language that the site does not have",
                "one folder for each language in mkdocs.yml: " + ", ".join(names),
                f"Add {path.name!r} to plugins.i18n.languages in mkdocs.yml, or remove the folder.",
            )
        elif path.name not in known:
            yield Problem(
                f"docs/{path.name}",
                "",
                "a file that nothing reads",
                f"pages and language.yml in docs/{SOURCE}/ and so on; here only exercises.yml, "
                "published.yml and translator.yml",
                "Move it to the folder of its language, or remove it.",
            )


def _drawn(schema: Schema, drawings: Mapping[str, Picture]) -> list[Problem]:
    known = schema.pictures
    return [
        Problem(
            SCHEMA,
            f"pictures, {name}",
            "nothing",
            f"a word on docs/assets/pictures/{name}.svg",
            f"Add {name!r}.",
        )
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
    file: str, data: Any, code: str, schema: Schema, source: Any, drawings: Mapping[str, Picture]
) -> list[Problem]:
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
    dutch = _flat(source)
    for place, text in _flat(data).items():
        wrong = list(_plain(file, place, text))
        problems += wrong or _faithful(file, place, text, dutch.get(place, text), schema)
    return problems


def read_review(
    data: Mapping[str, Any], file: str, place: str = "review"
) -> tuple[Review | None, list[Problem]]:
    """A review as a file has it at a place, or everything that is wrong with it."""
    day = data.get("date")
    with suppress(ValueError):  # what is no day is told below
        data = {**data, "date": datetime.date.fromisoformat(day) if isinstance(day, str) else day}
    review, problems = validate(Review, data, file, place)
    if review and review.date > datetime.date.today():
        cure = "Write the day on which it was reviewed."
        return None, [
            Problem(
                file, f"{place}.date", f"{review.date}, which is still to come", "a day that has been", cure
            )
        ]
    return review, problems


def _review(file: str, data: Any, code: str) -> tuple[Review | None, list[Problem]]:
    stated = data.get("review") if isinstance(data, dict) else None
    if isinstance(stated, dict) and code != SOURCE:
        return read_review(stated, file)
    state = "source" if code == SOURCE else "draft"
    if stated == state or not isinstance(data, dict):
        return None, []
    expected = state if code == SOURCE else "draft, or state: reviewed with name, profession and date"
    return None, [Problem(file, "review", shown(stated), expected, f"Write review: {state}.")]


def texts(language: Language) -> dict[str, str]:
    """Every text that a reader sees, by its place, without its placeholders."""
    said = {"strings": language.strings} | {
        "pictures": {name: words.model_dump() for name, words in language.pictures.items()}
    }
    return {place: _PLACEHOLDER.sub("", text) for place, text in _flat(said).items()}


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
        for inner, text in _flat(value, f"{place}, {key}" if place else str(key)).items()
    }


def _keys(file: str, part: str, texts: Mapping[str, Any], schema: Mapping[str, str]) -> list[Problem]:
    missing = [key for key in schema if key not in texts]
    unknown = [key for key in texts if key not in schema]
    if len(missing) + len(unknown) > _MANY:
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


def _pictures(
    file: str, data: Any, drawings: Mapping[str, Picture]
) -> tuple[dict[str, PictureText], list[Problem]]:
    """The words of each picture; a legend names as many markers as the drawing shows."""
    texts, problems = {}, []
    for name, words in _part(data, "pictures").items():
        if name not in drawings:
            continue  # which is told already
        text, wrong = validate(PictureText, words, file, f"pictures.{name}")
        problems += wrong
        if text:
            texts[name] = text
            markers = drawings[name].markers
            if drawings[name].drawing and len(text.legend) != len(markers):
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


def numbers(text: str) -> list[int]:
    """The whole numbers that a text writes in digits, of any script (Ethiopic ones too)."""
    return [
        int(found) if found.isdecimal() else int(unicodedata.numeric(found))
        for found in re.findall(r"\d+|[፩-፼]", text)
    ]


def listed(items: Iterable[object]) -> str:
    """Items in words: "3, 10", or "none"."""
    return ", ".join(map(str, items)) or "none"


def notes(docs: Path) -> dict[str, str]:
    """The word for the translator on each text of language.yml, by its key in the record."""
    schema = Schema.model_validate(read_yaml(docs / "translator.yml", SCHEMA))
    return {f"language.yml, strings, {key}": note for key, note in schema.strings.items()}
