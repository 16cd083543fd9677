"""One browser of each engine, on the built site under a sub-path behind the strict policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers.driver import ENGINES, PHONE, Browser
from tests.conftest import Handler, Site, serve

PREFIX = "/kine/folder/"
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
        script = f'<head><script src="{PREFIX}witness.js"></script>'.encode()
        super()._answer(status, body.replace(b"<head>", script, 1), type, location)


@pytest.fixture(scope="session", params=ENGINES)
def started(
    request: pytest.FixtureRequest, addressed: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """The engine, started once; what it downloads comes into its folder."""
    folder = tmp_path_factory.mktemp(request.param)
    engine = ENGINES[request.param]
    handler = Handler if engine.console else Witnessed
    with serve(addressed.folder, PREFIX, handler) as root:
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
    started.complaints()
    told.clear()
    yield started
    # Chromium and WebKit tell so when they leave out the fade to the next page.
    complaints = [
        line
        for line in started.complaints() + told
        if "iew transition" not in line and "ViewTransition" not in line
    ]
    assert complaints == []
