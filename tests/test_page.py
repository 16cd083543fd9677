"""What every built page has: its language, its landmarks, its links, and nothing inline."""

import json
import re
from collections.abc import Callable
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page

from brochure.read.sections import Section
from tests.conftest import (
    ADDRESS,
    CONFIG,
    LANGUAGES,
    ORDER,
    PATHS,
    TRIED,
    Attempt,
    Edit,
    Site,
    address,
    every_language,
    every_path,
)

RIGHT_TO_LEFT = {"ar", "fa", "ps"}
TITLES = {
    "": "Bekkenbodem en perinatale kinesitherapie (eerste dagen postpartum)",
    "pelvic-floor/": "De bekkenbodem",
    "pregnancy/": "Zwangerschap en bekkenbodem",
    "exercises/": "Bekkenbodemspieroefeningen",
    "exercises/strength/": "Kracht",
    "exercises/endurance/": "Uithouding",
    "exercises/coordination/": "Coördinatie",
    "lifting/": "Hef- en tiltechnieken",
    "toilet/": "Toilethouding",
    "postnatal/": "Opstart postnatale kinesitherapie",
}
ANCHORS = {
    "pelvic-floor/": ["layers", "functions"],
    "exercises/": ["attention", "tip"],
    "lifting/": ["caesarean"],
    "toilet/": ["urination", "bowel-movement", "footstool"],
    "about/": ["source", "translations", "privacy", "accessibility"],
    "letter/": [],
}


@every_language
@every_path
def test_the_page_is_in_its_language_and_direction(site: Site, language: str, path: str) -> None:
    html = site.page(language, path).html
    assert html and html["lang"] == language
    assert html["dir"] == ("rtl" if language in RIGHT_TO_LEFT else "ltr")


@pytest.mark.parametrize("path", TITLES)
def test_the_dutch_title_is_the_contracts(site: Site, path: str) -> None:
    assert [h1.get_text() for h1 in site.page("nl", path).select("h1")] == [TITLES[path]]


@every_language
@every_path
def test_the_anchors_are_the_contracts(site: Site, language: str, path: str) -> None:
    assert [tag["id"] for tag in site.article(language, path).select("[id]")] == ANCHORS.get(path, [])


@every_language
@every_path
def test_the_page_has_one_title_one_main_text_and_a_skip_link_to_it(
    site: Site, language: str, path: str
) -> None:
    page = site.page(language, path)
    assert [len(page.select(tag)) for tag in ("h1", "main", "main > article", "title")] == [1, 1, 1, 1]
    assert page.body and page.body.find("a")["href"] == f"#{page.main['id']}"  # type: ignore[index]


@every_language
@every_path
def test_no_id_stands_twice(site: Site, language: str, path: str) -> None:
    ids = [tag["id"] for tag in site.page(language, path).select("[id]")]
    assert sorted(ids) == sorted(set(ids))


