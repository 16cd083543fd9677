"""Every language's brochure to print: where it is offered, what the link says, and what stops it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from mkdocs.config import load_config
from PIL import Image

from brochure.problems import ContentError
from brochure.read.hospital import Hospital
from brochure.write import pdfs
from brochure.write.press import FORMS, Press
from tests.conftest import LANGUAGES, ROOT, Attempt, Site, accepted, change, every_language, string

LINK = '[data-booklets="{}"] a'


def files(language: str) -> list[str]:
    return [f"pdf/brochure-{language}{form}.pdf" for form in ("", "-fold", "-large")]


@every_language
def test_home_leads_to_every_form_and_says_language_pages_and_size(site: Site, language: str) -> None:
    page = site.page(language, "")
    links = page.select(LINK.format(language))
    up = "" if language == "nl" else "../"
    assert [link["href"] for link in links] == [up + file for file in files(language)]
    for link, file, form in zip(links, files(language), FORMS, strict=True):
        content = (site.folder / file).read_bytes()
        assert link.get_text() == string(f"booklet.{form}", language)
        said = link.find_next("small")
        assert said and said.get_text().startswith(f"{accepted().language(language).name} · PDF")
        pages, kilobytes = map(int, re.findall(r"\d+", said.get_text()))
        assert kilobytes == -(-len(content) // 1000)
        if form != "fold":
            assert pages == len(pikepdf.open(site.folder / file).pages)


@every_language
def test_the_page_for_the_physiotherapist_has_those_of_every_language(site: Site, language: str) -> None:
    page = site.page(language, "letter/")
    up = "../" if language == "nl" else "../../"
    for other in LANGUAGES:
        links = page.select(LINK.format(other))
        assert [link["href"] for link in links] == [up + file for file in files(other)]
        assert {link["hreflang"] for link in links} == {other}


def test_the_data_for_hospital_systems_has_their_paths(site: Site, addressed: Site) -> None:
    for one, root in ((site, ""), (addressed, "https://hospital.example/kine/")):
        links = json.loads((one.folder / "links.json").read_text("utf-8"))
        for language in links["languages"]:
            booklets = language["booklets"]
            assert [booklet["path"] for booklet in booklets] == files(language["code"])
            assert [booklet["url"] for booklet in booklets] == [
                root and root + booklet["path"] for booklet in booklets
            ]
            assert [booklet["bytes"] for booklet in booklets] == [
                (one.folder / booklet["path"]).stat().st_size for booklet in booklets
            ]


def test_the_site_has_no_other(site: Site) -> None:
    found = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.pdf")}
    assert found == {file for language in LANGUAGES for file in files(language)}


def test_a_language_with_a_page_that_is_withheld_has_none(build: Callable[..., Attempt]) -> None:
    """Half a brochure would be taken for a whole one."""
    attempt = build(
        {
            "mkdocs.yml": lambda text: re.sub("booklet: false", "booklet: true", text).replace(
                "      features:", "      publish: reviewed\n      features:"
            )
        }
    )
    assert attempt.returncode == 0, attempt.message
    found = {path.relative_to(attempt.folder).as_posix() for path in attempt.folder.rglob("*.pdf")}
    assert found == set(files("nl"))


@pytest.mark.parametrize(("asked", "found"), [("", 0), ("1", 3)])
def test_the_preview_makes_them_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, found: int
) -> None:
    project = change(tmp_path, {"mkdocs.yml": lambda text: text.replace("booklet: false", "booklet: true")})
    for name, value in {"ONLY": "nl", "PDF": asked, "SITE_URL": ""}.items():
        monkeypatch.setenv(name, value)
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    config.plugins.on_config(config)
    assert len(config.plugins["brochure"].site.pdfs) == found  # type: ignore[attr-defined]


@pytest.mark.parametrize("logo", ["logo.svg", "logo.png"])
def test_the_hospitals_logo_stands_on_the_cover_within_its_margins(tmp_path: Path, logo: str) -> None:
    project = change(tmp_path, {})
    Image.new("RGB", (300, 80), "navy").save(project / "docs/assets/logo.png")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 50"><path d="M0 0h500v50H0z" fill="navy"/></svg>'
    (project / "docs/assets/logo.svg").write_text(drawing, "utf-8")
    content = replace(accepted(), hospital=Hospital(name="AZ Voorbeeld", logo=logo))
    (made,) = pdfs.make(content, project, Press(project), [content.language("nl")], FORMS[:1])
    with pypdfium2.PdfDocument(made.content) as pdf:
        cover = pdf[0].render(scale=1).to_pil().convert("RGB")
    column = [cover.getpixel((72, height)) for height in range(cover.height)]
    beyond = [cover.getpixel((cover.width - 40, height)) for height in range(cover.height)]
    assert (0, 0, 128) in column and (0, 0, 128) not in beyond


def test_a_letter_that_no_font_has_is_told_at_its_text() -> None:
    content = accepted()
    french = content.language("fr")
    words = french.pictures["lying"].model_copy(update={"caption": "Sur le dos 日"})
    other = replace(french, pictures={**french.pictures, "lying": words})
    texts = [
        text._replace(text="Sur le dos 日") if text.text == french.pictures["lying"].caption else text
        for text in content.texts["fr"]
    ]
    broken = replace(content, texts={**content.texts, "fr": texts})
    with pytest.raises(ContentError) as error:
        pdfs.make(broken, ROOT, Press(ROOT), [other], FORMS[:1])
    message = str(error.value)
    assert "1. docs/fr/language.yml, pictures, lying" in message
    assert 'found: PDF/UA-1 error: the text `"日"` could not be displayed' in message
    assert "expected: a text that can be printed" in message
    assert "cure: Write it with other letters, or put a font that has them" in message


def test_the_day_is_that_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799020800")
    assert str(pdfs.today()) == "2027-01-04"
