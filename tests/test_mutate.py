"""`make mutate` itself: it knows a change from none, a mistake from what may be, and says by whom it was told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import mutate
from tests.conftest import Edit
from tests.mutate import Scratch, Verdict
from tests.mutations import every
from tests.mutations.change import Mutation
from tests.test_parity import sub

Judged = Callable[..., Verdict]
FRENCH = "docs/fr/postnatal.md"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with mutate.prepared():
        yield Scratch(tmp_path_factory.mktemp("scratch"))


@pytest.fixture
def judged(scratch: Scratch) -> Judged:
    def judged(file: str, edit: Edit, passes: str = "") -> Verdict:
        return scratch.judge(Mutation("a sort", "a name", {file: edit}, passes))

    return judged


def test_a_wrong_number_is_caught_by_the_comparison_and_clearly(judged: Judged) -> None:
    found = judged(FRENCH, sub(r"\b6\b", "8"))
    assert (found.outcome, found.by, found.blindly) == ("caught", ["parity"], True)
    assert (found.told, found.flaws) == (1, [])


def test_a_dropped_negation_is_caught_by_the_record_alone(judged: Judged) -> None:
    found = judged("docs/fr/toilet.md", sub("Ne poussez jamais", "Poussez"))
    assert (found.outcome, found.by, found.blindly, found.flaws) == ("caught", ["record"], False, [])


def test_another_word_in_the_dutch_is_caught_by_the_brochure_even_when_it_is_accepted(judged: Judged) -> None:
    found = judged("docs/nl/postnatal.md", sub("mag er", "moet er"))
    assert (found.outcome, found.by, found.blindly) == ("caught", ["the brochure's words"], True)


def test_what_leaves_the_file_as_it_was_is_refused_and_does_not_count(judged: Judged) -> None:
    assert judged(FRENCH, lambda text: text).outcome == "refused"


def test_what_changes_nothing_that_is_published_is_no_escape(judged: Judged) -> None:
    assert judged(FRENCH, sub(r"\n\Z", "\n\n")).outcome == "void"


def test_what_is_harmless_passes_and_what_is_not_raises_an_alarm(judged: Judged) -> None:
    assert judged(FRENCH, sub(r"\n\Z", "\n\n"), "as it is").outcome == "passed"
    assert judged(FRENCH, sub(r"\n\Z", " Oui.\n"), "once accepted").outcome == "passed"
    assert judged(FRENCH, sub(r"\n\Z", " Oui.\n"), "as it is").outcome == "alarmed"
    assert judged(FRENCH, sub(r"\b6\b", "8"), "once accepted").outcome == "alarmed"


def test_one_change_leaves_nothing_behind_for_the_next(judged: Judged) -> None:
    assert judged(FRENCH, None).outcome == "caught"
    assert judged("docs/fr/other.md", "# x\n").outcome == "caught"
    assert judged(FRENCH, sub(r"\n\Z", "\n\n"), "as it is").outcome == "passed"


def test_an_escape_fails_unless_it_is_known_why() -> None:
    escaped = Verdict("hospital", "a wrong digit in its telephone number", "escaped")
    assert mutate.reason(escaped)
    assert mutate.failed([escaped, Verdict("number", "8 for 6", "caught")]) == []
    unknown = Verdict("number", "8 for 6", "escaped")
    assert mutate.failed([escaped, unknown]) == [unknown]
    assert "ESCAPED number: 8 for 6" in mutate.report([escaped, unknown])
    assert f"Cannot be known: {escaped.name}: only the hospital" in mutate.report([escaped, unknown])


def test_a_sample_is_the_same_for_a_seed_and_has_every_sort(scratch: Scratch, tmp_path: Path) -> None:
    changes = list(every())
    sorts = {one.kind for one in changes}
    some = mutate.sample(changes, 1, len(sorts))
    assert {one.kind for one in some} == sorts
    assert some == mutate.sample(changes, 1, len(sorts))
    assert some != mutate.sample(changes, 2, len(sorts))
    assert {one.kind for one in mutate.sample(changes, 1, 0, "unit")} == {"unit"}
