"""What the brochure says on paper: the blocks of its pages, walked by tag, with their pictures and facts.

How it looks is overrides/booklet/booklet.typ; `press` makes a PDF of the two.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from posixpath import dirname, join, normpath
from typing import Any

import segno
from bs4 import Tag
from bs4.element import NavigableString

from brochure.content import Content
from brochure.problems import ContentError, Problem
from brochure.read import blocks
from brochure.read.colours import FILE as COLOURS
from brochure.read.languages import Language
from brochure.read.pictures import Picture
from brochure.read.sections import Section
from brochure.write import dates, typography

Node = dict[str, Any]
"""A block as booklet.typ reads it: its `kind`, and what that kind has."""

_PAPER = {"page": "#fff", "pf-halo": "#fff"}
_HEADING = re.compile(r"h([1-6])")


def collect(
    content: Content, spoken: Sequence[Language], day: date, colours: Mapping[str, str], address: str = ""
) -> dict[str, Any]:
    """Everything that booklet.typ prints, in one language or in two beside each other.

    `address`: the site's, "" when it is unknown. Raises ContentError with all that cannot be printed.
    """
    spoken = [_on_paper(content, one) for one in spoken]
    first, home = spoken[0], content.order[0]
    if unknown := list(_unknown_colours(content, colours)):
        raise ContentError(unknown)
    readers = [_Reader(content, language) for language in spoken]
    pages = {section.id: [reader.read(section) for reader in readers] for section in content.order}
    if problems := [problem for reader in readers for problem in reader.problems]:
        raise ContentError(problems)
    versions = {
        one.code: version([page[place] for page in pages.values()]) for place, one in enumerate(spoken)
    }
    reviews = {section.id: list(_review(spoken, section)) for section in content.order}
    same = all(review == reviews[home.id] for review in reviews.values())
    cover = content.settings.plugins.brochure.cards.get(home.id, "")
    address = address and address + first.root
    return {
        "languages": [{"code": one.code, "direction": one.direction} for one in spoken],
        "covers": [_cover(one, page) for one, page in zip(spoken, pages[home.id], strict=True)],
        "cover": reduce(_in_both, (one.picture(cover) for one in readers)) if cover else None,
        "hospital": _hospital(content, first),
        "review": reviews[home.id] if same else list(_review(spoken)),
        "state": _said(spoken, lambda one: _SHORT.get(one.state) and one.text(_SHORT[one.state])),
        "sections": [
            {
                "level": 3 if section.parent else 2,
                "review": [] if same else reviews[section.id],
                "nodes": pages[section.id][0],
                "rows": list(_rows(*pages[section.id])) if len(spoken) > 1 else [],
            }
            for section in content.order[1:]
        ],
        "words": {
            "contents": _said(spoken, lambda one: one.text("menu.contents")),
            "notes": _said(spoken, lambda one: one.text("booklet.notes")),
            "online": _said(spoken, lambda one: one.text("booklet.online")),
            "version": _said(
                spoken,
                lambda one: one.text(
                    "booklet.version", date=dates.written(one.code, day), version=versions[one.code]
                ),
            ),
            "code": first.text("letter.code", address=address),
        },
        "address": address,
        "code": _code(address) if address else "",
        "colours": {**colours, **_PAPER},
        "drawings": {name: _drawing(picture, colours) for name, picture in content.pictures.items()},
    }


def version(pages: Sequence[Sequence[Node]]) -> str:
    """Eight letters that change with anything that the pages of a language say: text, pictures, facts."""
    return hashlib.sha256(json.dumps(pages).encode()).hexdigest()[:8]


def _on_paper(content: Content, language: Language) -> Language:
    """The language with the states of the pages that are printed: not of those about the website."""
    return replace(language, states={section.id: language.states[section.id] for section in content.order})


_SHORT = {"draft": "review.short", "outdated": "review.outdated"}
_LONG = {"draft": "review.draft", "outdated": "review.outdated"}


def _review(spoken: Sequence[Language], section: Section | None = None) -> Iterator[dict[str, str]]:
    """How far a page is to be trusted in each language; without a page, the one that is least to be."""
    for one in spoken:
        state = one.states[section.id] if section else one.state
        lines = [one.text(_LONG[state])] if state in _LONG else []
        if section and state == "reviewed":
            lines = [
                one.text(
                    "review.reviewed",
                    name=review.name,
                    profession=review.profession,
                    date=dates.written(one.code, review.date),
                )
                for review in one.reviews[section.id]
            ]
        yield from ({"language": one.code, "text": line} for line in lines)


def _said(spoken: Sequence[Language], say: Any) -> list[dict[str, str]]:
    return [{"language": one.code, "text": text} for one in spoken if (text := say(one))]


def _cover(language: Language, page: Sequence[Node]) -> dict[str, Any]:
    """The first page of a language: its title, the line that stands under it, and its sentences."""
    title, subtitle, *introduction = page
    parts = [part for part in typography.parted(plain(title["text"])) if part]
    return {
        "language": language.code,
        "title": parts,
        "subtitle": plain(subtitle["text"]),
        "introduction": introduction,
    }


def plain(parts: Sequence[Node]) -> str:
    """The words of a text with its bold words and links."""
    return "".join(part["text"] if part["kind"] == "text" else plain(part["inside"]) for part in parts)


def _hospital(content: Content, language: Language) -> dict[str, Any] | None:
    hospital = content.hospital
    if not hospital:
        return None
    reached = [
        (language.text("hospital.phone"), hospital.phone),
        (language.text("hospital.email"), hospital.email),
    ]
    return {
        "name": hospital.name,
        "logo": f"/docs/assets/{hospital.logo}" if hospital.logo else "",
        "lines": [line for line in (hospital.department, *hospital.lines) if line],
        "reached": [[label, value] for label, value in reached if value],
        "url": hospital.url or "",
    }


def _code(address: str) -> str:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def _drawing(picture: Picture, colours: Mapping[str, str]) -> dict[str, Any]:
    """The drawing in the colours of paper, and its width in heights."""
    _, _, width, height = re.findall(r"[-\d.]+", picture.drawing.partition('viewBox="')[2])[:4]
    # A dot is a line without a length, which Typst leaves out.
    svg = re.sub(r"(?<=h)0(?=[M\"])", ".1", coloured(picture, colours))
    return {"ratio": float(width) / float(height), "svg": svg}


def coloured(picture: Picture, colours: Mapping[str, str]) -> str:
    """The drawing with its colours, on white paper."""
    return re.sub(r"var\(--([\w-]+)\)", lambda name: {**colours, **_PAPER}[name[1]], picture.drawing)


def _unknown_colours(content: Content, colours: Mapping[str, str]) -> Iterator[Problem]:
    for name, picture in content.pictures.items():
        for colour in sorted({*re.findall(r"var\(--([\w-]+)\)", picture.drawing)} - {*colours, *_PAPER}):
            file = f"docs/assets/pictures/{name}.svg"
            cure = f"Write the colour into {COLOURS}, as light-dark(#…, #…)."
            yield Problem(file, "on paper", f"the colour --{colour}", f"a colour of {COLOURS}", cure)


def _rows(first: Sequence[Node], second: Sequence[Node]) -> Iterator[Node]:
    """Each block beside the same in the second language; a picture once, with the words of both."""
    for one, other in zip(first, second, strict=True):
        if one["kind"] == "list":
            items = zip(one["items"], other["items"], strict=True)
            for number, pair in enumerate(items, 1):
                yield from _row(*([{**one, "start": number, "items": [item]}] for item in pair))
        else:
            yield from _row([one], [other])


def _row(first: Sequence[Node], second: Sequence[Node]) -> Iterator[Node]:
    texts, pictures = zip(*(_parted(nodes) for nodes in (first, second)), strict=True)
    if any(texts):
        yield {"kind": "texts", "cells": [texts[0], _beside(texts[1])]}
    for one, other in zip(*pictures, strict=True):
        pairs = zip(one["pictures"], other["pictures"], strict=True)
        yield {"kind": "pictures", "pictures": [_in_both(*pair) for pair in pairs]}


def _in_both(picture: Node, other: Node) -> Node:
    """A picture with the words of two languages; of its text alternative a PDF has one only."""
    alt = f"{picture['alt']} / {other['alt']}"
    return {**picture, "alt": alt, "captions": picture["captions"] + other["captions"]}


def _beside(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of a second language: the contents and the links lead to the first."""
    return [
        {**node, "beside": True, **({"inside": _beside(node["inside"])} if "inside" in node else {})}
        for node in nodes
    ]


