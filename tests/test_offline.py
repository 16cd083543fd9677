"""When the network is gone the brochure is there, whole and of one version, and no fault leaves her with less."""

import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from brochure.write import offline
from tests.conftest import (
    EVERYWHERE,
    ORDER,
    PATHS,
    PATIENCE,
    PHONE,
    Handler,
    Site,
    address,
    build_changed,
    serve,
    string,
)
from tests.test_parity import sub

BASE = "/kine/folder/"
ENDURANCE = "exercises/endurance/"
SETTLED = 1500  # ms in which a download that went on would have ended
NEW = "Nieuwe zin."
NEW_IN = {"nl": NEW, "fr": "Une phrase nouvelle.", "ar": "جملة جديدة."}
# A page is read after five seconds; only one test waits for them.
QUICK = "const every = setInterval; setInterval = (act, ms) => every(act, ms === 1000 ? 20 : ms);"


def marked(script: str) -> str:
    return script.replace('"use strict";', '"use strict"; document.documentElement.dataset.version = "B";', 1)


CHANGES: dict[str, dict[str, Any]] = {
    "A": {},
    "B": {
        **{f"docs/{code}/toilet.md": sub("(?m)^(# .*)$", rf"\1\n\n{new}") for code, new in NEW_IN.items()},
        "docs/assets/guide.js": marked,
        "docs/assets/site.js": lambda text: text.replace("var SLOW = 500", "var SLOW = 501"),
    },
    "off": {"mkdocs.yml": lambda text: text.replace("offline: true", "offline: false")},
}
Versions = Callable[[str], Path]


