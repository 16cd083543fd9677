"""One address for every reader: it opens the page in her language, and never stands in her way."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from brochure.read.sections import Section
from tests.conftest import CONFIG, LANGUAGES, PHONE, PLUGINS, Site, address
from tests.test_accessibility import violations
from tests.test_page import RIGHT_TO_LEFT

Visit = Callable[..., Page]
SECTIONS = [Section(file) for file in CONFIG["nav"]]
every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.id)


# What phones call them: Dari, Iranian Persian, Brazil, Kosovo, Moldova, Eritrea.
NEIGHBOURS = [
    (locale, f"{code}/toilet/")
    for locale, code in [
        ("prs", "fa"), ("pes", "fa"), ("fa-AF", "fa"), ("pt-BR", "pt"), ("sq-XK", "sq"), ("mo", "ro"), ("ti-ER", "ti"),
    ]
    if code in LANGUAGES
]  # fmt: skip


@every_section
def test_it_lists_every_language_with_the_pages_title_and_needs_no_script(
    site: Site, section: Section
) -> None:
    page = Site(site.folder / section.go).page("nl", "")
    links = page.select("nav.languages a")
    here = f"http://host/{section.go}"
    assert [urljoin(here, str(link["href"])) for link in links] == [
        f"http://host/{address(code, section.path)}" for code in LANGUAGES
    ]
    names = {one["locale"]: one["name"] for one in PLUGINS["i18n"]["languages"]}
    for code, link in zip(LANGUAGES, links, strict=True):
        h1 = site.page(code, section.path).h1
        assert (link["lang"], link["dir"]) == (code, "rtl" if code in RIGHT_TO_LEFT else "ltr")
        assert h1 and " ".join(link.get_text(" ").split()) == f"{names[code]} {h1.get_text()}"
    robots = page.select_one('meta[name="robots"]')
    assert robots and robots["content"] == "noindex"


@pytest.mark.parametrize(
    ("locale", "opened"),
    [
        ("ar-MA", "ar/toilet/"),
        ("fr", "fr/toilet/"),
        ("nl-BE", "toilet/"),
        ("en-US", "en/toilet/"),
        *NEIGHBOURS,
    ],
)
def test_it_opens_the_page_in_the_browsers_language(visit: Visit, locale: str, opened: str) -> None:
    page = visit("go/toilet/?hold=6&with=nl#urination", locale=locale)
    page.wait_for_url(f"**/kine/folder/{opened}?hold=6&with=nl#urination")


def test_from_a_disk_it_opens_the_page_and_not_its_folder(browser: Browser, site: Site) -> None:
    page = browser.new_page(**PHONE | {"locale": "ar-MA"})
    page.goto((site.folder / "go/endurance/index.html").as_uri() + "?hold=6")
    page.wait_for_url("**/ar/exercises/endurance/index.html?hold=6")
    page.close()


@pytest.mark.parametrize("locale", ["xx", "ckb", "zh-Hant-TW"])
def test_it_stays_for_a_language_that_the_site_does_not_have(visit: Visit, locale: str) -> None:
    page = visit("go/toilet/", locale=locale)
    expect(page.locator("html")).to_have_attribute("data-script", "")
    assert page.url.endswith("/go/toilet/")
    assert page.locator("nav.languages a").count() == len(LANGUAGES)


def test_the_first_of_the_browsers_languages_that_the_site_has_counts(visit: Visit) -> None:
    wanted = "Object.defineProperty(navigator, 'languages', { value: ['ckb', 'zh', 'de-AT', 'fr'] });"
    page = visit("go/", script=wanted)
    page.wait_for_url("**/kine/folder/de/")


def test_the_language_chosen_before_goes_before_the_browsers(visit: Visit) -> None:
    page = visit("toilet/", locale="fr-BE")
    page.locator(".menus summary").nth(1).click()
    page.locator("header .languages a[lang=ar]").click()
    page.goto(page.url.replace("ar/toilet/", "go/strength/"))
    page.wait_for_url("**/ar/exercises/strength/")


def test_going_back_leads_to_where_she_was(visit: Visit) -> None:
    page = visit("about/")
    page.goto(page.url.replace("about/", "go/toilet/"))
    page.wait_for_url("**/folder/toilet/")
    page.go_back()
    page.wait_for_url("**/folder/about/")


def test_going_back_to_the_list_that_she_chose_from_shows_the_list(visit: Visit) -> None:
    page = visit("go/endurance/?hold=6", locale="xx")
    page.locator("nav.languages a[lang=ar]").click()
    page.wait_for_url("**/ar/exercises/endurance/?hold=6")
    page.go_back()
    page.wait_for_url("**/go/endurance/?hold=6")
    expect(page.locator("html")).to_have_attribute("data-script", "")
    expect(page.locator("nav.languages a[lang=ar]")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.url.endswith("/go/endurance/?hold=6")


@pytest.mark.parametrize(
    "asked",
    [
        "?hold=<script>alert(1)</script>",
        "?hold=" + "9" * 3000,
        "?hold=6&hold=7",
        "?%E0%A4%A&hold=%FF",
        "?//evil.example/",
        "#<img src=x onerror=alert(1)>",
    ],
    ids=["markup", "very long", "repeated", "broken encoding", "another host", "markup in the fragment"],
)
def test_a_hostile_address_is_only_passed_on(visit: Visit, asked: str) -> None:
    page = visit("go/endurance/" + asked, locale="ar-MA")
    page.wait_for_url("**/kine/folder/ar/exercises/endurance/**")
    assert "evil" not in page.url.partition("?")[0]
    assert page.locator("script:not([src]), img").count() == 0
    line = page.locator("[data-guide-link]")
    if "hold" in asked:
        expect(line).to_contain_text(re.compile(r"\b3\b.*\b10\b"))
        expect(page.locator("[data-guide]")).to_have_attribute("data-hold", "3")


def test_without_javascript_the_list_serves(browser: Browser, origin: str) -> None:
    page = browser.new_page(**(PHONE | {"java_script_enabled": False}))
    page.goto(origin + "go/toilet/")
    page.locator("nav.languages a[lang=fr]").click()
    page.wait_for_url("**/fr/toilet/")
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible_and_fits_the_smallest_phone(visit: Visit, theme: str) -> None:
    page = visit("go/toilet/", locale="xx", color_scheme=theme, viewport={"width": 320, "height": 640})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("nav.languages a").evaluate_all("links => links.map(l => l.offsetHeight)")
    assert min(heights) >= 44
