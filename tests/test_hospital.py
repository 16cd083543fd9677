"""The hospital's details: shown where a patient looks for them, wrong ones refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Browser

from brochure.read import hospital
from brochure.read.hospital import Hospital
from tests.conftest import Edit, Site, address, build_changed, serve

DETAILS = {
    "name": "AZ Voorbeeld",
    "department": "Materniteit",
    "phone": "+32 3 000 00 00",
    "email": "kine@ziekenhuis.example",
    "address": "Ziekenhuisstraat 1\n0000 Gemeente",
    "url": "https://www.ziekenhuis.example",
    "logo": "logo.svg",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 50"><path d="M0 0h1v1z"/></svg>'


def configured(details: object) -> Callable[[str], str]:
    value = yaml.safe_dump(details, default_flow_style=True, allow_unicode=True, width=1000)
    return lambda config: config.replace("hospital: {}", f"hospital: {value.strip()}")


@pytest.fixture(scope="module")
def with_hospital(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a hospital with a long name, a wide logo and an address of two lines."""
    details = DETAILS | {"name": "Algemeen Ziekenhuis Onze-Lieve-Vrouw-van-Altijddurende-Bijstand"}
    changes: dict[str, Edit] = {"mkdocs.yml": configured(details), "docs/assets/logo.svg": LOGO}
    attempt = build_changed(tmp_path_factory.mktemp("hospital"), changes)
    assert attempt.returncode == 0, attempt.message
    return Site(attempt.folder)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_details_stand_in_header_footer_and_on_the_about_page(with_hospital: Site, language: str) -> None:
    page = with_hospital.page(language, "about/")
    header, footer = page.select_one("header"), page.select_one("footer")
    report = page.select_one("article address")
    assert header and footer and report and header.img
    assert "Bijstand, Materniteit" in header.get_text()
    assert re.search(r"assets/logo\.[0-9a-f]{10}\.svg$", str(header.img["src"]))
    for place in (footer, report):
        links = [a["href"] for a in place.select("address a")]
        assert links == [
            "tel:+3230000000",
            "mailto:kine@ziekenhuis.example",
            "https://www.ziekenhuis.example",
        ]
        # each a text of its own, so that a number at its start stays there within Arabic
        own = [line.get_text() for line in place.select("address bdi")][1:]
        assert own == ["Materniteit", "Ziekenhuisstraat 1", "0000 Gemeente"]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_long_name_and_a_wide_logo_fit_the_smallest_phone(
    browser: Browser, with_hospital: Site, language: str
) -> None:
    with serve(with_hospital.folder) as origin:
        page = browser.new_page(viewport={"width": 320, "height": 640})
        page.goto(origin + address(language, "about/"))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        logo = page.locator("header img")
        box = logo.bounding_box()
        assert box and 0 < box["width"] <= 0.4 * 320 and box["height"] == 40
        assert logo.evaluate("logo => getComputedStyle(logo).objectFit") == "contain"
        page.close()


def test_without_details_the_site_is_complete(site: Site) -> None:
    page = site.page("nl", "about/")
    assert page.select("address") == []
    assert "None" not in page.get_text()


@pytest.mark.parametrize(("phone", "dial"), [
    ("+32 3 000 00 00", "+3230000000"),
    ("+32 (0)3 000 00 00", "+3230000000"),
    ("03/000 00 00", "030000000"),
    ("(03) 000.00.00", "030000000"),
    ("0032 3 000 00 00", "003230000000"),
    ("112", None),
    ("call us", None),
    ("+32 3 000 00 00 / +32 3 000 00 01", None),
    ("03 000 00 00, 03 000 00 01", None),
    ("03 000 00 00 03 000 00 01", None),
    ("03 000 00 00 - 12", None),
    ("03 000 00 00/12", None),
    ("03 000 00 00 tst. 12", None),
    (3230000000, None),
])  # fmt: skip
def test_a_telephone_number_is_one_and_dials(tmp_path: Path, phone: object, dial: str | None) -> None:
    found, problems = hospital.load({"name": "AZ Voorbeeld", "phone": phone}, tmp_path)
    assert (found.dial if found else None) == dial
    expected = (
        f"found: {phone!r}\n    expected: one telephone number in quotation marks, without an extension"
    )
    assert [expected in str(problem) for problem in problems] == ([] if found else [True])


@pytest.mark.parametrize(("viewbox", "width"), [("0 0 1 1", 40), ("0 0 300 60", 200), ("0 0 10 40", 10)])
def test_a_logo_keeps_its_proportion(tmp_path: Path, viewbox: str, width: int) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/logo.svg").write_text(LOGO.replace("0 0 500 50", viewbox), "utf-8")
    found, problems = hospital.load({"name": "AZ", "logo": "logo.svg"}, tmp_path)
    assert (hospital.logo_width(found, tmp_path), problems) == (width, [])
    _, _, right, bottom = map(int, viewbox.split())
    Image.new("RGB", (right, bottom)).save(tmp_path / "assets/logo.png")
    assert hospital.logo_width(Hospital(name="AZ", logo="logo.png"), tmp_path) == width


@pytest.mark.parametrize("content", [
    b"", b"not a picture", b"<svg viewBox='0 0 1 1'>", LOGO.encode("utf-16"),
    LOGO.replace("<path", "<script/><path").encode(), LOGO.replace("<path", '<path onload="x()"').encode(),
], ids=range(6))  # fmt: skip
def test_a_logo_that_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/logo.svg").write_bytes(content)
    _, problems = hospital.load({"name": "AZ", "logo": "logo.svg"}, tmp_path)
    assert [str(p).partition("\n    expected")[0] for p in problems] == [
        "docs/assets/logo.svg\n    found: no picture whose proportion is known, or one with a script in it"
    ]


@pytest.mark.parametrize(("key", "value", "message"), [
    ("email", "kine at hospital", "found: 'kine at hospital'\n    expected: one e-mail address"),
    ("email", "a@b.example, c@d.example", "expected: one e-mail address"),
    ("url", "javascript:alert(1)", "found: 'javascript:alert(1)'\n    expected: an address that starts with https://"),
    ("name", "", "found: ''\n    expected: the hospital's name"),
    ("name", "AZ\nVoorbeeld", "expected: the hospital's name, on one line"),
    ("department", " ", "found: ' '\n    expected: the department's name"),
    ("address", " \n", "expected: a postal address"),
    ("fax", "1", "found: the unknown key 'fax'\n    expected: only name, department, phone"),
])  # fmt: skip
def test_a_wrong_detail_is_told(tmp_path: Path, key: str, value: object, message: str) -> None:
    _, (problem,) = hospital.load({"name": "AZ Voorbeeld", key: value}, tmp_path)
    assert str(problem).startswith(f"mkdocs.yml, extra.hospital.{key}\n")
    assert message in str(problem)


def test_details_without_a_name_are_told(tmp_path: Path) -> None:
    _, (problem,) = hospital.load({"department": "Materniteit"}, tmp_path)
    assert str(problem).startswith(
        "mkdocs.yml, extra.hospital.name\n    found: nothing\n    expected: the hospital's name"
    )
