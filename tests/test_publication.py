"""`make build` changes site/ as a whole or not at all, and never leaves it empty."""

import logging
import os
import shutil
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from brochure import publication
from tests.conftest import Edit, change, run
from tests.test_parity import sub

BEFORE = {"index.html": "before", "old/index.html": "before", "assets/old.css": "before", "toilet": "a file"}
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONLY", "")
    monkeypatch.setenv("SITE_URL", "")


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)


def read(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of yesterday, which a web server has open through a link."""
    real = tmp_path / "mounted" / "site"
    write(real, BEFORE)
    (tmp_path / "site").symlink_to(real)
    return tmp_path / "site"


def test_the_new_site_takes_the_place_of_the_old_in_the_same_folder(tmp_path: Path, site: Path) -> None:
    folder = site.stat().st_ino
    publication.publish(change(tmp_path, {}), site)
    assert site.is_symlink() and site.stat().st_ino == folder
    assert (site / "toilet/index.html").is_file() and (site / "assets").is_dir()
    assert not (site / "old").exists()
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


def test_a_build_that_fails_leaves_the_old_site_whole(tmp_path: Path, site: Path) -> None:
    project = change(tmp_path, {"docs/fr/postnatal.md": sub(r"\b6\b", "8")})
    with pytest.raises(Abort):
        publication.publish(project, site)
    assert read(site) == BEFORE
    assert sorted(path.name for path in site.iterdir()) == ["assets", "index.html", "old", "toilet"]


def test_at_no_moment_is_a_page_gone_or_without_what_it_asks_for(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = site.resolve() / ".new"
    write(new, {"index.html": "after", "go/index.html": "after", "assets/new.css": "after"})
    seen = []

    def watched(self: Path, target: Path, replace: object = Path.replace) -> object:
        seen.append(read(site).get("index.html") if target.name == "index.html" else "asset")
        return replace(self, target)  # type: ignore[operator]

    monkeypatch.setattr(Path, "replace", watched)
    publication.replace(new, site.resolve())
    assert seen == ["asset", "before", "after"] or seen == ["asset", "before", "before"]
    shutil.rmtree(new)
    after = {"index.html": "after", "go/index.html": "after", "assets/new.css": "after"}
    assert read(site) == after | {"assets/old.css": "before"}


def publish(site: Path, version: str, day: float) -> set[str]:
    """Publishes a version on a day; tells the assets that are there then."""
    new = site.resolve() / ".new"
    write(new, {"index.html": version, f"assets/site.{version}.css": version, "assets/theme.js": "same"})
    for file in new.rglob("*"):
        os.utime(file, (day * DAY, day * DAY + (file.suffix != ".html")))
    publication.replace(new, site.resolve())
    shutil.rmtree(new)
    return {path.name for path in (site / "assets").iterdir()}


def test_a_page_that_is_open_finds_its_assets_for_a_week(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert publish(site, "a", 1) == {"theme.js", "site.a.css"}
    assert publish(site, "b", 40) == {"theme.js", "site.a.css", "site.b.css"}, "a was asked for until day 40"
    assert publish(site, "b", 41) == {"theme.js", "site.a.css", "site.b.css"}
    assert publish(site, "c", 46.5) == {"theme.js", "site.a.css", "site.b.css", "site.c.css"}
    assert publish(site, "d", 48) == {"theme.js", "site.b.css", "site.c.css", "site.d.css"}
    assert publish(site, "a", 49) == {"theme.js", "site.a.css", "site.b.css", "site.c.css", "site.d.css"}
    assert publish(site, "a", 90) == {"theme.js", "site.a.css"}, "what was once before and is again stays"


def test_what_mkdocs_warns_of_is_shown_and_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def builds(project: Path, site: Path) -> None:
        logging.getLogger("mkdocs.structure").warning("something of its own")
        raise Abort("Aborted with 1 warnings in strict mode!")

    monkeypatch.setattr(publication, "publish", builds)
    with pytest.raises(SystemExit):
        publication.main()
    assert "something of its own" in capsys.readouterr().err


@pytest.mark.parametrize(("edit", "told"), [
    (lambda text: f"{text}{{\n", "found: "),
    (lambda text: text.replace("extra:\n  hospital: {}", "extra:"), "mkdocs.yml, extra\n    found: nothing"),
    (lambda text: text.replace("site_dir: site", "site_dir: [1]"), "mkdocs.yml, site_dir\n    found: [1]\n    expected: site"),
    (sub("^nav:", "dev_addr: nowhere\nnav:"), "mkdocs.yml, dev_addr\n    found: 'nowhere'\n    expected: where make serve shows"),
    (None, "mkdocs.yml\n    found: no such file"),
])  # fmt: skip
def test_what_mkdocs_would_tell_in_words_of_its_own_is_told_by_place_and_cure(
    tmp_path: Path, edit: Edit, told: str
) -> None:
    project = change(tmp_path, {"mkdocs.yml": edit})
    result = run(project, "-m", "brochure.publication")
    assert result.returncode == 1
    assert result.stderr.startswith("1 problem in the settings. Nothing was built.\n\n1. mkdocs.yml")
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not list((project / "site").rglob("*.html"))


def test_the_hospitals_own_files_stand_at_the_root(tmp_path: Path, site: Path) -> None:
    own = {
        "root/robots.txt": "User-agent: *",
        "root/.well-known/security.txt": "Contact:",
        "root/.DS_Store": "x",
    }
    publication.publish(change(tmp_path, own), site)
    assert (site / "robots.txt").read_text() == "User-agent: *"
    assert (site / ".well-known/security.txt").is_file()
    assert not (site / ".DS_Store").exists()


def test_a_file_of_the_hospitals_never_takes_the_place_of_the_sites(tmp_path: Path, site: Path) -> None:
    with pytest.raises(Abort):
        publication.publish(change(tmp_path, {"root/404.html": "mine"}), site)
    assert read(site) == BEFORE
