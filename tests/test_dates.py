"""She enters the date of birth and reads the day that the brochure's weeks end, in her language."""

import datetime
import re
from collections.abc import Callable, Iterable

import pytest
from babel import localedata
from babel.dates import format_date
from playwright.sync_api import Locator, Page, Route, expect

from brochure.write import dates
from tests.conftest import (
    LANGUAGES,
    PATHS,
    PATIENCE,
    TRIED,
    Attempt,
    Site,
    address,
    every_language,
    few_languages,
)
from tests.test_accessibility import violations
from tests.test_parity import sub

Visit = Callable[..., Page]
PLACES = ["lifting/", "postnatal/"]
FIELD, LINE = "#birth", "[data-date-result]"

# By hand: Monday 4 January and Saturday 29 May 2027, in every language that a Belgian hospital may add.
WRITTEN = {
    "nl": ("maandag 4 januari 2027", "zaterdag 29 mei 2027"),
    "fr": ("lundi 4 janvier 2027", "samedi 29 mai 2027"),
    "en": ("Monday, 4 January 2027", "Saturday, 29 May 2027"),
    "de": ("Montag, 4. Januar 2027", "Samstag, 29. Mai 2027"),
    "es": ("lunes, 4 de enero de 2027", "sábado, 29 de mayo de 2027"),
    "pt": ("segunda-feira, 4 de janeiro de 2027", "sábado, 29 de maio de 2027"),
    "ro": ("luni, 4 ianuarie 2027", "sâmbătă, 29 mai 2027"),
    "pl": ("poniedziałek, 4 stycznia 2027", "sobota, 29 maja 2027"),
    "bg": ("понеделник, 4 януари 2027\u202fг.", "събота, 29 май 2027\u202fг."),
    "sq": ("e hënë, 4 janar 2027", "e shtunë, 29 maj 2027"),
    "ru": ("понедельник, 4 января 2027\u202fг.", "суббота, 29 мая 2027\u202fг."),
    "uk": ("понеділок, 4 січня 2027\u202fр.", "субота, 29 травня 2027\u202fр."),
    "tr": ("4 Ocak 2027 Pazartesi", "29 Mayıs 2027 Cumartesi"),
    "ar": ("الاثنين، 4 يناير 2027", "السبت، 29 مايو 2027"),
    "fa": ("دوشنبه 4 ژانویهٔ 2027", "شنبه 29 مهٔ 2027"),
    "ps": ("دونۍ د 2027 د جنوري 4", "اونۍ د 2027 د مۍ 29"),
    "so": ("Isniin, Janaayo 4, 2027", "Sabti, Maayo 29, 2027"),
    "ti": ("ሰኑይ፣ 4 ጥሪ 2027", "ቀዳም፣ 29 ጉንበት 2027"),
}


def written(code: str, day: datetime.date) -> str:
    words = dates.words(code)
    return words.pattern.format(
        weekday=words.weekdays[day.weekday()], day=day.day, month=words.months[day.month - 1], year=day.year
    )


@pytest.mark.parametrize("code", WRITTEN)
def test_a_language_writes_a_day_as_its_readers_do(code: str) -> None:
    days = datetime.date(2027, 1, 4), datetime.date(2027, 5, 29)
    assert tuple(written(code, day) for day in days) == WRITTEN[code]


@pytest.mark.parametrize("code", WRITTEN)
def test_a_language_writes_every_day_of_a_year_as_the_cldr_says(code: str) -> None:
    locale = f"{code}_BE" if f"{code}_BE" in localedata.locale_identifiers() else code
    for number in range(366):
        day = datetime.date(2028, 1, 1) + datetime.timedelta(number)
        assert written(code, day) == format_date(day, "full", locale=locale)


def test_the_months_are_named_as_within_a_date() -> None:
    assert dates.words("pl").months[0] == "stycznia"  # alone: styczeń
    assert dates.words("ru").months[7] == "августа"  # alone: август


def test_a_pattern_with_quotes_numbers_or_an_era_is_no_obstacle() -> None:
    day = datetime.date(2027, 1, 4)
    assert written("zh", day) == "2027年1月4日星期一"
    assert written("th", day) == "วันจันทร์ที่ 4 มกราคม 2027"
    assert written("fi", day) == "maanantaina 4. tammikuuta 2027"
    assert written("pt_BR", day) == "segunda-feira, 4 de janeiro de 2027"


