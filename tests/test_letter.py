"""The physiotherapist has a letter's text, codes and cards at once, and the patient's phone opens them."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from brochure.read.sections import Section
from tests.conftest import (
    CONFIG,
    LANGUAGES,
    PHONE,
    Site,
    address,
    build_changed,
    few_languages,
    languages,
    serve,
    string,
)
from tests.test_accessibility import violations
from tests.test_hospital import DETAILS, configured

Visit = Callable[..., Page]
SECTIONS = [Section(file) for file in CONFIG["nav"]]
HOST = "kine.ziekenhuis.test"  # plain HTTP, as on an intranet, but an address like any on the internet
KEEPS_PRINTS = "window.print = () => {};"


def tick(page: Page, *sections: str, language: str = "", hold: str = "") -> None:
    page.locator(f'[name=language][value="{language}"]').check()
    for section in sections:
        page.locator(f"[name=section][value={section}]").check()
    if hold:
        page.locator("[data-letter-hold] select").select_option(hold)


def read(picture: bytes) -> str:
    """What an independent reader sees in the picture of a code."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return str(code.text)


def seen(image: Locator) -> str:
    expect(image).to_be_visible()
    return read(image.screenshot())


def texts(page: Page) -> list[str]:
    page.locator("[data-letter][data-state=loaded]").wait_for()
    areas = page.locator("[data-letter-text]:not([hidden])")
    return [str(value) for value in areas.evaluate_all("areas => areas.map(area => area.value)")]


def pasted(page: Page) -> str:
    """What a word processor would get: pasted into a text area of its own."""
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    area = page.locator("main > textarea")
    area.focus()
    page.keyboard.press("Control+V")
    expect(area).not_to_have_value("")
    return area.input_value()


def test_a_whole_visit_from_the_choice_to_the_patients_phone(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    tick(page, "endurance", "toilet", language="ar", hold="6")
    root = page.url.removesuffix("letter/")
    own = f"Nederlands\nUithouding (6\u00a0s)\n{root}exercises/endurance/?hold=6\n\nToilethouding\n{root}toilet/"
    arabic = (
        f"العربية\nقدرة التحمّل (6 ثوانٍ)\n{root}ar/exercises/endurance/?hold=6\n\n"
        f"وضعية الجلوس على المرحاض\n{root}ar/toilet/"
    )
    assert texts(page) == [arabic, own]
    page.locator("[data-letter-copy]").click()
    expect(page.locator("[data-letter-said]")).to_have_text("Gekopieerd.")
    assert pasted(page) == f"{arabic}\n\n{own}\n"
    code = seen(page.locator("[data-letter-codes] img").first)
    assert code == f"{root}ar/exercises/endurance/?hold=6"
    page.goto(code)
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("[data-guide]")).to_have_attribute("data-hold", "6")


def test_the_patients_phone_may_choose_the_language(visit: Visit) -> None:
    page = visit("letter/", host=HOST, locale="ar-MA")
    tick(page, "endurance", "home", hold="10")
    root = page.url.removesuffix("letter/")
    assert texts(page) == [
        f"Bekkenbodem en perinatale kinesitherapie (eerste dagen postpartum)\n{root}go/\n\n"
        f"Uithouding (10\u00a0s)\n{root}go/endurance/?hold=10"
    ]
    codes = page.locator("[data-letter-codes] img")
    assert [seen(codes.nth(0)), seen(codes.nth(1))] == [f"{root}go/", f"{root}go/endurance/?hold=10"]
    page.goto(f"{root}go/endurance/?hold=10")
    page.wait_for_url("**/ar/exercises/endurance/?hold=10")
    expect(page.locator("[data-guide]")).to_have_attribute("data-hold", "10")


