"""What is printed is what the page says, block by block; what cannot be printed stops the build."""

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from brochure.content import Content
from brochure.problems import ContentError
from brochure.read import colours
from brochure.read.hospital import Hospital
from brochure.read.languages import Review, State
from brochure.write import booklet
from tests.conftest import ORDER, ROOT, Site, accepted, every_language, own_text, string

DAY = date(2027, 1, 4)
ADDRESS = "https://hospital.example/kine/"


@functools.cache
def said(*codes: str) -> dict[str, Any]:
    """What is printed in some languages."""
    content = accepted()
    spoken = [content.language(code) for code in codes]
    return booklet.collect(content, spoken, DAY, colours.load(ROOT, "light"), ADDRESS)


def blocks_of(nodes: list[booklet.Node]) -> Iterator[str]:
    """The texts in the order in which they are printed."""
    for node in nodes:
        if node["kind"] in ("heading", "title", "paragraph"):
            yield booklet.plain(node["text"])
        for picture in node.get("pictures", []):
            for caption in picture["captions"]:
                yield caption["text"]
                yield from caption["legend"]
        yield from blocks_of(node.get("inside", []))
        for item in node.get("items", []):
            yield from blocks_of(item)


def pictures_of(nodes: list[booklet.Node]) -> Iterator[booklet.Node]:
    """The pictures in the order in which they are printed."""
    for node in nodes:
        yield from node.get("pictures", [])
        for inner in (node.get("inside", []), *node.get("items", [])):
            yield from pictures_of(inner)


def words(text: str) -> str:
    return " ".join(text.split())


@every_language
def test_every_block_of_every_page_is_printed_in_its_order(site: Site, language: str) -> None:
    brochure = said(language)
    (cover,) = brochure["covers"]
    first = [" ".join(cover["title"]), cover["subtitle"], *blocks_of(cover["introduction"])]
    printed = [first, *([*blocks_of(section["nodes"])] for section in brochure["sections"])]
    for path, texts in zip(ORDER, printed, strict=True):
        article = site.article(language, path)
        on_page = [own_text(block) for block in article.select("[data-block]:not(figure)")]
        assert [words(text) for text in texts] == [text for text in on_page if text], path


@every_language
def test_the_facts_of_each_exercise_are_those_of_its_page(site: Site, language: str) -> None:
    for path, section in zip(ORDER[1:], said(language)["sections"], strict=True):
        on_page = [
            words(part.get_text()) for part in site.page(language, path).select(".exercise dt, .exercise dd")
        ]
        facts = [fact for node in section["nodes"] if node["kind"] == "facts" for fact in node["facts"]]
        printed = [words(text) for fact in facts for text in (fact["label"], *fact["values"])]
        assert printed == on_page


@every_language
def test_every_picture_is_printed_with_its_text_alternative(site: Site, language: str) -> None:
    for path, section in zip(ORDER[1:], said(language)["sections"], strict=True):
        on_page = [str(svg["aria-label"]) for svg in site.page(language, path).select("article figure svg")]
        assert sorted(picture["alt"] for picture in pictures_of(section["nodes"])) == sorted(on_page)


def test_people_look_the_way_the_page_reads_and_right_and_wrong_stay_as_they_are() -> None:
    arabic, dutch = (
        {
            picture["name"]: picture["mirrored"]
            for section in said(code)["sections"]
            for picture in pictures_of(section["nodes"])
        }
        for code in ("ar", "nl")
    )
    assert arabic["lying"] and not arabic["layers"] and not arabic["lift-wrong"]
    assert set(dutch) == set(arabic) and not any(dutch.values())


def test_two_languages_stand_block_beside_block_and_each_picture_once() -> None:
    both = said("nl", "ar")
    for section, dutch, arabic in zip(
        both["sections"], said("nl")["sections"], said("ar")["sections"], strict=True
    ):
        rows = [row for row in section["rows"] if row["kind"] == "texts"]
        pictures = [picture for row in section["rows"] for picture in row.get("pictures", [])]
        assert len(pictures) == len([*pictures_of(dutch["nodes"])])
        for place, one in enumerate((dutch, arabic)):
            texts = [text for row in rows for text in blocks_of(row["cells"][place])]
            captions = [
                text
                for picture in pictures
                for text in (picture["captions"][place]["text"], *picture["captions"][place]["legend"])
            ]
            assert sorted(texts + captions) == sorted(blocks_of(one["nodes"]))
        pairs = zip(pictures_of(dutch["nodes"]), pictures_of(arabic["nodes"]), strict=True)
        assert [picture["alt"] for picture in pictures] == [f"{a['alt']} / {b['alt']}" for a, b in pairs]


