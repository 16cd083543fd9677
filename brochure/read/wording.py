"""Everything that a reader reads, text by text: what is accepted, reviewed and written back is this list,
so that nothing can pass beside it. It is made from what is published, not from the lines of the files.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from brochure.read.exercises import Exercises
from brochure.read.languages import Language
from brochure.read.pages import Sources
from brochure.read.pictures import Picture
from brochure.read.source import SOURCE

STRINGS = "language.yml"

_SHARED = {
    "mkdocs.yml": "mkdocs.yml",
    "exercises.yml": "docs/exercises.yml",
    "pictures": "docs/assets/pictures",
}

_UNSEEN = re.compile(
    r"aliases, |search, |glossary, |strings, (search\.(ignored|negations|complaints)|check\.|sheet\.)"
)

_PICTURE = re.compile(r"picture ([\w-]+)|pictures, ([\w-]+)")

# The interface's words that say what to do: they count with the exercises, all others with about/.
_GUIDING = re.compile(r"strings, (exercise|guide)\.")


class Text(NamedTuple):
    """One text of a language: its file, its place there, and what it says, on one line.

    Bold words and links of a block stand as in Markdown, each text of `language.yml` as it is.
    """

    file: str
    place: str
    text: str

    @property
    def key(self) -> str:
        """The name of the text in the record and in a review."""
        return f"{self.file}, {self.place}"

    @property
    def is_block(self) -> bool:
        """Whether it is a block of a page; its place begins with the block's number."""
        return self.place[:1].isdigit()

    @property
    def kind(self) -> str:
        """The place without the number, which changes when a block is put in before it."""
        return self.place.partition(", ")[2] if self.is_block else self.place

    @property
    def seen(self) -> bool:
        """Whether a patient sees it; aliases and the words of checks and of the review sheet she does not."""
        return not _UNSEEN.match(self.place)

    @property
    def picture(self) -> str:
        """The name of the picture of which it is the place on a page, or the words; else ""."""
        found = _PICTURE.match(self.kind)
        return found[1] or found[2] if found else ""

    def where(self, code: str) -> str:
        """The file, as the one who mends it names it."""
        if self.file in _SHARED:
            return _SHARED[self.file]
        return f"docs/{code}/{self.file}"


def texts(language: Language, sources: Sources) -> list[Text]:
    """All texts of a language, page by page in reading order, then those of language.yml."""
    found = [Text("mkdocs.yml", "name", language.name)]
    for file, page in sources.pages[language.code].items():
        found += _front(file, sources.fronts[language.code][file])
        found += [Text(file, f"{block.number}, {block.kind}", block.inline) for block in page.blocks]
    return found + list(_strings(language))


def facts(
    order: Sequence[str], cards: Mapping[str, str], pictures: Mapping[str, Picture], exercises: Exercises
) -> list[Text]:
    """What is the same in all languages, and is accepted with the Dutch: reading order, numbers, drawings."""
    data = exercises.model_dump(by_alias=True, mode="json")
    return [
        Text("mkdocs.yml", "nav", ", ".join(order)),
        Text("mkdocs.yml", "cards", ", ".join(f"{name}: {picture}" for name, picture in cards.items())),
        *(Text("exercises.yml", place, value) for place, value in _flat(data)),
        *(Text("pictures", f"{name}.svg", _digest(picture.drawing)) for name, picture in pictures.items()),
    ]


def pages_of(text: Text, sources: Sources) -> list[str]:
    """The files of the pages on which a text says something that a review is about."""
    pages = sources.pages[SOURCE]
    if text.file in pages:
        return [text.file]
    if text.picture:
        return [file for file, page in pages.items() if text.picture in page.pictures]
    if _GUIDING.match(text.place):
        return [file for file in pages if file.startswith("exercises/")]
    return ["about.md"] if text.file == STRINGS and text.seen and "about.md" in pages else []


def drawn(texts: Sequence[Text], pictures: Mapping[str, Picture]) -> dict[str, str]:
    """What stands behind each place of a picture, by its key: another drawing is another Dutch."""
    return {
        text.key: f"{text.text} {_digest(pictures[text.picture].drawing)}"
        for text in texts
        if text.is_block and text.picture
    }


def dutch(texts: Mapping[str, Sequence[Text]]) -> dict[str, str]:
    """The Dutch of each text, by its key; that of a glossary is the term itself."""
    terms = {
        text.key: text.place.partition(", ")[2]
        for found in texts.values()
        for text in found
        if text.place.startswith("glossary, ")
    }
    return terms | {text.key: text.text for text in texts[SOURCE]}


def _front(file: str, front: Mapping[str, Any]) -> Iterator[Text]:
    for key, value in front.items():
        for name, words in value.items() if isinstance(value, dict) else ():
            said = ", ".join(map(str, words)) if isinstance(words, list) else str(words).lower()
            yield Text(file, f"{key}, {name}", said)


def _strings(language: Language) -> Iterator[Text]:
    for key, text in language.strings.items():
        yield Text(STRINGS, f"strings, {key}", text)
    for name, words in language.pictures.items():
        yield Text(STRINGS, f"pictures, {name}, alt", words.alt)
        yield Text(STRINGS, f"pictures, {name}, caption", words.caption)
        for number, text in enumerate(words.legend, 1):
            yield Text(STRINGS, f"pictures, {name}, legend, {number}", text)
    for term, text in language.glossary.items():
        yield Text(STRINGS, f"glossary, {term}", text)


def _flat(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _flat(value, f"{place}.{key}".lstrip("."))
    else:
        yield place, ", ".join(data) if isinstance(data, list) else str(data)


def _digest(drawing: str) -> str:
    return f"sha256 {hashlib.sha256(drawing.encode()).hexdigest()[:16]}"
