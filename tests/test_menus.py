"""The menus, by keyboard, by touch and without JavaScript."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import LANGUAGES, PLUGINS

Visit = Callable[..., Page]
MENUS = pytest.mark.parametrize("menu", [0, 1], ids=["contents", "language"])
PLACES = pytest.mark.parametrize("path", ["toilet/", "ar/toilet/"], ids=["nl", "ar"])


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))


@PLACES
@MENUS
@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_menu_opens_and_closes_by_keyboard_and_focus_returns(
    visit: Visit, path: str, menu: int, key: str
) -> None:
    page = visit(path)
    summary = page.locator(".menus summary").nth(menu)
    links = page.locator(".menus .menu").nth(menu).locator("a")
    expect(links.first).to_be_hidden()
    summary.focus()
    page.keyboard.press(key)
    expect(links.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(summary).to_be_focused()


@PLACES
@MENUS
def test_a_screen_reader_is_told_whether_a_menu_is_open(visit: Visit, path: str, menu: int) -> None:
    page = visit(path)
    summary = page.locator(".menus summary").nth(menu)
    assert _expanded(page, menu) is False
    summary.click()
    assert _expanded(page, menu) is True


def _expanded(page: Page, menu: int) -> Any:
    session = page.context.new_cdp_session(page)
    node = session.send("Runtime.evaluate", {"expression": f"document.querySelectorAll('summary')[{menu}]"})
    tree = session.send(
        "Accessibility.getPartialAXTree", {"objectId": node["result"]["objectId"], "fetchRelatives": False}
    )
    properties = {p["name"]: p["value"].get("value") for p in tree["nodes"][0]["properties"]}
    return properties["expanded"]


def test_tabbing_never_enters_a_closed_menu(visit: Visit) -> None:
    page = visit("toilet/")
    stops = []
    for _ in range(7):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "document.activeElement.closest('nav')?.className ?? document.activeElement.tagName"
            )
        )
    assert "contents" not in stops[:5]
    assert "languages" not in stops[:5]
    assert stops[:5] == ["A", "A", "BUTTON", "SUMMARY", "SUMMARY"]


def test_tabbing_past_the_last_link_closes_the_menu(visit: Visit) -> None:
    page = visit("toilet/")
    menu = page.locator(".menus .menu").first
    menu.locator("summary").click()
    menu.locator("a").last.focus()
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_hidden()


def test_one_menu_is_open_at_a_time_and_a_tap_beside_closes_it(visit: Visit) -> None:
    page = visit("toilet/")
    summaries, menus = page.locator(".menus summary"), page.locator(".menus .menu")
    summaries.nth(0).tap()
    summaries.nth(1).tap()
    expect(menus.nth(0).locator("a").first).to_be_hidden()
    expect(menus.nth(1).locator("a").first).to_be_visible()
    page.touchscreen.tap(180, 700)
    expect(menus.nth(1).locator("a").first).to_be_hidden()


def test_no_single_key_does_anything(visit: Visit) -> None:
    page = visit("toilet/")
    before = page.content()
    for key in "abcdefghijklmnopqrstuvwxyz/?.,;0123456789":
        page.keyboard.press(key)
    assert page.url.endswith("/toilet/")
    assert page.content() == before


def test_the_skip_link_leads_past_the_header(visit: Visit) -> None:
    page = visit("toilet/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@PLACES
def test_without_javascript_everything_can_be_reached(visit: Visit, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    page.locator(".menus summary").nth(0).click()
    page.locator("header nav.contents a").nth(1).click()
    page.wait_for_url("**/pelvic-floor/")
    page.locator(".menus summary").nth(1).click()
    page.locator("header nav.languages a[lang=fr]").click()
    page.wait_for_url("**/fr/pelvic-floor/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".with-script").first).to_be_hidden()
    expect(page.locator(".offers p").first).to_be_hidden()


def test_on_a_desktop_the_contents_stand_beside_the_text(visit: Visit) -> None:
    for path, before in (("toilet/", True), ("ar/toilet/", False)):
        page = visit(path, viewport={"width": 1280, "height": 900}, is_mobile=False, has_touch=False)
        contents, text = page.locator("nav.contents").bounding_box(), page.locator("h1").bounding_box()
        assert contents and text
        assert (contents["x"] < text["x"]) is before
        assert abs(contents["y"] - text["y"]) < 20
        expect(page.locator(".menus summary").first).to_be_hidden()


@pytest.mark.parametrize("path", ["ar/toilet/", "ar/"])
def test_her_own_language_stands_first_and_all_others_in_the_order_of_the_site(
    visit: Visit, path: str
) -> None:
    page = visit(path, locale="fr-BE")
    for part in page.locator(".languages:has(> ul a)").all():
        codes = part.locator("a").evaluate_all("links => links.map(link => link.hreflang)")
        assert codes == ["fr", *(code for code in LANGUAGES if code != "fr")]


def test_the_languages_of_the_country_come_first_and_the_others_by_name_script_after_script() -> None:
    names = [one["name"] for one in PLUGINS["i18n"]["languages"]]
    assert names[:4] == ["Nederlands", "Français", "English", "Deutsch"]
    scripts = ["LATIN", "CYRILLIC", "ARABIC", "ETHIOPIC"]
    expected = sorted(names[4:], key=lambda name: (scripts.index(unicodedata.name(name[0]).split()[0]), name))
    assert names[4:] == expected


@pytest.mark.parametrize("path", ["", "go/", "go/toilet/"])
def test_no_list_of_languages_is_longer_than_two_screens(visit: Visit, path: str) -> None:
    page = visit(path, locale="xx")
    if not path.startswith("go/"):
        page.locator(".menus summary").nth(1).click()
    for part in page.locator(".languages:visible").all():
        box = part.bounding_box()
        assert box and box["height"] <= 2 * 780
    assert page.locator(".languages:visible a").count() >= len(LANGUAGES)
