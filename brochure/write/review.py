"""`make review`: a sheet on which a clinician reviews a translation, and what she sends back.

The sheet is one HTML file (overrides/sheet/) that needs no server; she returns a JSON file, which
`make accept FILE=…` puts into the sources. A text stands there as a lay person writes it: bold between
*asterisks* as in a chat, a link between [brackets].
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from brochure.check.fidelity import Counting
from brochure.check.record import Behind
from brochure.content import Content
from brochure.read import languages, strings, styles
from brochure.read.languages import Language
from brochure.read.pictures import Picture
from brochure.read.source import SOURCE
from brochure.read.strings import numbers, placeholders
from brochure.read.wording import STRINGS, Text

TEMPLATES = Path("overrides/sheet")

_BOLD, _LINK = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"(?<!!)\[([^\]]*)\]\(([^)]*)\)")
_LAY_BOLD, _LAY_LINK = re.compile(r"\*([^*]+)\*"), re.compile(r"\[([^\]]*)\]")

# What the sheet's script says, by the ends of the strings' keys.
_MESSAGES = [
    *(
        "numbers",
        "units",
        "negation",
        "kept",
        "broken",
        "progress",
        "stored",
        "unstored",
        "loaded",
        "older",
        "foreign",
    ),
    *("differs", "differing", "take", "missing", "warned", "open", "send"),
]


@dataclass(frozen=True)
class Item:
    """One text of the sheet, beside its Dutch."""

    number: int
    key: str
    dutch: str
    text: str
    note: str
    """Where it stands, in the words for the translator."""
    say: str
    """The string of the sheet that says what it is."""
    numbers: Sequence[int]
    """The numbers of the Dutch, which a change must keep in their order."""
    units: Sequence[str] = ()
    denies: str = "false"
    """Whether the present text has a negation, as the script says it."""
    picture: Picture | None = None
    hints: Sequence[tuple[str, Mapping[str, str]]] = ()

    @property
    def kept(self) -> list[str]:
        """What a page fills in, such as {count}."""
        return placeholders(self.dutch)

    @property
    def rows(self) -> int:
        """Lines of the field, for some 45 letters each."""
        return 2 + len(self.text or self.dutch) // 45

    @property
    def signs(self) -> str:
        return signs(self.text or self.dutch)


@dataclass(frozen=True)
class Group:
    """Texts under one heading: a page, or a string of the sheet that names them."""

    id: str
    title: str
    say: str = ""
    items: list[Item] = field(default_factory=list)


def lay(text: str) -> str:
    """A block as a lay person reads it: *bold*, and a [link] without its address."""
    return _LINK.sub(r"[\1]", _BOLD.sub(r"*\1*", text))


def markdown(text: str, before: str) -> str:
    """What a lay person wrote, as Markdown with the links of the text before."""
    targets = iter([target for _, target in _LINK.findall(before)])
    linked = _LAY_LINK.sub(lambda link: f"[{link[1]}]({next(targets, '')})", text)
    return _LAY_BOLD.sub(r"**\1**", linked)


def in_order(text: str, before: str) -> bool:
    """Whether the links that a lay text still has from the one before stand in the same order."""
    mine, theirs = _LAY_LINK.findall(text), _LAY_LINK.findall(before)
    kept = [label for label in mine if label in theirs]
    return kept == [label for label in theirs if label in mine]


def signs(text: str) -> str:
    """The pairs of asterisks and brackets of a lay text, such as "*[" for one of each; "?" for a broken one."""
    opened: list[str] = []
    found: list[str] = []
    for sign in re.findall(r"[*\[\]]", text):
        if opened and (opened[-1], sign) in {("*", "*"), ("[", "]")}:
            found.append(opened.pop())
        else:
            opened.append(sign)
    return "?" if opened else "".join(sorted(found))


def sheet(found: Content, code: str, project: Path) -> str:
    """The review sheet of a language, in HTML; with an empty right side for a language that is not there yet."""
    known = code in found.records
    own = found.language(code) if known else Language(code, _name(code), languages.direction_of(code))
    source = found.language(SOURCE)
    groups = list(_groups(found, own, strings.notes(project / "docs")))
    english = [one for one in found.languages if one.code == "en"]
    spoken = [own if known else (english or [source])[0], source]
    environment = Environment(loader=FileSystemLoader(project / TEMPLATES), autoescape=True)
    environment.filters["rich"] = _rich
    style = styles.joined(project / TEMPLATES / "sheet.css")
    script = (project / TEMPLATES / "sheet.js").read_text("utf-8")
    texts = [(item.key, item.dutch, item.text) for group in groups for item in group.items]
    return environment.get_template("sheet.html").render(
        code=code,
        name=own.name,
        direction=own.direction,
        new=not known,
        groups=groups,
        spoken=_once(spoken),
        made=hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12],
        messages={name: [_message(one, name) for one in _once(spoken)] for name in _MESSAGES},
        number_words=Counting(own).number_words if known else {},
        unit_words=Counting(own).units if known else {},
        negations=sorted(Counting(own).negations) if known else [],
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _groups(found: Content, own: Language, notes: Mapping[str, str]) -> Iterator[Group]:
    """The glossary first, then page by page with its pictures, then the words of the interface."""
    known = own.code in found.records
    behind = {one.text.key: one for one in found.records[own.code].behind} if known else {}
    now = {text.key: text.text for text in found.texts.get(own.code, ())}
    every = found.dutch_texts
    dutch = [text for text in every if text.key in now and text.file != "mkdocs.yml"] if known else every
    counted, own_counting = Counting(found.language(SOURCE)), Counting(own) if known else None
    shown: dict[str, Item] = {}
    pictured: list[str] = []

    def units(text: Text, said: str) -> Sequence[str]:
        if not own_counting:
            return ()
        return counted.units_of(text.text) if _counted(text) else own_counting.units_of(said)

    def item(text: Text, picture: Picture | None = None) -> Item:
        said = lay(now.get(text.key, "")) if text.is_block else now.get(text.key, "")
        beside = lay(text.text) if text.is_block else text.text
        made = Item(
            len(shown) + 1,
            text.key,
            beside,
            said,
            notes.get(text.key, "") if text.place.startswith("strings, ") else "",
            "aliases" if text.place.startswith("aliases, ") else "",
            (counted.numbers_of if known else numbers)(text.text) if _counted(text) else [],
            units(text, said),
            str(own_counting.denies(said) if own_counting else False).lower(),
            picture,
            list(_hints(found, own, text, now.get(text.key, ""), behind.get(text.key))) if known else [],
        )
        shown[text.key] = made
        return made

    yield Group(
        "glossary", "", "glossary", [item(text) for text in dutch if text.place.startswith("glossary, ")]
    )
    words = [text for text in dutch if text.file == STRINGS]
    for file, page in found.sources.pages[SOURCE].items():
        group = Group(re.sub(r"\W", "-", file), page.blocks[0].text)
        for text in sorted((text for text in dutch if text.file == file), key=lambda one: not one.is_block):
            if not text.picture:
                if text.is_block or text.place.startswith("aliases, "):
                    group.items.append(item(text))
            elif text.picture not in pictured:
                pictured.append(text.picture)
                mine = [one for one in words if one.picture == text.picture]
                group.items.extend(
                    item(one, found.pictures[text.picture] if one is mine[0] else None) for one in mine
                )
        yield group
    rest = [text for text in dutch if text.key not in shown and text.file in (STRINGS, "mkdocs.yml")]
    yield Group("interface", "", "interface", [item(text) for text in rest])


def _hints(
    found: Content, own: Language, text: Text, now: str, behind: Behind | None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    marks = found.marks(own.code)(now, text.text) if _counted(text) else []
    yield from ((mark, {}) for mark in marks)
    if behind and behind.before != behind.dutch:
        yield "before", {"text": lay(behind.before)}
    for question in found.doubts[own.code].get(text.key, ()):
        yield "doubt", {"text": question}


def _counted(text: Text) -> bool:
    """Whether its numbers, sentences and negations say something."""
    return text.seen and not text.place.startswith("strings, check.")


def _rich(text: str) -> Markup:
    """A lay text with its bold words, its links underlined, and its numbers marked."""
    html = str(escape(text))
    html = re.sub(r"(?<![&#\w{])\d+", r"<mark>\g<0></mark>", html)
    html = _LAY_BOLD.sub(r"<strong>\1</strong>", html)
    return Markup(_LAY_LINK.sub(r"<u>\1</u>", html))


def _message(language: Language, name: str) -> dict[str, str]:
    text = language.text(f"sheet.{name}")
    return {"lang": language.code, "dir": language.direction, "text": text}


def _once(spoken: Sequence[Language]) -> list[Language]:
    return [one for number, one in enumerate(spoken) if one not in spoken[:number]]


def _name(code: str) -> str:
    return str(Locale.parse(code).get_display_name(code) or code).capitalize()


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
