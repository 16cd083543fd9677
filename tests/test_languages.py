"""A language is found under every code that a phone may ask for, and is as much to be trusted as its weakest page."""

from dataclasses import replace

import pytest

from brochure.read.languages import direction_of
from brochure.read.source import SOURCE
from tests.conftest import LANGUAGES, accepted


@pytest.mark.parametrize(("asked", "found"), [("prs", "fa"), ("pes", "fa"), ("mo", "ro")])
def test_a_phone_that_asks_by_another_code_finds_the_language(asked: str, found: str) -> None:
    assert [code for code in LANGUAGES if asked in accepted().language(code).also] == [found]


@pytest.mark.parametrize(
    ("code", "direction"), [("nl", "ltr"), ("ti", "ltr"), ("ar", "rtl"), ("ps", "rtl"), ("xx", "")]
)
def test_its_direction_is_that_of_its_script(code: str, direction: str) -> None:
    assert direction_of(code) == direction


def test_one_page_that_nobody_reviewed_makes_a_draft_of_the_whole() -> None:
    language = replace(
        accepted().language("fr"), states={"home": "reviewed", "toilet": "draft", "lifting": "reviewed"}
    )
    assert language.state == "draft"
    assert language.pages_by_state == {"reviewed": ["home", "lifting"], "draft": ["toilet"]}
    assert replace(language, states={**language.states, "letter": "outdated"}).state == "outdated"


def test_only_the_dutch_stands_at_the_root() -> None:
    assert {code: accepted().language(code).root for code in LANGUAGES} == {
        code: "" if code == SOURCE else f"{code}/" for code in LANGUAGES
    }
