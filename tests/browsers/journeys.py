"""The core journeys, each in every engine. A new feature adds its own."""

import base64
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
import zxingcpp
from coloraide import Color
from PIL import Image

from brochure import acceptance
from brochure.read.colours import THEMES
from tests.browsers.conftest import Elsewhere, Fleeting, complaints
from tests.browsers.driver import CONTROL, ENTER, ESCAPE, SPACE, TAB, Browser, RefusedError, patiently
from tests.conftest import ADDRESS, LANGUAGES, ORDER, Site, string
from tests.test_colours import BLUE

# An element whose text begins at the side where its direction begins, whatever the list around it says.
BEGINS_AT_ITS_SIDE = """[...document.querySelectorAll("[data-of]:not(.unseen, figcaption *)")].every(element => {
    const text = document.createRange();
    text.selectNodeContents(element);
    const [line] = text.getClientRects();
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const space = parseFloat(style.paddingInlineStart) + parseFloat(style.borderInlineStartWidth);
    const gap = style.direction === "rtl" ? box.right - line.right : line.left - box.left;
    return Math.abs(gap - space) < 2;
})"""

# Nothing of the page is still on its way: WebKit tells of what did not come because she left as of a failure.
SETTLED = "'script' in document.documentElement.dataset && !$('[data-state=loading]')"


def fill(browser: Browser, selector: str, value: str) -> None:
    """What her device's own picker does: WebKitGTK has none, and lets nobody type into the field."""
    browser.sees("'script' in document.documentElement.dataset")
    browser.ask(
        "['input', 'change'].forEach(kind => { $(arguments[0]).value = arguments[1];"
        " $(arguments[0]).dispatchEvent(new Event(kind, { bubbles: true })) })",
        selector,
        value,
    )


def follow(browser: Browser, selector: str) -> None:
    """By a link to another page, and waits until it is there."""
    browser.sees(SETTLED)
    browser.ask("document.documentElement.dataset.left = ''")
    browser.click(selector)
    browser.sees("!('left' in document.documentElement.dataset)")
    browser.sees(SETTLED)


def come_back(browser: Browser) -> None:
    """To a page that the browser has kept as it was."""
    browser.back()
    browser.sees("'left' in document.documentElement.dataset")


def rgb(colour: str) -> str:
    """As a browser tells a colour."""
    return "rgb({}, {}, {})".format(*(round(255 * part) for part in Color(colour).coords()))


def code(browser: Browser, selector: str) -> str:
    """What a reader of QR codes sees in the picture."""
    picture = str(browser.ask("$(arguments[0]).src", selector)).partition(",")[2]
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(picture))))
    return str(found.text)


def test_she_reads_from_the_first_page_to_the_last(browser: Browser) -> None:
    for path in ORDER[1:]:
        follow(browser, ".order .next")
        browser.sees("location.href === arguments[0] && $('h1').textContent", browser.root + path)


def test_a_menu_opens_leads_and_closes(browser: Browser) -> None:
    browser.open("toilet/")
    browser.click(".menu.contents summary")
    browser.sees("$('nav.contents').checkVisibility()")
    browser.press(ESCAPE)
    browser.sees(
        "!$('nav.contents').checkVisibility() && document.activeElement.matches('.contents summary')"
    )
    browser.click(".menu.contents summary")
    follow(browser, "nav.contents a[href$='lifting/']")
    browser.sees("location.pathname.endsWith('/lifting/')")


def test_her_language_is_offered_chosen_and_remembered(browser: Browser) -> None:
    browser.ask("localStorage.clear()")
    browser.open("toilet/")
    browser.sees("$('[data-offer]').lang === 'en' && $('[data-offer]').checkVisibility()")
    follow(browser, "[data-offer] a")
    browser.sees("document.documentElement.lang === 'en' && location.pathname.endsWith('/en/toilet/')")
    browser.click("header .menu:not(.contents) summary")
    follow(browser, "header .languages [hreflang=ar]")
    browser.sees("document.dir === 'rtl' && location.pathname.endsWith('/ar/toilet/')")
    come_back(browser)
    browser.sees("$('[data-offer]').lang === 'ar' && $('[data-offer]').checkVisibility()")


