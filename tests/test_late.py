"""A part of the page that comes late or never says so at once, and nothing happens behind her back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import PATIENCE, PHONE, address, languages, string
from tests.test_aloud import speaking

ENDURANCE = "exercises/endurance/"
LOADING = "Dit onderdeel wordt geladen."
FAILED = string("late.failed")


@dataclass(frozen=True)
class Part:
    """A feature: where it stands, what she taps first, and what that does once the script is there."""

    path: str
    tap: str
    done: str


PARTS = {
    "guide": Part(ENDURANCE, "[data-guide-start]", "[data-phase=count-in]"),
    "today": Part(ENDURANCE, "[data-today-add]", "[data-today-line]:text('Reeksen vandaag: 1')"),
    "search": Part(ENDURANCE, "[data-search]", "dialog[open]"),
    "aloud": Part("toilet/", "[data-aloud-read]", "[data-aloud][data-phase=reading]"),
    "together": Part("toilet/", "[data-together-languages] li:first-child button", "[data-of]"),
    "reminders": Part("exercises/", "[data-reminders-add]", "[data-reminders-moments] li + li"),
    "date": Part("lifting/", "[data-date-birth]", "[data-date-result]:text('2027')"),
    "forget": Part("about/", "[data-forget]", "[data-forgotten]:text('Gewist')"),
}
OPENS_FIRST = {"together": "[data-together] summary", "reminders": "[data-reminders] summary"}
every_part = pytest.mark.parametrize("name", PARTS)


class Line:
    """The connection, in the hands of the test: scripts of a feature wait until it lets them through or drops them."""

    def __init__(self, page: Page, names: str) -> None:
        self.page, self.waiting, self.open = page, list[Route](), False
        page.route(f"**/assets/{names}", self._ask)

    def drop(self) -> None:
        self._each(lambda route: route.abort())

    def answer_404(self) -> None:
        self._each(lambda route: route.fulfill(status=404, body=""))

    def let_through(self) -> None:
        self.open = True  # also for what is asked for only now
        while self.waiting:
            self.waiting.pop().continue_()

    def _ask(self, route: Route) -> None:
        if self.open:
            route.continue_()
        else:
            self.waiting.append(route)

    def _each(self, act: Callable[[Route], None]) -> None:
        for _ in range(PATIENCE // 20):
            if self.waiting:
                break
            self.page.wait_for_timeout(20)
        assert self.waiting, "nothing was asked for"
        while self.waiting:
            act(self.waiting.pop())


@pytest.fixture
def phone(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Opens a page on a phone; unlike `visit` it lets the browser complain about what does not come."""
    contexts = []

    def phone(path: str, **options: object) -> Page:
        contexts.append(browser.new_context(**(PHONE | {"reduced_motion": "reduce"} | options)))
        contexts[-1].add_init_script(speaking("nl"))
        page = contexts[-1].new_page()
        page.goto(origin + path)
        page.wait_for_selector("html[data-script]", state="attached")
        return page

    yield phone
    for context in contexts:
        context.close()


def tap(page: Page, name: str) -> None:
    if name in OPENS_FIRST and not page.locator(PARTS[name].tap).is_visible():
        page.locator(OPENS_FIRST[name]).click()
    if name == "date":
        page.locator(PARTS[name].tap).fill("2027-01-04")
    else:
        page.locator(PARTS[name].tap).click()


@every_part
def test_the_first_tap_shows_at_once_that_it_was_heard_and_a_sentence_tells_how_it_ends(
    phone: Callable[..., Page], name: str
) -> None:
    page = phone(PARTS[name].path)
    line = Line(page, f"{name}.*.js")
    tap(page, name)
    assert page.locator(PARTS[name].tap).get_attribute("aria-busy") == "true"
    expect(page.locator(".late")).to_have_text(LOADING, use_inner_text=True)
    line.drop()
    expect(page.locator(".late [role=status]")).to_have_text(FAILED)
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.get_by_role("button", name="Probeer opnieuw").click()
    line.let_through()
    expect(page.locator(PARTS[name].done).first).to_be_visible()
    expect(page.locator(".late")).to_have_count(0)


