"""`make pdf LANGUAGES=nl,tr`: two languages beside each other on paper, for the consultation room."""

import os
from collections.abc import Sequence
from pathlib import Path

from brochure import acceptance
from brochure.problems import ContentError, Problem, UnacceptedError
from brochure.publication import attempt
from brochure.read.languages import Language
from brochure.read.source import SOURCE
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
    codes = [code.strip() for code in os.environ.get("LANGUAGES", "").split(",")]
    attempt(lambda: print(beside(Path(), codes)), "No PDF was made")


if __name__ == "__main__":
    main()
