"""A text is put back where it stood, and nothing beside it changes."""

from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from brochure.read import blocks
from brochure.write import revision
from tests.conftest import LANGUAGES, ROOT

PAGE = """---
aliases: # not shown
  page: [a, b]
---

# Title

## Part { #part }

1. **Bold:** one
   and two
2. See [there](toilet.md).

!!! tip "Tip"

    Tip and more
"""


def read(source: str) -> blocks.Page:
    return blocks.read(Markdown(extensions=["admonition", "attr_list"]).convert(source))


def test_each_block_can_be_changed_and_keeps_its_marks() -> None:
    body = PAGE.partition("---\n\n")[2]
    changed = revision.page(body, read(body), {1: "New", 3: "**Bold:** three", 5: "Hint", 6: "Tip"})
    assert changed == (
        body.replace("Title", "New")
        .replace("one\n   and two", "three")
        .replace('"Tip"', '"Hint"')
        .replace("Tip and more", "Tip")
    )


def test_a_text_that_stands_otherwise_in_the_file_is_not_guessed() -> None:
    with pytest.raises(revision.NotFoundError, match="1, heading 1"):
        revision.page("# Other\n", read("# Title\n"), {1: "New"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_block_of_every_page_is_found(code: str) -> None:
    for file in (ROOT / "docs" / code).rglob("*.md"):
        body = file.read_text("utf-8").rpartition("---\n")[2]
        page = read(body)
        same = {block.number: block.inline for block in page.blocks}
        assert revision.page(body, page, same).split() == body.split(), file


def test_a_value_is_changed_in_its_place_and_quoted_where_yaml_asks_for_it(tmp_path: Path) -> None:
    source = 'a: # why\n  b: one # note\n  c: "two: 2"\nlist:\n  - x\n  - y\nflow: [a, b]\n'
    changes: dict[revision.Path, object] = {
        ("a", "b"): "1: #",
        ("a", "c"): "two",
        ("list", 1): "z",
        ("flow",): ["a", "c: d"],
    }
    assert revision.data(source, changes) == (
        "a: # why\n  b: '1: #' # note\n  c: two\nlist:\n  - x\n  - z\nflow: [a, 'c: d']\n"
    )
    with pytest.raises(revision.NotFoundError, match="a, d"):
        revision.data(source, {("a", "d"): "x"})


def test_a_value_of_several_lines_is_replaced_and_what_stands_after_it_stays() -> None:
    source = "review:\n  state: reviewed\n  name: Anne\n\n# Strings\nstrings:\n  - x\n  - y # last\nlast: |\n  a\n  b\n"
    changes: dict[revision.Path, object] = {("review",): "draft", ("strings",): ["z"], ("last",): "c"}
    changed = revision.data(source, changes)
    assert yaml.safe_load(changed) == {"review": "draft", "strings": ["z"], "last": "c"}
    assert "\n\n# Strings\n" in changed


@pytest.mark.parametrize("source", [
    "a:\n  - b:\n      list:\n        - { x: 1 } # one\nz: 1\n",
    "a:\n- b:\n    list:\n      - x: 1\n        y: 2\n\n# z\nz: 1\n",
    "a: [{ b: { list: [{ x: 1 }] } }]\nz: 1\n",
])  # fmt: skip
def test_a_list_of_any_form_gets_another_item(source: str) -> None:
    before, value = yaml.safe_load(source), {"locale": "no", "name": "Norsk: a, b"}
    after = yaml.safe_load(revision.last(source, ("a", "b", "list"), value))
    before["a"][0]["b"]["list"].append(value)
    assert after == before
    with pytest.raises(revision.NotFoundError, match="a, c"):
        revision.last(source, ("a", "c"), value)
