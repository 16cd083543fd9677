"""The site's colours, each for light and for dark: docs/assets/style/colours.css, and a hospital's own accent.

Text in the accent must be read by tired eyes in both themes: contrast by WCAG 2.2, 1.4.6, level AAA.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from coloraide import Color
from pydantic import Field

from brochure.problems import Problem
from brochure.read.source import Strict, UnreadableError, read_text

FILE = "docs/assets/style/colours.css"
CONTRAST = 7.0

Theme = Literal["light", "dark"]
THEMES = get_args(Theme)
_HEX = r"#(?:[0-9a-f]{6}|[0-9a-f]{3})"
_COLOUR = re.compile(rf"^  --([\w-]+): (?:light-dark\(({_HEX}), ({_HEX})\)|(\S+));", re.M)
# On these the accent is read.
_BEHIND = ["page", "surface", "tint"]
# What the build itself asks for, each in both themes.
_ASKED = [*_BEHIND, "accent", "on-accent"]

Hex = Annotated[
    str, Field(pattern=r"^#[0-9A-Fa-f]{6}$", description='a colour such as "#005b8f", in quotation marks')
]


class Accent(Strict):
    """A hospital's colour for headings, links and buttons; one colour cannot be read on light and on dark."""

    light: Hex
    dark: Hex


def missing(project: Path) -> list[Problem]:
    """What the build asks for and cannot find: no colour, or one for both themes."""
    try:
        both = {name for name, light, _, _ in _COLOUR.findall(_screen(project)) if light}
    except UnreadableError as error:
        return [*error.problems]
    lost = [f"--{name}" for name in _ASKED if name not in both]
    cure = "Write each on a line of its own, two spaces in."
    expected = "a colour for light and one for dark, such as --page: light-dark(#fffaf6, #1c1719);"
    return [Problem(FILE, ", ".join(lost), "nothing, or something else", expected, cure)] if lost else []


def _screen(project: Path) -> str:
    return read_text(project / FILE, FILE).partition("@media print")[0]


def load(project: Path, theme: Theme, accent: Accent | None = None) -> dict[str, str]:
    """The colours of a theme by name, with the hospital's accent if it has one."""
    place = THEMES.index(theme)
    found = _COLOUR.findall(_screen(project))
    colours = {name: one or (light, dark)[place] for name, light, dark, one in found}
    return colours | (_own(colours, theme, accent) if accent else {})


def check(accent: Accent, project: Path, file: str, place: str) -> list[Problem]:
    """What cannot be read, and the nearest colour of the same hue that can."""
    return [
        problem
        for theme in THEMES
        for problem in _unreadable(getattr(accent, theme), load(project, theme), file, f"{place}.{theme}")
    ]


def branded(css: str, project: Path, accent: Accent) -> str:
    """A style sheet, made small, with the hospital's accent in the place of ours."""
    light, dark = (_own(load(project, theme), theme, accent) for theme in THEMES)
    for name in light:
        both = f"--{name}:var(--light,{light[name]})var(--dark,{dark[name]})"
        css = re.sub(rf"--{name}:var\(--light,[^)]*\)\s*var\(--dark,[^)]*\)", both, css)
    return css


def _own(colours: Mapping[str, str], theme: Theme, accent: Accent) -> dict[str, str]:
    """The accent, and what is written on it: white on the dark one, the dark page on the light one."""
    return {
        "accent": getattr(accent, theme),
        "on-accent": colours["surface"] if theme == "light" else colours["page"],
    }


def _unreadable(own: str, colours: Mapping[str, str], file: str, place: str) -> Iterator[Problem]:
    worst = min((colours[name] for name in _BEHIND), key=lambda behind: Color(own).contrast(behind))
    contrast = Color(own).contrast(worst)
    if contrast < CONTRAST:
        yield Problem(
            file,
            place,
            f"{own}, whose contrast with {worst} is {int(contrast * 10) / 10} to 1",
            f"at least {CONTRAST:g} to 1 on every background of the theme",
            f'Write "{_nearest(own, [colours[name] for name in _BEHIND])}", the nearest of its hue that is.',
        )


def _nearest(own: str, behind: list[str]) -> str:
    """The colour with as little other lightness as it takes."""
    start = Color(own).convert("oklch")
    found = []
    for step in range(101):
        colour = start.clone().set("lightness", step / 100).convert("srgb").fit(method="oklch-chroma")
        written = colour.to_string(hex=True)
        if all(Color(written).contrast(one) >= CONTRAST for one in behind):
            found.append((abs(step / 100 - start["lightness"]), written))
    return min(found)[1]
