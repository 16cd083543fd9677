"""A page in its template: the text in its parts, and what stands around it."""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from brochure.read import blocks, pictures
from brochure.read.languages import Language
from brochure.read.sections import Section
from brochure.write import dates, typography
from brochure.write.site import Site


def section_of(page: Page) -> Section:
    """The section that a page of MkDocs is, in whichever language."""
    return Section(page.file.src_uri.partition("/")[2])


def context(
    page: Page, language: Language, site: Site, pages: Mapping[str, Page], nav: Navigation
) -> dict[str, Any]:
    """What the template of a page may ask for. `pages`: those of the language, by section id."""
    content, section = site.content, section_of(page)
    contents = [
        (section_of(other), other) for other in nav.pages if content.shows(language, section_of(other))
    ]
    cards = content.settings.plugins.brochure.cards
    return {
        "language": language,
        "t": language.text,
        "soft": functools.partial(typography.soften, code=language.code),
        "section": section,
        "contents": contents,
        **_neighbours(page, [other for _, other in contents]),
        "pages": pages,
        "exercise": content.exercises.of(section.id),
        "endurance": content.exercises.endurance,
        "date_words": dates.words(language.code),
        "weeks": dates.weeks(content.exercises),
        **site.context,
        "languages": site.languages(section),
        "every_language": site.languages(),
        "written": functools.partial(dates.written, language.code),
        "cards": {name: content.pictures.get(picture) for name, picture in cards.items()},
    }


def parts(
    page: Page, language: Language, site: Site, env: Environment, context: Mapping[str, Any]
) -> dict[str, Markup]:
    """The page's text as heading, introduction and the rest, from the second heading on: its pictures drawn, its
    blocks numbered, its titles set."""
    soup = blocks.parse(page.content or "")
    template = env.get_template("partials/picture.html")
    pictures.draw(
        soup,
        site.content.pictures,
        language.pictures,
        lambda picture, words: template.render(picture=picture, words=words),
    )
    blocks.number(soup)
    typography.set_titles(soup, language.code)
    for name in ("translations", "privacy"):
        if heading := soup.find(id=name):
            part = env.get_template(f"partials/{name}.html").render(context)
            (heading.find_next("h2") or heading).insert_before(BeautifulSoup(part, "html.parser"))
    title, end, text = str(soup).partition("</h1>")
    first = re.search(r"<(?:h2|div)\b", text)
    cut = first.start() if first else len(text)
    found = {"heading": title + end, "introduction": text[:cut], "text": text[cut:]}
    return {name: Markup(part) for name, part in found.items()}


def _neighbours(page: Page, pages: Sequence[Page]) -> dict[str, Page | None]:
    """The pages before and after a page, of those that can be read."""
    if page not in pages:
        return {"previous": None, "next": None}
    place = pages.index(page)
    return {
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place + 1 < len(pages) else None,
    }
