"""What is wrong with the content, told so that it can be mended without asking anyone."""

import re
from collections.abc import Callable, Iterable, Sequence
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


def listed(items: Iterable[object]) -> str:
    """Items in words: "3, 10", or "none"."""
    return ", ".join(map(str, items)) or "none"


FEW = 3
"""So many alike are told one by one; of more it is one mistake, which is told once."""

_FOLDER = re.compile(r"docs/([a-z]{2})/")


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """Those that many places, files or languages have alike as one, with the names of these."""
    by_place = _joined(
        problems, _anywhere, lambda some: replace(some[0], place=_names(one.place for one in some))
    )
    by_file = _joined(
        by_place, _in_any_file, lambda some: replace(some[0], file=_names(one.file for one in some))
    )
    return _joined(by_file, _in_any_language, _in_languages)


def _joined(
    problems: Iterable[Problem],
    key: Callable[[Problem], object],
    join: Callable[[Sequence[Problem]], Problem],
) -> list[Problem]:
    alike: dict[object, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(key(problem), []).append(problem)
    return [one for some in alike.values() for one in ([join(some)] if len(some) > FEW else some)]


def _anywhere(problem: Problem) -> Problem:
    return replace(problem, place="")


def _in_any_file(problem: Problem) -> object:
    """Of one folder, and of the file as a whole."""
    return problem if problem.place else (_code(problem), replace(problem, file=""))


def _in_any_language(problem: Problem) -> object:
    """As any language could have it."""
    return problem if not (code := _code(problem)) else ("", _without(code, problem))


def _in_languages(some: Sequence[Problem]) -> Problem:
    one = _without(_code(some[0]), some[0])
    return replace(one, file=f"{one.file} ({_names(map(_code, some))})")


def _code(problem: Problem) -> str:
    found = _FOLDER.match(problem.file)
    return found[1] if found else ""


def _names(names: Iterable[str]) -> str:
    return listed(dict.fromkeys(names))


def _without(code: str, problem: Problem) -> Problem:
    """The problem with no language in the place of its own."""
    own, any_own = f"docs/{code}/", "docs/<language>/"
    parts = (problem.file, problem.place, problem.found, problem.expected, problem.cure)
    return Problem(*(part.replace(own, any_own) for part in parts))


class ContentError(PluginError):
    """Stops the build before anything is written, and tells all problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        problems = joined(problems)
        in_files = any(problem.file for problem in problems)
        super().__init__(_told("content" if in_files else "command", problems))
        self.problems = problems


class UnacceptedError(ContentError):
    """All is well but for texts that nobody has accepted."""


class SettingsError(Abort):
    """Stops it before MkDocs itself looks at mkdocs.yml, whose words name neither place nor cure."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        problems = joined(problems)
        super().__init__(_told("settings", problems))
        self.problems = problems

    def show(self, *_: Any, **__: Any) -> None:
        click.echo(self.message, err=True)


def _told(where: str, problems: Sequence[Problem]) -> str:
    noun = "problem" if len(problems) == 1 else "problems"
    told = "\n\n".join(f"{number}. {problem}" for number, problem in enumerate(problems, 1))
    return f"{len(problems)} {noun} in the {where}. Nothing was built.\n\n{told}\n"
