"""The copy for a USB stick opens by index.html and works without a server."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from brochure import distribution
from brochure.write import disk
from tests.conftest import EXERCISES, PHONE, Site, address, languages, string
from tests.test_hosting import complaints
from tests.test_letter import tick
from tests.test_search import open_search


@pytest.fixture(scope="module")
def stick(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, unpacked below a name that people give: with a blank and letters of their own."""
    folder = tmp_path_factory.mktemp("stick") / "Brochure für zu Hause"
    for path, content in disk.copy(distribution.read(site.folder)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_every_link_leads_to_a_file_and_to_its_place_there(stick: Path) -> None:
    pages = {file: BeautifulSoup(file.read_text("utf-8"), "lxml") for file in sorted(stick.rglob("*.html"))}
    ids = {file: {str(tag["id"]) for tag in page.select("[id]")} for file, page in pages.items()}
    assert len(pages) > 100
    for file, page in pages.items():
        for link in page.select("a[href], link[href], script[src], img[src]"):
            target, place = urldefrag(urljoin(file.as_uri(), str(link.get("href") or link["src"])))
            if not target.startswith("file:"):
                assert link.name == "a" or set(link.get_attribute_list("rel")) & {"canonical", "alternate"}
                continue
            found = Path(unquote(target.removeprefix("file://").partition("?")[0]))
            assert found.is_file(), f"{link} in {file}"
            assert not place or place in ids[found], f"{link} in {file}"
        for feature in page.select("[data-feature]"):
            assert all((file.parent / one).is_file() for one in str(feature["data-feature"]).split())


def test_nothing_is_in_it_that_only_a_server_or_a_robot_reads(stick: Path) -> None:
    top = {path.name for path in stick.iterdir() if path.is_file()}
    assert top == {"index.html"}
    pages = [file.read_text("utf-8") for file in stick.rglob("*.html")]
    assert not any('rel="manifest"' in page for page in pages)


def test_the_text_is_that_of_the_site(stick: Path, site: Site) -> None:
    for file in stick.rglob("*.html"):
        ours = (site.folder / file.relative_to(stick)).read_text("utf-8")
        theirs = file.read_text("utf-8")
        assert (
            BeautifulSoup(ours, "lxml").get_text().split() == BeautifulSoup(theirs, "lxml").get_text().split()
        )


@pytest.fixture
def page(browser: Browser, stick: Path) -> Iterator[Page]:
    """A page on a phone that reads the copy; fails when anything went wrong on it."""
    page = browser.new_page(**PHONE)
    found = complaints(page, stick.as_uri())
    yield page
    wrong = [*found]
    page.close()
    assert wrong == []


# The source, from right to left, and the script that no page could be without a font of its own.
@languages("nl", "ar", "ti")
def test_a_patient_finds_her_language_her_exercise_and_the_guide(
    page: Page, stick: Path, language: str
) -> None:
    page.goto((stick / "index.html").as_uri())
    page.locator("html[data-script]").wait_for()
    if language != "nl":
        page.locator("header .menu").nth(1).locator("summary").click()
        page.locator(f'header .languages [hreflang="{language}"]').click()
        page.wait_for_url(f"**/{language}/index.html")
    page.locator("main a[href$='exercises/index.html']").first.click()
    page.locator(f"main a[href$='{EXERCISES[0].removeprefix('exercises/')}index.html']").first.click()
    page.wait_for_url(f"**/{address(language, EXERCISES[0])}index.html")
    expect(page.locator("figure svg").first).to_be_visible()
    page.locator("[data-guide-start]").click()
    page.locator("[data-guide]:is([data-phase=count-in], [data-phase=contract])").wait_for()
    assert page.locator("[data-together]").count() == 0, "a page from a disk cannot read another"
    page.locator("a[rel=next]").click()
    page.wait_for_url(f"**/{address(language, EXERCISES[1])}index.html")


def test_search_finds_and_leads(page: Page, stick: Path) -> None:
    page.goto((stick / "index.html").as_uri())
    open_search(page)
    page.locator("[data-search-field]").fill("niezen")
    page.locator("dialog a").first.click()
    page.wait_for_url("**/exercises/coordination/index.html*")


def test_a_letters_link_sets_the_seconds_and_the_neutral_page_her_language(
    browser: Browser, stick: Path
) -> None:
    page = browser.new_page(**PHONE | {"locale": "ar"})
    found = complaints(page, stick.as_uri())
    page.goto((stick / "go/endurance/index.html").as_uri() + "?hold=6")
    page.wait_for_url("**/ar/exercises/endurance/index.html?hold=6")
    page.locator("[data-guide][data-hold='6']").wait_for()
    assert found == []
    page.close()


def test_without_scripts_every_page_can_be_reached(browser: Browser, stick: Path) -> None:
    page = browser.new_page(**PHONE, java_script_enabled=False)
    page.goto((stick / "index.html").as_uri())
    page.locator('main a[href$="exercises/index.html"]').first.click()
    expect(page.locator("h1")).to_contain_text("oefeningen")
    page.close()


def test_pdfs_come_with_it(stick: Path) -> None:
    page = BeautifulSoup((stick / "fr/index.html").read_text("utf-8"), "lxml")
    pdfs = [stick / "fr" / str(link["href"]) for link in page.select("a[href$='.pdf']")]
    assert len(pdfs) == 3 and all(file.read_bytes().startswith(b"%PDF") for file in pdfs)


def test_the_letter_page_says_that_patients_cannot_open_a_disk(page: Page, stick: Path) -> None:
    page.goto((stick / "letter/index.html").as_uri())
    tick(page, "toilet")
    expect(page.locator("[data-letter-unreachable]")).to_be_visible()
    expect(page.locator("[data-letter-codes] img")).to_have_count(0)


def test_what_stays_on_the_device_is_deleted_and_nothing_is_said_of_a_network(
    page: Page, stick: Path
) -> None:
    page.goto((stick / "about/index.html").as_uri())
    page.locator("[data-forget]").click()
    expect(page.locator("[data-forgotten]")).to_have_text(string("privacy.forgotten"))
    assert page.locator("[data-offline]").count() == 0


def test_it_is_taken_anywhere(browser: Browser, stick: Path, tmp_path: Path) -> None:
    """Another folder, another name: no link knows where it was."""
    shutil.move(shutil.copytree(stick, tmp_path / "copy"), tmp_path / "elsewhere")
    page = browser.new_page()
    page.goto((tmp_path / "elsewhere/index.html").as_uri())
    page.locator('main a[href$="toilet/index.html"]').first.click()
    expect(page.locator("h1")).to_have_text("Toilethouding")
    page.close()
