"""Every message that a writer, a reviewer or IT can meet: tests/data/messages.yml provokes each and holds its text.

So an editor reads there what the site tells of a mistake, and nobody adds a message that no one has seen:
a problem that is created anywhere in brochure/ and that no entry of the catalogue reaches fails by its name.
"""

import ast
import functools
import itertools
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest
import yaml
from mkdocs.exceptions import Abort

from brochure import acceptance, distribution, printing, publication
from brochure.check import parity
from brochure.plugin import configured
from brochure.problems import ContentError, Problem, SettingsError
from tests.conftest import ROOT, accept_all, change
from tests.mutate import remember
from tests.test_returned import choice, review

KEY = "toilet.md, 2, heading 2"
CATALOGUE = ROOT / "tests/data/messages.yml"


@dataclass(frozen=True)
class Entry:
    """A mistake and what is told of it."""

    name: str
    told: str
    change: Mapping[str, Any] = field(default_factory=dict)
    """By file: the new text, null for none, or what stands there and what stands in its place."""
    copied: Mapping[str, str] = field(default_factory=dict)
    """By file or folder: another, whose text stands in its place."""
    command: str = "make build"
    accepted: bool = False
    """Whether somebody has accepted the change without looking."""


ENTRIES = [Entry(**entry) for entry in yaml.safe_load(CATALOGUE.read_text("utf-8"))]


class Site(NamedTuple):
    """Where a problem is created: the module, the function, and which of its problems it is."""

    file: str
    function: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}, {self.function}, problem {self.number}"


# What no change of the content and no command can reach, with the reason.
UNREACHABLE = {
    "brochure/acceptance.py, _compare, problem 1": "what a change could break is refused before, as far as anybody knows",
    "brochure/write/booklet.py, _Reader._unknown, problem 1": "brochure/check/markup.py lets no form through that paper has not",
}