@languages("nl", "ar")
def test_the_sentence_fits_the_smallest_phone_in_header_tools_and_card(
    phone: Callable[..., Page], language: str
) -> None:
    page = phone(address(language, ENDURANCE), viewport={"width": 320, "height": 568})
    for name in ("search", "guide", "together"):
        line = Line(page, f"{name}.*.js")
        tap(page, name)
        line.answer_404()
    expect(page.locator(".late button:visible")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for box in [button.bounding_box() for button in page.locator(".late button").all()]:
        assert box and box["height"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320


@pytest.mark.parametrize("name", ["guide", "search", "aloud", "together", "reminders"])
@pytest.mark.parametrize("elsewhere", ["menu", "scroll"])
def test_nothing_happens_late_once_she_did_something_else(
    phone: Callable[..., Page], name: str, elsewhere: str
) -> None:
    page = phone(PARTS[name].path)
    line = Line(page, f"{name}.*.js")
    tap(page, name)
    if elsewhere == "menu":
        page.locator(".menu.contents summary").click()
    else:
        page.evaluate(
            "document.body.dispatchEvent(new Event('touchmove', { bubbles: true })); scrollBy(0, 300)"
        )
    expect(page.locator("[data-state=loading]")).to_have_attribute("data-left", "")
    before = page.evaluate("scrollY")
    line.let_through()
    expect(page.locator(f"[data-{name}][data-state=loaded], .{name}[data-state=loaded]")).to_have_count(1)
    expect(page.locator(PARTS[name].done)).to_have_count(0)
    if elsewhere == "menu":
        assert page.evaluate("scrollY") == before
        expect(page.locator(".menu.contents details")).to_have_attribute("open", "")


def test_a_search_that_the_address_asks_for_does_not_open_over_a_menu(
    browser: Browser, origin: str, phone: Callable[..., Page]
) -> None:
    page = phone("toilet/")
    line = Line(page, "search.*.js")
    page.goto(page.url + "#q=plassen")
    page.reload()
    page.locator(".menu.contents summary").click()
    line.let_through()
    expect(page.locator(".search")).to_have_attribute("data-state", "loaded")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator("[data-search]").click()
    expect(page.locator("dialog a").first).to_be_visible()


def test_each_series_that_she_notes_while_the_part_is_coming_counts_once(phone: Callable[..., Page]) -> None:
    page = phone(ENDURANCE)
    line = Line(page, "today.*.js")
    for _ in range(3):
        page.locator("[data-today-add]").click()
    page.locator(".menu.contents summary").click()  # she went on, but did the series
    line.let_through()
    expect(page.locator("[data-today-line]")).to_have_text("Reeksen vandaag: 3")


def test_trying_again_counts_each_series_that_she_noted_before_the_part_failed(
    phone: Callable[..., Page],
) -> None:
    page = phone(ENDURANCE)
    line = Line(page, "today.*.js")
    for _ in range(2):
        page.locator("[data-today-add]").click()
    line.drop()
    page.locator(".late button").click()
    line.let_through()
    expect(page.locator("[data-today-line]")).to_have_text("Reeksen vandaag: 2")


def test_a_series_that_she_was_told_did_not_count_counts_once_when_she_taps_again(
    phone: Callable[..., Page],
) -> None:
    page = phone(ENDURANCE)
    line = Line(page, "today.*.js")
    page.locator("[data-today-add]").click()
    line.drop()
    expect(page.locator(".late button")).to_be_visible()
    page.locator("[data-today-add]").click()
    line.let_through()
    expect(page.locator("[data-today-line]")).to_have_text("Reeksen vandaag: 1")


def test_seconds_that_a_link_asks_for_are_not_replaced_by_others_without_a_word(
    phone: Callable[..., Page],
) -> None:
    page = phone("about/")
    line = Line(page, "guide.*.js")
    page.goto(page.url.replace("about/", ENDURANCE + "?hold=7"))
    expect(page.get_by_label("Seconden aanspannen")).to_be_hidden()
    line.drop()
    expect(page.locator(".guide .late [role=status]")).to_have_text(FAILED)
    expect(page.get_by_label("Seconden aanspannen")).to_be_hidden()
    page.locator(".guide .late button").click()
    line.let_through()
    expect(page.get_by_label("Seconden aanspannen")).to_have_value("7")


@pytest.mark.parametrize("missing", ["guide.*.css", "voice.*.js"])
def test_a_part_of_which_a_piece_is_missing_does_not_run_twice_when_it_comes(
    phone: Callable[..., Page], missing: str
) -> None:
    page = phone("exercises/strength/")
    line = Line(page, missing)
    page.locator("[data-guide-start]").click()
    line.drop()
    page.locator(".late button").click()
    line.let_through()
    expect(page.locator("[data-phase=contract]")).to_be_visible()
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-guide]")).to_have_attribute("data-count", "1")
    expect(page.locator("head > script[src*=guide]")).to_have_count(1)


def test_letters_say_that_their_part_is_missing_and_keep_the_addresses(phone: Callable[..., Page]) -> None:
    page = phone("about/")
    line = Line(page, "uqr.*.js")
    page.goto(page.url.replace("about/", "letter/"))
    line.drop()
    expect(page.locator(".letter .late [role=status]")).to_have_text(FAILED)
    page.locator(".addresses summary").click()
    expect(page.locator("[data-path='toilet/']")).to_be_visible()
    page.locator(".letter .late button").click()
    line.let_through()
    page.get_by_label("Toilethouding").check()
    expect(page.locator("[data-letter-text=own]")).to_have_value(
        "Toilethouding\n" + page.url.replace("letter/", "go/toilet/")
    )


@pytest.mark.parametrize("blocked", ["site.*.js", "*.js"])
@pytest.mark.parametrize("path", ["", ENDURANCE, "exercises/", "letter/"])
def test_where_the_pages_own_script_never_comes_no_room_and_no_dead_button_stays(
    browser: Browser, origin: str, path: str, blocked: str
) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.route(f"**/assets/{blocked}", lambda route: route.abort())
    page.goto(origin + path)
    page.evaluate("document.querySelectorAll('.more').forEach(part => part.open = true)")
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")  # eight seconds later
    shown = page.locator("button:visible, select:visible, input:visible, .to-guide:visible, .tools:visible")
    assert shown.count() == 0
    rooms = page.evaluate(
        "[...document.querySelectorAll('.with-script, .tools, .to-guide')].filter(e => !e.parentElement.closest('.with-script') && "
        "getComputedStyle(e).position !== 'fixed').length"
    )
    assert rooms == 0
    page.context.close()


def test_a_first_tap_on_the_search_before_the_script_runs_opens_it(browser: Browser, origin: str) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.add_init_script(
        "window.requestAnimationFrame = () => 0; const wait = window.setTimeout;"
        "window.setTimeout = (act, ms, ...more) => wait(act, ms === 1000 ? 60000 : ms, ...more);"
    )
    page.goto(origin + "toilet/")
    page.locator("[data-search]").click()
    expect(page.locator("dialog")).to_be_visible()
    assert page.url.endswith("toilet/")
    page.context.close()
