"""Blocks, sentences and parts of them, dropped, doubled, exchanged, denied or moved; headings, pictures, links."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from tests.conftest import LANGUAGES
from tests.mutations.change import (
    PAGES,
    Mutation,
    Page,
    Span,
    exchanged,
    lines,
    page,
    pages,
    replaced,
    short,
    strings,
    strings_file,
)

_PARENTHESIS = re.compile(r" ?(?<!\])[(（][^()]*[)）]")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_PICTURE = re.compile(r"!\[\]\(picture:([\w-]+)\)")
_ANCHOR = re.compile(r" \{ #([\w-]+) \}")


def mutations() -> Iterator[Mutation]:
    for found in pages():
        yield from _blocks(found)
        for part in found.said:
            yield from _sentences(found, part)
            yield from _parts(found, part)
            yield from _denied(found.file, found.code, part)
        yield from _headings(found)
        yield from _pictures(found)
        yield from _links(found)
    for code in LANGUAGES:
        for line in lines(code):
            if line.part == "strings" and not line.key.startswith(("check.", "search.", "sheet.")):
                yield from _denied(strings_file(code), code, line.value)
    yield from _moved()


def kind(chunk: Span) -> str:
    """What a line of a page is, by its first sign."""
    return "step" if chunk.text.lstrip()[:1].isdigit() else chunk.text.strip()[:1] if chunk.text.lstrip()[:1] in "-#!{" else "text"  # fmt: skip


def _blocks(found: Page) -> Iterator[Mutation]:
    file = found.file
    for chunk in found.chunks:
        name = f"{file}: “{short(chunk.text)}”"
        again = chunk.text + ("" if kind(chunk) in "-step" else "\n") + chunk.text
        yield Mutation("block dropped", name, {file: replaced((chunk, ""))})
        yield Mutation("block doubled", name, {file: replaced((chunk, again))})
    for one, two in pairwise(found.said):
        name = f"{file}: “{short(one.text)}” and “{short(two.text)}”"
        yield Mutation("blocks exchanged", name, {file: exchanged(one, two)})
        between = Span(one.end, two.start, found.text[one.end : two.start])
        yield Mutation("blocks joined", name, {file: replaced((between, " "))})


def _sentences(found: Page, part: Span) -> Iterator[Mutation]:
    file, sentences = found.file, found.sentences(part)
    for number, sentence in enumerate(sentences):
        name = f"{file}: “{short(sentence.text)}”"
        if len(sentences) > 1:
            yield Mutation("sentence dropped", name, {file: replaced((sentence, ""))})
            yield Mutation("sentence doubled", name, {file: replaced((sentence, f"{sentence.text} {sentence.text}"))})  # fmt: skip
        if number:
            edits = {file: exchanged(sentences[number - 1], sentence)}
            yield Mutation("sentences exchanged", name, edits)


def _parts(found: Page, part: Span) -> Iterator[Mutation]:
    file = found.file
    for clause in found.clauses(part):
        name = f"{file}: “{short(clause.text)}”"
        yield Mutation("clause dropped", name, {file: replaced((clause, ""))})
    for match in _PARENTHESIS.finditer(part.text):
        span = part.within(match)
        yield Mutation("parenthesis dropped", f"{file}: “{span.text}”", {file: replaced((span, ""))})
        yield Mutation("parenthesis doubled", f"{file}: “{span.text}”", {file: replaced((span, span.text * 2))})  # fmt: skip
    bold = [part.within(match) for match in _BOLD.finditer(part.text)]
    for span in bold:
        name = f"{file}: “{span.text}”"
        yield Mutation("bold dropped", name, {file: replaced((span, span.text.strip("*")))})
        yield Mutation("bold words dropped", name, {file: replaced((span, ""))})
        yield Mutation("bold not closed", name, {file: replaced((span, span.text[:-2]))})
    for one, two in pairwise(bold):
        yield Mutation("bold words exchanged", f"{file}: {one.text} and {two.text}", {file: exchanged(one, two)})  # fmt: skip
    words = [part.within(match) for match in re.finditer(r"(?<!\S)[^\W\d_]{2,}(?!\S)", part.text)]
    for one, two in list(pairwise(words))[:1]:
        yield Mutation("words exchanged", f"{file}: {one.text} and {two.text}", {file: exchanged(one, two)})
        yield Mutation("word dropped", f"{file}: {one.text}", {file: replaced((one, ""))})


def _denied(file: str, code: str, part: Span) -> Iterator[Mutation]:
    """A negation taken away, or one put in."""
    denials = strings(code)["search.negations"].value.text.strip('"').split()
    spans = [part.within(match) for match in re.finditer(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", part.text)]
    for span in spans:
        if span.text.casefold() in denials:
            name = f"{file}: “{span.text}” in “{short(part.text)}”"
            yield Mutation("negation dropped", name, {file: replaced((span, ""))})
    if len(spans) > 2:
        at = Span(spans[1].start, spans[1].start, "")
        yield Mutation("negation put in", f"{file}: “{short(part.text)}”", {file: replaced((at, f"{denials[0]} "))})  # fmt: skip


def _headings(found: Page) -> Iterator[Mutation]:
    file, chunks = found.file, [chunk for chunk in found.chunks if kind(chunk) == "#"]
    for chunk in chunks:
        name, sign = f"{file}: “{short(chunk.text)}”", Span(chunk.start, chunk.start, "")
        yield Mutation("heading lower", name, {file: replaced((sign, "#" if chunk.text[0] == "#" else ""))})
        yield Mutation("heading as text", name, {file: replaced((chunk, chunk.text.replace("#", "", 2).partition("{")[0].strip() + "\n"))})  # fmt: skip
        if chunk.text.startswith("##"):
            higher = Span(chunk.start, chunk.start + 1, "#")
            yield Mutation("heading higher", name, {file: replaced((higher, ""))})
        for match in _ANCHOR.finditer(chunk.text):
            span = chunk.within(match)
            for label, new in (("dropped", ""), ("renamed", " { #elsewhere }"), ("in capitals", span.text.upper()),
                               ("with a class", span.text.replace(" }", " .kicker }")), ("torn", span.text[:-1])):  # fmt: skip
                yield Mutation("anchor", f"{file}: {match[1]} {label}", {file: replaced((span, new))})
    anchors = [found.body.within(match) for match in _ANCHOR.finditer(found.body.text)]
    for one, two in combinations(anchors, 2):
        yield Mutation("anchor", f"{file}:{one.text} and{two.text} exchanged", {file: exchanged(one, two)})
    for one, two in combinations(chunks, 2):
        name = f"{file}: “{short(one.text)}” and “{short(two.text)}”"
        yield Mutation("headings exchanged", name, {file: exchanged(one, two)})


def _pictures(found: Page) -> Iterator[Mutation]:
    file, pictures = found.file, [found.body.within(match) for match in _PICTURE.finditer(found.body.text)]
    for span in pictures:
        ways = {
            "another": "![](picture:sneeze)" if "sneeze" not in span.text else "![](picture:lying)",
            "unknown": "![](picture:lyng)",
            "dropped": "",
            "doubled": f"{span.text} {span.text}",
            "from elsewhere": "![](https://pictures.example/lying.png)",
            "a file": "![](../assets/pictures/lying.svg)",
            "with a text": span.text.replace("[]", "[3 x]"),
            "with a title": span.text.replace(")", ' "3 x")'),
            "a link": span.text[1:],
        }
        for label, new in list(ways.items())[len(found.code + found.name) % 3 :: 3]:
            yield Mutation("picture", f"{file}: {span.text} {label}", {file: replaced((span, new))})
    for one, two in pairwise(pictures):
        yield Mutation("pictures exchanged", f"{file}: {one.text} and {two.text}", {file: exchanged(one, two)})  # fmt: skip


def _links(found: Page) -> Iterator[Mutation]:
    file, links = found.file, [found.body.within(match) for match in _LINK.finditer(found.body.text)]
    links = [span for span in links if "picture:" not in span.text]
    for span in links:
        words, target = _LINK.fullmatch(span.text).groups()  # type: ignore[union-attr]
        for label, new in {
            "another page": f"[{words}]({'../toilet.md' if '/' in found.name else 'toilet.md'})",
            "no page": f"[{words}](gone.md)",
            "no anchor": f"[{words}]({target}#gone)",
            "another site": f"[{words}](https://elsewhere.example/)",
            "another language": f"[{words}](../{'en' if found.code != 'en' else 'de'}/{target})",
            "a script": f"[{words}](javascript:alert(1))",
            "no link": words,
            "no words": f"[]({target})",
            "not closed": f"[{words}]({target}",
            "with a title": f'[{words}]({target} "3 x")',
            "dropped": "",
        }.items():
            yield Mutation("link", f"{file}: {span.text} {label}", {file: replaced((span, new))})
    for one, two in pairwise(links):
        yield Mutation("links exchanged", f"{file}: {one.text} and {two.text}", {file: exchanged(one, two)})


def _moved() -> Iterator[Mutation]:
    """A text in the place of that of another page or another language."""
    for one, two in pairwise(LANGUAGES):
        for name in PAGES:
            here, there = page(one, name), page(two, name)
            for mine, theirs in list(zip(here.said, there.said, strict=False))[:3]:
                label = f"{here.file}: “{short(theirs.text)}” of {two}"
                yield Mutation(
                    "block of another language", label, {here.file: replaced((mine, theirs.text))}, beside=two
                )
                label = f"{here.file} and {there.file}: “{short(mine.text)}”"
                edits = {here.file: replaced((mine, theirs.text)), there.file: replaced((theirs, mine.text))}
                yield Mutation("blocks of two languages exchanged", label, edits)
    for code in LANGUAGES:
        for a, b in pairwise(PAGES):
            here, there = page(code, a), page(code, b)
            mine, theirs = here.said[-1], there.said[-1]
            label = f"{here.file} and {there.file}: their last texts"
            edits = {here.file: replaced((mine, theirs.text)), there.file: replaced((theirs, mine.text))}
            yield Mutation("blocks of two pages exchanged", label, edits)
