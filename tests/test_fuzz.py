"""Whatever stands in a file: it is read as it stands there, or told in our own words. Never a traceback.

The same examples every time, as many as take half a minute; FUZZ=50 tries fifty times as many, and others each time.
"""

import datetime
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig

from brochure import content, plugin
from brochure.check import permanence, record
from brochure.content import Content
from brochure.problems import ContentError, Problem, SettingsError
from brochure.read import characters, colours, doubts, exercises, hospital, source
from brochure.read.settings import Settings
from brochure.read.source import UnreadableError
from brochure.write import returned
from tests.conftest import ROOT, accepted, change
from tests.mutate import remember
from tests.test_returned import review

FUZZ = int(os.environ.get("FUZZ", "1"))


def examples(number: int) -> settings:
    return settings(
        max_examples=number * FUZZ,
        derandomize=FUZZ == 1,
        database=None,
        deadline=None,  # what hangs is stopped by whoever waits; sizes are bounded
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


# What has a meaning of its own somewhere: in YAML, JSON, Markdown, HTML, PO, a date, an address, a telephone number.
SPECIAL = st.sampled_from([
    "", " ", "~", "null", "yes", "1_000", "0x10", "1e3", "-0", ".nan", ".inf", "1:30", "9" * 5000, "2026-02-30", "2026-01-01 25:00:00",
    "&a", "*a", "<<: ", "!!bool x", "!!timestamp x", "!!int x", "!!int ''", "!!float x", "!!binary x", "!!set {a}", "!!python/name:os.system", "! x", "!ENV x",
    "%YAML 9.9\n---", "---", "...", "--- a\n--- b", "? a", "- ", "[", "]", "{", "}", "|", ">", ": ", " #", "'", '"', "\\", "`", "@", "\t",
    "# T", "## T { #t }", "{ .kicker }", "{ #", "!!! tip \"\"", "    x", "1. x", "- x", "* x", "> x", "![](picture:lying)", "![](x)", "[x](toilet.md)", "[x](", "[x]: y", "***", "_x_", "<b>", "</b>", "<!--", "-->", "<![CDATA[", "&amp;", "&#x202e;", "<script>", "```", "~~~",
    "msgid \"\"", "msgstr", "msgctxt \"x, y\"", "#~ msgid \"a\"", "#, fuzzy", "msgid_plural \"a\"", "msgstr[0] \"a\"", "msgstr[x] \"a\"",
    "3..10", "10..3", "03 000 00 00", "+32", "a@b.cd", "https://x", "logo.svg", "../x.svg", "#004a80", "nl", "fr", "draft", "reviewed", "go/", "./", "{count}", "{", "½", "٣", "²",
    "\u0000", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffe", "\U0010ffff", "\u0301", "é", "e\u0301", "\r", "\x0c",
])  # fmt: skip
TEXT = st.one_of(SPECIAL, st.text(max_size=30), st.lists(SPECIAL, max_size=6).map("".join))
LINES = st.lists(TEXT, max_size=12).map("\n".join)
DEEP = st.sampled_from(["[" * 500, "{a: " * 5_000, "- " * 5_000, "> " * 500, "- a\n" + "  " * 200 + "- b", "(" * 5_000, "*" * 3_000, "[a](" * 500])  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=100),
    LINES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    DEEP.map(str.encode),
)
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 400),
    st.integers(),
    st.floats(),
    st.dates(datetime.date(1900, 1, 1)),
    TEXT,
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        TEXT,
        st.text(st.characters(codec=None), max_size=5),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)


