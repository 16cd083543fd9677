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
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from pydantic import Field

from brochure.problems import Problem
from brochure.read.source import Strict, UnreadableError, files, read_text

_SCHEME = "picture:"

_SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_MARKS = {"data-marker", "data-leader", "data-sign", "data-plain"}
_PLACES = {"viewBox", "d", "x", "y", "width", "height", "r", "rx", "ry", "cx", "cy"}
_PLACES |= {"x1", "x2", "y1", "y2", "points", "transform"}
_COLOUR = re.compile(r"none|var\(--pf-[a-z0-9-]+\)")  # docs/assets/style/colours.css
_PAINT = re.compile(r"(fill|stroke|opacity)(-[a-z]+)?")

_PLAIN = re.compile(r' data-plain="([^"]*)"')
_DRAWING = re.compile(
    r"(?:<\?xml[^>]*>\s*)?<svg\b[^>]*\sviewBox=\"-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+\"[^>]*>.*", re.DOTALL
)
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


def load(folder: Path) -> tuple[dict[str, Picture], list[Problem]]:
    """All drawings by name, and everything that is wrong with them."""
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for path in files(folder, "*.svg"):
        name = f"docs/assets/pictures/{path.name}"
        try:
            drawing = read_text(path, name).strip()
        except UnreadableError as error:
            problems += error.problems
            drawing = ""
        else:
            problems += check(drawing, name)
        pictures[path.stem] = Picture(path.stem, drawing)
    return pictures, problems


def check(drawing: str, name: str) -> Iterator[Problem]:
    """What keeps a drawing from standing inside a page: it is well-formed and draws, and nothing else."""
    expected = "a drawing: shapes, their places and colours"
    try:
        root = ElementTree.fromstring(drawing)
    except ElementTree.ParseError as error:
        line, column = error.position
        found = str(error).partition(":")[0]
        place = f"line {line}, column {column + 1}"
        yield Problem(name, place, found, "well-formed XML", "Mend that place, or draw it again.")
        return
    if not _DRAWING.fullmatch(drawing):
        found = "a file that does not begin with <svg and a viewBox"
        yield Problem(name, "", found, '<svg viewBox="0 0 100 100">', "Export it as a plain SVG.")
    wrong = ["a comment, a DOCTYPE or CDATA"] if "<!" in drawing else []
    for tag in root.iter():
        shape = tag.tag.removeprefix("{http://www.w3.org/2000/svg}")
        if shape not in _SHAPES:
            wrong.append(f"<{shape}>")
            continue
        wrong += [
            f"{attribute} in <{shape}>"
            for attribute in tag.attrib
            if attribute not in _PLACES | _MARKS and not _PAINT.fullmatch(attribute)
        ]
        wrong += [
            f"the colour {tag.get(paint)!r}"
            for paint in ("fill", "stroke")
            if not _COLOUR.fullmatch(tag.get(paint, "none"))
        ]
        wrong += [f"the text {text.strip()!r}" for text in (tag.text, tag.tail) if text and text.strip()]
    if wrong:
        yield Problem(name, "", ", ".join(dict.fromkeys(wrong)), expected, "Remove it from the drawing.")


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
