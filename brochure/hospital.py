"""The hospital whose brochure this is: extra.hospital in mkdocs.yml."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from brochure.problems import Problem
from brochure.source import Strict, validate

FILE = "mkdocs.yml"

Text = Annotated[str, Field(min_length=1)]


class Hospital(Strict):
    """What a patient needs to reach the hospital. All but the name may be left out."""

    name: Annotated[str, Field(min_length=1, description="the hospital's name")]
    department: Annotated[Text | None, Field(description="the department's name")] = None
    phone: Annotated[
        str | None,
        Field(pattern=r"^\+?[0-9][0-9 ./()-]{3,}$", description="a telephone number in quotation marks"),
    ] = None
    email: Annotated[
        str | None, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="an e-mail address")
    ] = None
    address: Annotated[Text | None, Field(description="a postal address")] = None
    url: Annotated[
        str | None, Field(pattern=r"^https?://\S+$", description="an address that starts with https://")
    ] = None
    logo: Annotated[
        str | None,
        Field(pattern=r"^[\w.-]+\.(svg|png)$", description="the name of an SVG or PNG file in docs/assets"),
    ] = None

    @property
    def dial(self) -> str:
        """The telephone number as a phone dials it."""
        return "".join(sign for sign in self.phone or "" if sign in "+0123456789")


def load(extra: Any, docs: Path) -> tuple[Hospital | None, list[Problem]]:
    """The hospital's details, none if it gave none, or everything that is wrong with them."""
    data = (extra or {}).get("hospital")
    if not data:
        return None, []
    hospital, problems = validate(Hospital, data, FILE, "extra.hospital")
    if hospital and hospital.logo and not (docs / "assets" / hospital.logo).is_file():
        problems.append(
            Problem(
                FILE,
                "extra.hospital.logo",
                repr(hospital.logo),
                "a file in docs/assets",
                f"Put the logo at docs/assets/{hospital.logo}, or remove the line.",
            )
        )
    return hospital, problems
