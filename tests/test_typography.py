"""How words are set: the longest break at syllables in every browser, and nobody but the eye notices."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from brochure.write.typography import SOFT_HYPHEN, soften
from tests.conftest import LANGUAGES, PATHS, Site, address, every_language, every_path, languages

Visit = Callable[..., Page]
TITLES = (
    "h1, h2, h3, figcaption, .cards span, nav.contents a, .order a, .also a, .exercise dt, .review summary"
)
# Every break of a line inside a word that does not stand at a (soft) hyphen or a dash.
BROKEN = """titles => [...document.querySelectorAll(titles)].flatMap(title => {
    const broken = [];
    const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const words = texts.currentNode.data;
        const range = document.createRange();
        let line = null;
        for (let at = 0; at < words.length; at++) {
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + 1);
            const box = [...range.getClientRects()].pop();
            if (!box || !box.width) continue;
            const next = line !== null && box.top > line + box.height / 2;
            if (next && /\\\\p{L}$/u.test(words.slice(0, at)) && /^\\\\p{L}/u.test(words.slice(at))) broken.push(words);
            line = box.top;
        }
    }
    return broken;
})""".replace("\\\\", "\\")


def raw(site: Site, language: str, path: str) -> BeautifulSoup:
    """The page as it is sent, soft hyphens and all."""
    html = (site.folder / address(language, path) / "index.html").read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("text", "language", "softened"),
    [
        ("Bekkenbodemspieroefeningen", "nl", "Bekken-bo-dem-spier-oe-fe-ningen"),
        ("Zwangerschap en bekkenbodem", "nl", "Zwangerschap en bekkenbodem"),
        ("Die Beckenbodenmuskeln", "de", "Die Becken-bo-den-mus-keln"),
        ("loogu talagalay fiisiyoteraabiistaha", "so", "loogu talagalay fiisi-yo-te-raa-biis-taha"),
        ("Erişilebilirlik", "tr", "Erişi-le-bi-lirlik"),
        ("تمارين عضلات قاع الحوض", "ar", "تمارين عضلات قاع الحوض"),
    ],
    ids=[
        "a long word",
        "shorter words",
        "a long word among others",
        "Somali",
        "Turkish",
        "a language without hyphens",
    ],
)
def test_only_the_longest_words_get_soft_hyphens(text: str, language: str, softened: str) -> None:
    assert soften(text, language) == softened.replace("-", SOFT_HYPHEN)


@languages("nl", "de")
@every_path
def test_every_long_word_of_a_title_a_card_a_caption_or_a_menu_can_break(
    site: Site, language: str, path: str
) -> None:
    for title in raw(site, language, path).select(TITLES):
        assert re.findall(r"[^\W\d_]{15,}", title.get_text(" ")) == []


@every_language
@every_path
def test_no_soft_hyphen_is_in_other_text_or_in_an_attribute(site: Site, language: str, path: str) -> None:
    page = raw(site, language, path)
    for tag in page.find_all(True):
        assert SOFT_HYPHEN not in str(tag.attrs)
    for title in page.select(TITLES):
        title.decompose()
    assert SOFT_HYPHEN not in str(page)


def test_no_soft_hyphen_is_in_the_data_or_the_search(site: Site) -> None:
    files = [
        *site.folder.glob("links.*"),
        *site.folder.glob("exercises.*"),
        *site.folder.glob("assets/search-*.js"),
    ]
    assert len(files) == 5 + len(LANGUAGES)
    for file in files:
        assert SOFT_HYPHEN not in file.read_text("utf-8"), file.name


@pytest.mark.parametrize("width", [320, 360])
@languages("nl", "de")
def test_on_a_small_phone_a_word_breaks_at_a_hyphen_only(visit: Visit, language: str, width: int) -> None:
    page = visit(address(language, ""), viewport={"width": width, "height": 640})
    root = page.url.removesuffix(address(language, ""))
    for path in PATHS:
        page.goto(root + address(language, path))
        page.locator(".menus summary").first.click()
        assert page.evaluate(BROKEN, TITLES) == [], path


def test_a_break_without_a_hyphen_would_be_seen(visit: Visit) -> None:
    page = visit("exercises/", viewport={"width": 320, "height": 640})
    page.evaluate("document.querySelector('h1').textContent = 'Bekkenbodemspieroefeningen'")
    assert page.evaluate(BROKEN, "h1") == ["Bekkenbodemspieroefeningen"]


@pytest.mark.parametrize("selection", ["h1", "article"])
def test_what_is_copied_has_the_words_as_they_are_written(visit: Visit, selection: str) -> None:
    page = visit("exercises/")
    page.evaluate("""selection => {
        addEventListener("copy", event => window.copied = [...event.clipboardData.types].map(type => event.clipboardData.getData(type)));
        getSelection().selectAllChildren(document.querySelector(selection));
        document.execCommand("copy");
    }""", selection)  # fmt: skip
    text, html = page.evaluate("copied")
    assert text.startswith("Bekkenbodemspieroefeningen")
    assert "Bekkenbodemspieroefeningen" in html
    assert SOFT_HYPHEN not in text + html


def test_what_is_read_aloud_has_none_either(visit: Visit) -> None:
    page = visit("exercises/", script="""
        window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
            getVoices: () => [{ lang: "nl-NL", localService: true }],
            speak: utterance => spoken.push(utterance.text),
            cancel() {},
        }) });
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    """)  # fmt: skip
    page.locator("[data-aloud-read]").click()
    expect(page.locator("[data-aloud]")).to_have_attribute("data-phase", "reading")
    assert page.evaluate("spoken").pop() == "Bekkenbodemspieroefeningen"


@every_language
def test_the_bracket_of_the_title_is_a_lighter_line_of_the_same_title(site: Site, language: str) -> None:
    (title,) = site.page(language, "").select("h1")
    (bracket,) = title.select("small")
    assert title.get_text() == f"{title.contents[0]}{bracket.get_text()}"
    assert re.fullmatch(r"\(.+\)", bracket.get_text())
    assert str(title.contents[0]).endswith(" ")
