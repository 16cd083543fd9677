"""`make accept` and `make drift`: somebody has looked at what changed, and says so.

Nothing else writes a record, and only that of the language that was named.
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from brochure import content
from brochure.check import record
from brochure.check.record import Change, Entry
from brochure.content import Content
from brochure.plugin import BrochurePlugin, configured
from brochure.problems import ContentError, Problem
from brochure.publication import attempt
from brochure.read import languages, strings, wording
from brochure.read.languages import Review
from brochure.read.sections import Section
from brochure.read.source import SOURCE
from brochure.read.wording import Text
from brochure.write import returned, review
from brochure.write.returned import Outcome


def read(project: Path) -> Content:
    """All that is written in a project. Raises MkDocsException with all that is wrong, but for what
    nobody has accepted yet."""
    config = configured(project)
    plugin = config.plugins["brochure"]
    assert isinstance(plugin, BrochurePlugin)
    return content.load(config, plugin.settings, project)


def accept(project: Path, code: str, page: str = "") -> str:
    """Writes what stands there now into the record of a language, and tells each change beside the Dutch.

    `page`: a section's id, to accept that page alone. Raises MkDocsException, and has written nothing.
    """
    found = read(project)
    return accept_all(found, project, code, files_of(found, code, page))


def accept_all(found: Content, project: Path, code: str, wanted: Sequence[str]) -> str:
    """The same for what is read already, and the files of a language that are `wanted`."""
    old = found.records[code]
    pages = set(wanted)

    def is_wanted(text: Text) -> bool:
        at = wording.pages_of(text, found.sources)
        return text.file in pages or text.place == "review" or not pages.isdisjoint(at)

    changes = [change for change in old.changes if is_wanted(change.place)]
    behind = [one for one in old.behind if is_wanted(one.text)]
    stated = found.language(code).review
    entries = record.accept(old, found.texts[code], found.dutch, stated, is_wanted)
    write(project, {f"docs/{code}/{record.FILE}": _written(found, project, code, entries, stated)})
    marks = found.marks(code)
    said = [_told(change, code, marks) for change in changes] if old.accepted.entries else []
    said += [_drifted(one.text.key, one.before, one.dutch, one.text.text) for one in behind]
    count = len(changes) + len(behind)
    signed = Counter(str(entry.review) for entry in entries if entry.review and entry.text.seen)
    return "\n\n".join(
        [
            *said,
            f"Accepted in {code}: {count} {'text' if count == 1 else 'texts'} of {len(found.texts[code])}.",
            *(f"Of the record, {number} are {review}." for review, number in signed.items()),
        ]
    )


def take(project: Path, file: Path) -> str:
    """Puts a clinician's review into the sources, the record and the review state, and tells what it changed.

    The report stays in dist/, for whoever settles the questions. Raises MkDocsException, and has written
    nothing, when the file or what would come of it is not right.
    """
    found, sent = read(project), returned.read(file)
    outcome = returned.weigh(sent, found, file.name)
    code = outcome.code
    sources = returned.revised(outcome, found, project)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("docs", "overrides"):
            shutil.copytree(project / name, copy / name)
        for name in found.settings.watch:
            (copy / name).mkdir(exist_ok=True)  # MkDocs asks that it is there
        shutil.copyfile(project / "mkdocs.yml", copy / "mkdocs.yml")
        write(copy, sources)
        trial = _tried(copy, file.name)
        now = {text.key: text.text for text in trial.texts[code]}
        before = {text.key: text.text for text in found.texts.get(code, ())}
        _compare(file.name, now, before | outcome.changes)
        new = code not in found.records
        said: dict[str, Review | None] = {} if new else outcome.said | _pictured(outcome, trial)
        seen = now.keys() if new else said.keys()
        stated = trial.language(code).review
        entries = record.accept(
            trial.records[code], trial.texts[code], trial.dutch, stated, lambda text: text.key in seen, said
        )
        written = {f"docs/{code}/{record.FILE}": _written(trial, project, code, entries, stated)}
        write(copy, written)
        read(copy)
    report = _report(outcome, found, before)
    write(project, {f"dist/{file.stem}-report.txt": report} | sources | written)
    return report


def _tried(copy: Path, name: str) -> Content:
    """The content with a review in it. Raises ContentError, which names the review beside the text that it breaks."""
    try:
        return read(copy)
    except ContentError as error:
        told = [replace(one, found=f"{one.found} (by {name})") for one in error.problems]
        raise ContentError(told) from None


def _pictured(outcome: Outcome, trial: Content) -> dict[str, Review | None]:
    """Who finds a picture's words right has seen the picture, at its place in the sheet."""
    alts = {f"{wording.STRINGS}, pictures, {name}, alt": name for name in trial.pictures}
    judged = {alts[key]: review for key, review in outcome.said.items() if key in alts}
    places = [text for text in trial.texts[outcome.code] if text.is_block and text.picture in judged]
    return {text.key: judged[text.picture] for text in places}


