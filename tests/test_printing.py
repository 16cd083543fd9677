"""`make pdf LANGUAGES=nl,tr`: two languages beside each other, or a message that says what to write."""

from pathlib import Path

import pikepdf
import pytest

from tests.conftest import change, run


def test_two_languages_stand_in_one_pdf_in_dist(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    result = run(project, "-m", "brochure.printing", LANGUAGES="nl, ar")
    assert (result.returncode, result.stdout) == (0, "dist/brochure-nl-ar.pdf\n")
    with pikepdf.open(project / "dist/brochure-nl-ar.pdf") as pdf:
        title = str(pdf.docinfo["/Title"])
    assert "Bekkenbodem" in title and "قاع الحوض" in title


@pytest.mark.parametrize("asked", ["", "nl", "nl,nl", "nl,xx", "nl,fr,de"])
def test_anything_but_two_languages_is_told(tmp_path: Path, asked: str) -> None:
    project = change(tmp_path, {})
    result = run(project, "-m", "brochure.printing", LANGUAGES=asked)
    assert result.returncode == 1
    assert (
        f"LANGUAGES\n    found: LANGUAGES={asked}\n    expected: two of nl, fr, en, de, ar" in result.stderr
    )
    assert "cure: Write the two codes with a comma between them." in result.stderr
    assert not (project / "dist").exists()


def test_a_text_that_nobody_has_accepted_is_not_printed(tmp_path: Path) -> None:
    project = change(tmp_path, {"docs/fr/toilet.md": lambda text: text.replace("pieds", "pied", 1)})
    result = run(project, "-m", "brochure.printing", LANGUAGES="nl,fr")
    assert result.returncode == 1
    assert "docs/fr/toilet.md" in result.stderr and "make accept LANGUAGE=fr" in result.stderr
    assert not (project / "dist").exists()


def test_what_the_hospital_withholds_is_not_printed(tmp_path: Path) -> None:
    withheld = {
        "mkdocs.yml": lambda text: text.replace("      features:", "      publish: reviewed\n      features:")
    }
    project = change(tmp_path, withheld)
    result = run(project, "-m", "brochure.printing", LANGUAGES="nl,fr")
    assert result.returncode == 1
    assert "LANGUAGES\n    found: fr, of which a page is withheld\n" in result.stderr
    assert "cure: Have it reviewed: make review LANGUAGE=fr." in result.stderr