def dumped(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys that lead to each value of the data."""
    yield place
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*place, key))


def put(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The data with another value at a place."""
    if not place:
        return value
    key, *rest = place
    copy = data.copy()
    copy[key] = put(data[key], tuple(rest), value) if rest else value
    return copy


def one_replaced(data: Any, values: st.SearchStrategy[Any] = VALUE) -> st.SearchStrategy[Any]:
    """The data with one value, wherever it stands, replaced by any."""
    return st.builds(put, st.just(data), st.sampled_from(list(places(data))), values)


def plain(data: Any) -> Any:
    return yaml.safe_load((ROOT / data).read_text("utf-8"))


def told(problems: Any) -> None:
    """In our own words, that can be printed, and not at endless length."""
    assert problems
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.found and problem.expected and problem.cure, problem
        str(problem).encode()  # in signs that a terminal can write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


# Any bytes


@given(data=BYTES, code=st.sampled_from(["", "nl", "fa"]))
@examples(150)
def test_a_text_is_read_as_it_stands_there_or_told(folder: Path, data: bytes, code: str) -> None:
    file = folder / "text"
    file.write_bytes(data)
    try:
        text = source.read_text(file, "text", code)
    except UnreadableError as error:
        told(error.problems)
        return
    expected = unicodedata.normalize("NFC", data.decode("utf-8").removeprefix("\ufeff"))
    assert text == expected.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    assert not any(characters.unseen(line, code) for line in text.split("\n"))


@given(data=st.one_of(BYTES, VALUE.map(lambda value: dumped(value).encode("utf-8", "surrogatepass"))))
@example(data=b"[" * 100_000)  # libyaml falls into it, and the process with it
@example(data=b"a: !!bool x\n")
@example(data=b"a: !!timestamp x\n")
@example(data=b"a: !!int ''\n")
@examples(400)
def test_yaml_is_read_as_by_another_reader_or_told(folder: Path, data: bytes) -> None:
    file = folder / "data.yml"
    file.write_bytes(data)
    try:
        found = source.read_yaml(file, "data.yml")
    except UnreadableError as error:
        told(error.problems)
        return
    expected = yaml.load(source.read_text(file, "data.yml"), yaml.SafeLoader)
    assert repr(found) == repr(expected)


@given(
    data=st.one_of(BYTES, LINES.map(lambda text: f"---\n{text}\n---\n# T\n".encode("utf-8", "surrogatepass")))
)
@examples(150)
def test_a_page_is_read_as_it_stands_there_or_told(folder: Path, data: bytes) -> None:
    file = folder / "page.md"
    file.write_bytes(data)
    try:
        text, front = source.read_page(file, "page.md")
    except UnreadableError as error:
        told(error.problems)
        return
    whole = source.read_text(file, "page.md")
    assert whole.endswith(text.lstrip("\n"))
    assert isinstance(front, dict)
    assert "".join(source.parted(whole)).endswith(whole)


# One file of a project that is right but for this


class Copy(NamedTuple):
    """A copy of the project in two languages, and how MkDocs reads it."""

    project: Path
    config: MkDocsConfig
    settings: Settings


@pytest.fixture(scope="module")
def copy(folder: Path) -> Iterator[Copy]:
    project = change(folder, {}, ["nl", "fr"])
    config = plugin.configured(project)
    found: Any = config.plugins["brochure"]
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ONLY", "SITE_URL"):
            patch.setenv(name, "")
        remember(patch)
        yield Copy(project, config, found.settings)


def loaded(copy: Copy, name: str, data: bytes) -> Content | None:
    """The content with another text in one file, None when it is told."""
    file = copy.project / name
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(data)
    config, found = copy.config, copy.settings
    try:
        if name == "mkdocs.yml":
            config = plugin.configured(copy.project)
            brochure: Any = config.plugins["brochure"]
            found = brochure.settings
        loaded = content.load(config, found, copy.project)
        loaded.unaccepted()
        return loaded
    except (ContentError, SettingsError) as error:
        told(error.problems)
        str(error).encode()
        return None
    finally:
        file.unlink() if before is None else file.write_bytes(before)


def written(data: Any) -> bytes:
    text = dumped(data)
    try:
        return text.encode()
    except UnicodeEncodeError:
        assume(False)
        raise


EXERCISES = plain("docs/exercises.yml")
NUMBER = st.one_of(
    st.integers(-2, 110),
    st.sampled_from([True, 10.0, "10", "6", "3..12", "3..10 ", "03..10", "3..10\n", "٣..10", [10], None]),
)


@given(data=st.one_of(one_replaced(EXERCISES), one_replaced(EXERCISES, NUMBER)))
@examples(120)
def test_the_parameters_are_those_of_the_file_and_in_their_range(folder: Path, data: Any) -> None:
    (folder / "exercises.yml").write_bytes(written(data))
    found, problems = exercises.load(folder)
    if not found:
        told(problems)
        return
    low, _, high = data["endurance"]["hold-seconds"].partition("..")
    expected = put(data, ("endurance", "hold-seconds"), {"min": int(low), "max": int(high)})
    assert repr(found.model_dump(by_alias=True, mode="json")) == repr(expected)
    assert 1 <= int(low) < int(high)
    assert all(
        type(number) is int and 1 <= number <= 300
        for stated in found.stated().values()
        for number in stated.values()
    )


FRENCH = plain("docs/fr/language.yml")


@given(
    data=st.one_of(
        one_replaced(FRENCH),
        one_replaced(
            {
                "review": {
                    "state": "reviewed",
                    "name": "A",
                    "profession": "b",
                    "date": datetime.date(2026, 1, 1),
                }
            }
        ).map(lambda some: FRENCH | some if isinstance(some, dict) else some),
    )
)
@examples(60)
def test_the_strings_are_those_of_the_file(copy: Copy, data: Any) -> None:
    if found := loaded(copy, "docs/fr/language.yml", written(data)):
        french = found.language("fr")
        read = plain_yaml(written(data))
        assert french.strings == read["strings"]
        assert french.glossary == read["glossary"]
        assert {
            name: words.model_dump(exclude_defaults=True) for name, words in french.pictures.items()
        } == read["pictures"]
        assert (french.review and french.review.model_dump()) == (
            None if read["review"] == "draft" else read["review"]
        )
        assert all(re.search(r"\S", text) and "\n" not in text.strip() for text in french.strings.values())


def plain_yaml(data: bytes) -> Any:
    return yaml.safe_load(unicodedata.normalize("NFC", data.decode()))


PAGE = (ROOT / "docs/fr/toilet.md").read_text("utf-8")
FRONT, BODY = PAGE.removeprefix("---\n").split("---\n", 1)


@given(data=one_replaced(yaml.safe_load(FRONT)))
@examples(40)
def test_the_words_that_find_a_page_are_those_of_its_file(copy: Copy, data: Any) -> None:
    raw = b"---\n" + written(data) + b"---\n" + BODY.encode()
    if found := loaded(copy, "docs/fr/toilet.md", raw):
        assert found.sources.fronts["fr"]["toilet.md"] == (plain_yaml(written(data)) or {})


@given(
    data=st.one_of(
        BYTES,
        st.builds(
            lambda at, text: (BODY[:at] + text + BODY[at:]).encode("utf-8", "surrogatepass"),
            st.integers(0, len(BODY)),
            st.one_of(TEXT, LINES),
        ),
    )
)
@examples(80)
def test_every_word_of_a_page_is_published_or_told(copy: Copy, data: bytes) -> None:
    if found := loaded(copy, "docs/fr/toilet.md", data):
        said = "".join(block.text for block in found.sources.pages["fr"]["toilet.md"].blocks)
        letters = re.sub(
            r"\{[^}\n]*\}|!!! \w+|\]\([^)\n]*\)|^---\n.*?^---\n",
            "",
            unicodedata.normalize("NFC", data.decode("utf-8-sig")),
            flags=re.S | re.M,
        )
        assert re.findall(r"[^\W\d_]", said) == re.findall(r"[^\W\d_]", letters)


PUBLISHED = plain("docs/published.yml") | {"languages": ["nl", "fr"], "redirects": {"it/": "go/"}}


@given(data=one_replaced(PUBLISHED))
@examples(50)
def test_the_published_addresses_are_those_of_the_file(copy: Copy, data: Any) -> None:
    if found := loaded(copy, "docs/published.yml", written(data)):
        assert found.published.model_dump() == plain_yaml(written(data))
        list(permanence.redirects(found.published, ["nl", "fr"], found.order))


@given(data=one_replaced(yaml.safe_load((ROOT / "docs/fr/doubts.yml").read_text("utf-8"))[:2]))
@examples(40)
def test_every_doubt_is_about_words_of_the_translation(folder: Path, data: Any) -> None:
    (folder / "fr").mkdir(exist_ok=True)
    (folder / "fr" / doubts.FILE).write_bytes(written(data))
    texts = accepted().texts["fr"]
    found, problems = doubts.load(folder, "fr", texts)
    if problems:
        told(problems)
        return
    asked = {question for questions in found.values() for question in questions}
    assert asked == {doubt["question"] for doubt in plain_yaml(written(data))}
    doubts.unsettled(folder, "fr", texts, [])


RECORD = (ROOT / "docs/fr/record.po").read_text("utf-8")[:3000].rpartition("\n\n")[0]


@given(
    text=st.one_of(
        LINES, st.builds(lambda at, text: RECORD[:at] + text + RECORD[at:], st.integers(0, len(RECORD)), TEXT)
    )
)
@examples(200)
def test_a_record_says_the_same_when_it_is_written_again(folder: Path, text: str) -> None:
    (folder / "fr").mkdir(exist_ok=True)
    file = folder / "fr" / record.FILE
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    first = record.read(folder, "fr")
    if first.problems:
        told(first.problems)
        return
    file.write_text(record.written("fr", first.entries, first.review, {}), "utf-8")
    again = record.read(folder, "fr")
    assert not again.problems
    assert list(again.entries) == list(first.entries) and again.review == first.review


SENT = review()


@example(data=json.dumps(put(SENT, ("texts", "\ud800"), {})).encode())
@example(data=json.dumps(SENT).encode().replace(b'"finished": true', b'"finished": false, "finished": true'))
@example(data=json.dumps(put(SENT, ("version",), True)).encode())
@given(data=st.one_of(BYTES, one_replaced(SENT, JSON).map(lambda value: json.dumps(value).encode())))
@examples(200)
def test_a_review_is_what_the_file_says_or_told(folder: Path, data: bytes) -> None:
    file = folder / "review-fr.json"
    file.write_bytes(data)
    try:
        found = returned.read(file)
        outcome = returned.weigh(found, accepted(), file.name)
    except ContentError as error:
        told(error.problems)
        str(error).encode()
        return
    assert repr(found.model_dump()) == repr(json.loads(data))
    assert outcome.code == found.language
    said = [
        *outcome.good,
        *outcome.changes,
        *outcome.older,
        *(key for key, _ in (*outcome.questions, *outcome.refused)),
    ]
    assert set(said) == set(found.texts)


MKDOCS = yaml.load(
    (ROOT / "mkdocs.yml").read_text("utf-8").replace('!ENV [SITE_URL, ""]', '""'), yaml.SafeLoader
)  # fmt: skip


@example(data=put(MKDOCS, ("strict",), 1))
@example(data=put(MKDOCS, ("theme", "font"), 0))
@example(data=put(MKDOCS, ("watch",), ["nowhere"]))
@example(data=MKDOCS | {"dev_addr": "here"})
@given(data=one_replaced(MKDOCS))
@examples(60)
def test_the_settings_are_those_of_the_file_or_told_by_us(copy: Copy, data: Any) -> None:
    if found := loaded(copy, "mkdocs.yml", written(data)):
        read = plain_yaml(written(data))
        assert read["strict"] is True and read["theme"]["font"] is False
        assert found.settings.nav == read["nav"]
        assert found.settings.codes == [one["locale"] for one in read["plugins"][1]["i18n"]["languages"]]


HOSPITAL = {"name": "AZ Voorbeeld", "department": "Materniteit", "phone": "+32 3 000 00 00", "email": "kine@ziekenhuis.example", "address": "Straat 1\n0000 Gemeente", "url": "https://www.ziekenhuis.example", "logo": "icon.svg", "accent": {"light": "#004a80", "dark": "#9fd3f7"}}  # fmt: skip


@example(data=HOSPITAL | {"phone": None})
@given(data=one_replaced(HOSPITAL))
@examples(150)
def test_the_hospital_is_as_the_file_has_it(data: Any) -> None:
    found, problems = hospital.load(data, ROOT / "docs")
    if problems:
        told(problems)
    elif data:
        assert found
        assert found.model_dump(exclude_unset=True) == data
        assert re.fullmatch(r"\+?[0-9]{4,15}", found.dial) or found.phone is None
        assert found.name.strip() == found.name and "\n" not in found.name


SHEET = (ROOT / colours.FILE).read_text("utf-8")


@given(
    text=st.one_of(
        LINES,
        st.builds(lambda at, text: SHEET[:at] + text + SHEET[at + len(text) :], st.integers(0, 900), TEXT),
    )
)
@examples(100)
def test_a_colour_that_the_build_asks_for_is_one_or_told(folder: Path, text: str) -> None:
    file = folder / colours.FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    if problems := colours.missing(folder):
        told(problems)
        return
    accent = colours.Accent(light="#004a80", dark="#9fd3f7")
    colours.check(accent, folder, "mkdocs.yml", "accent")
    assert colours.load(folder, "light")["page"].startswith("#")
