"""The pages of the site as the contract names them: an id, a file, an address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One page, the same in all languages."""

    source: str

    @property
    def path(self) -> str:
        """The address below the language's root: "" or "exercises/strength/"."""
        *folders, name = self.source.removesuffix(".md").split("/")
        return "".join(f"{part}/" for part in [*folders, *([] if name == "index" else [name])])

    @property
    def id(self) -> str:
        """The name that links and data use: "home", "strength"."""
        return self.path.rstrip("/").rpartition("/")[2] or "home"

    @property
    def go(self) -> str:
        """The language-neutral address: "go/" or "go/strength/"."""
        return f"go/{self.id}/" if self.path else "go/"

    @property
    def parent(self) -> str:
        """The address of the page above it, "" at the top."""
        return "".join(self.path.rstrip("/").rpartition("/")[:2])
