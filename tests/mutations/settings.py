"""What all languages share: mkdocs.yml, exercises.yml, published.yml, translator.yml, drawings; and the records."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.conftest import LANGUAGES, SETTINGS
from tests.mutations.change import Mutation, Span, exchanged, instead, replaced, text_of

_DRAWINGS = ["lying", "relaxed", "drawn-up", "layers", "lift-right", "lift-wrong"]
_NAME = re.compile(r"name: (\S+?)(?=,| \})")
_FEATURE = re.compile(r" {8}\w+: true")


def mutations() -> Iterator[Mutation]:
    yield from _mkdocs()
    yield from _exercises()
    yield from _lists()
    yield from _drawings()
    yield from _records()


def _lines(text: str) -> list[Span]:
    """The lines of a file that say something."""
    found = re.finditer(r"^ *[^ #\n].*\n", text, re.MULTILINE)
    return [Span(match.start(), match.end(), match[0]) for match in found]


def _mkdocs() -> Iterator[Mutation]:
    file, lines = "mkdocs.yml", _lines(SETTINGS)
    for line in lines:
        name = f"{file}: {line.text.strip()}"
        if not _FEATURE.match(line.text):  # which the hospital turns off as it likes
            yield Mutation("setting missing", name, {file: replaced((line, ""))})
        yield Mutation("setting twice", name, {file: replaced((line, line.text * 2))})
        if ": " in line.text and "{ locale" not in line.text:
            key = line.text.partition(": ")[0]
            yield Mutation("setting unknown", name, {file: replaced((line, line.text.replace(":", "s:", 1)))})
            yield Mutation("setting empty", name, {file: replaced((line, f"{key}:\n"))})
            yield Mutation("setting of another kind", name, {file: replaced((line, f"{key}: [1]\n"))})
    for block in re.finditer(r"^\w+:.*\n(?:(?: .*|#.*)?\n)*", SETTINGS, re.MULTILINE):
        span = Span(block.start(), block.end(), block[0])
        yield Mutation("setting missing", f"{file}: all of {block[0].partition(':')[0]}", {file: replaced((span, ""))})  # fmt: skip
    rest = SETTINGS[SETTINGS.index("  - pelvic-floor.md") :]
    edit = instead(rest, "")
    yield Mutation("setting missing", f"{file}: the reading order after its first page", {file: edit})
    pages = [line for line in lines if line.text.strip().endswith(".md")]
    for one, two in pairwise(pages):
        name = f"{file}: {one.text.strip()} and {two.text.strip()}"
        yield Mutation("pages in another order", name, {file: exchanged(one, two)})
    cards = [line for line in lines if re.match(r" {8}[\w-]+: (?!true)[\w-]+$", line.text)]
    for one, two in pairwise(cards):
        mine, theirs = one.within(_value(one)), two.within(_value(two))
        if mine.text != theirs.text:
            name = f"{file}: {one.text.strip()}"
            yield Mutation("cards exchanged", name, {file: exchanged(mine, theirs)})
    languages = [line for line in lines if "{ locale" in line.text]
    names = [line.within(match) for line in languages for match in _NAME.finditer(line.text)]
    for one, two in pairwise(names):
        yield Mutation("names of languages exchanged", f"{file}: {one.text} and {two.text}", {file: exchanged(one, two)})  # fmt: skip
    for span in names:
        for label, new in {"cut": f"name: {span.text[6:-1]}", "empty": 'name: ""', "in English": "name: Foreign",
                           "with a sign": f"{span.text}\u200b", "with a tag": f'name: "<b>{span.text[6:]}</b>"'}.items():  # fmt: skip
            yield Mutation("name of a language", f"{file}: {span.text} {label}", {file: replaced((span, new))})  # fmt: skip
    for line in languages:
        for label, new in {"with a region": "-BE", "of three letters": "x"}.items():
            edits = {file: replaced((line, re.sub(r"(locale: \w\w)", rf"\g<1>{new}", line.text)))}
            yield Mutation("code of a language", f"{file}: {line.text.strip()} {label}", edits)
    yield from _hospital()


def _value(line: Span) -> re.Match[str]:
    """What stands behind the colon of a line."""
    found = re.search(r"(?<=: )\S+", line.text)
    assert found
    return found


def _hospital() -> Iterator[Mutation]:
    for label, details in {
        "without a name": '\n    phone: "+32 3 000 00 00"',
        "a telephone number in words": "\n    name: AZ Voorbeeld\n    phone: none",
        "two telephone numbers": '\n    name: AZ Voorbeeld\n    phone: "03 000 00 00 / 03 000 00 01"',
        "half an e-mail address": "\n    name: AZ Voorbeeld\n    email: kine@",
        "an address that is a script": "\n    name: AZ Voorbeeld\n    url: javascript:alert(1)",
        "a logo that is not there": "\n    name: AZ Voorbeeld\n    logo: none.svg",
        "an unknown key": "\n    name: AZ Voorbeeld\n    fax: x",
        "a wrong digit in its telephone number": '\n    name: AZ Voorbeeld\n    phone: "+32 3 000 00 01"',
    }.items():
        edit = instead("  hospital: {}", f"  hospital:{details}")
        yield Mutation("hospital", label, {"mkdocs.yml": edit})


def _exercises() -> Iterator[Mutation]:
    file, text = "docs/exercises.yml", text_of("docs/exercises.yml")
    lines = _lines(text)
    for line in lines:
        name = f"{file}: {line.text.strip()}"
        yield Mutation("parameter missing", name, {file: replaced((line, ""))})
        yield Mutation("parameter twice", name, {file: replaced((line, line.text * 2))})
        yield Mutation("parameter misspelt", name, {file: replaced((line, line.text.replace(":", "s:", 1)))})
        for match in re.finditer(r"\d+", line.text):
            span = line.within(match)
            number = int(span.text)
            for new in (number + 1, number - 1, number * 10, 0, -number, f"{number}.5", f'"{number}"', "x", "six",
                        f"0{number}", f"0x{number}", f"{number}_0", f"[{number}]", "~", "True", "٦"):  # fmt: skip
                yield Mutation("parameter", f"{name} {new}", {file: replaced((span, str(new)))})
        for match in re.finditer(r"(?<=: )[a-z][\w-]+|(?<=[\[ ])[a-z]+(?=[,\]])", line.text):
            span = line.within(match)
            yield Mutation("parameter", f"{name} x", {file: replaced((span, "x"))})
    for one, two in pairwise(line for line in lines if re.search(r"\d", line.text)):
        mine, theirs = one.within(_value(one)), two.within(_value(two))
        if mine.text != theirs.text:
            name = f"{file}: {one.text.strip()}"
            yield Mutation("parameters exchanged", name, {file: exchanged(mine, theirs)})
    for new in (
        "10..3",
        "3..3",
        "3-10",
        "3..",
        "3..10..20",
        "[3, 10]",
        "3 .. 10",
        "3..11",
        "4..10",
        "03..10",
    ):
        yield Mutation("parameter", f"{file}: hold-seconds {new}", {file: instead("3..10", new)})
    edit = instead("[sneezing, coughing, lifting]", "[coughing, sneezing, lifting]")
    yield Mutation("parameter", f"{file}: tighten-before in another order", {file: edit})


def _lists() -> Iterator[Mutation]:
    """Each line of the two lists that no reader sees, lost or misspelt."""
    for file, kind in (("docs/published.yml", "address"), ("docs/translator.yml", "word for the translator")):
        lines = _lines(text_of(file))
        for line in lines[:: 1 if kind == "address" else 9]:
            name = f"{file}: {' '.join(line.text.split())[:60]}"
            yield Mutation(f"{kind} missing", name, {file: replaced((line, ""))})
            yield Mutation(f"{kind} twice", name, {file: replaced((line, line.text * 2))})
            misspelt = re.sub(r"^( *)([\w./-]+):", r"\1x\2:", line.text)
            yield Mutation(f"{kind} misspelt", name, {file: replaced((line, misspelt))})
            for match in re.finditer(r"(?<=[\[ ])[\w-]+(?=[,\]])", line.text if kind == "address" else ""):
                span = line.within(match)
                yield Mutation("address misspelt", f"{name} {span.text}", {file: replaced((span, f"x{span.text}"))})  # fmt: skip
        yield Mutation(f"{kind} missing", f"{file}: all", {file: ""})
        yield Mutation(f"{kind} missing", f"{file}: the file", {file: None})
    for file in ("mkdocs.yml", "docs/exercises.yml"):
        yield Mutation("shared file", f"{file}: missing", {file: None})
        yield Mutation("shared file", f"{file}: empty", {file: ""})
        yield Mutation("shared file", f"{file}: not YAML", {file: lambda text: text + "{\n"})
        yield Mutation("shared file", f"{file}: a list", {file: "- a\n"})
        yield Mutation("shared file", f"{file}: a sign that nobody sees", {file: instead(":", ":\u200b")})  # fmt: skip


def _drawings() -> Iterator[Mutation]:
    for one, two in pairwise(_DRAWINGS):
        files = [f"docs/assets/pictures/{name}.svg" for name in (one, two)]
        edits = {files[0]: text_of(files[1]), files[1]: text_of(files[0])}
        yield Mutation("drawings exchanged", f"{one} and {two}", {**edits})
    for name in _DRAWINGS:
        file = f"docs/assets/pictures/{name}.svg"
        yield Mutation("drawing", f"{file}: missing", {file: None})
        yield Mutation("drawing", f"{file}: empty", {file: ""})
        for label, old, new in (
            ("a text", "</svg>", "<text>3 x</text></svg>"),
            ("a script", "</svg>", "<script>x</script></svg>"),
            ("an image", "</svg>", '<image href="https://x.example/"/></svg>'),
            ("a link", "</svg>", '<a href="https://x.example/"></a></svg>'),
            ("a comment", "</svg>", "<!-- x --></svg>"),
            ("an event", "<path ", '<path onclick="x" '),
            ("a colour", 'fill="var(', 'fill="red" stroke="var('),
            ("a shape less", "<path ", '<path opacity="0" '),
            ("not closed", "</svg>", ""),
            ("another size", 'viewBox="', 'viewBox="1'),
            ("no size", "viewBox", "viewbox"),
        ):
            yield Mutation("drawing", f"{file}: {label}", {file: instead(old, new)})
    yield Mutation("drawing", "a new one", {"docs/assets/pictures/new.svg": text_of("docs/assets/pictures/lying.svg")})  # fmt: skip


def _records() -> Iterator[Mutation]:
    """The record alone: changed together with the text it would be an acceptance."""
    for code in LANGUAGES:
        file = f"docs/{code}/record.po"
        entries = list(re.finditer(r"^msgctxt .*\nmsgid (.*)\nmsgstr (.*)\n", text_of(file), re.MULTILINE))
        for entry in entries[5::100]:
            span = Span(entry.start(), entry.end(), entry[0])
            text = Span(entry.start(2), entry.end(2), entry[2])
            for label, part, new in (
                ("dropped", span, ""),
                ("twice", span, f"{span.text}\n{span.text}"),
                ("another text", text, '"x"'),
                ("no text", text, '""'),
                ("marked", span, f"#, fuzzy\n{span.text}"),
                ("obsolete", span, span.text.replace("msg", "#~ msg")),
                ("another Dutch", Span(entry.start(1), entry.end(1), entry[1]), '"x"'),
                ("reviewed by nobody", span, f"# reviewed: {{}}\n{span.text}"),
                ("not closed", text, text.text[:-1]),
            ):
                yield Mutation("record", f"{file}: {span.text.partition(chr(10))[0]} {label}", {file: replaced((part, new))})  # fmt: skip
