"""What the browser runs is ours, made small, or a library as it came."""

import re
from collections.abc import Callable

from brochure.write.assets import Assets
from tests.conftest import ROOT, Site

VENDOR = ROOT / "docs/assets/vendor"


def test_a_library_reaches_the_browser_as_it_came(site: Site) -> None:
    for file in VENDOR.glob("*.js"):
        (sent,) = site.folder.glob(f"assets/{file.stem}.*.js")
        assert sent.read_bytes() == file.read_bytes()


def test_our_own_scripts_lose_comments_and_spaces_only(site: Site) -> None:
    assets = Assets(ROOT / "docs/assets")
    workers = {"worker.js", "worker-off.js"}  # sent as sw.js
    for file in (ROOT / "docs/assets").glob("*.js"):
        if file.name in workers:
            continue
        (sent,) = (site.folder / "assets").glob(f"{file.stem}.*.js")
        assert sent.relative_to(site.folder).as_posix() == assets.address(file.name)
        assert len(sent.read_bytes()) < len(file.read_bytes())
        assert "/*" not in sent.read_text("utf-8") and "\n  " not in sent.read_text("utf-8")


def test_every_style_sheet_is_joined_from_its_rooms_and_made_small(site: Site) -> None:
    sheets = list((ROOT / "docs/assets").glob("*.css"))
    rooms = re.findall('@import "(.*?)"', (ROOT / "docs/assets/site.css").read_text("utf-8"))
    assert rooms == [
        f"style/{room.name}" if room.parent.name == "style" else room.name
        for name in rooms
        if (room := ROOT / "docs/assets" / name).is_file()
    ]
    assert {f"style/{room.name}" for room in (ROOT / "docs/assets/style").glob("*.css")} == set(rooms)
    for file in sheets:
        (sent,) = (site.folder / "assets").glob(f"{file.stem}.*.css")
        css = sent.read_text("utf-8")
        assert "@import" not in css and "/*" not in css and "\n" not in css.strip()
        assert css.count("{") == css.count("}") > 0


def test_every_feature_with_a_style_has_it_beside_its_script() -> None:
    for sheet in (ROOT / "docs/assets").glob("*.css"):
        assert sheet.with_suffix(".js").is_file() or sheet.stem == "noscript"


def test_every_colour_is_said_once(site: Site) -> None:
    colours = (ROOT / "docs/assets/style/colours.css").read_text("utf-8").partition("@media print")[0]
    said = re.findall(r"^  (--[\w-]+):", colours, re.M)
    assert sorted(set(said)) == sorted(said)
    assert len(said) > 60
    for file in (ROOT / "docs/assets").rglob("*.css"):
        if file.stem not in ("colours", "letter"):  # a printed card is black on white in every theme
            assert not re.search(r"#[0-9a-f]{3,8}\b", file.read_text("utf-8")), file.name


def test_phones_that_know_no_light_dark_get_both_themes(site: Site) -> None:
    (sheet,) = site.folder.glob("assets/site.*.css")
    css = sheet.read_text("utf-8")
    assert "light-dark(" not in css
    assert "--page:var(--light,#fffaf6)var(--dark,#1c1719)" in css


def test_a_style_that_is_broken_is_told(told: Callable[..., str]) -> None:
    assert (
        "docs/assets/today.css, line 1, column 20\n    found: unexpected end of input\n"
        "    expected: a style sheet that can be read to its end\n    cure: Mend that place."
    ) in told({"docs/assets/today.css": ".today { color: } }"})
