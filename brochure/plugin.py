"""Wires the brochure's modules to MkDocs.

static-i18n builds the other languages from inside its own `on_post_build` (priority -100) by
running whole builds with the same plugin objects. So: what holds for the whole site is loaded and
checked in the first `on_config`, before anything is written; `on_files` runs before static-i18n's
and drops the other languages; whole-site files are written in `on_post_build` at -200, once, when
static-i18n is no longer `building`. At that point `current_language` is the last language.
"""

import functools
import os
import re
import shutil
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from markdown import Markdown
from markupsafe import Markup
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
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
    settings,
    translation,
    typography,
)
from brochure.assets import Assets
from brochure.languages import SOURCE, Language
from brochure.problems import ContentError, Problem, SettingsError
from brochure.sections import Section
from brochure.source import files


class Unchecked(Config):
    """MkDocs's own look at the plugin's options, which `settings` reads."""


class BrochurePlugin(BasePlugin[Unchecked]):
    """The patient's pages, from the sources in docs/ and the templates in overrides/."""

    serving = False

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reads the whole of mkdocs.yml, strictly. Raises SettingsError."""
        self.project = Path(config_file_path or settings.FILE).parent
        found, problems = settings.load(self.project / settings.FILE)
        if problems or not found:
            raise SettingsError(problems)
        self.settings, self.options = found, found.plugins.brochure
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        config.site_url = self.settings.address
        self.i18n = cast(Any, config.plugins["i18n"])  # static-i18n has no types
        if not self.i18n.building:
            self._load(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keeps one language's pages: the cost of a page stays flat however many languages."""
        folder = f"{self.i18n.current_language}/"
        wanted = [folder + section.source for section in self.sections]
        return Files([file for file in files if file.src_uri in wanted])

    def on_page_read_source(self, *, page: Page, **_: Any) -> str:
        """The text that was checked: MkDocs would read it by rules of its own."""
        return self.sources.texts[self.i18n.current_language][_section(page).source]

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        section = _section(page)
        page.meta["template"] = "home.html" if section.id == "home" else "main.html"
        page.title = self.titles[self.i18n.current_language][section.id]
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
            "cards": {name: self.pictures.get(picture) for name, picture in self.options.cards.items()},
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
            self._copy_root(Path(config.site_dir))
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

    def _copy_root(self, site: Path) -> None:
        """What the hospital itself must serve at the root, such as robots.txt. Raises ContentError."""
        root, problems = self.project / "root", []
        for file in files(root, "**/*"):
            path = file.relative_to(root)
            if file.is_file() and (site / path).exists():
                cure = "Name it otherwise, or remove it."
                found = "a file that the site has itself"
                problems.append(Problem(f"root/{path.as_posix()}", "", found, "another name", cure))
            elif file.is_file():
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, site / path)
        if problems:
            raise ContentError(problems)

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
        docs = self.project / "docs"
        names = {language.locale: language.name for language in self.settings.plugins.i18n.languages}
        self.order = [Section(file) for file in self.settings.nav]
        beside = [Section(file) for file in self.options.beside]
        sections = [*self.order, *beside]
        self.sections = [section for section in sections if getattr(self.options.features, section.id, True)]
        self.assets = Assets(docs / "assets")
        self.pictures, problems = pictures.load(docs / "assets/pictures")
        self.languages, wrong_languages = languages.load(docs, names, self.pictures)
        parameters, wrong_parameters = exercises.load(docs)
        published, wrong_published = permanence.load(docs)
        self.hospital, wrong_hospital = hospital.load(self.settings.extra.hospital, docs)
        codes = [code for code in names if languages.direction_of(code)]
        markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        sources = parity.read(docs, codes, [section.source for section in sections], markdown)
        problems += [*wrong_languages, *wrong_parameters, *wrong_published, *wrong_hospital]
        problems += self.assets.check()
        problems += parity.check(sources, parameters, self.pictures)
        problems += translation.check(sources, self.languages)
        problems += search.check(sources)
        problems += self._unknown_cards() + self._narrow(names)
        if published:
            problems += permanence.check(published, codes, self.order, beside, sources.pages[SOURCE])
        if problems or not (parameters and published):
            raise ContentError(problems)
        self.exercises, self.published, self.sources = parameters, published, sources
        self.anchors = {section: sources.pages[SOURCE][section.source].ids for section in sections}
        self.titles = {
            code: {Section(file).id: page.blocks[0].text for file, page in pages.items()}
            for code, pages in sources.pages.items()
        }
        for language in self.languages:
            found = search.documents(language, sources, self.options.beside)
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
            for name, picture in self.options.cards.items()
            if name not in ids or picture not in self.pictures
        ]

    def _narrow(self, names: dict[str, str]) -> list[Problem]:
        """Leaves only the Dutch source and the language asked for, in the preview."""
        only = os.environ.get("ONLY", "")
        if only and not self.serving:
            cure = f"Write make serve ONLY={only}, or make build without it."
            found = f"ONLY={only} for a build, which would drop published addresses"
            return [Problem("", "ONLY", found, "nothing: a build has every language", cure)]
        if only and only not in names:
            known = ", ".join(names)
            return [Problem("", "ONLY", repr(only), f"one of {known}", "Mend ONLY=….")]
        for language in self.i18n.config.languages:
            language.build = not only or language.locale in (SOURCE, only)
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
            "logo_width": hospital.logo_width(self.hospital, self.project / "docs"),
            "features": self.options.features,
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
