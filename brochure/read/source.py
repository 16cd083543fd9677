"""Reading the files that people write: UTF-8 text and strict YAML.

Every source comes through here, so that one that cannot be read is told by its name, and what is checked
is what is published: the text without signs that nobody sees, each letter written in the one normal form.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from brochure.problems import Problem
from brochure.read import characters

try:
    from yaml import CSafeLoader as Loader  # by libyaml: twenty times faster
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

SOURCE = "nl"
"""The language of the brochure, from which all others are translated."""

LINE = r"^\S(.*\S)?$"
"""A text on one line, with nothing around it."""

Model = TypeVar("Model", bound=BaseModel)


_DEEPEST = 50  # values in each other; ours are four
_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)")
_LONG = 200  # signs of a value that a message shows
_QUOTE = 'Mend that line. A text with ": ", "#" or "{" in it needs quotation marks.'

# What is before a page's text: YAML between two lines of three hyphens.
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)

# What a system or an editor leaves in a folder: .DS_Store, ._lying.svg, .obsidian, @eaDir, .#toilet.md, toilet.md~.
# Two names with a dot are the web server's.
_FOREIGN = re.compile(
    r"(?!\.(?:htaccess|well-known)$)[.@#~].*|.*(?:[~#]|\.sw[a-p])|(?i:thumbs\.db|desktop\.ini)"
)


class UnreadableError(Exception):
    """A file that cannot be read; carries the problems to report."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class _RefusedError(yaml.constructor.ConstructorError):
    """Valid YAML that does something behind a writer's back, or nothing that he can mean; carries the cure."""

    def __init__(self, found: str, expected: str, cure: str, at: yaml.Node | yaml.Event) -> None:
        mark: Any = at.start_mark  # of libyaml, which has another class for it
        super().__init__(None, None, found, mark)
        self.expected, self.cure = expected, cure


class Strict(BaseModel):
    """Data that people write: keys with hyphens, none unknown, no text where a number belongs."""

    model_config = ConfigDict(
        alias_generator=lambda name: name.replace("_", "-"),
        extra="forbid",
        frozen=True,
        strict=True,
    )


