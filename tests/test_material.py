"""The day Material for MkDocs ends, what touches it is known."""

import re
import subprocess

from tests.conftest import ROOT, Site

NOTE = (ROOT / "SECURITY.md").read_text("utf-8").partition("## When Material for MkDocs ends (5 May 2027)")[2]
LISTED = re.findall(r"^\| (\S+) \|.* \|.*\|$", NOTE, re.M)[1:]


def test_every_place_that_touches_material_is_in_the_note() -> None:
    files = subprocess.run(
        ["git", "grep", "--untracked", "-liE", r"\bmaterial\b|_material\b"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    text = {name for name in files if name.endswith(".md") or name.startswith(("tests/", "requirements"))}
    assert {*files} - text == {*LISTED}


def test_nothing_of_material_reaches_a_phone_but_icons(site: Site) -> None:
    pages = [file.read_text("utf-8") for file in site.folder.rglob("*.html")]
    assert not any(re.search(r"md-\w+|mkdocs|material", page) for page in pages)
    names = {file.name.partition(".")[0] for file in site.folder.glob("assets/*")}
    assert not names & {"bundle", "main", "palette", "javascripts", "stylesheets"}
