"""One browser of each engine, on the built site under a sub-path behind the strict policy."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from brochure import acceptance, distribution
from brochure.write import disk
from tests.browsers.driver import ENGINES, PHONE, Browser
from tests.conftest import Handler, Site, change, serve
from tests.test_colours import branded

PREFIX = "/kine/folder/"
__all__ = ["branded"]  # the site of a hospital with a colour of its own
WITNESS = Path(__file__).with_name("witness.js").read_bytes()

told: list[str] = []  # by the witness


class Witnessed(Handler):
    """Puts the witness into each page, at its own address, and hears what it tells."""

    def do_GET(self) -> None:  # noqa: N802
        if self.path.endswith("/witness.js"):
            return self._answer(200, WITNESS, type="text/javascript")
        return super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(200, b"")

    def _answer(self, status: int, body: bytes, type: str = "text/html", location: str = "") -> None:
        if (
            "text/html" in self.headers["Accept"]
        ):  # not what the page or its worker reads: that has to be whole
            script = f'<head><script src="{PREFIX}witness.js"></script>'.encode()
            body = body.replace(b"<head>", script, 1)
        super()._answer(status, body, type, location)


class Fleeting(Handler):
    """No connection outlasts its answer: when the server is taken away, nothing answers any more."""

    protocol_version = "HTTP/1.0"
    half = ""  # what comes only to its half

    def _answer(self, status: int, body: bytes, type: str = "text/html", location: str = "") -> None:
        halved = self.half and self.half in self.path
        super()._answer(status, body[: len(body) // 2] if halved else body, type, location)


def complaints(browser: Browser) -> list[str]:
    """What the browser complained about since it was last asked."""
    lines = browser.complaints() + told
    told.clear()
    # Chromium and WebKit tell so when they leave out the fade to the next page.
    return [line for line in lines if "iew transition" not in line and "ViewTransition" not in line]


def heard(engine: type[Browser]) -> type[Handler]:
    return Handler if engine.console else Witnessed


@pytest.fixture(scope="session", params=ENGINES)
def started(
    request: pytest.FixtureRequest, addressed: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """The engine, started once; what it downloads comes into its folder."""
    folder = tmp_path_factory.mktemp(request.param)
    engine = ENGINES[request.param]
    with serve(addressed.folder, PREFIX, heard(engine)) as root:
        browser = engine(folder)
        browser.root = root
        yield browser
        browser.close()


@pytest.fixture
def browser(started: Browser) -> Iterator[Browser]:
    """As a reader of Dutch finds it on her phone the first time; fails when it complained about anything."""
    started.resize(*PHONE)
    started.open("")
    started.ask("localStorage.clear()")
    started.ask("localStorage.setItem(arguments[0] + 'language', 'nl')", PREFIX)
    complaints(started)
    yield started
    assert complaints(started) == []


Elsewhere = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def elsewhere(browser: Browser) -> Elsewhere:
    """Serves a site at an address of which the browser has kept nothing yet, as long as it is wanted."""

    def elsewhere(site: Site, handler: type[Handler] = Fleeting) -> AbstractContextManager[str]:
        return serve(site.folder, PREFIX, type("Elsewhere", (handler, heard(type(browser))), {}))

    return elsewhere


@pytest.fixture(scope="session")
def stick(addressed: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy for a disk, in a folder with a name that people give."""
    folder = tmp_path_factory.mktemp("stick") / "Brochure für zu Hause"
    for path, content in disk.copy(distribution.read(addressed.folder)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sheet for a clinician who reviews the French."""
    folder = change(tmp_path_factory.mktemp("review"), {})
    acceptance.write_sheet(folder, "fr")
    return folder
