"""What is wrong with the content, told so that it can be mended without asking anyone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click
from mkdocs.exceptions import Abort, PluginError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what stands there, what should, and the cure."""

    file: str
    place: str
    found: str
    expected: str
    cure: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.file, self.place)))
        return f"{where}\n    found: {self.found}\n    expected: {self.expected}\n    cure: {self.cure}"


_MANY = 3  # languages or files with the same problem: in more of them it is one mistake, elsewhere
_FOLDER = re.compile(r"docs/([a-z]{2})/")


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """Those that many files or many languages have alike as one, with the names of these."""
    alike: dict[tuple[Problem, bool], list[tuple[str, Problem]]] = {}
    for problem in _of_files(problems):
        code = found[1] if (found := _FOLDER.match(problem.file)) else ""
        alike.setdefault((_without(code, problem), bool(code)), []).append((code, problem))
    told: list[Problem] = []
    for (one, _), some in alike.items():
        codes = dict.fromkeys(code for code, _ in some)
        if len(codes) > _MANY:
            told.append(replace(one, file=f"{one.file} ({', '.join(codes)})"))
        else:
            told += [problem for _, problem in some]
    return told


def _of_files(problems: Iterable[Problem]) -> list[Problem]:
    """With one for all files of a folder that have it as a whole."""
    alike: dict[tuple[Problem, str], list[Problem]] = {}
    for problem in problems:
        folder = found[0] if (found := _FOLDER.match(problem.file)) else ""
        one = problem if problem.place else replace(problem, file="")
        alike.setdefault((one, folder), []).append(problem)
    told: list[Problem] = []
    for (one, _), some in alike.items():
        files = ", ".join(problem.file for problem in some)
        told += [replace(one, file=files)] if len(some) > _MANY and not one.file else some
    return told


def _without(code: str, problem: Problem) -> Problem:
    """The problem as any language could have it."""
    if not code:
        return problem
    own, any_own = f"docs/{code}/", "docs/<language>/"
    parts = (problem.file, problem.place, problem.found, problem.expected, problem.cure)
    return Problem(*(part.replace(own, any_own) for part in parts))


class ContentError(PluginError):
    """Stops the build before anything is written, and tells all problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        problems = joined(problems)
        super().__init__(_told("content", problems))
        self.problems = problems


class UnacceptedError(ContentError):
    """All is well but for texts that nobody has accepted."""


class SettingsError(Abort):
    """Stops it before MkDocs itself looks at mkdocs.yml, whose words name neither place nor cure."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_told("settings", problems))
        self.problems = problems

    def show(self, *_: Any, **__: Any) -> None:
        click.echo(self.message, err=True)


def _told(where: str, problems: Sequence[Problem]) -> str:
    noun = "problem" if len(problems) == 1 else "problems"
    listed = "\n\n".join(f"{number}. {problem}" for number, problem in enumerate(problems, 1))
    return f"{len(problems)} {noun} in the {where}. Nothing was built.\n\n{listed}\n"
