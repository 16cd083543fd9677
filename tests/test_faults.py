"""What can go wrong between a hospital's server and her phone does: the text stays, and nothing that she entered is lost."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import EXERCISES, PATIENCE, PHONE, ROOT, Handler, Site, address, languages, serve, string
from tests.test_aloud import speaking
from tests.test_late import PARTS, tap

Kind = Literal["missing", "refused", "cut off", "truncated"]
KINDS: list[Kind] = ["missing", "refused", "cut off", "truncated"]
FAILED = string("late.failed")


@dataclass
class Fault:
    """What happens to answers whose address has `name` in it, as long as it lasts."""

    kind: Kind = "missing"
    name: str = "nothing"
    happened: list[str] = field(default_factory=list)
    stalled: Event | None = None
    """Half of an answer came, and the connection breaks off only when this is set."""


class Faulty(Handler):
    """A server with a fault; what it sends is otherwise as always, assets to be kept for ever."""

    fault = Fault()

    def _answer(self, status: int, body: bytes, type: str = "text/html", location: str = "") -> None:
        if self.fault.name not in self.path or status != 200:
            return super()._answer(status, body, type, location)
        self.fault.happened.append(self.path)
        if self.fault.kind == "missing":
            return super()._answer(404, b"")
        if self.fault.kind == "refused":
            return super()._answer(500, b"")
        if self.fault.kind == "truncated":  # the file itself, of a copy that ended half way
            return super()._answer(200, body[: len(body) // 2], type)
        whole = gzip.compress(body)
        self.send_response(200)
        self.send_header("Content-Type", type)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole[: len(whole) // 2])
        if self.fault.stalled:
            self.fault.stalled.wait(PATIENCE / 1000)
        self.close_connection = True
        return None


@dataclass
class Phone:
    """A phone on that server."""

    context: BrowserContext
    root: str
    fault: Fault

    def open(self, path: str, until: Literal["load", "commit"] = "load", **fault: Any) -> Page:
        self.fault.__dict__.update(fault)
        page = self.context.new_page()
        page.goto(self.root + path, wait_until=until)
        return page


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Callable[..., Phone]]:
    contexts = []
    handler = type("FaultyNow", (Faulty,), {"fault": Fault()})
    with serve(site.folder, "/kine/", handler) as root:

        def phone(script: str = "", **options: Any) -> Phone:
            contexts.append(browser.new_context(**(PHONE | {"reduced_motion": "reduce"} | options)))
            contexts[-1].add_init_script(speaking("nl") + script)
            contexts[-1].set_default_timeout(PATIENCE)
            return Phone(contexts[-1], root, handler.fault)  # type: ignore[attr-defined]

        yield phone
        for context in contexts:
            context.close()


def text_can_be_read(page: Page, site: Site, language: str, path: str) -> None:
    """Every block of the brochure is on the page, has a size, and stands out from what is behind it."""
    blocks = len(site.article(language, path).select("[data-block]"))
    seen = page.evaluate(
        """() => Array.from(document.querySelectorAll("article [data-block]"), block => {
            const style = getComputedStyle(block), box = block.getBoundingClientRect();
            return box.width > 0 && box.height > 0 && style.visibility === "visible" && style.opacity > 0.9
                && style.color !== getComputedStyle(document.body).backgroundColor;
        })"""
    )
    hidden = [place for place, visible in enumerate(seen, 1) if not visible]
    assert (len(seen), hidden) == (blocks, [])


@languages("nl", "ar")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["assets/site.", "assets/theme.", "assets/"])
def test_the_text_is_read_whatever_does_not_come(
    phone: Callable[..., Phone], site: Site, name: str, kind: Kind, language: str
) -> None:
    for path in (EXERCISES[1], "toilet/"):
        hers = phone()
        page = hers.open(address(language, path), kind=kind, name=name)
        text_can_be_read(page, site, language, path)
        assert hers.fault.happened, "nothing was asked for"


def test_a_page_that_breaks_off_shows_what_came(phone: Callable[..., Phone], site: Site) -> None:
    """The lift: the rest is not there, and what is there is the beginning of the text, not an error."""
    stalled = Event()
    page = phone().open("toilet/", "commit", kind="cut off", name="/toilet/", stalled=stalled)
    page.locator("article [data-block]").nth(1).wait_for()
    with page.expect_event("requestfailed"):
        stalled.set()
    expect(page.locator("h1")).to_have_text("Toilethouding")
    blocks = [
        block.get_text(" ", strip=True) for block in site.article("nl", "toilet/").select("[data-block]")
    ]
    came = [" ".join(text.split()) for text in page.locator("article [data-block]").all_inner_texts()]
    assert 1 < len(came) <= len(blocks)
    assert came[1].replace("\u00ad", "") == blocks[1]


def test_one_500_is_forgotten_at_the_next_try(phone: Callable[..., Phone], site: Site) -> None:
    hers = phone()
    page = hers.open("toilet/", kind="refused", name="/kine/toilet/")
    assert page.locator("h1").count() == 0
    hers.fault.name = "nothing"
    page.reload()
    text_can_be_read(page, site, "nl", "toilet/")


FILES = {
    "guide": ["guide.", "voice.", "awake."],
    "today": ["today."],
    "search": ["search.", "search-nl.", "minisearch."],
    "aloud": ["aloud.", "voice."],
    "together": ["together."],
    "reminders": ["reminders."],
    "date": ["date."],
    "forget": ["forget."],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "file"),
    [(name, file) for name, files in FILES.items() for file in files],
    ids=lambda one: one.strip("."),
)
def test_a_part_that_does_not_come_whole_says_so_and_comes_at_the_next_try(
    phone: Callable[..., Phone], name: str, file: str, kind: Kind
) -> None:
    """Also when the half of it lies in the browser's cache for a year."""
    hers = phone()
    page = hers.open(PARTS[name].path, kind=kind, name=f"assets/{file}")
    page.wait_for_selector("html[data-script]", state="attached")
    tap(page, name)
    expect(page.locator(PARTS[name].tap).first).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".late").first).to_contain_text(FAILED)
    assert page.locator(PARTS[name].done).count() == 0
    assert hers.fault.happened
    hers.fault.name = "nothing"
    page.locator(".late button").first.click()
    expect(page.locator(PARTS[name].done).first).to_be_visible()
    if name == "date":
        assert page.locator(PARTS[name].tap).input_value() == "2027-01-04", "she typed it once"


