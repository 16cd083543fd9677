"""What a translator was not sure of reaches the reviewer, and goes when it is settled."""

from collections.abc import Callable

import yaml

from brochure.read import doubts
from tests.conftest import LANGUAGES, ROOT, accepted


def test_every_translation_says_what_it_doubts_and_where() -> None:
    found = accepted()
    for code in LANGUAGES[1:]:
        assert found.doubts[code], code
        assert set(found.doubts[code]) <= {text.key for text in found.texts[code]}


def test_a_doubt_about_words_that_are_gone_is_told(told: Callable[..., str]) -> None:
    message = told({"docs/fr/doubts.yml": '- text: "le genou gauche"\n  question: "Est-ce juste ?"\n'})
    assert (
        "docs/fr/doubts.yml, the doubt about “le genou gauche”\n    found: “le genou gauche”, which no text of docs/fr/ says"
        in message
    )


def test_a_doubt_without_a_question_is_told(told: Callable[..., str]) -> None:
    message = told({"docs/fr/doubts.yml": '- text: "plancher pelvien"\n'})
    assert (
        "docs/fr/doubts.yml, doubts.0.question\n    found: nothing\n    expected: the question to the reviewer"
        in message
    )


def test_a_doubt_goes_when_the_reviewer_has_decided_on_every_text_that_it_is_about() -> None:
    found = accepted()
    texts, questions = found.texts["fr"], found.doubts["fr"]
    first = next(iter(questions))
    left = doubts.unsettled(ROOT / "docs", "fr", texts, [first])
    kept = {doubt["question"] for doubt in yaml.safe_load(left or "")}
    elsewhere = {one for key, some in questions.items() if key != first for one in some}
    assert kept == elsewhere
    assert doubts.unsettled(ROOT / "docs", "fr", texts, list(questions)) == ""
    assert doubts.unsettled(ROOT / "docs", "nl", found.texts["nl"], []) is None
