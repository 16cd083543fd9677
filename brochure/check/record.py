"""The record: every text of a language as it was last accepted, so that no word changes unseen.

No machine can judge a translation, but it can insist that somebody looked. `docs/<language>/record.po`
holds the Dutch (msgid) and the translation (msgstr) of that moment, in the format of translators' tools.
A comment says which clinician has reviewed a text, and when; the flag "fuzzy", which such tools set, marks
what must be looked at again.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

import polib

from brochure.problems import Problem
from brochure.read.blocks import short
from brochure.read.languages import Review, read_review
from brochure.read.source import SOURCE, UnreadableError, read_text
from brochure.read.wording import STRINGS, Text

FILE = "record.po"

_REVIEWED, _DOUBTED = "reviewed: ", "fuzzy"
_HEAD = "X-Reviewed"
_RESTORE = "Put back the file as it was in git, then make accept."
_PLACE = re.compile(r"[^,]+, .+", re.DOTALL)
_MANY = 50  # texts, if they are most of a language: nobody reads them one by one in a build
_MANY_OF_A_FILE = 4  # texts, if they are most of it
_NO_DUTCH = "–"  # aliases under a heading for which the Dutch has none


class Entry(NamedTuple):
    """A text as it was accepted, and the Dutch of that moment."""

    text: Text
    dutch: str
    review: Review | None
    doubted: bool


class Change(NamedTuple):
    """A text that is not as it was accepted: `before` None for a new one, `now` None for one that is gone."""

    before: Text | None
    now: Text | None
    dutch: str

    @property
    def place(self) -> Text:
        found = self.now or self.before
        assert found, "a change is of something"
        return found


class Behind(NamedTuple):
    """A translation whose Dutch has changed since it was accepted, or that a translator's tool has marked."""

    text: Text
    before: str
    dutch: str


class Reading(NamedTuple):
    """A record as the file has it."""

    entries: Sequence[Entry] = ()
    review: Review | None = None
    problems: Sequence[Problem] = ()
    code: str | None = None
    """The language that it says it is of."""


@dataclass(frozen=True)
class Record:
    """What was accepted in a language beside what is published now."""

    code: str
    accepted: Reading
    changes: Sequence[Change]
    behind: Sequence[Behind]
    reviews: Mapping[str, Review]
    """Who has reviewed each text that stands as it was reviewed, by its key."""


def read(docs: Path, code: str) -> Reading:
    """The record of a language; without a file nothing was accepted yet."""
    name = f"docs/{code}/{FILE}"
    if not (docs / code / FILE).exists():
        return Reading()
    try:
        found = polib.pofile(read_text(docs / code / FILE, name, code))
    except UnreadableError as error:
        return Reading(problems=error.problems)
    except (OSError, ValueError, IndexError) as error:
        line = str(error).rpartition("(line ")[2].partition(")")[0]
        told = f"line {line}" if line.isdigit() else ""
        return Reading(problems=[Problem(name, told, "something that is not PO", "the record", _RESTORE)])
    problems = [
        Problem(name, f"msgid “{short(one.msgid)}”", repr(one.msgctxt or ""), "its file and place", _RESTORE)
        for one in found
        if not _PLACE.fullmatch(one.msgctxt or "")
    ]
    if problems:
        return Reading(problems=problems)
    entries = [_entry(one) for one in found]
    problems = [
        Problem(name, key, f"{times} times", "each text once", _RESTORE)
        for key, times in Counter(entry.text.key for entry in entries).items()
        if times > 1
    ]
    return Reading(entries, _review(found.metadata.get(_HEAD, "")), problems, found.metadata.get("Language"))


def compare(
    code: str, accepted: Reading, texts: Sequence[Text], dutch: Mapping[str, str], stated: Review | None
) -> Record:
    """What has changed since it was accepted. `stated`: the review as language.yml has it."""
    changes: list[Change] = []
    behind: list[Behind] = []
    reviews: dict[str, Review] = {}
    if accepted.review != stated:
        old, new = (Text(STRINGS, "review", str(one or "draft")) for one in (accepted.review, stated))
        changes.append(Change(old, new, ""))
    for before, now in _pairs(accepted.entries, texts):
        if not (before and now and (before.text.kind, before.text.text) == (now.kind, now.text)):
            key = now.key if now else before.text.key if before else ""
            changes.append(Change(before and before.text, now, dutch.get(key, "")))
        elif before.doubted or (now.seen and before.dutch != dutch.get(now.key, before.dutch)):
            behind.append(Behind(now, before.dutch, dutch.get(now.key, before.dutch)))
        elif before.review and stated:
            reviews[now.key] = before.review
    return Record(code, accepted, changes, behind, reviews)


