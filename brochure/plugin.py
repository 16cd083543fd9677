"""Wires the brochure's modules to MkDocs.

static-i18n builds the other languages from inside its own `on_post_build` (priority -100) by
running whole builds with the same plugin objects. So: what holds for the whole site is loaded and
checked in the first `on_config`, before anything is written; `on_files` runs before static-i18n's
and drops the other languages; whole-site files are written in `on_post_build` at -200, once, when
static-i18n is no longer `building`. At that point `current_language` is the last language.
"""

import functools
import re
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from markdown import Markdown
from markupsafe import Markup
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from brochure import (
    blocks,
    dates,
    exercises,
    hospital,
    languages,
    links,
    parity,
    permanence,
    pictures,
    search,
    typography,
)
from brochure.assets import Assets
from brochure.languages import SOURCE, Language
from brochure.problems import ContentError, Problem
from brochure.sections import Section


class Features(Config):
    """What a hospital may turn off; the site is complete without any of it."""

    # Counts and times a series with her, on the pages on strength and endurance
    guide = config_options.Type(bool, default=True)

    # Notes on her device how many series she did
    today = config_options.Type(bool, default=True)

    # Makes a calendar file with reminders
    reminders = config_options.Type(bool, default=True)

    # Says when the brochure's six weeks end
    date = config_options.Type(bool, default=True)

    # Makes links, QR codes and cards for letters, on a page for the physiotherapist
    letter = config_options.Type(bool, default=True)

    # Reads the page aloud with a voice of the device itself
    aloud = config_options.Type(bool, default=True)

    # Shows a second language beside the page's own
    together = config_options.Type(bool, default=True)

    # Finds the section that her words are about
    search = config_options.Type(bool, default=True)


class BrochureConfig(Config):
    """The plugin's options in mkdocs.yml."""

    # Build only the Dutch source and this language: a fast preview for a translator
    only = config_options.Optional(config_options.Type(str))

    # Pages outside the reading order
    beside = config_options.ListOfItems(config_options.Type(str), default=[])

    # What a hospital may turn off
    features = config_options.SubConfig(Features)

    # The picture on the card that leads to a page: section id to the picture's name
    cards = config_options.DictOfItems(config_options.Type(str), default={})


