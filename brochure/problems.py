"""What is wrong with the content, told so that it can be mended without asking anyone."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs.exceptions import PluginError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what stands there, what should, and the cure."""

    file: str
    place: str
    found: str
    expected: str
    cure: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}\n    found: {self.found}\n    expected: {self.expected}\n    cure: {self.cure}"


class ContentError(PluginError):
    """Stops the build before anything is written, and tells all problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        listed = "\n\n".join(f"{n}. {problem}" for n, problem in enumerate(self.problems, 1))
        super().__init__(f"{len(self.problems)} {noun} in the content. Nothing was built.\n\n{listed}\n")