@every_language
@every_path
def test_nothing_is_inline_and_a_strict_policy_stands_in_the_page(
    site: Site, language: str, path: str
) -> None:
    page = site.page(language, path)
    assert page.select("style, [style], script:not([src]), iframe, base") == []
    handlers = [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert handlers == []
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy and "default-src 'none'" in policy["content"]
    assert "unsafe" not in policy["content"]
    assert "<!--" not in str(page)


@every_language
@every_path
def test_every_link_is_relative_and_leads_to_something(site: Site, language: str, path: str) -> None:
    here = address(language, path)
    for tag in site.page(language, path).select("[href], [src]"):
        link = str(tag.get("href") or tag.get("src"))
        assert not re.match(r"[a-z]+:|/", link), link
        target, anchor = urldefrag(urljoin(f"http://host/{here}", link).removeprefix("http://host/"))
        file = site.folder / target
        if target == "" or target.endswith("/"):
            file /= "index.html"
        assert file.is_file(), link
        if anchor:
            assert f'id="{anchor}"' in file.read_text("utf-8"), link


@every_language
@every_path
def test_the_language_menu_leads_to_the_same_page_in_every_language(
    site: Site, language: str, path: str
) -> None:
    menu = site.page(language, path).select("header nav.languages a")
    assert [a["lang"] for a in menu] == [a["hreflang"] for a in menu] == LANGUAGES
    assert {a["lang"]: a["dir"] for a in menu} == {
        code: "rtl" if code in RIGHT_TO_LEFT else "ltr" for code in LANGUAGES
    }
    here = f"http://host/{address(language, path)}"
    targets = [urljoin(here, str(a["href"])) for a in menu]
    assert targets == [f"http://host/{address(code, path)}" for code in LANGUAGES]
    assert [a["lang"] for a in menu if a.get("aria-current") == "page"] == [language]
    assert len({a.get_text() for a in menu}) == len(LANGUAGES)


@every_language
@every_path
def test_the_contents_list_every_page_in_reading_order_and_mark_this_one(
    site: Site, language: str, path: str
) -> None:
    here = f"http://host/{address(language, path)}"
    contents = site.page(language, path).select("header nav.contents a")
    targets = [urljoin(here, str(a["href"])).rstrip("/") + "/" for a in contents]
    assert targets == [f"http://host/{address(language, p)}" for p in ORDER]
    current = [urljoin(here, str(a["href"])) for a in contents if a.get("aria-current") == "page"]
    assert current == ([here] if path in ORDER else [])


@every_language
@every_path
def test_next_and_previous_follow_the_reading_order_by_name(site: Site, language: str, path: str) -> None:
    page = site.page(language, path)
    links = {str(a["rel"][0]): a for a in page.select("nav.order a")}
    expected = {}
    if path in ORDER:
        place = ORDER.index(path)
        if place > 0:
            expected["prev"] = ORDER[place - 1]
        if place < len(ORDER) - 1:
            expected["next"] = ORDER[place + 1]
    here = f"http://host/{address(language, path)}"
    reached = {
        rel: urljoin(here, str(a["href"])).rstrip("/").removeprefix("http://host").lstrip("/")
        for rel, a in links.items()
    }
    assert reached == {rel: address(language, p).rstrip("/") for rel, p in expected.items()}
    for rel, target in expected.items():
        h1 = site.page(language, target).h1
        assert h1 and h1.get_text() in links[rel].get_text()


@every_language
@every_path
def test_a_translation_says_that_it_is_a_draft_and_is_not_indexed(
    site: Site, language: str, path: str
) -> None:
    page = site.page(language, path)
    lines, robots = page.select("[data-review]"), page.select('meta[name="robots"]')
    if language == "nl":
        assert (lines, robots) == ([], [])
    else:
        assert [line["data-review"] for line in lines] == ["draft"]
        assert [meta["content"] for meta in robots] == ["noindex"]
        link = urljoin(f"http://host/{address(language, path)}", str(lines[0].a["href"]))  # type: ignore[index]
        assert link == f"http://host/{path}"


@every_language
def test_no_placeholder_and_no_bare_key_is_left(site: Site, language: str) -> None:
    for path in PATHS:
        text = site.page(language, path).get_text(" ")
        assert not re.search(r"[{}]|\b(page|menu|exercise|home|review)\.[a-z]", text)


@every_language
def test_home_leads_to_the_exercises_first_then_to_every_section_every_language_and_paper(
    site: Site, language: str
) -> None:
    article = site.page(language, "").select_one("article")
    assert isinstance(article, Tag)
    here = f"http://host/{address(language, '')}"
    targets = [
        urljoin(here, str(a["href"])).removeprefix("http://host/")
        for a in article.select("a")
        if not a.find_parent(attrs={"data-review": True})
    ]
    sections = [p for p in ORDER if p.count("/") == 1]
    assert targets == [
        address(language, "exercises/"),
        *(address(language, p) for p in sections),
        *(address(code, "") for code in LANGUAGES),
        *(f"pdf/brochure-{language}{form}.pdf" for form in ("", "-fold", "-large")),
    ]


@every_language
def test_the_first_screen_of_home_shows_what_this_is_and_the_way_into_the_exercises(
    visit: Callable[..., Page], language: str
) -> None:
    page = visit(address(language, ""))
    for part in (".hero > svg", "h1", "article p[data-block]", ".hero .primary"):
        box = page.locator(part).last.bounding_box()
        assert box and box["y"] + box["height"] <= 780, part


@every_language
@pytest.mark.parametrize("path", ["exercises/strength/", "exercises/endurance/", "exercises/coordination/"])
def test_every_exercise_leads_to_the_points_of_attention_and_the_tip(
    site: Site, language: str, path: str
) -> None:
    links = [str(a["href"]) for a in site.page(language, path).select(".also a")]
    assert links == ["../#attention", "../#tip"]


DATA = ["links.json", "links.schema.json", "links.csv", "exercises.json", "exercises.schema.json"]


def test_the_site_holds_nothing_that_no_page_uses(site: Site) -> None:
    files = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*") if file.is_file()}
    pages = {f"{address(code, path)}index.html" for code in LANGUAGES for path in PATHS}
    pages |= {f"{Section(file).go}index.html" for file in CONFIG["nav"]}
    used = set()
    for page in pages:
        html = BeautifulSoup((site.folder / page).read_text("utf-8"), "html.parser")
        for tag in html.select("link[href], script[src], img[src], [data-feature]"):
            for name, link in tag.attrs.items():
                if name in ("href", "src", "data-feature"):
                    for file in str(link).split():
                        used.add(urljoin(f"http://host/{page}", file).removeprefix("http://host/"))
    printed = {f"pdf/brochure-{code}{form}.pdf" for code in LANGUAGES for form in ("", "-fold", "-large")}
    assert files == pages | used | printed | {"404.html", "sw.js", *DATA}
    for asset in used - {"manifest.webmanifest"}:
        assert re.fullmatch(r"assets/[\w.-]+\.[0-9a-f]{10}\.(css|js|svg)", asset)


def test_no_style_sheet_knows_left_and_right(site: Site) -> None:
    physical = r"(margin|padding|border|inset)-(left|right)|(?<![\w-])(left|right) *:|(text-align|float): *(left|right)"
    for sheet in site.folder.glob("assets/*.css"):
        assert not re.search(physical, sheet.read_text("utf-8")), sheet.name


def test_with_an_address_pages_name_it_and_draft_pages_stay_out_of_the_site_map(
    addressed: Site,
) -> None:
    page = addressed.page("ar", "toilet/")
    canonical = page.select_one('link[rel="canonical"]')
    assert canonical and canonical["href"] == ADDRESS + "ar/toilet/"
    alternates = {link["hreflang"]: link["href"] for link in page.select('link[rel="alternate"]')}
    assert alternates == {code: f"{ADDRESS}{address(code, 'toilet/')}" for code in LANGUAGES}
    site_map = (addressed.folder / "sitemap.xml").read_text("utf-8")
    assert re.findall("<loc>(.*)</loc>", site_map) == [f"{ADDRESS}{path}" for path in PATHS]
    home = re.findall(r'href="(.*?)"', (addressed.folder / "404.html").read_text("utf-8"))
    assert home == [f"{ADDRESS}{address(code, '')}" for code in LANGUAGES]


def test_without_an_address_no_page_names_one(site: Site) -> None:
    assert not (site.folder / "sitemap.xml").exists()
    assert site.page("nl", "").select("link[rel=canonical], link[rel=alternate]") == []


def test_the_page_for_a_wrong_address_speaks_every_language_and_needs_no_other_file(site: Site) -> None:
    page = BeautifulSoup((site.folder / "404.html").read_text("utf-8"), "html.parser")
    assert [p["lang"] for p in page.select("main p")] == LANGUAGES
    assert page.select("[href], [src], style, script") == []
    assert page.title and "404" in page.title.get_text()


def test_the_signs_of_a_title_are_shown_as_they_are_written_everywhere(build: Callable[..., Attempt]) -> None:
    """In the tab, the menu, on cards and buttons, in the data: "&" and "<" are themselves."""
    changes: dict[str, Edit] = {
        f"docs/{code}/{file}": lambda text: re.sub(r"(?m)^(##? )", r"\1A & 2 < 3 ", text, count=2)
        for code in TRIED
        for file in ("toilet.md", "exercises/index.md")
    }
    attempt = build(changes)
    assert attempt.returncode == 0, attempt.message
    site = Site(attempt.folder)
    toilet, strength = site.page("fr", "toilet/"), site.page("fr", "exercises/strength/")
    places = [toilet.title, toilet.h1, toilet.h2, *strength.select(".also a[href$='#attention']")]
    places += [
        *strength.select("nav.contents a[href$='toilet/']"),
        *site.page("fr", "").select(".cards a[href$='toilet/']"),
    ]
    assert len(places) == 6
    assert [place.get_text()[:9] for place in places if place] == ["A & 2 < 3"] * 6
    links = json.loads((attempt.folder / "links.json").read_text("utf-8"))
    assert links["sections"][8]["pages"]["fr"]["title"].startswith("A & 2 < 3 ")
    pages = [file.read_text("utf-8") for file in attempt.folder.rglob("*.html")]
    assert [page for page in pages if "&amp;amp;" in page or "&amp;lt;" in page] == []
