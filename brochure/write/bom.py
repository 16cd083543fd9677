"""What the archive is made of, for whoever must know: a software bill of materials in CycloneDX 1.6, as JSON."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from brochure.read.vendored import Vendored

ICONS = "mkdocs-material"
"""The package whose icons stand in the pages."""


def write(
    name: str, version: str, commit: str, day: datetime, vendored: Sequence[Vendored], lock: Path
) -> str:
    """The bill of materials. `lock`: the requirements file that names everything that takes part in a build.

    The same arguments and installed packages give the same text: it has no random number and no time of its own.
    """
    root = Component(
        bom_ref=name, type=ComponentType.APPLICATION, name=name, version=version, licenses=_licences("MIT")
    )
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{name}@{version}+{commit}"))
    bom.metadata.timestamp = day
    bom.metadata.component = root
    carried = [_vendored(one) for one in vendored]
    built_with = list(_locked(lock))
    for component in (*carried, *built_with):
        bom.components.add(component)
    bom.register_dependency(root, [*carried, *built_with])
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _vendored(one: Vendored) -> Component:
    return Component(
        bom_ref=one.file,
        type=ComponentType.LIBRARY,
        name=one.name,
        version=one.version,
        description=f"{one.file}: {one.purpose}",
        licenses=_licences(one.licence),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.sha256)],
        scope=ComponentScope.REQUIRED,
    )


def _locked(lock: Path) -> Iterator[Component]:
    """What takes part in the build and is not in the archive: but for the icons, which stand in the pages."""
    for line in re.findall(r"^(\w\S*==.*?)(?: \\)?$", lock.read_text("utf-8"), re.M):
        needed = Requirement(line)
        version = next(iter(needed.specifier)).version
        icons = needed.name == ICONS
        purpose = "for the build, and icons in the pages" if icons else "for the build"
        yield Component(
            bom_ref=f"{needed.name}=={version}",
            type=ComponentType.LIBRARY,
            name=needed.name,
            version=version,
            description=f"{purpose}, where {needed.marker}" if needed.marker else purpose,
            licenses=_licences(_told(needed.name, version)),
            purl=PackageURL("pypi", name=canonicalize_name(needed.name), version=version),
            scope=ComponentScope.REQUIRED if icons else ComponentScope.EXCLUDED,
        )


def _licences(told: str) -> list[License]:
    return [LicenseFactory().make_from_string(told)] if told else []


def _told(name: str, version: str) -> str:
    """The licence that the installed package tells; "" for one that is not installed here, or tells none in short."""
    try:
        papers = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if papers["Version"] != version:
        return ""
    fields = ("License-Expression", "License", "Classifier")
    told = [one for field in fields for one in papers.get_all(field) or []]
    short = [one.rpartition("License :: ")[2].rpartition(" :: ")[2] for one in told if _is_licence(one)]
    return next(iter(short), "")


def _is_licence(told: str) -> bool:
    return "License ::" in told or (
        " :: " not in told and "\n" not in told and told != "UNKNOWN" and len(told) < 60
    )
