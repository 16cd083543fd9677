"""What the manual tells is there: every file that it leads to, and every command."""

import re
import subprocess

import pytest

from tests.conftest import ROOT

FILES = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()
PAGES = [file for file in FILES if not file.startswith("docs/") and (ROOT / file).is_file()]
TEXTS = {file: (ROOT / file).read_text("utf-8") for file in PAGES}


@pytest.mark.parametrize("file", PAGES)
def test_every_link_leads_to_a_file(file: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", TEXTS[file])
    missing = [
        target
        for link in links
        for target in link
        if target and not (ROOT / file).parent.joinpath(target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("file", PAGES)
def test_every_command_is_one(file: str) -> None:
    targets = {*re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)}
    assert {*re.findall(r"(?:`| {4})make ([a-z-]+)", TEXTS[file])} <= targets


@pytest.mark.parametrize("file", PAGES)
def test_every_path_in_the_text_is_one(file: str) -> None:
    """Paths of the repository; those of a built site, of a server and of an example begin otherwise."""
    named = {*re.findall(r"`((?:brochure|overrides|tests|deploy|manual)/[\w/-][\w./-]*)`", TEXTS[file])}
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_module_has_its_place_in_the_table() -> None:
    table = TEXTS["CONTRIBUTING.md"]
    modules = [
        path for path in (ROOT / "brochure").rglob("*.py") if path.stem not in ("__init__", "problems")
    ]
    assert [path.stem for path in modules if f"`{path.stem}" not in table] == []


def test_every_command_of_the_makefile_is_told_somewhere() -> None:
    told = {name for text in TEXTS.values() for name in re.findall(r"make ([a-z-]+)", text)}
    listed = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[0].split()
    assert {*listed} - told - {"check", "clean"} == set()


def test_the_first_page_is_a_door() -> None:
    assert len(TEXTS["README.md"].splitlines()) < 70
    for page in ("patient", "physiotherapist", "editor"):
        assert f"(manual/{page}.md)" in TEXTS["README.md"]
