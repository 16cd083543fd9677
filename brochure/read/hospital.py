"""The hospital whose brochure this is: extra.hospital in mkdocs.yml."""

import re
import struct
from pathlib import Path
from typing import Annotated, Any
from xml.etree import ElementTree

from pydantic import Field, field_validator

from brochure.problems import Problem
from brochure.read import colours
from brochure.read.colours import Accent
from brochure.read.source import LINE, Strict, UnreadableError, read_text, validate

FILE = "mkdocs.yml"
LOGO_HEIGHT = 40

# One number as people write it, the zero of an area code in brackets or not: +32 (0)3 000 00 00, 03/000 00 00
_PHONE = re.compile(r"(\+\d+ ?(\(0\))?|\(?0\d*\)?/?)? ?\d+([ .-]\d+)*")


class Hospital(Strict):
    """What a patient needs to reach the hospital. All but the name may be left out."""

    name: Annotated[str, Field(pattern=LINE, description="the hospital's name, on one line")]
    department: Annotated[str | None, Field(pattern=LINE, description="the department's name")] = None
    phone: Annotated[
        str | None, Field(description="one telephone number in quotation marks, without an extension")
    ] = None
    email: Annotated[
        str | None, Field(pattern=r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", description="one e-mail address")
    ] = None
    address: Annotated[str | None, Field(pattern=r"\S", description="a postal address")] = None
    url: Annotated[
        str | None, Field(pattern=r"^https?://\S+$", description="an address that starts with https://")
    ] = None
    logo: Annotated[
        str | None,
        Field(pattern=r"^[\w.-]+\.(svg|png)$", description="the name of an SVG or PNG file in docs/assets"),
    ] = None
    accent: Annotated[
        Accent | None, Field(description='two colours, such as { light: "#004a80", dark: "#9fd3f7" }')
    ] = None

    @field_validator("phone")
    @classmethod
    def _one_number(cls, phone: str | None) -> str | None:
        if phone and _PHONE.fullmatch(phone) and 4 <= len(re.sub(r"\D", "", phone)) <= 15:
            return phone
        if phone is not None:
            raise ValueError("not one number")
        return phone

    @property
    def dial(self) -> str:
        """The telephone number as a phone dials it: after a country's code without the zero."""
        phone = self.phone or ""
        return re.sub(r"[^+\d]", "", phone.replace("(0)", "") if phone.startswith("+") else phone)

    @property
    def lines(self) -> list[str]:
        """The postal address, line by line."""
        return [line.strip() for line in (self.address or "").splitlines() if line.strip()]


def load(data: Any, docs: Path) -> tuple[Hospital | None, list[Problem]]:
    """The hospital's details, none if it gave none, or everything that is wrong with them."""
    if not data:
        return None, []
    hospital, problems = validate(Hospital, data, FILE, "extra.hospital")
    if hospital and hospital.accent and not colours.missing(docs.parent):
        problems += colours.check(hospital.accent, docs.parent, FILE, "extra.hospital.accent")
    if not hospital or not hospital.logo:
        return hospital, problems
    if not (docs / "assets" / hospital.logo).is_file():
        problems.append(
            Problem(
                FILE,
                "extra.hospital.logo",
                repr(hospital.logo),
                "a file in docs/assets",
                f"Put the logo at docs/assets/{hospital.logo}, or remove the line.",
            )
        )
    elif not logo_width(hospital, docs):
        problems.append(
            Problem(
                f"docs/assets/{hospital.logo}",
                "",
                "no picture whose proportion is known, or one with a script in it",
                "a PNG, or a well-formed SVG with a viewBox, without scripts",
                "Export the logo once more, as a PNG or a plain SVG.",
            )
        )
    return hospital, problems


def logo_width(hospital: Hospital | None, docs: Path) -> int:
    """How wide the logo is when it is LOGO_HEIGHT pixels high; 0 without one, or with one that is none."""
    if not hospital or not hospital.logo:
        return 0
    file = docs / "assets" / hospital.logo
    width, height = _png(file.read_bytes()) if file.suffix == ".png" else _svg(file)
    return round(LOGO_HEIGHT * width / height) if width > 0 < height else 0


def _png(data: bytes) -> tuple[float, float]:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _svg(file: Path) -> tuple[float, float]:
    try:
        text = read_text(file, file.name)
        root = ElementTree.fromstring(text)
        _, _, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except (UnreadableError, ElementTree.ParseError, ValueError):
        return 0, 0
    scripted = re.search(r"<(?:\w+:)?(?:script|foreignObject)\b|\son\w+\s*=|<!ENTITY", text, re.IGNORECASE)
    return (0, 0) if scripted else (width, height)
