"""A file that a sheet did not write, or that would break something, is refused with a reason and changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brochure import acceptance
from brochure.problems import ContentError
from brochure.write.review import lay
from tests.conftest import accepted, change

KEY = "toilet.md, 1, heading 1"


def review(**changes: Any) -> dict[str, Any]:
    """A finished review of one French text."""
    found = accepted()
    now = {text.key: text.text for text in found.texts["fr"]}
    return {
        "format": "perinatal-review",
        "version": 1,
        "language": "fr",
        "finished": True,
        "reviewer": {"name": "Anne Dupont", "profession": "sage-femme", "date": "2026-11-20"},
        "texts": {
            KEY: {
                "dutch": lay(found.dutch[KEY]),
                "text": lay(now[KEY]),
                "choice": "good",
                "change": "",
                "remark": "",
            }
        },
    } | changes


def one(**changes: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["texts"][KEY].update(changes)


def at(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update({name: value})


def renamed(data: dict[str, Any]) -> None:
    data["texts"]["toilet.md, 99, paragraph"] = data["texts"].pop(KEY)


@pytest.mark.parametrize(("edit", "message"), [
    (at("language", "nl"), "review-fr.json, language\n    found: 'nl'\n    expected: a language that is translated"),
    (at("language", "../x"), "review-fr.json, language\n    found: '../x'\n    expected: the two letters"),
    (at("version", 2), "review-fr.json, version\n    found: 2\n    expected: 1"),
    (at("finished", False), "work that is not finished"),
    (at("reviewer", {"name": "", "profession": "x", "date": "2026-11-20"}), "review.name\n    found: ''"),
    (at("reviewer", {"name": "A", "profession": "x", "date": "2999-01-01"}), "which is still to come"),
    (at("more", 1), "the unknown key 'more'"),
    (renamed, "toilet.md, 99, paragraph\n    found: a text that there is not"),
    (one(choice="change", change="<script>alert(1)</script>"), "expected: words, without HTML"),
    (one(choice="change", change="Position\u202e"), "U+202E RIGHT-TO-LEFT OVERRIDE"),
    (one(choice="change", change="½ position"), "VULGAR FRACTION ONE HALF"),
    (one(choice="maybe"), "expected: good, change or question"),
    (one(choice="change", change="x" * 10_001), "expected: a text"),
])  # fmt: skip
def test_a_file_that_is_not_right_is_refused(
    tmp_path: Path, edit: Callable[[dict[str, Any]], None], message: str
) -> None:
    data = review()
    edit(data)
    refused(tmp_path, json.dumps(data).encode(), message)


@pytest.mark.parametrize(("content", "message"), [
    (b"", "something that is not JSON, or not all of it"),
    (json.dumps(review()).encode()[:-20], "something that is not JSON, or not all of it"),
    (b"[" * 100_000, "something that is not JSON, or not all of it"),
    (b"\xff\xfe", "something that is not JSON, or not all of it"),
    (b" " * 5_000_001, "5000001 bytes"),
    (b"[]", "review-fr.json"),
], ids=["empty", "truncated", "nested", "no text", "huge", "a list"])  # fmt: skip
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    refused(tmp_path, content, message)


def refused(folder: Path, content: bytes, message: str) -> None:
    project, file = change(folder, {}), folder / "review-fr.json"
    file.write_bytes(content)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    with pytest.raises(ContentError) as raised:
        acceptance.take(project, file)
    assert message in str(raised.value)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_file_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file or directory"):
        acceptance.take(change(tmp_path, {}), tmp_path / "review-fr.json")


def test_what_has_changed_since_is_listed_and_the_rest_counts(tmp_path: Path) -> None:
    data = review()
    data["texts"]["toilet.md, 2, heading 2"] = data["texts"][KEY] | {"text": "Autre"}
    file = tmp_path / "review-fr.json"
    file.write_text(json.dumps(data), "utf-8")
    project = change(tmp_path, {})
    told = acceptance.take(project, file)
    assert "not taken\n    toilet.md, 2, heading 2" in told
    assert "Good: 1. Changed: 0. Open: 0." in told
    reviews = acceptance.read(project).records["fr"].reviews
    assert list(reviews) == [KEY]


def test_a_second_reviewer_does_not_sign_for_the_first(tmp_path: Path) -> None:
    project, file = change(tmp_path, {}), tmp_path / "review-fr.json"
    file.write_text(json.dumps(review()), "utf-8")
    acceptance.take(project, file)
    second = review(reviewer={"name": "Bea", "profession": "kiné", "date": "2026-11-21"})
    found = acceptance.read(project)
    key = "toilet.md, 2, heading 2"
    now = {text.key: text.text for text in found.texts["fr"]}
    second["texts"] = {key: second["texts"][KEY] | {"dutch": found.dutch[key], "text": now[key]}}
    file.write_text(json.dumps(second), "utf-8")
    acceptance.take(project, file)
    reviews = acceptance.read(project).records["fr"].reviews
    assert {name: one.name for name, one in reviews.items()} == {KEY: "Anne Dupont", key: "Bea"}
