"""`make mutate`: changes the content as people and programs do, one change at a time, and tells what was caught.

Each change is made on a scratch copy, which is then read and checked as `make build` does. A change is caught
when the build stops: by a check of the content, or, when that sees nothing, by the record, which tells that a text
differs from what somebody has accepted. Since the record catches nearly everything, it is also counted what
would be left if somebody accepted the change without looking ("blindly accepted"): the checks of the build, and
the test that holds the Dutch pages to the printed brochure. What escapes and is not in `UNKNOWABLE` fails the run.

A copy has the languages that the change is in, and Dutch (for a change of the Dutch, French too; of what all
share, all). Languages that are not there can catch nothing: the figures are never too good for it. All changes
take about 25 minutes on two cores, a sample of 200 half a minute.
"""

import functools
import itertools
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from brochure import content, problems
from brochure.check import aliases, fidelity, record, translation
from brochure.check.record import Reading
from brochure.content import Content
from brochure.plugin import configured
from brochure.problems import ContentError, Problem, SettingsError, joined
from brochure.read import blocks, characters, doubts, source, strings, styles
from brochure.read.settings import Settings
from brochure.read.source import SOURCE
from tests.conftest import LANGUAGES, ROOT, change
from tests.mutations import every
from tests.mutations.change import Mutation
from tests.mutations.markup import UNNAMED
from tests.test_brochure import SENTENCES, expected, said

# What no machine can know, with the reason. By the name of the change.
UNKNOWABLE = {
    r"a wrong digit in its telephone number": "only the hospital knows its number; nothing else says it",
}

FEW = 4  # problems for one mistake in one file: more is a list in which the mistake is lost


@dataclass(frozen=True)
class Verdict:
    """What came of a change."""

    kind: str
    name: str
    outcome: str
    """Of a mistake "caught" or "escaped", of what is harmless "passed" or "alarmed", "void" when nothing that is
    published has changed, "refused" when no file has."""
    by: Sequence[str] = ()
    """The modules that told it; "record", when they saw nothing."""
    blindly: bool = False
    """Whether it is caught after somebody has accepted it without looking."""
    told: int = 0
    flaws: Sequence[str] = ()
    """What was wrong with the message."""
    message: str = ""


class Scratch:
    """Copies of the project in some languages, on which one change after the other is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copies: dict[tuple[str, ...], _Copy] = {}

    def judge(self, mutation: Mutation) -> Verdict:
        codes = _languages(mutation)
        if codes not in self.copies:
            self.copies[codes] = _Copy(self.folder / "-".join(codes)[:80], codes)
        return self.copies[codes].judge(mutation)


class _Copy:
    def __init__(self, folder: Path, codes: Sequence[str]) -> None:
        self.project = change(folder, {}, codes, pdfs=True)
        for code in codes:  # `change` leaves them out: they quote words that a test may change
            if (file := ROOT / f"docs/{code}/{doubts.FILE}").exists():
                (self.project / f"docs/{code}/{doubts.FILE}").write_bytes(file.read_bytes())
        self.config, self.settings = _settings(self.project)
        found = content.load(self.config, self.settings, self.project)
        assert not found.unaccepted(), "the content is right before it is changed"
        self.published = _published(found)

    def judge(self, mutation: Mutation) -> Verdict:
        before = {name: _bytes(self.project / name) for name in mutation.edits}
        try:
            for name, edit in mutation.edits.items():
                _write(self.project / name, edit(before[name].decode()) if callable(edit) else edit)  # type: ignore[union-attr]
            if all(_bytes(self.project / name) == old for name, old in before.items()):
                return Verdict(mutation.kind, mutation.name, "refused")
            return self._weighed(mutation)
        finally:
            for name, old in before.items():
                _write(self.project / name, old)

    def _weighed(self, mutation: Mutation) -> Verdict:
        named = functools.partial(Verdict, mutation.kind, mutation.name)
        outcome = "alarmed" if mutation.passes else "caught"
        try:
            config, settings = self.config, self.settings
            if "mkdocs.yml" in mutation.edits:
                config, settings = _settings(self.project)
            found = content.load(config, settings, self.project)
            changes = joined(found.unaccepted())
        except (ContentError, SettingsError) as error:
            told = error.problems
            by = getattr(error, "by", ["settings"])
            return named(outcome, by, True, len(told), flaws(told, mutation), str(error))
        except MkDocsException as error:
            return named(outcome, ["mkdocs"], True, 1, ["told by MkDocs, not in our form"], str(error))
        except Exception:
            trace = traceback.format_exc()
            return named(outcome, ["traceback"], True, 1, ["a traceback"], trace)
        blindly = ["the brochure's words"] if misquoted(found) else ["the queries"] if misfound(found) else []
        behind = [one for each in found.records.values() for one in each.behind]
        if mutation.passes:
            alarmed = changes if mutation.passes == "as it is" else blindly
            return named("alarmed" if alarmed else "passed", message="\n".join(map(str, changes)))
        if changes:
            by, message = blindly or ["record"], "\n".join(map(str, changes))
            return named("caught", by, bool(blindly), len(changes), flaws(changes, mutation), message)
        if blindly or behind:  # tests/test_record.py asks that no text is behind
            return named("caught", blindly or ["the record's test"], bool(blindly))
        return named("void" if _published(found) == self.published else "escaped")


def _languages(mutation: Mutation) -> tuple[str, ...]:
    found = {SOURCE, mutation.beside or SOURCE} | {
        match[1] if (match := re.match(r"docs/([a-z]{2})/", name)) else "" for name in mutation.edits
    }
    if not found <= set(LANGUAGES):
        return tuple(LANGUAGES)
    return tuple(code for code in LANGUAGES if code in (found if found != {SOURCE} else {SOURCE, "fr"}))


def _settings(project: Path) -> tuple[MkDocsConfig, Settings]:
    """The project's settings, read as MkDocs reads them. Raises SettingsError."""
    config = configured(project)
    plugin: Any = config.plugins["brochure"]
    return config, plugin.settings


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _write(file: Path, data: str | bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)


