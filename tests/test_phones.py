"""What is built uses nothing that the oldest phones lack, unless it is written down what happens there."""

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from bs4 import BeautifulSoup

from tests.conftest import PATHS, Site
from tests.phones import FILE

LACKING = {kind: {*names} for kind, names in json.loads(FILE.read_text("utf-8")).items()}
ANSWERS = yaml.safe_load((FILE.parent / "lacking.yml").read_text("utf-8"))
_STRINGS = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""")


def in_style(css: str) -> Iterator[str]:
    """The names that a style sheet has, each with its kind."""
    css = _STRINGS.sub('""', css)
    for name, value in re.findall(r"[;{]\s*([a-z-]+):([^;{}]+)", css):
        yield f"properties {name}"
        yield from (f"values {name}: {word}" for word in re.findall(r"[a-z][a-z-]*", value))
        yield from (f"units {unit}" for unit in re.findall(r"(?<![\w#.-])[\d.]+([a-z]+)\b", value))
        yield from (f"functions {function}" for function in re.findall(r"([a-z-]+)\(", value))
    yield from (f"at-rules {name}" for name in re.findall(r"@([a-z-]+)", css))
    yield from (
        f"media {name}"
        for query in re.findall(r"@media([^{]*)", css)
        for name in re.findall(r"\(([a-z-]+)", query)
    )
    yield from (
        f"selectors {name}" for name in re.findall(r"::?([a-z-]+)", re.sub(r"\{[^{}]*\}|@[^{;]*", "{}", css))
    )


def in_script(script: str) -> Iterator[str]:
    script = _STRINGS.sub('""', script)
    yield from (f"members {name}" for name in re.findall(r"\.([A-Za-z]\w*)", script))
    yield from (f"globals {name}" for name in re.findall(r"(?<![.\w])([A-Z]\w+)\b", script))


def in_page(html: str) -> Iterator[str]:
    for tag in BeautifulSoup(html, "lxml").find_all():
        yield f"elements {tag.name}"
        yield from (f"attributes {element} {name}" for name in tag.attrs for element in ("*", tag.name))


def lacking(names: Iterator[str]) -> set[str]:
    return {name for name in names if name.partition(" ")[2] in LACKING[name.partition(" ")[0]]}


@pytest.fixture(scope="module")
def used(site: Site) -> dict[str, set[str]]:
    """What is built and one of the oldest phones lacks, and the files that use it."""
    pages = [site.folder / path / "index.html" for path in (*PATHS, "go", "ar")]
    files = {
        **{file: in_style(file.read_text("utf-8")) for file in site.folder.glob("assets/*.css")},
        **{file: in_script(file.read_text("utf-8")) for file in site.folder.glob("**/*.js")},
        **{file: in_page(file.read_text("utf-8")) for file in (*pages, site.folder / "404.html")},
    }
    found: dict[str, set[str]] = {}
    for file, names in files.items():
        for name in lacking(names):
            found.setdefault(name, set()).add(file.relative_to(site.folder).as_posix())
    return found


def test_what_an_old_phone_lacks_has_an_answer(used: dict[str, set[str]]) -> None:
    assert {name: files for name, files in used.items() if name not in ANSWERS} == {}


def test_every_answer_is_still_asked_for(used: dict[str, set[str]]) -> None:
    assert [name for name in ANSWERS if name not in used] == []
    assert all(len(answer) > 20 for answer in ANSWERS.values())


@pytest.mark.parametrize(
    ("look", "text", "name"),
    [
        (in_style, "a{anchor-name:--a}", "properties anchor-name"),
        (in_style, "a{display:flex;align-content:end}", "values align-content: end"),
        (in_style, "a{height:10dvh}", "units dvh"),
        (in_style, "a{color:color-mix(in srgb,red,blue)}", "functions color-mix"),
        (in_style, "@container (width>1px){a{color:red}}", "at-rules container"),
        (in_style, "a:has(b){color:red}", "selectors has"),
        (in_script, "list.toSorted()", "members toSorted"),
        (in_script, "new CloseWatcher()", "globals CloseWatcher"),
        (in_page, "<p popover>x</p>", "attributes * popover"),
        (in_page, "<search>x</search>", "elements search"),
    ],
)
def test_every_kind_is_seen(look, text: str, name: str) -> None:  # type: ignore[no-untyped-def]
    assert name in lacking(look(text))


def test_what_all_phones_know_is_left() -> None:
    assert lacking(in_style("a{color:red;margin-inline:1rem}@media print{a::before{content:'x'}}")) == set()
    assert lacking(in_script("document.querySelector('a').closest('b').dataset.x")) == set()
