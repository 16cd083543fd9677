"""What a clinician sends back: review-<language>.json, put into the sources as a whole or not at all.

Nothing is believed: the file is checked as data, each text against what stands there now, and the sources
that would come of it are read and checked as a build does before one of them is written.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from brochure.check.fidelity import Counting
from brochure.content import Content
from brochure.problems import ContentError, Problem, listed
from brochure.read import characters, doubts, languages, strings
from brochure.read.blocks import Page
from brochure.read.languages import Review
from brochure.read.source import SOURCE, Strict, parted, read_text, validate
from brochure.read.wording import STRINGS, Text
from brochure.write import revision
from brochure.write.review import in_order, lay, markdown, signs
from brochure.write.revision import NotFoundError

LARGEST = 5_000_000  # bytes; a whole review with a remark on every text has a tenth of it

Said = Annotated[str, Field(max_length=10_000, description="a text")]
Named = Annotated[str, Field(max_length=200, description="a text of 200 letters at most")]


class Choice(Strict):
    """What she says of one text: good, changed into `change`, or a question in `remark`."""

    dutch: Said
    text: Said
    choice: Annotated[Literal["good", "change", "question"], Field(description="good, change or question")]
    change: Said
    remark: Said


class Reviewer(Strict):
    name: Named
    profession: Named
    date: Named


class Returned(Strict):
    """The file, as the sheet writes it."""

    format: Annotated[Literal["perinatal-review"], Field(description="perinatal-review")]
    version: Annotated[int, Field(ge=1, le=1, description="1")]
    language: Annotated[str, Field(pattern="^[a-z]{2}$", description="the two letters of a language")]
    finished: Annotated[bool, Field(description="true or false")]
    reviewer: Annotated[Reviewer, Field(description="name, profession and date")]
    texts: Annotated[dict[str, Choice], Field(description="the texts, by their keys")]


@dataclass
class Outcome:
    """What a file would do to the language."""

    code: str
    review: Review
    changes: dict[str, str] = field(default_factory=dict)
    """New texts by key, as they stand in the sources."""
    good: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    """Keys of texts that are not any more as she saw them."""
    questions: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Changes that would break something, each with the reason."""

    @property
    def said(self) -> dict[str, Review | None]:
        """On whose word each text stands now, by its key; None for one that she doubts."""
        doubted = [key for key, _ in (*self.questions, *self.refused)]
        return {**dict.fromkeys([*self.good, *self.changes], self.review), **dict.fromkeys(doubted)}


def read(file: Path) -> Returned:
    """The file, checked as data. Raises ContentError with everything that is wrong with it."""
    name, cure = file.name, "Ask the reviewer to save the review once more, and to send the file as it is."
    try:
        if file.stat().st_size > LARGEST:
            raise ContentError([Problem(name, "", f"{file.stat().st_size} bytes", "a review", cure)])
        data = json.loads(file.read_text("utf-8"), object_pairs_hook=_once)
        json.dumps(data, ensure_ascii=False).encode()  # half a sign is none
    except OSError as error:
        told = str(error.strerror).lower()
        raise ContentError(
            [Problem(name, "", told, "the file that the reviewer has sent", "Mend FILE=….")]
        ) from None
    except (ValueError, RecursionError):
        raise ContentError(
            [Problem(name, "", "something that is not JSON, or not all of it", "a review", cure)]
        ) from None
    found, problems = validate(Returned, data, name)
    if not found:
        raise ContentError(problems)
    return found


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the file. Raises ValueError for a key twice, of which the second would win without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def weigh(returned: Returned, found: Content, name: str) -> Outcome:
    """What each choice comes to. Raises ContentError for a file that no sheet of this project has written."""
    code, new = returned.language, returned.language not in found.records
    problems = []
    if code == SOURCE or not languages.direction_of(code):
        cure = "Take the file of another language."
        problems.append(Problem(name, "language", repr(code), "a language that is translated", cure))
    if not returned.finished:
        cure = "Ask the reviewer for the file of the button “Save the review”."
        problems.append(Problem(name, "finished", "work that is not finished", "a signed review", cure))
    who = returned.reviewer.model_dump()
    review, wrong = languages.read_review({"state": "reviewed", **who}, name, "reviewer")
    for part, words in who.items():
        if strange := characters.unseen(words):
            wrong.append(_unseen(name, f"reviewer.{part}", strange))
    problems += wrong if returned.finished else []
    if problems or not review:
        raise ContentError(problems)
    asked = {text.key: text for text in wanted(found)}
    now = {text.key: text for text in found.texts.get(code, ())}
    outcome = Outcome(code, review)
    for key, choice in returned.texts.items():
        said = " ".join([choice.change, choice.remark])
        if key not in asked and key not in now:
            cure = "Make the sheet anew with make review, and load the file there: what still fits is taken."
            problems.append(Problem(name, key, "a text that there is not", "a text of the sheet", cure))
        elif strange := characters.unseen(said.replace("\n", " "), code):
            problems.append(_unseen(name, key, strange))
        elif "<" in choice.change:
            problems.append(
                Problem(name, key, repr(choice.change), "words, without HTML", "Type the text again.")
            )
        else:
            _take(outcome, key, choice, asked.get(key), now.get(key), found)
    if new and (lost := [key for key in asked if key not in outcome.changes]):
        cure = "A new language needs every text: load the file into the sheet and go on."
        problems.append(Problem(name, lost[0], f"{len(lost)} texts without a translation", "all", cure))
    if problems:
        raise ContentError(problems)
    return outcome


