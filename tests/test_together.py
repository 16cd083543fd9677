"""A second language stands beside the page's own, block by block, and nothing is guessed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import Tag
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.conftest import (
    LANGUAGES,
    PATHS,
    PLUGINS,
    Site,
    address,
    every_language,
    few_languages,
    own_text,
    string,
)
from tests.test_accessibility import violations
from tests.test_aloud import VOICE, ends, expect_phase, marked, said, until

Visit = Callable[..., Page]
PAIRS = pytest.mark.parametrize(("language", "second"), [("nl", "ar"), ("ar", "fr"), ("de", "en")])
TOILET, ENDURANCE, EXERCISES = "toilet/", "exercises/endurance/", "exercises/"
SMALL = {"viewport": {"width": 320, "height": 640}}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "is_mobile": False}
DIRECTION = {"ar": "rtl"}
LOADING = "De tweede taal wordt geladen."
FAILED = string("together.failed")
UNEQUAL = string("together.unequal")


def control(page: Page) -> Locator:
    return page.locator("[data-together]")


def counterparts(page: Page) -> Locator:
    return page.locator("[data-of]")


def choose(page: Page, language: str) -> None:
    control(page).locator("summary").click()
    control(page).locator(f"button[lang={language}]").click()


def switch_off(page: Page) -> None:
    page.locator("[data-together-off]").click()


def expect_two(page: Page, language: str) -> None:
    expect(page.locator(f"[data-of][lang={language}]")).to_have_count(page.locator("[data-block]").count())


def expect_one(page: Page) -> None:
    expect(counterparts(page)).to_have_count(0)
    expect(page.locator("[data-with], [data-pair]")).to_have_count(0)


def message(page: Page) -> Locator:
    return page.locator("[data-together-said]")


def query(page: Page) -> str:
    return page.url.partition("?")[2]


def words(block: Tag) -> str:
    """What a block says; a picture says what it is to who cannot see it."""
    text = str(block.svg["aria-label"]) if block.name == "figure" and block.svg else own_text(block)
    return " ".join(text.split())


@PAIRS
def test_on_every_page_each_block_is_followed_by_the_same_block_in_the_second_language(
    visit: Visit, site: Site, language: str, second: str
) -> None:
    page = visit(address(language, ""), **SMALL)
    root = page.url if language == "nl" else page.url.removesuffix(f"{language}/")
    for path in PATHS:
        page.goto(f"{root}{address(language, path)}?with={second}")
        ours = site.article(language, path).select("[data-block]")
        theirs = site.article(second, path).select("[data-block]")
        expect_two(page, second)
        order = page.evaluate(
            """() => [...document.querySelectorAll("article :is([data-block], [data-of])")]
                .map(block => Number(block.dataset.block ?? -block.dataset.of))"""
        )
        assert order == [number for block in range(1, len(ours) + 1) for number in (block, -block)], path
        shown = page.evaluate(
            """() => [...document.querySelectorAll("[data-of]")].map(block =>
                [block.textContent.replace(/\\u00ad/g, "").replace(/\\s+/g, " ").trim(), block.lang, block.dir])"""
        )
        direction = DIRECTION.get(second, "ltr")
        assert shown == [[words(block), second, direction] for block in theirs], path
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(tag => tag.id)")
        assert len(ids) == len(set(ids))
        assert page.locator("article figure svg").count() == len(
            site.article(language, path).select("figure svg")
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert message(page).text_content() == ""


def test_the_pictures_of_a_step_have_the_width_of_both_columns(visit: Visit) -> None:
    page = visit("exercises/endurance/?with=ar", viewport={"width": 1280, "height": 900})
    expect_two(page, "ar")
    step, pictures = (page.locator(part).bounding_box() for part in ("ol > li >> nth=1", "li > .pictures"))
    assert step and pictures
    assert pictures["width"] >= step["width"]


def test_without_the_address_asking_nothing_is_loaded_before_her_tap(visit: Visit) -> None:
    page = visit(TOILET)
    expect(control(page).locator("summary")).to_have_text("Twee talen", use_inner_text=True)
    expect_one(page)
    expect(page.locator("[src*=together], [href*=together]")).to_have_count(0)


def test_she_chooses_a_language_by_its_own_name_sees_which_it_is_and_goes_back_to_one(visit: Visit) -> None:
    page = visit(f"{TOILET}?hold=6#footstool")
    before = page.locator("article").inner_text()
    control(page).locator("summary").tap()
    names = control(page).locator("li").all_inner_texts()
    every = {one["locale"]: one["name"] for one in PLUGINS["i18n"]["languages"]}
    assert names == [every[code] for code in LANGUAGES if code != "nl"]
    control(page).get_by_text("العربية").tap()
    expect_two(page, "ar")
    assert query(page) == "hold=6&with=ar#footstool"
    expect(control(page).locator("summary")).to_have_text("Twee talen العربية", use_inner_text=True)
    expect(message(page)).to_have_text("Twee talen العربية")  # for a screen reader
    expect(control(page).locator("li").first).to_be_hidden()
    expect(control(page).locator("[aria-current]")).to_have_text("العربية")
    switch_off(page)
    expect_one(page)
    assert query(page) == "hold=6#footstool"
    expect(page.locator("[data-together-off]")).to_be_hidden()
    assert page.locator("article").inner_text() == before
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_another_second_language_takes_the_place_of_the_first(visit: Visit, site: Site) -> None:
    page = visit(f"{EXERCISES}?with=ar")
    expect_two(page, "ar")
    choose(page, "fr")
    expect_two(page, "fr")
    expect(page.locator("article [lang=ar]:not(button)")).to_have_count(0)
    assert query(page) == "with=fr"


def test_back_and_forward_show_what_the_address_asks(visit: Visit) -> None:
    page = visit(TOILET)
    choose(page, "ar")
    expect_two(page, "ar")
    choose(page, "fr")
    expect_two(page, "fr")
    switch_off(page)
    expect_one(page)
    for language in ("fr", "ar"):
        page.go_back()
        expect_two(page, language)
    page.go_back()
    expect_one(page)
    page.go_forward()
    expect_two(page, "ar")
    page.reload()
    expect_two(page, "ar")


def test_what_the_address_cannot_ask_is_ignored(visit: Visit) -> None:
    page = visit(EXERCISES)
    here, asked_for = page.url, []
    page.on("request", lambda request: asked_for.append(request.url))
    unknown, own, path, twice = "with=xx", "with=nl", "with=../..", "with=ar&with=ar"
    odd = ["with=", "with=AR", "with=constructor", "with=%22%5D", "with=ar%00", "with=" + "a" * 5000]
    for asked in (unknown, own, path, twice, "with=ar&with=fr", *odd):
        page.goto(f"{here}?{asked}")
        expect(message(page)).to_have_attribute("role", "status")  # the script has read the address
        expect(message(page)).to_be_empty()
        expect_one(page)
        expect(page.locator("[data-together-off]")).to_be_hidden()
        assert page.locator("nav.order .next").get_attribute("href") == "strength/"
    pages = {url.partition("?")[0] for url in asked_for if url.partition("?")[0].endswith("/")}
    assert pages == {here}
    choose(page, "ar")
    expect_two(page, "ar")
    assert query(page) == "with=ar"


def test_every_link_to_a_page_takes_the_choice_along_until_it_is_switched_off(visit: Visit) -> None:
    page = visit(f"{EXERCISES}?with=ar")
    expect_two(page, "ar")
    root = page.url.removesuffix(f"{EXERCISES}?with=ar")
    links = page.locator("a[href]:not([href^='#'])").all()
    assert len(links) > len(LANGUAGES)
    for link in links:
        target = str(link.evaluate("link => link.href"))
        language = target.removeprefix(root).partition("/")[0]
        expected = "nl" if language == "ar" else "ar"
        assert target.partition("?")[2].partition("#")[0] == f"with={expected}", target
    page.locator("nav.order .next").click()
    page.wait_for_url("**/exercises/strength/?with=ar")
    expect_two(page, "ar")
    page.locator(".also a").first.click()
    page.wait_for_url("**/exercises/?with=ar#attention")
    expect_two(page, "ar")
    switch_off(page)
    expect_one(page)
    expect(page.locator("a[href*='with=']")).to_have_count(0)


def test_a_link_in_the_second_language_leads_where_the_blocks_own_leads(visit: Visit) -> None:
    page = visit(f"{EXERCISES}?with=ar")
    expect_two(page, "ar")
    page.locator("[data-of] a", has_text="القوة").click()
    page.wait_for_url("**/folder/exercises/strength/?with=ar")
    expect_two(page, "ar")


def test_to_the_second_languages_own_page_the_first_goes_along(visit: Visit) -> None:
    page = visit(f"{ENDURANCE}?hold=6&with=ar")
    expect_two(page, "ar")
    for language, second in (("ar", "nl"), ("fr", "nl"), ("nl", "fr")):
        page.locator(".menus summary").nth(1).click()
        page.locator(f"header nav.languages a[lang={language}]").click()
        page.wait_for_url(f"**/{address(language, ENDURANCE)}?hold=6&with={second}")
        expect_two(page, second)


def test_the_place_that_a_link_points_at_stays_in_sight(visit: Visit) -> None:
    page = visit("")
    for path in (f"{TOILET}?with=ar#footstool", f"{EXERCISES}?with=ar#attention"):
        page.goto(page.url.partition("/folder/")[0] + f"/folder/{path}")
        expect_two(page, "ar")
        expect(page.locator(":target")).to_be_in_viewport()
        top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= top < 100


def test_what_she_reads_stays_where_it_is_on_her_screen(visit: Visit) -> None:
    page = visit(TOILET, reduced_motion="reduce")
    block = page.locator("#bowel-movement")
    block.evaluate("block => scrollTo(0, block.getBoundingClientRect().top + scrollY - 20)")
    for button, pairs in (("button[lang=ar]", 20), ("[data-together-off]", 0)):
        page.evaluate("button => document.querySelector(`[data-together] ${button}`).click()", button)
        expect(counterparts(page)).to_have_count(pairs)
        box = block.bounding_box()
        assert box and abs(box["y"] - 20) < 2


# The other language's page: slow, lost, not ours, not equal


def held(page: Page, language: str) -> list[Route]:
    """The requests for a language's page, which wait until the test answers them."""
    routes: list[Route] = []
    page.route(f"**/folder/{address(language, TOILET)}", lambda route: routes.append(route))
    return routes


