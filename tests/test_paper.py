"""Any page on paper: its title, its text, its pictures whole, where it came from, nothing to click on."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.conftest import ADDRESS, LANGUAGES, PATHS, Site, address, languages

Visit = Callable[..., Page]
A4 = {"width": 680, "height": 1000}  # what is printable, in CSS pixels
CLICKED = "a.skip, .menus, nav, .offer, .theme, .guide, .today, .reminders, .aloud, button, summary, select, .primary, .booklets"


@languages("nl", "ar")
def test_every_page_prints_title_text_and_address_and_nothing_to_click_on(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(address(language, ""), color_scheme="dark", locale="ja-JP", viewport=A4)
    root = page.url.removesuffix(address(language, ""))
    page.emulate_media(media="print")
    for path in PATHS:
        page.goto(f"{root}{address(language, path)}?hold=6#text")
        assert page.locator(CLICKED).locator("visible=true").all_inner_texts() == [], path
        blocks = page.locator("article [data-block]")
        assert blocks.count() == blocks.locator("visible=true").count() > 0, path
        expect(page.locator("[data-address]")).to_have_text(root + address(language, path))
        expect(page.locator("[data-address]")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"


@languages("nl", "ar")
def test_no_picture_is_cut_by_the_end_of_a_sheet(visit: Visit, language: str) -> None:
    page = visit(address(language, "toilet/"), locale="ja-JP", viewport=A4)
    root = page.url.removesuffix(address(language, "toilet/"))
    page.emulate_media(media="print")
    for path in PATHS:
        page.goto(root + address(language, path))
        for figure in page.locator("article figure").all():
            breaks = (
                "f => [f, f.closest('.pictures')].filter(Boolean).map(e => getComputedStyle(e).breakInside)"
            )
            assert "avoid" in figure.evaluate(breaks), path
            box = figure.bounding_box()
            assert box and box["height"] < A4["height"] / 2, path


def test_with_the_sites_address_paper_tells_that_one(addressed: Site) -> None:
    for language in LANGUAGES:
        line = addressed.page(language, "toilet/").select_one("[data-address]")
        assert line and line.get_text() == f"{ADDRESS}{address(language, 'toilet/')}"


def test_from_a_disk_no_address_is_printed(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto((site.folder / "toilet/index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("data-script", "")
    expect(page.locator("[data-address]")).to_be_empty()
    page.close()
