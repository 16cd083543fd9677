"""Older phones and other ways to see: what a browser does not know is taken away, and the page still holds."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PHONE, Site

Visit = Callable[..., Page]
STRENGTH = "exercises/strength/"


def without(browser: Browser, origin: str, *changes: tuple[str, str], script: str = "") -> Page:
    """A small phone for which some words of pages and style sheets are changed into others that it does not know."""
    page = browser.new_context(**(PHONE | {"viewport": {"width": 320, "height": 568}})).new_page()
    page.add_init_script(script)

    def change(route) -> None:  # type: ignore[no-untyped-def]
        answer = route.fetch()
        text = answer.text()
        for old, new in changes:
            text = re.sub(old, new, text)
        route.fulfill(response=answer, body=text)

    page.route(re.compile(r"/$|\.css$"), change)
    page.goto(origin)
    page.wait_for_selector("html[data-script]", state="attached")
    return page


def test_without_subgrid_a_pair_of_pictures_stays_side_by_side_on_the_phone(
    browser: Browser, origin: str
) -> None:
    page = without(browser, origin + STRENGTH, ("subgrid", "nogrid"))
    boxes = [figure.bounding_box() for figure in page.locator(".pictures:has(figure + figure) figure").all()]
    assert len(boxes) == 2
    assert boxes[0] and boxes[1] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_dialogs_no_stray_field_shows_and_the_search_leads_to_the_contents(
    browser: Browser, origin: str
) -> None:
    page = without(
        browser, origin + "toilet/", ("dialog", "olddialog"), script="delete window.HTMLDialogElement"
    )
    expect(page.locator("olddialog")).to_be_hidden()
    expect(page.locator("[data-search-field]")).to_be_hidden()
    page.locator("[data-search]").tap()
    page.wait_for_url("**/folder/#contents-title")


def test_without_dialogs_a_search_that_the_address_asks_for_is_not_called_missing(
    browser: Browser, origin: str
) -> None:
    old = "delete window.HTMLDialogElement; delete HTMLElement.prototype.showModal;"
    page = without(browser, origin + "toilet/#q=plassen", ("<(/?)dialog", r"<\1olddialog"), script=old)
    page.wait_for_load_state("networkidle")
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(file => /search/.test(file.name))"
    )
    expect(page.locator(".late")).to_have_count(0)


def test_without_light_and_dark_in_one_value_and_without_balance_it_is_as_readable(
    browser: Browser, origin: str
) -> None:
    newer = ("text-wrap:balance", "hyphenate-limit-chars", "accent-color", "@view-transition")
    page = without(browser, origin + STRENGTH, *((word, f"x-{word}".replace("x-@", "@x-")) for word in newer))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 250, 246)"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_sheets_hold_nothing_that_safari_15_does_not_know(site: Site) -> None:
    hyphenated = 0
    for sheet in site.folder.glob("assets/*.css"):
        style = sheet.read_text("utf-8")
        assert "light-dark(" not in style
        assert ":has(" not in style
        for hyphens in re.finditer(r"[;{]hyphens:", style):
            hyphenated += 1
            assert "-webkit-hyphens:" in style[: hyphens.start() + 1][-30:], sheet.name
    assert hyphenated


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_what_is_pressed_current_or_running_shows_without_colour(
    visit: Visit, scheme: str
) -> None:
    page = visit(STRENGTH, forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    look = """element => { const style = getComputedStyle(element);
        return [style.borderTopWidth, style.textDecorationLine]; }"""
    pressed, other = page.locator("[data-theme-choice=auto]"), page.locator("[data-theme-choice=dark]")
    assert pressed.evaluate(look) != other.evaluate(look)
    page.locator(".menu.contents summary").click()
    current, others = (
        page.locator("nav.contents [aria-current]"),
        page.locator("nav.contents a:not([aria-current])"),
    )
    assert current.evaluate(look) != others.first.evaluate(look)
    page.locator("[data-guide-start]").click()
    page.wait_for_selector("[data-phase=contract]")
    colours = page.evaluate("""() => ["floor", "up"].map(name => getComputedStyle(document.querySelector(".now ." + name)).stroke)
        .concat(getComputedStyle(document.querySelector(".now .floor")).fill, getComputedStyle(document.querySelector("p")).color)""")
    assert len(set(colours)) == 1
