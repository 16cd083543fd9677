"""The pictures of docs/assets/pictures, put into pages by name.

A page names them as Markdown images, `![](picture:lying)`; two in one paragraph stand side by side.
Their words are each language's: a text alternative, a caption and, where the drawing has numbered
markers, a legend.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from bs4 import BeautifulSoup, Tag
from pydantic import Field

from brochure.source import Strict

_SCHEME = "picture:"

_PLAIN = re.compile(r' data-plain="([^"]*)"')
_LEGEND = re.compile(r"<g data-marker=.*?</g>|<path data-leader=[^>]*/>", re.DOTALL)

Words = Annotated[str, Field(min_length=1, pattern=r"\S", description="a text")]


class PictureText(Strict):
    """A picture in one language's words."""

    alt: Words
    caption: Words
    legend: Annotated[list[Words], Field(default_factory=list, description="a list of texts")]


@dataclass(frozen=True)
class Picture:
    """A drawing, ready to stand inside a page."""

    name: str
    drawing: str

    @property
    def inside(self) -> str:
        """The drawing from its viewBox on, so that a template writes the `<svg` and its role."""
        return _PLAIN.sub("", self.drawing[self.drawing.index("viewBox") :])

    @property
    def plain(self) -> str:
        """The same for a thumbnail: without the numbers of a legend, which are too fine at that size.

        `data-plain` is the part of the drawing that still tells something when it is small.
        """
        part = _PLAIN.search(self.drawing)
        inside = (
            re.sub('viewBox="[^"]*"', f'viewBox="{part[1]}"', self.inside, count=1) if part else self.inside
        )
        return _LEGEND.sub("", inside)

    @property
    def markers(self) -> list[int]:
        """The numbers that the drawing shows and the legend must name."""
        return sorted(int(number) for number in re.findall(r'data-marker="(\d+)"', self.drawing))

    @property
    def mirrors(self) -> bool:
        """Whether it faces the other way on a page that reads from right to left.

        The one rule: people may, for they look in the reading direction; what has a marker
        (anatomy) or a sign (right or wrong) may not.
        """
        return "data-marker" not in self.drawing and "data-sign" not in self.drawing


def load(folder: Path) -> dict[str, Picture]:
    """All drawings by name."""
    return {
        path.stem: Picture(path.stem, path.read_text("utf-8").strip())
        for path in sorted(folder.glob("*.svg"))
    }


def mark(soup: BeautifulSoup) -> None:
    """Turns each paragraph of pictures into figures that still wait for their drawing."""
    for image in soup.select(f'p > img[src^="{_SCHEME}"]'):
        paragraph = image.parent
        if paragraph and paragraph.name == "p":
            names = [str(img["src"]).removeprefix(_SCHEME) for img in paragraph.find_all("img")]
            paragraph.name = "div"
            paragraph["class"] = "pictures"
            paragraph.clear()
            paragraph.extend(soup.new_tag("figure", attrs={"data-picture": name}) for name in names)


def named(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """The figures of a page with the names of their pictures."""
    for figure in soup.select("figure[data-picture]"):
        yield figure, str(figure["data-picture"])


def draw(
    soup: BeautifulSoup,
    pictures: Mapping[str, Picture],
    texts: Mapping[str, PictureText],
    render: Callable[[Picture, PictureText], str],
) -> None:
    """Puts the drawing, its caption and its legend into each figure, as `render` writes them."""
    for figure, name in named(soup):
        html = BeautifulSoup(render(pictures[name], texts[name]), "html.parser")
        figure.replace_with(html)
