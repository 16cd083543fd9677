"""The guide leads through exactly the brochure's series, on her clock, in her hand, in her language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site, address, few_languages, few_scripts, languages, string, voices_of_the_device
from tests.test_accessibility import violations

Visit = Callable[..., Page]
State = tuple[str, str, str]
ENDURANCE, STRENGTH = "exercises/endurance/", "exercises/strength/"

STUB_SIGNALS = """
window.given = [];
window.AudioContext = class {
    constructor() { this.currentTime = 0; this.destination = {}; }
    resume() { return Promise.resolve(); }
    createOscillator() {
        const source = { frequency: {}, connect: to => to, start: () => given.push(source.frequency.value), stop() {} };
        return source;
    }
    createGain() { return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {} }, connect: to => to }; }
};
navigator.vibrate = pattern => given.push("vibrate " + pattern);
window.voices = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices, addEventListener() {}, cancel() {}, speak: said => said.text && given.push("say " + said.text),
} });
"""


def open_guide(visit: Visit, path: str, script: str = "", **options: object) -> Page:
    """The page with its clock stopped: time passes only when the test lets it, and nothing slides under her finger."""
    page = visit(path, script=script, **({"reduced_motion": "reduce"} | options))
    page.clock.install(time=0)
    page.goto(page.url)
    page.clock.pause_at(60_000)
    page.wait_for_selector("html[data-script]", state="attached")
    return page


def begin(page: Page) -> None:
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-guide]")).not_to_have_attribute("data-phase", "ready")


def phase(page: Page) -> str | None:
    return page.locator("[data-guide]").get_attribute("data-phase")


def state(page: Page) -> State:
    shown = page.evaluate(
        """() => { const g = document.querySelector("[data-guide]");
        return [g.dataset.phase, g.dataset.count, g.querySelector("[data-guide-seconds]").textContent]; }"""
    )
    return (shown[0], shown[1], shown[2])


def prescribed(hold: int) -> list[State]:
    """What the brochure's series shows at each second: 3 to get ready, then ten times hold and 20 s of rest."""
    series = [("count-in", "0", str(left)) for left in (3, 2, 1)]
    for turn in range(10):
        series += [("contract", str(turn), str(left)) for left in range(hold, 0, -1)]
        series += [("relax", str(turn + 1), str(left)) for left in range(20, 0, -1)]
    return series


@pytest.mark.parametrize("hold", [3, 5, 10])
def test_the_series_is_the_brochures_to_the_second(visit: Visit, hold: int) -> None:
    page = open_guide(visit, f"{ENDURANCE}?hold={hold}")
    begin(page)
    seen = []
    for _ in range(len(prescribed(hold))):
        page.clock.run_for(100)  # within 100 ms of the clock the page is where it should be
        seen.append(state(page))
        page.clock.run_for(900)
    assert seen == prescribed(hold)
    page.clock.run_for(100)
    assert state(page)[:2] == ("done", "10")
    expect(page.locator(".now .word")).to_have_text("Klaar", use_inner_text=True)
    expect(page.locator(".now .after")).to_have_text("meerdere keren per dag")


@few_scripts
def test_the_guide_speaks_her_language(visit: Visit, language: str) -> None:
    page = open_guide(visit, address(language, ENDURANCE))
    begin(page)
    for shown in ("count-in", "contract", "relax"):
        assert phase(page) == shown
        expect(page.locator(".word [data-when]:visible")).to_have_text(string(f"guide.{shown}", language))
        page.clock.run_for(3_100)


