"""The Dutch pages are the brochure, word for word, and nothing else."""

import copy
import re

import pytest
import yaml
from bs4 import Tag

from tests.conftest import ROOT, Site

SENTENCES: dict[str, list[str]] = yaml.safe_load((ROOT / "tests/data/brochure.nl.yml").read_text("utf-8"))

# Titles that the brochure does not print: made from its own words, so that a phone can jump to them.
TITLES = {
    "pelvic-floor/": ["Spierlagen", "Functies"],
    "lifting/": ["Na keizersnede"],
    "toilet/": ["Voetbankje"],
}


def letters(text: str) -> str:
    """The text without what is typography: case, spaces, and the form of dashes, dots and arrows."""
    text = text.replace("→", "->").replace("–", "-").replace("…", "...")
    return re.sub(r"\s+", "", text).casefold()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [(path, sentence) for path, sentences in SENTENCES.items() for sentence in sentences],
)
def test_the_page_carries_the_sentence(site: Site, path: str, sentence: str) -> None:
    assert letters(sentence) in letters(site.article("nl", path).get_text())


def said(article: Tag, path: str) -> str:
    """The letters of what a page says, without its pictures and the titles that are not the brochure's."""
    article = copy.copy(article)
    for picture in article.select("figure"):  # their words: tests/test_pictures.py
        picture.decompose()
    for heading in article.select("h2"):
        if heading.get_text() in TITLES.get(path, []):
            heading.decompose()
    return letters(article.get_text()).replace(":", "")


def expected(path: str) -> str:
    """The letters of the brochure's sentences on a page."""
    return "".join(map(letters, SENTENCES[path])).replace(":", "")


@pytest.mark.parametrize("path", SENTENCES)
def test_the_page_says_the_brochures_sentences_in_order_and_nothing_else(site: Site, path: str) -> None:
    assert said(site.article("nl", path), path) == expected(path)
