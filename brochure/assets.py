"""Style sheets, scripts and images under names that change with their content.

A hospital can let browsers keep them for ever: an update has a new name.
"""

import hashlib
from pathlib import Path


class Assets:
    """The files of docs/assets that the pages of one build ask for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: dict[str, str] = {}

    def address(self, name: str) -> str:
        """Where the file will stand, from the root of the site. Raises FileNotFoundError."""
        if name not in self._used:
            path = Path(name)
            digest = hashlib.sha256((self._folder / name).read_bytes()).hexdigest()[:10]
            self._used[name] = f"assets/{path.stem}.{digest}{path.suffix}"
        return self._used[name]

    def write(self, site: Path) -> None:
        """Copies what was asked for into the site, and nothing else."""
        for name, address in self._used.items():
            target = site / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((self._folder / name).read_bytes())