def test_she_chooses_the_hold_within_the_brochures_range_from_its_lower_end(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    choice = page.locator("[data-guide-hold]")
    assert choice.input_value() == "3"
    assert choice.locator("option").all_inner_texts() == [str(seconds) for seconds in range(3, 11)]
    expect(page.get_by_label("naargelang wat mogelijk is")).to_be_visible()
    choice.select_option("4")
    begin(page)
    page.clock.run_for(6_900)
    assert state(page) == ("contract", "0", "1")
    page.clock.run_for(200)
    assert state(page) == ("relax", "1", "20")
    assert page.locator("[data-guide]").get_attribute("data-hold") == "4"


def test_a_link_sets_the_hold_and_says_so_and_she_can_change_it(visit: Visit) -> None:
    page = open_guide(visit, f"{ENDURANCE}?hold=6")
    line = page.locator("[data-guide-link]")
    expect(line).to_have_text("Door deze link ingesteld op 6 s. U kunt dit veranderen.")
    assert page.locator("[data-guide]").get_attribute("data-hold") == "6"
    page.locator("[data-guide-hold]").select_option("3")
    expect(line).to_have_text("")
    assert page.locator("[data-guide]").get_attribute("data-hold") == "3"


@pytest.mark.parametrize(
    "query",
    ["hold=2", "hold=11", "hold=-1", "hold=5.5", "hold=05", "hold=abc", "hold=", "hold", "hold=5&hold=6", "hold=5&hold=5",
     "hold=%3Cscript%3Ealert(1)%3C/script%3E", "hold=%E0%A4%A", "hold=1e1", "hold=%2B5", "hold=5%20", "hold=" + "9" * 5000],
    ids=lambda query: query[:30],
)  # fmt: skip
def test_a_link_with_anything_else_is_refused_and_the_brochures_range_stands(
    visit: Visit, query: str
) -> None:
    page = open_guide(visit, f"{ENDURANCE}?{query}")
    expect(page.locator("[data-guide-link]")).to_have_text(
        "Deze link vraagt een aantal seconden dat niet in de brochure staat. "
        "In de brochure: 3\u00a0–\u00a010\u00a0s, naargelang wat mogelijk is."
    )
    assert page.locator("[data-guide-hold]").input_value() == "3"


def test_the_link_holds_when_she_changes_the_language(visit: Visit) -> None:
    page = visit(f"{ENDURANCE}?hold=6")
    page.locator(".menus summary").nth(1).click()
    page.locator("header nav.languages a[lang=ar]").click()
    page.wait_for_url(f"**/ar/{ENDURANCE}?hold=6")
    expect(page.locator("[data-guide]")).to_have_attribute("data-hold", "6")


def test_a_pause_stops_the_clock_and_going_on_takes_up_where_she_was(visit: Visit) -> None:
    page = open_guide(visit, f"{ENDURANCE}?hold=5")
    begin(page)
    page.clock.run_for(4_400)
    assert state(page) == ("contract", "0", "4")
    page.locator("[data-guide-start]").click()
    assert phase(page) == "paused"
    page.clock.run_for(600_000)
    assert phase(page) == "paused"
    page.locator("[data-guide-start]").click()
    assert state(page) == ("contract", "0", "4")
    page.clock.run_for(700)
    assert state(page) == ("contract", "0", "3")


def test_going_away_pauses_rather_than_drifts(visit: Visit) -> None:
    hide = "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
    page = open_guide(visit, f"{ENDURANCE}?hold=5")
    begin(page)
    page.clock.run_for(5_100)
    page.evaluate(hide + "document.dispatchEvent(new Event('visibilitychange'))")
    assert phase(page) == "paused"


def test_a_device_that_slept_finds_the_series_paused_where_it_was(visit: Visit) -> None:
    page = open_guide(visit, f"{ENDURANCE}?hold=5")
    begin(page)
    page.clock.run_for(4_100)
    page.clock.fast_forward(3_600_000)
    assert phase(page) == "paused"
    page.locator("[data-guide-start]").click()
    assert state(page) == ("contract", "0", "4")


def test_stop_ends_it_and_a_new_series_begins_at_the_beginning(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    begin(page)
    page.clock.run_for(30_000)
    page.locator("[data-guide-stop]").click()
    assert state(page) == ("ready", "0", "")
    page.clock.run_for(30_000)
    assert phase(page) == "ready"
    begin(page)
    assert state(page) == ("count-in", "0", "3")


@few_languages
@pytest.mark.parametrize("by", ["thumb", "space bar"])
def test_strength_is_counted_by_her_to_ten_without_any_clock(visit: Visit, language: str, by: str) -> None:
    page = open_guide(visit, address(language, STRENGTH))
    button = page.locator("[data-guide-start]")
    begin(page)
    for done in range(10):
        expect(page.locator("[data-guide]")).to_have_attribute("data-count", str(done))
        page.clock.run_for(60_000)
        assert state(page) == ("contract", str(done), "")
        if by == "thumb":
            button.tap()
        else:
            page.keyboard.press("Space")
    expect(page.locator("[data-guide]")).to_have_attribute("data-phase", "done")
    expect(page.locator("[data-guide]")).to_have_attribute("data-count", "10")


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    page.locator("[data-guide-hold]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("[data-guide-start]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-guide]")).to_have_attribute("data-phase", "count-in")
    expect(page.locator("[data-guide-start]")).to_be_focused()
    page.keyboard.press("Space")
    assert phase(page) == "paused"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert phase(page) == "ready"
    expect(page.locator("[data-guide-start]")).to_be_focused()


def test_a_screen_reader_hears_the_phases_politely_and_no_seconds(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    said = page.locator("[data-guide-said]")
    assert said.get_attribute("role") == "status"
    heard: list[str | None] = []
    begin(page)
    for _ in range(28):
        text = said.text_content()
        if not heard or heard[-1] != text:
            heard.append(text)
        page.clock.run_for(1000)
    assert heard == ["Het begint zo", "Span aan. 0 van 10", "Ontspan", "Span aan. 1 van 10"]
    assert page.locator("[data-guide-seconds]").get_attribute("aria-hidden") == "true"


def test_signals_are_off_until_she_turns_them_on_and_then_differ(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE, STUB_SIGNALS)
    begin(page)
    page.clock.run_for(8_000)
    assert page.evaluate("given") == []
    page.locator("[data-guide-stop]").click()
    page.evaluate("voices.push({ lang: 'nl-BE', localService: true })")
    page.reload()
    page.clock.run_for(1_000)  # the page begins after its first frame
    page.evaluate("voices.push({ lang: 'nl-BE', localService: true })")
    page.locator(".guide .more summary").click()
    for option in ("sound", "voice", "vibration"):
        page.locator(f"[data-guide-option={option}]").check()
    begin(page)
    page.clock.run_for(8_000)
    assert page.evaluate("given") == [
        523,
        "say Span aan",
        "vibrate 120",
        349,
        "say Ontspan",
        "vibrate 60,80,60",
    ]


def test_her_choice_of_signals_is_remembered_on_this_sites_path(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE, STUB_SIGNALS)
    page.locator(".guide .more summary").click()
    page.locator("[data-guide-option=sound]").check()
    expect(
        page.locator("[data-guide-option=voice]")
    ).to_be_hidden()  # the script has come, and found no voice
    assert page.evaluate("({...localStorage})") == {"/kine/folder/guide.sound": "on"}
    page.goto(page.url.replace("endurance", "strength"))
    page.clock.run_for(1_000)  # the page begins after its first frame
    page.locator(".guide .more summary").click()
    expect(page.locator("[data-guide-option=sound]")).to_be_checked()


def test_a_phone_that_lets_a_page_sound_only_from_within_a_tap_hears_the_first_tone(visit: Visit) -> None:
    iphone = """localStorage.setItem("/kine/folder/guide.sound", "on");
        window.AudioContext = class extends AudioContext {
            resume() {
                if (window.event && event.isTrusted && event.type === "click") this.allowed = true;
                return super.resume();
            }
            createOscillator() { if (this.allowed) return super.createOscillator(); }
        };"""
    page = open_guide(visit, ENDURANCE, STUB_SIGNALS + iphone)
    begin(page)
    page.clock.run_for(4_000)
    assert page.evaluate("given") == [523]


@voices_of_the_device
def test_only_a_voice_of_the_device_itself_is_offered(visit: Visit, voices: str, offered: bool) -> None:
    page = open_guide(visit, ENDURANCE, STUB_SIGNALS + f"window.voices = {voices};")
    page.locator(".guide .more summary").click()
    expect(page.locator("head > script[src*=guide]")).to_have_count(1)
    expect(page.locator("[data-guide-option=sound]")).to_be_visible()
    expect(page.locator("[data-guide-option=voice]")).to_be_visible(visible=offered)


FAILING = {
    "absent": "delete window.AudioContext; delete Navigator.prototype.vibrate; delete Navigator.prototype.wakeLock;"
    "Object.defineProperty(window, 'speechSynthesis', { value: undefined });",
    "failing": STUB_SIGNALS
    + """window.AudioContext = class { constructor() { throw new Error("no sound"); } };
    navigator.vibrate = () => { throw new Error("no vibration"); };
    voices.push({ lang: "nl", localService: true }); speechSynthesis.speak = words => { if (words.text) throw new Error("no voice"); };
    Object.defineProperty(navigator, "wakeLock", { value: { request: () => Promise.reject(new Error("no lock")) } });
    for (const name of ["sound", "voice", "vibration"]) localStorage.setItem("/kine/folder/guide." + name, "on");""",
    "no storage": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });",
}


@pytest.mark.parametrize("case", FAILING)
def test_the_series_goes_on_when_the_device_can_do_less(visit: Visit, case: str) -> None:
    page = open_guide(visit, ENDURANCE, FAILING[case])
    begin(page)
    page.clock.run_for(233_100)
    assert state(page)[:2] == ("done", "10")


def test_the_screen_stays_on_only_while_a_series_runs(visit: Visit) -> None:
    script = """window.locks = 0; Object.defineProperty(navigator, "wakeLock", { value: { request: () =>
        Promise.resolve((locks++, { release: () => Promise.resolve(locks--) })) } });"""
    page = open_guide(visit, ENDURANCE, script)
    begin(page)
    assert page.evaluate("locks") == 1
    page.clock.run_for(1000)
    page.locator("[data-guide-start]").click()
    assert page.evaluate("locks") == 0
    page.locator("[data-guide-start]").click()
    assert page.evaluate("locks") == 1
    page.clock.run_for(233_100)
    assert page.evaluate("locks") == 0


def test_a_script_that_does_not_arrive_is_asked_for_again_at_the_next_tap(
    browser: Browser, origin: str
) -> None:
    page = browser.new_page()
    page.route("**/guide.*.js", lambda route: route.abort(), times=1)
    page.goto(origin + ENDURANCE)
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-guide]")).to_have_attribute("data-state", "failed")
    expect(page.locator("head > script[src*=guide]")).to_have_count(0)
    assert phase(page) == "ready"
    begin(page)
    assert phase(page) == "count-in"
    page.close()


