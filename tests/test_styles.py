"""Style sheets are joined and small, name each colour once, and are understood by the oldest phones."""

import re

from tests.conftest import ROOT, Site


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