def test_a_slow_page_is_said_to_be_coming_and_nothing_is_half_done(visit: Visit) -> None:
    page = visit(TOILET)
    routes = held(page, "ar")
    choose(page, "ar")
    expect(message(page)).to_have_text(LOADING)
    expect_one(page)
    assert query(page) == ""
    routes[0].continue_()
    expect_two(page, "ar")
    expect(message(page)).not_to_contain_text(LOADING)


def test_the_last_choice_wins(visit: Visit) -> None:
    page = visit(TOILET)
    routes = held(page, "ar")
    choose(page, "ar")
    expect(message(page)).to_have_text(LOADING)
    choose(page, "fr")
    expect_two(page, "fr")
    with page.expect_response("**/ar/toilet/"):
        routes[0].continue_()
    page.wait_for_load_state("networkidle")
    expect_two(page, "fr")
    expect(page.locator("[data-of][lang=ar]")).to_have_count(0)
    assert query(page) == "with=fr"


def test_the_last_choice_wins_while_the_script_is_still_coming(visit: Visit) -> None:
    page = visit(TOILET)
    page.evaluate(
        "for (const code of ['ar', 'fr']) document.querySelector(`[data-together] button[lang=${code}]`).click()"
    )
    expect_two(page, "fr")


@pytest.fixture
def lonely(browser: Browser, origin: str) -> Iterator[Page]:
    """A page on which a request may fail; elsewhere the browser's complaint would fail the test."""
    page = browser.new_page(locale="nl-BE")
    page.goto(origin + TOILET)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("**/ar/toilet/", None),
        ("**/ar/toilet/", {"status": 500, "body": "error"}),
        ("**/ar/toilet/", {"status": 404, "body": '<html lang="ar"><article></article>'}),
        ("**/ar/toilet/", {"status": 200, "body": '<html lang="en">Please log in to the Wi-Fi'}),
    ],
    ids=["no network", "an error", "no page", "another page"],
)
def test_a_page_that_does_not_come_is_told_and_the_next_tap_tries_again(
    lonely: Page, pattern: str, answer: dict[str, Any] | None
) -> None:
    def fail(route: Route) -> None:
        route.fulfill(content_type="text/html", **answer) if answer else route.abort()

    lonely.route(pattern, fail, times=1)
    choose(lonely, "ar")
    expect(message(lonely)).to_have_text(FAILED)
    expect_one(lonely)
    assert query(lonely) == ""
    choose(lonely, "ar")
    expect_two(lonely, "ar")
    expect(message(lonely)).not_to_contain_text(FAILED)


