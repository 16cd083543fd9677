"""Style sheets, scripts and images, small, under names that change with their content.

A hospital can let browsers keep them for ever: an update has a new name.
"""

import hashlib
from pathlib import Path

import rcssmin
import rjsmin

# Our own sheets and scripts lose their comments and spaces; a library's smallest form is left as it came.
SMALLER = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


class Assets:
    """The files of docs/assets that the pages of one build ask for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, bytes] = {}
        self._used: dict[str, tuple[str, bytes]] = {}

    def make(self, name: str, content: bytes) -> None:
        """Gives a file that the build itself makes."""
        self._made[name] = content

    def address(self, name: str) -> str:
        """Where the file will stand, from the root of the site. Raises FileNotFoundError."""
        if name not in self._used:
            path = Path(name)
            content = self._made.get(name) or self._small(path)
            digest = hashlib.sha256(content).hexdigest()[:10]
            self._used[name] = f"assets/{path.stem}.{digest}{path.suffix}", content
        return self._used[name][0]

    def write(self, site: Path) -> None:
        """Copies what was asked for into the site, and nothing else."""
        for address, content in self._used.values():
            target = site / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def _small(self, path: Path) -> bytes:
        content = (self._folder / path).read_bytes()
        if path.suffix not in SMALLER or path.stem.endswith(".min"):
            return content
        return str(SMALLER[path.suffix](content.decode("utf-8"))).encode()
