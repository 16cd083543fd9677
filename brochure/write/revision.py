"""Puts a text back into the file that it comes from, and touches nothing beside it.

The place is found by the parser or by the words themselves; whether the file then says what was wanted is
for the caller to see, who reads it again as a whole.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from brochure.read.blocks import Page

# What may stand on a line before a block's own words.
_BEFORE = r"^[ \t]*(?:!!! \w+ \"|#{1,3} +|[-*+] +|\d+\. +)?"


Path = tuple[str | int, ...]
"""The keys that lead to a value of a YAML file, and from 0 the places in its lists."""


class NotFoundError(Exception):
    """A text that does not stand in its file as it is published; carries its place."""


def page(source: str, blocks: Page, changes: Mapping[int, str]) -> str:
    """The source of a page with the changed blocks, by their numbers. Raises NotFoundError.

    `blocks`: the page as it was read from that source.
    """
    place = 0
    for block in blocks.blocks:
        if block.kind.startswith("picture "):
            continue
        words = r"[ \n]+".join(map(re.escape, block.inline.split(" ")))
        found = re.compile(_BEFORE + f"({words})", re.MULTILINE).search(source, place)
        if not found:
            raise NotFoundError(f"{block.number}, {block.kind}")
        text = changes.get(block.number, found[1])
        source = source[: found.start(1)] + text + source[found.end(1) :]
        place = found.start(1) + len(text)
    return source


def data(source: str, changes: Mapping[Path, Any]) -> str:
    """The source of a YAML file with other values at some places. Raises NotFoundError."""
    if not changes:
        return source
    root = yaml.compose(source, yaml.SafeLoader)
    spans = []
    for path, value in changes.items():
        node = root
        for key in path:
            node = _inside(node, key)
        if node is None:
            raise NotFoundError(", ".join(map(str, path)))
        spans.append((node.start_mark.index, _end(node, source), written(value)))
    for start, end, text in sorted(spans, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _inside(node: yaml.Node | None, key: str | int) -> yaml.Node | None:
    values: dict[str | int, yaml.Node] = {}
    if isinstance(node, yaml.MappingNode):
        values = {name.value: value for name, value in node.value}
    elif isinstance(node, yaml.SequenceNode):
        values = dict(enumerate(node.value))
        for item in node.value:  # a list of names, some with values of their own, as MkDocs has its plugins
            if isinstance(item, yaml.MappingNode):
                values |= {name.value: value for name, value in item.value}
    return values.get(key)


def last(source: str, path: Path, value: Any) -> str:
    """The source of a YAML file with another item at the end of a list. Raises NotFoundError."""
    node = yaml.compose(source, yaml.SafeLoader)
    for key in path:
        node = _inside(node, key)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise NotFoundError(", ".join(map(str, path)))
    between = ", " if node.flow_style else f"\n{' ' * node.start_mark.column}- "
    end = _end(node.value[-1], source)
    return source[:end] + between + written(value) + source[end:]


def _end(node: yaml.Node, source: str) -> int:
    """Where the value ends: what the parser calls the end of a block is the beginning of the next one."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        inner = node.value[-1]
        return _end(inner[1] if isinstance(inner, tuple) else inner, source)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(source[start:end].rstrip())


def written(value: Any) -> str:
    """A value on one line, in quotation marks where YAML asks for them."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...").strip()