def test_a_page_that_never_comes_is_given_up(visit: Visit) -> None:
    page = visit(TOILET)
    page.clock.install()
    page.reload()
    held(page, "ar")
    choose(page, "ar")
    page.clock.run_for(1_000)
    expect(message(page)).to_have_text(LOADING)
    page.clock.run_for(20_000)
    expect(message(page)).to_have_text(FAILED)


def test_asked_by_the_address_a_page_that_does_not_come_can_be_switched_off(lonely: Page) -> None:
    lonely.route("**/ar/toilet/", lambda route: route.abort())
    lonely.goto(lonely.url + "?with=ar")
    expect(message(lonely)).to_have_text(FAILED)
    switch_off(lonely)
    expect(message(lonely)).to_be_empty()
    assert query(lonely) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda html: html.replace('data-block="3"', ""),
        lambda html: html.replace("<ol>", "<ul>", 1).replace("</ol>", "</ul>", 1),
        lambda html: html.replace('<h2 data-block="2"', '<h3 data-block="2"'),
        lambda html: html.replace('<li data-block="5">', '<li data-block="5"><a href="../">…</a>'),
    ],
    ids=["one less", "another list", "another heading", "another link"],
)
def test_blocks_that_do_not_match_are_not_guessed(
    visit: Visit, site: Site, change: Callable[[str], str]
) -> None:
    html = (site.folder / "ar/toilet/index.html").read_text("utf-8")
    page = visit(TOILET)
    before = page.locator("article > :not(.tools)").all_inner_texts()
    changed = change(html)
    assert changed != html
    page.route("**/ar/toilet/", lambda route: route.fulfill(body=changed, content_type="text/html"))
    choose(page, "ar")
    expect(message(page)).to_have_text(UNEQUAL)
    expect(message(page)).to_have_attribute("role", "status")
    expect_one(page)
    assert page.locator("article > :not(.tools)").all_inner_texts() == before
    choose(page, "fr")
    expect_two(page, "fr")