@pytest.fixture(scope="session")
def versions(testrun_uid: str, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """The folder of a version, built once when a test asks for it first: A; B with another text and other
    scripts; off, which is A without the feature."""

    def version(name: str) -> Path:
        folder = tmp_path_factory.getbasetemp().parent / f"{name}-{testrun_uid}"
        with FileLock(folder.with_suffix(".lock")):
            if not (folder / "built").exists():
                attempt = build_changed(folder, CHANGES[name], list(NEW_IN))
                assert attempt.returncode == 0, attempt.message
        return folder / "built"

    return version


@dataclass
class Server:
    """A web server whose site is replaced, and whose answers go wrong, as the test says."""

    versions: Versions
    link: Path
    root: str = ""
    asked: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def publish(self, version: str) -> None:
        new = self.link.with_suffix(".new")
        new.symlink_to(self.versions(version))
        new.rename(self.link)

    def fails(self, fault: str, pattern: str = "") -> None:
        self.faults = {pattern: fault}

    def works(self) -> None:
        self.faults = {}

    def fault(self, path: str) -> str:
        return next((fault for pattern, fault in self.faults.items() if re.search(pattern, path)), "")


@pytest.fixture
def server(versions: Versions, tmp_path: Path) -> Iterator[Server]:
    server = Server(versions, tmp_path / "link")

    class Faulty(Handler):
        def _answer(self, status: int, body: bytes, *rest: Any, **more: Any) -> None:
            server.asked.append(self.path.removeprefix(BASE))
            fault = server.fault(self.path)
            while server.fault(self.path) == "hangs":
                time.sleep(0.05)
            if fault == "lost":
                self.close_connection = True
            elif fault.isdecimal():
                super()._answer(int(fault), b"")
            elif fault == "cut":
                self.close_connection = True
                whole, self.wfile = self.wfile, cast(Any, _Half(self.wfile))
                super()._answer(status, body, *rest, **more)
                self.wfile = whole
            elif fault == "storage hangs":
                super()._answer(
                    status,
                    b"CacheStorage.prototype.match = () => new Promise(() => {});" + body,
                    *rest,
                    **more,
                )
            elif fault == "changed":
                super()._answer(status, body + b"<!-- by a proxy -->", *rest, **more)
            else:
                super()._answer(status, body, *rest, **more)

    server.publish("A")
    with serve(server.link, BASE, Faulty) as server.root:
        yield server
        server.works()


class _Half:
    """Sends what it is given first, and half of what comes then: the head, and half of the body."""

    def __init__(self, whole: Any) -> None:
        self.whole, self.head = whole, True

    def write(self, content: bytes) -> int:
        part = content if self.head else content[: len(content) // 2]
        self.head = False
        return int(self.whole.write(part))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)


@dataclass
class Phone:
    """Her phone, with a page of the site open, and what its browser stores."""

    server: Server
    context: BrowserContext
    complaints: list[str]

    def open(self, path: str, **options: Any) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.goes(page, path, **options)
        return page

    def goes(self, page: Page, path: str) -> None:
        page.goto(self.server.root + path)
        page.wait_for_selector("html[data-script]", state="attached")

    def record(self, page: Page) -> dict[str, Any]:
        """What the worker has written down as kept, {} for nothing."""
        return dict(
            page.evaluate(
                """async base => {
                    const found = await caches.match(base + "sw.js?kept", { cacheName: base + "offline" });
                    return found ? found.json().catch(() => ({})) : {};
                }""",
                BASE,
            )
        )

    def keeps(self, page: Page, language: str = "nl", version: str = "A") -> None:
        """Waits until a language is kept whole, in a version."""
        wanted = sorted(files_of(self.server.versions(version), language))
        self.waits_for(
            page, lambda: sorted(self.record(page).get("languages", {}).get(language, [])) == wanted
        )
        # What the browser keeps beside it may be gone at any time.
        self.context.new_cdp_session(page).send("Network.clearBrowserCache")

    def files(self, page: Page) -> list[str]:
        """The files in the store."""
        found = page.evaluate(
            """async name => (await caches.has(name))
                ? (await (await caches.open(name)).keys()).map(request => request.url) : []""",
            BASE + "offline",
        )
        return [url.removeprefix(self.server.root) for url in found if not url.endswith("sw.js?kept")]

    def waits_for(self, page: Page, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE / 1000
        while not true():
            assert time.monotonic() < end
            page.wait_for_timeout(50)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Callable[..., Phone]]:
    """A phone that reads quickly."""
    contexts = []
    complaints: list[str] = []

    def phone(script: str = QUICK, **options: Any) -> Phone:
        context = browser.new_context(
            **(PHONE | {"service_workers": "allow", "reduced_motion": "reduce"} | options)
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(script)
        contexts.append(context)
        return Phone(server, context, complaints)

    yield phone
    for context in contexts:
        context.close()
    assert complaints == []


def files_of(folder: Path, language: str) -> list[str]:
    """What the worker of a built site keeps for a language."""
    listed = re.match(r"const FILES=(.*);\n", (folder / "sw.js").read_text("utf-8"))
    assert listed
    files = json.loads(listed[1])
    return [*files[language], *files[""]]


def guide_runs(page: Page) -> None:
    page.locator("[data-guide-start]").click()
    expect(page.locator("[data-phase=count-in], [data-phase=contract]")).to_have_count(1)


# What the build lists


def test_a_language_is_its_pages_the_ways_in_and_all_that_they_may_load(site: Site) -> None:
    files = files_of(site.folder, "ar")
    pages = {file.partition("?")[0] for file in files if "?" in file}
    ways_in = {f"go/{Path(path).name}/" if path else "go/" for path in ORDER}
    assert pages == {address("ar", path) for path in PATHS} | ways_in | {""}
    assets = {file for file in files if "?" not in file}
    asked = set()
    for page in pages:
        text = (site.folder / page / "index.html").read_text("utf-8")
        asked |= set(re.findall(r"assets/[\w.-]+", text)) - ({"assets/search-nl"} if page == "" else set())
    dutch_only = {name for name in asked if "search-nl" in name}
    assert assets == asked - dutch_only
    assert any("search-ar" in name for name in assets)
    assert not [file for file in files if "pdf" in file]


def test_every_file_of_the_list_has_the_content_that_its_hash_says(site: Site) -> None:
    for file in {*files_of(site.folder, "nl"), *files_of(site.folder, "ti")}:
        path, _, wanted = file.partition("?")
        content = (site.folder / path / "index.html" if wanted else site.folder / path).read_bytes()
        assert offline.digest(content) == (wanted or path.split(".")[-2])


def test_the_worker_is_small_beside_the_page(site: Site) -> None:
    assert len(gzip.compress((site.folder / "sw.js").read_bytes(), 6)) <= 6 * 1024


def test_any_change_of_a_page_is_a_new_worker() -> None:
    before = offline.collect({"toilet/": b"3", "fr/toilet/": b"3"}, ["nl", "fr"])
    after = offline.collect({"toilet/": b"3", "fr/toilet/": b"4"}, ["nl", "fr"])
    assert offline.worker(before, "") != offline.worker(after, "")
    assert before["nl"] == after["nl"] != []


# Reading without a network


def test_the_first_visit_asks_for_nothing_but_the_page(phone: Callable[..., Phone], server: Server) -> None:
    her = phone(script="")
    page = her.open(ENDURANCE)
    page.wait_for_load_state("load")
    page.wait_for_timeout(2500)
    assert len(server.asked) <= 6
    assert not [path for path in server.asked if "offline" in path or "sw.js" in path]
    server.asked.clear()
    her.waits_for(page, lambda: "sw.js" in server.asked)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_without_a_network_every_page_of_her_language_opens_with_its_pictures(
    phone: Callable[..., Phone], server: Server, language: str
) -> None:
    her = phone(locale=language)
    page = her.open(address(language, "toilet/"))
    her.keeps(page, language)
    server.fails("lost")
    for path in PATHS:
        her.goes(page, address(language, path))
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
        for picture in page.locator("article figure > svg[role=img]").all():
            assert picture.bounding_box()
    her.goes(page, address(language, ENDURANCE) + "?hold=6")
    expect(page.locator("[data-guide]")).to_have_attribute("data-hold", "6")
    guide_runs(page)
    page.locator("[data-today-add]").click()
    expect(page.locator("[data-today-line]")).to_contain_text("1")
    page.locator("[data-search]").click()
    expect(page.locator("dialog [data-search-field]")).to_be_visible()


def test_without_a_network_the_addresses_of_letters_lead_on(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("toilet/")
    her.keeps(page)
    server.fails("lost")
    for path, arrives in {
        "go/toilet/": "toilet/",
        "go/endurance/?hold=6": ENDURANCE + "?hold=6",
        "go/": "",
        "": "",
        "toilet": "toilet/",
        "toilet?with=ar#footstool": "toilet/?with=ar#footstool",
        "toilet/index.html": "toilet/index.html",
    }.items():
        page.goto(server.root + path)
        page.wait_for_url(server.root + arrives)
        expect(page.locator("h1")).to_be_visible()


def test_a_page_of_another_language_is_kept_as_she_saw_it(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone(script=f"if (!location.pathname.includes('/fr/')) {{ {QUICK} }}")
    page = her.open("toilet/")
    her.keeps(page)
    her.goes(page, "fr/toilet/")
    her.waits_for(page, lambda: any(file.startswith("fr/toilet/") for file in her.files(page)))
    server.fails("lost")
    her.goes(page, "fr/toilet/")
    expect(page.locator("h1")).to_be_visible()
    with pytest.raises(Error):
        page.goto(server.root + "fr/lifting/")


def test_the_page_that_is_open_when_the_network_goes_still_has_all_its_parts(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open(ENDURANCE)
    her.keeps(page)
    server.fails("lost")
    guide_runs(page)


def test_without_a_network_a_second_language_that_she_had_stands_beside_her_own(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("ar/toilet/")
    her.keeps(page, "ar")
    her.goes(page, "toilet/")
    her.keeps(page)
    server.fails("lost")
    her.goes(page, "toilet/?with=ar")
    expect(page.locator("[data-of][lang=ar]").first).to_be_visible()


@pytest.mark.parametrize("fault", ["lost", "cut", "500", "503", "hangs"])
def test_a_page_that_does_not_come_whole_or_in_time_comes_from_the_device(
    phone: Callable[..., Phone], server: Server, fault: str
) -> None:
    her = phone()
    page = her.open("")
    her.keeps(page)
    server.fails(fault, "lifting/")
    begun = time.monotonic()
    page.goto(server.root + "lifting/", wait_until="commit")
    expect(page.locator("h1")).to_have_text(re.compile("^Hef"))
    assert time.monotonic() - begun < 8
    expect(page.locator("footer")).to_be_visible()
    server.works()


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_page_that_the_hospital_has_taken_away_is_not_shown_from_the_device(
    phone: Callable[..., Phone], server: Server, status: str
) -> None:
    her = phone()
    page = her.open("")
    her.keeps(page)
    server.fails(status, "lifting/")
    answer = page.goto(server.root + "lifting/")
    assert answer and answer.status == int(status)


def test_a_wrong_address_and_a_redirect_are_the_servers(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.open("")
    her.keeps(page)
    answer = page.goto(server.root + "nowhere/")
    assert answer and answer.status == 404
    page.goto(server.root + "toilet?with=ar")
    assert page.url.startswith(server.root + "toilet/")


# Updates


def test_an_update_shows_on_the_next_page_and_a_rollback_too(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("toilet/")
    her.keeps(page)
    for version in ("B", "A", "B"):
        server.publish(version)
        her.goes(page, "toilet/")
        expect(page.get_by_text(NEW)).to_have_count(int(version == "B"))
        her.keeps(page, version=version)
        server.fails("lost")
        her.goes(page, "toilet/")
        expect(page.get_by_text(NEW)).to_have_count(int(version == "B"))
        her.goes(page, ENDURANCE)
        guide_runs(page)
        assert page.evaluate("document.documentElement.dataset.version || 'A'") == version
        server.works()


def test_an_update_downloads_only_what_has_changed(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.open("lifting/")
    her.keeps(page)
    server.publish("B")
    her.goes(page, "lifting/")
    server.asked.clear()
    her.keeps(page, version="B")
    changed = set(files_of(server.versions("B"), "nl")) - set(files_of(server.versions("A"), "nl"))
    fetched = {path for path in server.asked if path != "sw.js"}
    assert fetched <= {file.split("?")[0] for file in changed}


def test_a_page_open_in_another_tab_keeps_the_parts_of_its_own_version(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    old = her.open(ENDURANCE)
    her.keeps(old)
    server.publish("B")
    new = her.open("toilet/")
    expect(new.get_by_text(NEW)).to_be_visible()
    her.keeps(new, version="B")
    her.goes(new, ENDURANCE)
    guide_runs(new)
    assert new.evaluate("document.documentElement.dataset.version") == "B"
    guide_runs(old)  # the server does not have its script any more
    assert old.evaluate("document.documentElement.dataset.version || 'A'") == "A"
    of_before = set(files_of(server.versions("A"), "nl")) - set(files_of(server.versions("B"), "nl"))
    assert of_before <= set(her.files(new))
    old.close()
    her.goes(new, "toilet/")
    her.waits_for(new, lambda: not of_before & set(her.files(new)))
    assert set(her.files(new)) == set(files_of(server.versions("B"), "nl"))


def test_a_storage_that_never_answers_keeps_no_page_from_her(
    phone: Callable[..., Phone], server: Server
) -> None:
    server.fails("storage hangs", "sw.js$")
    her = phone()
    page = her.open("toilet/")
    her.waits_for(page, lambda: page.evaluate("!!navigator.serviceWorker.controller"))
    her.goes(page, ENDURANCE)
    guide_runs(page)


# One of each kind of file and of fault; `make test-all` tries each with each.
FAULTS = [
    ("500", r"assets/guide\.\w+\.js"),
    ("cut", r"assets/guide\.\w+\.js"),
    ("changed", "letter/$"),
    ("lost", "sw.js$"),
]
MORE = [("lost", r"assets/guide\.\w+\.js"), ("404", "letter/$"), ("500", "sw.js$"), ("cut", "sw.js$")]


@pytest.mark.parametrize(("fault", "file"), FAULTS + (MORE if EVERYWHERE else []))
def test_an_update_that_does_not_come_whole_leaves_the_version_before(
    phone: Callable[..., Phone], server: Server, fault: str, file: str
) -> None:
    her = phone()
    page = her.open("lifting/")
    her.keeps(page)
    server.publish("B")
    server.fails(fault, file)
    server.asked.clear()
    her.goes(page, "lifting/")
    her.waits_for(page, lambda: any(re.search(file, path) for path in server.asked))
    page.wait_for_timeout(SETTLED)
    server.fails("lost")
    her.goes(page, "toilet/")
    expect(page.get_by_text(NEW)).to_have_count(0)
    her.goes(page, ENDURANCE)
    guide_runs(page)
    assert page.evaluate("document.documentElement.dataset.version || 'A'") == "A"
    server.works()
    her.goes(page, "toilet/")
    expect(page.get_by_text(NEW)).to_be_visible()
    her.keeps(page, version="B")


@pytest.mark.parametrize("fault", ["500", "cut", "changed"])
def test_a_first_download_that_breaks_off_is_not_taken_for_the_brochure_and_goes_on_later(
    phone: Callable[..., Phone], server: Server, fault: str
) -> None:
    her = phone()
    server.fails(fault, r"letter\.\w+\.js")
    page = her.open("about/")
    her.waits_for(page, lambda: any("letter." in path for path in server.asked))
    page.wait_for_timeout(SETTLED)
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.none"))
    assert her.record(page) == {}
    server.works()
    server.asked.clear()
    her.goes(page, "about/")
    her.keeps(page)
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.kept"))
    assert not [path for path in server.asked if "aloud" in path], "what had come is not fetched again"


# Storage


def test_a_full_storage_breaks_nothing_and_is_told(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.context.new_page()
    quota(page, server, 40_000)
    her.goes(page, "about/")
    her.waits_for(page, lambda: "sw.js" in server.asked)
    page.wait_for_timeout(SETTLED)
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.none"))
    assert her.record(page) == {}
    her.goes(page, ENDURANCE)
    guide_runs(page)
    assert her.complaints == []


def test_an_update_for_which_there_is_no_room_leaves_the_version_before(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("lifting/")
    her.keeps(page)
    quota(page, server, 1000)
    server.publish("B")
    her.goes(page, "toilet/")
    expect(page.get_by_text(NEW)).to_be_visible()
    page.wait_for_timeout(3000)
    server.fails("lost")
    her.goes(page, "toilet/")
    expect(page.get_by_text(NEW)).to_have_count(0)
    her.goes(page, ENDURANCE)
    guide_runs(page)


def quota(page: Page, server: Server, size: int) -> None:
    session = page.context.new_cdp_session(page)
    origin = server.root.removesuffix(BASE)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": size})


def test_what_the_browser_took_away_is_told_and_comes_back(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("toilet/")
    her.keeps(page)
    page.evaluate(
        """async name => {
            const store = await caches.open(name);
            for (const request of await store.keys()) if (/lifting|guide/.test(request.url)) await store.delete(request);
        }""",
        BASE + "offline",
    )
    server.fails("lost")
    her.goes(page, "toilet/")
    expect(page.locator("h1")).to_be_visible()
    with pytest.raises(Error):
        page.goto(server.root + "lifting/")
    page.close()
    page = her.open("about/")
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.none"))
    server.works()
    her.goes(page, "about/")
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.kept"))


def test_a_damaged_record_is_written_anew(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.open("toilet/")
    her.keeps(page)
    page.evaluate(
        """async base => (await caches.open(base + "offline")).put(base + "sw.js?kept", new Response("{"))""",
        BASE,
    )
    her.goes(page, "lifting/")
    expect(page.locator("h1")).to_be_visible()
    her.keeps(page)


def test_other_sites_of_the_same_origin_keep_what_they_store(
    phone: Callable[..., Phone], server: Server
) -> None:
    others = ["other", "/offline", "/kine/offline", BASE + "x/offline", "workbox-precache"]
    her = phone()
    page = her.open("about/")
    page.evaluate("names => Promise.all(names.map(name => caches.open(name)))", others)
    her.keeps(page)
    server.publish("B")
    her.goes(page, "about/")
    her.keeps(page, version="B")
    expect(page.locator("[data-offline-remove]")).to_be_visible()
    page.locator("[data-offline-remove]").click()
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.removed"))
    assert sorted(page.evaluate("caches.keys()")) == sorted(others)


# About this website


def test_she_removes_the_copy_and_it_stays_removed_until_she_visits_again(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("about/")
    line, button = page.locator("[data-offline-line]"), page.locator("[data-offline-remove]")
    expect(line).to_have_text(string("offline.kept"))
    page.evaluate("name => localStorage.setItem(name, 'dark')", BASE + "theme")
    button.click()
    expect(line).to_have_text(string("offline.removed"))
    expect(line).to_be_focused()
    expect(button).to_be_hidden()
    assert page.evaluate("name => localStorage.getItem(name)", BASE + "theme") == "dark"
    her.goes(page, "toilet/")
    page.wait_for_timeout(SETTLED)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    her.goes(page, "about/")
    expect(line).to_have_text(string("offline.removed"))
    page.close()
    again = her.open("about/")
    expect(again.locator("[data-offline-line]")).to_have_text(string("offline.kept"))


def test_what_another_page_removed_is_told_when_she_comes_back(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    page = her.open("about/")
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.kept"))
    other = her.open("about/")
    other.locator("[data-offline-remove]").click()
    expect(other.locator("[data-offline-line]")).to_have_text(string("offline.removed"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.none"))
    expect(page.locator("[data-offline-remove]")).to_be_hidden()


def test_who_removes_it_while_it_comes_has_nothing_left(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    server.fails("hangs", r"letter\.\w+\.js")
    page = her.open("about/")
    her.waits_for(page, lambda: any("letter." in path for path in server.asked))
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))
    server.asked.clear()
    server.works()
    page.wait_for_timeout(SETTLED)
    assert page.evaluate("caches.keys()") == []
    assert server.asked == []


def test_what_she_removed_is_not_stored_anew_by_another_tab(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    other = her.open("toilet/")
    her.keeps(other)
    page = her.open("about/")
    page.locator("[data-offline-remove]").click()
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.removed"))
    other.locator("[data-together] summary").click()
    other.locator("[data-together-languages] button[value=fr]").click()
    expect(other.locator("[data-of][lang=fr]").first).to_be_visible()
    other.wait_for_timeout(500)
    assert other.evaluate("caches.keys()") == []


def test_deleting_everything_deletes_the_copy_too(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.open("about/")
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.kept"))
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))
    assert page.evaluate("caches.keys()") == []
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.removed"))


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })",
        "Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('', 'SecurityError') } })",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
        "delete window.caches; Object.defineProperty(window, 'caches', { value: undefined })",
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('', 'SecurityError') } })",
        "for (const name of ['localStorage', 'sessionStorage']) "
        "Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError') } })",
    ],
    ids=[
        "no workers",
        "workers refused",
        "registration refused",
        "no caches",
        "caches refused",
        "no storage",
    ],
)
def test_what_the_browser_refuses_breaks_nothing(phone: Callable[..., Phone], refusal: str) -> None:
    her = phone(script=f"{QUICK}\n{refusal}")
    page = her.open("about/")
    page.wait_for_timeout(1000)
    expect(page.locator("[data-offline-line]")).not_to_be_empty()
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))


def test_where_the_address_allows_no_worker_the_page_says_that_nothing_is_kept(
    phone: Callable[..., Phone], server: Server
) -> None:
    her = phone()
    server.root = server.root.replace("127.0.0.1", "hospital.test")
    page = her.open("about/")
    page.wait_for_timeout(1000)
    expect(page.locator("[data-offline-line]")).to_have_text(string("offline.none"))
    assert "sw.js" not in server.asked


def test_from_a_disk_nothing_is_said_of_it(browser: Browser, versions: Versions) -> None:
    page = browser.new_page(**PHONE)
    page.goto((versions("A") / "about/index.html").as_uri())
    page.wait_for_selector("html[data-script]", state="attached")
    expect(page.locator("[data-offline]")).to_have_count(0)
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))
    page.close()


# Turned off


def test_a_hospital_that_turns_it_off_frees_the_phones(phone: Callable[..., Phone], server: Server) -> None:
    her = phone()
    page = her.open("toilet/")
    her.keeps(page)
    page.evaluate("caches.open('other')")
    server.publish("off")
    her.goes(page, "toilet/")
    her.waits_for(page, lambda: page.evaluate("caches.keys()") == ["other"])
    count = "navigator.serviceWorker.getRegistrations().then(found => found.length)"
    her.waits_for(page, lambda: page.evaluate(count) == 0)
    her.goes(page, "lifting/")
    page.wait_for_timeout(1000)
    assert page.evaluate("caches.keys()") == ["other"]
    server.publish("A")
    her.goes(page, "toilet/")
    her.keeps(page)
