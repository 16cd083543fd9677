"""An update and a roll back by the three steps of deploy/README.md: no page is ever a mix of two versions."""

import hashlib
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from brochure import acceptance, distribution
from brochure.write import archive
from tests.conftest import EXERCISES, PHONE, ROOT, Edit, build_changed, free_port
from tests.test_deploy import Server, nginx, running
from tests.test_distribution import ORIGIN

pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("unzip")), reason="nginx or unzip is not here"
)

STEPS = "\n".join(
    re.findall(r"^ {3}```sh\n(.*?)^ {3}```", (ROOT / "deploy/README.md").read_text("utf-8"), re.S | re.M)
)
MARK = re.compile(r"<!-- (1\.\d\.0) -->")


def changes(version: str) -> dict[str, Edit]:
    """Each version has other pages, another guide and another style."""
    return {
        "overrides/main.html": lambda text: text.replace("<body", f"<!-- {version} -->\n<body"),
        "docs/assets/guide.js": lambda text: f'window.guideOf = "{version}";\n{text}',
        "docs/assets/site.css": lambda text: f"{text}\n.of-{version[2]} {{ color: red; }}\n",
    }


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The archives of two versions."""
    made = {}
    for version in ("1.0.0", "1.1.0"):
        folder = tmp_path_factory.mktemp(f"version-{version}")
        attempt = build_changed(folder, changes(version), ["nl", "ar"])
        assert attempt.returncode == 0, attempt.message
        content = acceptance.read(folder / "project")
        files = distribution.for_a_server(ROOT, distribution.read(attempt.folder), content, ORIGIN)
        made[version] = archive.write(files, ORIGIN.day)
    return made


@dataclass(frozen=True)
class Host:
    """A server whose folder stands where the README says, and the site behind it."""

    home: Path
    server: Server

    def take(self, new: str, before: str = "") -> int:
        """The three steps, as they are printed."""
        command = f"new={new} before={before}\n{STEPS}"
        return subprocess.run(
            ["sh", "-c", command], cwd=self.home, check=False, capture_output=True
        ).returncode

    def version(self) -> str:
        _, _, body = self.server.ask(f"/{EXERCISES[1]}")
        return str(MARK.findall(body.decode())[0])


@pytest.fixture
def host(tmp_path: Path, archives: dict[str, bytes]) -> Iterator[Host]:
    home, port = tmp_path, free_port()
    for folder in (home, *home.parents[:-2]):
        folder.chmod(0o755)
    for version, content in archives.items():
        (home / f"perinatal-{version}.zip").write_bytes(content)
    server = Server("nginx", port, "", home / "log")
    host = Host(home, server)
    assert host.take("1.0.0") == 0
    with running(nginx(home, port, ""), home, port):
        yield host


@contextmanager
def readers(host: Host) -> Iterator[list[str]]:
    """Reads pages with everything that they may ask for, again and again; tells what was not of the page's version."""
    wrong: list[str] = []
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for page in (EXERCISES[1], f"ar/{EXERCISES[1]}"):
                status, _, body = host.server.ask(f"/{page}")
                if status != 200:
                    wrong.append(f"{status} {page}")
                seen.update(MARK.findall(body.decode()))
                for asset in {*re.findall(r"[\w./-]*assets/[\w.-]+", body.decode())}:
                    status, _, content = host.server.ask(urljoin(f"/{page}", asset))
                    digest = hashlib.sha256(content).hexdigest()[:10]
                    if status != 200 or f".{digest}." not in asset:
                        wrong.append(f"{status} {asset} for {page}")

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    yield wrong
    done.set()
    for thread in threads:
        thread.join()
    assert seen == {"1.0.0", "1.1.0"}, "nobody read both"


def test_no_reader_ever_gets_a_mix_of_two_versions(host: Host) -> None:
    with readers(host) as wrong:
        for _ in range(3):
            assert host.take("1.1.0", before="1.0.0") == 0
            assert host.version() == "1.1.0"
            assert host.take("1.0.0", before="1.1.0") == 0
            assert host.version() == "1.0.0"
        assert host.take("1.1.0", before="1.0.0") == 0
    assert wrong == []


def test_a_page_that_is_open_during_an_update_or_a_roll_back_gets_its_own_guide(
    browser: Browser, host: Host
) -> None:
    def opened() -> Callable[[], str]:
        page = browser.new_page(**PHONE)
        page.goto(f"http://127.0.0.1:{host.server.port}/{EXERCISES[1]}")

        def tap() -> str:
            page.locator("[data-guide-start]").click()
            page.wait_for_selector("[data-guide][data-phase=count-in]")
            own: str = page.evaluate("window.guideOf")
            page.close()
            return own

        return tap

    morning = opened()
    assert host.take("1.1.0", before="1.0.0") == 0
    noon, evening = opened(), opened()
    assert morning() == "1.0.0"
    assert noon() == "1.1.0"
    assert host.take("1.0.0", before="1.1.0") == 0
    assert evening() == "1.1.0"
    assert opened()() == "1.0.0"


def half(home: Path) -> None:
    archive = home / "perinatal-1.1.0.zip"
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def cut_short(home: Path) -> None:
    """The disk was full in the middle of a file."""
    file = home / f"releases/1.1.0/site/{EXERCISES[1]}index.html"
    file.parent.mkdir(parents=True)
    file.write_text("<!doctype html><!-- 1.1.0 -->", "utf-8")


def without_the_version_before(home: Path) -> None:
    (home / "perinatal-1.0.0.zip").unlink()


@pytest.mark.parametrize("accident", [half, cut_short, without_the_version_before])
def test_what_is_not_whole_is_never_served(host: Host, accident: Callable[[Path], None]) -> None:
    accident(host.home)
    assert host.take("1.1.0", before="1.0.0") != 0
    assert host.version() == "1.0.0"
    assert (host.home / "web").resolve() == host.home / "releases/1.0.0/site"