BLOCKED = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("denied"); } });
Object.defineProperty(Navigator.prototype, "cookieEnabled", { value: false });
Object.defineProperty(Document.prototype, "cookie", { get() { throw new DOMException("denied"); } });
"""
# What a browser lacks that knows nothing newer than 2019.
OLD = """
delete Promise.allSettled; delete Promise.any; delete String.prototype.matchAll; delete String.prototype.replaceAll;
delete Array.prototype.at; delete Object.fromEntries; delete Object.hasOwn; delete window.globalThis;
delete Element.prototype.replaceChildren; delete window.structuredClone; delete window.BigInt; delete window.WeakRef;
delete Array.prototype.flat; delete Array.prototype.flatMap; delete crypto.randomUUID; delete Array.prototype.toSorted;
"""
NARROW = {
    "storage, cookies and workers blocked": BLOCKED,
    "nothing newer than 2019": OLD,
    "a clock of 1970": "Date.now = () => 0;",
}


@pytest.mark.parametrize("script", NARROW.values(), ids=NARROW)
@pytest.mark.parametrize("name", [name for name in PARTS if name != "today"])
def test_every_part_works_on_a_narrow_browser(phone: Callable[..., Phone], name: str, script: str) -> None:
    page = phone(script).open(PARTS[name].path, name="nothing")
    page.wait_for_selector("html[data-script]", state="attached")
    tap(page, name)
    if name == "forget" and script == BLOCKED:
        expect(page.locator("[data-forgotten]")).not_to_be_empty()
    else:
        expect(page.locator(PARTS[name].done).first).to_be_visible()


def test_on_2g_the_text_is_there_long_before_the_rest(phone: Callable[..., Phone], site: Site) -> None:
    """300 ms away, 50 kbit/s: what she reads stands in the page itself, in its first bytes."""
    hers = phone()
    page = hers.context.new_page()
    line = hers.context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {
        "offline": False,
        "latency": 300,
        "downloadThroughput": 50_000 / 8,
        "uploadThroughput": 20_000 / 8,
    }
    line.send("Network.emulateNetworkConditions", conditions)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(hers.root + EXERCISES[1], wait_until="load", timeout=60_000)
    text_can_be_read(page, site, "nl", EXERCISES[1])
    assert len(asked) <= 6
    page.locator("[data-guide-start]").click()
    expect(page.locator(".late")).to_contain_text(re.compile(r"\w"), timeout=5_000)
    page.locator("[data-guide]:not([data-phase=ready])").wait_for(timeout=60_000)


def test_the_connection_goes_while_a_series_runs(phone: Callable[..., Phone]) -> None:
    hers = phone()
    page = hers.open(EXERCISES[1])
    page.wait_for_selector("html[data-script]", state="attached")
    page.locator("[data-guide-start]").click()
    page.locator("[data-guide][data-phase=count-in]").wait_for()
    hers.context.set_offline(True)
    page.locator("[data-guide][data-phase=contract]").wait_for()
    page.locator("[data-guide-start]").click()
    page.locator("[data-guide][data-phase=paused]").wait_for()


def test_scripts_are_written_in_the_language_of_2015(site: Site) -> None:
    """Nothing that a browser of 2019 cannot even read: `a?.b`, `a ?? b`, `import`, `#private`."""
    newer = re.compile(
        r"\?\.(?!\d)|\?\?|\basync\b|\bawait\b|\bimport\b|\bexport\b|\*\*|(?<!['\"])#\w+\s*[=(;]|\|\|=|&&="
    )
    ours = {file.stem for file in (ROOT / "docs/assets").glob("*.js")} - {
        "worker",
        "worker-off",
    }  # sent as sw.js
    read = set()
    for file in site.folder.glob("assets/*.js"):
        if file.name.partition(".")[0] in ours:
            read.add(file.name.partition(".")[0])
            script = re.sub(
                r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/(?![*/])(?:[^/\\\n]|\\.)+/[gimsuy]*',
                '""',
                file.read_text("utf-8"),
            )
            assert newer.findall(script) == [], file.name
    assert read == ours
