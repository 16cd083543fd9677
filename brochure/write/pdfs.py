"""Every PDF of the brochure: `booklet` says what is on it, `press` makes it."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from brochure.content import Content
from brochure.problems import ContentError, Problem
from brochure.read import colours
from brochure.read.languages import Language
from brochure.write import booklet
from brochure.write.press import FORMS, Form, Press, PressError, Print


@dataclass(frozen=True)
class Pdf:
    """A PDF of the site."""

    language: Language
    form: Form
    made: Print

    @property
    def path(self) -> str:
        """Where it stands, from the root of the site."""
        form = "" if self.form == FORMS[0] else f"-{self.form}"
        return f"pdf/brochure-{self.language.code}{form}.pdf"

    @property
    def kilobytes(self) -> int:
        return -(-len(self.made.content) // 1000)


def collect(content: Content, project: Path, languages: Sequence[Language]) -> list[Pdf]:
    """Every language in every form. Raises ContentError with all that cannot be printed."""
    press = Press(project)
    found: list[Pdf] = []
    problems: list[Problem] = []
    for language in languages:
        try:
            made = make(content, project, press, [language], FORMS)
        except ContentError as error:
            problems += error.problems
        else:
            found += [Pdf(language, form, one) for form, one in zip(FORMS, made, strict=True)]
    if problems:
        raise ContentError(problems)
    return found


def make(
    content: Content, project: Path, press: Press, spoken: Sequence[Language], forms: Sequence[Form]
) -> list[Print]:
    """The brochure in one language, or in two beside each other. Raises ContentError."""
    day = today()
    paper = colours.load(project, "light", content.hospital.accent if content.hospital else None)
    said = booklet.collect(content, spoken, day, paper, content.settings.address or "")
    try:
        return [press.make(said, form, day) for form in forms]
    except PressError as error:
        raise ContentError(_problems(content, spoken, error)) from error


def today() -> date:
    """The day that stands on the paper: that of SOURCE_DATE_EPOCH where it is set, for the same bytes every day.

    Raises ContentError for one that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch is not None else date.today()
    except (ValueError, OverflowError, OSError) as error:
        expected = "seconds since 1970, such as 1796083200"
        cure = "Write a whole number, or leave it out."
        problem = Problem("", "SOURCE_DATE_EPOCH", repr(epoch), expected, cure)
        raise ContentError([problem]) from error


def _problems(content: Content, spoken: Sequence[Language], error: PressError) -> list[Problem]:
    """What the press could not print, at the text that it names, if it does."""
    codes = "-".join(language.code for language in spoken)
    problems = []
    for message in error.messages:
        letters = re.search(r'the text `"(.+?)"` could not be displayed', message)
        texts = [(one.code, text) for one in spoken for text in content.texts[one.code]]
        at = [(code, text) for code, text in texts if letters and letters[1] in text.text]
        file, place = f"pdf/brochure-{codes}.pdf", ""
        cure = "Mend what it names; booklet.typ and the fonts are in overrides/booklet."
        if at:
            code, text = at[0]
            file, place = f"docs/{code}/{text.file}", text.place
            cure = "Write it with other letters, or put a font that has them into overrides/booklet/fonts."
        problems.append(Problem(file, place, message, "a text that can be printed", cure))
    return problems
