"""How many series she did is counted on her device, by her own calendar, and nowhere else."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site, address, few_languages, few_scripts, string
from tests.test_accessibility import violations

Visit = Callable[..., Page]
ENDURANCE, STRENGTH = "exercises/endurance/", "exercises/strength/"
KEY = "/kine/folder/today"
BRUSSELS = ZoneInfo("Europe/Brussels")
REFUSED = string("today.refused")
REFUSING = {
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "blocked": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });",
    "absent": "Object.defineProperty(window, 'localStorage', { value: null });",
}


def at(page: Page, *moment: int) -> None:
    """Sets her clock, in Brussels, to a moment; from there time passes only when the test lets it."""
    page.clock.install(time=datetime(*moment, tzinfo=BRUSSELS) - timedelta(minutes=1))  # type: ignore[arg-type,misc]
    page.goto(page.url)
    page.clock.pause_at(datetime(*moment, tzinfo=BRUSSELS))  # type: ignore[arg-type,misc]


def add(page: Page) -> None:
    page.locator("[data-today-add]").click()
    expect(page.locator("[data-today-line]")).not_to_be_empty()


def series_done(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new CustomEvent('brochure:series', { detail: 'endurance' }))")


def open_days(page: Page) -> None:
    page.locator("[data-today] summary").click()
    expect(page.locator("[data-today-days] li")).to_have_count(14)


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def expect_today(page: Page, count: int) -> None:
    expect(page.locator("[data-today-line]")).to_have_text(f"Reeksen vandaag: {count}")


def days(page: Page) -> list[str]:
    return page.locator("[data-today-days] li").all_inner_texts()


@pytest.mark.parametrize("path", [ENDURANCE, STRENGTH])
def test_one_tap_counts_one_series_beside_the_brochures_words(visit: Visit, path: str) -> None:
    page = visit(path)
    add(page)
    expect_today(page, 1)
    add(page)
    expect_today(page, 2)
    expect(page.locator("[data-today-often]")).to_have_text("Hoe vaak: meerdere keren per dag")
    assert list(stored(page).values()) == [2]


@few_scripts
def test_it_speaks_her_language_and_counts_in_digits(visit: Visit, language: str) -> None:
    page = visit(address(language, ENDURANCE))
    add(page)
    expect(page.locator("[data-today-line]")).to_have_text(
        string("today.count", language).format(count=1), use_inner_text=True
    )
    assert "{" not in page.locator("[data-today]").inner_text()


def test_nothing_of_it_is_loaded_or_stored_before_her_first_tap(visit: Visit) -> None:
    page = visit(ENDURANCE)
    expect(page.locator("script[src*=today]")).to_have_count(0)
    expect(page.locator("[data-today-line]")).to_be_empty()
    assert page.evaluate("localStorage.length") == 0


def test_looking_counts_nothing(visit: Visit) -> None:
    page = visit(ENDURANCE)
    open_days(page)
    expect_today(page, 0)
    assert page.evaluate("localStorage.length") == 0


def test_a_guided_series_is_counted_though_nothing_was_loaded_for_it(visit: Visit) -> None:
    page = visit(STRENGTH)
    for _ in range(2):
        page.locator("[data-guide-start]").click()
        expect(page.locator("[data-guide]")).to_have_attribute(
            "data-phase", "contract"
        )  # the script may be coming
        for tap in range(1, 11):
            page.locator("[data-guide-start]").click()
            expect(page.locator("[data-guide]")).to_have_attribute("data-count", str(tap))
        expect(page.locator("[data-guide]")).to_have_attribute("data-phase", "done")
    expect_today(page, 2)
    expect(page.locator("script[src*=today]")).to_have_count(1)


def test_a_series_stopped_half_way_is_not_counted(visit: Visit) -> None:
    page = visit(STRENGTH)
    for _ in range(5):
        page.locator("[data-guide-start]").click()
    page.locator("[data-guide-stop]").click()
    open_days(page)
    expect_today(page, 0)


def test_series_done_and_tapped_while_the_script_is_still_coming_are_all_counted(visit: Visit) -> None:
    page = visit(ENDURANCE)
    page.evaluate(
        """() => { for (let i = 0; i < 2; i++) document.dispatchEvent(new CustomEvent("brochure:series"));
        document.querySelector("[data-today-add]").click(); }"""
    )
    expect_today(page, 3)
    series_done(page)
    expect_today(page, 4)


def test_a_series_is_counted_later_when_the_script_did_not_arrive(browser: Browser, origin: str) -> None:
    page = browser.new_page(locale="nl-BE")
    page.route("**/today.*.js", lambda route: route.abort(), times=1)
    page.goto(origin + ENDURANCE)
    page.wait_for_selector("html[data-script]", state="attached")
    with page.expect_event("requestfailed"):
        series_done(page)
    expect(page.locator("script[src*=today]")).to_have_count(0)
    page.locator("[data-today-add]").click()
    expect_today(page, 2)
    page.close()


def test_both_exercises_and_a_later_visit_count_together(visit: Visit) -> None:
    page = visit(ENDURANCE)
    add(page)
    page.goto(page.url.replace("endurance", "strength"))
    open_days(page)
    expect_today(page, 1)
    add(page)
    expect_today(page, 2)


def test_the_last_14_days_are_a_list_of_days_and_counts_with_today_last(visit: Visit) -> None:
    page = visit(ENDURANCE, timezone_id="Europe/Brussels")
    at(page, 2027, 1, 5, 10, 0)
    history = {"2026-12-22": 9, "2026-12-23": 2, "2027-01-04": 12, "2027-01-06": 4}
    page.evaluate("([key, days]) => localStorage.setItem(key, JSON.stringify(days))", [KEY, history])
    add(page)
    open_days(page)
    texts = [item.text_content() for item in page.locator("[data-today-days] li").all()]
    expected = dict.fromkeys([*range(23, 32), *range(1, 6)], 0) | {23: 2, 4: 12, 5: 1}
    assert texts == [f"{day}: {count}" for day, count in expected.items()]
    expect(page.get_by_role("list", name="De laatste 14 dagen").get_by_role("listitem")).to_have_count(14)
    expect(page.locator("[data-today-days] [aria-current=date]")).to_have_text("5: 1")
    assert stored(page) == {**history, "2027-01-05": 1}
    heights = [bar.evaluate("bar => bar.offsetHeight") for bar in page.locator("[data-today-days] i").all()]
    assert heights[-2] == max(heights) == 72  # 4 rem
    assert heights.count(0) == 11


@pytest.mark.parametrize(
    "moment", [(2020, 1, 1), (2031, 1, 1)], ids=["a clock far behind", "a clock far ahead"]
)
def test_a_clock_that_was_wrong_for_a_day_loses_nothing(visit: Visit, moment: tuple[int, int, int]) -> None:
    page = visit(ENDURANCE, timezone_id="Europe/Brussels")
    at(page, 2026, 7, 1, 10, 0)
    add(page)
    at(page, *moment, 10, 0)
    add(page)
    at(page, 2026, 7, 2, 10, 0)
    open_days(page)
    expect_today(page, 0)
    assert [day.split() for day in days(page)[-2:]] == [["1", ":", "1"], ["2", ":", "0"]]
    add(page)
    expect_today(page, 1)
    assert stored(page) == {"2026-07-01": 1, f"{moment[0]}-01-01": 1, "2026-07-02": 1}


def test_a_day_that_is_still_to_come_where_she_is_now_is_shown_when_it_comes(visit: Visit) -> None:
    page = visit(ENDURANCE, timezone_id="America/New_York")
    page.evaluate("key => localStorage.setItem(key, '{\"2026-07-02\":3}')", KEY)  # made in Brussels
    at(page, 2026, 7, 2, 4, 0)  # in New York it is ten in the evening of the day before
    add(page)
    expect_today(page, 1)
    page.clock.run_for(3 * 3_600_000)
    expect_today(page, 3)


def test_the_record_does_not_grow_for_ever(visit: Visit) -> None:
    page = visit(ENDURANCE)
    at(page, 2027, 1, 5, 10, 0)
    history = {str(date(2026, 1, 1) + timedelta(days=n)): 1 for n in range(90)}
    page.evaluate("([key, days]) => localStorage.setItem(key, JSON.stringify(days))", [KEY, history])
    add(page)
    expect_today(page, 1)
    assert list(stored(page)) == [*list(history)[-59:], "2027-01-05"]


def test_midnight_between_two_series(visit: Visit) -> None:
    page = visit(ENDURANCE, timezone_id="Europe/Brussels")
    at(page, 2026, 7, 31, 23, 59, 50)
    add(page)
    expect_today(page, 1)
    page.clock.run_for(11_000)
    expect_today(page, 0)  # by itself
    series_done(page)
    expect_today(page, 1)
    assert stored(page) == {"2026-07-31": 1, "2026-08-01": 1}


@pytest.mark.parametrize(
    ("first", "hours", "expected"),
    [
        ((2026, 10, 25, 0, 30), 23.9, {"2026-10-25": 2}),  # a day of 25 hours
        ((2026, 10, 25, 0, 30), 24.6, {"2026-10-25": 1, "2026-10-26": 1}),
        ((2026, 10, 25, 2, 30), 1, {"2026-10-25": 2}),  # 2:30 twice
        ((2026, 10, 24, 23, 30), 24.9, {"2026-10-24": 1, "2026-10-25": 1}),
        ((2026, 3, 29, 0, 30), 22.4, {"2026-03-29": 2}),  # a day of 23 hours
        ((2026, 3, 29, 0, 30), 22.6, {"2026-03-29": 1, "2026-03-30": 1}),
        ((2026, 3, 29, 1, 59), 0.1, {"2026-03-29": 2}),
        ((2026, 3, 28, 23, 30), 23.4, {"2026-03-28": 1, "2026-03-29": 1}),
    ],
)
def test_the_clock_changes_between_two_series(
    visit: Visit, first: tuple[int, ...], hours: float, expected: dict[str, int]
) -> None:
    page = visit(ENDURANCE, timezone_id="Europe/Brussels")
    at(page, *first)
    add(page)
    page.clock.fast_forward(round(hours * 3_600_000))
    add(page)
    expect_today(page, list(expected.values())[-1])
    assert stored(page) == expected
    open_days(page)
    shown = [item.get_attribute("datetime") for item in page.locator("[data-today-days] li time").all()]
    last = date.fromisoformat(list(expected)[-1])
    assert shown == [str(last - timedelta(days=ago)) for ago in range(13, -1, -1)]


# In Beirut that day begins at 1 o'clock; in Kiritimati it is already over in Brussels.
@pytest.mark.parametrize("zone", ["Asia/Beirut", "Pacific/Kiritimati", "America/St_Johns"])
def test_the_day_is_that_of_her_own_calendar(visit: Visit, zone: str) -> None:
    page = visit(ENDURANCE, timezone_id=zone)
    page.clock.set_fixed_time(datetime(2026, 3, 29, 1, 1, tzinfo=ZoneInfo(zone)))
    page.reload()
    add(page)
    open_days(page)
    assert stored(page) == {"2026-03-29": 1}
    shown = [item.get_attribute("datetime") for item in page.locator("[data-today-days] time").all()]
    assert shown == [str(date(2026, 3, 29) - timedelta(days=ago)) for ago in range(13, -1, -1)]


@pytest.mark.parametrize("case", REFUSING)
def test_a_device_that_stores_nothing_says_so_and_breaks_nothing(visit: Visit, case: str) -> None:
    page = visit(STRENGTH, script=REFUSING[case])
    add(page)
    line = page.locator("[data-today-line]")
    expect(line).to_have_text(REFUSED)
    expect(page.locator("[data-today-often]")).to_be_hidden()
    series_done(page)
    expect(line).to_have_text(REFUSED)
    open_days(page)
    assert {text[-1] for text in days(page)} <= {*"0123456789"}
    page.locator("[data-today-delete]").click()
    expect(page.locator("[data-today-answer]")).to_have_text(
        string("today.deleted") if case == "full" else REFUSED
    )


def test_a_full_device_keeps_what_it_had(visit: Visit) -> None:
    page = visit(ENDURANCE)
    add(page)
    page.evaluate(f"() => {{ {REFUSING['full']} }}")
    add(page)
    expect(page.locator("[data-today-line]")).to_have_text(REFUSED)
    assert list(stored(page).values()) == [1]


@pytest.mark.parametrize("content", ["", "null", "{}"])
def test_an_empty_record_is_no_damaged_one(visit: Visit, content: str) -> None:
    page = visit(ENDURANCE)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, content])
    add(page)
    expect_today(page, 1)
    expect(page.locator("[data-today-unread]")).to_be_hidden()


@pytest.mark.parametrize(
    "content",
    ["{", "5", '"text"', "[1,2]", '{"TODAY":"3"}', '{"TODAY":-1}', '{"TODAY":1.5}', '{"TODAY":1e300}', '{"1":1}',
     '{"TODAY":null}', '{"TODAY":{"a":1}}', '{"TODAY":"<img src=x onerror=alert(1)>"}', '{"__proto__":{"TODAY":3}}'],
)  # fmt: skip
def test_what_cannot_be_read_is_put_aside_and_the_page_says_so(visit: Visit, content: str) -> None:
    page = visit(ENDURANCE)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    content = content.replace("TODAY", today)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, content])
    open_days(page)
    expect_today(page, 0)
    expect(page.locator("[data-today-unread]")).to_have_text(string("today.unread"))
    add(page)
    expect_today(page, 1)
    assert stored(page) == {today: 1}
    assert page.evaluate(f"localStorage.getItem('{KEY}.unread')") == content
    page.locator("[data-today-delete]").click()
    expect(page.locator("[data-today-unread]")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_the_days_that_can_be_read_still_count(visit: Visit) -> None:
    page = visit(ENDURANCE)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, f'{{"{today}":2,"yesterday":1}}'])
    add(page)
    expect_today(page, 3)
    expect(page.locator("[data-today-unread]")).to_be_visible()


@pytest.mark.parametrize("clear", ["localStorage.clear()", f"localStorage.removeItem('{KEY}')"])
def test_what_another_tab_deletes_or_counts_is_seen_here(visit: Visit, clear: str) -> None:
    page = visit(ENDURANCE)
    add(page)
    add(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate(clear)
    expect_today(page, 0)
    add(other)
    expect_today(page, 1)
    add(page)
    expect_today(page, 2)
    expect_today(other, 2)


def test_she_deletes_it_here_and_it_says_so(visit: Visit) -> None:
    page = visit(ENDURANCE)
    page.locator("[data-theme-choice=dark]").click()
    add(page)
    open_days(page)
    page.locator("[data-today-delete]").click()
    answer = page.locator("[data-today-answer]")
    expect(answer).to_have_text(string("today.deleted"))
    assert answer.get_attribute("role") == "status"
    expect_today(page, 0)
    assert page.evaluate("({...localStorage})") == {"/kine/folder/theme": "dark"}
    add(page)
    expect(answer).to_be_empty()


def test_the_page_about_this_website_deletes_it_too(visit: Visit) -> None:
    page = visit(ENDURANCE)
    add(page)
    others = {"/": "a", "/kine/theme": "a site above", "/kine/folder/other/theme": "a site below"}
    page.evaluate(
        "others => Object.entries(others).forEach(([key, value]) => localStorage[key] = value)", others
    )
    page.goto(page.url.replace(ENDURANCE, "about/"))
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).not_to_be_empty()
    assert page.evaluate("({ ...localStorage })") == others


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit(ENDURANCE)
    page.locator("[data-today-add]").focus()
    page.keyboard.press("Enter")
    expect_today(page, 1)
    expect(page.locator("[data-today-add]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[data-today-delete]")).to_be_focused()
    page.keyboard.press("Space")
    expect_today(page, 0)


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("ar", "dark")])
def test_axe_finds_nothing(visit: Visit, language: str, scheme: str) -> None:
    page = visit(address(language, ENDURANCE), color_scheme=scheme)
    add(page)
    open_days(page)
    assert violations(page) == []
    page.locator("[data-today-delete]").click()
    expect(page.locator("[data-today-answer]")).not_to_be_empty()
    assert violations(page) == []


@few_languages
def test_it_fits_the_smallest_phone_and_a_thumb(visit: Visit, language: str) -> None:
    page = visit(address(language, ENDURANCE), viewport={"width": 320, "height": 568})
    page.evaluate(
        "key => localStorage.setItem(key, JSON.stringify({[new Date().toLocaleDateString('sv')]: 998}))", KEY
    )
    add(page)
    open_days(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for control in page.locator("[data-today] :is(button, summary)").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


def test_on_paper_and_without_javascript_it_is_not_there(visit: Visit) -> None:
    page = visit(ENDURANCE)
    page.emulate_media(media="print")
    expect(page.locator("[data-today]")).to_be_hidden()
    page = visit(ENDURANCE, java_script_enabled=False)
    assert page.locator("[data-today]").bounding_box() is None


def test_on_a_plain_http_intranet_it_works_too(visit: Visit) -> None:
    page = visit(ENDURANCE, host="kine.intranet.test")
    assert page.evaluate("window.isSecureContext") is False
    add(page)
    expect_today(page, 1)


def test_it_stands_with_the_two_exercises_that_have_series(site: Site) -> None:
    assert len(site.page("nl", STRENGTH).select("[data-today]")) == 1
    assert len(site.page("nl", ENDURANCE).select("[data-today]")) == 1
    assert site.page("nl", "exercises/coordination/").select("[data-today]") == []
