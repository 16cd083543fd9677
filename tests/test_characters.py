"""A sign that is not of a language's writing, or that only looks like a letter of it, is found."""

import pytest

from brochure.read.characters import strange


@pytest.mark.parametrize("sign", ["½", "²", "¹", "⑥", "６", "६", "٦"])
def test_no_sign_stands_in_the_place_of_words_or_digits(sign: str) -> None:
    assert strange(f"na 6{sign} weken", "LATIN") == [sign]


@pytest.mark.parametrize(("script", "word", "found"), [
    ("LATIN", "рelvien", ["р", "рelvien"]),
    ("LATIN", "ﬂoor", ["ﬂ"]),
    ("LATIN", "Bo̸den", ["\u0338"]),
    ("ARABIC", "JSحوضحوض", ["JSحوضحوض"]),
])  # fmt: skip
def test_a_letter_that_only_looks_like_one_is_found(script: str, word: str, found: list[str]) -> None:
    assert strange(f"{word} 3 – 10", script) == found


@pytest.mark.parametrize(("script", "text"), [
    ("LATIN", "Après 6 semaines\u00a0: l’œdème, 3–10 s (WCAG 2.2)…"),
    ("ARABIC", "بعد ٦ أسابيع، WCAG 2.2؟"),
    ("CYRILLIC", "Після 6 тижнів — «так»"),
    ("ETHIOPIC", "ድሕሪ 6 ሰሙን።"),
])  # fmt: skip
def test_what_a_language_writes_is_let_through(script: str, text: str) -> None:
    assert strange(text, script) == []