def _published(found: Content) -> object:
    """All that a reader can meet, to tell whether a change changes anything."""
    brochure = found.settings.plugins.brochure.model_dump()
    brochure["beside"].sort()  # the pages outside the reading order have none
    return (
        {
            (code, name): re.sub(r"[ \n]+", " ", page.html)
            for code, some in found.sources.pages.items()
            for name, page in some.items()
        },
        [(one.code, one.name, one.strings, one.pictures, one.states) for one in found.languages],
        found.sources.fronts,
        (brochure, found.settings.address, found.order),
        found.exercises,
        found.published,
        found.pictures,
        found.hospital,
    )


def misquoted(found: Content) -> bool:
    """Whether the Dutch pages say anything else than the printed brochure (tests/test_brochure.py)."""
    pages = {section.path: found.sources.pages[SOURCE][section.source] for section in found.order}
    return any(_said(pages[path].html, path) != expected(path) for path in SENTENCES if path in pages)


def misfound(found: Content) -> bool:
    """Whether a search would answer what the brochure does not name (tests/test_search.py asks it)."""
    return any(
        str(word) in UNNAMED[code]
        for code, fronts in found.sources.fronts.items()
        for front in fronts.values()
        for words in front.get("aliases", {}).values()
        for word in words
    )


@functools.lru_cache(10_000)
def _said(html: str, path: str) -> str:
    return said(blocks.parse(html), path)


def flaws(told: Sequence[Problem], mutation: Mutation) -> list[str]:
    """Why somebody who made this mistake would not find it by these problems."""
    files = set(mutation.edits)
    names = files | {f"{name.rpartition('/')[0]}/" for name in files} | {_READ.get(name.rpartition("/")[2], name) for name in files}  # fmt: skip
    words = [
        f"{problem.file}/{problem.place} {problem}" for problem in told
    ]  # also "as in docs/nl/toilet.md"
    words += [text.replace("docs/<language>/", f"docs/{code}/") for text in words for code in LANGUAGES]
    if any(name.startswith(f"docs/{SOURCE}/") for name in files):
        names |= {"as in the Dutch"}  # told at the same place of a translation
    names |= {f"no text of {'/'.join(name.split('/')[:2])}/" for name in files}
    found = []
    if not any(name in text for text in words for name in names):
        found.append("the file is not named")
    if any(not (problem.found and problem.expected and problem.cure) for problem in told):
        found.append("found, expected or cure is empty")
    inside = all(callable(edit) and not name.endswith(".svg") for name, edit in mutation.edits.items())
    if inside and not any(problem.place for problem in told):
        found.append("the place is not named")
    if len(told) > FEW * len(files):
        found.append(f"more than {FEW} problems for one mistake in one file")
    return found