def problems(record: Record, marks: Callable[[str, str], list[str]]) -> Iterator[Problem]:
    """Each change as what stops a build. `marks`: what to look at in a text beside its Dutch."""
    folder, command = f"docs/{record.code}", f"make accept LANGUAGE={record.code}"
    if not record.accepted.entries and record.changes:
        found = f"nothing, and {len(record.changes)} texts"
        cure = f"Read them beside the Dutch, then {command}."
        yield Problem(f"{folder}/{FILE}", "", found, "every text as somebody has accepted it", cure)
        return
    if record.accepted.code not in (None, record.code):
        found, expected = repr(record.accepted.code), repr(record.code)
        yield Problem(f"{folder}/{FILE}", "Language", found, expected, _RESTORE)
        return
    if len(record.changes) > max(_MANY, len(record.accepted.entries) / 2):
        found = f"{len(record.changes)} texts that are not as they were accepted"
        cure = f"Put back the file that another program has changed, or read them all: {command}."
        yield Problem(f"{folder}/", "", found, f"those of {FILE}", cure)
        return
    changed = record.changes
    if len(lost := [change for change in changed if _lost_signs(change)]) > _MANY_OF_A_FILE:
        yield _encoded(record.code, lost)
        changed = [change for change in changed if change not in lost]
    for file, some in groupby(changed, _file):
        changes, accepted = list(some), [one for one in record.accepted.entries if one.text.file == file]
        if len(changes) > max(_MANY_OF_A_FILE, len(accepted) / 2):
            yield _another_file(record.code, changes)
        else:
            yield from (_problem(record.code, change, marks) for change in changes)


def _file(change: Change) -> str:
    return change.place.file


def _lost_signs(change: Change) -> bool:
    """Whether a program that knows fewer signs has written one of the two: without accents, or in ASCII."""
    if not (change.before and change.now):
        return False
    before, now = change.before.text, change.now.text
    one_is_ascii = before.isascii() != now.isascii()
    return _letters(before) == _letters(now) or (one_is_ascii and _ascii(before) == _ascii(now))


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().encode("ascii", "ignore").decode())


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")


def _encoded(code: str, changes: Sequence[Change]) -> Problem:
    before, now, _ = changes[0]
    assert before and now, "both have signs"
    cure = f"Put back what another program has changed, the file or {FILE}, or read them all: "
    return Problem(
        now.where(code),
        now.place,
        f"“{now.text}”, and {len(changes) - 1} more that differ in signs alone",
        f"“{before.text}”, as it was accepted",
        f"{cure}make accept LANGUAGE={code}.",
    )


def _another_file(code: str, changes: Sequence[Change]) -> Problem:
    first = next((change.place for change in changes if change.place.is_block), changes[0].place)
    return Problem(
        first.where(code),
        "",
        f"{len(changes)} texts that are not as they were accepted, the first of them “{first.text}”",
        f"those of {FILE}",
        f"Put the right file in its place, or read it whole: make accept LANGUAGE={code}.",
    )


def _problem(code: str, change: Change, marks: Callable[[str, str], list[str]]) -> Problem:
    before, now, dutch = change
    text = change.place
    beside = f" beside the Dutch “{dutch}”" if dutch and code != SOURCE else ""
    return Problem(
        text.where(code),
        f"{text.place} “{short(text.text)}”" if text.is_block else text.place,
        f"“{now.text}”{_hint(marks(now.text, dutch) if dutch else ())}" if now else "nothing",
        f"“{before.text}”, as it was accepted" if before else "nothing: it is new",
        f"If it is right{beside}: make accept LANGUAGE={code}. If not, put back what stood there.",
    )


