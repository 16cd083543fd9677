"""language.yml: keys missing, empty, unknown or exchanged, placeholders, words of pictures, the review."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from tests.conftest import LANGUAGES
from tests.mutations.change import (
    Line,
    Mutation,
    Span,
    exchanged,
    lines,
    replaced,
    strings,
    strings_file,
    text_of,
)

_PAIRS = [
    ("guide.contract", "guide.relax"), ("guide.start", "guide.stop"), ("guide.pause", "guide.resume"),
    ("theme.light", "theme.dark"), ("guide.sound", "guide.vibration"), ("guide.sound", "guide.voice"),
    ("exercise.contraction.short-strong", "exercise.contraction.hold"), ("exercise.hold", "exercise.rest"),
    ("exercise.before.sneezing", "exercise.before.coughing"), ("page.next", "page.previous"),
    ("exercise.hold.value", "exercise.rest.value"), ("review.short", "review.reviewed"),
    ("check.seconds", "check.minutes"), ("check.weeks", "check.months"), ("guide.done", "guide.paused"),
]  # fmt: skip
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_REVIEW = "review:\n  state: reviewed\n  name: Anne Dupont\n  profession: midwife\n  date: 2026-01-31\n"


def mutations() -> Iterator[Mutation]:
    for code in LANGUAGES:
        file = strings_file(code)
        for line in lines(code):
            place = f"{file}: {line.part}, {line.key}"
            if line.key.endswith("legend"):
                yield Mutation("legend dropped", f"{place} “{line.value.text}”", {file: replaced((line.line, ""))})  # fmt: skip
                yield Mutation("legend doubled", f"{place} “{line.value.text}”", {file: replaced((line.line, line.line.text * 2))})  # fmt: skip
            else:
                yield Mutation("key missing", place, {file: replaced((line.line, ""))})
            if len(place) % 9 == 0:
                yield Mutation("key twice", place, {file: replaced((line.line, line.line.text * 2))})
            yield Mutation("key empty", place, {file: replaced((line.value, '""'))})
            yield from _placeholders(place, file, line)
        yield from _exchanged(code)
        yield from _spelt(code)
        yield from _reviewed(code)


def _placeholders(place: str, file: str, line: Line) -> Iterator[Mutation]:
    spans = [line.value.within(match) for match in _PLACEHOLDER.finditer(line.value.text)]
    for span in spans:
        name = span.text.strip("{}")
        ways = {
            "dropped": "",
            "without braces": name,
            "renamed": f"{{{name}s}}",
            "translated": "{número}",
            "in capitals": span.text.upper(),
            "in two braces": f"{{{span.text}}}",
            "in round ones": f"({name})",
            "with spaces": f"{{ {name} }}",
            "twice": f"{span.text} {span.text}",
            "not closed": span.text[:-1],
            "as a number": "10",
        }
        for label, new in list(ways.items())[len(place) % 4 :: 4]:
            yield Mutation("placeholder", f"{place}: {span.text} {label}", {file: replaced((span, new))})
    for one, two in pairwise(spans):
        if one.text != two.text:
            yield Mutation("placeholder", f"{place}: {one.text} and {two.text} exchanged", {file: exchanged(one, two)})  # fmt: skip


def _exchanged(code: str) -> Iterator[Mutation]:
    """Each text with the next of its sort, and with its opposite."""
    file, said = strings_file(code), strings(code)
    for (part, _), some in groupby(lines(code), key=lambda line: (line.part, line.key.rpartition(".")[2] if line.part == "pictures" else "")):  # fmt: skip
        found = list(some)
        for one, two in pairwise(found):
            if one.value.text != two.value.text:
                sort = "legend" if one.key.endswith("legend") else "string" if part == "strings" else part
                name = f"{file}: {one.key} “{one.value.text}” and {two.key} “{two.value.text}”"
                yield Mutation(f"{sort} exchanged", name, {file: exchanged(one.value, two.value)})
    for a, b in _PAIRS:
        if said[a].value.text != said[b].value.text:
            edits = {file: exchanged(said[a].value, said[b].value)}
            yield Mutation("string exchanged with its opposite", f"{file}: {a} and {b}", edits)
    for ending in ("alt", "caption"):
        words = [line for key, line in strings(code, "pictures").items() if key.endswith(f".{ending}")]
        for one, two in pairwise(words):
            yield Mutation("pictures' words exchanged", f"{file}: {one.key} and {two.key}", {file: exchanged(one.value, two.value)})  # fmt: skip
    for key, line in strings(code, "pictures").items():
        if key.endswith(".alt"):
            caption = strings(code, "pictures")[key.replace(".alt", ".caption")]
            yield Mutation("pictures' words exchanged", f"{file}: {key} and its caption", {file: exchanged(line.value, caption.value)})  # fmt: skip


def _spelt(code: str) -> Iterator[Mutation]:
    """A key or a part by another name, a text that is none."""
    file, text = strings_file(code), text_of(strings_file(code))
    turn = LANGUAGES.index(code)  # others in each language
    some = list(strings(code).values())[turn::33]
    for line in some:
        for label, new in {
            "misspelt": line.line.text.replace(f"{line.key}:", f"{line.key}s:"),
            "in capitals": line.line.text.replace(f"{line.key}:", f"{line.key.upper()}:"),
            "on two lines": line.line.text.replace(": ", ":\n    ", 1).rstrip("\n") + "\n\n    x\n",
            "without a space": line.line.text.replace(": ", ":", 1),
            "less far in": line.line.text[1:],
            "a tab": line.line.text.replace("  ", "\t", 1),
            "a number": f"  {line.key}: 10\n",
            "yes": f"  {line.key}: yes\n",
            "a list": f"  {line.key}: [a, b]\n",
            "a comment": line.line.text.replace(": ", ": # ", 1),
            "a quotation mark": line.line.text.replace(": ", ': "', 1).replace('""', '"'),
            "a colon": f"  {line.key}: {line.value.text.strip(chr(34))}: x\n",
            "a tag": f'  {line.key}: "<b>{line.value.text.strip(chr(34))}</b>"\n',
            "an alias": f"  {line.key}: *x\n",
            "a sign by its number": f'  {line.key}: "a\\u202eb"\n',
            "a line break by its number": f'  {line.key}: "a\\nb"\n',
        }.items():
            yield Mutation("string of another form", f"{file}: {line.key} {label}", {file: replaced((line.line, new))})  # fmt: skip
    for head in re.finditer(r"^(strings|pictures|glossary|review):.*\n", text, re.MULTILINE):
        span = Span(head.start(), head.end(), head[0])
        for label, new in {"dropped": "", "misspelt": f"x{head[0]}", "twice": head[0] * 2}.items():
            yield Mutation("part of language.yml", f"{file}: {head[1]} {label}", {file: replaced((span, new))})  # fmt: skip


def _reviewed(code: str) -> Iterator[Mutation]:
    """A review that nobody gave."""
    file, text = strings_file(code), text_of(strings_file(code))
    found = re.search(r"^review: (\w+)\n", text, re.MULTILINE)
    assert found, "a draft, or the source"
    span = Span(found.start(), found.end(), found[0])
    other = "draft" if found[1] == "source" else "source"
    for label, new in {
        "another word": f"review: {other}\n",
        "a bare word": "review: reviewed\n",
        "nobody's": _REVIEW.replace("Anne Dupont", '""'),
        "without a day": _REVIEW.replace("  date: 2026-01-31\n", ""),
        "on a day to come": _REVIEW.replace("2026", "2999"),
        "on no day": _REVIEW.replace("01-31", "02-31"),
        "by somebody": _REVIEW,
        "approved": _REVIEW.replace("state: reviewed", "state: approved"),
    }.items():
        yield Mutation("review", f"{file}: {label}", {file: replaced((span, new))})
