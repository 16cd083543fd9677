"""What a translator was not sure of reaches the reviewer, and goes when it is settled."""

import yaml

from brochure.read import doubts
from tests.conftest import LANGUAGES, ROOT, accepted


def test_every_translation_says_what_it_doubts_and_where() -> None:
    found = accepted()
    for code in LANGUAGES[1:]:
        assert found.doubts[code], code
        assert set(found.doubts[code]) <= {text.key for text in found.texts[code]}


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
