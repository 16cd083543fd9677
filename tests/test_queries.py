"""Whatever stands after the ? or the # of an address, the brochure is there, and nothing of it becomes the page's."""

import random
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, quote

import pytest
from playwright.sync_api import Page

from tests.conftest import LANGUAGES, Site
from tests.test_hosting import complaints

Visit = Callable[..., Page]

ENDURANCE = "exercises/endurance/"
GO = "go/endurance/"
HOLDS = [str(seconds) for seconds in range(3, 11)]  # the brochure's
SEED, MANY = 20, 25  # cases by chance for each page: about ten a second

MARKUP = "<img src=x onerror=alert(1)>"
# What somebody has tried on every website.
VALUES = [
    "", "0", "2", "11", "-3", "3.5", "06", "6e0", "0x6", "٦", "六", " 6", "6\n", "9" * 400, "NaN", "Infinity", "null", "true",
    "__proto__", "constructor", "hasOwnProperty", "toString", "valueOf", "prototype.x",
    "xx", "AR", "ar-MA", "ar,fr", "ar/", "..", "../..", "../../etc/passwd", "/", "//evil.example/", "https://evil.example/",
    "javascript:alert(1)", "data:text/html,x", "\\evil.example", "*", "[value=ar]", "\"]", "'", "{count}", "$&", "$1", "%s",
    MARKUP, "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "]]>", "<!--", "${alert(1)}", "{{ 7 * 7 }}",
    "\u202e6\u202c", "\u2066ar\u2069", "\u200f", "ar\u200b", "\ufeffar", "\x00", "ar\x00", "\ufffd", "\ufdd0", "👩🏽‍🍼", "e\u0301" * 9,
    "a" * 9000, "ا" * 900, "plassen", "plas & hoest", "(((((((((a+)+)+", "keizersnede" * 12 + "👶",
]  # fmt: skip
# No text at all: half a sign, half an escape, half an emoji, an overlong slash.
BYTES = [
    "%",
    "%%",
    "%A",
    "%FF",
    "%E0%A4%A",
    "%ED%A0%80",
    "%ED%B0%80%ED%A0%80",
    "%F0%9F%91",
    "%C0%AF",
    "%00",
    "+",
    "%u0041",
]
KEYS = [
    "hold",
    "hold",
    "hold",
    "with",
    "with",
    "with",
    "q",
    "again",
    "HOLD",
    "hold[]",
    "__proto__",
    "constructor",
    "data-with",
    "",
    MARKUP,
]
FRAGMENTS = [
    "", "constructor", "__proto__", "toString", "search", "text", "hold", "nowhere", "top", "%", "%ED%A0%80", "q", "q=", "q=%", "with=ar",
    "hold=6", "/", "//evil.example/", "!/toilet", ":~:text=bekken", "q=a:~:text=bekken", "a&b=c", "?hold=6", "#", "a" * 9000,
]  # fmt: skip
QUERIES = [
    "", "?", "&", "=", "hold=6", "hold=6&hold=7", "hold=6&hold=6", "hold=6&HOLD=7", "hold=6;hold=7", "hold=__proto__", "hold", "ho%6Cd=6",
    "with=nl", "with=../..", "with=ar&with=fr", "with=ar&with=ar", "with=constructor", "with=ar%00", "with", "wi%74h=ar", "hold=3&with=ar",
    "q=plassen", "?hold=6", "hold=6?with=ar", "/../../go/", "//evil.example/", "&".join(["hold=6"] * 300), "&" * 3000,
]  # fmt: skip


def chance(path: str) -> Iterator[str]:
    """Queries and fragments, the same in every run."""
    dice = random.Random(f"{SEED} {path}")

    def value() -> str:
        kind = dice.random()
        if kind < 0.2:
            return dice.choice(HOLDS)
        if kind < 0.35:
            return str(dice.choice(LANGUAGES))
        if kind < 0.5:
            return dice.choice(BYTES) + dice.choice(["", "6", "ar"])
        if kind < 0.6:
            return quote("".join(chr(dice.randrange(1, 0xD800)) for _ in range(dice.randrange(1, 30))))
        text = dice.choice(VALUES)
        return quote(text, safe="" if dice.random() < 0.5 else "/:<>\"'(){}[]|^`*")

    def pair() -> str:
        key = quote(dice.choice(KEYS), safe="[]<>")
        return key if dice.random() < 0.05 else f"{key}={value()}"

    for _ in range(MANY):
        query = "&".join(pair() for _ in range(dice.choice([0, 1, 1, 1, 2, 2, 3, 6])))
        fragment = dice.choice(["", "", dice.choice(FRAGMENTS), value(), f"q={value()}", pair()])
        yield f"?{query}#{fragment}"