def test_every_language_of_the_cldr_has_a_pattern() -> None:
    codes = [code for code in localedata.locale_identifiers() if "_" not in code]
    assert len(codes) > 200
    for code in codes:
        words = dates.words(code)
        left = re.sub(r"\{(weekday|day|month|year)\}", "", words.pattern)
        assert not re.search(r"[{}'|]", left), code
        assert "|" not in "".join((*words.weekdays, *words.months)), code


# In the browser


def enter(page: Page, day: str) -> Locator:
    page.locator(FIELD).fill(day)
    return page.locator(LINE)


@pytest.mark.parametrize("path", PLACES)
def test_she_reads_the_day_six_weeks_after_the_birth(visit: Visit, path: str) -> None:
    page = visit(path)
    expect(page.locator(LINE)).to_have_text("")
    page.get_by_label("Geboortedatum van de baby").fill("2026-11-23")
    expect(page.get_by_role("status").filter(has_text="weken")).to_have_text(
        "6 weken na de bevalling: maandag 4 januari 2027"
    )
    expect(page.get_by_text("De datum wordt niet bewaard en niet verstuurd.")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "path"), [(code, list(PLACES)[n % len(PLACES)]) for n, code in enumerate(LANGUAGES)]
)
def test_the_line_is_in_her_language_whatever_the_browser_speaks(
    visit: Visit, language: str, path: str
) -> None:
    line = enter(visit(address(language, path), locale="ar-EG"), "2026-11-23")
    expect(line).to_contain_text("6")
    expect(line).to_contain_text(written(language, datetime.date(2027, 1, 4)))
    assert not set(line.inner_text()) & set("{}|٠١٢٣٤٥٦٧٨٩")


def six_weeks_after(days: Iterable[str]) -> dict[str, str]:
    weeks = datetime.timedelta(weeks=6)
    return {day: written("nl", datetime.date.fromisoformat(day) + weeks) for day in days}


@pytest.mark.parametrize(
    "timezone", ["Europe/Brussels", "Pacific/Apia", "America/Santiago", "Pacific/Kiritimati"]
)
def test_neither_clock_changes_nor_leap_years_move_the_day(visit: Visit, timezone: str) -> None:
    ends = ["2026-01-31", "2026-04-30", "2026-12-31", "2027-01-01", "2027-01-18", "2028-01-18"]
    leap = ["2028-02-28", "2028-02-29", "2028-03-01", "2100-02-28", "2000-02-29", "1900-01-01"]
    clock = ["2027-02-14", "2027-03-27", "2027-03-28", "2027-03-29", "2027-10-30", "2027-10-31", "2027-09-19"]
    page = visit("lifting/", timezone_id=timezone)
    for day, expected in six_weeks_after([*ends, *leap, *clock]).items():
        expect(enter(page, day)).to_have_text(f"6 weken na de bevalling: {expected}")


def test_every_day_of_a_leap_year_is_right(visit: Visit) -> None:
    page = visit("postnatal/", timezone_id="Europe/Brussels")
    days = [str(datetime.date(2028, 1, 1) + datetime.timedelta(number)) for number in range(366)]
    expect(enter(page, days[0])).not_to_have_text("")
    lines = page.evaluate(
        """days => days.map(day => {
            const field = document.querySelector("#birth");
            field.value = day;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            return document.querySelector("[data-date-result]").textContent;
        })""",
        days,
    )
    assert lines == [f"6 weken na de bevalling: {day}" for day in six_weeks_after(days).values()]


def test_an_empty_field_empties_the_line(visit: Visit) -> None:
    page = visit("lifting/")
    for nothing in ("", "0002-11-23", "0202-11-23", "1899-12-31"):
        expect(enter(page, "2026-11-23")).not_to_have_text("")
        expect(enter(page, nothing)).to_have_text("")