# A record that was changed shows in the texts that it is of.
_READ = {"record.po": "docs/"}


@contextmanager
def prepared() -> Iterator[None]:
    """Each problem remembers who tells it, and what depends on a text alone is worked out once for each text:
    most of the content stays as it was."""
    with pytest.MonkeyPatch.context() as patch:
        _signed(patch)
        remember(patch)
        patch.setattr(styles, "joined", functools.cache(styles.joined))  # no change is of a style sheet
        patch.setattr(
            source, "_yaml", functools.lru_cache(100)(source._yaml)
        )  # no change is of the environment
        patch.setattr(record, "read", _once(record.read))
        yield


def remember(patch: pytest.MonkeyPatch) -> None:
    """What depends on a text alone is worked out once for each text."""
    for module, name in (
        (blocks, "numbers"),
        (characters, "check"),
        (characters, "strange"),
        (fidelity, "_tokens"),
        (fidelity, "numbers"),
        (strings, "numbers"),
        (aliases, "_same"),
        (translation, "_sentences"),
        (translation, "_strange"),
    ):
        patch.setattr(module, name, functools.lru_cache(50_000)(getattr(module, name)))


def _once(read: Callable[[Path, str], Reading]) -> Callable[[Path, str], Reading]:
    """Reads a record again when its file has changed."""
    known: dict[str, tuple[bytes | None, Reading]] = {}

    def reading(docs: Path, code: str) -> Reading:
        data = _bytes(docs / code / record.FILE)
        if code not in known or known[code][0] != data:
            known[code] = data, read(docs, code)
        return known[code][1]

    return reading


def _signed(patch: pytest.MonkeyPatch) -> None:
    init, tell = Problem.__init__, ContentError.__init__
    silent = {problems.__name__, source.__name__, __name__}

    def signed(self: Problem, *args: Any, **values: Any) -> None:
        init(self, *args, **values)
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] in silent and frame.f_back:
            frame = frame.f_back
        object.__setattr__(self, "by", frame.f_globals["__name__"].rpartition(".")[2])

    def noted(self: ContentError, told: Sequence[Problem]) -> None:
        tell(self, told)
        by = sorted({str(getattr(problem, "by", "?")) for problem in told})
        object.__setattr__(self, "by", by)

    patch.setattr(Problem, "__init__", signed)
    patch.setattr(ContentError, "__init__", noted)


def sample(changes: Sequence[Mutation], seed: int, size: int, only: str = "") -> list[Mutation]:
    """Some of the changes, of each sort as many as of every other; all of them without a size."""
    wanted = [one for one in changes if only in one.kind]
    if not size:
        return wanted
    sorts = defaultdict(list)
    for one in random.Random(seed).sample(wanted, len(wanted)):
        sorts[one.kind].append(one)
    turns = itertools.zip_longest(*sorts.values())
    return [one for turn in turns for one in turn if one][:size]


_changes: list[Mutation] = []  # a process that is forked has them too
_scratch: Scratch


def _begin(folder: str) -> None:
    global _scratch
    _scratch = Scratch(Path(tempfile.mkdtemp(dir=folder)))


def _judge(number: int) -> Verdict:
    return _scratch.judge(_changes[number])


def run(changes: Sequence[Mutation], processes: int = 2) -> Iterator[Verdict]:
    """What comes of each change. Those of a language follow each other, for a copy of it is at hand then."""
    _changes[:] = sorted(changes, key=_languages)
    with tempfile.TemporaryDirectory() as folder, prepared():
        pool = multiprocessing.get_context("fork").Pool(processes, _begin, [folder])
        with pool:
            yield from pool.imap_unordered(_judge, range(len(_changes)), chunksize=20)


