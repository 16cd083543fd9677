"""What the page does for this reader: her language, light or dark, her screen, her paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import EVERYWHERE, EXERCISES, PATHS, address, every_language, languages, string

Visit = Callable[..., Page]
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(255, 250, 246)", "rgb(28, 23, 25)"


@pytest.mark.parametrize(
    ("locale", "path", "offered"),
    [
        ("ar-MA", "toilet/", "ar"),
        ("fr-BE", "toilet/", "fr"),
        ("nl-BE", "fr/toilet/", "nl"),
        ("nl-BE", "toilet/", None),
        ("ar", "ar/toilet/", None),
        ("ja-JP", "toilet/", None),
    ],
)
def test_another_language_is_offered_in_one_line_and_never_jumped_to(
    visit: Visit, locale: str, path: str, offered: str | None
) -> None:
    page = visit(path, locale=locale)
    assert page.url.endswith(f"/{path}")
    lines = page.locator("[data-offer]:visible")
    assert [line.get_attribute("data-offer") for line in lines.all()] == ([offered] if offered else [])
    if offered:
        assert lines.get_attribute("lang") == offered
        lines.locator("a").click()
        page.wait_for_url(f"**/folder/{address(offered, 'toilet/')}")


def test_an_offer_that_was_closed_does_not_come_back(visit: Visit) -> None:
    page = visit("toilet/", locale="fr-FR")
    page.locator("[data-offer-close]:visible").click()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)
    page.locator("nav.order .next").click()
    expect(page.locator("[data-offer]:visible")).to_have_count(0)


def test_the_language_chosen_in_the_menu_is_remembered_on_this_sites_path_only(visit: Visit) -> None:
    page = visit("toilet/")
    page.locator(".menus summary").nth(1).click()
    page.locator("header nav.languages a[lang=ar]").click()
    page.wait_for_url("**/ar/toilet/")
    assert page.evaluate("({...localStorage})") == {"/kine/folder/language": "ar"}
    page.goto(page.url.replace("/ar/toilet/", "/pelvic-floor/"))  # a printed letter's Dutch link
    expect(page.locator("[data-offer=ar]")).to_be_visible()


def test_the_offer_covers_no_link_that_has_the_focus(visit: Visit) -> None:
    page = visit("toilet/", locale="fr-FR", reduced_motion="reduce")
    bar = page.locator("[data-offer]:visible").bounding_box()
    assert bar
    for link in page.locator("main a, footer a, footer button").all():
        link.focus()
        box = link.bounding_box()
        assert box and box["y"] + box["height"] <= bar["y"] + 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_as_the_device_is_set_until_she_chooses(visit: Visit, scheme: str) -> None:
    page = visit("toilet/", color_scheme=scheme)
    assert page.evaluate(BACKGROUND) == (LIGHT if scheme == "light" else DARK)
    other = "dark" if scheme == "light" else "light"
    page.locator(f"[data-theme-choice={other}]").click()
    assert page.evaluate(BACKGROUND) == (DARK if other == "dark" else LIGHT)
    page.reload()
    assert page.evaluate(BACKGROUND) == (DARK if other == "dark" else LIGHT)
    expect(page.locator(f"[data-theme-choice={other}]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-theme-choice=auto]").click()
    assert page.evaluate(BACKGROUND) == (LIGHT if scheme == "light" else DARK)


def test_what_is_remembered_can_be_deleted_and_other_sites_keep_theirs(visit: Visit) -> None:
    page = visit("about/")
    page.evaluate("localStorage.setItem('/other/theme', 'dark')")
    page.locator("[data-theme-choice=dark]").click()
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))
    assert page.evaluate("({...localStorage})") == {"/other/theme": "dark"}
    assert page.evaluate(BACKGROUND) == LIGHT


def test_a_browser_that_refuses_storage_breaks_nothing(visit: Visit) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    page = visit("about/", script=refuse, locale="fr-FR")
    page.locator("[data-theme-choice=dark]").click()
    page.locator("[data-forget]").click()
    page.locator("[data-offer-close]:visible").click()
    page.locator(".menus summary").nth(1).click()
    page.locator("header nav.languages a[lang=ar]").click()
    page.wait_for_url("**/ar/about/")


# Everything on the page that lies outside the screen, but for what waits there for the keyboard.
OUTSIDE = """() => [...document.querySelectorAll("body *:not(.skip, .unseen, svg *)")].filter(element => {
    const box = element.getBoundingClientRect(), width = document.documentElement.clientWidth;
    return box.width && getComputedStyle(element).visibility === "visible" && (box.right > width + 1 || box.left < -1);
}).map(element => element.outerHTML.slice(0, 80))"""


def with_letters(page: Page, pixels: int) -> None:
    """The size of letters that she set in her browser, which is 16 px where nobody set one."""
    sizes = {"standard": pixels, "fixed": pixels}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


@every_language
def test_nothing_is_wider_than_the_phone_however_small_it_is_and_however_large_her_letters(
    visit: Visit, language: str
) -> None:
    page = visit(address(language, ""), locale="fr-BE" if language != "fr" else "nl-BE")
    root = page.url.partition("/folder/")[0] + "/folder/"
    # Every page in the languages with the longest words; in the others one of each form.
    whole = EVERYWHERE or language in ("nl", "de", "ru", "uk")
    for path in PATHS if whole else ["", "exercises/", EXERCISES[1], "toilet/"]:
        page.goto(root + address(language, path))
        for width, letters in [(320, 16), (240, 16), (360, 24), (360, 32)]:
            page.set_viewport_size({"width": width, "height": 780})
            with_letters(page, letters)
            assert page.evaluate(OUTSIDE) == [], (path, width, letters)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width, letters)
    floats = page.locator(".offer").bounding_box()
    assert floats and floats["height"] <= 780 / 3


@languages("de", "ar")
def test_with_the_largest_letters_every_control_of_every_feature_can_be_reached(
    visit: Visit, language: str
) -> None:
    page = visit(address(language, "exercises/endurance/?with=nl"))
    with_letters(page, 32)
    page.locator("[data-search]").click()
    page.locator("[data-search-field]").fill("a")
    assert page.evaluate(OUTSIDE) == []
    page.locator("[data-search-close]").click()
    page.locator("[data-today-add]").click()
    page.locator(".today summary").click()
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-guide-stop]")).to_be_visible()
    assert page.evaluate(OUTSIDE) == []
    page.goto(page.url.replace("endurance/", ""))
    with_letters(page, 32)
    page.locator(".reminders summary").click()
    page.locator("[data-reminders-add]").click()
    expect(page.locator("[data-reminders-moments] li")).to_have_count(2)
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("path", ["", "exercises/endurance/", "about/", "letter/"])
@languages("nl", "ar")
def test_controls_are_large_enough_for_a_thumb(visit: Visit, language: str, path: str) -> None:
    page = visit(address(language, path), locale="fr-FR")
    page.locator(".menus summary").nth(1).click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary")]
            .filter(control => control.offsetParent && !control.closest("p:not([data-interface]), .review, .skip, address")
                    && !control.matches(".skip"))
            .map(control => [control.textContent, control.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([text]) => text)"""
    )
    assert small == []


def test_nothing_moves_when_motion_is_unwanted(visit: Visit) -> None:
    page = visit("toilet/", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration)).length"
    assert page.evaluate(moving) == 0