def test_dark_holds_on_every_page_and_in_every_tab(browser: Browser) -> None:
    browser.open("toilet/")
    light = browser.ask("getComputedStyle(document.documentElement).backgroundColor")
    browser.click("[data-theme-choice=dark]")
    browser.sees("getComputedStyle(document.documentElement).backgroundColor !== arguments[0]", light)
    follow(browser, ".order a")
    browser.sees("$('[data-theme-choice=dark]').ariaPressed === 'true'")
    browser.click("[data-theme-choice=light]")
    come_back(browser)
    browser.sees("$('[data-theme-choice=light]').ariaPressed === 'true'")
    with browser.other_tab("lifting/"):
        browser.click("[data-theme-choice=auto]")
    browser.sees("$('[data-theme-choice=auto]').ariaPressed === 'true'")
    assert browser.ask("document.documentElement.dataset.theme") == "auto"


def test_search_finds_by_her_words_and_shows_them_again_after_back(browser: Browser) -> None:
    browser.open("lifting/")
    browser.click("[data-search]")
    browser.sees("document.activeElement.id === 'search'")
    browser.type("plassen")
    browser.sees("$('[data-search-results] a')?.pathname.endsWith('/toilet/')")
    browser.ask("document.documentElement.dataset.left = ''")
    browser.press(ENTER)
    browser.sees("location.pathname.endsWith('/toilet/') && 'script' in document.documentElement.dataset")
    come_back(browser)
    browser.sees("location.hash === '#q=plassen' && $('#search').value === 'plassen'")
    browser.sees("$('[data-search-results] a')?.pathname.endsWith('/toilet/')")
    browser.forward()
    browser.sees("location.pathname.endsWith('/toilet/')")


def test_the_guide_leads_pauses_and_stops(browser: Browser) -> None:
    browser.open("exercises/endurance/?hold=4")
    browser.sees("$('[data-guide]').dataset.hold === '4' && $('#hold').value === '4'")
    browser.click("[data-guide-start]")
    browser.sees("$('[data-guide]').dataset.phase === 'contract'")
    browser.click("[data-guide-start]")
    browser.sees("$('[data-guide]').dataset.phase === 'paused'")
    browser.click("[data-guide-start]")
    browser.sees("$('[data-guide]').dataset.phase === 'relax' && $('[data-guide]').dataset.count === '1'")
    browser.click("[data-guide-stop]")
    browser.sees("$('[data-guide]').dataset.phase === 'ready' && $('[data-guide]').dataset.count === '0'")


def test_todays_count_is_there_after_a_reload_after_back_and_in_another_tab(browser: Browser) -> None:
    browser.open("exercises/strength/")
    browser.click("[data-today-add]")
    browser.reads("[data-today-line]", "Reeksen vandaag: 1")
    browser.reload()
    browser.click("[data-today-add]")
    browser.reads("[data-today-line]", "Reeksen vandaag: 2")
    follow(browser, ".order .next")
    browser.click("[data-today-add]")
    browser.reads("[data-today-line]", "Reeksen vandaag: 3")
    come_back(browser)
    browser.reads("[data-today-line]", "Reeksen vandaag: 3")
    with browser.other_tab("exercises/endurance/"):
        browser.click("[data-today-add]")
        browser.reads("[data-today-line]", "Reeksen vandaag: 4")
    browser.reads("[data-today-line]", "Reeksen vandaag: 4")


def test_reminders_become_a_file_and_are_still_there_after_back(browser: Browser) -> None:
    browser.open("exercises/")
    browser.click("[data-reminders] summary")
    fill(browser, "[data-reminders] input[type=time]", "09:30")
    browser.click("[data-reminders-file]")
    browser.sees("$('[data-reminders-said]').textContent.includes('.ics')")
    (file,) = patiently(lambda: list(browser.folder.glob("*.ics")) or int("not yet"))
    assert "T093000\r\n" in patiently(lambda: file.read_bytes()).decode()
    follow(browser, ".order .next")
    come_back(browser)
    browser.sees("$('[data-reminders] input[type=time]').value === '09:30'")