def test_nothing_of_it_is_loaded_before_her_first_tap(visit: Visit) -> None:
    page = visit(ENDURANCE)
    names = "performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.includes('guide'))"
    assert page.evaluate(names) == []
    begin(page)
    assert len(page.evaluate(names)) == 2  # its style and its script


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("ar", "dark")])
def test_axe_finds_nothing_in_any_state(visit: Visit, language: str, scheme: str) -> None:
    # With the real clock, which axe needs too; the look of a phase hangs on its attribute alone.
    page = visit(address(language, f"{ENDURANCE}?hold=2"), color_scheme=scheme, reduced_motion="reduce")
    page.locator(".guide .more summary").click()
    assert violations(page) == []
    begin(page)
    page.locator("[data-guide-start]").click()
    for shown in ("paused", "count-in", "contract", "relax", "done"):
        page.evaluate("phase => document.querySelector('[data-guide]').dataset.phase = phase", shown)
        assert violations(page) == []


@languages("nl", "ar")
def test_it_fits_the_smallest_phone_with_its_main_button_in_sight(visit: Visit, language: str) -> None:
    page = open_guide(visit, address(language, ENDURANCE), viewport={"width": 320, "height": 568})
    begin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("[data-guide-start]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".word")).to_be_in_viewport(ratio=1)


def test_without_motion_the_bowl_fills_instead(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    begin(page)
    look = "(s => [s.transform, s.fill, s.transitionDuration])(getComputedStyle(document.querySelector('.floor')))"
    relaxed = page.evaluate(look)
    page.clock.run_for(3_100)
    contracted = page.evaluate(look)
    assert [relaxed[0], contracted[0]] == ["none", "none"]
    assert relaxed[1] != contracted[1]
    assert contracted[2] == "0s"


def test_without_javascript_there_is_no_guide_and_no_gap(visit: Visit) -> None:
    page = visit(ENDURANCE, java_script_enabled=False)
    expect(page.locator("[data-guide]")).to_be_hidden()
    assert page.locator("[data-guide]").bounding_box() is None


def test_coordination_has_its_three_moments_and_no_timer(site: Site) -> None:
    page = site.page("nl", "exercises/coordination/")
    assert page.select("[data-guide]") == []
    assert [moment.get_text() for moment in page.select(".exercise dd")] == [
        "alvorens te niezen",
        "alvorens te hoesten",
        "alvorens iets op te tillen",
    ]


def test_on_a_plain_http_intranet_it_works_too(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE, host="kine.intranet.test")
    assert page.evaluate("window.isSecureContext") is False
    begin(page)
    page.clock.run_for(4_100)
    assert phase(page) == "contract"


@pytest.mark.parametrize("size", [(568, 320), (844, 390)], ids=["small", "large"])
@pytest.mark.parametrize(("path", "language"), [(f"{ENDURANCE}?with=ar", "nl"), (STRENGTH, "de")])
def test_on_its_side_what_to_do_and_the_buttons_are_in_sight_together(
    visit: Visit, size: tuple[int, int], path: str, language: str
) -> None:
    page = visit(
        address(language, path),
        viewport={"width": size[0], "height": size[1]},
        locale="fr-BE",
        reduced_motion="reduce",
    )
    if "with" in path:
        expect(page.locator(".word[lang=ar]")).to_be_attached()
    expect(page.locator(".offer")).to_be_visible()
    begin(page)
    for shown in ("count-in", "contract", "relax", "paused"):
        page.evaluate("phase => document.querySelector('[data-guide]').dataset.phase = phase", shown)
        for part in [
            *page.locator(".word").all(),
            page.locator("[data-guide-start]"),
            page.locator("[data-guide-stop]"),
        ]:
            expect(part).to_be_in_viewport(ratio=1)
    expect(page.locator(".offer")).to_be_hidden()
    page.locator("[data-guide-stop]").click()
    expect(page.locator(".offer")).to_be_visible()


def test_the_sound_that_is_ticked_in_the_middle_of_a_series_sounds_from_the_next_phase(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE, STUB_SIGNALS)
    begin(page)
    page.clock.run_for(3_100)
    page.locator(".guide .more summary").click()
    page.locator("[data-guide-option=sound]").check()
    page.clock.run_for(3_000)
    assert phase(page) == "relax"
    assert page.evaluate("given") == [349]


def test_the_focus_stays_on_the_guide_when_the_series_ends_under_it(visit: Visit) -> None:
    page = open_guide(visit, ENDURANCE)
    begin(page)
    page.locator("[data-guide-stop]").focus()
    page.clock.run_for(233_100)
    assert phase(page) == "done"
    expect(page.locator("[data-guide-start]")).to_be_focused()
