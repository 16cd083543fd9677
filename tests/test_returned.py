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
from tests.test_parity import sub
from tests.test_record import WORDS

KEY = "toilet.md, 1, heading 1"


def review(**changes: Any) -> dict[str, Any]:
    """A finished review of one French text."""
    return {
        "format": "perinatal-review",
        "version": 1,
        "language": "fr",
        "finished": True,
        "reviewer": {"name": "Anne Dupont", "profession": "sage-femme", "date": "2026-11-20"},
        "texts": {KEY: choice(KEY)},
    } | changes


def choice(key: str, **words: str) -> dict[str, str]:
    """What she says of a French text: that it is good, if nothing else."""
    found = accepted()
    now = {text.key: text.text for text in found.texts["fr"]}
    seen = {"dutch": lay(found.dutch[key]), "text": lay(now[key])}
    return {**seen, "choice": "good", "change": "", "remark": "", **words}


def one(**changes: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["texts"][KEY].update(changes)


def at(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update({name: value})


@pytest.mark.parametrize(("edit", "message"), [
    (at("language", "../x"), "review-fr.json, language\n    found: '../x'\n    expected: the two letters"),
    (at("version", 2), "review-fr.json, version\n    found: 2\n    expected: 1"),
    (at("reviewer", {"name": "A", "profession": "x", "date": "2999-01-01"}), "which is still to come"),
    (at("reviewer", {"name": "Anne\nDupont", "profession": "x", "date": "2026-11-20"}), "expected: the reviewer's name"),
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
    (b"[" * 100_000, "something that is not JSON, or not all of it"),
    (b"\xff\xfe", "something that is not JSON, or not all of it"),
    (b"[]", "review-fr.json"),
], ids=["empty", "nested", "no text", "a list"])  # fmt: skip
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


def sent(folder: Path, texts: dict[str, dict[str, str]], **changes: Any) -> Path:
    """A file with a choice for some texts."""
    data = review(**changes)
    data["texts"] = {key: choice(key, **words) for key, words in texts.items()}
    file = folder / "review-fr.json"
    file.write_text(json.dumps(data), "utf-8")
    return file


def test_a_doubt_takes_back_an_earlier_review(tmp_path: Path) -> None:
    project, keys = change(tmp_path, {}), (KEY, "toilet.md, 2, heading 2", "toilet.md, 4, numbered item")
    acceptance.take(project, sent(tmp_path, {key: {} for key in keys}))
    assert set(acceptance.read(project).records["fr"].reviews) == set(keys)
    doubts = {KEY: {"choice": "question", "remark": "?"}, keys[2]: {"choice": "change", "change": "*Assise"}}
    acceptance.take(project, sent(tmp_path, doubts))
    found = acceptance.read(project)
    assert set(found.records["fr"].reviews) == {keys[1]}
    assert not found.records["fr"].changes


def test_a_file_of_questions_alone_is_no_review(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    acceptance.take(project, sent(tmp_path, {KEY: {"choice": "question", "remark": "?"}}))
    assert acceptance.read(project).language("fr").review is None


def test_spaces_accents_and_commas_are_taken_as_they_were_meant(tmp_path: Path) -> None:
    aliases = "toilet.md, aliases, page"
    project = change(tmp_path, {})
    told = acceptance.take(project, sent(tmp_path, {
        KEY: {"choice": "change", "change": " Position  assise\ne\u0301troite "},
        aliases: {"choice": "change", "change": "wc,toilettes ,  pipi"},
    }))  # fmt: skip
    assert "Changed: 2." in told
    now = {text.key: text.text for text in acceptance.read(project).texts["fr"]}
    assert now[KEY] == "Position assise étroite"
    assert now[aliases] == "wc, toilettes, pipi"


def test_persian_may_part_letters_as_it_is_written(tmp_path: Path) -> None:
    data = review(language="fa")
    data["texts"][KEY] |= {"text": "", "choice": "change", "change": "می\u200cشود"}
    file = tmp_path / "review-fa.json"
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ContentError) as raised:
        acceptance.take(change(tmp_path, {}), file)
    assert "texts without a translation" in str(raised.value)
    assert "U+200C" not in str(raised.value)


def test_links_in_another_order_are_refused(tmp_path: Path) -> None:
    key = "exercises/index.md, 2, paragraph"
    said = lay({text.key: text.text for text in accepted().texts["fr"]}[key])
    first, second, *_ = [part.partition("]")[0] for part in said.split("[")[1:]]
    swapped = said.replace(first, "\0").replace(second, first).replace("\0", second)
    told = acceptance.take(
        change(tmp_path, {}), sent(tmp_path, {key: {"choice": "change", "change": swapped}})
    )
    assert f"{key}: the links stand in another order" in told


def test_a_picture_counts_with_its_words(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    acceptance.take(project, sent(tmp_path, {"language.yml, pictures, lying, alt": {}}))
    reviews = acceptance.read(project).records["fr"].reviews
    assert {"exercises/strength.md, 2, picture lying", "exercises/endurance.md, 2, picture lying"} < set(
        reviews
    )


def test_a_review_on_paper_and_one_by_file_follow_each_other(tmp_path: Path) -> None:
    """The form that CONTRIBUTING shows, on several lines."""
    by = "review:\n  state: reviewed\n  name: Bea\n  profession: kiné\n  date: 2026-11-19\n"
    project = change(tmp_path, {"docs/fr/language.yml": lambda text: text.replace("review: draft\n", by)})
    assert "Of the record, " in acceptance.accept(project, "fr", "toilet")
    acceptance.take(project, sent(tmp_path, {KEY: {}}))
    found = acceptance.read(project)
    assert found.language("fr").review == found.records["fr"].reviews[KEY]
    names = {review.name for review in found.records["fr"].reviews.values()}
    assert names == {"Anne Dupont", "Bea"}


def test_what_is_not_accepted_yet_stays_so(tmp_path: Path) -> None:
    edit = {f"docs/{code}/toilet.md": sub("\n## ", f"\n{word}\n\n## ") for code, word in WORDS.items()}
    project = change(tmp_path, edit)
    found = acceptance.read(project)
    blocks = [
        text for text in found.texts["fr"] if text.file == "toilet.md" and text.is_block and not text.picture
    ]
    last = blocks[-1].key
    data = sent(tmp_path, {KEY: {}})
    body = json.loads(data.read_text("utf-8"))
    body["texts"][last] = body["texts"][KEY] | {"dutch": lay(found.dutch[last]), "text": lay(blocks[-1].text)}
    data.write_text(json.dumps(body), "utf-8")
    acceptance.take(project, data)
    record = acceptance.read(project).records["fr"]
    assert [change.now.text for change in record.changes if change.now] == [WORDS["fr"]]
    assert set(record.reviews) == {KEY, last}


def test_a_disk_that_is_full_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, write, written = change(tmp_path, {}), Path.write_text, []

    def full(path: Path, *args: Any, **kwargs: Any) -> int:
        written.append(path)
        if path.is_relative_to(project) and "record" in path.name:
            raise OSError(28, "No space left on device")
        return write(path, *args, **kwargs)

    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    file = sent(tmp_path, {KEY: {"choice": "change", "change": "Assise"}})
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ContentError, match="no space left on device"):
        acceptance.take(project, file)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