def test_nothing_in_the_other_page_is_run(visit: Visit, site: Site) -> None:
    html = (site.folder / "ar/toilet/index.html").read_text("utf-8")
    script = '<script>document.title = "run"</script>'
    changed = html.replace('<li data-block="5">', '<li data-block="5">' + script)
    assert script in changed
    page = visit(TOILET)
    page.route("**/ar/toilet/", lambda route: route.fulfill(body=changed, content_type="text/html"))
    choose(page, "ar")
    expect_two(page, "ar")
    assert page.title() != "run"


# On her screen, by keyboard, by ear and on paper


def test_a_screen_reader_finds_one_outline_and_as_many_items_as_before(visit: Visit) -> None:
    page = visit(f"{TOILET}?with=ar")
    expect_two(page, "ar")
    tree = page.locator("article").aria_snapshot()
    assert tree.count("- heading") == page.locator("article :is(h1, h2)").count() == 4
    assert tree.count("- listitem") == page.locator("article ol > li").count() == 5
    assert tree.count("- img") == page.locator("article figure").count()
    parts = [line.strip() for line in tree.splitlines()]
    title = parts.index('- heading "Plassen" [level=2]')
    assert parts[title + 1] == "- paragraph: التبوّل"


@pytest.mark.parametrize("options", [SMALL, WIDE], ids=["small", "wide"])
def test_an_item_stands_at_its_own_side_where_items_follow_their_list(
    visit: Visit, options: dict[str, Any]
) -> None:
    """In Firefox and WebKit an item's text has the side of its list; Chromium is told to do so too."""
    page = visit(f"{TOILET}?with=ar", **options)
    expect_two(page, "ar")
    page.evaluate("document.styleSheets[0].insertRule('li { text-align: -webkit-match-parent }', 0)")
    items = page.locator("li > [data-of]").all()
    assert items
    for item in items:
        gap = item.evaluate(
            """element => {
                const text = document.createRange();
                text.selectNodeContents(element);
                const pieces = [...text.getClientRects()];
                const last = pieces.filter(piece => piece.bottom >= pieces.at(-1).bottom - 8);
                return element.getBoundingClientRect().right - Math.max(...last.map(piece => piece.right));
            }"""
        )
        assert gap < 36