def test_the_date_and_its_answer_stay_together_after_back(browser: Browser) -> None:
    browser.open("lifting/")
    fill(browser, "[data-date-birth]", "2027-01-04")
    browser.sees("$('[data-date-result]').textContent.includes('15 februari 2027')")
    follow(browser, ".order .next")
    come_back(browser)
    browser.sees("$('[data-date-result]').textContent.includes('15 februari 2027')")
    browser.sees("$('[data-date-birth]').value === '2027-01-04'")


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize(("path", "second"), [("toilet/", "ar"), ("ar/toilet/", "nl")])
def test_two_languages_stand_each_at_its_own_side(
    browser: Browser, path: str, second: str, width: int
) -> None:
    browser.resize(width, 780)
    browser.open(path)
    browser.click("[data-together] summary")
    browser.click(f"[data-together] button[value={second}]")
    browser.sees("document.querySelectorAll('li > [data-of]').length > 0")
    browser.sees(BEGINS_AT_ITS_SIDE)
    assert browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    follow(browser, ".order a")
    browser.sees("location.search === '?with=' + arguments[0] && $('[data-of]')", second)
    browser.back()
    browser.sees("location.search === '?with=' + arguments[0] && $('[data-of]')", second)


def test_a_letter_has_text_code_and_copy_and_keeps_its_choice_after_back(browser: Browser) -> None:
    browser.open("letter/")
    browser.click("[name=language][value=ar]")
    browser.click("[name=section][value=endurance]")
    fill(browser, "#letter-hold", "6")
    arabic = f"{ADDRESS}ar/exercises/endurance/?hold=6"
    browser.sees("$('[data-letter-text=patient]').value.includes(arguments[0])", arabic)
    assert code(browser, "[data-card-code]:not(template *)") == arabic
    browser.click("[data-letter-copy]")
    browser.reads("[data-letter-said]", "Gekopieerd.")
    browser.ask("$('main').append(document.createElement('textarea'))")
    browser.ask("$('main > textarea').focus()")
    browser.press("v", held=CONTROL)
    browser.sees("$('main > textarea').value.includes(arguments[0])", arabic)
    follow(browser, "footer a")
    come_back(browser)
    browser.sees("$('[data-letter-text=patient]').value.includes(arguments[0])", arabic)
    browser.sees("$('[name=language]:checked').value === 'ar' && $('[value=endurance]').checked")
    browser.sees("$('#letter-hold').value === '6'")
    browser.click("[name=section][value=toilet]")
    browser.sees("$('[data-letter-text=patient]').value.includes('/ar/toilet/')")
    browser.sees("$('[data-letter-text=patient]').value.includes(arguments[0])", arabic)


def test_the_guides_signals_are_as_they_were_chosen_last(browser: Browser) -> None:
    sound = "[data-guide-option=sound]"
    browser.open("exercises/strength/")
    browser.click("[data-guide] .more summary")
    browser.click(sound)
    follow(browser, ".order .next")
    browser.click("[data-guide] .more summary")
    browser.sees("$(arguments[0]).checked", sound)
    come_back(browser)
    browser.sees("$(arguments[0]).checked", sound)
    with browser.other_tab("exercises/endurance/"):
        browser.click("[data-guide] .more summary")
        browser.sees("$(arguments[0]).checked", sound)
        browser.click(sound)
    browser.sees("!$(arguments[0]).checked", sound)


def test_go_opens_her_language_and_back_does_not_trap(browser: Browser) -> None:
    browser.open("lifting/")
    browser.ask("localStorage.setItem('/kine/folder/language', 'fr')")
    browser.open("go/endurance/?hold=7")
    browser.sees("location.href === arguments[0]", browser.root + "fr/exercises/endurance/?hold=7")
    browser.sees("$('[data-guide]').dataset.hold === '7'")
    browser.back()
    browser.sees("location.pathname.endsWith('/lifting/')")


def test_an_unknown_address_is_answered_in_every_language(browser: Browser) -> None:
    browser.open("nowhere/at/all/")
    browser.sees(
        "[...document.querySelectorAll('main p')].map(p => p.lang).join() === arguments[0]",
        ",".join(LANGUAGES),
    )
    # that the server says so is no fault of the page
    assert all("404" in complaint for complaint in complaints(browser))


