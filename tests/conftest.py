"""The built site, bad sites made from it, and a browser on a server as strict as a hospital's."""

import copy
import functools
import gzip
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from filelock import FileLock
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from brochure import acceptance
from brochure.content import Content
from brochure.problems import ContentError, SettingsError, UnacceptedError
from brochure.read.sections import Section

ROOT = Path(__file__).parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# "!ENV" is MkDocs's own; the tests only need the lists.
yaml.SafeLoader.add_multi_constructor("!", lambda loader, suffix, node: None)


def with_all_features_and_no_hospital(settings: str) -> str:
    """The tests ask for the same site whatever a hospital has chosen in mkdocs.yml."""
    settings = re.sub(r"^( {8}\w+): false\b", r"\1: true", settings, flags=re.M)
    return re.sub(r"^  hospital:.*\n(?: {4}.*\n)*", "  hospital: {}\n", settings, flags=re.M)


SETTINGS = with_all_features_and_no_hospital((ROOT / "mkdocs.yml").read_text("utf-8"))
CONFIG = yaml.safe_load(SETTINGS)
PLUGINS = {name: options for plugin in CONFIG["plugins"] for name, options in plugin.items()}
LANGUAGES = [language["locale"] for language in PLUGINS["i18n"]["languages"]]
ORDER = [Section(file).path for file in CONFIG["nav"]]  # the brochure's pages, in reading order
# What is tried on a changed copy does not depend on how many languages there are: the source, two more of the
# same script, the longest words, and one from right to left.
TRIED = ["nl", "fr", "en", "de", "ar"]
PATHS = [*ORDER, *(Section(file).path for file in PLUGINS["brochure"]["beside"])]
EXERCISES = ["exercises/strength/", "exercises/endurance/", "exercises/coordination/"]

PATIENCE = 15_000  # ms until a page has failed: a busy machine is no fault of the site's
expect.set_options(timeout=PATIENCE)

STRINGS = {
    code: yaml.safe_load((ROOT / f"docs/{code}/language.yml").read_text("utf-8"))["strings"]
    for code in LANGUAGES
}

every_language = pytest.mark.parametrize("language", LANGUAGES)


EVERYWHERE = bool(os.environ.get("EVERYWHERE"))  # make test-all


def languages(*codes: str) -> pytest.MarkDecorator:
    """Where it is enough that a browser looks in some languages; `make test-all` looks in all."""
    return pytest.mark.parametrize("language", LANGUAGES if EVERYWHERE else codes)


# Where a browser has to lay it out: the source, the longest words, and from right to left.
few_languages = languages("nl", "de", "ar")
# Where it writes what the page tells it in the language's own words: the source, and each other direction and script.
few_scripts = languages("nl", "bg", "ar", "ti")
every_path = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.strip("/") or "home")
# What a Dutch page may find on the device, and whether it may use it.
voices_of_the_device = pytest.mark.parametrize(
    ("voices", "offered"),
    [
        ("[]", False),
        ("[{ lang: 'nl-NL', localService: false }]", False),
        ("[{ lang: 'fr-BE', localService: true }]", False),
        ("[{ lang: 'nl_BE', localService: true }]", True),
    ],
    ids=["none", "remote only", "another language", "local"],
)


def string(key: str, language: str = "nl") -> str:
    """A word of the interface as that language's file has it."""
    return str(STRINGS[language][key])


def address(language: str, path: str) -> str:
    """Where a page stands, from the root of the site."""
    return path if language == "nl" else f"{language}/{path}"


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and its pages parsed once."""

    folder: Path

    @functools.cache  # noqa: B019 (one site for the whole run)
    def page(self, language: str, path: str) -> BeautifulSoup:
        """The page with its words as they are written: soft hyphens are the business of tests/test_typography.py."""
        file = self.folder / address(language, path) / "index.html"
        return BeautifulSoup(file.read_text("utf-8").replace("\u00ad", ""), "html.parser")

    @functools.cache  # noqa: B019
    def article(self, language: str, path: str) -> Tag:
        """The article with the brochure's text only, without interface; whoever changes it takes a copy."""
        article = copy.copy(self.page(language, path).main.article)  # type: ignore[union-attr]
        assert article
        for interface in article.select("[data-interface]"):
            interface.decompose()
        return article