@pytest.mark.parametrize(
    ("language", "second", "path"),
    [("nl", "ar", "pelvic-floor/"), ("ar", "fr", "toilet/"), ("de", "en", "exercises/")],
)
def test_on_a_wide_screen_a_block_and_its_counterpart_stand_side_by_side(
    visit: Visit, language: str, second: str, path: str
) -> None:
    page = visit(f"{address(language, path)}?with={second}", **WIDE)
    expect_two(page, second)
    pairs = side_by_side(page)
    assert pairs
    for top, beside, sideways in pairs:
        assert top < 8
        assert beside == ("before" if language == "ar" else "after")
        assert not sideways


def side_by_side(page: Page) -> Any:
    """For each pair: how far apart the tops of their first lines are, and on which side the second is."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-of]:not(.unseen)")].map(of => {
            const block = document.querySelector(`[data-block="${of.dataset.of}"]`);
            const range = document.createRange();
            range.selectNodeContents(block);
            if (block.contains(of)) range.setEndBefore(of);
            const [own, other] = [range, of].map(part => part.getBoundingClientRect());
            const side = other.left >= own.right ? "after" : other.right <= own.left ? "before" : "under";
            return [Math.abs(own.top - other.top), side, document.documentElement.scrollWidth > innerWidth];
        })"""
    )


def test_on_a_phone_the_counterpart_stands_under_its_block(visit: Visit) -> None:
    page = visit(f"{TOILET}?with=ar")
    expect_two(page, "ar")
    assert {side for _, side, _ in side_by_side(page)} == {"under"}


