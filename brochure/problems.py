"""What is wrong with the content, told so that it can be mended without asking anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
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


class ContentError(PluginError):
    """Stops the build before anything is written, and tells all problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
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
