"""How a language writes a day in full, from the Unicode CLDR: "Monday, 4 January 2027".

For a script that must not depend on what the browser knows of a language. The calendar is always
Gregorian; the script writes the numbers, so the digits are always Western.
"""

import re
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from brochure.read.exercises import Exercises

# The letters of a CLDR pattern; Thai adds the era, which a Gregorian date does not need.
_FIELDS = {"E": "{weekday}", "c": "{weekday}", "d": "{day}", "M": "{month}", "y": "{year}", "G": ""}
_PART = re.compile(r"'(?P<quoted>[^']*)'|(?P<letters>(?P<letter>[A-Za-z])(?P=letter)*)")


@dataclass(frozen=True)
class Words:
    """A pattern with {weekday}, {day}, {month} and {year}, and the names that fill it."""

    pattern: str
    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]  # as they stand within a date, which in Polish is a genitive


def words(code: str) -> Words:
    """The words of a language, as written in Belgium where the CLDR knows. Raises ValueError for a
    pattern with anything but weekday, day, month, year and era."""
    locale = _locale(code)
    pattern = locale.date_formats["full"].pattern
    days, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    names = tuple(months[month] for month in range(1, 13))
    if {"M", "MM"} & {part["letters"] for part in _PART.finditer(pattern)}:
        names = tuple(str(month) for month in range(1, 13))  # Chinese writes the month as a number
    return Words(
        pattern=re.sub(" +", " ", _PART.sub(lambda part: _field(part, pattern), pattern)).strip(),
        weekdays=tuple(days[day] for day in range(7)),
        months=names,
    )


def written(code: str, day: date) -> str:
    """A day in the words of a language, such as "4 January 2027"."""
    return format_date(day, "long", locale=_locale(code))


def weeks(exercises: Exercises) -> dict[str, int]:
    """How many weeks after the birth a page names a day, by the page's section id."""
    return {
        "lifting": exercises.after_caesarean.weeks,
        "postnatal": exercises.postnatal_physiotherapy.after_weeks,
    }


def _locale(code: str) -> Locale:
    try:
        return Locale.parse(f"{code}_BE")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(code)


def _field(part: re.Match[str], pattern: str) -> str:
    """What stands in our pattern for a part of the CLDR's."""
    if part["letters"] is None:
        return part["quoted"] or "'"
    if part["letter"] not in _FIELDS:
        raise ValueError(f"the date pattern {pattern!r} has {part['letters']!r}")
    return _FIELDS[part["letter"]]
