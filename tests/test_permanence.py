"""An address that was printed once leads somewhere for ever, or nothing is built."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from brochure.read.sections import Section
from tests.conftest import CONFIG, LANGUAGES, PATHS, ROOT, TRIED, Attempt, Edit, Site, address, serve
from tests.test_parity import sub

PUBLISHED: dict[str, Any] = yaml.safe_load((ROOT / "docs/published.yml").read_text("utf-8"))


def arrival(folder: Path, path: str) -> BeautifulSoup:
    """The page that an address leads to, through a redirect if need be."""
    page = BeautifulSoup((folder / path / "index.html").read_text("utf-8"), "html.parser")
    moved = page.select_one("a[data-moved]")
    return arrival(folder, posixpath.normpath(posixpath.join(path, str(moved["href"])))) if moved else page


@pytest.mark.parametrize("language", PUBLISHED["languages"])
@pytest.mark.parametrize("path", PUBLISHED["pages"])
def test_every_published_address_leads_to_its_page_and_anchor(site: Site, language: str, path: str) -> None:
    page = arrival(site.folder, address(language, path.removeprefix("./")))
    assert page.html and page.html["lang"] == language
    for anchor in PUBLISHED["pages"][path]:
        assert len(page.select(f'main [id="{anchor}"]')) == 1


@pytest.mark.parametrize("name", PUBLISHED["go"])
def test_every_published_address_without_a_language_leads_to_all_languages(site: Site, name: str) -> None:
    page = arrival(site.folder, "go" if name == "home" else f"go/{name}")
    assert [link["lang"] for link in page.select("nav.languages a")] == LANGUAGES


def test_the_list_has_every_page_section_and_language_of_the_site() -> None:
    assert set(LANGUAGES) <= set(PUBLISHED["languages"])
    assert {path or "./" for path in PATHS} <= set(PUBLISHED["pages"])
    assert {Section(file).id for file in CONFIG["nav"]} <= set(PUBLISHED["go"])


def without(*files: str) -> dict[str, Edit]:
    """A site without some pages, in no language and not in the reading order."""
    changes: dict[str, Edit] = {f"docs/{code}/{file}": None for code in TRIED for file in files}
    lines = "|".join(file.replace(".", r"\.") for file in files)
    changes["mkdocs.yml"] = sub(rf"^ +- ({lines})\n", "")
    return changes


def pregnancy_moved(text: str) -> str:
    return text.replace("redirects: {}", "redirects:\n  pregnancy/: postnatal/")


def without_card(change: Any) -> Callable[[str], str]:
    return lambda text: sub(r"^ +pregnancy: feeding\n", "")(change(text))


def test_a_reading_order_that_is_lost_is_a_few_problems(told: Callable[..., str]) -> None:
    message = told({"mkdocs.yml": sub(r"(?s)^  - pelvic-floor\.md\n.*\Z", "")})
    assert "4 problems in the content." in message
    assert "docs/<language>/exercises/coordination.md, docs/<language>/exercises/endurance.md, " in message
    assert "mkdocs.yml, plugins.brochure.cards\n    found: no page pelvic-floor, pregnancy, " in message
    assert (
        "docs/published.yml, pages\n    found: pelvic-floor/, pregnancy/, exercises/, exercises/strength/, "
        in message
    )


WRONG: dict[str, tuple[dict[str, Edit], str]] = {
    "a new anchor that is not in the list": (
        {"docs/published.yml": sub(r"\[attention, tip\]", "[attention]")},
        "docs/published.yml, pages, exercises/\n"
        "    found: the anchor 'tip' is not in the list\n"
        "    expected: every address of the site\n"
        "    cure: Add it: from now on it can stand on paper.",
    ),
    "a new language that is not in the list": (
        {"docs/published.yml": sub("de, ar", "de")},
        "docs/published.yml, languages\n    found: the language 'ar' is not in the list",
    ),
    "a redirect in the place of a language": (
        {"docs/published.yml": sub(r"redirects: \{\}", "redirects: {fr/: go/}")},
        "docs/published.yml, redirects, fr/\n    found: an address that the site has",
    ),
    "a page that is gone and leads to no page": (
        without("pregnancy.md")
        | {"docs/published.yml": sub(r"redirects: \{\}", "redirects: {pregnancy/: go/}")},
        "docs/published.yml, redirects, pregnancy/\n    found: 'go/'\n    expected: one of ./, pelvic-floor/",
    ),
    "a page that leaves the reading order": (
        {
            "mkdocs.yml": lambda text: text.replace("  - pregnancy.md\n", "").replace(
                "- about.md", "- about.md\n        - pregnancy.md"
            )
        },
        "docs/published.yml, go, pregnancy\n"
        "    found: the published address go/pregnancy/, which would lead nowhere\n"
        "    expected: a page in the reading order, or a redirect to one",
    ),
    "a section that is not in the list": (
        {"docs/published.yml": sub("toilet, postnatal", "postnatal")},
        "docs/published.yml, go\n    found: the section 'toilet' is not in the list",
    ),
    "a redirect to a page without the anchor": (
        without("lifting.md")
        | {"docs/published.yml": sub(r"redirects: \{\}", "redirects: {lifting/: toilet/}")},
        "docs/published.yml, pages, lifting/\n    found: the published anchor #caesarean, which is not on toilet/",
    ),
    "no list": ({"docs/published.yml": None}, "docs/published.yml\n    found: no such file"),
    "a list with something else": (
        {"docs/published.yml": sub("^redirects:.*", "redirects: []\nmore: 1")},
        "docs/published.yml, more\n    found: the unknown key 'more'\n    expected: only languages, pages, go, redirects",
    ),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG)
def test_what_would_lead_nowhere_is_told_with_its_cure(
    told: Callable[..., str], changes: dict[str, Edit], message: str
) -> None:
    assert message in told(changes)


def test_a_page_that_moved_leads_on_from_paper_in_every_language(
    build: Callable[..., Attempt], browser: Browser
) -> None:
    changes = without("pregnancy.md") | {"docs/published.yml": pregnancy_moved}
    changes["mkdocs.yml"] = without_card(changes["mkdocs.yml"])
    attempt = build(changes)
    assert attempt.returncode == 0, attempt.message
    with serve(attempt.folder, "/kine/") as origin:
        page = browser.new_page(locale="ar-MA")
        for old, new in (
            ("pregnancy/", "postnatal/"),
            ("ar/pregnancy/", "ar/postnatal/"),
            ("go/pregnancy/", "ar/postnatal/"),
        ):
            page.goto(f"{origin}{old}?hold=6#text")
            page.wait_for_url(f"{origin}{new}?hold=6#text")
        page.close()
        without_script = browser.new_page(java_script_enabled=False)
        without_script.goto(f"{origin}fr/pregnancy/")
        without_script.wait_for_url(f"{origin}fr/postnatal/")
        without_script.close()


def test_a_page_that_moved_and_kept_its_name_keeps_its_address_without_a_language(
    build: Callable[..., Attempt],
) -> None:
    changes: dict[str, Edit] = {"mkdocs.yml": sub(r"- postnatal\.md", "- old/postnatal.md")}
    for code in TRIED:
        changes[f"docs/{code}/old/postnatal.md"] = (ROOT / f"docs/{code}/postnatal.md").read_text("utf-8")
        changes[f"docs/{code}/postnatal.md"] = None
    changes["docs/published.yml"] = lambda text: text.replace(
        "  letter/:", "  old/postnatal/: []\n  letter/:"
    ).replace("redirects: {}", "redirects: {postnatal/: old/postnatal/}")
    attempt = build(changes)
    assert attempt.returncode == 0, attempt.message
    for path, expected in (("postnatal", "nl"), ("ar/postnatal", "ar")):
        page = arrival(attempt.folder, path)
        assert page.html and page.html["lang"] == expected and page.select_one("article")
    assert len(arrival(attempt.folder, "go/postnatal").select("nav.languages a")) == len(TRIED)


def test_a_language_that_was_given_up_leads_to_those_that_there_are(
    build: Callable[..., Attempt], browser: Browser
) -> None:
    def give_up(text: str) -> str:
        return text.replace("de, ar", "de, ar, es").replace("redirects: {}", "redirects: {es/: go/}")

    attempt = build({"docs/published.yml": give_up})
    assert attempt.returncode == 0, attempt.message
    sections = [Section(file) for file in CONFIG["nav"]]
    assert all((attempt.folder / "es" / section.path / "index.html").is_file() for section in sections)
    with serve(attempt.folder) as origin:
        page = browser.new_page(locale="es-ES")
        page.goto(f"{origin}es/toilet/")
        page.wait_for_url(f"{origin}go/toilet/")
        page.close()
