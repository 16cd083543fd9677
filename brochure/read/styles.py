"""The style sheets of docs/assets, each joined with those that it imports, and small."""

import re
from pathlib import Path

import lightningcss

from brochure.problems import Problem
from brochure.read.source import files

# The oldest browsers that the site is made for: style is rewritten until they understand it. (Firefox 91 too: it
# differs from 92 in "system-ui" alone, for which it takes its sans-serif; a list of families in its place would
# cost every phone a look for each of them.)
BROWSERS = ["safari 15.4", "ios_saf 15.4", "chrome 90", "firefox 92", "samsung 15"]


def load(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The style sheets by name, and everything that keeps one from being understood."""
    styles, problems = {}, []
    for sheet in files(folder, "*.css"):
        try:
            styles[sheet.name] = joined(sheet)
        except (OSError, ValueError) as error:
            problems.append(_problem(sheet, str(error)))
    return styles, problems


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