def report(verdicts: Sequence[Verdict]) -> str:
    """The figures, and by name what is not as it should be."""
    harmful = [one for one in verdicts if one.outcome in ("caught", "escaped")]
    harmless = [one for one in verdicts if one.outcome in ("passed", "alarmed")]
    lines = [f"{'':40}{'changes':>9}{'caught':>9}{'blindly':>9}{'clear':>9}{'told':>6}"]
    for kind, some in _by_kind(harmful):
        lines.append(_line(kind, some))
    lines += [_line("all", harmful), "", "Caught by"]
    by = Counter(name for one in harmful for name in one.by)
    lines += [f"    {name}: {count}" for name, count in by.most_common()]
    passed = sum(one.outcome == "passed" for one in harmless)
    lines += ["", f"Harmless: {passed} of {len(harmless)} passed."]
    void = Counter(one.kind for one in verdicts if one.outcome == "void")
    lines += [f"Without effect on what is published: {void.total()} ({_counted(void)})."]
    refused = Counter(one.kind for one in verdicts if one.outcome == "refused")
    lines += [f"Changed nothing at all, not counted: {refused.total()} ({_counted(refused)})."]
    known = [one for one in harmful if one.outcome == "escaped" and reason(one)]
    lines += [f"Cannot be known: {one.name}: {reason(one)}" for one in known]
    lines += [f"ESCAPED {one.kind}: {one.name}" for one in failed(verdicts) if one.outcome == "escaped"]
    lines += [f"ALARMED {one.kind}: {one.name}\n{one.message}" for one in harmless if one.outcome == "alarmed"]  # fmt: skip
    lines += [f"TRACEBACK {one.kind}: {one.name}\n{one.message}" for one in harmful if "traceback" in one.by]  # fmt: skip
    for flaw in dict.fromkeys(flaw for one in harmful for flaw in one.flaws):
        flawed = [one for one in harmful if flaw in one.flaws]
        lines += ["", f"{len(flawed)} times {flaw}:"]
        for kind, some in _by_kind(flawed):
            worst = max(some, key=lambda one: one.told)
            lines += [f"    {kind} ({len(some)}), as in {worst.name} (told by {', '.join(worst.by)}: {worst.told})"]  # fmt: skip
    return "\n".join(lines)


def failed(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """What must not be: an escape that has no reason, a false alarm, a traceback."""
    return [
        one
        for one in verdicts
        if one.outcome == "alarmed" or "traceback" in one.by or (one.outcome == "escaped" and not reason(one))
    ]


def reason(one: Verdict) -> str:
    """Why a machine cannot know that a change is wrong, "" where it could."""
    return next((why for name, why in UNKNOWABLE.items() if re.search(name, one.name)), "")


def _by_kind(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    for kind in sorted({one.kind for one in verdicts}):
        yield kind, [one for one in verdicts if one.kind == kind]


def _line(kind: str, some: Sequence[Verdict]) -> str:
    caught = sum(one.outcome == "caught" for one in some)
    blindly = sum(one.blindly for one in some)
    clear = sum(one.outcome == "caught" and not one.flaws for one in some)
    told = max((one.told for one in some), default=0)
    return f"{kind:40}{len(some):9}{caught:9}{blindly:9}{clear:9}{told:6}"


def _counted(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"


@click.command()
@click.option("--seed", default=0, help="Which of them a sample takes.")
@click.option("--sample", "size", default=0, help="How many changes; 0 for all.")
@click.option("--only", default="", help="The sorts whose name has this in it.")
def main(seed: int, size: int, only: str) -> None:
    """Tells figures, and fails when something escapes that a machine could know."""
    begin = time.monotonic()
    os.environ |= {"ONLY": "", "SITE_URL": ""}
    changes, verdicts = sample(list(every()), seed, size, only), []
    for verdict in run(changes):
        verdicts.append(verdict)
        for one in failed([verdict]):
            click.echo(f"{one.outcome}: {one.kind}: {one.name}", err=True)
        if len(verdicts) % 5000 == 0:
            click.echo(f"{len(verdicts)} of {len(changes)}", err=True)
    click.echo(report(verdicts))
    click.echo(f"\n{len(verdicts)} changes in {(time.monotonic() - begin) / 60:.1f} minutes, seed {seed}.")
    sys.exit(1 if failed(verdicts) else 0)


if __name__ == "__main__":
    main()
