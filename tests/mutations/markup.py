"""What hides words or adds some: tags, attributes, comments, signs that nobody sees; and the data before a page."""

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from tests.conftest import ROOT
from tests.mutations.change import PAGES, Mutation, Page, Span, pages, replaced, short

# Each puts words of a text into a form: {0} the text, {1} its first word, {2} the rest.
_FORMS = {
    "a comment": "<!-- {0} -->",
    "half a comment": "<!-- {0}",
    "a comment in it": "{1} <!-- x --> {2}",
    "a tag": "<b>{1}</b> {2}",
    "a hidden span": "<span hidden>{1}</span> {2}",
    "a style": '<span style="display:none">{1}</span> {2}',
    "a script": "{0}<script>alert(1)</script>",
    "a frame": '{0}<iframe src="https://x.example/"></iframe>',
    "struck out": "<del>{1}</del> {2}",
    "a line break": "{1}<br>{2}",
    "a line break by spaces": "{1}  \n{2}",
    "a line break by a backslash": "{1}\\\n{2}",
    "an entity": "{1}&shy;{2}",
    "a zero-width entity": "{1}&#8203;{2}",
    "a number's entity": "{1} &#54; {2}",
    "a nameless entity": "{1} &nosuch; {2}",
    "code": "`{1}` {2}",
    "emphasis": "*{1}* {2}",
    "underscores": "__{1}__ {2}",
    "a footnote": "{0}[^1]\n\n[^1]: x",
    "a reference": "{0}\n\n[x]: https://x.example/",
    "a comment as a reference": "[//]: # ({0})",
    "an abbreviation": "{0}\n\n*[{1}]: x",
    "an address": "{1} <https://x.example/> {2}",
    "a bare address": "{1} https://x.example/ {2}",
    "a backslash": "\\{0}",
    "a bracket escaped": "{1} \\[{2}\\]",
    "braces": "{0}{{ .hidden }}",
    "braces with a style": '{0} {{ style="display:none" }}',
    "braces with hidden": "{0} {{ hidden=hidden }}",
    "braces below": "{0}\n{{: .hidden }}",
    "braces with a language": '{0} {{ lang="en" }}',
    "braces with a kicker": "{0}\n{{ .kicker }}",
    "braces on bold": "**{1}**{{ .hidden }} {2}",
    "a quotation": "> {0}",
    "a table": "| {1} | {2} |\n|---|---|\n| a | b |",
    "a fence": "```\n{0}\n```",
    "a code block": "\n        {0}",
    "a rule": "{0}\n\n---",
    "a heading below": "{0}\n---",
    "a callout of another kind": '!!! danger ""\n\n    {0}',
    "a callout that folds": '??? note ""\n\n    {0}',
    "a title of a callout": '!!! tip "{1}"\n\n    {2}',
    "a task": "- [ ] {0}",
    "a snippet": '--8<-- "{1}"\n{2}',
    "a template": "{{{{ {1} }}}} {2}",
    "a tilde": "~~{1}~~ {2}",
    "added and taken away": "{{++{1}++}} {2}",
    "formula": "$${1}$$ {2}",
    "a number at its start": "4. {0}",
    "a hyphen at its start": "- {0}",
    "a hash at its start": "#{0}",
    "a hash and a space": "# {0}",
    "a quotation mark more": '{1} " {2}',
    "an arrow": "{1} <- {2}",
    "dots": "{1} ... {2}",
}

# Each stands in the middle of a word, or in the place of one of its letters.
_SIGNS = {
    "right-to-left override": "\u202e", "left-to-right override": "\u202d", "isolate": "\u2067",
    "mark": "\u200f", "pop": "\u202c", "zero-width space": "\u200b", "zero-width joiner": "\u200d",
    "word joiner": "\u2060", "byte order mark": "\ufeff", "soft hyphen": "\u00ad", "stroke": "\u0338",
    "combining long stroke": "\u0336", "combining acute": "\u0301", "combining ring": "\u20dd", "variation selector": "\ufe0f",
    "tag": "\U000e0041", "grapheme joiner": "\u034f", "hangul filler": "\u3164", "braille blank": "\u2800",
    "replacement": "\ufffd", "line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\u0085",
    "vertical tab": "\u000b", "form feed": "\u000c", "NUL": "\u0000", "escape": "\u001b", "backspace": "\u0008",
    "private use": "\ue000", "unassigned": "\u0378", "no-break space": "\u00a0", "ideographic space": "\u3000",
    "thin space": "\u2009", "emoji": "🚫", "wide": "ｅ", "ligature": "ﬁ", "small capital": "ᴇ", "mathematical": "𝐞",
    "Cyrillic о": "о", "Greek ο": "ο", "Armenian": "օ", "Latin o": "o", "dotless i": "ı", "Arabic kaf": "ك", "Persian kaf": "ک",
    "figure": "⑥", "superscript": "²", "not equal": "≠", "division": "÷",
}  # fmt: skip