@functools.cache
def sites() -> dict[tuple[str, int, int], Site]:
    """Every creation of a problem in brochure/, by its file, line and column."""
    found: dict[tuple[str, int, int], Site] = {}
    for file in sorted((ROOT / "brochure").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        numbers: dict[str, Iterator[int]] = {}
        for function, call in _created(ast.parse(file.read_text("utf-8")), ""):
            number = next(numbers.setdefault(function, itertools.count(1)))
            found[str(file), call.lineno, call.col_offset] = Site(name, function, number)
    return found


def _created(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "Problem":
            yield function, inner
        name = inner.name if isinstance(inner, ast.FunctionDef | ast.ClassDef) else ""
        yield from _created(inner, ".".join(filter(None, (function, name))))


class Told(NamedTuple):
    """What came of a mistake: the whole message, its problems, and where they were created."""

    message: str
    problems: tuple[Problem, ...]
    reached: frozenset[Site]


Tell = Callable[[Entry], Told]


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tell]:
    """What is told of an entry, which is tried once, on a copy of the project of its own."""
    folder = tmp_path_factory.mktemp("messages")
    project = _project(folder)
    parity._malformed.cache_clear()  # what another test has read would be told from memory, and not be created

    @functools.cache
    def tell(name: str) -> Told:
        entry = next(entry for entry in ENTRIES if entry.name == name)
        copy = folder / "copy"
        shutil.copytree(project, copy, copy_function=os.link)  # whoever writes a file makes it anew
        try:
            for file, other in entry.copied.items():
                _copy(copy / other, copy / file)
            for file, edit in entry.change.items():
                _apply(copy / file, edit)
            if entry.accepted:
                accept_all(copy)
            before = _files(copy)
            with pytest.MonkeyPatch.context() as patch:
                told = _told(entry, copy, patch)
            assert _files(copy) == before, "what is refused changes no file"
            return told
        finally:
            shutil.rmtree(copy)

    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        yield lambda entry: tell(entry.name)


def _project(folder: Path) -> Path:
    """In enough languages that what all have alike is one problem, with what only some commands read."""
    project = change(folder, {}, ["nl", "fr", "en", "de"])
    shutil.copy(ROOT / "pyproject.toml", project)
    shutil.copy(ROOT / "docs/fr/doubts.yml", project / "docs/fr")
    sent = json.dumps(review(texts={KEY: choice(KEY)}), ensure_ascii=False, indent=2)
    (project / "review-fr.json").write_text(sent, "utf-8")
    return project


def _copy(source: Path, target: Path) -> None:
    for file in [source] if source.is_file() else source.rglob("*.*"):
        if file.suffix != ".po" or file == source:
            _apply(target / file.relative_to(source), file.read_bytes())


def _apply(file: Path, edit: Any) -> None:
    if edit is None:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(edit, dict):
        text = file.read_text("utf-8")
        for old, new in edit.items():
            assert old in text, f"{old!r} is not in {file.name}"
            text = text.replace(old, new, 1)
        edit = text
    if isinstance(edit, list):
        text, times = edit
        edit = text * times
    file.unlink(missing_ok=True)
    file.write_bytes(edit if isinstance(edit, bytes) else edit.encode())


def _files(project: Path) -> dict[Path, tuple[int, int]]:
    """Every file, and what is another number when it has been written again."""
    return {
        file: (file.stat().st_ino, file.stat().st_mtime_ns) for file in project.rglob("*") if file.is_file()
    }


def _told(entry: Entry, project: Path, patch: pytest.MonkeyPatch) -> Told:
    reached: set[Site] = set()
    init = Problem.__init__

    def noted(self: Problem, *args: Any, **values: Any) -> None:
        init(self, *args, **values)
        if site := _site(sys._getframe(1)):
            reached.add(site)

    patch.setattr(Problem, "__init__", noted)
    words = shlex.split(entry.command)
    given = dict(word.split("=", 1) for word in words if "=" in word)
    for name in ("ONLY", "SITE_URL", "SOURCE_DATE_EPOCH"):
        patch.setenv(name, given[name]) if name in given else patch.delenv(name, raising=False)
    patch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    target = next(one for before, one in itertools.pairwise(["", *words]) if before == "make")
    try:
        COMMANDS[target](project, given)
    except (ContentError, SettingsError) as error:
        return Told(str(error), tuple(error.problems), frozenset(reached))
    return Told("", (), frozenset(reached))


def _site(frame: FrameType) -> Site | None:
    """Where a problem is created: a call has its own place, also in a line with others."""
    line, _, column, _ = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return sites().get((frame.f_code.co_filename, line or 0, column or 0))


def _build(project: Path, given: Mapping[str, str]) -> None:
    try:
        publication.publish(project, project / "site")
    except Abort as error:  # MkDocs has written the message, and stops with words of its own
        raise error if isinstance(error, SettingsError) else error.__context__ or error from None


def _serve(project: Path, given: Mapping[str, str]) -> None:
    config = configured(project)
    config.plugins.on_startup(command="serve", dirty=False)
    config.plugins.on_config(config)


def _accept(project: Path, given: Mapping[str, str]) -> None:
    if file := given.get("FILE"):
        acceptance.take(project, project / file)
    else:
        acceptance.accept(project, given.get("LANGUAGE", ""), given.get("PAGE", ""))


# What each command of the Makefile does, in this process.
COMMANDS: dict[str, Callable[[Path, Mapping[str, str]], object]] = {
    "build": _build,
    "serve": _serve,
    "accept": _accept,
    "review": lambda project, given: acceptance.write_sheet(project, given.get("LANGUAGE", "")),
    "drift": lambda project, given: acceptance.drift(project),
    "pdf": lambda project, given: printing.beside(project, given.get("LANGUAGES", "").split(",")),
    "dist": lambda project, given: distribution.make(project),
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_mistake_is_told_in_the_words_of_the_catalogue(tell: Tell, entry: Entry) -> None:
    message, problems, _ = tell(entry)
    assert list(map(str, problems)) == [entry.told.strip()]  # one mistake, one problem
    head, _, listed = message.partition("\n\n")
    where = "(content|settings)" if problems[0].file else "command"
    assert re.fullmatch(rf"1 problem in the {where}\. Nothing was built\.", head)
    assert listed == f"1. {entry.told}"
    assert all(one.found and one.expected and one.cure for one in problems)


def test_no_problem_is_created_that_is_not_in_the_catalogue(tell: Tell) -> None:
    reached = {site for entry in ENTRIES for site in tell(entry).reached}
    missing = [site for site in sites().values() if site not in reached]
    assert [str(site) for site in missing] == list(UNREACHABLE)
