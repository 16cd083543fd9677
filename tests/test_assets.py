"""What the browser runs is ours, made small, or a library as it came."""

from brochure.write.assets import Assets
from tests.conftest import ROOT, Site

VENDOR = ROOT / "docs/assets/vendor"


def test_a_library_reaches_the_browser_as_it_came(site: Site) -> None:
    for file in VENDOR.glob("*.js"):
        (sent,) = site.folder.glob(f"assets/{file.stem}.*.js")
        assert sent.read_bytes() == file.read_bytes()


def test_our_own_scripts_lose_comments_and_spaces_only(site: Site) -> None:
    assets = Assets(ROOT / "docs/assets", {})
    workers = {"worker.js", "worker-off.js"}  # sent as sw.js
    for file in (ROOT / "docs/assets").glob("*.js"):
        if file.name in workers:
            continue
        (sent,) = (site.folder / "assets").glob(f"{file.stem}.*.js")
        assert sent.relative_to(site.folder).as_posix() == assets.address(file.name)
        assert len(sent.read_bytes()) < len(file.read_bytes())
        assert "/*" not in sent.read_text("utf-8") and "\n  " not in sent.read_text("utf-8")


def test_every_feature_with_a_style_has_it_beside_its_script() -> None:
    for sheet in (ROOT / "docs/assets").glob("*.css"):
        assert sheet.with_suffix(".js").is_file() or sheet.stem == "noscript"