class BrochurePlugin(BasePlugin[BrochureConfig]):
    """The patient's pages, from the sources in docs/ and the templates in overrides/."""

    serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.i18n = cast(Any, config.plugins["i18n"])  # static-i18n has no types
        if not self.i18n.building:
            self._load(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keeps one language's pages: the cost of a page stays flat however many languages."""
        folder = f"{self.i18n.current_language}/"
        wanted = [folder + section.source for section in self.sections]
        return Files([file for file in files if file.src_uri in wanted])

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        page.meta.setdefault("template", "home.html" if _section(page).id == "home" else "main.html")
        return markdown

    def on_env(self, env: Environment, *, files: Files, **_: Any) -> Environment:
        self.env = env
        pages = [file.page for file in files.documentation_pages() if file.page]
        self.pages = {_section(page).id: page for page in pages}
        env.autoescape = True
        env.globals |= {"asset": self.assets.address, "address": _address}
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        language, section = self._language(self.i18n.current_language), _section(page)
        ours = {
            "language": language,
            "t": language.text,
            "soft": functools.partial(typography.soften, code=language.code),
            "section": section,
            "contents": [(_section(p), p) for p in nav.pages],
            "pages": self.pages,
            "exercise": self.exercises.of(section.id),
            "endurance": self.exercises.endurance,
            "date_words": dates.words(language.code),
            "weeks": dates.weeks(self.exercises),
            **self._site_context(config),
            "cards": {name: self.pictures.get(picture) for name, picture in self.config.cards.items()},
            **_parts(self._article(page, language)),
        }
        return cast(TemplateContext, {**context, **ours})

    @event_priority(-200)  # run latest: after static-i18n has built all languages
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.i18n.building:
            self._render(config, "404.html", "404.html")
            if config.site_url:
                self._render(config, "sitemap.xml", "sitemap.xml")
            self._write_neutral_pages(config)
            self._write_data(config)
            self.assets.write(Path(config.site_dir))

    # Helpers

    def _write_neutral_pages(self, config: MkDocsConfig) -> None:
        """The addresses without a language, and those of pages that are gone."""
        for section in self.order:
            self._render(config, "go.html", f"{section.go}index.html", section=section)
        codes = [language.code for language in self._site_context(config)["languages"]]
        for redirect in permanence.redirects(self.published, codes, self.order):
            self._render(config, "redirect.html", f"{redirect.path}index.html", redirect=redirect)

    def _write_data(self, config: MkDocsConfig) -> None:
        built = self._site_context(config)["languages"]
        anchors = {section.id: self.anchors[section] for section in self.order}
        addresses = links.collect(config.site_url or "", built, self.order, self.titles, anchors)
        for name, text in links.files(addresses, self.exercises):
            (Path(config.site_dir) / name).write_text(text, encoding="utf-8", newline="")

    def _article(self, page: Page, language: Language) -> str:
        """The page's text with its pictures drawn, its blocks numbered and its titles set."""
        soup = blocks.parse(page.content or "")
        template = self.env.get_template("partials/picture.html")
        pictures.draw(
            soup,
            self.pictures,
            language.pictures,
            lambda picture, words: template.render(picture=picture, words=words),
        )
        blocks.number(soup)
        typography.set_titles(soup, language.code)
        return str(soup)

    def _load(self, config: MkDocsConfig) -> None:
        """Reads and checks all sources. Raises ContentError with every problem that there is."""
        docs = Path(config.docs_dir)
        names = {language.locale: language.name for language in self.i18n.config.languages}
        self.order = [Section(file) for file in config.nav or []]
        beside = [Section(file) for file in self.config.beside]
        sections = [*self.order, *beside]
        self.sections = [section for section in sections if self.config.features.get(section.id, True)]
        self.assets = Assets(docs / "assets")
        self.pictures = pictures.load(docs / "assets/pictures")
        self.languages, problems = languages.load(docs, names, self.pictures)
        parameters, wrong_parameters = exercises.load(docs)
        published, wrong_published = permanence.load(docs)
        self.hospital, wrong_hospital = hospital.load(config.extra, docs)
        codes = [code for code in names if languages.direction_of(code)]
        markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        sources = parity.read(docs, codes, [section.source for section in sections], markdown)
        problems += [*wrong_parameters, *wrong_published, *wrong_hospital, *self.assets.check()]
        problems += parity.check(sources, parameters, self.pictures)
        problems += search.check(sources)
        problems += self._unknown_cards() + self._narrow(names)
        if published:
            problems += permanence.check(published, codes, self.order, beside, sources.pages[SOURCE])
        if problems or not (parameters and published):
            raise ContentError(problems)
        self.exercises, self.published = parameters, published
        self.anchors = {section: sources.pages[SOURCE][section.source].ids for section in sections}
        self.titles = {
            code: {Section(file).id: page.blocks[0].text for file, page in pages.items()}
            for code, pages in sources.pages.items()
        }
        for language in self.languages:
            found = search.documents(language, sources, self.config.beside)
            self.assets.make(f"search-{language.code}.js", search.script(language, found))
        config.theme.static_templates.clear()  # written once, in on_post_build

    def _unknown_cards(self) -> list[Problem]:
        ids = [section.id for section in self.sections]
        return [
            Problem(
                "mkdocs.yml",
                f"plugins.brochure.cards.{name}",
                repr(picture),
                f"a page of {', '.join(ids)} and a picture of {', '.join(self.pictures)}",
                "Mend the line, or remove it.",
            )
            for name, picture in self.config.cards.items()
            if name not in ids or picture not in self.pictures
        ]

    def _narrow(self, names: dict[str, str]) -> list[Problem]:
        """Leaves only the Dutch source and the language asked for."""
        only = self.config.only
        if not only:
            return []
        if only not in names:
            known = ", ".join(names)
            return [Problem("mkdocs.yml", "ONLY", repr(only), f"one of {known}", "Mend ONLY=….")]
        for language in self.i18n.config.languages:
            language.build = language.locale in (SOURCE, only)
        return []

    def _language(self, code: str) -> Language:
        return next(language for language in self.languages if language.code == code)

    def _site_context(self, config: MkDocsConfig) -> dict[str, Any]:
        built = self.i18n.build_languages
        return {
            "languages": [language for language in self.languages if language.code in built],
            "sections": self.sections,
            "order": self.order,
            "titles": self.titles,
            "hospital": self.hospital,
            "features": self.config.features,
            "site_url": config.site_url,
            "policy": not self.serving,  # the preview's reload script is inline
        }

    def _render(self, config: MkDocsConfig, template: str, path: str, **context: Any) -> None:
        """Writes a page that belongs to no language."""
        root = "../" * path.count("/")
        html = self.env.get_template(template).render(self._site_context(config), root=root, **context)
        target = Path(config.site_dir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")


def _address(language: Language, section: Section) -> str:
    """Where a page stands in a language, from the root of the site; for the url filter."""
    return language.root + section.path or "./"


def _section(page: Page) -> Section:
    return Section(page.file.src_uri.partition("/")[2])


def _parts(html: str) -> dict[str, Markup]:
    """The page's HTML as heading, introduction and the rest, from the second heading on."""
    heading, end, text = html.partition("</h1>")
    first = re.search(r"<(?:h2|div)\b", text)
    cut = first.start() if first else len(text)
    parts = {"heading": heading + end, "introduction": text[:cut], "text": text[cut:]}
    return {name: Markup(part) for name, part in parts.items()}
