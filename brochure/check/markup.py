"""What a page may be made of: the few forms that the brochure needs, so that each is styled, read aloud,
compared and printed right, and so that every word of the file reaches the page.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bs4 import BeautifulSoup, Tag

from brochure.problems import Problem
from brochure.read import blocks
from brochure.read.blocks import Page
from brochure.read.source import shown

FORMS = "paragraphs, lists, headings, bold, links, callouts and pictures by name"

# Each tag with its attributes, and the classes that a style sheet knows.
_TAGS = {
    "h1": {"id"},  # set by the Markdown library
    "h2": {"id"},
    "h3": {"id"},
    "p": {"class"},
    "ul": set(),
    "ol": set(),
    "li": set(),
    "strong": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "div": {"class"},
}
_CLASSES = {"kicker", "admonition-title", "admonition important", "admonition tip", "admonition warning"}

# What can be a part of its own in an item of a list.
_PARTS = ["p", "ul", "ol", "div", "h1", "h2", "h3"]

_TITLE = re.compile(r"\n*# [^{}\n]+(\n|\Z)")
_UNSAID = re.compile(r"(?<=\])\([^)\n]*\)|\{ ?[#.][\w-]+ ?\}|^ *!!! \w+", re.MULTILINE)
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+")  # everything but spaces and the punctuation of a keyboard


def check(name: str, text: str, page: Page) -> Iterator[Problem]:
    """Everything in a page that the brochure does not need, and every word that does not reach the reader.

    `page`: what the Markdown library makes of the `text`.
    """
    titled = _TITLE.match(text)
    if not titled:
        line = text.lstrip("\n").partition("\n")[0]
        cure = 'Write the title first, after "# ", and nothing in braces behind it.'
        yield Problem(name, _line(text, line), shown(line), 'a title, as in "# Title"', cure)
    soup = BeautifulSoup(page.html, "html.parser")
    found = list(_foreign(name, text, soup, page.raw))
    if not titled:  # what is in braces behind it is told
        found = [one for one in found if not one.found.endswith(" on <h1>")]
    blocks.mark(soup)
    yield from found or [*_mixed(name, soup), *_kicked(name, soup)] or _vanished(name, text, soup)


def _foreign(name: str, text: str, soup: BeautifulSoup, raw: Sequence[str]) -> Iterator[Problem]:
    pieces: dict[str, list[str]] = {}
    for piece in raw:
        pieces.setdefault(_line(text, piece), []).append(piece)
    for place, some in pieces.items():
        cure = "Write words and Markdown only; a sign such as & or < as itself, with a space after it."
        yield Problem(name, place, ", ".join(dict.fromkeys(some)), f"{FORMS}, without HTML", cure)
    if raw:
        return
    for tag in soup.find_all(True):
        place = _quoted(tag)
        if any(part.name not in _TAGS for part in tag.parents if part is not soup):
            continue  # a cell of a table: the table is told
        if tag.name not in _TAGS:
            cure = "Write it in one of these forms."
            yield Problem(name, place, f"<{tag.name}>", FORMS, cure)
        elif wrong := [repr(part) for part in _attributes(tag)]:
            cure = "Remove what makes it, in braces or in quotation marks, or mend its spelling."
            yield Problem(
                name, place, f"{', '.join(wrong)} on <{tag.name}>", "a form that the site knows", cure
            )
    for title in soup.find_all("h1")[1:2]:
        cure = 'Begin the lower titles with "## ".'
        yield Problem(
            name, _quoted(title), "a second title of the page", 'one line that begins with "# "', cure
        )


def _mixed(name: str, soup: BeautifulSoup) -> Iterator[Problem]:
    """Forms by which languages with the same blocks could look or count otherwise."""
    for item in soup.select("li"):
        parts = [
            "pictures" if "pictures" in (part.get("class") or ()) else part.name
            for part in item.find_all(_PARTS, recursive=False)
        ]
        if parts not in ([], ["p"], ["p", "pictures"]):
            cure = (
                "Write each paragraph as an item of its own, or after the list; pictures last, on one line."
            )
            yield Problem(
                name, _quoted(item), "an item of several parts", "one text, and its pictures after it", cure
            )
    for steps in soup.select("ol"):
        if (before := steps.find_previous(["ol", "h1", "h2", "h3"])) and before.name == "ol":
            cure = "Let the first list go on: four spaces before what stands between its items."
            found = "a second numbered list under one heading, which begins at 1 again"
            yield Problem(name, _quoted(steps), found, "one", cure)
    for callout in soup.select("div.admonition"):
        if not callout.get_text(strip=True) and not callout.find("figure"):
            cure = "Remove its line, which begins with !!!, or indent what belongs into it by four spaces."
            place = f"after {_quoted(before)}" if (before := callout.find_previous(_PARTS)) else ""
            yield Problem(name, place, "an empty callout", "a callout with a text", cure)
    for inside in soup.find_all(string=True):
        if signs := [sign for sign in "*[]" if sign in inside]:
            cure = "Remove it, or the backslash before it."
            place = f"“{blocks.short(' '.join(inside.split()))}”"
            found = f"the sign{'s' if signs[1:] else ''} {' and '.join(signs)} for readers"
            yield Problem(name, place, found, "bold words and links", cure)
            break


def _kicked(name: str, soup: BeautifulSoup) -> Iterator[Problem]:
    for tag in soup.select(".kicker"):
        if not (before := tag.find_previous_sibling()) or before.name != "h1":
            cure = "Remove it here."
            yield Problem(name, _quoted(tag), "{ .kicker }", "it on the text right below the title", cure)


def _quoted(tag: Tag) -> str:
    return f"“{blocks.short(tag.get_text(' ', strip=True))}”"


def _attributes(tag: Tag) -> Iterator[str]:
    for attribute, value in tag.attrs.items():
        value = " ".join(value) if isinstance(value, list) else value
        if attribute not in _TAGS[tag.name] or (attribute == "class" and value not in _CLASSES):
            yield f"{attribute}={value}"


def _vanished(name: str, text: str, soup: BeautifulSoup) -> Iterator[Problem]:
    """A word of the file that is not on the page, or one on the page that nobody wrote."""
    for image in soup.select("img"):
        cure = "Put it on a line of its own, with an empty line before and after it, as ![](picture:name)."
        yield Problem(name, f"the picture {image['src']!r}", "no picture by name", "![](picture:name)", cure)
        return
    for number, item in (
        (n, item) for ol in soup.select("ol") for n, item in enumerate(ol("li", recursive=False), 1)
    ):
        item.insert(0, f"{number} ")
    written, shown = _WORD.findall(_UNSAID.sub("", text)), _WORD.findall(soup.get_text(" "))
    if "".join(written) == "".join(shown):
        return
    for change, a, b, c, d in SequenceMatcher(None, written, shown, autojunk=False).get_opcodes():
        if change != "equal":
            lost, new = " ".join(written[a:b]), " ".join(shown[c:d])
            yield Problem(
                name,
                f"after “{' '.join(written[max(a - 5, 0) : a])}”",
                f"{lost!r} in the file, {new!r} on the page",
                "the same words in both",
                "Write it in another way: words in brackets or braces, beside a picture, or a number "
                "at the start of a line may mean something else in Markdown.",
            )


def _line(text: str, piece: str) -> str:
    words = piece.strip().partition("\n")[0]
    if words not in text:  # a form that the Markdown library has made
        words = re.sub(r"<[^>]*>", "", words)
    place = text.find(words) if words else -1  # a page may have no text at all
    return f"line {text.count(chr(10), 0, place) + 1}" if place >= 0 else ""
