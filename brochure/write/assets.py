"""Style sheets, scripts and images, small, under names that change with their content.

A hospital can let browsers keep them for ever: an update has a new name.
"""

import hashlib
import re
from pathlib import Path

import lightningcss
import rjsmin

from brochure.problems import Problem
from brochure.read import colours
from brochure.read.colours import Accent
from brochure.read.source import files

# The oldest browsers that the site is made for: style is rewritten until they understand it. (Firefox 91 too: it
# differs from 92 in "system-ui" alone, for which it takes its sans-serif; a list of families in its place would
# cost every phone a look for each of them.)
BROWSERS = ["safari 15.4", "ios_saf 15.4", "chrome 90", "firefox 92", "samsung 15"]


class Assets:
    """The files of docs/assets that the pages of one build ask for."""

    def __init__(self, folder: Path, accent: Accent | None = None) -> None:
        self._folder = folder
        self._accent = accent
        self._made: dict[str, bytes] = {}
        self._used: dict[str, tuple[str, bytes]] = {}

    def check(self) -> list[Problem]:
        """Everything that keeps a style sheet from being understood."""
        problems = []
        for sheet in files(self._folder, "*.css"):
            try:
                joined(sheet)
            except (OSError, ValueError) as error:
                problems.append(_problem(sheet, str(error)))
        return problems

    def make(self, name: str, content: bytes) -> None:
        """Gives a file that the build itself makes."""
        self._made[name] = content

    def address(self, name: str) -> str:
        """Where the file will stand, from the root of the site. Raises FileNotFoundError."""
        if name not in self._used:
            path = Path(name)
            content = self._made.get(name) or self.small(name)
            digest = hashlib.sha256(content).hexdigest()[:10]
            self._used[name] = f"assets/{path.stem}.{digest}{path.suffix}", content
        return self._used[name][0]

    def write(self, site: Path) -> None:
        """Copies what was asked for into the site, and nothing else."""
        for address, content in self._used.values():
            target = site / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def small(self, name: str) -> bytes:
        """Our own sheets, joined and in the hospital's colour, and scripts; a library's smallest form as it came."""
        file = self._folder / name
        if file.suffix == ".css":
            css = joined(file)
            return (
                colours.branded(css, self._folder.parents[1], self._accent) if self._accent else css
            ).encode()
        if file.suffix == ".js" and not file.stem.endswith(".min"):
            return str(rjsmin.jsmin(file.read_text("utf-8"))).encode()
        return file.read_bytes()


def joined(sheet: Path) -> str:
    """A style sheet with those that it imports, in its smallest form."""
    css = lightningcss.bundle_css(str(sheet), browsers_list=BROWSERS)
    return css.replace("--lightningcss-", "--")  # light and dark: stands at every colour


def _problem(sheet: Path, message: str) -> Problem:
    """What lightningcss says, which counts lines from 0: "Bundling failed: … at file.css:0:16"."""
    parts = re.fullmatch(r"(?:Bundling failed: )?(.*) at (.*):(\d+):(\d+)", message, re.DOTALL)
    found, file, line, column = parts.groups() if parts else (message, str(sheet), "0", "0")
    folder = sheet.parent
    name = Path(file).relative_to(folder).as_posix() if Path(file).is_relative_to(folder) else sheet.name
    return Problem(
        f"docs/assets/{name}",
        f"line {int(line) + 1}, column {column}",
        found[:1].lower() + found[1:],
        "a style sheet that can be read to its end",
        "Mend that place.",
    )
