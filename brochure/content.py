"""Everything that people write, read and checked as a whole before the first page is made of it."""

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from brochure.check import aliases, fidelity, parity, permanence, record, translation
from brochure.check.permanence import Published
from brochure.check.record import Record
from brochure.problems import ContentError, Problem, listed
from brochure.read import (
    colours,
    doubts,
    exercises,
    hospital,
    languages,
    pages,
    pictures,
    styles,
    vendored,
    wording,
)
from brochure.read.exercises import Exercises
from brochure.read.hospital import Hospital
from brochure.read.languages import Language, Review, State
from brochure.read.pages import Sources
from brochure.read.pictures import Picture
from brochure.read.sections import Section
from brochure.read.settings import Settings
from brochure.read.source import SOURCE
from brochure.read.vendored import Vendored
from brochure.read.wording import Text


@dataclass(frozen=True)
class Content:
    """The site before its pages: what is written, known to be whole and to say the same in all languages."""

    settings: Settings
    order: Sequence[Section]
    """The brochure's pages, in reading order."""
    sections: Sequence[Section]
    """All pages that the hospital wants."""
    styles: Mapping[str, str]
    """The style sheets by name."""
    vendored: Sequence[Vendored]
    pictures: Mapping[str, Picture]
    languages: Sequence[Language]
    exercises: Exercises
    published: Published
    hospital: Hospital | None
    sources: Sources
    texts: Mapping[str, Sequence[Text]]
    """What each language says, text by text."""
    dutch: Mapping[str, str]
    """The Dutch of each text, by its key."""
    records: Mapping[str, Record]
    doubts: Mapping[str, Mapping[str, Sequence[str]]]
    """What a translator asks the reviewer, by language and by the key of the text."""

    def language(self, code: str) -> Language:
        return next(language for language in self.languages if language.code == code)

    def shows(self, language: Language, section: Section) -> bool:
        """Whether a page may be read: with `publish: reviewed` only the Dutch and what stands as reviewed."""
        everything = self.settings.plugins.brochure.publish == "all"
        return everything or language.states[section.id] in ("source", "reviewed")

    def shows_all(self, language: Language) -> bool:
        """Whether the whole brochure may be read in a language."""
        return all(self.shows(language, section) for section in self.order)

    @property
    def dutch_texts(self) -> list[Text]:
        """What every language has, in Dutch: the glossary's terms, the pages, the strings."""
        all_texts = [text for texts in self.texts.values() for text in texts]
        terms = [text for text in all_texts if text.place.startswith("glossary, ")]
        files = {*self.sources.pages[SOURCE], "language.yml", "mkdocs.yml"}
        facts = {"nav", "cards"}
        return [
            *{text.key: text._replace(text=self.dutch[text.key]) for text in terms}.values(),
            *(text for text in self.texts[SOURCE] if text.file in files and text.place not in facts),
        ]

    @functools.cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """Language code to section id to the page's title."""
        return {
            code: {Section(file).id: page.blocks[0].text for file, page in pages.items()}
            for code, pages in self.sources.pages.items()
        }

    @property
    def anchors(self) -> dict[str, Sequence[str]]:
        """The ids on each page, by its section id."""
        return {Section(file).id: page.ids for file, page in self.sources.pages[SOURCE].items()}

    def unaccepted(self) -> list[Problem]:
        """Every text that differs from what was last accepted."""
        return [
            problem
            for code, one in self.records.items()
            for problem in record.problems(one, self.marks(code))
        ]

    def marks(self, code: str) -> Callable[[str, str], list[str]]:
        """What to look at in a text of a language beside its Dutch; nothing in the Dutch itself."""
        if code == SOURCE:
            return lambda text, dutch: []
        return functools.partial(fidelity.marks, self.language(code), self.language(SOURCE))


