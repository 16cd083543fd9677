"""A cautious hospital turns off what it has not approved; the site is complete without any of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, ORDER, PLUGINS, ROOT, Attempt, Site, build_changed, every_language, run

FEATURES = list(PLUGINS["brochure"]["features"])
TRACES = {
    "guide": ("[data-guide], [data-guide-start]", "guide"),
    "today": ("[data-today], [data-today-add]", "today"),
    "reminders": ("[data-reminders]", "reminders"),
    "date": ("[data-date], [type=date]", "date"),
    "aloud": ("[data-aloud]", "aloud"),
    "together": ("[data-together]", "together"),
    "letter": ("[href*=letter]", "letter|uqr"),
    "search": ("[data-search], dialog", "search|minisearch"),
    "booklet": ("[data-booklets], [href*=pdf]", "brochure"),
    "offline": ("[data-offline]", "offline"),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with everything turned off."""
    off = {"mkdocs.yml": lambda text: re.sub(rf"({'|'.join(FEATURES)}): true", r"\1: false", text)}
    attempt = build_changed(tmp_path_factory.mktemp("plain"), off, LANGUAGES)
    assert attempt.returncode == 0, attempt.message
    return Site(attempt.folder)


def test_every_feature_has_a_switch() -> None:
    assert sorted(TRACES) == sorted(FEATURES)


@pytest.mark.parametrize("feature", TRACES)
def test_turned_off_it_leaves_nothing(site: Site, plain: Site, feature: str) -> None:
    selector, assets = TRACES[feature]
    pages = [site.page("nl", path) for path in ORDER]
    assert any(page.select(selector) for page in pages), "the selector finds it when it is on"
    for language in LANGUAGES:
        for path in ORDER:
            assert plain.page(language, path).select(selector) == []
    pattern = rf"({assets})[.-]"
    assert [file.name for file in site.folder.glob("*/*.*") if re.match(pattern, file.name)] != []
    assert [file.name for file in plain.folder.glob("*/*.*") if re.match(pattern, file.name)] == []


@every_language
def test_turned_off_the_brochure_is_complete(site: Site, plain: Site, language: str) -> None:
    for path in ORDER:
        texts = [one.article(language, path).get_text().split() for one in (plain, site)]
        assert texts[0] == texts[1] != []


def test_turned_off_the_addresses_that_letters_have_still_lead_somewhere(plain: Site) -> None:
    assert (plain.folder / "go/toilet/index.html").is_file()
    assert (plain.folder / "links.json").is_file()
    assert list(plain.folder.rglob("letter*")) == []


@pytest.mark.parametrize("feature", ["guide", "letter"])
def test_one_switch_turns_off_one_feature(build: Callable[..., Attempt], feature: str) -> None:
    attempt = build({"mkdocs.yml": lambda text: text.replace(f"{feature}: true", f"{feature}: false")})
    page = Site(attempt.folder).page("nl", "exercises/endurance/")
    assert {name for name in TRACES if page.select(TRACES[name][0])} == {
        "today",
        "aloud",
        "together",
        "search",
        "offline",
        *({"guide", "letter"} - {feature}),
    }


def test_the_site_that_the_hospital_has_configured_is_complete(tmp_path: Path, site: Site) -> None:
    """The other tests turn everything on, and leave the hospital's details out."""
    result = run(ROOT, "-m", "mkdocs", "build", "--site-dir", str(tmp_path))
    assert result.returncode == 0, result.stderr
    for path in ORDER:
        texts = [one.article("nl", path).get_text().split() for one in (Site(tmp_path), site)]
        assert texts[0] == texts[1] != []