def _compare(name: str, now: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Raises ContentError for a text that would be published otherwise than somebody wrote it."""
    cure = "Write this text by hand."
    problems = [
        Problem(name, key, f"“{now.get(key, 'nothing')}”, once it is written", f"“{text}”", cure)
        for key, text in wanted.items()
        if now.get(key) != text
    ]
    if problems:
        raise ContentError(problems)


def _written(
    found: Content, project: Path, code: str, entries: Sequence[Entry], review: Review | None
) -> str:
    return record.written(code, entries, review, strings.notes(project / "docs"))


def write(project: Path, files: Mapping[str, str]) -> None:
    """Writes all files, or none; one without text goes. Raises ContentError when there is no room."""
    made: dict[Path, Path] = {}
    for name, text in files.items():
        path = project / name
        new = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if text:
                made[new] = path
                new.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            for half in made:
                with suppress(OSError):
                    half.unlink()
            cure = "Make room, or see whose file it is, and do it again: nothing has changed."
            found = str(error.strerror).lower()
            raise ContentError([Problem(name, "", found, "a file that can be written", cure)]) from None
    for new, path in made.items():
        new.replace(path)
    for name, text in files.items():
        if not text:
            (project / name).unlink()


def _report(outcome: Outcome, found: Content, before: Mapping[str, str]) -> str:
    """Each change beside what stood there, and what is still to be settled."""
    who = outcome.review
    new = f"a new language by {who.name}, {who.profession}: a draft, for somebody else to review"
    lines = [f"{outcome.code}, {who if before else new}"]
    for key, text in outcome.changes.items() if before else ():
        old = before[key]
        lines.append(f"{key}\n    Dutch:  {found.dutch.get(key, '')}\n    before: {old}\n    now:    {text}")
    for title, pairs in (("Questions", outcome.questions), ("Refused", outcome.refused)):
        if pairs:
            lines.append("\n".join([title, *(f"    {key}: {said}" for key, said in pairs)]))
    if outcome.older:
        lines.append(
            "\n".join(
                ["Changed since the sheet was made, not taken", *(f"    {key}" for key in outcome.older)]
            )
        )
    lines.append(
        f"Good: {len(outcome.good)}. Changed: {len(outcome.changes)}. Open: {len(outcome.questions)}."
    )
    return "\n\n".join(lines)


def drift(project: Path) -> str:
    """Every text whose Dutch has changed since its translation was accepted."""
    found = read(project)
    told = [
        "\n\n".join(
            [f"{code}", *(_drifted(one.text.key, one.before, one.dutch, one.text.text) for one in old.behind)]
        )
        for code, old in found.records.items()
        if old.behind
    ]
    return "\n\n".join(told) or "Every translation was accepted beside the Dutch as it is now."


def write_sheet(project: Path, code: str) -> str:
    """Writes dist/review-<language>.html, for a language that is there or a new one. Raises ContentError."""
    found = read(project)
    if code == SOURCE or not (re.fullmatch(r"[a-z]{2}", code) and languages.direction_of(code)):
        codes = ", ".join(one for one in found.records if one != SOURCE)
        cure = "Name it: make review LANGUAGE=fr"
        expected = f"one of {codes}, or the two letters of a new language"
        raise ContentError([Problem("", "LANGUAGE", repr(code) if code else "nothing", expected, cure)])
    file = project / "dist" / f"review-{code}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(review.sheet(found, code, project), encoding="utf-8", newline="\n")
    return f"dist/{file.name} can be opened in any browser, and mailed."


def files_of(found: Content, code: str, page: str) -> list[str]:
    """The files that are to be accepted. Raises ContentError for a language or page that there is not."""
    codes, ids = list(found.records), {Section(file).id: file for file in found.sources.pages[SOURCE]}
    problems = []
    if code not in codes:
        cure = "Name it: make accept LANGUAGE=fr"
        problems.append(
            Problem("", "LANGUAGE", repr(code) if code else "nothing", f"one of {', '.join(codes)}", cure)
        )
    if page and page not in ids:
        cure = "Name the page by its id: make accept LANGUAGE=fr PAGE=toilet"
        problems.append(Problem("", "PAGE", repr(page), f"one of {', '.join(ids)}", cure))
    if problems:
        raise ContentError(problems)
    if page:
        return [ids[page]]
    texts = [*found.texts[code], *(entry.text for entry in found.records[code].accepted.entries)]
    return list(dict.fromkeys([*(text.file for text in texts), "language.yml"]))


def _told(change: Change, code: str, marks: Callable[[str, str], list[str]]) -> str:
    lines = [change.place.key]
    if change.dutch and code != SOURCE:
        lines.append(f"    Dutch:  {change.dutch}")
    if change.before:
        lines.append(f"    before: {change.before.text}")
    lines.append(f"    now:    {change.now.text if change.now else '(gone)'}")
    if change.now and (found := marks(change.now.text, change.dutch)):
        lines.append(f"    look at: {', '.join(found)}")
    return "\n".join(lines)


def _drifted(key: str, before: str, dutch: str, text: str) -> str:
    return f"{key}\n    Dutch before: {before}\n    Dutch now:    {dutch}\n    translation:  {text}"


@click.group()
def main() -> None:
    """The record of accepted texts."""


@main.command("accept")
@click.option("--language", default="")
@click.option("--page", default="")
@click.option("--file", default="")
def _accept(language: str, page: str, file: str) -> None:
    click.echo(take(Path(), Path(file)) if file else accept(Path(), language, page))


@main.command("review")
@click.option("--language", default="")
def _review(language: str) -> None:
    click.echo(write_sheet(Path(), language))


@main.command("drift")
def _drift() -> None:
    click.echo(drift(Path()))


if __name__ == "__main__":
    attempt(lambda: main(standalone_mode=False), "Nothing was written")