def cases(path: str) -> list[str]:
    known = [f"?{query}" for query in QUERIES] + [f"#{fragment}" for fragment in FRAGMENTS if fragment]
    asked = [
        f"#q={quote(one)}" for one in ["constructor", "__proto__", MARKUP, "\u202eplassen", "a" + "👶" * 60]
    ]
    return known + asked + list(chance(path))


def asked_of(case: str, key: str) -> list[str]:
    """All values of a key of the query, as the standard for addresses reads them."""
    query = case.partition("#")[0].removeprefix("?")
    found = parse_qsl(query, keep_blank_values=True, errors="replace")
    return [value for name, value in found if name == key]


# What the page is once all that the address asks for has come, or has been refused.
SETTLED = """async ([base, second, asked]) => {
    const all = selector => Array.from(document.querySelectorAll(selector));
    const end = Date.now() + 10000;
    while (!("script" in document.documentElement.dataset) || all("[data-state=loading]").length
        || (second && !all("[data-of]").length)) {
        if (Date.now() > end) break;
        await new Promise(go => setTimeout(go, 5));
    }
    const guide = document.querySelector("[data-guide]"), line = document.querySelector("[data-guide-link]");
    const links = all("a[href]:not([href^='#'])").map(link => new URL(link.href));
    return {
        whole: location.search === new URL(asked, location).search,
        ready: "script" in document.documentElement.dataset && !all("[data-state=loading], [data-state=failed]").length,
        title: document.title,
        blocks: all("[data-block]").filter(block => block.getBoundingClientRect().height > 0).length,
        hold: guide ? [guide.dataset.hold, document.querySelector("#hold").value] : [],
        said: line ? line.textContent : "",
        second: Array.from(new Set(all("[data-of]").map(block => block.lang))),
        markup: all("script:not([src]), img:not([src^='data:']), iframe, object, embed, [onerror], [onload]").map(one => one.outerHTML),
        away: links.filter(to => to.origin !== location.origin || !to.pathname.startsWith(base)).map(to => to.href),
        seconds: Array.from(new Set(links.flatMap(to => to.searchParams.getAll("with")))),
    };
}"""


@pytest.mark.parametrize("path", ["", ENDURANCE, "toilet/", GO, "letter/"], ids=lambda path: path or "home")
def test_nothing_that_an_address_asks_breaks_the_page_or_becomes_a_part_of_it(
    visit: Visit, site: Site, path: str
) -> None:
    page = visit(path, reduced_motion="reduce")
    if path == GO:
        page.wait_for_url(f"**/{ENDURANCE}")
    arrives = ENDURANCE if path == GO else path
    root = page.url.removesuffix(arrives)
    base = re.sub(r"^\w+://[^/]+", "", root)
    found = complaints(page, root)
    plain = page.evaluate(SETTLED, [base, "", ""])
    assert plain["blocks"] == len(site.article("nl", arrives).select("[data-block]"))
    wrong = {}
    for case in cases(path):
        if page.url.partition("#")[0] == (root + path + case).partition("#")[0]:
            page.goto("about:blank")  # or else another fragment would be no visit
        page.goto(root + path + case, wait_until="commit" if path == GO else "domcontentloaded")
        if path == GO:
            page.wait_for_url(re.compile(rf"^{re.escape(root + arrives)}(?![^?#])"))
        seconds = asked_of(case, "with")
        second = seconds[0] if len(seconds) == 1 and seconds[0] in LANGUAGES[1:] else ""
        seen = page.evaluate(SETTLED, [base, second, case])
        expected = (
            plain
            | expectation(asked_of(case, "hold"), plain)
            | {
                "second": [second] if second else [],
                "seconds": sorted({second, "nl"}) if second else [],
            }
        )
        seen["seconds"].sort()
        differs = {key: (seen[key], expected[key]) for key in plain if seen[key] != expected[key]}
        address = page.url.partition("?")[0].partition("#")[0]
        if differs or found or address != root + arrives:
            wrong[case[:200]] = (differs, found[:3], address)
            found.clear()
    assert wrong == {}


def expectation(holds: list[str], plain: dict[str, object]) -> dict[str, object]:
    """The seconds of the guide, and the sentence about them."""
    if not plain["hold"] or not holds:
        return {}
    if len(holds) == 1 and holds[0] in HOLDS:
        said = f"Door deze link ingesteld op {holds[0]} s. U kunt dit veranderen."
        return {"hold": [holds[0], holds[0]], "said": said}
    refused = (
        "Deze link vraagt een aantal seconden dat niet in de brochure staat. "
        "In de brochure: 3\u00a0–\u00a010\u00a0s, naargelang wat mogelijk is."
    )
    return {"said": refused}