_ALIASES = re.compile(r"^  ([\w-]+): \[(.+)\]$", re.MULTILINE)
# What a search must not find, in each language.
UNNAMED: dict[str, list[str]] = {
    file.stem: yaml.safe_load(file.read_text("utf-8"))["nothing"]
    for file in (ROOT / "tests/data/queries").glob("*.yml")
}


def mutations() -> Iterator[Mutation]:
    for turn, found in enumerate(pages()):
        parts = [part for part in found.said if len(part.text.split()) > 2] or found.said
        # Each page has some of the forms and signs, each language all of them.
        for number, (label, form) in enumerate(_FORMS.items()):
            if number % 6 == turn % 6:
                yield _formed(found, parts[(turn + number) % len(parts)], label, form)
        for number, (label, sign) in enumerate(_SIGNS.items()):
            if number % 6 == turn % 6:
                yield from _signed(found, parts[(turn + number) % len(parts)], label, sign)
        yield from _front(found)


def _formed(found: Page, part: Span, label: str, form: str) -> Mutation:
    first, _, rest = part.text.partition(" ")
    edits = {found.file: replaced((part, form.format(part.text, first, rest)))}
    return Mutation("markup", f"{found.file}: {label} in “{short(part.text)}”", edits)


def _signed(found: Page, part: Span, label: str, sign: str) -> Iterator[Mutation]:
    letters = list(re.finditer(r"[^\W\d_]", part.text))
    at = part.within(letters[len(letters) // 2])
    name = f"{found.file}: {label} in “{short(part.text)}”"
    before = Span(at.start, at.start, "")
    yield Mutation("sign put in", name, {found.file: replaced((before, sign))})
    yield Mutation("sign for a letter", name, {found.file: replaced((at, sign))})


def _front(found: Page) -> Iterator[Mutation]:
    file, front = found.file, found.front
    ways = {
        "dropped": "",
        "not closed": front.text.removesuffix("\n").rstrip("-") + "\n",
        "not opened": front.text.removeprefix("---\n"),
        "twice": front.text * 2,
        "after a line": "\n" + front.text,
        "a title": front.text.replace("---\n", "---\ntitle: x\n", 1),
        "a template": front.text.replace("---\n", "---\ntemplate: x.html\n", 1),
        "hidden": front.text.replace("---\n", "---\nhide: true\n", 1),
        "a draft": front.text.replace("---\n", "---\ndraft: true\n", 1),
        "not to be found": front.text.replace("---\n", "---\nsearch:\n  exclude: true\n", 1),
        "misspelt": front.text.replace("aliases:", "alias:", 1),
        "another place": re.sub(r"^  ([\w-]+): \[", "  elsewhere: [", front.text, count=1, flags=re.MULTILINE),
        "one word": re.sub(r"\[.*?\]", "x", front.text, count=1),
        "no word": re.sub(r"\[.*?\]", "[]", front.text, count=1),
        "a number": re.sub(r"\[.*?\]", "[3]", front.text, count=1),
        "not closed list": front.text.replace("]", "", 1),
        "a tab": front.text.replace("  ", "\t", 1),
        "twice the same": re.sub(r"\[(.*?)\]", r"[\1, \1]", front.text, count=1),
    }  # fmt: skip
    for label, new in list(ways.items())[len(found.code + found.name) % 3 :: 3]:
        if new != front.text:
            yield Mutation("front matter", f"{file}: {label}", {file: replaced((front, new))})
    lists = [front.within(match) for match in _ALIASES.finditer(front.text)]
    for span in lists:
        place, _, words = span.text.strip(" ]").partition(": [")
        yield Mutation("aliases dropped", f"{file}: {place}", {file: replaced((span, ""))})
        yield Mutation("alias dropped", f"{file}: {place}", {file: replaced((span, f"  {place}: [{words.rpartition(', ')[0] or 'x'}]"))})  # fmt: skip
    for one, two in pairwise(lists):
        places = [span.text.split(":")[0] for span in (one, two)]
        crossed = [two.text.replace(places[1], places[0], 1), one.text.replace(places[0], places[1], 1)]
        edits = {file: replaced((one, crossed[0]), (two, crossed[1]))}
        yield Mutation("aliases exchanged", f"{file}:{places[0]} and{places[1]}", edits)
    for number, word in enumerate(UNNAMED[found.code] if lists else ()):
        if number % len(PAGES) == PAGES.index(found.name):  # each word once in a language
            span = lists[number % len(lists)]
            edits = {file: replaced((span, span.text.replace("[", f'["{word}", ', 1)))}
            yield Mutation("alias for a complaint", f"{file}: {word}", edits)