def test_with_the_guide_open_what_to_do_now_stands_in_both_languages(visit: Visit) -> None:
    page = visit(f"{ENDURANCE}?with=ar")
    expect_two(page, "ar")
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-guide]")).to_have_attribute("data-phase", "contract", timeout=10_000)
    expect(page.locator(".word")).to_have_text(
        ["Span aan", string("guide.contract", "ar")], use_inner_text=True
    )
    expect(page.locator(".word").nth(1)).to_have_attribute("lang", "ar")
    expect(page.locator(".breathe")).to_have_text(["Blijf doorademen", string("guide.breathe", "ar")])
    for part in (".word >> nth=0", ".word >> nth=1", "[data-guide-start]"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    switch_off(page)
    expect(page.locator(".word")).to_have_text(["Span aan"], use_inner_text=True)


def test_how_to_count_stands_in_both_languages(visit: Visit) -> None:
    page = visit("exercises/strength/?with=fr")
    expect_two(page, "fr")
    lines = page.locator("[data-guide] .counting")
    expect(lines).to_have_count(2)
    expect(lines.nth(1)).to_have_attribute("lang", "fr")
    expect(lines.nth(1)).to_contain_text("Contractez")


@pytest.mark.parametrize(
    ("language", "second", "lines", "path"),
    [("nl", "ar", ["ar"], ""), ("ar", "fr", ["ar", "fr"], TOILET), ("fr", "nl", ["fr"], TOILET)],
)
def test_a_draft_says_so_for_both_languages(
    visit: Visit, site: Site, language: str, second: str, lines: list[str], path: str
) -> None:
    page = visit(f"{address(language, path)}?with={second}")
    expect_two(page, second)
    texts = [site.page(code, path).select_one("[data-review]") for code in lines]
    shown = page.locator("[data-review=draft]")
    expect(shown).to_have_text([text.get_text() for text in texts if text])
    for line, code in zip(shown.all(), lines, strict=True):
        assert line.evaluate("line => line.closest('[lang]').lang") == code
        target = str(line.locator("a").evaluate("link => link.href"))
        assert target.partition("?")[0].endswith(f"folder/{path}")


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit(TOILET)
    summary = control(page).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    for _ in range(LANGUAGES.index("ar")):  # all before it but the page's own, and itself
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_two(page, "ar")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_one(page)
    expect(summary).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(control(page).locator("li").first).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "second", "path", "scheme"),
    [
        ("nl", "ar", "exercises/endurance/", "light"),
        ("ar", "fr", "pelvic-floor/", "dark"),
        ("de", "en", "", "light"),
    ],
)
def test_axe_finds_nothing(visit: Visit, language: str, second: str, path: str, scheme: str) -> None:
    page = visit(address(language, path) + f"?with={second}", color_scheme=scheme)
    expect_two(page, second)
    control(page).locator("summary").click()
    assert violations(page) == []


@few_languages
def test_the_controls_fit_the_smallest_phone_and_a_thumb(visit: Visit, language: str) -> None:
    second = "fr" if language != "fr" else "de"
    page = visit(address(language, TOILET) + f"?with={second}", **SMALL)
    expect_two(page, second)
    control(page).locator("summary").click()
    for part in control(page).locator("summary, button").all():
        box = part.bounding_box()
        assert box and box["width"] >= 44 and box["height"] >= 44
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@PAIRS
def test_on_paper_it_is_a_bilingual_hand_out_in_two_columns(visit: Visit, language: str, second: str) -> None:
    page = visit(f"{address(language, TOILET)}?with={second}", viewport={"width": 680, "height": 960})  # A4
    expect_two(page, second)
    page.emulate_media(media="print")
    expect(control(page)).to_be_hidden()
    assert {side for _, side, _ in side_by_side(page)} == {"before" if language == "ar" else "after"}
    apart = page.evaluate(
        """() => [...document.querySelectorAll("[data-of]:not(.unseen)")].filter(of =>
            getComputedStyle(of.closest("[data-pair], li, .pictures")).breakInside !== "avoid").length"""
    )
    assert apart == 0


# Reading aloud


def speaking(*languages: str) -> str:
    voices = ", ".join(f"{{ lang: '{code}-XX', localService: true }}" for code in languages)
    return VOICE + f"voices.push({voices});"


def reading_aloud(visit: Visit, *voices: str) -> Page:
    page = visit(f"{EXERCISES}?with=ar", script=speaking(*voices))
    expect_two(page, "ar")
    return page


@pytest.mark.parametrize("tapped", ["nl", "ar"])
def test_the_page_is_read_aloud_in_the_language_that_she_taps(visit: Visit, site: Site, tapped: str) -> None:
    page = reading_aloud(visit, "nl", "ar")
    name = string("aloud.start", tapped)
    page.get_by_role("button", name=name).click()
    expect_phase(page, "reading")
    blocks = site.article(tapped, EXERCISES).select("[data-block]:not(figure)")
    texts = [text for block in blocks if (text := own_text(block))]
    for _ in texts:
        ends(page)
    assert said(page) == texts
    assert page.evaluate("[...new Set(said.map(words => words.lang))]") == [f"{tapped}-XX"]
    expect_phase(page, "ready")


