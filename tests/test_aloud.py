"""The page is read aloud block by block, only by a voice of the device itself, and nothing moves at load."""

import copy
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PATIENCE, Site, address, few_languages, languages, own_text, voices_of_the_device
from tests.test_accessibility import violations

Visit = Callable[..., Page]
PELVIC_FLOOR, EXERCISES, ENDURANCE = "pelvic-floor/", "exercises/", "exercises/endurance/"

# A device whose voice says nothing by itself: the test tells when a text ends or fails, with `ends`, by default a
# minute later.
VOICE = """
window.said = [];
window.voices = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const synthesis = Object.assign(new EventTarget(), {
    current: null, speaking: false, pending: false,
    getVoices: () => voices,
    speak(words) {
        if (!words.voice || !words.voice.localService) throw new Error("the words leave the device");
        if (!words.text) return;
        if (this.speaking) throw new Error("two voices at once");
        said.push(words);
        this.current = words;
        this.speaking = true;
    },
    cancel() {
        const words = this.current;
        this.current = null;
        this.speaking = false;
        sessionStorage.silenced = Number(sessionStorage.silenced || 0) + 1;
        if (words) setTimeout(() => words.onerror({ error: "interrupted" })); // late, as browsers do
    },
});
const clock = performance.now.bind(performance);
window.later = 0;
performance.now = () => clock() + later;
const turn = () => new Promise(done => setTimeout(done));
window.ends = async (how = "onend", after = 60000) => {
    for (let turns = 0; !synthesis.current && turns < 1000; turns++) await turn();
    const words = synthesis.current;
    synthesis.current = null;
    synthesis.speaking = false;
    later += after;
    words[how]({ error: "synthesis-failed" });
    await turn();
};
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
"""


def speaking(language: str) -> str:
    return VOICE + f"voices.push({{ lang: '{language}-XX', localService: true }});"


def begin(visit: Visit, language: str = "nl", path: str = PELVIC_FLOOR, **options: object) -> Page:
    page = visit(address(language, path), script=speaking(language), **options)
    button(page).tap()
    expect_phase(page, "reading")
    return page


def button(page: Page, name: str = "read"):  # type: ignore[no-untyped-def]
    return page.locator(f"[data-aloud-{name}]")


def expect_phase(page: Page, phase: str) -> None:
    expect(page.locator("[data-aloud]")).to_have_attribute("data-phase", phase)


def said(page: Page) -> list[str]:
    texts: list[str] = page.evaluate("said.map(words => words.text)")
    return texts


def ends(page: Page, how: str = "onend") -> None:
    page.evaluate(f"ends('{how}')")


