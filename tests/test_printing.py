"""`make pdf LANGUAGES=nl,tr`: two languages beside each other, or a message that says what to write."""

from pathlib import Path

import pikepdf
import pytest

from brochure import printing
from brochure.problems import ContentError
from tests.conftest import ROOT, change, run


def test_two_languages_stand_in_one_pdf_in_dist(tmp_path: Path) -> None:
    project = change(tmp_path, {})
    result = run(project, "-m", "brochure.printing", LANGUAGES="nl, ar")
    assert (result.returncode, result.stdout) == (0, "dist/brochure-nl-ar.pdf\n")
    with pikepdf.open(project / "dist/brochure-nl-ar.pdf") as pdf:
        title = str(pdf.docinfo["/Title"])
    assert "Bekkenbodem" in title and "قاع الحوض" in title


@pytest.mark.parametrize("asked", ["", "nl,nl", "nl,xx", "nl,fr,de"])
def test_anything_but_two_languages_is_told(asked: str) -> None:
    with pytest.raises(ContentError) as error:
        printing.beside(ROOT, asked.split(","))
    assert f"LANGUAGES\n    found: LANGUAGES={asked}\n    expected: two of nl, fr" in str(error.value)
