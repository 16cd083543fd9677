"""The first paint: what she chose is right in it, and nothing runs before it that it does not need."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import PHONE

Visit = Callable[..., Page]
EXERCISE = "exercises/endurance/"
LIGHT, DARK = "rgb(255, 250, 246)", "rgb(28, 23, 25)"
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
# Notes what the page does before its first frame is there: the storage, the voices, the listeners.
WATCH = """
window.early = [];
let framed = false;
requestAnimationFrame(() => setTimeout(() => framed = true));
const watch = (object, name, note) => {
    const real = object[name];
    object[name] = function (...given) {
        if (!framed) early.push(note(...given));
        return real.apply(this, given);
    };
};
watch(Storage.prototype, "getItem", key => `reads ${key}`);
watch(Storage.prototype, "setItem", key => `writes ${key}`);
watch(document, "querySelectorAll", selector => `looks for ${selector}`);
watch(Element.prototype, "append", () => "appends");
if (window.speechSynthesis) watch(SpeechSynthesis.prototype, "getVoices", () => "asks for voices");
"""


def test_before_the_first_frame_only_the_theme_is_read(visit: Visit) -> None:
    page = visit(f"{EXERCISE}?hold=6", script=WATCH, locale="fr-BE")
    assert page.evaluate("early") == ["reads /kine/folder/theme"]
    expect(page.locator("[data-offer]")).to_be_visible()  # what came after it


def test_a_touch_that_is_quicker_than_the_first_frame_is_obeyed(visit: Visit) -> None:
    never = "window.requestAnimationFrame = () => 0;"
    page = visit("toilet/", script=never)
    page.locator(".menus summary").first.click()
    expect(page.locator("nav.contents a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("nav.contents a").first).to_be_hidden()


def test_a_page_that_opens_in_the_background_is_ready_too(visit: Visit) -> None:
    page = visit("toilet/", script="window.requestAnimationFrame = () => 0;")
    expect(page.locator("html")).to_have_attribute("data-script", "")


@pytest.mark.parametrize(("device", "chosen", "seen"), [
    ("light", "dark", DARK),
    ("dark", "light", LIGHT),
    ("dark", None, DARK),
])  # fmt: skip
def test_the_first_frame_has_the_theme_that_she_chose_however_late_the_script(
    browser: Browser, origin: str, device: str, chosen: str | None, seen: str
) -> None:
    context = browser.new_context(**(PHONE | {"color_scheme": device}))
    page = context.new_page()
    page.goto(origin)
    if chosen:
        page.locator(f"[data-theme-choice={chosen}]").click()
    held: list[Route] = []
    page.route("**/site.*.js", lambda route: held.append(route))
    page.goto(origin + EXERCISE, wait_until="commit")
    page.evaluate("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    assert page.evaluate(BACKGROUND) == seen
    assert page.locator("html").get_attribute("data-script") is None
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_without_the_theme_the_page_is_as_the_device_is_set(browser: Browser, origin: str) -> None:
    context = browser.new_context(**(PHONE | {"color_scheme": "dark"}))
    page = context.new_page()
    page.route("**/theme.*.js", lambda route: route.abort())
    page.goto(origin + EXERCISE)
    assert page.evaluate(BACKGROUND) == DARK
    context.close()


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", True), ("reduce", False)])
def test_pages_fade_into_each_other_where_motion_is_welcome(visit: Visit, motion: str, fades: bool) -> None:
    page = visit("toilet/", reduced_motion=motion, script="""
        addEventListener("pagereveal", event => window.faded = Boolean(event.viewTransition));
    """)  # fmt: skip
    page.locator("nav.order .next").click()
    page.wait_for_url("**/postnatal/")
    page.wait_for_function("window.faded !== undefined")
    assert page.evaluate("window.faded") is fades
