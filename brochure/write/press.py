"""Makes a PDF of what the brochure says on paper, by Typst: tagged (PDF/UA-1), and the same bytes for the same text.

Typst stops at a missing letter and at a picture without words; what it only warns of stops it here.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import pikepdf
import typst

from brochure.problems import ContentError, Problem

Form = Literal["a4", "fold", "large"]
FORMS: tuple[Form, ...] = get_args(Form)

FOLDER = "overrides/booklet"
_TEMPLATE = "booklet.typ"
_FAMILIES = ("Noto Sans", "Noto Sans Ethiopic", "Noto Sans Math", "Vazirmatn")
_A4 = (297 / 25.4 * 72, 210 / 25.4 * 72)  # points, on its side
_ROOM = 3  # ruled pages that booklet.typ sets after a brochure to fold, for its last sheet


class PressError(Exception):
    """What Typst will not print, or only with a remark."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Print:
    """A finished PDF."""

    content: bytes
    pages: int


class Press:
    """Reads the template and the fonts of a project once. Raises ContentError for a font that is missing."""

    def __init__(self, project: Path) -> None:
        folder = project / FOLDER
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
        )
        if missing := [name for name in _FAMILIES if name not in fonts.families()]:
            cure = "Put the TTF file there; README.md beside it says which."
            found = f"no font {', '.join(map(repr, missing))}"
            raise ContentError([Problem(f"{FOLDER}/fonts", "", found, "a font for each script", cure)])
        self._compiler = typst.Compiler(folder / _TEMPLATE, root=project, font_paths=fonts)

    def make(self, brochure: Mapping[str, Any], form: Form, day: date) -> Print:
        """Prints what `booklet.collect` gives, in one of FORMS. Raises PressError."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        try:
            content, warnings = self._compiler.compile_with_warnings(
                sys_inputs={"brochure": json.dumps(brochure, ensure_ascii=False), "form": form},
                pdf_standards=["ua-1"],
                timestamp=int(noon.timestamp()),
            )
        except typst.TypstError as error:
            raise PressError([error.message]) from error
        if warnings:
            raise PressError([warning.message for warning in warnings])
        assert isinstance(content, bytes)  # one file, since it is a PDF
        if form == "fold":
            return fold(content, bound_right=brochure["languages"][0]["direction"] == "rtl")
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return Print(content, len(pdf.pages))


def fold(content: bytes, *, bound_right: bool) -> Print:
    """A5 pages two by two on A4 sheets, printed on both sides (turned over the short edge) and folded.

    As many of the ruled pages at the end as the last sheet has room for come before the last page of the text.
    The sheets have no tags: the A4 form is for reading with a screen reader.
    """
    with pikepdf.open(io.BytesIO(content)) as pages, pikepdf.new() as sheets:
        text = len(pages.pages) - _ROOM
        room = range(text, text + -text % 4)
        order = [*range(text - 1), *room, text - 1]
        for place in range(len(order) // 2):
            outer, inner = order[-1 - place], order[place]
            left, right = (outer, inner) if (place % 2 == 0) != bound_right else (inner, outer)
            halves = {
                name: sheets.copy_foreign(pages.pages[number].as_form_xobject())
                for name, number in (("/Left", left), ("/Right", right))
            }
            sheet = sheets.add_blank_page(page_size=_A4)
            sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(halves))
            sheet.Contents = sheets.make_stream(f"/Left Do 1 0 0 1 {_A4[0] / 2:.3f} 0 cm /Right Do".encode())
        sheets.Root.Lang = str(pages.Root.Lang)
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for key, value in pages.docinfo.items():
            sheets.docinfo[key] = str(value)
        made = io.BytesIO()
        sheets.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Print(made.getvalue(), text)