class StrictLoader(Loader):
    """YAML without what it does behind a writer's back.

    It lets the second of two equal keys win without a word, writes a sign by its number, one place for
    another, and a tag that makes another value of one; here each is an error.
    """

    tags: ClassVar = frozenset[str]()
    """What may stand before a value with an exclamation mark."""

    def __init__(self, text: str) -> None:
        self.text = text
        depth = 0
        for event in yaml.parse(text, Loader):
            if isinstance(event, yaml.AliasEvent):
                found, cure = "an alias (*) of another place", "Write the value itself at both places."
                raise _RefusedError(found, "a value", cure, event)
            if (tag := getattr(event, "tag", None)) and tag not in self.tags:
                cure = "Remove it, or put the whole value in quotation marks."
                found = f"the tag {tag.replace('tag:yaml.org,2002:', '!!')}"
                raise _RefusedError(found, "a value", cure, event)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:  # libyaml would fall into it
                cure = "Write it flatter: close what is open."
                raise _RefusedError(f"more than {_DEEPEST} values in each other", "a value", cure, event)
        super().__init__(text)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                found, cure = "something else than a word before the colon", "Write one word before it."
                raise _RefusedError(found, "a word", cure, key)
            if key.value in seen:
                found, cure = f"the key {key.value!r} stands here twice", "Remove one of the two."
                raise _RefusedError(found, "each key once", cure, key)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_day(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError as error:
            expected, cure = (
                "a day such as 2027-01-31",
                "Mend the day, or put what is none in quotation marks.",
            )
            raise _RefusedError(f"{error}: {node.value!r}", expected, cure, node) from None

    def construct_number(self, node: yaml.ScalarNode) -> Any:
        """YAML reads 010 as eight, and 1:30 as ninety."""
        if not _NUMBER.fullmatch(node.value):
            cure = "Write the number in plain digits, or put what is none in quotation marks."
            raise _RefusedError(node.value, "a number such as 10", cure, node)
        return self.construct_yaml_int(node)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        value = super().construct_scalar(node)
        if node.start_mark:  # not what comes from the environment
            for sign in characters.unseen(str(value).replace("\n", "")):
                if sign not in self.text:
                    found, cure = f"{characters.called(sign)}, written by its number", "Remove the sign."
                    raise _RefusedError(found, "signs that a reader can see", cure, node)
        return value


StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", StrictLoader.construct_day)
StrictLoader.add_constructor("tag:yaml.org,2002:int", StrictLoader.construct_number)


def files(folder: Path, pattern: str) -> Iterator[Path]:
    """What people wrote below a folder, in order: not what their system or their editor left there."""
    for path in sorted(folder.glob(pattern)):
        if not any(_FOREIGN.fullmatch(part) for part in path.relative_to(folder).parts):
            yield path


def read_text(path: Path, name: str, code: str = "") -> str:
    """The text of a file in a language. Raises `UnreadableError` for one that is missing, empty,
    not UTF-8, or has signs that nobody sees."""
    try:
        data = path.read_bytes()
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except FileNotFoundError:
        raise UnreadableError(
            Problem(name, "", "no such file", "the file", "Write it, or put it back.")
        ) from None
    except OSError as error:
        cure = "Put a file there that can be read."
        raise UnreadableError(Problem(name, "", str(error.strerror).lower(), "a file", cure)) from None
    except UnicodeDecodeError as error:
        raise UnreadableError(
            Problem(
                name,
                f"byte {error.start}",
                f"the byte 0x{error.object[error.start]:02x}, which is not UTF-8",
                "a text file in UTF-8",
                "Open the file in an editor and save it with the encoding UTF-8.",
            )
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if not text.strip():
        cure = "Write it, or put back what stood there."
        raise UnreadableError(Problem(name, "", "an empty file", "its text", cure))
    if problems := characters.check(text, name, code):
        raise UnreadableError(*problems)
    return text


def read_yaml(path: Path, name: str, code: str = "", loader: type[StrictLoader] = StrictLoader) -> Any:
    """The data of a YAML file. Raises `UnreadableError` when it cannot be read as such."""
    return _yaml(read_text(path, name, code), name, loader)


def read_page(path: Path, name: str, code: str = "") -> tuple[str, dict[str, Any]]:
    """The Markdown of a page and the data before it. Raises `UnreadableError`."""
    text = read_text(path, name, code)
    front = _FRONT.match(text)
    if not front:
        return text, {}
    data = _yaml("\n" + front[1], name) or {}  # from the second line on
    if not isinstance(data, dict):
        cure = "Write it between the two lines of hyphens, or remove them."
        raise UnreadableError(Problem(name, "line 2", shown(data), "aliases or search", cure))
    return "\n" * front[0].count("\n") + text[front.end() :], data  # the lines keep their numbers


def parted(text: str) -> tuple[str, str, str]:
    """A page's file in three: what opens the data before the page, the data, and the rest."""
    front = _FRONT.match(text)
    return (text[: front.start(1)], front[1], text[front.end(1) :]) if front else ("", "", text)


def shown(value: Any) -> str:
    """A value as its writer knows it: a text in quotation marks, all else as YAML; of a long one the beginning."""
    if value is None:
        return "nothing"
    text = repr(value)
    if not isinstance(value, str):
        text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1000)
        text = text.removesuffix("...\n").strip()
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _yaml(text: str, name: str, loader: type[StrictLoader] = StrictLoader) -> Any:
    try:
        return yaml.load(text, loader)
    except (yaml.MarkedYAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableError(
            Problem(
                name,
                f"line {mark.line + 1}, column {mark.column + 1}" if mark else "",
                getattr(error, "problem", None) or str(error) or "something that is not YAML",
                getattr(error, "expected", "valid YAML"),
                getattr(error, "cure", _QUOTE),
            )
        ) from None


def validate(model: type[Model], data: Any, name: str, place: str = "") -> tuple[Model | None, list[Problem]]:
    """The data as `model`, or the list of everything that is wrong with it."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_problem(model, details, name, place) for details in error.errors()]


def _problem(model: type[BaseModel], details: Any, name: str, place: str) -> Problem:
    keys = [str(key) for key in details["loc"]]
    key = keys[-1] if keys else ""
    where = ".".join([*([place] if place else []), *keys])
    parent, _ = _at(model, keys[:-1])
    if details["type"] == "extra_forbidden":
        known = ", ".join(_named(parent))
        return Problem(
            name, where, f"the unknown key {key!r}", f"only {known}", f"Remove {key!r}, or mend its spelling."
        )
    _, description = _at(model, keys)
    expected = description or _lower(details["msg"])
    if details["type"] == "missing":
        return Problem(name, where, "nothing", expected, f"Add {key!r}.")
    return Problem(name, where, shown(details["input"]), expected, "Mend the value.")


def _at(model: Any, keys: list[str]) -> tuple[Any, str]:
    """What the model has at a place: its type, and the words for what belongs there."""
    description = ""
    for key in keys:
        if field := _named(model).get(key):
            model, description = field.annotation, field.description or ""
        else:  # an item of a list
            model = (get_args(model) or ("",))[-1]
            notes = [
                note.description
                for note in getattr(model, "__metadata__", ())
                if hasattr(note, "description")
            ]
            model, description = getattr(model, "__origin__", model), next(filter(None, notes), description)
    return model, description


def _named(model: Any) -> Mapping[str, Any]:
    """The fields of a model by the keys that people write."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