@pytest.mark.parametrize("text", ["23/11/2026", "2026-02-30", "2026-13-01", "2026-00-10", "20260-01-01", "x"])
def test_a_browser_without_date_fields_is_told_nothing_wrong(visit: Visit, text: str) -> None:
    page = visit("lifting/")
    page.locator(FIELD).evaluate("field => { field.type = 'text'; }")
    expect(enter(page, "2026-11-23")).not_to_have_text("")
    expect(enter(page, text)).to_have_text("")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit("postnatal/", is_mobile=False, has_touch=False)
    page.locator(FIELD).focus()
    page.keyboard.type("11112026")  # the same day whichever of day and month the browser puts first
    expect(page.locator(FIELD)).to_have_value("2026-11-11")
    expect(page.locator(LINE)).to_have_text("6 weken na de bevalling: woensdag 23 december 2026")
    page.keyboard.press("Backspace")
    expect(page.locator(LINE)).to_have_text("")


def test_a_date_entered_before_the_script_came_is_not_lost(visit: Visit) -> None:
    page = visit("lifting/")
    held: list[Route] = []
    page.route("**/date.*.js", lambda route: held.append(route))
    page.locator(FIELD).fill("2020-01-01")
    page.locator(FIELD).fill("2026-11-23")
    expect(page.locator(LINE)).to_have_text("")
    for _ in range(PATIENCE // 50):
        if held:
            break
        page.wait_for_timeout(50)  # the script is asked for when its style has come
    held[0].continue_()
    expect(page.locator(LINE)).to_have_text("6 weken na de bevalling: maandag 4 januari 2027")


def test_nothing_is_stored_or_sent(visit: Visit) -> None:
    page = visit("lifting/")
    expect(enter(page, "2026-11-23")).not_to_have_text("")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    expect(enter(page, "2026-11-24")).to_contain_text("5 januari")
    assert sent == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert "2026" not in page.url
    page.reload()
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(LINE)).to_have_text("")


def test_it_works_without_storage_and_without_a_secure_origin(visit: Visit) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    page = visit("postnatal/", script=refuse, host="kine.intranet.test")
    expect(enter(page, "2026-11-23")).to_contain_text("4 januari 2027")


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("ar", "dark")])
def test_axe_finds_nothing(visit: Visit, language: str, scheme: str) -> None:
    page = visit(address(language, "postnatal/"), color_scheme=scheme)
    expect(enter(page, "2026-11-23")).not_to_have_text("")
    assert violations(page) == []


@few_languages
def test_it_fits_the_smallest_phone_and_a_finger(visit: Visit, language: str) -> None:
    page = visit(address(language, "lifting/"), viewport={"width": 320, "height": 568})
    expect(enter(page, "2026-11-23")).not_to_have_text("")
    box = page.locator(FIELD).bounding_box()
    assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_the_line_and_not_the_field(visit: Visit) -> None:
    page = visit("lifting/")
    expect(enter(page, "2026-11-23")).not_to_have_text("")
    page.emulate_media(media="print")
    expect(page.locator(LINE)).to_be_visible()
    expect(page.locator(FIELD)).to_be_hidden()
    expect(page.get_by_text("Geboortedatum van de baby")).to_be_hidden()


def test_without_javascript_there_is_no_field(visit: Visit) -> None:
    page = visit("lifting/", java_script_enabled=False)
    assert page.locator(FIELD).count() == 1
    expect(page.locator(FIELD)).to_be_hidden()


@every_language
def test_it_stands_after_the_whole_text_on_these_two_pages_only(site: Site, language: str) -> None:
    for path in PATHS:
        found = site.page(language, path).select("[data-date]")
        assert len(found) == (path in PLACES)
        if found:
            assert found[0].find_next_sibling() is None
            assert found[0]["data-weeks"] == "6"


def test_the_weeks_are_those_of_the_data(build: Callable[..., Attempt]) -> None:
    pages = {f"docs/{language}/postnatal.md": sub("6", "8") for language in TRIED}
    result = build(pages | {"docs/exercises.yml": sub("after-weeks: 6", "after-weeks: 8")})
    assert result.returncode == 0, result.message
    for path, weeks in (("lifting", 6), ("postnatal", 8)):
        assert f'data-weeks="{weeks}"' in (result.folder / path / "index.html").read_text("utf-8")