@pytest.mark.parametrize(
    "path", ["", "exercises/endurance/", "de/toilet/?with=ar", "ar/letter/", "fr/about/"]
)
def test_nothing_is_wider_than_the_smallest_phone(browser: Browser, path: str) -> None:
    browser.resize(320, 640)
    browser.open(path)
    browser.sees("innerWidth === 320 && 'script' in document.documentElement.dataset")
    browser.sees("!location.search || $('[data-of]')")
    assert browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_keyboard_alone_is_enough(browser: Browser) -> None:
    browser.open("exercises/strength/")
    browser.press(TAB)
    browser.sees("document.activeElement.matches('.skip')")
    browser.press(ENTER)
    browser.sees("document.activeElement.id === 'text'")
    for _ in range(40):
        browser.press(TAB)
        if browser.ask("document.activeElement.matches('[data-guide-start]')"):
            break
    browser.press(ENTER)
    browser.sees("$('[data-guide]').dataset.phase === 'contract'")
    for count in range(10):
        browser.sees("$('[data-guide]').dataset.count === arguments[0]", str(count))
        browser.press(SPACE)
    browser.sees("$('[data-guide]').dataset.phase === 'done'")
    browser.reads("[data-today-line]", "Reeksen vandaag: 1")


def test_the_copy_on_a_disk_has_languages_guide_search_and_pdfs(browser: Browser, stick: Path) -> None:
    browser.open((stick / "index.html").as_uri())
    browser.sees("$('main a[href$=\".pdf\"]')")
    pdf = browser.ask("decodeURIComponent($('main a[href$=\".pdf\"]').pathname)")
    assert Path(pdf).read_bytes().startswith(b"%PDF")
    browser.click(".menu.contents summary")
    follow(browser, "nav.contents a[href$='toilet/index.html']")
    browser.click("[data-search]")
    browser.sees("document.activeElement.id === 'search'")
    browser.type("kracht")
    browser.sees("$('[data-search-results] a')?.pathname.endsWith('/exercises/strength/index.html')")
    browser.ask("document.documentElement.dataset.left = ''")
    browser.press(ENTER)
    browser.sees("location.pathname.endsWith('/exercises/strength/index.html')")
    browser.click("[data-guide-start]")
    browser.sees("$('[data-guide]').dataset.phase === 'contract'")
    browser.click("header .menu:not(.contents) summary")
    follow(browser, "header .languages [hreflang=ar]")
    browser.sees("document.dir === 'rtl' && location.pathname.endsWith('/ar/exercises/strength/index.html')")
    browser.open((stick / "go/endurance/index.html").as_uri() + "?hold=6")
    browser.sees("location.href.endsWith('/ar/exercises/endurance/index.html?hold=6')")
    browser.sees("$('[data-guide]').dataset.hold === '6'")


def test_a_page_opens_when_the_server_is_gone_until_she_removes_the_copy(
    browser: Browser, elsewhere: Elsewhere, addressed: Site
) -> None:
    says = "$('[data-offline-line]')?.textContent === $('[data-offline-line]')?.dataset[arguments[0]]"
    with elsewhere(addressed) as root:
        browser.open(root + "about/")
        if not browser.ask("'serviceWorker' in navigator && 'caches' in window"):
            pytest.skip(f"{browser.name} keeps nothing under automation: it has no service workers")
        browser.sees(says, "none")
        browser.sees(says, "kept")
    browser.open(root + "exercises/endurance/?hold=6")
    browser.sees("$('[data-guide]').dataset.hold === '6'")
    browser.click("[data-guide-start]")
    browser.sees("$('[data-guide]').dataset.phase === 'contract'")
    browser.open(root + "about/")
    browser.sees(says, "kept")
    browser.click("[data-offline-remove]")
    browser.sees(says, "removed")
    with suppress(RefusedError):
        browser.open(root + "toilet/")
    assert not browser.ask("$('article')")
    # the browser itself looks for the manifest and the page
    assert all("ERR_CONNECTION_REFUSED" in complaint for complaint in complaints(browser))


