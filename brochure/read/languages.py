"""The languages of the site: one list in mkdocs.yml, one folder with strings for each."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import Field

from brochure.problems import Problem
from brochure.read import strings
from brochure.read.pictures import Picture, PictureText
from brochure.read.source import LINE, SOURCE, Strict, UnreadableError, files, read_yaml, shown, validate

State = Literal["outdated", "draft", "reviewed", "source"]
"""Of a page: its Dutch has changed since; no clinician has reviewed it; one has; it is the Dutch itself."""

_STATES = get_args(State)


class Review(Strict):
    """Who says that a translation is right, and when; it counts for the text of that moment."""

    state: Annotated[Literal["reviewed"], Field(description="source, draft or reviewed")]
    name: Annotated[str, Field(pattern=LINE, description="the reviewer's name")]
    profession: Annotated[str, Field(pattern=LINE, description="the reviewer's profession, such as midwife")]
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
    def texts(self) -> dict[str, str]:
        """What a reader sees of language.yml, by its place there, without placeholders."""
        pictures = {name: words.model_dump() for name, words in self.pictures.items()}
        said = strings.flat({"strings": self.strings, "pictures": pictures})
        return {place: strings.without_placeholders(text) for place, text in said.items()}

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
        return strings.fill(self.strings[key], values) if values else self.strings[key]


def load(
    docs: Path, names: Mapping[str, str], drawings: Mapping[str, Picture]
) -> tuple[list[Language], list[Problem]]:
    """All languages, by the names that mkdocs.yml gives, and everything that is wrong with them."""
    languages, problems = [], list(_folders(docs, names))
    try:
        written = read_yaml(docs / "translator.yml", strings.SCHEMA)
        source = read_yaml(docs / SOURCE / "language.yml", f"docs/{SOURCE}/language.yml", SOURCE)
    except UnreadableError as error:
        return [], [*problems, *error.problems]
    schema, wrong_schema = validate(strings.Schema, written, strings.SCHEMA)
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
        problems += strings.check(file, data, code, schema, source, drawings)
        texts, wrong_pictures = _pictures(file, data, drawings)
        problems += wrong_pictures
        review, wrong_review = _review(file, data, code)
        problems += wrong_review
        said = strings.part(data, "strings"), texts, strings.part(data, "glossary")
        languages.append(Language(code, name, direction, review, *said))
    return languages, problems


def direction_of(code: str) -> str:
    """The reading direction of a language, "" for one that the Unicode CLDR does not know."""
    try:
        return Locale.parse(code).text_direction
    except (UnknownLocaleError, ValueError):
        return ""


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


def _drawn(schema: strings.Schema, drawings: Mapping[str, Picture]) -> list[Problem]:
    known = schema.pictures
    return [
        Problem(
            strings.SCHEMA,
            f"pictures, {name}",
            "nothing",
            f"a word on docs/assets/pictures/{name}.svg",
            f"Add {name!r}.",
        )
        for name in drawings.keys() - known.keys()
    ] + [
        Problem(
            strings.SCHEMA,
            f"pictures, {name}",
            "a picture without a drawing",
            f"docs/assets/pictures/{name}.svg",
            "Add the drawing, or remove the line.",
        )
        for name in known.keys() - drawings.keys()
    ]


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


def _pictures(
    file: str, data: Any, drawings: Mapping[str, Picture]
) -> tuple[dict[str, PictureText], list[Problem]]:
    """The words of each picture; a legend names as many markers as the drawing shows."""
    texts, problems = {}, []
    for name, words in strings.part(data, "pictures").items():
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
