"""The calendar file holds the moments that she chose, in her language, as calendars read it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PHONE, Site, address, few_languages, few_scripts, languages, string
from tests.test_accessibility import violations

Visit = Callable[..., Page]
Component = Any  # to the type checker each value of a calendar might be of thirty types
PATH = "exercises/"
NOON = "2027-01-04T12:00:00+01:00"


def open_form(visit: Visit, path: str = PATH, now: str = NOON, **options: object) -> Page:
    """The page, its form open, on a phone in Belgium whose clock stands still."""
    page = visit(path, **({"timezone_id": "Europe/Brussels"} | options))
    page.clock.set_fixed_time(dt.datetime.fromisoformat(now))
    page.locator("[data-reminders] summary").click()
    expect(page.locator("head > script[src*=reminders]")).to_have_count(1)
    return page


def choose(page: Page, *moments: tuple[str, str]) -> None:
    """One row for each moment: its time and its occasion, "" for none."""
    for place, (time, occasion) in enumerate(moments):
        if place:
            page.locator("[data-reminders-add]").click()
        page.locator("[data-reminders] input[type=time]").nth(place).fill(time)
        page.locator("[data-reminders] select").nth(place).select_option(occasion)


def download(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator("[data-reminders-file]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def read(file: bytes) -> tuple[Component, list[Component]]:
    calendar: Component = Calendar.from_ical(file)
    events = calendar.walk("VEVENT")
    assert [event.errors for event in [calendar, *events]] == [[]] * (1 + len(events))
    return calendar, events


def events_of(page: Page) -> list[Component]:
    return read(download(page)[1])[1]


@few_scripts
def test_every_calendar_reads_the_moments_in_her_language(visit: Visit, language: str, site: Site) -> None:
    page = open_form(visit, address(language, PATH) + "?from=letter#tip")
    choose(page, ("09:30", ""), ("12:01", "feed"), ("12:00", "car"), ("23:59", "dishes"))
    name, file = download(page)
    calendar, events = read(file)
    html = site.page(language, PATH)
    assert html.h1
    title = html.h1.get_text()
    occasions = [f" – {option.get_text()}" for option in html.select("[data-reminders] option")]
    assert [str(event["SUMMARY"]) for event in events] == [
        title + occasion for occasion in ["", *occasions[1:]]
    ]
    assert [event["SUMMARY"].params["LANGUAGE"] for event in events] == [language] * 4
    # Later than now is today; now, or earlier, is tomorrow. No time zone: the time is hers, wherever she is.
    assert [event["DTSTART"].to_ical() for event in events] == [
        b"20270105T093000",
        b"20270104T120100",
        b"20270105T120000",
        b"20270104T235900",
    ]
    assert all(not event["DTSTART"].params for event in events)
    for event in events:
        assert event["RRULE"].to_ical() == b"FREQ=DAILY"
        assert event["DURATION"].to_ical() == b"PT5M"
        assert event["DTSTAMP"].to_ical() == b"20270104T110000Z"
        assert event["URL"] == event["DESCRIPTION"] == page.url.partition("?")[0]
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["TRIGGER"].dt == dt.timedelta(0)
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
    assert len({event["UID"] for event in events}) == 4
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    assert name == page.locator("[data-reminders] summary").inner_text().replace("\u200c", " ") + ".ics"
    expect(page.locator("[data-reminders-said]")).to_have_text(name)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@few_languages
def test_every_line_ends_and_is_folded_as_the_format_asks(visit: Visit, language: str) -> None:
    page = open_form(visit, address(language, PATH))
    choose(page, ("09:30", "feed"))
    # A title longer than any: of one, two, three and four octets a character
    title = "a;b,c\\n\\d: " + "é" * 50 + "ب" * 50 + "ኢ" * 50 + "🤱" * 50
    page.locator("h1").evaluate("(h1, title) => { h1.textContent = title; }", title)
    file = download(page)[1]
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode("utf-8") for line in lines[:-1])  # no character is broken
    (event,) = read(file)[1]
    assert str(event["SUMMARY"]).startswith(title + " – ")


@few_languages
@pytest.mark.parametrize("occasion", ["", "feed"])
def test_a_neutral_title_says_nothing_of_the_exercises(visit: Visit, language: str, occasion: str) -> None:
    page = open_form(visit, address(language, PATH))
    choose(page, ("08:00", occasion))
    box = page.locator("[data-reminders-neutral]")
    expect(box).not_to_be_checked()
    box.check()
    (event,) = events_of(page)
    assert event["SUMMARY"] == box.get_attribute("data-reminders-neutral")
    assert event.walk("VALARM")[0]["DESCRIPTION"] == event["SUMMARY"]


@pytest.mark.parametrize(
    ("now", "time", "start"),
    [
        ("2027-12-31T22:00:00+01:00", "07:00", b"20280101T070000"),
        ("2028-02-28T22:00:00+01:00", "07:00", b"20280229T070000"),
        ("2027-01-05T00:30:00+01:00", "00:40", b"20270105T004000"),
        ("2027-01-05T23:59:59+01:00", "00:00", b"20270106T000000"),
        ("2027-03-27T22:00:00+01:00", "02:30", b"20270328T023000"),
        ("2027-10-30T22:00:00+02:00", "02:30", b"20271031T023000"),
    ],
    ids=["a new year", "a leap day", "still yesterday in UTC", "midnight", "a skipped hour", "an hour twice"],
)
def test_the_first_reminder_is_the_next_time_of_her_own_clock(
    visit: Visit, now: str, time: str, start: bytes
) -> None:
    page = open_form(visit, now=now)
    choose(page, (time, ""))
    assert [event["DTSTART"].to_ical() for event in events_of(page)] == [start]


def test_she_chooses_six_moments_at_most_and_takes_any_away(visit: Visit) -> None:
    page = open_form(visit)
    add, rows = page.locator("[data-reminders-add]"), page.locator("[data-reminders] li")
    remove = page.locator("[data-reminders-remove]:visible")
    expect(remove).to_have_count(0)
    choose(page, *[(f"{hour:02}:15", "car") for hour in range(13, 19)])
    expect(rows).to_have_count(6)
    expect(add).to_be_hidden()
    expect(page.locator("[data-reminders] select")).to_have_count(6)
    remove.nth(1).click()
    expect(add).to_be_focused()
    assert [event["DTSTART"].dt.hour for event in events_of(page)] == [13, 15, 16, 17, 18]
    for _ in range(4):
        remove.first.click()
    expect(rows).to_have_count(1)
    expect(remove).to_have_count(0)
    add.click()
    expect(page.locator("[data-reminders] input[type=time]").nth(1)).to_have_value("")
    expect(page.locator("[data-reminders] select").nth(1)).to_have_value("")


def test_without_a_time_it_asks_for_one_and_makes_no_file(visit: Visit) -> None:
    page = open_form(visit)
    downloads: list[object] = []
    page.on("download", lambda file: downloads.append(file))
    page.locator("[data-reminders-file]").click()
    expect(page.get_by_role("status").filter(has_text="Kies eerst een uur.")).to_be_visible()
    assert downloads == []
    page.locator("[data-reminders-add]").click()
    page.locator("[data-reminders] input[type=time]").nth(1).fill("10:00")
    expect(page.locator("[data-reminders-said]")).to_have_text("")
    assert len(events_of(page)) == 1  # the row without a time is left out


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit(PATH, is_mobile=False, locale="nl-BE")
    page.locator("[data-reminders] summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("head > script[src*=reminders]")).to_have_count(1)
    times = page.locator("[data-reminders] input[type=time]")
    page.keyboard.press("Tab")
    expect(times.first).to_be_focused()
    page.keyboard.type("0930a")  # "a" where the browser counts to twelve
    expect(times.first).to_have_value("09:30")
    page.locator("[data-reminders] select").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("[data-reminders-add]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(times.nth(1)).to_be_focused()
    page.locator("[data-reminders-neutral]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    (event,) = read(Path(waiting.value.path()).read_bytes())[1]
    assert event["SUMMARY"] == "Herinnering"


def test_what_she_chose_before_the_script_came_is_kept(visit: Visit) -> None:
    page = visit(PATH)
    page.locator("[data-reminders]").evaluate("form => { form.open = true; }")  # as a found word opens it
    page.locator("[data-reminders] input[type=time]").evaluate("field => { field.value = '09:30'; }")
    (event,) = events_of(page)  # her first tap loads the script and makes the file
    assert event["DTSTART"].dt.strftime("%H:%M") == "09:30"
    page.locator("[data-reminders-add]").click()
    expect(page.locator("[data-reminders] input[type=time]").nth(1)).to_have_value("")


def test_it_works_on_plain_http_and_without_storage(visit: Visit) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    page = open_form(visit, host="kine.intranet.test", script=refuse)
    assert page.evaluate("isSecureContext") is False
    choose(page, ("09:30", ""), ("10:30", ""))
    events = events_of(page)
    assert len({event["UID"] for event in events}) == 2
    assert events[0]["URL"].startswith("http://kine.intranet.test:")


@languages("nl", "ar")
def test_it_works_from_a_disk(browser: Browser, site: Site, language: str) -> None:
    page = browser.new_page(**PHONE)
    page.goto((site.folder / address(language, PATH) / "index.html").as_uri())
    page.locator("[data-reminders] summary").click()
    choose(page, ("09:30", "dishes"))
    (event,) = events_of(page)
    assert "URL" not in event and "DESCRIPTION" not in event
    page.close()


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("ar", "dark")])
def test_axe_finds_nothing_in_the_open_form(visit: Visit, language: str, scheme: str) -> None:
    page = visit(address(language, PATH), color_scheme=scheme, reduced_motion="reduce")
    page.locator("[data-reminders] summary").click()
    page.locator("[data-reminders-file]").click()
    page.locator("[data-reminders-add]").click()
    page.locator("[data-reminders-file]").click()
    expect(page.locator("[data-reminders-said]")).not_to_be_empty()
    assert violations(page) == []


@few_languages
def test_it_fits_the_smallest_phone_with_controls_large_enough(visit: Visit, language: str) -> None:
    page = open_form(visit, address(language, PATH), viewport={"width": 320, "height": 568})
    page.locator("[data-reminders-add]").click()
    expect(page.locator("[data-reminders-moments] > li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.locator("[data-reminders] :is(button, select, summary, label, [type=time])").evaluate_all(
        "all => all.map(one => [one.offsetWidth, one.offsetHeight])"
    )
    assert min(min(size) for size in sizes) >= 44


def test_nothing_of_it_is_loaded_before_her_first_tap(visit: Visit) -> None:
    page = visit(PATH)
    expect(page.locator("[data-reminders] ol")).to_be_hidden()
    names = (
        "performance.getEntriesByType('resource').filter(entry => entry.name.includes('reminders')).length"
    )
    assert page.evaluate(names) == 0


def test_without_javascript_there_is_no_form_and_no_gap(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    expect(page.locator("[data-reminders]")).to_be_hidden()
    assert page.locator("[data-reminders]").bounding_box() is None


def test_a_reminder_that_is_made_again_replaces_the_one_before(visit: Visit) -> None:
    page = open_form(visit)
    choose(page, ("09:30", ""), ("21:00", "car"))
    first = [str(event["UID"]) for event in events_of(page)]
    page.reload()
    page.locator("[data-reminders] summary").click()
    choose(page, ("09:30", "feed"))
    again = [str(event["UID"]) for event in events_of(page)]
    assert again == first[:1]
    assert first[0] != first[1]


def test_the_same_time_twice_is_one_reminder_with_its_occasion(visit: Visit) -> None:
    page = open_form(visit)
    choose(page, ("09:30", ""), ("09:30", "car"))
    (event,) = events_of(page)
    assert str(event["SUMMARY"]).endswith("in de wagen")


TYPES = "document.querySelectorAll('[data-reminders] input').forEach(field => { if (field.type === 'time') field.type = 'text' })"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("9h30", "09:30"), ("9.30", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("21:5", "21:05"), ("9 u 30", "09:30"),
     ("9", "09:00"), ("9u", "09:00"), ("٩:٣٠", "09:30")],
)  # fmt: skip
def test_where_there_is_no_field_for_a_time_what_she_types_is_understood(
    visit: Visit, typed: str, understood: str
) -> None:
    page = open_form(visit)
    page.evaluate(TYPES)
    field = page.locator("[data-reminders-moments] input")
    field.fill(typed)
    (event,) = events_of(page)
    assert event["DTSTART"].dt.strftime("%H:%M") == understood
    expect(field).to_have_value(understood)


@pytest.mark.parametrize("typed", ["25:00", "9:75", "9 pm", "ochtend", "1234567"])
def test_what_is_no_time_is_asked_again_and_makes_no_file(visit: Visit, typed: str) -> None:
    page = open_form(visit)
    page.evaluate(TYPES)
    field = page.locator("[data-reminders-moments] input")
    field.fill(typed)
    page.locator("[data-reminders-file]").click()
    expect(page.locator("[data-reminders-said]")).to_have_text(string("reminders.unclear"))
    expect(field).to_be_focused()
    expect(field).to_have_value(typed)