def until(page: Page, condition: str) -> None:
    """Waits until the page has failed; Playwright's own wait is forbidden by the policy."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def marked(page: Page) -> list[str | None]:
    return [block.get_attribute("data-block") for block in page.locator(".read-aloud").all()]


@languages("nl", "ar")
@pytest.mark.parametrize("path", [PELVIC_FLOOR, EXERCISES, ENDURANCE, "about/"])
def test_it_says_the_whole_page_in_its_order_and_marks_what_it_says(
    visit: Visit, site: Site, language: str, path: str
) -> None:
    article = copy.copy(site.article(language, path))
    blocks = [block for block in article.select("[data-block]") if block.name != "figure" and own_text(block)]
    page = begin(visit, language, path)
    for block in blocks:
        assert marked(page) == [block["data-block"]]
        ends(page)
    assert said(page) == [own_text(block) for block in blocks]
    assert marked(page) == []
    expect_phase(page, "ready")
    for picture in article.select("svg"):
        picture.decompose()
    assert "".join("".join(said(page)).split()) == "".join(article.get_text().split())


def test_the_words_are_said_in_the_voices_language(visit: Visit) -> None:
    page = begin(visit, "ar")
    assert page.evaluate("[said[0].voice === voices[0], said[0].lang, said[0].rate]") == [True, "ar-XX", 1]


@voices_of_the_device
@pytest.mark.parametrize("late", [False, True], ids=["at once", "late"])
def test_only_a_voice_of_the_device_itself_is_offered_and_nothing_moves(
    visit: Visit, voices: str, offered: bool, late: bool
) -> None:
    watch = """window.shifts = []; new PerformanceObserver(list => shifts.push(...list.getEntries()))
        .observe({ type: "layout-shift", buffered: true });"""
    come = f"voices.push(...{voices}); speechSynthesis.dispatchEvent(new Event('voiceschanged'));"
    page = visit(PELVIC_FLOOR, script=VOICE + watch + (f"voices.push(...{voices});" if not late else ""))
    top = "document.querySelector('article > p').getBoundingClientRect().top"
    before = page.evaluate(top)
    if late:
        expect(button(page)).to_be_hidden()
        page.evaluate(come)
    expect(button(page)).to_be_visible(visible=offered)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(top) == before
    assert page.evaluate("shifts.length") == 0
    assert violations(page) == []


def test_her_tap_moves_nothing_either(visit: Visit) -> None:
    page = visit(ENDURANCE, script=speaking("nl"), viewport={"width": 320, "height": 640})
    top = "document.querySelector('.exercise').getBoundingClientRect().top + scrollY"
    before = page.evaluate(top)
    button(page).tap()
    expect_phase(page, "reading")
    assert page.evaluate(top) == before


def test_a_device_that_cannot_speak_shows_nothing_and_keeps_no_room(visit: Visit) -> None:
    page = visit(
        PELVIC_FLOOR, script="Object.defineProperty(window, 'speechSynthesis', { value: undefined });"
    )
    expect(button(page)).to_be_hidden()
    assert page.locator("[data-aloud]").bounding_box() is None


def test_without_javascript_it_keeps_no_room(visit: Visit) -> None:
    page = visit(PELVIC_FLOOR, java_script_enabled=False)
    assert page.locator("[data-aloud]").bounding_box() is None


def test_a_pause_falls_silent_and_going_on_begins_the_block_again(visit: Visit) -> None:
    page = begin(visit)
    ends(page)
    button(page).tap()
    expect_phase(page, "paused")
    expect(button(page)).to_have_text("Ga verder", use_inner_text=True)
    assert page.evaluate("speechSynthesis.speaking") is False
    assert len(said(page)) == 2
    assert len(marked(page)) == 1
    button(page).tap()
    expect_phase(page, "reading")
    texts = said(page)
    assert len(texts) == 3
    assert texts[1] == texts[2]


def test_stop_ends_it_and_a_new_start_is_at_the_title(visit: Visit) -> None:
    page = begin(visit)
    ends(page)
    button(page, "stop").tap()
    expect_phase(page, "ready")
    assert page.evaluate("speechSynthesis.speaking") is False
    assert marked(page) == []
    expect(button(page)).to_be_focused()
    expect(button(page, "stop")).to_be_hidden()
    button(page).tap()
    assert said(page)[-1] == said(page)[0] == "De bekkenbodem"


def test_another_speed_holds_at_once_and_for_what_follows(visit: Visit) -> None:
    page = begin(visit)
    speed = page.get_by_label("Snelheid")
    assert speed.locator("option").all_inner_texts() == ["traag", "gewoon", "snel"]
    speed.select_option("traag")
    ends(page)
    speed.select_option("snel")
    until(page, "said.length === 4")
    assert page.evaluate("said.map(words => words.rate)") == [1, 0.75, 0.75, 1.25]
    assert said(page)[0] == said(page)[1]
    assert said(page)[2] == said(page)[3]


def test_another_speed_in_a_pause_waits_for_her(visit: Visit) -> None:
    page = begin(visit)
    button(page).tap()
    page.get_by_label("Snelheid").select_option("traag")
    expect_phase(page, "paused")
    button(page).tap()
    assert page.evaluate("said.map(words => words.rate)") == [1, 0.75]


def test_a_voice_that_fails_leaves_a_pause_and_she_can_go_on(visit: Visit) -> None:
    page = begin(visit)
    ends(page)
    ends(page, "onerror")
    expect_phase(page, "paused")
    button(page).tap()
    expect_phase(page, "reading")
    assert said(page)[1] == said(page)[2]
    ends(page)
    assert len(said(page)) == 4


def test_a_voice_that_goes_away_ends_it(visit: Visit) -> None:
    page = begin(visit)
    page.evaluate("voices.length = 0; speechSynthesis.dispatchEvent(new Event('voiceschanged'));")
    ends(page)
    expect_phase(page, "ready")
    assert marked(page) == []
    expect(button(page)).to_be_hidden()


def test_leaving_the_page_falls_silent(visit: Visit) -> None:
    page = begin(visit)
    before = page.evaluate("Number(sessionStorage.silenced || 0)")
    page.locator("nav.order .next").click()
    page.wait_for_url("**/pregnancy/")
    assert page.evaluate("Number(sessionStorage.silenced || 0)") == before + 1


# The page has not scrolled for ten frames.
STANDS_STILL = """() => new Promise(done => {
    let top = scrollY, still = 0;
    requestAnimationFrame(function look() {
        still = scrollY === top ? still + 1 : 0;
        top = scrollY;
        still < 10 ? requestAnimationFrame(look) : done();
    });
})"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_page_follows_the_voice_with_the_buttons_in_sight(visit: Visit, motion: str) -> None:
    page = begin(visit, reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == (
        "smooth" if motion == "no-preference" else "auto"
    )
    for _ in range(8):
        ends(page)
        expect(page.locator(".read-aloud")).to_be_in_viewport(ratio=0.5)
        page.evaluate(STANDS_STILL)
    assert page.evaluate("scrollY") > 0
    expect(button(page, "stop")).to_be_in_viewport(ratio=1)


def test_the_page_does_not_pull_her_back_when_she_scrolled_away(visit: Visit) -> None:
    page = begin(visit, reduced_motion="reduce")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    away = page.evaluate("scrollY")
    ends(page)
    assert page.evaluate("scrollY") == away > 0


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit(PELVIC_FLOOR, script=speaking("nl"))
    button(page).focus()
    page.keyboard.press("Enter")
    expect_phase(page, "reading")
    page.keyboard.press("Space")
    expect_phase(page, "paused")
    expect(button(page)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_phase(page, "ready")
    expect(button(page)).to_be_focused()


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("ar", "dark")])
def test_axe_finds_nothing_in_any_state(visit: Visit, language: str, scheme: str) -> None:
    page = visit(address(language, PELVIC_FLOOR), script=speaking(language), color_scheme=scheme)
    assert violations(page) == []
    button(page).tap()
    expect_phase(page, "reading")
    assert violations(page) == []
    button(page).tap()
    expect_phase(page, "paused")
    assert violations(page) == []


@few_languages
def test_on_the_smallest_phone_the_buttons_stand_on_one_line_each_large_enough(
    visit: Visit, language: str
) -> None:
    page = begin(visit, language, viewport={"width": 320, "height": 640})
    for _ in ("reading", "paused"):
        boxes = [button(page, name).bounding_box() for name in ("read", "stop", "speed")]
        assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
        assert len({box["y"] for box in boxes}) == 1
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        button(page).tap()


def test_it_reads_on_an_origin_without_https_and_without_storage(visit: Visit) -> None:
    refused = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    page = visit(PELVIC_FLOOR, host="kine.intranet.test", script=speaking("nl") + refused)
    button(page).tap()
    expect_phase(page, "reading")


def test_home_has_its_own_first_screen_without_it(site: Site) -> None:
    assert site.page("nl", "").select("[data-aloud]") == []
