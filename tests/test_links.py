"""Hospital record systems find every address and every parameter as validated data."""

import csv
import json
from typing import Any

import jsonschema
import pytest
import yaml

from brochure.read.sections import Section
from tests.conftest import ADDRESS, CONFIG, LANGUAGES, ROOT, Site, address, every_language
from tests.test_page import ANCHORS

SECTIONS = [Section(file) for file in CONFIG["nav"]]


def read(site: Site, name: str) -> Any:
    return json.loads((site.folder / name).read_text("utf-8"))


@pytest.fixture(scope="session")
def links(site: Site) -> Any:
    return read(site, "links.json")


@pytest.mark.parametrize("name", ["links", "exercises"])
def test_the_data_fits_the_schema_that_it_names(site: Site, name: str) -> None:
    data = read(site, f"{name}.json")
    assert data["$schema"] == f"{name}.schema.json"
    schema = read(site, data["$schema"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)


@pytest.mark.parametrize(
    ("name", "part", "wrong"),
    [
        ("links", "version", 2),
        ("links", "sections", [{"id": "toilet"}]),
        ("exercises", "strength", {}),
        ("exercises", "more", 1),
    ],
)
def test_the_schema_refuses_other_data(site: Site, name: str, part: str, wrong: Any) -> None:
    data = read(site, f"{name}.json") | {part: wrong}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, read(site, f"{name}.schema.json"))


def test_the_languages_come_with_their_name_direction_and_state(links: Any) -> None:
    assert [language["code"] for language in links["languages"]] == LANGUAGES
    said = {
        language["code"]: (language["name"], language["direction"], language["review"])
        for language in links["languages"]
    }
    assert said["nl"] == ("Nederlands", "ltr", "source")
    assert said["ar"] == ("العربية", "rtl", "draft")


def test_the_sections_come_in_reading_order_with_their_anchors(links: Any) -> None:
    found = [(section["id"], section["go"], section["anchors"]) for section in links["sections"]]
    assert found == [(s.id, s.go, ANCHORS.get(s.path, [])) for s in SECTIONS]


@every_language
def test_every_page_has_the_title_and_the_address_that_it_has(site: Site, links: Any, language: str) -> None:
    for section, data in zip(SECTIONS, links["sections"], strict=True):
        h1 = site.page(language, section.path).h1
        assert data["pages"][language] == {
            "title": h1 and h1.get_text(),
            "path": address(language, section.path),
            "url": "",
            "review": "source" if language == "nl" else "draft",
        }


def test_the_table_has_the_same_addresses(site: Site, links: Any) -> None:
    with (site.folder / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["section", "language", "direction", "title", "path", "url"]
    found = [(row["section"], row["language"], row["title"], row["path"]) for row in rows]
    expected = []
    for section in links["sections"]:
        expected.append((section["id"], "", "", section["go"]))
        expected += [(section["id"], code, p["title"], p["path"]) for code, p in section["pages"].items()]
    assert found == expected


def test_with_the_sites_address_every_link_is_whole(addressed: Site) -> None:
    site = addressed
    jsonschema.validate(read(site, "links.json"), read(site, "links.schema.json"))
    for section in read(site, "links.json")["sections"]:
        assert section["go-url"] == ADDRESS + section["go"]
        for page in section["pages"].values():
            assert page["url"] == ADDRESS + page["path"]
    with (site.folder / "links.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["url"] == ADDRESS + row["path"] for row in csv.DictReader(file))


def test_the_exercises_are_those_of_the_source(site: Site) -> None:
    source = yaml.safe_load((ROOT / "docs/exercises.yml").read_text("utf-8"))
    source["endurance"]["hold-seconds"] = {"min": 3, "max": 10}
    assert read(site, "exercises.json") == {"$schema": "exercises.schema.json", "version": 1, **source}