def test_a_part_of_which_half_came_says_so_and_comes_at_the_next_try(
    browser: Browser, elsewhere: Elsewhere, addressed: Site
) -> None:
    class Halving(Fleeting):
        half = "assets/guide."

    with elsewhere(addressed, Halving) as root:
        browser.open(root + "exercises/strength/")
        browser.click("[data-guide-start]")
        browser.reads("[data-guide] .late [role=status]", string("late.failed"))
        Halving.half = ""
        browser.click("[data-guide] .late button")
        browser.sees("$('[data-guide]').dataset.phase === 'contract'")
        assert all("SyntaxError" in complaint for complaint in complaints(browser))


def test_the_brochure_to_print_opens(browser: Browser) -> None:
    browser.open("")
    browser.click("main a[href$='.pdf']")
    browser.sees(
        "document.contentType === 'application/pdf' && location.pathname.endsWith('/brochure-nl.pdf')"
    )
    # a PDF names no icon of its own
    assert all("favicon.ico" in complaint for complaint in complaints(browser))


def test_the_hospitals_colour_is_on_the_page_in_light_and_dark(
    browser: Browser, elsewhere: Elsewhere, branded: Site
) -> None:
    with elsewhere(branded) as root:
        browser.open(root)
        for theme in THEMES:
            browser.click(f"[data-theme-choice={theme}]")
            browser.sees("getComputedStyle($('footer address a')).color === arguments[0]", rgb(BLUE[theme]))
        browser.sees("$('header img').naturalWidth > 0")


def test_reading_aloud_is_offered_only_with_a_voice_of_the_device_itself(browser: Browser) -> None:
    browser.open("en/toilet/")
    browser.sees(SETTLED)
    own = "speechSynthesis.getVoices().some(voice => voice.localService && /^en/.test(voice.lang))"
    browser.sees(f"$('[data-aloud-read]').checkVisibility({{ visibilityProperty: true }}) === {own}")


def test_what_the_device_remembers_is_deleted_at_her_wish(browser: Browser) -> None:
    browser.open("about/")
    browser.click("[data-theme-choice=dark]")
    browser.click("[data-forget]")
    browser.sees("$('[data-forgotten]').textContent && !localStorage.length")
    browser.sees("$('[data-theme-choice=auto]').ariaPressed === 'true'")


def test_a_clinician_reviews_on_a_sheet_and_sends_back_what_she_chose(
    browser: Browser, project: Path
) -> None:
    browser.open((project / "dist/review-fr.html").as_uri())
    good, stop = "[data-key='toilet.md, 1, heading 1']", "[data-key='language.yml, strings, guide.stop']"
    hold = "[data-key='exercises/endurance.md, 4, numbered item']"
    browser.click(f"{good} [value=good]")
    browser.click(f"{stop} [value=change]")
    browser.click(f"{stop} [data-field=change] textarea")
    browser.press("a", held=CONTROL)
    browser.type("Terminer")
    browser.click(f"{hold} [value=change]")
    browser.click(f"{hold} [data-field=change] textarea")
    browser.type("9")
    browser.sees("$(arguments[0]).children.length > 0", f"{hold} [data-warning]")
    browser.click(f"{hold} [value=good]")
    browser.click("#name")
    browser.type("Anne Dupont")
    browser.reload()
    browser.sees("$(arguments[0]).value === 'Terminer'", f"{stop} [data-field=change] textarea")
    browser.sees("$('#name').value === 'Anne Dupont'")
    browser.click("#profession")
    browser.type("sage-femme")
    browser.click("[data-do=finish]")
    file = browser.folder / "review-fr.json"
    sent = patiently(lambda: json.loads(file.read_text("utf-8")))
    assert sent["finished"] and sent["reviewer"]["name"] == "Anne Dupont"
    chosen = {key: (text["choice"], text["change"]) for key, text in sent["texts"].items()}
    assert chosen == {
        "toilet.md, 1, heading 1": ("good", ""),
        "language.yml, strings, guide.stop": ("change", "Terminer"),
        "exercises/endurance.md, 4, numbered item": ("good", ""),
    }
    acceptance.take(project, file)
    assert "guide.stop: Terminer" in (project / "docs/fr/language.yml").read_text("utf-8")