def _unseen(name: str, place: str, signs: Sequence[str]) -> Problem:
    names = ", ".join(map(characters.called, dict.fromkeys(signs)))
    return Problem(name, place, names, "signs that a reader can see", "Type the text again.")


def _take(
    outcome: Outcome, key: str, choice: Choice, dutch: Text | None, now: Text | None, found: Content
) -> None:
    beside = (dutch or now).text if dutch or now else ""  # type: ignore[union-attr]
    before = now.text if now else ""
    block = bool(dutch and dutch.is_block)
    if choice.dutch != (lay(beside) if block else beside) or choice.text != (
        lay(before) if block else before
    ):
        outcome.older.append(key)
        return
    if choice.remark:
        outcome.questions.append((key, choice.remark))
    said = _one_line(choice.change, key)
    if choice.choice == "question" or (choice.choice == "change" and not said):
        if not choice.remark:
            outcome.questions.append((key, "(no words)"))
    elif choice.choice == "good":
        outcome.good.append(key)
    elif said == choice.text:
        outcome.questions.append((key, "(a change that changes nothing)"))
    elif reason := _broken(said, choice.text or choice.dutch, dutch, found, outcome.code):
        outcome.refused.append((key, f"{reason}: {said}"))
    else:
        outcome.changes[key] = markdown(said, before or beside) if block else said


def _one_line(change: str, key: str) -> str:
    """What she typed as the sources have it, whatever her keyboard made of spaces and accents."""
    text = re.sub(r"[ \t\n]+", " ", unicodedata.normalize("NFC", change)).strip()
    words = re.split(r"\s*[,،]\s*", text)
    return ", ".join(filter(None, words)) if ", aliases, " in key else text


def _broken(said: str, before: str, dutch: Text | None, found: Content, code: str) -> str:
    """Why a change cannot be taken: what it has lost of the Dutch."""
    if dutch and dutch.file == "mkdocs.yml" and code in found.records:
        return "the name of a language stands in mkdocs.yml"
    if signs(said) != signs(before):
        return "the signs of bold words or of links are not those that stood there"
    if not in_order(said, before):
        return "the links stand in another order"
    kept = strings.placeholders(dutch.text if dutch else before)
    if sorted(strings.placeholders(said)) != sorted(kept):
        return f"the page fills in {listed(kept)}, which must stay"
    if dutch and code in found.records and dutch.seen and dutch.is_block:
        mine, theirs = Counting(found.language(code)), Counting(found.language(SOURCE))
        numbers, expected = mine.numbers_of(said), theirs.numbers_of(dutch.text)
        if numbers != expected:
            return f"the numbers {listed(numbers)} instead of {listed(expected)}"
    return ""


