"""`make pdf LANGUAGES=nl,tr`: two languages beside each other on paper, for the consultation room."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from brochure import acceptance
from brochure.problems import ContentError, Problem, UnacceptedError
from brochure.read.languages import SOURCE, Language
from brochure.write import pdfs
from brochure.write.press import FORMS, Press


def beside(project: Path, codes: Sequence[str]) -> Path:
    """Writes a PDF with two languages, block beside block, into dist/. Raises MkDocsException."""
    content = acceptance.read(project)
    names = [language.code for language in content.languages]
    if len(codes) != 2 or codes[0] == codes[1] or not set(codes) <= set(names):
        found = f"LANGUAGES={','.join(codes)}"
        expected = f"two of {', '.join(names)}, such as LANGUAGES={SOURCE},{names[-1]}"
        cure = "Write the two codes with a comma between them."
        raise ContentError([Problem("", "LANGUAGES", found, expected, cure)])
    if changes := content.unaccepted():
        raise UnacceptedError(changes)
    spoken = [content.language(code) for code in codes]
    if withheld := [one for one in spoken if not content.shows_all(one)]:
        raise ContentError([_withheld(one) for one in withheld])
    (made,) = pdfs.make(content, project, Press(project), spoken, FORMS[:1])
    file = project / "dist" / f"brochure-{'-'.join(codes)}.pdf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(made.content)
    return file


def _withheld(language: Language) -> Problem:
    expected = "a language whose every page a clinician has reviewed, as publish: reviewed asks"
    cure = f"Have it reviewed: make review LANGUAGE={language.code}."
    return Problem("", "LANGUAGES", f"{language.code}, of which a page is withheld", expected, cure)


def main() -> None:
    codes = os.environ.get("LANGUAGES", "").split(",")
    try:
        print(beside(Path(), [code.strip() for code in codes]))
    except MkDocsException as error:
        error.show()
        sys.exit(1)


if __name__ == "__main__":
    main()
