"""What people and programs do every day and may do: it must pass, or pass once somebody has accepted it."""

import re
import unicodedata
from collections.abc import Iterator

from tests.conftest import LANGUAGES, SETTINGS
from tests.mutations.change import (
    PAGES,
    Mutation,
    instead,
    page,
    pages,
    replaced,
    short,
    strings,
    strings_file,
    text_of,
)

_AS_IT_IS, _ONCE_ACCEPTED = "as it is", "once accepted"
_SAME = {
    "nl": "Zo",
    "ar": "هكذا",
    "fa": "چنین",
    "ps": "داسې",
    "ti": "ከምዚ",
    "bg": "Така",
    "ru": "Так",
    "uk": "Отак",
}


def mutations() -> Iterator[Mutation]:
    for found in pages():
        file, text = found.file, found.text
        for part in found.said:
            place = part.text.find(" ", len(part.text) // 2)
            indent = re.match(r" *", text[text.rfind("\n", 0, part.start) + 1 :])
            listed = text[text.rfind("\n", 0, part.start) + 1 : part.start].strip()
            if place > 0 and listed[:1] != "#":
                margin = indent[0] if indent and not listed else "    " if listed else ""
                wrapped = f"{part.text[:place]}\n{margin}{part.text[place + 1 :]}"
                yield Mutation("a line wrapped", f"{file}: “{short(part.text)}”", {file: replaced((part, wrapped))}, _AS_IT_IS)  # fmt: skip
            word = _SAME.get(found.code, "So")
            longer = f"{part.text.rstrip('.')} {word}" + ("." if part.text.endswith(".") else "")
            brochure = found.code == "nl" and found.name not in ("about.md", "letter.md")  # word for word
            doubted = found.code != "nl" and part.text[-12:] in text_of(f"docs/{found.code}/doubts.yml")
            if not part.text.endswith(("!", "…")) and not brochure and not doubted:
                yield Mutation("a word more", f"{file}: “{short(part.text)}”", {file: replaced((part, longer))}, _ONCE_ACCEPTED)  # fmt: skip
        for match in re.finditer(r"\[(?=\S)", found.front.text):
            span = found.front.within(match)
            yield Mutation("an alias more", f"{file}", {file: replaced((span, "[zzz, "))}, _ONCE_ACCEPTED)
        for label, new in _saved(text).items():
            yield Mutation("saved by another editor", f"{file}: {label}", {file: new}, _AS_IT_IS)
    for code in LANGUAGES:
        file = strings_file(code)
        for label, new in _saved(text_of(file)).items():
            yield Mutation("saved by another editor", f"{file}: {label}", {file: new}, _AS_IT_IS)
        for line in list(strings(code).values())[::5]:
            text = line.value.text
            if text[0] != "'" and '"' not in text:
                quoted = f'"{text}"'
                yield Mutation("a text in quotation marks", f"{file}: {line.key}", {file: replaced((line.value, quoted))}, _AS_IT_IS)  # fmt: skip
        for key, line in strings(code, "pictures").items():
            if key.endswith(".caption") and line.value.text[0] not in "'\"":
                edits = {file: replaced((line.value, f"{line.value.text} {_SAME.get(code, 'So')}"))}
                yield Mutation("a caption reworded", f"{file}: {key}", edits, _ONCE_ACCEPTED)
        for name in (".DS_Store", "._toilet.md", ".toilet.md.swp", "toilet.md~", "#toilet.md#", "Thumbs.db"):
            yield Mutation("a file of the system", f"docs/{code}/{name}", {f"docs/{code}/{name}": "x"}, _AS_IT_IS)  # fmt: skip
    yield from _settings()


def _saved(text: str) -> dict[str, str | bytes]:
    """The same text as another program writes it."""
    ways: dict[str, str | bytes] = {
        "lines of Windows": text.replace("\n", "\r\n").encode(),
        "a byte order mark": "\ufeff" + text,
        "NFD": unicodedata.normalize("NFD", text),
        "no last line break": text.rstrip("\n"),
        "more of them": f"{text}\n\n",
        "a space at the end of lines": re.sub(r"(?<=\S)$", " ", text, flags=re.MULTILINE),
    }
    return {label: new for label, new in ways.items() if new != text}


def _settings() -> Iterator[Mutation]:
    for found in re.finditer(r"^ {8}(\w+): true", SETTINGS, re.MULTILINE):
        edit = instead(found[0], found[0].replace("true", "false"))
        yield Mutation("a feature turned off", found[1], {"mkdocs.yml": edit}, _AS_IT_IS)
    details = '  hospital:\n    name: AZ Voorbeeld\n    phone: "+32 3 000 00 00"'
    edit = instead("  hospital: {}", details)
    yield Mutation("the hospital's details", "mkdocs.yml", {"mkdocs.yml": edit}, _AS_IT_IS)
    for file in ("mkdocs.yml", "docs/exercises.yml", "docs/published.yml", "docs/translator.yml"):
        yield Mutation("a comment more", file, {file: lambda text: f"# x\n{text}"}, _AS_IT_IS)
        yield Mutation("lines of Windows", file, {file: lambda text: text.replace("\n", "\r\n")}, _AS_IT_IS)
    weeks = {page(code, "postnatal.md").file: page(code, "postnatal.md").text + "\n" for code in LANGUAGES}
    yield Mutation("a line more in every language", PAGES[-3], {**weeks}, _AS_IT_IS)
