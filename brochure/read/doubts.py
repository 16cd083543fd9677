"""What a translator was not sure of (docs/<language>/doubts.yml), for whoever reviews the translation."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from brochure.problems import Problem
from brochure.read.blocks import short
from brochure.read.pictures import Words
from brochure.read.source import Strict, UnreadableError, read_yaml, validate
from brochure.read.wording import Text

FILE = "doubts.yml"


class Doubt(Strict):
    """Some words of the translation, and the question to ask about them."""

    text: Annotated[Words, Field(description="words as they stand in the translation")]
    question: Annotated[Words, Field(description="the question to the reviewer, in the same language")]


class _Doubts(Strict):
    doubts: Annotated[list[Doubt], Field(description="a list, each with text and question")]


def load(docs: Path, code: str, texts: Sequence[Text]) -> tuple[Mapping[str, list[str]], list[Problem]]:
    """The questions on each text, by its key, and everything that is wrong with the file, if there is one."""
    name = f"docs/{code}/{FILE}"
    if not (docs / code / FILE).exists():
        return {}, []
    try:
        found, problems = validate(_Doubts, {"doubts": read_yaml(docs / code / FILE, name, code)}, name)
    except UnreadableError as error:
        return {}, [*error.problems]
    questions: dict[str, list[str]] = {}
    for doubt in found.doubts if found else ():
        about = [text.key for text in texts if _plain(doubt.text) in _plain(text.text)]
        for key in about:
            questions.setdefault(key, []).append(doubt.question)
        if not about:
            place = f"the doubt about “{short(doubt.text)}”"
            cure = "Put back the words, or quote them as they stand now; remove the doubt if it is settled."
            found_words = f"“{doubt.text}”, which no text of docs/{code}/ says"
            problems.append(Problem(name, place, found_words, "words of the translation", cure))
    return questions, problems


def unsettled(docs: Path, code: str, texts: Sequence[Text], decided: Collection[str]) -> str | None:
    """The file without the doubts on which the reviewer has decided, by the keys of the texts.

    "" when no doubt is left, None when there was none.
    """
    file = docs / code / FILE
    if not file.exists():
        return None
    left = [
        doubt
        for doubt in read_yaml(file, f"docs/{code}/{FILE}", code)
        if any(_plain(doubt["text"]) in _plain(text.text) and text.key not in decided for text in texts)
    ]
    return yaml.safe_dump(left, allow_unicode=True, sort_keys=False, width=10**6) if left else ""


def _plain(text: str) -> str:
    return text.replace("**", "")
