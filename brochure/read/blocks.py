"""The brochure's text as an ordered sequence of blocks.

Headings, paragraphs, list items, terms, figures, captions and callout titles, counted from 1 on
each page. The sequence is equal in all languages: parity, the numbering in the page and
everything that puts two languages side by side stand on it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from brochure.read import pictures
from brochure.read.strings import numbers

_TAGS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "figure", "figcaption"]

_OWNERS = [name for name in _TAGS if name != "p"]  # a paragraph inside an item is the item's text

_KINDS = {
    "p": "paragraph",
    "dt": "term",
    "dd": "description",
    "figure": "figure",
    "figcaption": "caption",
}


@dataclass(frozen=True)
class Block:
    """One block: its number on the page, what it is, its text and the heading it stands under."""

    number: int
    kind: str
    text: str
    section: str
    inline: str
    """The text with its bold words and links, as Markdown on one line."""


@dataclass(frozen=True)
class Page:
    """A page's text, as far as it can be compared with another language's."""

    blocks: tuple[Block, ...]
    ids: tuple[str, ...]
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    kickers: tuple[str, ...]
    """The texts that are set as the line under the title."""
    html: str
    """The rendered Markdown itself, with links to files and pictures by name."""
    raw: tuple[str, ...] = ()
    """The pieces of HTML that the Markdown library passed through."""

    def sections(self) -> dict[str, list[Block]]:
        """The blocks under each heading that has an id; "" is what stands before the first."""
        sections: dict[str, list[Block]] = {"": [], **{name: [] for name in self.ids}}
        for block in self.blocks:
            sections[block.section].append(block)
        return sections


def parse(html: str) -> BeautifulSoup:
    """A rendered Markdown text, its pictures marked as figures."""
    soup = BeautifulSoup(html, "html.parser")
    mark(soup)
    return soup


def mark(soup: BeautifulSoup) -> None:
    """Makes figures of the pictures of a rendered Markdown text."""
    if soup.h1 and soup.h1.has_attr("id"):
        del soup.h1["id"]  # made by the toc extension from the translated title; no address of ours
    pictures.mark(soup)


def read(html: str, raw: tuple[str, ...] = ()) -> Page:
    """The page behind a rendered Markdown text."""
    soup = parse(html)
    blocks, section = [], ""
    for number, tag in enumerate(_tags(soup), 1):
        if _is_heading(tag) and tag.get("id"):
            section = str(tag["id"])
        blocks.append(Block(number, _kind(tag), _text(tag), section, _inline(tag)))
    return Page(
        tuple(blocks),
        tuple(str(tag["id"]) for tag in soup.find_all(id=True)),
        tuple(str(link.get("href", "")) for link in soup.find_all("a")),
        tuple(name for _, name in pictures.named(soup)),
        tuple(_text(tag) for tag in soup.select(".kicker")),
        html,
        raw,
    )


def number(soup: BeautifulSoup) -> None:
    """Writes `data-block` on every block of the page."""
    for count, tag in enumerate(_tags(soup), 1):
        tag["data-block"] = str(count)


def count_numbers(blocks: list[Block]) -> Counter[int]:
    """The numbers that the blocks state, each as often as it is stated."""
    return Counter(value for block in blocks for value in numbers(block.text))


def short(text: str) -> str:
    """The beginning of a text, to quote it by."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _tags(soup: BeautifulSoup) -> Iterator[Tag]:
    for tag in soup.find_all(_TAGS):
        inside_item = tag.name == "p" and tag.find_parent(["li", "dd", "figcaption"])
        if not inside_item and not tag.find_parent(attrs={"data-interface": True}):
            yield tag


def _is_heading(tag: Tag) -> bool:
    return tag.name[0] == "h" and tag.name[1:].isdigit()


def _kind(tag: Tag) -> str:
    if _is_heading(tag):
        kind = f"heading {tag.name[1]}"
    elif tag.name == "li":
        kind = "numbered item" if tag.parent and tag.parent.name == "ol" else "list item"
    elif "admonition-title" in (tag.get("class") or []):
        kind = "callout title"
    elif tag.get("data-picture"):
        kind = f"picture {tag['data-picture']}{' in item' if tag.find_parent('li') else ''}"
    else:
        kind = _KINDS[tag.name]
    callout = tag.find_parent(class_="admonition")
    return f"{kind} in {' '.join(callout['class'][1:])} callout" if callout else kind


def _text(tag: Tag) -> str:
    """What the block itself says, without the blocks inside it."""
    words = [
        text for text in tag.find_all(string=True) if (tag.name == "p" or text.find_parent(_OWNERS) is tag)
    ]
    return " ".join("".join(words).split())


def _inline(tag: Tag) -> str:
    """The same with its bold words and links as in Markdown."""
    words = "".join(map(_marked, tag.children))
    return f"![](picture:{tag['data-picture']})" if tag.get("data-picture") else _one_line(words)


def _one_line(words: str) -> str:
    """Without the line breaks of the file; a space that does not break stays what it is."""
    return re.sub(r"[ \n]+", " ", words).strip(" \n")


def _marked(node: PageElement) -> str:
    if not isinstance(node, Tag):
        return str(node)
    if node.name in _OWNERS:
        return ""
    inside = "".join(map(_marked, node.children))
    if node.name == "strong":
        return f"**{inside}**"
    return f"[{inside}]({node['href']})" if node.name == "a" else inside