def wanted(found: Content) -> list[Text]:
    """Every text that a translator writes, in Dutch."""
    unwritten = ("picture ", "search, ")
    return [text for text in found.dutch_texts if not text.kind.startswith(unwritten)]


def revised(outcome: Outcome, found: Content, project: Path) -> dict[str, str]:
    """The sources that would come of it, by their paths, "" for one that goes. Raises ContentError."""
    code, new = outcome.code, outcome.code not in found.records
    base = SOURCE if new else code
    files, problems = {}, []
    for file, blocks in found.sources.pages[base].items():
        mine = {
            key.removeprefix(f"{file}, "): text
            for key, text in outcome.changes.items()
            if key.startswith(f"{file}, ")
        }
        if not mine:
            continue
        try:
            source = read_text(project / "docs" / base / file, f"docs/{base}/{file}", base)
            files[f"docs/{code}/{file}"] = _page(source, blocks, mine)
        except NotFoundError as error:
            cure = "Write the changes of this page by hand, or simplify its file, and send the review through again."
            expected = "each text as it is published, so that another can be put there"
            found_there = "a text that is written in another way"
            problems.append(Problem(f"docs/{base}/{file}", str(error), found_there, expected, cure))
    if problems:
        raise ContentError(problems)
    files[f"docs/{code}/{STRINGS}"] = _strings(outcome, base, project)
    if new:
        return files | _registered(outcome, project)
    decided = [key for key, review in outcome.said.items() if review]
    left = doubts.unsettled(project / "docs", code, found.texts[code], decided)
    return files if left is None else files | {f"docs/{code}/{doubts.FILE}": left}


def _page(source: str, blocks: Page, changes: Mapping[str, str]) -> str:
    opening, front, text = parted(source)
    numbered = {int(place.partition(", ")[0]): said for place, said in changes.items() if place[0].isdigit()}
    aliases: dict[revision.Path, Any] = {
        ("aliases", place.removeprefix("aliases, ")): said.split(", ")
        for place, said in changes.items()
        if place.startswith("aliases, ")
    }
    return opening + revision.data(front, aliases) + revision.page(text, blocks, numbered)


def _strings(outcome: Outcome, base: str, project: Path) -> str:
    source = read_text(project / "docs" / base / STRINGS, f"docs/{base}/{STRINGS}", base)
    changes: dict[revision.Path, Any] = {}
    glossary = {}
    for key, text in outcome.changes.items():
        file, _, place = key.partition(", ")
        part, _, rest = place.partition(", ")
        if file != STRINGS:
            continue
        if part == "glossary" and base != outcome.code:
            glossary[rest] = text
        elif part == "pictures":
            name, what, *number = rest.split(", ")
            changes[(part, name, what, *(int(one) - 1 for one in number))] = text
        else:
            changes[(part, rest)] = text
    if base != outcome.code:
        changes[("review",)] = "draft"  # who has translated does not review it as well
    elif any(outcome.said.values()):
        changes[("review",)] = outcome.review.model_dump()
    source = revision.data(source, changes)
    if glossary:
        source = source.partition("\n")[2]  # the comment says what the Dutch file is
        source += "\n" + yaml.safe_dump(
            {"glossary": glossary}, allow_unicode=True, sort_keys=False, width=10**6
        )
    return source


def _registered(outcome: Outcome, project: Path) -> dict[str, str]:
    """mkdocs.yml and the list of published addresses, with a language that was not there."""
    language = {"locale": outcome.code, "name": outcome.changes["mkdocs.yml, name"]}
    lists: dict[str, tuple[revision.Path, Any]] = {
        "mkdocs.yml": (("plugins", "i18n", "languages"), language),
        "docs/published.yml": (("languages",), outcome.code),
    }
    return {
        name: revision.last(read_text(project / name, name), path, value)
        for name, (path, value) in lists.items()
    }
