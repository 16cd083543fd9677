"""A hospital's own colour: everywhere, in both themes, and only where tired eyes can read it."""

from pathlib import Path

import pytest
from coloraide import Color
from playwright.sync_api import Browser, Page

from brochure.read import colours, hospital
from brochure.read.colours import CONTRAST, THEMES, Accent, Theme
from tests.conftest import EXERCISES, ROOT, Edit, Site, build_changed, serve
from tests.test_accessibility import poor_contrasts
from tests.test_hospital import DETAILS, LOGO, configured

BLUE = {"light": "#004a80", "dark": "#9fd3f7"}
BEHIND = ["page", "surface", "tint"]  # what an accent stands on


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("branded")
    changes: dict[str, Edit] = {
        "mkdocs.yml": configured(DETAILS | {"accent": BLUE}),
        "docs/assets/logo.svg": LOGO,
    }
    attempt = build_changed(folder, changes, ["nl", "ar"])
    assert attempt.returncode == 0, attempt.message
    return Site(attempt.folder)


@pytest.mark.parametrize("theme", THEMES)
def test_our_own_accent_can_be_read_on_every_background(theme: Theme) -> None:
    ours = colours.load(ROOT, theme)
    for behind in BEHIND:
        assert Color(ours["accent"]).contrast(ours[behind]) >= CONTRAST
    assert Color(ours["on-accent"]).contrast(ours["accent"]) >= CONTRAST


@pytest.mark.parametrize("path", ["", "nl", EXERCISES[0]], ids=["home", "arabic home", "strength"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_whole_page_has_the_hospitals_colour(
    browser: Browser, branded: Site, theme: Theme, path: str
) -> None:
    with serve(branded.folder) as origin:
        page: Page = browser.new_page(color_scheme=theme)
        page.goto(origin + {"nl": "ar/"}.get(path, path))
        page.locator("html[data-script]").wait_for()
        style = "getComputedStyle(document.querySelector('{}')).{}"
        red, green, blue = (round(255 * part) for part in Color(BLUE[theme]).coords())
        assert page.evaluate(style.format("footer address a", "color")) == f"rgb({red}, {green}, {blue})"
        assert poor_contrasts(page) == []
        page.close()


def test_paper_stays_black_on_white(browser: Browser, branded: Site) -> None:
    with serve(branded.folder) as origin:
        page = browser.new_page()
        page.goto(origin)
        page.emulate_media(media="print")
        assert (
            page.evaluate(
                "getComputedStyle(document.querySelector('footer address a')).color.replace(/ /g, '')"
            )
            == "rgb(0,0,0)"
        )
        page.close()


def test_the_pdf_has_it_too() -> None:
    accent = Accent(**BLUE)
    assert colours.load(ROOT, "light", accent)["accent"] == BLUE["light"]


def test_a_colour_is_judged_in_the_theme_that_it_is_for() -> None:
    accent = Accent(light=BLUE["dark"], dark=BLUE["light"])
    light, dark = colours.check(accent, ROOT, "mkdocs.yml", "accent")
    assert (light.place, dark.place) == ("accent.light", "accent.dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("own", ["#009fe3", "#ffcc00", "#e2001a", "#7f7f7f", "#000000", "#ffffff", "#00ff00"])
def test_the_proposed_colour_passes_and_keeps_the_hue(theme: Theme, own: str) -> None:
    other = next(one for one in THEMES if one != theme)
    accent = Accent(**{theme: own, other: BLUE[other]})
    ours = colours.load(ROOT, theme)
    readable = all(Color(own).contrast(ours[behind]) >= CONTRAST for behind in BEHIND)
    problems = colours.check(accent, ROOT, "mkdocs.yml", "accent")
    assert len(problems) == (0 if readable else 1)
    for problem in problems:
        proposed = problem.cure.split('"')[1]
        assert colours.check(Accent(**{theme: proposed, other: BLUE[other]}), ROOT, "", "") == []
        was, now = (Color(one).convert("oklch") for one in (own, proposed))
        if was["chroma"] > 0.05:
            assert abs((now["hue"] - was["hue"] + 180) % 360 - 180) < 12


@pytest.mark.parametrize("accent", ["#004a80", {"light": "#004a80"}, {"light": "blue", "dark": "#fff"}, None])
def test_one_colour_or_a_name_of_one_is_refused(tmp_path: Path, accent: object) -> None:
    _, problems = hospital.load({"name": "AZ", "accent": accent}, tmp_path)
    message = "\n".join(map(str, problems))
    assert ("extra.hospital.accent" in message) == (accent is not None)
    if accent == "#004a80":
        assert 'expected: two colours, such as { light: "#004a80", dark: "#9fd3f7" }' in message
