"""How far each page of a translation is to be trusted is known, shown and, if the hospital wants, decisive."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure import acceptance
from tests.conftest import ORDER, PATHS, Edit, Site, accepted, address, change, run, string
from tests.test_parity import sub

Told = Callable[..., str]

REVIEW = "review:\n  state: reviewed\n  name: Anne Dupont\n  profession: sage-femme\n  date: 2026-11-20"
REVIEWED: Edit = sub("^review: draft", REVIEW)
TOILET = "docs/fr/toilet.md"


def built(folder: Path, project: Path) -> Site:
    result = run(project, "-m", "mkdocs", "build", "--site-dir", str(folder))
    assert result.returncode == 0, result.stderr
    return Site(folder)


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """The Dutch of one page changed after its translation."""
    folder = tmp_path_factory.mktemp("behind")
    project = change(folder, {"docs/nl/toilet.md": sub("Wachten tot de blaas", "Wacht tot de blaas")})
    acceptance.accept(project, "nl")
    return built(folder / "site", project), project


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """French reviewed and German not; one French page changed and accepted since; only what is reviewed is published."""
    folder = tmp_path_factory.mktemp("reviewed")
    project = change(folder, {
        "docs/fr/language.yml": REVIEWED,
        "mkdocs.yml": sub("      beside:", "      publish: reviewed\n      beside:"),
        "docs/published.yml": lambda text: text.replace("  toilet/: ", "  old/: []\n  toilet/: ").replace("redirects: {}", 'redirects: {"old/": "toilet/"}'),
    })  # fmt: skip
    acceptance.accept(project, "fr")
    for name, id, before, after in (
        ("toilet.md", "toilet", "jamais", "surtout jamais"),
        ("exercises/index.md", "exercises", "Continuez à", "Continuez bien à"),
    ):
        file = project / "docs/fr" / name
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
        acceptance.accept(project, "fr", id)
    return built(folder / "site", project)


def state(site: Site, language: str, path: str) -> list[str]:
    return [str(line["data-review"]) for line in site.page(language, path).select("[data-review]")]


def robots(site: Site, language: str, path: str) -> list[str]:
    return [str(meta["content"]) for meta in site.page(language, path).select("meta[name=robots]")]


def test_a_page_behind_the_dutch_says_so_and_is_not_indexed(behind: tuple[Site, Path]) -> None:
    site, _ = behind
    for language in ("fr", "en", "de", "ar"):
        assert state(site, language, "toilet/") == ["outdated"]
        assert state(site, language, "postnatal/") == ["draft"]
        assert robots(site, language, "toilet/") == ["noindex"]
    line = site.page("fr", "toilet/").select_one("[data-review]")
    assert line and line.a and line.a["href"] == "../../toilet/"


def test_the_table_of_languages_names_the_pages_that_are_behind(behind: tuple[Site, Path]) -> None:
    site, _ = behind
    row = site.page("nl", "about/").select_one('.translations [data-language="fr"]')
    assert row
    found = {str(line["data-state"]): line.get_text() for line in row.select("[data-state]")}
    title = site.page("fr", "toilet/").h1
    assert title and title.get_text() in found["outdated"]
    assert found["draft"] == string("review.state.draft")  # that of all others
    heading = site.page("nl", "about/").select_one("#translations")
    assert heading and heading.find_next("table") is not None
    assert heading.find_next("h2") is row.find_next("h2")


def test_links_json_tells_the_state_of_each_page(behind: tuple[Site, Path]) -> None:
    site, _ = behind
    links = json.loads((site.folder / "links.json").read_text("utf-8"))
    states = {section["id"]: section["pages"]["fr"]["review"] for section in links["sections"]}
    assert states.pop("toilet") == "outdated"
    assert set(states.values()) == {"draft"}
    assert {one["code"]: one["review"] for one in links["languages"]}["fr"] == "outdated"


def test_drift_shows_the_old_and_the_new_dutch_beside_the_translation(behind: tuple[Site, Path]) -> None:
    _, project = behind
    told = acceptance.drift(project)
    assert (
        told.count(
            "Dutch before: Wachten tot de blaas volledig leeg is\n    Dutch now:    Wacht tot de blaas"
        )
        == 4
    )
    assert "translation:  Attendez" in told
    acceptance.accept(project, "fr")
    assert acceptance.drift(project).count("Dutch before") == 3


def test_a_reviewed_page_names_who_and_when_and_is_indexed(reviewed: Site) -> None:
    page = reviewed.page("fr", "postnatal/")
    line = page.select_one("[data-review=reviewed]")
    assert line
    assert re.search("Anne Dupont.*sage-femme.*20 novembre 2026", line.get_text())
    assert robots(reviewed, "fr", "postnatal/") == []


def test_a_title_that_nobody_has_reviewed_is_not_shown(reviewed: Site) -> None:
    page = reviewed.page("de", "about/")
    assert page.h1 and page.h1["lang"] == "nl"
    german, dutch = accepted().titles["de"], accepted().titles["nl"]
    links = page.select("footer a[lang=nl]")
    assert [link.get_text() for link in links] == [dutch["about"], dutch["letter"]]
    for path in PATHS:
        words = reviewed.page("de", path).get_text(" ")
        assert not [title for name, title in german.items() if name != "home" and title in words]
    table = reviewed.page("nl", "about/").select_one(".translations")
    assert table and german["toilet"] not in table.get_text()


def test_pages_below_a_page_that_is_not_shown_are_in_the_contents(reviewed: Site) -> None:
    links = [str(a["href"]) for a in reviewed.page("fr", "postnatal/").select("nav.contents a")]
    assert "../exercises/" not in links
    assert {"../exercises/strength/", "../exercises/endurance/", "../exercises/coordination/"} < set(links)


def test_a_page_that_has_moved_is_found_in_a_language_without_a_reviewed_page(reviewed: Site) -> None:
    html = (reviewed.folder / "de/old/index.html").read_text("utf-8")
    assert '<html lang="de" dir="ltr">' in html


def test_one_accepted_change_later_that_page_alone_is_a_draft(reviewed: Site) -> None:
    row = reviewed.page("nl", "about/").select_one('.translations [data-language="fr"]')
    assert row
    found = {str(line["data-state"]): line.get_text() for line in row.select("[data-state]")}
    title = reviewed.page("fr", "toilet/").h1
    assert title and title.get_text() in found["draft"]
    assert "Anne Dupont" in row.get_text()


@pytest.mark.parametrize(("language", "paths"), [("fr", ["toilet/"]), ("de", PATHS)])
def test_what_is_not_reviewed_keeps_a_short_page_that_leads_to_the_dutch(
    reviewed: Site, language: str, paths: list[str]
) -> None:
    for path in paths:
        page = reviewed.page(language, path)
        short = page.select_one("[data-withheld]")
        assert short and short.a
        assert page.html and page.html["lang"] == language
        assert robots(reviewed, language, path) == ["noindex"]
        target = (reviewed.folder / address(language, path) / str(short.a["href"])).resolve()
        assert target == (reviewed.folder / path).resolve()
        assert not page.select("article [data-block]:not(h1)")


def test_no_menu_search_letter_or_link_offers_what_is_not_reviewed(reviewed: Site) -> None:
    menus = reviewed.page("fr", "postnatal/")
    assert not [a for a in menus.select("nav.contents a, .order a") if "toilet" in str(a["href"])]
    assert [a["hreflang"] for a in menus.select("header nav.languages a")] == ["nl", "fr"]
    toilet = reviewed.page("nl", "toilet/")
    assert [a["hreflang"] for a in toilet.select("header nav.languages a")] == ["nl"]
    go = (reviewed.folder / "go/toilet/index.html").read_text("utf-8")
    assert re.findall(r'hreflang="(\w+)"', go) == ["nl"]
    assert set(re.findall(r'hreflang="(\w+)"', (reviewed.folder / "go/index.html").read_text("utf-8"))) == {
        "nl",
        "fr",
    }
    links = json.loads((reviewed.folder / "links.json").read_text("utf-8"))
    assert [one["code"] for one in links["languages"]] == ["nl", "fr"]
    pages = {section["id"]: list(section["pages"]) for section in links["sections"]}
    assert pages.pop("toilet") == pages.pop("exercises") == ["nl"]
    assert set(map(tuple, pages.values())) == {("nl", "fr")}
    letter = reviewed.page("nl", "letter/")
    assert [row["data-language"] for row in letter.select('[data-section="toilet"] [data-language]')] == [
        "",
        "nl",
    ]
    assert [box["value"] for box in letter.select("[name=language]")] == ["", "nl", "fr"]
    search = "".join(file.read_text("utf-8") for file in reviewed.folder.glob("assets/search-fr.*.js"))
    assert "postnatal" in search
    assert "fr/toilet" not in search


def test_the_pages_before_and_after_are_those_that_can_be_read(reviewed: Site) -> None:
    following = reviewed.page("fr", "lifting/").select_one(".order .next")
    assert following and following["href"] == "../postnatal/"
    assert ORDER.index("toilet/") == ORDER.index("lifting/") + 1


@pytest.mark.parametrize(("written", "message"), [
    ("review: checked", "docs/fr/language.yml, review\n    found: 'checked'\n    expected: draft, or state: reviewed with name"),
    (REVIEW.replace("Anne Dupont", '""'), "docs/fr/language.yml, review.name\n    found: ''"),
    (REVIEW.replace("2026-11-20", "soon"), "docs/fr/language.yml, review.date\n    found: 'soon'"),
    (REVIEW, "docs/fr/language.yml, review\n    found: “reviewed by Anne Dupont, sage-femme, on 2026-11-20”\n    expected: “draft”, as it was accepted"),
])  # fmt: skip
def test_a_review_that_says_not_who_and_when_is_told(told: Told, written: str, message: str) -> None:
    assert message in told({"docs/fr/language.yml": sub("^review: draft", written)}, accepted=False)


def test_the_dutch_is_the_source_and_nothing_else(told: Told) -> None:
    message = told({"docs/nl/language.yml": sub("^review: source", "review: draft")})
    assert "docs/nl/language.yml, review\n    found: 'draft'\n    expected: source" in message


def test_publish_is_all_or_reviewed(told: Told) -> None:
    message = told({"mkdocs.yml": sub("      beside:", "      publish: some\n      beside:")})
    assert "plugins.brochure.publish\n    found: 'some'\n    expected: all, or reviewed" in message


def test_what_the_repository_says_of_its_translations_is_true() -> None:
    for record in accepted().records.values():
        assert record.accepted.review is None  # a draft until a clinician has signed
