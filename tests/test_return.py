"""A page that comes back from the browser's cache, or that another tab changes, tells one truth."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.test_reminders import choose, open_form

Visit = Callable[..., Page]
SITE = "/kine/folder/"

# Playwright turns the browser's cache of pages off; the events are those of a page that goes there and comes back.
GOES = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
COMES_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


EMPTIED_AND_BACK = """() => {
    document.querySelectorAll("[autocomplete]").forEach(field => {
        field.checked = field.defaultChecked;
        if (field.options) [...field.options].forEach(option => option.selected = option.defaultSelected);
        else if (!field.matches("[type=radio], [type=checkbox]")) field.value = field.defaultValue;
    });
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}"""


def come_back_emptied(page: Page) -> None:
    """As WebKit would do it, and some that do not ask whether a field may be kept."""
    page.evaluate(GOES)
    page.evaluate(EMPTIED_AND_BACK)


def remembered_elsewhere(page: Page, name: str, value: str) -> None:
    """On another page, while this one lies in the cache: no event tells of it."""
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [SITE + name, value])
    page.evaluate(COMES_BACK)


def in_another_tab(page: Page, act: str) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate(act)
    other.close()


def test_the_theme_is_the_one_that_was_chosen_last(visit: Visit) -> None:
    page = visit("toilet/")
    remembered_elsewhere(page, "theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-theme-choice=dark]")).to_have_attribute("aria-pressed", "true")
    in_another_tab(page, f"localStorage.setItem('{SITE}theme', 'light')")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_theme_that_cannot_be_remembered_holds_for_the_page(visit: Visit) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    page = visit("toilet/", script=refuse)
    page.locator("[data-theme-choice=dark]").click()
    page.evaluate(GOES)
    page.evaluate(COMES_BACK)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_that_she_chose_elsewhere_is_offered_and_the_pages_own_is_not(visit: Visit) -> None:
    page = visit("toilet/")
    remembered_elsewhere(page, "language", "ar")
    expect(page.locator("[data-offer]")).to_be_visible()
    expect(page.locator("[data-offer]")).to_have_attribute("lang", "ar")
    in_another_tab(page, f"localStorage.setItem('{SITE}language', 'nl')")
    expect(page.locator("[data-offer]")).to_be_hidden()


def test_todays_count_and_the_guides_signals_are_those_of_the_device(visit: Visit) -> None:
    page = visit("exercises/strength/")
    page.locator("[data-today-add]").click()
    line = page.locator("[data-today-line]")
    expect(line).to_have_text("Reeksen vandaag: 1")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    remembered_elsewhere(page, "today", f'{{"{today}":4}}')
    expect(line).to_have_text("Reeksen vandaag: 4")
    page.locator(".guide .more summary").click()
    expect(page.locator("[data-guide]")).to_have_attribute("data-state", "loaded")
    remembered_elsewhere(page, "guide.sound", "on")
    expect(page.locator("[data-guide-option=sound]")).to_be_checked()


def test_fields_that_no_browser_may_keep_are_kept_while_the_page_lies_in_the_cache(visit: Visit) -> None:
    page = visit("lifting/")
    field = page.locator("[data-date-birth]")
    page.evaluate(GOES)
    expect(field).to_have_attribute("autocomplete", "on")  # else WebKit would empty it and leave the answer
    page.evaluate(COMES_BACK)
    expect(field).to_have_attribute("autocomplete", "off")


def test_cards_are_printed_and_then_the_page_is_though_the_phone_never_tells_that_it_has_printed(
    visit: Visit,
) -> None:
    page = visit("letter/", host="kine.example.test", script="window.print = () => {};")
    page.get_by_label("Toilethouding").check()
    page.locator("[data-letter-print=a6]").click()
    page.evaluate(
        "dispatchEvent(new Event('afterprint'))"
    )  # too early, while the phone still makes its picture
    expect(page.locator(".sheets .paper-card")).to_have_count(1)
    page.locator("[data-letter-print=a4]").click()
    expect(page.locator(".sheets .paper-card")).to_have_count(8)
    page.locator("h1").click()
    expect(page.locator(".sheets")).to_have_count(0)
    expect(page.locator("html")).not_to_have_attribute("data-printing", "a4")


def test_search_shows_her_words_with_what_they_found(visit: Visit) -> None:
    page = visit("toilet/#q=kracht")
    expect(page.locator("[data-search-results] a").first).to_contain_text("Kracht")
    come_back_emptied(page)
    expect(page.locator("#search")).to_have_value("kracht")
    expect(page.locator("[data-search-results] a").first).to_contain_text("Kracht")
    assert page.url.endswith("#q=kracht")


def test_a_letter_is_still_the_one_that_was_chosen(visit: Visit) -> None:
    page = visit("letter/")
    page.locator("[name=language][value=ar]").check()
    page.locator("[value=endurance]").check()
    page.locator("[data-letter-hold] select").select_option("6")
    text = page.locator("[data-letter-text=patient]")
    before = text.input_value()
    come_back_emptied(page)
    expect(page.locator("[name=language][value=ar]")).to_be_checked()
    expect(page.locator("[value=endurance]")).to_be_checked()
    expect(page.locator("[data-letter-hold] select")).to_have_value("6")
    expect(text).to_have_value(before)
    page.locator("[value=toilet]").check()
    assert text.input_value().startswith(before)


def test_the_date_keeps_its_answer_and_the_answer_its_date(visit: Visit) -> None:
    page = visit("lifting/")
    page.locator("[data-date-birth]").fill("2027-01-04")
    expect(page.locator("[data-date-result]")).to_contain_text("15 februari 2027")
    come_back_emptied(page)
    expect(page.locator("[data-date-birth]")).to_have_value("2027-01-04")
    expect(page.locator("[data-date-result]")).to_contain_text("15 februari 2027")


def test_reminders_keep_their_hours(visit: Visit) -> None:
    page = open_form(visit)
    choose(page, ("09:30", "feed"), ("21:00", ""))
    come_back_emptied(page)
    times = page.locator("[data-reminders] input[type=time]")
    expect(times.nth(0)).to_have_value("09:30")
    expect(times.nth(1)).to_have_value("21:00")
    expect(page.locator("[data-reminders] select").first).to_have_value("feed")