def own_text(block: Tag) -> str:
    """What a block of a page says, without the blocks inside it."""
    strings = [s for s in block.find_all(string=True) if s.find_parent(attrs={"data-block": True}) is block]
    return " ".join("".join(strings).split())


def run(project: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a project."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "ONLY": "", "SITE_URL": ""} | env,
        capture_output=True,
        text=True,
        check=False,
    )


Edit = str | bytes | None | Callable[[str], str]
ADDRESS = "https://hospital.example/kine/"


@pytest.fixture(scope="session")
def site(testrun_uid: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built once."""
    return _built_once(tmp_path_factory.getbasetemp().parent / f"site-{testrun_uid}")


@pytest.fixture(scope="session")
def addressed(testrun_uid: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built for its address on the internet."""
    folder = tmp_path_factory.getbasetemp().parent / f"addressed-{testrun_uid}"
    return _built_once(folder, SITE_URL=ADDRESS)


def _built_once(folder: Path, **env: str) -> Site:
    """The first process that asks for it builds it; the others, which run the tests beside it, wait."""
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            attempt = build_changed(folder, {}, LANGUAGES, pdfs=True, **env)
            assert attempt.returncode == 0, attempt.message
    return Site(folder / "built")


@dataclass(frozen=True)
class Attempt:
    """What came of building a changed site."""

    folder: Path
    returncode: int
    message: str


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Attempt]:
    """Builds a copy of the project in which some files are changed.

    A change is the new content, None for removal, or a function from the old text to the new.
    """
    return functools.partial(build_changed, tmp_path)


def build_changed(
    folder: Path, changes: Mapping[str, Edit], codes: Sequence[str] = TRIED, *, pdfs: bool = False, **env: str
) -> Attempt:
    project = change(folder, changes, codes, pdfs=pdfs)
    if changes:
        with suppress(ContentError, SettingsError):  # the build tells it
            accept_all(project)
    result = run(project, "-m", "mkdocs", "build", "--site-dir", str(folder / "built"), **env)
    return Attempt(folder / "built", result.returncode, result.stderr)


@functools.cache
def accepted() -> Content:
    """The project's own content, read once."""
    return acceptance.read(ROOT)


def accept_all(project: Path) -> None:
    """Accepts every text as it stands now: most tests change one and ask about something else."""
    found = acceptance.read(project)
    for code in found.records:
        acceptance.accept_all(found, project, code, acceptance.files_of(found, code, ""))


