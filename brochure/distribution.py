"""`make dist`: the archive for a hospital's IT, dist/perinatal-<version>.zip, and the one for a USB stick, -offline.zip.

The first has the site with its texts compressed beside them, deploy/, the licences of everything that others made,
what it is made of (CycloneDX) and the sums of all; the second the same site with links that lead to files. The same
commit, lock and Python give the same bytes on any path and day.
"""

import hashlib
import os
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import material

from brochure import publication
from brochure.content import Content
from brochure.problems import ContentError, Problem, SettingsError
from brochure.read import settings
from brochure.read.languages import State
from brochure.write import archive, bom, disk

NAME = "perinatal"
LOCK = "requirements.txt"

_STATES: dict[State, str] = {
    "draft": "that no clinician has reviewed",
    "outdated": "whose Dutch has changed since",
}
_ICONS = Path(material.__file__).parent / "templates/.icons/material/LICENSE"


@dataclass(frozen=True)
class Origin:
    """What an archive is made of: its version, the commit, "" outside git, files that are in none, and its day."""

    version: str
    commit: str
    changed: str
    day: datetime


def make(project: Path) -> tuple[list[Path], list[str]]:
    """Writes the archives; tells them and what a hospital should know. Raises MkDocsException or OSError."""
    _ask(project)
    origin = _origin(project)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(origin.day.timestamp()))  # the PDFs tell the same day
    with tempfile.TemporaryDirectory() as folder:
        content = publication.make(project, Path(folder) / "site").content
        site = read(Path(folder) / "site")
    made = {
        f"{NAME}-{origin.version}.zip": for_a_server(project, site, content, origin),
        f"{NAME}-{origin.version}-offline.zip": disk.copy(site) | _licences(project, content),
    }
    (project / "dist").mkdir(exist_ok=True)
    for name, files in made.items():
        (project / "dist" / name).write_bytes(archive.write(files, origin.day))
    return [project / "dist" / name for name in made], list(notices(content, origin))


def for_a_server(
    project: Path, site: Mapping[str, bytes], content: Content, origin: Origin
) -> dict[str, bytes]:
    """The archive's files by their paths: the site below site/, and the rest."""
    listed = bom.write(NAME, origin.version, origin.commit, origin.day, content.vendored, project / LOCK)
    return {
        **{f"site/{path}": file for path, file in (*site.items(), *archive.compressed(site))},
        **{f"deploy/{path}": file for path, file in read(project / "deploy").items()},
        **_licences(project, content),
        "sbom.cdx.json": listed.encode(),
        LOCK: (project / LOCK).read_bytes(),
        "CHANGELOG.md": (project / "CHANGELOG.md").read_bytes(),
    }


def _licences(project: Path, content: Content) -> dict[str, bytes]:
    terms = sorted({one.terms for one in content.vendored})
    return {
        **{f"licences/{Path(file).name}": (project / file).read_bytes() for file in terms},
        "licences/LICENSE.txt": (project / "LICENSE").read_bytes(),
        "licences/pictures.md": (project / "docs/assets/pictures/LICENSE.md").read_bytes(),
        "licences/icons.txt": _ICONS.read_bytes(),
    }


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path below it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def notices(content: Content, origin: Origin) -> Iterator[str]:
    """What the archive says of itself that a hospital may not want, a sentence each."""
    owner = content.hospital
    if not origin.commit:
        yield "Made outside git: no commit tells what is in it."
    if origin.changed:
        yield f"Made with files that are in no commit as they are: {origin.changed}."
    if not owner:
        yield "No hospital in mkdocs.yml (extra.hospital): the pages name nobody, and a fault of accessibility can be told to nobody."
    elif not (owner.phone or owner.email or owner.url):
        yield "No phone, email or url of the hospital in mkdocs.yml: a fault of accessibility can be told to nobody."
    if not content.settings.address:
        yield "No address (SITE_URL=… make dist): no QR code in the PDFs, no site map, no whole addresses in links.json."
    for state, words in _STATES.items():
        codes = [one.code for one in content.languages if one.pages_by_state.get(state)]
        if codes and content.settings.plugins.brochure.publish == "all":
            yield f"With pages {words}, each of which says so: {', '.join(codes)}."


def _ask(project: Path) -> None:
    """Nobody gives a hospital drafts without having said so. Raises SettingsError."""
    found, problems = settings.load(project / settings.FILE)
    if found and "publish" not in found.plugins.brochure.model_fields_set:
        expected = "publish: reviewed, or publish: all"
        cure = "Write below brochure: reviewed, for what a clinician has reviewed; all, for drafts too, each marked."
        problems.append(Problem(settings.FILE, "plugins.brochure.publish", "nothing", expected, cure))
    if problems:
        raise SettingsError(problems)


def _origin(project: Path) -> Origin:
    """Raises ContentError where neither git nor SOURCE_DATE_EPOCH tells the day."""
    version = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    commit, _, seconds = _git(project, "log", "-1", "--format=%H %ct").partition(" ")
    changed = ", ".join(line[3:] for line in _git(project, "status", "--porcelain").splitlines())
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or seconds
    try:
        return Origin(version, commit, changed, datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError) as error:
        expected = "the day of the archive: a commit's, or seconds since 1970, such as 1796083200"
        cure = "Make it in a clone of the repository, or set SOURCE_DATE_EPOCH."
        raise ContentError([Problem("", "SOURCE_DATE_EPOCH", repr(seconds), expected, cure)]) from error


def _git(project: Path, *arguments: str) -> str:
    """What git says, "" where it is not, or has nothing to say."""
    try:
        return subprocess.run(
            ["git", *arguments], cwd=project, capture_output=True, text=True, check=True
        ).stdout.rstrip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _tell() -> None:
    files, told = make(Path())
    for file in files:
        content = file.read_bytes()
        print(f"{file}, {len(content) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(content).hexdigest()}")
    for sentence in told:
        print(f"- {sentence}")


def main() -> None:
    publication.attempt(_tell, "No archive was made")


if __name__ == "__main__":
    main()
