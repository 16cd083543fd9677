"""The device's voice: the right one speaks, and what its engine leaves out or makes up does no harm."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import string
from tests.test_aloud import VOICE, begin, button, ends, expect_phase, said, speaking, until

Visit = Callable[..., Page]
ENDURANCE = "exercises/endurance/"
FAILED = string("aloud.failed")


def expect_failed(page: Page) -> None:
    expect_phase(page, "paused")
    expect(page.locator("[data-aloud-failed]")).to_have_text(FAILED)
    expect(page.locator("[data-aloud-failed]")).to_be_visible()


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        ([("Xander", "nl-NL", False), ("Ellen", "nl-BE", True)], "Ellen"),
        (
            [("Ellen", "nl-BE", False), ("Xander", "nl-NL", True)],
            "Xander",
        ),  # the device's choice before the region
        ([("Xander", "nl-NL", False), ("Ellen", "nl_BE", False)], "Ellen"),
        ([("Flo (Nederlands)", "nl-BE", False), ("Xander", "nl-NL", False)], "Xander"),
        ([("Flo (Nederlands)", "nl-BE", False)], "Flo (Nederlands)"),
        ([("Amélie", "fr-BE", True), ("Xander", "nl-NL", False)], "Xander"),
    ],
    ids=["default", "default elsewhere", "region", "no novelty", "nothing else", "language"],
)
def test_the_devices_choice_speaks_then_a_serious_voice_then_her_region(
    visit: Visit, voices: list[tuple[str, str, bool]], chosen: str
) -> None:
    listed = [
        {"name": name, "lang": lang, "default": default, "localService": True}
        for name, lang, default in voices
    ]
    page = visit(
        "toilet/",
        script=f"{VOICE} voices.push(...{listed!r});".replace("True", "true").replace("False", "false"),
    )
    button(page).tap()
    expect_phase(page, "reading")
    assert page.evaluate("said[0].voice.name") == chosen


def test_nothing_is_broken_off_while_nothing_is_said(visit: Visit) -> None:
    page = begin(visit)
    for _ in range(3):
        ends(page)
    assert page.evaluate("sessionStorage.silenced") is None


def test_the_next_block_follows_though_the_engine_never_tells_the_end(visit: Visit) -> None:
    page = begin(visit)
    page.evaluate(
        "new Promise(done => setTimeout(done, 300))"
    )  # by the page's own clock: the engine is seen to speak
    page.evaluate("later += 60000; speechSynthesis.speaking = false; speechSynthesis.current = null")
    until(page, "said.length === 2")
    page.evaluate("later += 300000")  # and one that claims to speak for ever
    until(page, "said.length === 3")
    expect_phase(page, "reading")


@pytest.mark.parametrize("how", ["onend", "onerror"])
def test_a_voice_that_is_not_installed_does_not_rush_through_the_page(visit: Visit, how: str) -> None:
    page = begin(visit)
    page.evaluate(f"ends('{how}', -5000)")  # sooner than any machine, however busy, brings it
    expect_failed(page)
    assert len(said(page)) == 1
    button(page).tap()
    expect(page.locator("[data-aloud-failed]")).to_be_hidden()
    assert len(said(page)) == 2


def test_a_voice_that_says_nothing_is_not_called_reading(visit: Visit) -> None:
    page = visit(
        "toilet/", script=speaking("nl") + "speechSynthesis.speak = words => words.text && said.push(words);"
    )
    button(page).tap()
    expect_phase(page, "reading")
    page.evaluate("later += 6000")
    expect_failed(page)


def test_after_another_speed_the_engine_has_time_to_fall_silent(visit: Visit) -> None:
    page = begin(visit)
    page.get_by_label("Snelheid").select_option("traag")
    assert len(said(page)) == 1
    until(page, "said.length === 2")
    assert page.evaluate("speechSynthesis.speaking")


def test_a_block_that_a_locked_screen_silenced_is_said_again(visit: Visit) -> None:
    page = begin(visit)
    ends(page)
    page.evaluate("""speechSynthesis.speaking = false; speechSynthesis.current = null;
        document.dispatchEvent(new Event("visibilitychange"))""")
    assert len(said(page)) == 3
    assert said(page)[1] == said(page)[2]
    expect_phase(page, "reading")


@pytest.mark.parametrize(
    ("path", "tapped", "first"),
    [
        ("toilet/", "[data-aloud-read]", "Toilethouding"),
        (ENDURANCE, "[data-guide-start]", string("guide.contract")),
    ],
    ids=["aloud", "guide"],
)
def test_a_phone_that_lets_a_page_speak_only_from_within_a_tap_hears_the_first_word(
    visit: Visit, path: str, tapped: str, first: str
) -> None:
    iphone = """localStorage.setItem("/kine/folder/guide.voice", "on");
        const speak = synthesis.speak;
        let allowed = false;
        synthesis.speak = function (words) {
            allowed = allowed || window.event && event.isTrusted && event.type === "click";
            if (allowed) speak.call(this, words);
            else setTimeout(() => words.onerror({ error: "not-allowed" }));
        };"""
    page = visit(path, script=speaking("nl") + iphone)
    page.locator(tapped).tap()
    until(page, f"said.length && said[0].text === {first!r}")


def test_a_word_of_the_guides_leaves_the_reading_in_a_pause_from_which_it_goes_on(visit: Visit) -> None:
    remembered = "localStorage.setItem('/kine/folder/guide.voice', 'on');"
    page = visit("exercises/strength/", script=speaking("nl") + remembered)
    button(page).tap()
    expect_phase(page, "reading")
    page.locator("[data-guide-start]").tap()
    until(page, f"said.some(words => words.text === {string('guide.contract')!r})")
    expect_phase(page, "paused")
    expect(page.locator("[data-aloud-failed]")).to_be_hidden()
    ends(page)
    button(page).tap()
    expect_phase(page, "reading")
    assert said(page)[-1] == said(page)[0] == "Kracht"


@pytest.mark.parametrize(("shown", "voice", "offered"), [("tr", "tr-TR", True), ("tr", "nl-BE", False)])
def test_a_page_that_the_browser_translates_is_read_by_a_voice_of_what_it_shows(
    visit: Visit, shown: str, voice: str, offered: bool
) -> None:
    page = visit(
        "toilet/", script=f"{VOICE} voices.push({{ name: 'x', lang: '{voice}', localService: true }});"
    )
    page.evaluate(f"""document.documentElement.lang = "{shown}";
        for (const words of [...document.querySelectorAll("h1, article p, article li")].flatMap(e => [...e.childNodes])) {{
            if (words.nodeType !== 3 || !words.data.trim()) continue;
            const font = document.createElement("font");
            words.replaceWith(font);
            font.append("çeviri " + words.data);
        }}""")
    expect(button(page)).to_be_visible(visible=offered)
    if offered:
        button(page).tap()
        expect_phase(page, "reading")
        assert said(page) == ["çeviri Toilethouding"]
        assert page.evaluate("said[0].lang") == voice


def test_a_page_that_the_browser_translates_keeps_to_the_sites_own_languages(visit: Visit) -> None:
    page = visit("toilet/?with=fr")
    page.evaluate("document.documentElement.lang = 'tr'")
    expect(page.locator("[data-of]").first).to_be_visible()
    page.locator("nav.order .next").click()
    page.wait_for_url("**/postnatal/?with=fr")
    page.evaluate("document.documentElement.lang = 'tr'")
    page.locator("[data-search]").click()
    page.locator("[data-search-field]").fill("plassen")
    expect(page.locator("dialog section a").first).to_have_attribute(
        "href", page.url.split("/postnatal")[0] + "/toilet/?with=fr#urination"
    )
    page.locator("[data-search-close]").click()
    page.locator(".menus summary").nth(1).click()
    page.locator("header .languages a[lang=fr]").click()
    page.wait_for_url("**/fr/postnatal/?with=nl")
