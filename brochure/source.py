"""Reading the files that people write: UTF-8 text and strict YAML."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from mkdocs.utils import meta
from pydantic import BaseModel, ConfigDict, ValidationError

from brochure.problems import Problem

Model = TypeVar("Model", bound=BaseModel)


class UnreadableError(Exception):
    """A file that cannot be read; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Strict(BaseModel):
    """Data that people write: keys with hyphens, none unknown, no text where a number belongs."""

    model_config = ConfigDict(
        alias_generator=lambda name: name.replace("_", "-"),
        extra="forbid",
        frozen=True,
        strict=True,
    )


class _UniqueKeys(yaml.SafeLoader):
    """YAML lets the second of two equal keys win without a word; here it is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands here twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_text(path: Path, name: str) -> str:
    """The text of a file. Raises `UnreadableError` when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableError(Problem(name, "", "no such file", "the file", f"Write {name}.")) from None
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


def read_yaml(path: Path, name: str) -> Any:
    """The data of a YAML file. Raises `UnreadableError` when it cannot be read as such."""
    return _yaml(read_text(path, name), name)


def read_page(path: Path, name: str) -> tuple[str, dict[str, Any]]:
    """The Markdown of a page and the data before it. Raises `UnreadableError`."""
    text = read_text(path, name)
    if front := meta.YAML_RE.match(text):
        _yaml("\n" + front[1], name)  # tells what MkDocs would pass over; from the second line on
    return meta.get_data(text)


def _yaml(text: str, name: str) -> Any:
    try:
        return yaml.load(text, _UniqueKeys)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise UnreadableError(
            Problem(
                name,
                f"line {mark.line + 1}, column {mark.column + 1}" if mark else "",
                error.problem or "something that is not YAML",
                "valid YAML",
                'Mend that line. A text with ": " or "#" in it needs quotation marks.',
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
    fields = _fields_at(model, keys[:-1])
    key = keys[-1] if keys else ""
    known = ", ".join(fields)
    where = ".".join([*([place] if place else []), *keys])
    if details["type"] == "extra_forbidden":
        return Problem(
            name, where, f"the unknown key {key!r}", f"only {known}", f"Remove {key!r}, or mend its spelling."
        )
    field = fields.get(key)
    expected = field.description if field and field.description else _lower(details["msg"])
    if details["type"] == "missing":
        return Problem(name, where, "nothing", expected, f"Add {key!r}.")
    return Problem(name, where, repr(details["input"]), expected, "Mend the value.")


def _fields_at(model: type[BaseModel], keys: list[str]) -> Mapping[str, Any]:
    for key in keys:
        field = {f.alias: f for f in model.model_fields.values()}.get(key)
        if field is None or not (
            isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        ):
            return {}
        model = field.annotation
    return {str(f.alias): f for f in model.model_fields.values()}


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
