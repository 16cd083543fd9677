"""On the home screen the site stands under the hospital's name, and opens in her language."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from brochure.read import colours
from brochure.read.hospital import LOGO_HEIGHT, Hospital
from brochure.read.languages import Language
from brochure.write import manifest
from tests.conftest import PHONE, ROOT, Attempt, Site, accepted, string

HOSPITAL = "  hospital:\n    name: AZ Voorbeeld\n    logo: logo.svg\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'


def read(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.webmanifest").read_text("utf-8")))


def test_it_opens_in_the_language_of_her_phone_and_needs_no_other_host(site: Site) -> None:
    found = read(site.folder)
    assert found["name"] == found["short_name"] == string("site.name")
    assert (found["start_url"], found["scope"], found["lang"], found["dir"]) == ("go/", "./", "nl", "ltr")
    assert (site.folder / found["start_url"] / "index.html").is_file()
    assert [(site.folder / icon["src"]).is_file() for icon in found["icons"]] == [True]


def test_its_colours_are_those_of_a_light_page(site: Site) -> None:
    found = read(site.folder)
    style = next(site.folder.glob("assets/site.*.css")).read_text("utf-8")
    assert found["theme_color"] == found["background_color"]
    assert found["theme_color"] in style


def test_every_page_names_it(site: Site) -> None:
    pages = list(site.folder.rglob("index.html"))
    assert pages
    for page in pages:
        root = "../" * (len(page.relative_to(site.folder).parts) - 1)
        assert f'<link rel="manifest" href="{root}manifest.webmanifest">' in page.read_text("utf-8")


def test_the_hospitals_name_and_a_square_logo_stand_on_the_home_screen(
    build: Callable[..., Attempt],
) -> None:
    attempt = build(
        {
            "mkdocs.yml": lambda text: text.replace("  hospital: {}\n", HOSPITAL),
            "docs/assets/logo.svg": SQUARE,
        }
    )
    assert attempt.returncode == 0, attempt.message
    found = read(attempt.folder)
    assert found["name"] == f"{string('site.name')} – AZ Voorbeeld"
    assert found["short_name"] == "AZ Voorbeeld"
    assert [icon["src"].split("/")[1].split(".")[0] for icon in found["icons"]] == ["logo", "icon"]
    assert all((attempt.folder / icon["src"]).is_file() for icon in found["icons"])


@pytest.mark.parametrize(("width", "icons"), [(LOGO_HEIGHT, 2), (LOGO_HEIGHT * 3, 1)])
def test_a_logo_that_could_not_be_read_on_an_icon_is_none(width: int, icons: int) -> None:
    language: Language = accepted().language("nl")
    hospital = Hospital(name="AZ Voorbeeld", logo="logo.png")
    paper = colours.load(ROOT, "light")
    text = manifest.manifest(language, hospital, width, {"icon.svg": "a.svg", "logo.png": "b.png"}, paper)
    assert len(json.loads(text)["icons"]) == icons


def test_the_browser_understands_it(browser: Browser, origin: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(origin + "ar/toilet/")
    answer = context.new_cdp_session(page).send("Page.getAppManifest")
    assert answer["url"] == origin + "manifest.webmanifest"
    assert answer["errors"] == []
    assert json.loads(answer["data"])["start_url"] == "go/"
    context.close()