def test_while_it_reads_a_tap_on_a_block_goes_on_there_in_its_language(visit: Visit) -> None:
    page = reading_aloud(visit, "nl", "ar")
    heading = page.locator("h2#attention")
    counterpart = heading.locator("xpath=following-sibling::p")
    counterpart.click()
    assert said(page) == []
    page.get_by_role("button", name="Lees voor").click()
    expect_phase(page, "reading")
    counterpart.click()
    until(page, "said.length === 2")
    assert said(page)[-1] == counterpart.inner_text()
    expect(counterpart).to_have_class("read-aloud")
    expect(page.locator("[data-aloud-read]:visible")).to_have_text(
        string("guide.pause", "ar"), use_inner_text=True
    )
    heading.click()
    until(page, "said.length === 3")
    assert said(page)[-1] == "Aandachtspunten"
    assert len(marked(page)) == 1
    page.locator("[data-aloud-stop]").click()
    expect(page.get_by_role("button", name="Lees voor")).to_be_focused()
    expect(page.get_by_role("button", name=string("aloud.start", "ar"))).to_be_visible()


@pytest.mark.parametrize("voices", [[], ["nl"], ["ar"]], ids=["none", "hers", "theirs"])
def test_only_a_language_that_the_device_speaks_is_offered(visit: Visit, voices: list[str]) -> None:
    page = reading_aloud(visit, *voices)
    buttons = page.locator("[data-aloud-read]:visible")
    expect(buttons).to_have_count(len(voices))
    assert [button.evaluate("b => b.closest('[lang]').lang") for button in buttons.all()] == voices
    if voices:
        buttons.first.click()
        expect_phase(page, "reading")
        page.locator("h2" if voices == ["ar"] else "h2 + [data-of]").first.click()
        assert len(said(page)) == 1  # no voice for that one
        expect_phase(page, "reading")


def test_going_back_to_one_language_falls_silent(visit: Visit) -> None:
    page = visit(EXERCISES, script=speaking("nl", "ar"), **WIDE)
    choose(page, "ar")
    expect_two(page, "ar")
    page.get_by_role("button", name=string("aloud.start", "ar")).click()
    expect_phase(page, "reading")
    page.go_back()
    expect_one(page)
    expect_phase(page, "ready")
    assert page.evaluate("speechSynthesis.speaking") is False
    expect(page.locator("[data-aloud-read]")).to_have_count(1)


# Where it is and where it is not


@every_language
def test_its_row_stands_on_every_page(site: Site, language: str) -> None:
    for path in PATHS:
        tools = site.page(language, path).select("article .tools")
        assert len(tools) == 1
        first = tools[0].find(True)
        assert isinstance(first, Tag) and first.has_attr("data-together")


def test_from_a_disk_and_without_javascript_it_is_not_there(
    visit: Visit, browser: Browser, site: Site
) -> None:
    page = visit(TOILET, java_script_enabled=False)
    assert page.locator(".tools").bounding_box() is None  # nor is its room kept
    disk = browser.new_page()
    disk.goto((site.folder / "toilet/index.html").as_uri() + "?with=ar")
    expect(disk.locator("[data-script]")).to_have_count(1)
    expect(control(disk)).to_have_count(0)
    expect(disk.locator("script[src*=together]")).to_have_count(0)
    disk.close()


def test_nothing_moves_when_the_page_opens(visit: Visit) -> None:
    watch = """window.shifts = []; new PerformanceObserver(list => shifts.push(...list.getEntries()))
        .observe({ type: "layout-shift", buffered: true });"""
    for path in ("", TOILET):
        page = visit(f"fr/{path}", script=watch + VOICE, locale="fr-BE")
        expect(control(page)).to_be_visible()
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("shifts.length") == 0
