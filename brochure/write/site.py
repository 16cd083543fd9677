"""The site as a whole: in which languages it can be read, and everything beside the pages of each language.

That is the addresses without a language, data for systems that write letters, PDFs, what the home screen and the
service worker ask for, and what the hospital itself puts at the root.
"""

import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from brochure.check import permanence
from brochure.content import Content
from brochure.problems import ContentError, Problem
from brochure.read import colours, hospital
from brochure.read.languages import Language
from brochure.read.sections import Section
from brochure.read.source import SOURCE, files
from brochure.write import links, manifest, offline, pdfs, search, typography
from brochure.write.assets import Assets
from brochure.write.pdfs import Pdf

log = logging.getLogger("mkdocs.plugins.brochure")


@dataclass(frozen=True)
class Site:
    """What one build makes of the content."""

    content: Content
    assets: Assets
    project: Path
    codes: Sequence[str]
    """The languages that are built: all but in a preview of one."""
    pdfs: Sequence[Pdf]
    preview: bool

    def languages(self, section: Section | None = None) -> list[Language]:
        """Those in which a page can be read; without a page, those in which anything can."""
        sections = [section] if section else self.content.order
        return [
            language
            for language in self.content.languages
            if language.code in self.codes and any(self.content.shows(language, one) for one in sections)
        ]

    def titled(self, language: Language, name: str) -> tuple[Language, str]:
        """The title of a page by its section id, and the language that it is in: Dutch for one that is withheld."""
        beside = self.content.settings.plugins.brochure.beside
        every = [*self.content.order, *map(Section, beside)]
        section = next(section for section in every if section.id == name)
        spoken = language if self.content.shows(language, section) else self.content.language(SOURCE)
        return spoken, self.content.titles[spoken.code][name]

    @property
    def context(self) -> dict[str, Any]:
        """What every template may ask for."""
        return {
            "languages": self.languages(),
            "shows": self.content.shows,
            "titled": self.titled,
            "parted": typography.parted,
            "sections": self.content.sections,
            "order": self.content.order,
            "titles": self.content.titles,
            "hospital": self.content.hospital,
            "logo_width": self._logo_width,
            "features": self.content.settings.plugins.brochure.features,
            "pdfs": self.pdfs,
            "site_url": self.content.settings.address,
            "policy": not self.preview,  # the preview's reload script is inline
        }

    def write(self, folder: Path, env: Environment) -> None:
        """Everything beside the pages, into the folder that has them. Raises ContentError."""
        self._write_neutral_pages(folder, env)
        self._write_data(folder)
        self._write_pdfs(folder)
        self._write_manifest(folder)
        self._write_worker(folder)
        self._copy_root(folder)
        self.assets.write(folder)

    def _write_neutral_pages(self, folder: Path, env: Environment) -> None:
        """The page for a wrong address, the addresses without a language, and those of pages that are gone."""

        def write(path: str, template: str, **context: Any) -> None:
            html = env.get_template(template).render(self.context | context, root="../" * path.count("/"))
            _write(folder / path, html)

        write("404.html", "404.html")
        if self.content.settings.address:
            write("sitemap.xml", "sitemap.xml")
        for section in self.content.order:
            write(f"{section.go}index.html", "go.html", section=section, languages=self.languages(section))
        for redirect in permanence.redirects(self.content.published, self.codes, self.content.order):
            language = self.content.language(redirect.code)
            write(f"{redirect.path}index.html", "redirect.html", redirect=redirect, language=language)

    def _write_data(self, folder: Path) -> None:
        addresses = links.collect(
            self.content.settings.address,
            self.languages(),
            self.content.order,
            self.content.titles,
            self.content.anchors,
            self.content.shows,
            self.pdfs,
        )
        for name, text in links.files(addresses, self.content.exercises):
            _write(folder / name, text)

    def _write_pdfs(self, folder: Path) -> None:
        for one in self.pdfs:
            (folder / one.path).parent.mkdir(exist_ok=True)
            (folder / one.path).write_bytes(one.made.content)

    def _write_manifest(self, folder: Path) -> None:
        details = self.content.hospital
        icons = ["icon.svg", *([details.logo] if details and details.logo else [])]
        text = manifest.manifest(
            self.content.language(SOURCE),
            details,
            self._logo_width,
            {icon: self.assets.address(icon) for icon in icons},
            colours.load(self.project, "light"),
        )
        _write(folder / "manifest.webmanifest", text)

    def _write_worker(self, folder: Path) -> None:
        """After all pages of the site's own. Turned off, and in the preview, it frees the phones that have one."""
        if not self.content.settings.plugins.brochure.features.offline or self.preview:
            text = self.assets.small("worker-off.js").decode()
        else:
            pages = {
                file.relative_to(folder).as_posix().removesuffix("index.html"): file.read_bytes()
                for file in folder.rglob("index.html")
            }
            worker = self.assets.small("worker.js").decode()
            text = offline.worker(offline.collect(pages, self.codes), worker)
        _write(folder / "sw.js", text)

    def _copy_root(self, folder: Path) -> None:
        """What the hospital itself must serve at the root, such as robots.txt."""
        root, problems = self.project / "root", []
        for file in files(root, "**/*"):
            path = file.relative_to(root)
            if file.is_file() and (folder / path).exists():
                cure = "Name it otherwise, or remove it."
                found = "a file that the site has itself"
                problems.append(Problem(f"root/{path.as_posix()}", "", found, "another name", cure))
            elif file.is_file():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, folder / path)
        if problems:
            raise ContentError(problems)

    @property
    def _logo_width(self) -> int:
        return hospital.logo_width(self.content.hospital, self.project / "docs")


def of(content: Content, project: Path, codes: Sequence[str], *, preview: bool) -> Site:
    """The site in the languages that are built. Raises ContentError with all that cannot be printed."""
    owner = content.hospital
    assets = Assets(project / "docs/assets", content.styles, owner.accent if owner else None)
    beside = content.settings.plugins.brochure.beside
    for language in content.languages:
        found = search.documents(language, content.sources, beside, content.shows)
        assets.make(f"search-{language.code}.js", search.script(language, found))
    return Site(content, assets, project, codes, _printed(content, project, codes, preview), preview)


def _printed(content: Content, project: Path, codes: Sequence[str], preview: bool) -> list[Pdf]:
    """The brochures to print; in the preview only when they are asked for, since they take seconds."""
    if not content.settings.plugins.brochure.features.booklet or (preview and not os.environ.get("PDF")):
        return []
    languages = [one for one in content.languages if one.code in codes]
    whole = [one for one in languages if content.shows_all(one)]
    for one in languages:
        if one not in whole:
            log.info("%s has no PDF: a clinician has not reviewed every page.", one.code)
    return pdfs.collect(content, project, whole)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
