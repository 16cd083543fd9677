"""What a translator was not sure of reaches the reviewer, and goes when it is settled."""

from collections.abc import Callable

from tests.conftest import LANGUAGES, accepted


def test_every_translation_says_what_it_doubts_and_where() -> None:
    found = accepted()
    for code in LANGUAGES[1:]:
        assert found.doubts[code], code
        assert set(found.doubts[code]) <= {text.key for text in found.texts[code]}


def test_a_doubt_about_words_that_are_gone_is_told(told: Callable[..., str]) -> None:
    message = told({"docs/fr/doubts.yml": '- text: "le genou gauche"\n  question: "Est-ce juste ?"\n'})
    assert (
        "docs/fr/doubts.yml\n    found: “le genou gauche”\n    expected: words of the translation" in message
    )


def test_a_doubt_without_a_question_is_told(told: Callable[..., str]) -> None:
    message = told({"docs/fr/doubts.yml": '- text: "plancher pelvien"\n'})
    assert (
        "docs/fr/doubts.yml, doubts.0.question\n    found: nothing\n    expected: the question to the reviewer"
        in message
    )
