"""Wires the brochure's modules to MkDocs.

static-i18n builds the other languages from inside its own `on_post_build` (priority -100) by
running whole builds with the same plugin objects. So: what holds for the whole site is loaded and
checked in the first `on_config`, before anything is written; `on_files` runs before static-i18n's
and drops the other languages; whole-site files are written in `on_post_build` at -200, once, when
static-i18n is no longer `building`. At that point `current_language` is the last language.
"""

import logging
import os
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from brochure import content
from brochure.problems import ContentError, Problem, SettingsError, UnacceptedError
from brochure.read import settings
from brochure.read.languages import Language
from brochure.read.sections import Section
from brochure.read.source import SOURCE
from brochure.write import article, pdfs, site
from brochure.write.article import section_of

log = logging.getLogger("mkdocs.plugins.brochure")


def configured(project: Path, **options: str) -> MkDocsConfig:
    """MkDocs's configuration of a project. Raises SettingsError before MkDocs tells the same in its own words."""
    file = project / settings.FILE
    found, problems = settings.load(file)
    if problems or not found:
        raise SettingsError(problems)
    return load_config(str(file), **options)


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
        self.settings = found
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        config.site_url = self.settings.address
        self.i18n = cast(Any, config.plugins["i18n"])  # static-i18n has no types
        if not self.i18n.building:
            self._load(config)
            self._share_templates(config.theme)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keeps one language's pages: the cost of a page stays flat however many languages."""
        folder = f"{self.i18n.current_language}/"
        wanted = [folder + section.source for section in self.content.sections]
        return Files([file for file in files if file.src_uri in wanted])

    def on_page_read_source(self, *, page: Page, **_: Any) -> str:
        """The text that was checked: MkDocs would read it by rules of its own."""
        return self.content.sources.texts[self.i18n.current_language][section_of(page).source]

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        language, section = self.content.language(self.i18n.current_language), section_of(page)
        page.title = self.site.titled(language, section.id)[1]
        page.meta["template"] = "home.html" if section.id == "home" else "main.html"
        if not self.content.shows(language, section):
            page.meta["template"] = "withheld.html"
        return markdown

    def on_env(self, env: Environment, *, files: Files, **_: Any) -> Environment:
        self.env = env
        pages = [file.page for file in files.documentation_pages() if file.page]
        self.pages = {section_of(page).id: page for page in pages}
        env.autoescape = True
        env.globals |= {"asset": self.site.assets.address, "address": _address}
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        language = self.content.language(self.i18n.current_language)
        ours = article.context(page, language, self.site, self.pages, nav)
        parts = article.parts(page, language, self.site, self.env, {**context, **ours})
        return cast(TemplateContext, {**context, **ours, **parts})

    @event_priority(-200)  # run latest: after static-i18n has built all languages
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.i18n.building:
            self.site.write(Path(config.site_dir), self.env)

    def _load(self, config: MkDocsConfig) -> None:
        """Reads and checks all that is written. Raises ContentError with every problem that there is."""
        self.content = content.load(config, self.settings, self.project)
        if problems := self._narrow():
            raise ContentError(problems)
        pdfs.today()  # MkDocs asks for the same day, and falls over one that is none
        self._tell_changes()
        self.site = site.of(self.content, self.project, self._codes, preview=self.serving)
        config.theme.static_templates.clear()  # written once, in on_post_build

    @property
    def _codes(self) -> list[str]:
        return [language.locale for language in self.i18n.config.languages if language.build]

    def _share_templates(self, theme: Theme) -> None:
        """Compiles each template once for all languages, and does not list the theme's files for each: of its
        thousands `on_files` keeps none."""
        env = theme.get_env()
        env.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
        theme.get_env = lambda: env  # type: ignore[method-assign]

    def _tell_changes(self) -> None:
        """A text that nobody has accepted stops a build; the preview shows it, for whoever is to look at it."""
        changes = self.content.unaccepted()
        if changes and not self.serving:
            raise UnacceptedError(changes)
        for problem in changes:
            log.info("Not accepted yet: %s", problem)
        for language in self.content.languages:
            if pages := language.pages_by_state.get("outdated"):
                log.info("%s is behind the Dutch on %s: make drift", language.code, ", ".join(pages))

    def _narrow(self) -> list[Problem]:
        """Leaves only the Dutch source and the language asked for, in the preview."""
        names = [language.code for language in self.content.languages]
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


def _address(language: Language, section: Section) -> str:
    """Where a page stands in a language, from the root of the site; for the url filter."""
    return language.root + section.path or "./"