def change(
    folder: Path, changes: Mapping[str, Edit], codes: Sequence[str] = TRIED, *, pdfs: bool = False
) -> Path:
    """A copy of the project in some languages, in which some files are changed."""
    project, others = folder / "project", [code for code in LANGUAGES if code not in codes]
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns(*others))
    settings = re.sub(rf"^ +- {{ locale: ({'|'.join(others)}),.*\n", "", SETTINGS, flags=re.M)
    if not pdfs:  # they take seconds, and those of the whole site are enough
        settings = settings.replace("booklet: true", "booklet: false")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    published = project / "docs/published.yml"
    listed = re.sub(
        r"^languages: .*", f"languages: [{', '.join(codes)}]", published.read_text("utf-8"), flags=re.M
    )
    published.write_text(listed, "utf-8")
    (project / "brochure").mkdir()  # watched by the preview only
    for doubts in project.glob("docs/*/doubts.yml"):
        doubts.unlink()  # they quote words that a test may change
    for name, edit in changes.items():
        _apply(project / name, edit)
    return project


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What the build would tell of a changed project, "" when nothing is wrong, without building it."""

    def told(changes: Mapping[str, Edit], command: Any = "build", accepted: bool = True, **env: str) -> str:
        for name, value in ({"ONLY": "", "SITE_URL": ""} | env).items():
            monkeypatch.setenv(name, value)
        project = change(tmp_path, changes)
        try:
            config = load_config(str(project / "mkdocs.yml"))
            config.plugins.on_startup(command=command, dirty=False)
            config.plugins.on_config(config)
        except UnacceptedError as error:
            return "" if accepted else str(error)
        except (ContentError, SettingsError) as error:
            return str(error)
        return ""

    return told


def _apply(file: Path, edit: Edit) -> None:
    if edit is None:
        file.unlink()
        with suppress(OSError):
            os.removedirs(file.parent)  # and the folders that are empty now
    elif isinstance(edit, bytes):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(edit)
    elif isinstance(edit, str):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(edit, "utf-8")
    else:
        before = file.read_text("utf-8")
        after = edit(before)
        assert after != before, f"the change leaves {file.name} as it was"
        file.write_text(after, "utf-8")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Plain files below a prefix, compressed, behind the strict policy."""

    prefix = "/"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = Path(self.directory) / path.removeprefix(self.prefix)
        if path.startswith(self.prefix) and file.is_dir() and not path.endswith("/"):
            return self._answer(301, b"", location=path + "/")
        file = file / "index.html" if file.is_dir() else file
        if path.startswith(self.prefix) and file.is_file():
            return self._answer(200, file.read_bytes(), type=self.guess_type(str(file)))
        return self._answer(404, (Path(self.directory) / "404.html").read_bytes())

    def _answer(self, status: int, body: bytes, type: str = "text/html", location: str = "") -> None:
        if status == 200 and type.startswith("text/"):
            type = f"{type}; charset=utf-8"
        body = gzip.compress(body, 6, mtime=0)
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        forever = status == 200 and "/assets/" in self.path
        self.send_header("Cache-Control", "max-age=31536000, immutable" if forever else "no-cache")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error of the site's."""


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def serve(folder: Path, prefix: str = "/", handler: type[Handler] = Handler) -> Iterator[str]:
    """The address of a folder, served in the background."""
    below = type("Below", (handler,), {"prefix": prefix})
    with _Server(("127.0.0.1", 0), functools.partial(below, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture(scope="session")
def origin(site: Site) -> Iterator[str]:
    """The address of the built site, served under a sub-path that it was not built for."""
    with serve(site.folder, "/kine/folder/") as address:
        yield address


# What Playwright turns off itself (a second such switch replaces the first), and the parts of the browser's
# own window that nobody looks at here: they took a sixth of the tests' time.
UNWANTED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "OptimizationHints,Translate,PreloadTopChromeWebUI,WebUIOmniboxPopup"
)


def chromium() -> str | None:
    """The machine's own, rather without the window that nobody sees: it opens a page in half the time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's own Chromium where there is one, else Playwright's."""
    return {
        "executable_path": chromium(),
        # names of an intranet without HTTPS: an origin on which browsers allow less
        "args": [
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            f"--disable-features={UNWANTED}",
            "--disable-background-networking",
        ],
    }


PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "locale": "nl-BE",
    # A worker would answer in the place of the test's own server: tests/test_offline.py tries it.
    "service_workers": "block",
}
BLOCKED = "Service Worker registration blocked by Playwright"


def unfaded(error: Error) -> bool:
    """Chromium leaves out the fade, and says so, when it met the page before its style sheet had come, or too late."""
    return "Transition was aborted because of invalid state" in str(error)


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site on a phone; fails when the browser complained about anything."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(error: Error) -> None:
        if not unfaded(error):
            complaints.append(str(error))

    def visit(path: str, *, script: str = "", host: str = "127.0.0.1", **options: Any) -> Page:
        root = origin.replace("127.0.0.1", host)
        context = browser.new_context(**(PHONE | options))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                complaints.append(m.text) if m.type in ("error", "warning") and m.text != BLOCKED else None
            ),
        )
        page.on("pageerror", complain)
        page.on("request", lambda r: complaints.append(r.url) if not _ours(r.url, root) else None)
        page.goto(root + path)
        if options.get("java_script_enabled", True) and page.locator("script[defer]").count():
            page.wait_for_selector("html[data-script]", state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def _ours(url: str, origin: str) -> bool:
    return url.startswith((origin, "data:", "blob:"))
