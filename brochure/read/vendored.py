"""What others made and this project carries: libraries for the browser, fonts for paper.

Each folder has a README.md with a line for every file, so that anyone can tell where a file came from, what may be
done with it, and that it is still the same.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from brochure.problems import Problem

FOLDERS = {"docs/assets/vendor": "*.js", "overrides/booklet/fonts": "*.ttf"}

_ROW = re.compile(r"^\| (\S+\.\w+) \| (.+?) ([\d.]+), (.+?) \| (\S+), (\S+) \| ([0-9a-f]{64}) \|$", re.M)


@dataclass(frozen=True)
class Vendored:
    """A file of others: `licence` by its SPDX name, `terms` the file with its text."""

    file: str
    name: str
    version: str
    purpose: str
    licence: str
    terms: str
    sha256: str


def load(project: Path) -> tuple[Sequence[Vendored], list[Problem]]:
    """Every such file, and those that differ from what was recorded, or that nobody recorded."""
    found: list[Vendored] = []
    problems: list[Problem] = []
    for folder, files in FOLDERS.items():
        papers = f"{folder}/README.md"
        text = (project / papers).read_text("utf-8") if (project / papers).is_file() else ""
        rows = [Vendored(*row) for row in _ROW.findall(text)]
        recorded = {
            one.file: replace(one, file=f"{folder}/{one.file}", terms=f"{folder}/{one.terms}") for one in rows
        }
        present = {file.name: file for file in sorted((project / folder).glob(files))}
        for name in sorted({*recorded, *present}):
            one = recorded.get(name)
            digest = (
                hashlib.sha256(present[name].read_bytes()).hexdigest() if name in present else "no such file"
            )
            if not one:
                expected = "a line with its version, licence and SHA-256"
                problems.append(
                    Problem(
                        papers,
                        name,
                        "nothing about this file",
                        expected,
                        "Write the line, or remove the file.",
                    )
                )
            elif digest != one.sha256:
                cure = "Fetch the file again as the README says; if it is a newer one, write its version and hash there."
                problems.append(
                    Problem(one.file, "SHA-256", digest, f"{one.sha256}, as {papers} has it", cure)
                )
            elif not (project / one.terms).is_file():
                problems.append(
                    Problem(papers, name, f"no file {one.terms}", "the text of its licence", "Put it there.")
                )
            else:
                found.append(one)
    return found, problems