def _parted(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The nodes without their pictures, and the pictures."""
    texts: list[Node] = []
    pictures: list[Node] = []
    for node in nodes:
        inner = [node.get("inside", []), *node.get("items", [])]
        if node["kind"] == "pictures":
            pictures.append(node)
        elif node["kind"] in ("callout", "list"):
            parts = [_parted(part) for part in inner]
            pictures += [picture for _, found in parts for picture in found]
            (inside, *items) = [text for text, _ in parts]
            texts.append(
                {**node, "inside": inside} if node["kind"] == "callout" else {**node, "items": items}
            )
        else:
            texts.append(node)
    return texts, pictures


@dataclass
class _Reader:
    """Walks the pages of a language."""

    content: Content
    language: Language

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, section: Section) -> list[Node]:
        """The blocks of a page, its facts at the end, as on the page."""
        self._section = section
        html = self.content.sources.pages[self.language.code][section.source].html
        nodes = list(self._blocks(blocks.parse(html)))
        if exercise := self.content.exercises.of(section.id):
            facts = [
                {
                    "label": self.language.text(f"exercise.{fact.name}"),
                    "values": [self.language.text(key, **numbers) for key, numbers in fact.values],
                }
                for fact in exercise.facts()
            ]
            nodes.append({"kind": "facts", "title": self.language.text("exercise.facts"), "facts": facts})
        return nodes

    def picture(self, name: str) -> Node:
        words = self.language.pictures[name]
        return {
            "name": name,
            "alt": words.alt,
            "mirrored": self.content.pictures[name].mirrors and self.language.direction == "rtl",
            "captions": [
                {"language": self.language.code, "text": words.caption, "legend": list(words.legend)}
            ],
        }

    def _blocks(self, parent: Tag) -> Iterator[Node]:
        for tag in parent.children:
            if isinstance(tag, Tag):
                yield from self._block(tag)
            elif text := str(tag).strip():
                self._unknown(f"the text {text!r} outside a block")

    def _block(self, tag: Tag) -> Iterator[Node]:
        classes = tag.get_attribute_list("class")
        if heading := _HEADING.fullmatch(tag.name):
            yield {
                "kind": "heading",
                "level": int(heading[1]),
                "text": self._inline(tag),
                "label": self._label(tag),
            }
        elif tag.name == "p":
            kind = "title" if "admonition-title" in classes else "paragraph"
            yield {"kind": kind, "text": self._inline(tag)}
        elif tag.name in ("ol", "ul"):
            items = [self._item(item) for item in tag.find_all("li", recursive=False)]
            yield {"kind": "list", "ordered": tag.name == "ol", "start": 1, "items": items}
        elif tag.name == "div" and "admonition" in classes:
            yield {"kind": "callout", "inside": list(self._blocks(tag))}
        elif tag.name == "div" and "pictures" in classes:
            named = [str(figure["data-picture"]) for figure in tag.find_all("figure")]
            yield {"kind": "pictures", "pictures": [self.picture(name) for name in named]}
        else:
            self._unknown(f"<{tag.name}>")

    def _item(self, item: Tag) -> list[Node]:
        if item.find(["p", "div"], recursive=False):
            return list(self._blocks(item))
        return [{"kind": "paragraph", "text": self._inline(item)}]

    def _inline(self, parent: Tag) -> list[Node]:
        parts: list[Node] = []
        for node in parent.children:
            if isinstance(node, NavigableString):
                parts.append({"kind": "text", "text": re.sub(r"[ \n]+", " ", node)})
            elif isinstance(node, Tag) and node.name == "strong":
                parts.append({"kind": "strong", "inside": self._inline(node)})
            elif isinstance(node, Tag) and node.name == "a":
                to = self._target(str(node["href"]))
                parts.append({"kind": "link", "to": to, "inside": self._inline(node)})
            else:
                self._unknown(f"<{getattr(node, 'name', node)}> in a text")
        for edge, strip in ((0, str.lstrip), (-1, str.rstrip)):
            if parts and parts[edge]["kind"] == "text":
                parts[edge]["text"] = strip(parts[edge]["text"], " ")
        return [part for part in parts if part.get("text", True)]

    def _label(self, tag: Tag) -> str:
        """The name of a place of the brochure, for links; "" for a heading that nothing leads to."""
        if tag.name == "h1":
            return self._section.id
        return f"{self._section.id}-{tag['id']}" if tag.get("id") else ""

    def _target(self, link: str) -> str:
        file, _, anchor = link.partition("#")
        target = normpath(join(dirname(self._section.source), file)) if file else self._section.source
        return "-".join(filter(None, (Section(target).id, anchor)))

    def _unknown(self, found: str) -> None:
        self.problems.append(
            Problem(
                f"docs/{self.language.code}/{self._section.source}",
                "on paper",
                found,
                "headings, paragraphs, lists, callouts and pictures, with bold words and links",
                "Write it without, or teach brochure/write/booklet.py and booklet.typ to print it.",
            )
        )
