"""One mistake is told as one problem, however many languages it shows in."""

from brochure.problems import ContentError, Problem, joined
from tests.conftest import LANGUAGES, TRIED


def problem(code: str, found: str = "no such drawing") -> Problem:
    return Problem(f"docs/{code}/lifting.md", "the picture 'x'", found, "one of a", f"Mend docs/{code}/.")


def test_what_many_languages_have_alike_is_told_once_with_their_names() -> None:
    told = str(ContentError([problem(code) for code in TRIED]))
    assert told.startswith("1 problem in the content.")
    assert "1. docs/<language>/lifting.md (nl, fr, en, de, ar), the picture 'x'\n    found: no such" in told
    assert "cure: Mend docs/<language>/." in told


def test_what_is_wrong_with_a_command_is_no_problem_of_the_content() -> None:
    told = str(ContentError([Problem("", "LANGUAGE", "'xx'", "one of fr, en", "Mend LANGUAGE=….")]))
    assert told.startswith("1 problem in the command. Nothing was built.\n\n1. LANGUAGE\n    found: 'xx'\n")


def test_what_many_files_have_as_a_whole_is_told_once() -> None:
    gone = [Problem(f"docs/{code}/{name}.md", "", "a", "b", "c") for code in TRIED for name in "wxyz"]
    (told,) = joined(gone)
    assert told.file.startswith("docs/<language>/w.md, docs/<language>/x.md, ")
    assert told.file.endswith("docs/<language>/z.md (nl, fr, en, de, ar)")
    assert joined(gone[:3]) == gone[:3]


def test_what_many_places_of_a_file_have_alike_is_told_once() -> None:
    alike = [Problem("mkdocs.yml", place, "a", "b", "c") for place in "wxyz"]
    assert [one.place for one in joined(alike)] == ["w, x, y, z"]
    assert joined(alike[:3]) == alike[:3]


def test_what_a_few_have_or_what_differs_is_told_in_each() -> None:
    few = [problem(code) for code in TRIED[:3]]
    assert joined(few) == few
    different = [problem(code, code) for code in LANGUAGES]
    assert joined(different) == different


def test_what_is_wrong_twice_in_a_file_stays_two_problems() -> None:
    twice = [problem("fr"), problem("fr"), Problem("mkdocs.yml", "nav", "a", "b", "c")]
    assert joined(twice) == twice
