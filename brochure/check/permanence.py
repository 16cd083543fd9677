"""What was printed on a letter once keeps leading somewhere (docs/published.yml)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from brochure.problems import FEW, Problem, listed
from brochure.read.blocks import Page
from brochure.read.sections import Section
from brochure.read.source import SOURCE, Strict, UnreadableError, read_yaml, validate

FILE = "docs/published.yml"
GO = "go/"


class Published(Strict):
    """Every address that was ever published, and where those that are gone lead to."""

    languages: Annotated[list[str], Field(description="a list of language codes")]
    pages: Annotated[dict[str, list[str]], Field(description="pages, each with a list of anchors")]
    go: Annotated[list[str], Field(description="a list of section ids")]
    redirects: Annotated[dict[str, str], Field(description='lines such as "old/path/: new/path/"')]


@dataclass(frozen=True)
class Redirect:
    """An address that is gone and the one that it leads to, from the site's root; the target's language."""

    path: str
    target: str
    code: str


def load(docs: Path) -> tuple[Published | None, list[Problem]]:
    """The list of published addresses, or everything that is wrong with the file."""
    try:
        data = read_yaml(docs / "published.yml", FILE)
    except UnreadableError as error:
        return None, [*error.problems]
    return validate(Published, data, FILE)


def check(
    published: Published,
    codes: Sequence[str],
    order: Sequence[Section],
    beside: Sequence[Section],
    dutch: Mapping[str, Page],
) -> list[Problem]:
    """Every published address that would lead nowhere, and every address that is not in the list.

    `order`: the pages that have a language-neutral address too; `beside`: those that have not.
    `dutch`: the Dutch pages by file name; one that could not be read has the anchors that it had.
    """
    sections = [*order, *beside]
    ids = [section.id for section in order]
    pages: dict[str, Sequence[str]] = {}
    for section in sections:
        path, page = section.path or "./", dutch.get(section.source)
        pages[path] = page.ids if page else published.pages.get(path, ())
    return [
        *_languages(published, codes),
        *_redirects(published, codes, pages),
        *_pages(published, pages),
        *_neutral(published, pages, ids),
        *_unlisted(published, codes, pages, ids),
    ]


def redirects(published: Published, codes: Sequence[str], order: Sequence[Section]) -> Iterator[Redirect]:
    """Every page that must be written in the place of one that is gone, once `check` found no problem.

    `codes`: the languages that are built; `order`: the pages that have a language-neutral address.
    """
    neutral = {section.id: section.go for section in order}
    for name in published.go:
        if name not in neutral:
            yield Redirect(f"{GO}{name}/", neutral[_successor(published, name, list(neutral))], SOURCE)
    for old, new in published.redirects.items():
        if new == GO:
            for page in published.pages:
                yield Redirect(old + _plain(page), neutral.get(_id(page), GO), SOURCE)
            continue
        for code in codes:
            root = "" if code == SOURCE else f"{code}/"
            yield Redirect(root + old, root + _plain(new), code)


def _languages(published: Published, codes: Sequence[str]) -> Iterator[Problem]:
    for code in published.languages:
        if code not in codes and f"{code}/" not in published.redirects:
            yield Problem(
                FILE,
                f"languages, {code}",
                "a published language that the site no longer has",
                "every published language, or a redirect",
                f'Put {code!r} back into mkdocs.yml, or add "{code}/: {GO}" to redirects.',
            )


def _redirects(
    published: Published, codes: Sequence[str], pages: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    for old, new in published.redirects.items():
        place, code = f"redirects, {old}", old.rstrip("/")
        gone = code in published.languages and code not in codes
        if old in pages or code in codes:
            yield Problem(FILE, place, "an address that the site has", "one that is gone", "Remove the line.")
        elif old not in published.pages and not gone:
            yield Problem(
                FILE,
                place,
                "an address that was never published",
                "a published page, or a published language",
                "Mend the address, or remove the line.",
            )
        elif gone and new != GO:
            yield Problem(FILE, place, repr(new), GO, f"Lead the language to {GO}.")
        if new not in pages and not (gone and new == GO):
            yield Problem(FILE, place, repr(new), f"one of {listed(pages)}", "Lead to one of these pages.")


def _pages(published: Published, pages: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    gone = _gone(published, pages)
    if len(gone) > FEW:
        yield Problem(
            FILE,
            "pages",
            f"{listed(gone)}, which the site no longer has",
            "every published page, or a redirect",
            "Put the pages back, into nav in mkdocs.yml too, or write redirects to what they became.",
        )
    for page, anchors in published.pages.items():
        target = page if page in pages else published.redirects.get(page, "")
        if not target and len(gone) <= FEW:
            yield Problem(
                FILE,
                f"pages, {page}",
                "a published page that the site no longer has",
                "every published page, or a redirect",
                f'Put the page back, or add "{page}: <the page that it became>" to redirects.',
            )
        lost = _lost(published, page, pages.get(target, anchors))
        if len(lost) > FEW:
            found = f"the published anchors {listed(f'#{one}' for one in lost)}, which are not on {target}"
            cure = "Put each back, as in { #id }, at the heading that now says what it led to."
            yield Problem(FILE, f"pages, {page}", found, f"headings with these ids on {target}", cure)
            continue
        for anchor in lost:
            yield Problem(
                FILE,
                f"pages, {page}",
                f"the published anchor #{anchor}, which is not on {target}",
                f"a heading with the id {anchor!r} on {target}",
                f"Put {{ #{anchor} }} back, at the heading that now says what it led to.",
            )


def _lost(published: Published, page: str, anchors: Sequence[str]) -> list[str]:
    """The published anchors of a page that are not among those that there are now."""
    return [anchor for anchor in published.pages.get(page, ()) if anchor not in anchors]


def _gone(published: Published, pages: Mapping[str, Sequence[str]]) -> list[str]:
    return [page for page in published.pages if page not in pages and page not in published.redirects]


def _neutral(
    published: Published, pages: Mapping[str, Sequence[str]], ids: Sequence[str]
) -> Iterator[Problem]:
    told = {_id(page) for page in _gone(published, pages)}
    for name in published.go:
        if name not in told and not _successor(published, name, ids):
            yield Problem(
                FILE,
                f"go, {name}",
                f"the published address {GO}{name}/, which would lead nowhere",
                "a page in the reading order, or a redirect to one",
                "Put the page back into nav in mkdocs.yml, or add a redirect from it to such a page.",
            )


def _successor(published: Published, name: str, ids: Sequence[str]) -> str:
    """The section that a language-neutral address leads to: its own, or the one that it became."""
    became = [_id(new) for old, new in published.redirects.items() if _id(old) == name]
    return next((one for one in [name, *became] if one in ids), "")


def _unlisted(
    published: Published, codes: Sequence[str], pages: Mapping[str, Sequence[str]], ids: Sequence[str]
) -> Iterator[Problem]:
    for code in codes:
        if code not in published.languages:
            yield _unlisted_one("languages", f"the language {code!r}")
    for page, anchors in pages.items():
        if page not in published.pages:
            yield _unlisted_one("pages", f"the page {page!r}")
        for anchor in anchors if not _lost(published, page, anchors) else ():  # renamed: told there
            if anchor not in published.pages.get(page, anchors):
                yield _unlisted_one(f"pages, {page}", f"the anchor {anchor!r}")
    for name in ids:
        if name not in published.go:
            yield _unlisted_one("go", f"the section {name!r}")


def _unlisted_one(place: str, what: str) -> Problem:
    return Problem(
        FILE,
        place,
        f"{what} is not in the list",
        "every address of the site",
        "Add it: from now on it can stand on paper.",
    )


def _plain(page: str) -> str:
    return page.removeprefix("./")


def _id(page: str) -> str:
    return Section(f"{_plain(page).rstrip('/') or 'index'}.md").id
