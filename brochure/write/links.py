"""The addresses and the exercises as data, for hospital systems that write letters themselves.

`links.json` and `exercises.json` each name the JSON Schema beside them; `links.csv` has the same
addresses, a line each. Paths start at the site's root; `url` is "" unless the site's address is set.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from brochure.read.exercises import Exercises
from brochure.read.languages import Language
from brochure.read.sections import Section
from brochure.write.pdfs import Pdf

VERSION: Literal[1] = 1

DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}

Titles = Mapping[str, Mapping[str, str]]
"""Language code to section id to the page's title."""


class _Data(BaseModel):
    model_config = ConfigDict(
        use_attribute_docstrings=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class BookletLinks(_Data):
    form: Literal["a4", "fold", "large"]
    """a4: a page a sheet; fold: two pages a side, to print on both sides and fold; large: large letters."""
    path: str
    """The PDF's address, from the root of the site."""
    url: str
    """The whole address, "" unless the site's address was set at build."""
    pages: int
    """How many pages a reader turns."""
    bytes: int
    """The size of the file."""


class LanguageLinks(_Data):
    code: str
    """ISO 639-1, as in the addresses."""
    name: str
    """The language's own name, for showing to the patient."""
    direction: Literal["ltr", "rtl"]
    """The direction in which a title of this language is written."""
    review: Literal["source", "draft", "reviewed", "outdated"]
    """That of the page that is least to be trusted, see the pages."""
    booklets: list[BookletLinks]
    """The whole brochure to print; none where the site has no PDFs, or not in this language."""


class PageLinks(_Data):
    title: str
    """The page's title in this language."""
    path: str
    """The page's address, from the root of the site. A section's anchors follow after #."""
    url: str
    """The whole address, "" unless the site's address was set at build."""
    review: Literal["source", "draft", "reviewed", "outdated"]
    """source: the hospital's own text; draft: translated, reviewed by no clinician as it stands; reviewed:
    by one, named on the page; outdated: the Dutch has changed since."""


class SectionLinks(_Data):
    id: str
    """The section's name in data and in go/<id>/; never changes."""
    anchors: list[str]
    """The parts of the page that an address can point at, after #; the same in every language."""
    go: str
    """The language-neutral address: opens the page in the language of the patient's phone."""
    go_url: str = Field(alias="go-url")
    """The whole language-neutral address, "" unless the site's address was set at build."""
    pages: dict[str, PageLinks]
    """The section's page in each language, by code."""


class Links(_Data):
    """Every address that a letter or a card may point at."""

    schema_file: Literal["links.schema.json"] = Field("links.schema.json", alias="$schema")
    """The JSON Schema, beside this file."""
    version: Literal[1] = VERSION
    """The version of this format. Grows only when a reader of the file would have to change."""
    languages: list[LanguageLinks]
    """All languages, the source first."""
    sections: list[SectionLinks]
    """All sections, in reading order."""


def collect(
    site_url: str,
    languages: Sequence[Language],
    sections: Sequence[Section],
    titles: Titles,
    anchors: Mapping[str, Sequence[str]],
    shows: Callable[[Language, Section], bool],
    pdfs: Sequence[Pdf],
) -> Links:
    """Every address of the site. `anchors`: section id to the ids on its page; `site_url` may be "";
    `shows`: whether a page can be read in a language; `pdfs`: the PDFs of the site."""

    def url(path: str) -> str:
        return site_url + path if site_url else ""

    return Links.model_validate(
        {
            "languages": [
                {
                    "code": one.code,
                    "name": one.name,
                    "direction": one.direction,
                    "review": one.state,
                    "booklets": [
                        BookletLinks(
                            form=pdf.form,
                            path=pdf.path,
                            url=url(pdf.path),
                            pages=pdf.made.pages,
                            bytes=len(pdf.made.content),
                        )
                        for pdf in pdfs
                        if pdf.language.code == one.code
                    ],
                }
                for one in languages
            ],
            "sections": [
                {
                    "id": section.id,
                    "anchors": anchors[section.id],
                    "go": section.go,
                    "go-url": url(section.go),
                    "pages": {
                        one.code: PageLinks(
                            title=titles[one.code][section.id],
                            review=one.states[section.id],
                            path=one.root + section.path,
                            url=url(one.root + section.path),
                        )
                        for one in languages
                        if shows(one, section)
                    },
                }
                for section in sections
            ],
        }
    )


def files(links: Links, exercises: Exercises) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    yield "links.json", _text(links.model_dump(by_alias=True))
    yield "links.schema.json", _text(DIALECT | links.model_json_schema(mode="serialization"))
    yield "links.csv", _table(links)
    parameters = exercises.model_dump(by_alias=True, mode="json")
    yield "exercises.json", _text({"$schema": "exercises.schema.json", "version": VERSION, **parameters})
    yield "exercises.schema.json", _text(_schema_of(exercises))


def _schema_of(exercises: Exercises) -> dict[str, Any]:
    schema = DIALECT | exercises.model_json_schema(mode="serialization")
    schema["properties"] |= {
        "$schema": {"const": "exercises.schema.json", "description": "The JSON Schema, beside this file."},
        "version": {"const": VERSION, "description": "The version of this format."},
    }
    schema["required"] = ["$schema", "version", *schema["required"]]
    return schema


def _table(links: Links) -> str:
    """One line for each section in each language; language "" is the language-neutral address."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["section", "language", "direction", "title", "path", "url"])
    directions = {language.code: language.direction for language in links.languages}
    for section in links.sections:
        table.writerow([section.id, "", "", "", section.go, section.go_url])
        for code, page in section.pages.items():
            table.writerow([section.id, code, directions[code], page.title, page.path, page.url])
    return text.getvalue()


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
