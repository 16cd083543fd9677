"""What others made is as it came, and its licence stands beside it."""

import re
from collections.abc import Callable
from pathlib import Path

from brochure.read import vendored
from brochure.read.vendored import FOLDERS
from tests.conftest import ROOT

SEARCH = "docs/assets/vendor/minisearch.min.js"


def test_every_library_and_font_has_its_version_its_licence_and_its_hash() -> None:
    found, problems = vendored.load(ROOT)
    assert problems == []
    files = [file for folder, pattern in FOLDERS.items() for file in (ROOT / folder).glob(pattern)]
    assert {one.file for one in found} == {file.relative_to(ROOT).as_posix() for file in files}
    assert {one.licence for one in found} == {"MIT", "OFL-1.1"}
    assert all((ROOT / one.terms).stat().st_size > 500 for one in found)


def test_nothing_of_others_is_elsewhere() -> None:
    """A minified script or a font that comes in another folder would have no papers."""
    foreign = [
        file.relative_to(ROOT).as_posix()
        for folder in ("docs", "overrides", "brochure")
        for file in (ROOT / folder).rglob("*")
        if re.search(r"\.(min\.js|ttf|otf|woff2?|wasm)$", file.name)
    ]
    assert sorted(foreign) == sorted(one.file for one in vendored.load(ROOT)[0])


def test_a_library_that_is_gone_stops_the_build(told: Callable[..., str]) -> None:
    message = told({SEARCH: None})
    assert message.startswith("1 problem ")
    assert f"{SEARCH}, SHA-256\n    found: no such file\n" in message


def test_papers_that_are_gone_tell_every_file(tmp_path: Path) -> None:
    (tmp_path / "overrides/booklet/fonts").mkdir(parents=True)
    (tmp_path / "overrides/booklet/fonts/New.ttf").write_bytes(b"")
    _, (problem,) = vendored.load(tmp_path)
    assert (problem.file, problem.place) == ("overrides/booklet/fonts/README.md", "New.ttf")
