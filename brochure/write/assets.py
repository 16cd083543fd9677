"""Style sheets, scripts and images, small, under names that change with their content.

A hospital can let browsers keep them for ever: an update has a new name.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import rjsmin

from brochure.read import colours
from brochure.read.colours import Accent


class Assets:
    """The files of docs/assets that the pages of one build ask for."""

    def __init__(self, folder: Path, styles: Mapping[str, str], accent: Accent | None = None) -> None:
        """`styles`: the style sheets as `read.styles` has joined them, by name."""
        self._folder = folder
        self._styles = styles
        self._accent = accent
        self._made: dict[str, bytes] = {}
        self._used: dict[str, tuple[str, bytes]] = {}

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
        """Our own sheets, in the hospital's colour, and scripts; a library's smallest form as it came."""
        if name in self._styles:
            css, project = self._styles[name], self._folder.parents[1]
            return (colours.branded(css, project, self._accent) if self._accent else css).encode()
        file = self._folder / name
        if file.suffix == ".js" and not file.stem.endswith(".min"):
            return str(rjsmin.jsmin(file.read_text("utf-8"))).encode()
        return file.read_bytes()
