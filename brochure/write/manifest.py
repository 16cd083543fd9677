"""manifest.webmanifest: how the site stands on a phone's home screen, under the hospital's name."""

import json
from collections.abc import Mapping

from brochure.read.hospital import LOGO_HEIGHT, Hospital
from brochure.read.languages import Language


def manifest(
    language: Language,
    hospital: Hospital | None,
    logo_width: int,
    addresses: Mapping[str, str],
    colours: Mapping[str, str],
) -> str:
    """`language`: the one of the name; `addresses`: of the icons, by file name; `colours`: those of a light
    page, by name: a manifest has one."""
    name = language.text("site.name")
    icons = [icon for icon in (_logo(hospital, logo_width), "icon.svg") if icon]
    page = colours["page"]
    return (
        json.dumps(
            {
                "name": f"{name} – {hospital.name}" if hospital else name,
                "short_name": hospital.name if hospital else name,
                "lang": language.code,
                "dir": language.direction,
                "start_url": "go/",
                "scope": "./",
                "display": "minimal-ui",  # she keeps the way back, and the address for a letter
                "background_color": page,
                "theme_color": page,
                "icons": [
                    {"src": addresses[icon], "sizes": "any", "type": _TYPES[icon.rpartition(".")[2]]}
                    for icon in icons
                ],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def _logo(hospital: Hospital | None, width: int) -> str | None:
    """A logo as wide as it is high; a wider one could not be read on an icon."""
    return hospital.logo if hospital and width == LOGO_HEIGHT else None
