"""Numbers, units and the facts' words of a translation are those of the Dutch; all else is marked for people."""

from collections.abc import Callable

import pytest

from brochure.check.fidelity import Counting, marks
from brochure.read.languages import Language
from tests.test_parity import sub

Told = Callable[..., str]


@pytest.mark.parametrize(("file", "old", "new", "found", "expected"), [
    ("en/pelvic-floor.md", r"\bfour\b", "five", "the numbers 5 in", "4, as in the Dutch"),
    ("ar/pelvic-floor.md", "أربع", "خمس", "the numbers 5 in", "4, as in the Dutch"),
    ("en/lifting.md", r"6 weeks", "6 to twelve weeks", "the numbers 6, 12 in", "6, as in the Dutch"),
    ("de/lifting.md", "6 Wochen", "6 Monate", "months in", "weeks, as in the Dutch"),
    ("ar/postnatal.md", "6 أسابيع", "6 أشهر", "months in", "weeks, as in the Dutch"),
    ("en/language.yml", r"\{seconds\} seconds", "{seconds} minutes", "minutes in", "seconds, as in the Dutch"),
    ("fr/language.yml", "plusieurs fois par jour", "plusieurs fois par semaine", "semaine, which the text of", "the words of the text"),
])  # fmt: skip
def test_another_number_order_unit_or_fact_stops_the_build(
    told: Told, file: str, old: str, new: str, found: str, expected: str
) -> None:
    message = told({f"docs/{file}": sub(old, new)})
    assert f"docs/{file}" in message
    assert f"found: {found}" in message
    assert f"expected: {expected}" in message


def language(code: str, **strings: str) -> Language:
    given = {"check.numbers": "two/twos, three, four", "check.seconds": "s second seconds", "check.weeks": "week weeks",
             "check.minutes": "minutes", "check.hours": "hours", "check.months": "months", "search.negations": "not never"}  # fmt: skip
    return Language(code, code, "ltr", strings=given | strings)


def test_numbers_are_counted_in_words_and_in_the_digits_of_any_script() -> None:
    count = Counting(language("en"))
    assert count.numbers_of("Two of 3, then ٤ and fours; one. 10s") == [2, 3, 4, 10]
    assert count.units_of("3 to 10 seconds, each week") == ["seconds", "weeks"]
    assert count.units_of("some seconds") == []


def test_a_negation_and_a_sentence_more_or_less_are_marked() -> None:
    mine = language("en")
    theirs = language("nl", **{"search.negations": "niet nooit"})
    assert marks(mine, theirs, "Push while urinating!", "Nooit meepersen!") == ["negation"]
    assert marks(mine, theirs, "Never push! Wait.", "Nooit meepersen!") == ["sentences"]
    assert marks(mine, theirs, "Never push while urinating.", "Nooit meepersen!") == []