def written(code: str, entries: Sequence[Entry], review: Review | None, notes: Mapping[str, str]) -> str:
    """The file of a language. `notes`: words for the translator on the texts that have some, by key."""
    record = polib.POFile(wrapwidth=0)  # a wrapped comment cannot be put together again
    record.metadata = {
        "Project-Id-Version": "perinatal brochure",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if review:
        record.metadata[_HEAD] = _signed(review)
    record.extend(
        polib.POEntry(
            msgctxt=entry.text.key,
            msgid=entry.dutch,
            msgstr=entry.text.text,
            comment=notes.get(entry.text.key, ""),
            tcomment=_REVIEWED + _signed(entry.review) if entry.review else "",
            flags=[_DOUBTED] if entry.doubted else [],
        )
        for entry in entries
    )
    return f"{record}\n"


def accept(
    record: Record,
    texts: Sequence[Text],
    dutch: Mapping[str, str],
    stated: Review | None,
    wanted: Callable[[Text], bool],
    said: Mapping[str, Review | None] | None = None,
) -> list[Entry]:
    """The entries with every wanted text as it stands now, and all others as they were accepted.

    `said`: who has just found which text right, None for one that she doubts. Without it an editor has
    looked, and `stated`, if he has just written it where a draft was, is of all that he accepts; where
    another name was, it takes that one's place.
    """
    before, reviews = record.accepted.review, {**record.reviews, **(said or {})}
    signs = bool(said is None and stated and not before)
    renames = said is None and before != stated
    entries: list[Entry] = []
    broken: set[str] = set()
    for old, now in _pairs(record.accepted.entries, texts):
        if now and wanted(now):
            review = reviews.get(now.key)
            if signs or (renames and review == before):
                review = stated
            entries.append(Entry(now, dutch.get(now.key) or _NO_DUTCH, review, False))
        elif old and (now or not wanted(old.text)):
            entries.append(old if stated else old._replace(review=None))
        elif old and said is None:
            broken.add(old.text.file)  # without this text the others may say something else
    return _numbered(
        one._replace(review=None) if one.text.is_block and one.text.file in broken and not signs else one
        for one in entries
    )


def _numbered(entries: Iterable[Entry]) -> list[Entry]:
    """Each with a key of its own: what is kept makes room for what was put in before it."""
    found: list[Entry] = []
    for _file, some in groupby(entries, lambda entry: entry.text.file):
        last = 0
        for entry in some:
            if entry.text.is_block:
                number = int(entry.text.place.partition(", ")[0])
                last = max(last + 1, number)
                entry = entry._replace(text=entry.text._replace(place=f"{last}, {entry.text.kind}"))
            found.append(entry)
    return found


def _pairs(entries: Sequence[Entry], texts: Sequence[Text]) -> Iterator[tuple[Entry | None, Text | None]]:
    """Each text with the one that it was. A block is found by its words, for its number changes when
    another is put in before it; everything else by its place."""
    files = dict.fromkeys([*(text.file for text in texts), *(entry.text.file for entry in entries)])
    for file in files:
        before = [entry for entry in entries if entry.text.file == file]
        now = [text for text in texts if text.file == file]
        if file.endswith(".md"):
            yield from _aligned(before, now)
        else:
            old = {entry.text.place: entry for entry in before}
            new = {text.place: text for text in now}
            for place in dict.fromkeys([*new, *old]):
                yield old.get(place), new.get(place)


def _aligned(before: Sequence[Entry], now: Sequence[Text]) -> Iterator[tuple[Entry | None, Text | None]]:
    old, new = (
        [(entry.text.kind, entry.text.text) for entry in before],
        [(text.kind, text.text) for text in now],
    )
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from zip_longest(before[a:b], now[c:d])


def _hint(marks: Sequence[str]) -> str:
    return f" (look at: {', '.join(marks)})" if marks else ""


def _entry(one: polib.POEntry) -> Entry:
    file, _, place = (one.msgctxt or "").partition(", ")
    doubted = _DOUBTED in one.flags or bool(one.obsolete)
    review = _review(one.tcomment.removeprefix(_REVIEWED)) if one.tcomment.startswith(_REVIEWED) else None
    return Entry(Text(file, place, one.msgstr), one.msgid, review, doubted)


def _signed(review: Review) -> str:
    return json.dumps(review.model_dump(mode="json", exclude={"state"}), ensure_ascii=False)


def _review(signed: str) -> Review | None:
    """A review as `_signed` has it; None for what is none, which then counts as not reviewed."""
    try:
        data = json.loads(signed)
    except ValueError:
        return None
    return read_review({"state": "reviewed", **data}, FILE)[0] if isinstance(data, dict) else None
