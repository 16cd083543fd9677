"""The first visit's budget, in compressed bytes."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import EXERCISES, Site, address, every_language

KB = 1024
REST = "link[rel=icon], link[rel=manifest]"


def weigh(site: Site, language: str, path: str) -> dict[str, int]:
    """Compressed bytes that the first visit to a page loads, by kind."""
    page: BeautifulSoup = site.page(language, path)
    here = site.folder / address(language, path)
    files = {
        "html": [here / "index.html"],
        "css": [here / str(link["href"]) for link in page.select("head > link[rel=stylesheet]")],
        "js": [here / str(script["src"]) for script in page.select("script[src]")],
        "rest": [here / str(tag.get("href") or tag["src"]) for tag in page.select(f"{REST}, img[src]")],
    }
    return {kind: compressed(of_kind) for kind, of_kind in files.items()}


def compressed(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@every_language
@pytest.mark.parametrize("path", EXERCISES)
def test_an_exercise_page_stays_within_its_budget(site: Site, language: str, path: str) -> None:
    weight = weigh(site, language, path)
    assert weight["html"] <= 8 * KB
    assert weight["css"] <= 6 * KB
    assert weight["js"] <= 6 * KB
    assert weight["rest"] <= 4 * KB
    assert sum(weight.values()) <= 24 * KB


@every_language
def test_home_stays_within_its_budget(site: Site, language: str) -> None:
    assert sum(weigh(site, language, "").values()) <= 40 * KB


@every_language
def test_an_exercise_page_asks_for_at_most_six_files(site: Site, language: str) -> None:
    page = site.page(language, EXERCISES[1])
    assert 1 + len(page.select(f"head > link[rel=stylesheet], script[src], {REST}, img[src]")) <= 6


@every_language
def test_a_feature_adds_at_most_8_kb_when_it_is_opened(site: Site, language: str) -> None:
    for path in EXERCISES:
        here = site.folder / address(language, path)
        features = site.page(language, path).select("[data-feature]")
        assert features
        for feature in features:
            files = [here / file for file in str(feature["data-feature"]).split()]
            most = 25 * KB if feature.select("[data-search]") else 8 * KB
            assert compressed(files) <= most


@every_language
def test_the_letter_page_adds_at_most_8_kb(site: Site, language: str) -> None:
    page = site.page(language, "letter/")
    here = site.folder / address(language, "letter/")
    styles = [str(link["href"]) for link in page.select("head > [href*=letter]")]
    scripts = str(page.select("[data-letter]")[0]["data-feature"]).split()
    assert [len(styles), len(scripts)] == [1, 2]
    assert compressed([here / file for file in styles + scripts]) <= 8 * KB
