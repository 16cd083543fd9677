"""Nothing that a browser fetches of its own accord is on another host, in any file that is built."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import Site

ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//)", re.I)
# What a browser fetches at once; where a link leads (a, area) is hers to follow.
FETCHED = [
    *(
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "data",
        "background",
        "manifest",
        "ping",
        "action",
        "formaction",
    ),
    *("archive", "codebase", "xlink:href", "profile", "cite", "longdesc", "classid", "dynsrc", "lowsrc"),
]
# A canonical address and those of other languages are names, which nobody fetches.
NAMES = {"canonical", "alternate"}
# Not addresses but names of formats, and what the libraries tell of themselves.
SAID = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}

UNFETCHED = re.compile(r"<link rel=\"(?:canonical|alternate)\"[^>]*>|xmlns=\"http://www.w3.org/2000/svg\"")


def fetched(tag: Tag) -> Iterator[str]:
    """Every address that one element has a browser fetch."""
    for name in FETCHED:
        yield from re.split(r",\s+", str(tag.get(name, "")))
    if tag.name in ("link", "use", "image", "base") and not NAMES & {*tag.get_attribute_list("rel")}:
        yield str(tag.get("href", ""))
    if tag.name == "meta" and str(tag.get("http-equiv", "")).lower() == "refresh":
        yield str(tag.get("content", "")).partition("=")[2]
    yield from in_style(str(tag.get("style", "")))
    yield from in_style(tag.get_text() if tag.name == "style" else "")


def in_style(css: str) -> list[str]:
    imports = re.findall(r"@import\s+[\"']([^\"']*)", css)
    return imports + re.findall(r"url\(\s*[\"']?([^\"')]*)", css)


def elsewhere(file: Path) -> list[str]:
    """Addresses of other hosts in a file; of a script, every one that stands in it at all."""
    text = file.read_text("utf-8")
    if not re.search(r"//|<script>|<style", UNFETCHED.sub("", text)):
        return []  # nothing to parse: an address of another host has two slashes
    if file.suffix in (".html", ".svg"):
        parser = "html.parser"
        found = [address for tag in BeautifulSoup(text, parser).find_all() for address in fetched(tag)]
        inline = [str(script) for script in BeautifulSoup(text, parser).select("script:not([src])")]
        return [one for one in found if ELSEWHERE.match(one) and not one.startswith("data:")] + inline
    if file.suffix == ".css":
        return [one for one in in_style(text) if ELSEWHERE.match(one) and not one.startswith("data:")]
    if file.suffix == ".js":
        return sorted({*re.findall(r"""(?:https?:|wss?:)?//[\w-]+(?:\.[\w-]+)+[^\s"'`)]*""", text)} - SAID)
    return []


@pytest.mark.parametrize("kind", ["html", "css", "js", "svg"])
@pytest.mark.parametrize("built", ["site", "addressed"])
def test_no_built_file_has_a_browser_ask_another_host(
    request: pytest.FixtureRequest, built: str, kind: str
) -> None:
    site: Site = request.getfixturevalue(built)
    files = sorted(site.folder.rglob(f"*.{kind}"))
    assert files
    assert {str(file.relative_to(site.folder)): found for file in files if (found := elsewhere(file))} == {}


def test_no_other_kind_of_file_is_one_that_asks(site: Site) -> None:
    kinds = {file.suffix for file in site.folder.rglob("*") if file.is_file()}
    assert kinds <= {".html", ".css", ".js", ".svg", ".json", ".csv", ".pdf", ".png", ".xml", ".webmanifest"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<img src="https://other.example/a.png">'),
        ("a.html", '<img srcset="a.png 1x, //other.example/a.png 2x">'),
        ("a.html", '<link rel="preconnect" href="https://other.example">'),
        ("a.html", '<meta http-equiv="Refresh" content="0; url=https://other.example/">'),
        ("a.html", '<a href="x" ping="https://other.example/">x</a>'),
        ("a.html", '<p style="background: url(//other.example/a.png)">'),
        ("a.html", "<style>@import 'https://other.example/a.css';</style>"),
        ("a.html", "<script>fetch(a + b)</script>"),
        ("a.html", '<svg><use href="https://other.example/a.svg#b"/></svg>'),
        ("a.css", "@import url(https://other.example/a.css);"),
        ("a.css", "a{src:url('//other.example/a.woff2')}"),
        ("a.js", 'fetch("https://other.example/count")'),
        ("a.js", "new Image().src='//other.example/a.gif'"),
        ("a.js", "new WebSocket(`wss://other.example`)"),
    ],
)
def test_every_way_to_ask_is_seen(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert elsewhere(tmp_path / name) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.html",
            '<a href="https://hospital.example">x</a><link rel="canonical" href="https://a.example/">',
        ),
        ("a.css", "a{background:url(data:image/svg+xml,a)}"),
        ("a.js", 'document.createElementNS("http://www.w3.org/2000/svg", "path") // 3.5'),
    ],
)
def test_what_nobody_fetches_is_left(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert elsewhere(tmp_path / name) == []
