"""The pages of the site as the contract names them: an id, a file, an address."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Section:
    """One page, the same in all languages."""

    source: str

    @property
    def path(self) -> str:
        """The address below the language's root: "" or "exercises/strength/"."""
        path = PurePosixPath(self.source).with_suffix("")
        path = path.parent if path.name == "index" else path
        return "" if path == PurePosixPath(".") else f"{path}/"

    @property
    def id(self) -> str:
        """The name that links and data use: "home", "strength"."""
        return PurePosixPath(self.path).name or "home"

    @property
    def go(self) -> str:
        """The language-neutral address: "go/" or "go/strength/"."""
        return f"go/{self.id}/" if self.path else "go/"

    @property
    def parent(self) -> str:
        """The address of the page above it, "" at the top."""
        parent = PurePosixPath(self.path).parent
        return "" if parent == PurePosixPath(".") else f"{parent}/"