def load(config: MkDocsConfig, found: Settings, project: Path) -> Content:
    """Reads and checks all sources. Raises ContentError with every problem that there is.

    A text that nobody has accepted is none of them: `Content.unaccepted` tells it.
    """
    docs, options = project / "docs", found.plugins.brochure
    names = {language.locale: language.name for language in found.plugins.i18n.languages}
    order, beside = ([Section(file) for file in files] for files in (found.nav, options.beside))
    sections = [*order, *beside]
    drawings, problems = pictures.load(docs / "assets/pictures")
    spoken, wrong = languages.load(docs, names, drawings)
    problems += wrong
    parameters, wrong = exercises.load(docs)
    problems += wrong
    published, wrong = permanence.load(docs)
    problems += wrong
    owner, wrong = hospital.load(found.extra.hospital, docs)
    problems += wrong
    libraries, wrong = vendored.load(project)
    problems += wrong
    codes = [code for code in names if languages.direction_of(code)]
    markdown = _markdown(json.dumps([config.markdown_extensions, config.mdx_configs]))
    sources = pages.read(docs, codes, [section.source for section in sections], markdown)
    sheets, wrong = styles.load(docs / "assets")
    problems += colours.missing(project) or wrong
    problems += parity.check(sources, parameters, drawings)
    problems += translation.check(sources, spoken)
    problems += aliases.check(sources, published)
    problems += _unknown_cards(options.cards, sections, drawings)
    if published:
        problems += permanence.check(published, codes, order, beside, sources.pages[SOURCE])
    readings = {code: record.read(docs, code) for code in codes}
    problems += [problem for reading in readings.values() for problem in reading.problems]
    if problems or not (parameters and published):
        raise ContentError(problems)
    texts = {language.code: wording.texts(language, sources) for language in spoken}
    dutch = wording.dutch(texts)
    if problems := list(fidelity.check(texts, dutch, spoken)):
        raise ContentError(problems)
    doubted = {}
    for code in codes:
        doubted[code], wrong = doubts.load(docs, code, texts[code])
        problems += wrong
    if problems:
        raise ContentError(problems)
    dutch |= wording.drawn(texts[SOURCE], drawings)
    texts[SOURCE] += wording.facts(found.nav, options.cards, drawings, parameters)
    records = {
        one.code: record.compare(one.code, readings[one.code], texts[one.code], dutch, one.review)
        for one in spoken
    }
    return Content(
        found,
        order,
        [section for section in sections if getattr(options.features, section.id, True)],
        sheets,
        libraries,
        drawings,
        [_reviewed(one, records[one.code], texts[one.code], sources) for one in spoken],
        parameters,
        published,
        owner,
        sources,
        texts,
        dutch,
        records,
        doubted,
    )


@functools.cache
def _markdown(settings: str) -> Markdown:
    """Reads pages as MkDocs does; `settings`: its extensions and their options, as JSON."""
    extensions, options = json.loads(settings)
    return Markdown(extensions=extensions, extension_configs=options)


def _reviewed(language: Language, found: Record, texts: Sequence[Text], sources: Sources) -> Language:
    """The language with what is known of each page: how far it is to be trusted, and on whose word."""
    ids = [Section(file).id for file in sources.pages[SOURCE]]
    if language.code == SOURCE:
        return replace(language, states=dict.fromkeys(ids, "source"))
    behind = {one.text.key for one in found.behind}
    states: dict[str, State] = dict.fromkeys(ids, "reviewed")
    reviews: dict[str, list[Review]] = {name: [] for name in ids}
    for text in texts:
        review = found.reviews.get(text.key)
        for name in (Section(file).id for file in wording.pages_of(text, sources) if text.seen):
            if text.key in behind:
                states[name] = "outdated"
            elif not review and states[name] == "reviewed":
                states[name] = "draft"
            elif review and review not in reviews[name]:
                reviews[name].append(review)
    return replace(language, states=states, reviews=reviews)


def _unknown_cards(
    cards: Mapping[str, str], sections: Sequence[Section], drawings: Mapping[str, Picture]
) -> list[Problem]:
    ids = [section.id for section in sections]
    pages = [name for name in cards if name not in ids]
    pictures = list(dict.fromkeys(picture for picture in cards.values() if picture not in drawings))
    place, cure = "plugins.brochure.cards", "Mend the line, or remove it."
    return [
        Problem("mkdocs.yml", place, f"no {what} {listed(unknown)}", f"one of {listed(known)}", cure)
        for what, unknown, known in (("page", pages, ids), ("picture", pictures, drawings))
        if unknown
    ]