@languages("nl", "fr", "ar")  # the letter's own, the patient's own, and another direction
def test_it_works_in_the_language_of_the_letter(visit: Visit, site: Site, language: str) -> None:
    page = visit(address(language, "letter/"), host=HOST, locale=language)
    tick(page, "toilet", language="fr")
    titles = [site.page(code, "toilet/").h1.get_text() for code in ("fr", language)]  # type: ignore[union-attr]
    found = texts(page)
    assert len(found) == (1 if language == "fr" else 2)
    assert titles[0] in found[0] and found[0].endswith("/fr/toilet/")
    assert titles[1] in found[-1] and found[-1].endswith(address(language, "toilet/"))
    expect(page.locator(f"[data-letter-text={'own' if language == 'fr' else 'patient'}]")).to_have_attribute(
        "lang", "fr"
    )


def test_the_hold_is_asked_for_endurance_only_and_within_the_brochures_range(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    hold = page.locator("[data-letter-hold]")
    expect(hold).to_be_hidden()
    tick(page, "strength")
    expect(hold).to_be_hidden()
    tick(page, "endurance")
    expect(hold).to_be_visible()
    assert hold.locator("option").all_text_contents() == ["niet ingesteld", *map(str, range(3, 11))]
    assert "hold" not in texts(page)[0]
    hold.locator("select").select_option("3")
    page.locator("[value=endurance]").uncheck()
    assert "hold" not in texts(page)[0]


def test_nothing_is_offered_before_a_section_is_chosen(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    result = page.locator("[data-letter-result]")
    expect(result).to_be_hidden()
    tick(page, "toilet")
    expect(result).to_be_visible()
    page.locator("[value=toilet]").uncheck()
    expect(result).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["on the page", "svg", "png", "a6", "a4"])
def test_every_code_can_be_read(visit: Visit, kind: str, theme: str) -> None:
    page = visit(
        "letter/", host=HOST, color_scheme=theme, script=KEEPS_PRINTS, viewport={"width": 900, "height": 900}
    )
    tick(page, "endurance", language="ar", hold="8")
    expected = page.url.removesuffix("letter/") + "ar/exercises/endurance/?hold=8"
    if kind == "on the page":
        assert seen(page.locator("[data-letter-codes] img")) == expected
    elif kind in ("svg", "png"):
        link = page.locator(f"[data-card-file={kind}]")
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"qr-endurance.{kind}"
        content = Path(download.value.path()).read_bytes()
        if kind == "svg":
            viewer = page.context.new_page()
            viewer.set_content(f'<body bgcolor="gray" style="width:300px">{content.decode()}')
            content = viewer.screenshot()
        assert read(content) == expected
    else:
        page.locator(f"[data-letter-print={kind}]").click()
        page.emulate_media(media="print")
        assert seen(page.locator(f".sheets .{kind} img").last) == expected


def test_a_code_has_its_quiet_zone_and_survives_a_stain(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    tick(page, "toilet")
    source = page.locator("[data-letter-codes] img").get_attribute("src") or ""
    drawing = page.locator("[data-card-file=svg]").get_attribute("href") or ""
    (size,) = re.findall(r'viewBox="0 0 (\d+) \1"', unquote(drawing))
    columns = [int(x) for x in re.findall(r"M(\d+) ", unquote(drawing))][1:]  # after the white
    assert (min(columns), max(columns)) == (4, int(size) - 5)
    with page.expect_download() as download:
        page.locator("[data-card-file=png]").click()
    picture = Image.open(download.value.path()).convert("RGB")
    assert source.startswith("data:image/png")
    assert picture.size == (12 * int(size), 12 * int(size))
    stain = picture.width // 8
    picture.paste(
        "white",
        (
            picture.width - 3 * stain,
            picture.height - 3 * stain,
            picture.width - 2 * stain,
            picture.height - 2 * stain,
        ),
    )
    assert len(zxingcpp.read_barcodes(picture)) == 1


def test_the_code_is_copied_as_a_picture(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    tick(page, "toilet")
    page.evaluate(
        "document.addEventListener('paste', e => window.html = e.clipboardData.getData('text/html'))"
    )
    page.locator("[data-card-copy]").click()
    expect(page.locator("[data-letter-said]")).to_have_text("Gekopieerd.")
    page.keyboard.press("Control+V")
    source = page.locator("[data-letter-codes] img").get_attribute("src")
    assert f'<img src="{source}"' in page.evaluate("html")


MODERN = """
window.copied = [];
window.ClipboardItem = class { constructor(data) { this.data = data; } };
Object.defineProperty(navigator, "clipboard", { value: {
    writeText: text => { copied.push(text); return Promise.resolve(); },
    write: async items => copied.push(await items[0].data["image/png"]),
} });
"""


def test_with_a_modern_clipboard_the_picture_itself_is_copied(browser: Browser, addressed: Site) -> None:
    """On localhost, where browsers have that clipboard; the site's own address makes the codes."""
    with serve(addressed.folder) as origin:
        context = browser.new_context()
        context.add_init_script(MODERN)
        page = context.new_page()
        page.goto(origin + "letter/")
        tick(page, "toilet")
        assert seen(page.locator("[data-letter-codes] img")) == "https://hospital.example/kine/go/toilet/"
        page.locator("[data-letter-copy]").click()
        expect(page.locator("[data-letter-said]")).to_have_text("Gekopieerd.")
        page.locator("[data-card-copy]").click()
        expect(page.locator("[data-letter-said]")).to_have_text("Gekopieerd.")
        assert page.evaluate("copied[0]") == "Toilethouding\nhttps://hospital.example/kine/go/toilet/\n"
        picture = page.evaluate("copied[1].arrayBuffer().then(b => [...new Uint8Array(b)])")
        assert read(bytes(picture)) == "https://hospital.example/kine/go/toilet/"
        context.close()


def test_a_browser_that_refuses_to_copy_is_told_in_words(visit: Visit) -> None:
    page = visit("letter/", host=HOST, script="document.execCommand = () => false;")
    tick(page, "toilet")
    page.locator("[data-letter-copy]").click()
    expect(page.locator("[data-letter-said]")).to_have_text(string("letter.uncopied"))


PRIVATE = [
    "file:///C:/kine/",
    "http://localhost:8000/",
    "http://127.0.0.1/",
    "http://10.1.2.3/",
    "http://172.31.0.9/",
    "http://192.168.1.10/kine/",
    "http://169.254.1.1/",
    "http://[::1]/",
    "http://[fd12::1]/",
    "http://intranet/kine/",
    "http://kine.local/",
    "http://kine.lan/",
    "http://kine.internal./",
]
PUBLIC = [
    "https://hospital.example/kine/",
    "http://kine.ziekenhuis.test/",
    "http://193.190.1.1/",
    "https://172.32.0.1/",
    "http://[2a02::1]/",
]


def test_an_address_that_no_patient_can_open_gets_a_warning_and_no_code(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    warning, code = page.locator("[data-letter-unreachable]"), page.locator("[data-letter-codes] img")
    script = page.locator("script[src*='letter']").get_attribute("src")
    for site in [*PRIVATE, *PUBLIC]:
        page.goto(page.url)
        page.evaluate(
            """([site, script]) => new Promise(done => {
                document.querySelector("[data-letter]").dataset.site = site;
                const again = document.createElement("script");
                again.src = script;
                again.onload = done;
                document.head.append(again);
            })""",
            [site, script],
        )
        page.locator("[name=section][value=toilet]").check()
        if site in PRIVATE:
            expect(warning, site).to_contain_text(site)
            expect(code, site).to_have_count(0)
            expect(page.locator("[data-letter-print=a6]")).to_be_hidden()
        else:
            expect(warning, site).to_be_hidden()
            assert read(code.last.screenshot()) == site + "go/toilet/"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_on_this_computer_the_page_itself_warns(visit: Visit, host: str) -> None:
    page = visit("letter/", host=host)
    tick(page, "toilet")
    expect(page.locator("[data-letter-result] > :first-child")).to_contain_text(
        "Daarom staat hier geen QR-code."
    )
    expect(page.locator("[data-letter-codes] img")).to_have_count(0)
    expect(page.locator("[data-letter-text=own]")).to_be_visible()


def test_from_a_disk_the_page_warns_too(browser: Browser, site: Site) -> None:
    page = browser.new_page(**PHONE)
    page.goto((site.folder / "fr/letter/index.html").as_uri())
    tick(page, "toilet")
    expect(page.locator("[data-letter-unreachable]")).to_be_visible()
    expect(page.locator("[data-letter-codes] img")).to_have_count(0)
    page.close()


def test_cards_are_printed_one_on_each_a6_or_eight_on_each_a4(visit: Visit) -> None:
    page = visit("letter/", host=HOST, script=KEEPS_PRINTS)
    tick(page, "endurance", "toilet", language="ar")
    for size, cards, paper in (("a6", 1, (105, 148)), ("a4", 8, (210, 297))):
        page.locator(f"[data-letter-print={size}]").click()
        assert page.locator(".sheets > div").count() == 2
        assert page.locator(".sheets > div").first.locator("[data-card]").count() == cards
        printed = page.pdf(prefer_css_page_size=True)
        points = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert [tuple(round(float(side) / 72 * 25.4) for side in box) for box in points] == [paper, paper]
        page.mouse.move(5, 5)
        expect(page.locator(".sheets")).to_have_count(0)


def test_a_sheet_of_eight_shrinks_as_a_whole_within_a_printers_margins(visit: Visit) -> None:
    """WebKit shrinks a page to what is wider than the paper; what a box of its own hides is cut off instead."""
    page = visit("letter/", host=HOST, script=KEEPS_PRINTS)
    tick(page, "toilet")
    page.locator("[data-letter-print=a4]").click()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})  # 185 mm
    box = page.locator(".sheets > .a4").bounding_box()
    assert box and (round(box["width"] / 96 * 25.4), round(box["height"] / 96 * 25.4)) == (210, 4 * 73)
    assert page.evaluate("document.documentElement.scrollWidth") >= box["width"]


PRINTS_EARLY = "window.print = () => window.dispatchEvent(new Event('afterprint'));"


@pytest.mark.parametrize("script", [PRINTS_EARLY, KEEPS_PRINTS], ids=["early", "never"])
def test_phones_that_tell_early_or_never_print_the_cards_once_and_then_the_page(
    visit: Visit, script: str
) -> None:
    page = visit("letter/", host=HOST, script=script)
    tick(page, "toilet")
    cards = page.locator(".sheets [data-card]")
    page.locator("[data-letter-print=a4]").evaluate("button => button.click()")
    page.locator("[data-letter-print=a6]").evaluate("button => button.click()")
    page.emulate_media(media="print")
    expect(cards).to_have_count(1)
    expect(cards).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    page.emulate_media(media="screen")
    page.keyboard.press("Control")  # as in Ctrl+P
    page.emulate_media(media="print")
    expect(cards).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()


@pytest.fixture(scope="module")
def hospitals(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a hospital that has an address, in every language."""
    details = {name: value for name, value in DETAILS.items() if name != "logo"}
    folder, changes = tmp_path_factory.mktemp("hospitals"), {"mkdocs.yml": configured(details)}
    attempt = build_changed(folder, changes, LANGUAGES, SITE_URL="https://hospital.example/")
    assert attempt.returncode == 0, attempt.message
    return Site(attempt.folder)


@pytest.mark.parametrize(
    ("language", "address"), [("de", "de/"), ("", "go/")]
)  # the longest words, all languages' names
def test_a_card_says_what_where_and_from_whom(
    browser: Browser, hospitals: Site, language: str, address: str
) -> None:
    with serve(hospitals.folder) as origin:
        page = browser.new_page(viewport={"width": 900, "height": 900})
        page.add_init_script(KEEPS_PRINTS)
        page.goto(origin + "letter/")
        tick(page, *(section.id for section in SECTIONS), language=language, hold="10")
        page.emulate_media(media="print")
        for size, height in (("a6", 148), ("a4", 73)):
            page.locator(f"[data-letter-print={size}]").evaluate("button => button.click()")
            cards = page.locator(".sheets > div > :first-child")
            assert cards.count() == len(SECTIONS)
            for card in cards.all():
                words = card.inner_text()
                assert "AZ Voorbeeld" in words and f"https://hospital.example/{address}" in words
                assert card.locator("svg").bounding_box()
                box = card.bounding_box()
                assert box and box["height"] <= height / 25.4 * 96 + 1
                ends = "c => [...c.children].filter(e => e.offsetParent).map(e => e.getBoundingClientRect().bottom)"
                assert max(card.evaluate(ends)) <= box["y"] + box["height"], words
            page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.close()


def test_what_is_chosen_is_neither_kept_nor_sent(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    address_before = page.url
    tick(page, "toilet", language="ar")
    expect(page.locator("[data-letter-codes] img")).to_be_visible()
    page.locator("[data-letter-copy]").click()
    assert [url for url in requests if not url.startswith("data:")] == []
    assert page.url == address_before
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.locator("[name=section]:checked")).to_have_count(0)


def test_no_field_asks_for_text(site: Site) -> None:
    page = site.page("nl", "letter/")
    kinds = {
        str(field.get("type", field.name)) for field in page.select("main input, main textarea, main select")
    }
    assert kinds == {"radio", "checkbox", "textarea", "select"}
    assert all(area.has_attr("readonly") for area in page.select("main textarea"))


@few_languages
def test_without_javascript_all_addresses_stand_in_a_table(
    browser: Browser, origin: str, site: Site, language: str
) -> None:
    page = browser.new_page(
        **(PHONE | {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}})
    )
    page.goto(origin + address(language, "letter/"))
    expect(page.locator("[data-letter]")).to_be_hidden()
    expected = [
        f"{origin}{path}" for s in SECTIONS for path in (s.go, *(address(c, s.path) for c in LANGUAGES))
    ]
    page.locator(".addresses summary").click()
    expect(page.locator(".addresses table")).to_be_visible()
    assert page.locator(".addresses a").evaluate_all("links => links.map(a => a.href)") == expected
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@languages("nl", "ar")
def test_with_cards_it_is_accessible_and_fits_the_smallest_phone(
    visit: Visit, language: str, theme: str
) -> None:
    page = visit(
        address(language, "letter/"),
        host=HOST,
        locale=language,
        color_scheme=theme,
        viewport={"width": 320, "height": 640},
    )
    tick(page, "home", "endurance", "toilet", language="ar", hold="6")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit("letter/", host=HOST)
    page.locator("[data-letter][data-state=loaded]").wait_for()
    page.locator("[name=language]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=language][value=nl]")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("[name=section]").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("[data-letter-text]:not([hidden])").first).to_have_value(
        re.compile("^Nederlands\nBekkenbodem")
    )
    page.locator("[data-letter-copy]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-letter-said]")).to_have_text("Gekopieerd.")


ROWS = ".addresses tr[data-language]"


def test_the_page_opens_on_less_than_three_screens_of_a_desktop(visit: Visit) -> None:
    page = visit("letter/", viewport={"width": 1280, "height": 900}, is_mobile=False, has_touch=False)
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 900
    expect(page.locator(".addresses table")).to_be_hidden()


@languages("nl", "ar")
def test_the_addresses_open_one_language_at_a_time_her_own_first(visit: Visit, language: str) -> None:
    page = visit(address(language, "letter/"), viewport={"width": 320, "height": 640})
    page.locator(".addresses summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for shown in (language, "fr", ""):
        if shown != language:
            page.locator("[data-letter-shown]").select_option(shown)
        rows = page.locator(ROWS).locator("visible=true")
        expect(rows).to_have_count(len(SECTIONS))
        assert [row.get_attribute("data-language") for row in rows.all()] == [shown] * len(SECTIONS)


def test_a_language_hidden_among_the_addresses_is_still_there_for_the_letter(visit: Visit) -> None:
    page = visit("letter/")
    page.locator("[name=language][value=ar]").check()
    page.locator("[name=section][value=toilet]").check()
    expect(page.locator("[data-letter-text=patient]")).to_have_value(re.compile("/ar/toilet/"))