def test_a_draft_says_so_and_the_dutch_does_not() -> None:
    assert said("nl")["review"] == said("nl")["state"] == []
    assert said("fr")["review"] == [{"language": "fr", "text": string("review.draft", "fr")}]
    assert said("fr")["state"] == [{"language": "fr", "text": string("review.short", "fr")}]


def test_where_only_some_pages_are_reviewed_each_says_how_far_it_is() -> None:
    content = accepted()
    french = content.language("fr")
    review = Review(state="reviewed", name="Anne Example", profession="midwife", date=DAY)
    states = {**french.states, "toilet": "reviewed", "lifting": "outdated"}
    reviews = {**french.reviews, "toilet": [review]}
    mixed = replace(french, states=states, reviews=reviews)
    brochure = booklet.collect(content, [mixed], DAY, colours.load(ROOT, "light"))
    lines = {
        section["nodes"][0]["label"]: [line["text"] for line in section["review"]]
        for section in brochure["sections"]
    }
    assert "Anne Example" in lines["toilet"][0] and "4 janvier 2027" in lines["toilet"][0]
    assert lines["lifting"] == [string("review.outdated", "fr")]
    assert lines["postnatal"] == [string("review.draft", "fr")]
    assert [line["text"] for line in brochure["review"]] == [string("review.outdated", "fr")]


def test_the_hospital_the_address_and_a_code_stand_on_it_where_they_are_known() -> None:
    content = replace(accepted(), hospital=Hospital(name="AZ Voorbeeld", phone="03 000 00 00"))
    french = content.language("fr")
    brochure = booklet.collect(content, [french], DAY, colours.load(ROOT, "light"), ADDRESS)
    assert brochure["hospital"]["name"] == "AZ Voorbeeld"
    assert brochure["hospital"]["reached"] == [[string("hospital.phone", "fr"), "03 000 00 00"]]
    assert brochure["address"] == f"{ADDRESS}fr/"
    assert brochure["code"].startswith("<svg")
    plain = booklet.collect(accepted(), [french], DAY, colours.load(ROOT, "light"))
    assert (plain["hospital"], plain["address"], plain["code"]) == (None, "", "")


def test_the_version_changes_with_what_is_printed_and_with_nothing_else() -> None:
    content = accepted()
    french = content.language("fr")
    before = version_of(content, "fr")
    assert re.fullmatch(r"[0-9a-f]{8}", before)
    assert version_of(replace(content, hospital=Hospital(name="AZ")), "fr") == before
    assert version_of(changed(lambda html: html.replace("6", "7", 1), "fr"), "fr") != before
    strings = {**french.strings, "exercise.sessions.several-a-day": "une fois par jour"}
    others = [one if one != french else replace(french, strings=strings) for one in content.languages]
    assert version_of(replace(content, languages=others), "fr") != before
    assert said("nl", "fr")["words"]["version"][1] == said("fr")["words"]["version"][0]


def version_of(content: Content, code: str) -> str:
    brochure = booklet.collect(content, [content.language(code)], DAY, colours.load(ROOT, "light"))
    return str(brochure["words"]["version"][0]["text"].split()[1].rstrip(","))


def test_a_draft_about_the_website_makes_no_draft_of_the_brochure() -> None:
    content = accepted()
    french = content.language("fr")
    review = Review(state="reviewed", name="Anne Example", profession="midwife", date=DAY)
    states: dict[str, State] = dict.fromkeys(french.states, "reviewed")
    reviewed = replace(
        french,
        states={**states, "about": "draft"},
        reviews={name: [review] for name in french.states},
    )
    brochure = booklet.collect(content, [reviewed], DAY, colours.load(ROOT, "light"))
    assert brochure["state"] == []
    assert "Anne Example" in brochure["review"][0]["text"]


def changed(edit: Any, code: str, file: str = "postnatal.md") -> Content:
    """The content with another rendered text."""
    content = accepted()
    pages = content.sources.pages
    page = replace(pages[code][file], html=edit(pages[code][file].html))
    sources = replace(content.sources, pages={**pages, code: {**pages[code], file: page}})
    return replace(content, sources=sources)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table><tr><td>6</td></tr></table>", "found: <table>"),
        ("<p>Six <em>weeks</em></p>", "found: <em> in a text"),
        ("loose words", "found: the text 'loose words' outside a block"),
    ],
    ids=["a block", "a word", "words without a block"],
)
def test_what_it_does_not_know_how_to_print_is_told_and_not_left_out(html: str, found: str) -> None:
    content = changed(lambda text: text + html, "fr")
    with pytest.raises(ContentError) as error:
        booklet.collect(content, [content.language("fr")], DAY, colours.load(ROOT, "light"))
    assert str(error.value).startswith("1 problem in the content. Nothing was built.")
    assert "1. docs/fr/postnatal.md, on paper\n" in str(error.value)
    assert found in str(error.value)
    assert "cure: Write it without, or teach" in str(error.value)
