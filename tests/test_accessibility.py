"""axe-core finds nothing: WCAG 2.0 to 2.2, A and AA, and its best practices."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.conftest import EVERYWHERE, LANGUAGES, PATHS, address, languages

Visit = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEMPLATES = ["", "exercises/", "exercises/endurance/", "toilet/", "about/", "letter/"]


def violations(page: Page) -> list[Any]:
    """What axe finds, short enough to read in a failing test."""
    # Run from a world of its own: the site's policy lets no other script into the page.
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]])
        for violation in results.response["violations"]
    ]


# Every page of the source, of a language that reads from the right and of one with long lines; else one of each kind.
@pytest.mark.parametrize(
    ("language", "path"),
    [
        (code, path)
        for code in LANGUAGES
        for path in (PATHS if EVERYWHERE or code in ("nl", "fr", "ar") else TEMPLATES)
    ],
)
def test_axe_finds_nothing_on_a_page(visit: Visit, language: str, path: str) -> None:
    assert violations(visit(address(language, path))) == []


@languages("nl", "ar")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.strip("/") or "home")
def test_axe_finds_nothing_in_the_dark(visit: Visit, language: str, path: str) -> None:
    assert violations(visit(address(language, path), color_scheme="dark", locale="fr-FR")) == []


@languages("nl", "ar")
@pytest.mark.parametrize("menu", [0, 1], ids=["contents", "language"])
def test_axe_finds_nothing_in_an_open_menu(visit: Visit, language: str, menu: int) -> None:
    page = visit(address(language, PATHS[1]))
    page.locator(".menus summary").nth(menu).click()
    assert violations(page) == []


@languages("nl", "ar")
def test_axe_finds_nothing_on_a_desktop(visit: Visit, language: str) -> None:
    page = visit(address(language, "exercises/"), viewport={"width": 1280, "height": 900}, is_mobile=False)
    assert violations(page) == []


def test_axe_finds_nothing_on_the_page_for_a_wrong_address(visit: Visit) -> None:
    page = visit("404.html")
    assert violations(page) == []


def poor_contrasts(page: Page) -> list[Any]:
    """Text below level AAA, 7 to 1."""
    rule = "color-contrast-enhanced"
    results = Axe().run(page, options={"runOnly": [rule], "rules": {rule: {"enabled": True}}})
    assert results.response["passes"], "the rule did not run"
    found: list[Any] = results.response["violations"]
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_level_aaa(visit: Visit, scheme: str) -> None:
    for path in TEMPLATES:
        assert poor_contrasts(visit(f"fr/{path}", color_scheme=scheme)) == []
