"""What the browser runs is ours, made small, or a library whose papers are in order."""

import hashlib
import re

from brochure.assets import Assets
from tests.conftest import ROOT, Site

VENDOR = ROOT / "docs/assets/vendor"


def test_every_library_has_its_version_its_licence_and_its_hash() -> None:
    papers = (VENDOR / "README.md").read_text("utf-8")
    table = re.findall(r"^\| (\S+\.js) \|.*\| (\S+), (\S+) \| ([0-9a-f]{64}) \|$", papers, re.M)
    assert {row[0] for row in table} == {file.name for file in VENDOR.glob("*.js")} != set()
    for file, _, licence, digest in table:
        assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == digest
        assert (VENDOR / licence).is_file()


def test_a_library_reaches_the_browser_as_it_came(site: Site) -> None:
    for file in VENDOR.glob("*.js"):
        (sent,) = site.folder.glob(f"assets/{file.stem}.*.js")
        assert sent.read_bytes() == file.read_bytes()


def test_our_own_scripts_and_sheets_lose_comments_and_spaces_only(site: Site) -> None:
    assets = Assets(ROOT / "docs/assets")
    for file in [*(ROOT / "docs/assets").glob("*.js"), *(ROOT / "docs/assets").glob("*.css")]:
        (sent,) = (site.folder / "assets").glob(f"{file.stem}.*{file.suffix}")
        assert sent.relative_to(site.folder).as_posix() == assets.address(file.name)
        assert len(sent.read_bytes()) < len(file.read_bytes())
        assert "/*" not in sent.read_text("utf-8") and "\n  " not in sent.read_text("utf-8")
