"""The hospital's details: shown where a patient looks for them, wrong ones refused."""

import re
from collections.abc import Callable

import pytest
import yaml

from tests.conftest import Attempt, Site

DETAILS = {
    "name": "AZ Voorbeeld",
    "department": "Materniteit",
    "phone": "+32 3 000 00 00",
    "email": "kine@ziekenhuis.example",
    "address": "Ziekenhuisstraat 1, 0000 Gemeente",
    "url": "https://www.ziekenhuis.example",
    "logo": "logo.svg",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


def configured(details: object) -> Callable[[str], str]:
    value = yaml.safe_dump(details, default_flow_style=True, allow_unicode=True, width=1000).removesuffix(
        "\n...\n"
    )
    return lambda config: config.replace("hospital: {}", f"hospital: {value.strip()}")


def test_the_details_stand_in_header_footer_and_on_the_about_page(build: Callable[..., Attempt]) -> None:
    attempt = build({"mkdocs.yml": configured(DETAILS), "docs/assets/logo.svg": LOGO})
    assert attempt.returncode == 0, attempt.message
    for language in ("nl", "ar"):
        page = Site(attempt.folder).page(language, "about/")
        header, footer = page.select_one("header"), page.select_one("footer")
        report = page.select_one("article address")
        assert header and footer and report
        assert "AZ Voorbeeld, Materniteit" in header.get_text()
        assert header.img and re.search(r"assets/logo\.[0-9a-f]{10}\.svg$", str(header.img["src"]))
        for place in (footer, report):
            for name in ("name", "department", "phone", "email", "address", "url"):
                assert DETAILS[name] in place.get_text()
            links = [a["href"] for a in place.select("address a")]
            assert links == [
                "tel:+3230000000",
                "mailto:kine@ziekenhuis.example",
                "https://www.ziekenhuis.example",
            ]


def test_without_details_the_site_is_complete(site: Site) -> None:
    page = site.page("nl", "about/")
    assert page.select("address") == []
    assert "None" not in page.get_text()


@pytest.mark.parametrize(("key", "value", "told"), [
    ("phone", 3230000000, "found: 3230000000\n    expected: a telephone number in quotation marks"),
    ("phone", "call us", "found: 'call us'\n    expected: a telephone number"),
    ("email", "kine at hospital", "found: 'kine at hospital'\n    expected: an e-mail address"),
    ("url", "javascript:alert(1)", "found: 'javascript:alert(1)'\n    expected: an address that starts with https://"),
    ("logo", "nowhere.svg", "found: 'nowhere.svg'\n    expected: a file in docs/assets"),
    ("name", "", "found: ''\n    expected: the hospital's name"),
    ("fax", "1", "found: the unknown key 'fax'\n    expected: only name, department, phone"),
])  # fmt: skip
def test_a_wrong_detail_stops_the_build(
    build: Callable[..., Attempt], key: str, value: object, told: str
) -> None:
    attempt = build({"mkdocs.yml": configured({"name": "AZ Voorbeeld", key: value})})
    assert attempt.returncode != 0
    assert f"mkdocs.yml, extra.hospital.{key}\n    {told}" in attempt.message


def test_details_without_a_name_stop_the_build(build: Callable[..., Attempt]) -> None:
    attempt = build({"mkdocs.yml": configured({"department": "Materniteit"})})
    assert (
        "mkdocs.yml, extra.hospital.name\n    found: nothing\n    expected: the hospital's name"
        in attempt.message
    )
