"""`make dist` gives a hospital's IT one archive that they can trust: whole, told, and the same wherever it is made."""

import gzip
import hashlib
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from brochure import distribution
from brochure.distribution import LOCK, Origin
from brochure.read.hospital import Hospital
from brochure.write import archive
from tests.conftest import ROOT, Attempt, Site, accept_all, accepted, change, run
from tests.test_parity import sub

ORIGIN = Origin("1.2.3", "0" * 40, "", datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
EVERYTHING = sub("      beside:", "      publish: all\n      beside:")


def project_in(folder: Path, publish: Callable[[str], str] = EVERYTHING) -> Path:
    """A project in two languages, with everything that an archive is made of, in one commit."""
    project = change(folder, {"mkdocs.yml": publish}, ["nl", "ar"])
    accept_all(project)
    for name in ("pyproject.toml", LOCK, "LICENSE", "CHANGELOG.md"):
        (project / name).write_bytes((ROOT / name).read_bytes())
    (project / "deploy").mkdir()
    (project / "deploy/README.md").write_text("…", "utf-8")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "All", "--date", "2026-11-27T09:30:00Z")
    return project


def git(project: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    env = {
        "GIT_COMMITTER_DATE": "2026-11-27T09:30:00Z",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(project),
    }
    subprocess.run(["git", *who, *arguments], cwd=project, env=env, check=True)


def dist(project: Path, **env: str) -> Attempt:
    result = run(project, "-m", "brochure.distribution", **env)
    return Attempt(project / "dist/perinatal-1.0.0.zip", result.returncode, result.stdout + result.stderr)


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    """The whole archive's files, of the site with its PDFs."""
    return distribution.for_a_server(ROOT, distribution.read(site.folder), accepted(), ORIGIN)


def test_the_same_commit_gives_the_same_bytes_on_any_path_and_day(tmp_path: Path) -> None:
    made = [
        dist(project_in(tmp_path / folder), PYTHONHASHSEED=seed, TZ=zone)
        for folder, seed, zone in (("here", "1", "UTC"), ("there/and/deeper", "2", "Asia/Tokyo"))
    ]
    assert [one.returncode for one in made] == [0, 0], made[0].message
    one, other = (attempt.folder.read_bytes() for attempt in made)
    assert one == other
    assert f"SHA-256 {hashlib.sha256(one).hexdigest()}" in made[0].message
    archive = zipfile.ZipFile(made[0].folder)
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 27, 9, 30, 0)}
    assert archive.namelist() == sorted(archive.namelist())
    told = made[0].message
    assert "- No hospital in mkdocs.yml (extra.hospital): " in told
    assert "- No address (SITE_URL=… make dist): " in told
    assert "- With pages that no clinician has reviewed, each of which says so: ar." in told
    assert "in no commit" not in told


def test_it_has_the_site_the_configurations_and_all_papers(files: dict[str, bytes], site: Site) -> None:
    pages = {
        f"site/{path.relative_to(site.folder).as_posix()}"
        for path in site.folder.rglob("*")
        if path.is_file()
    }
    assert pages <= {*files}
    extra = {name for name in files if name.startswith("site/")} - pages
    assert all(name.endswith((".br", ".gz")) and name[:-3] in pages for name in extra)
    assert {f"deploy/{file.name}" for file in (ROOT / "deploy").iterdir()} <= {*files}
    licences = {name for name in files if name.startswith("licences/")}
    carried = {Path(one.terms).name for one in accepted().vendored}
    assert licences == {f"licences/{name}" for name in {*carried, "LICENSE.txt", "pictures.md", "icons.txt"}}
    assert b"Apache" in files["licences/icons.txt"]


def test_the_compressed_texts_say_the_same(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        text = name.startswith("site/") and name.endswith((".html", ".css", ".js", ".json", ".csv"))
        if text and len(content) > 1000:
            assert brotli.decompress(files[name + ".br"]) == content, name
            assert gzip.decompress(files[name + ".gz"]) == content, name
            assert len(files[name + ".br"]) < len(files[name + ".gz"]) < len(content), name


def test_the_sums_are_those_of_every_file(tmp_path: Path, files: dict[str, bytes]) -> None:
    packed = tmp_path / "all.zip"
    packed.write_bytes(archive.write(files, ORIGIN.day))
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(tmp_path / "out")
    check = ["sha256sum", "--check", "--strict", "--quiet", archive.SUMS]
    assert subprocess.run(check, cwd=tmp_path / "out", check=False).returncode == 0
    listed = (tmp_path / "out" / archive.SUMS).read_text("utf-8").splitlines()
    assert len(listed) == len(files)
    (tmp_path / "out/site/index.html").write_text("half", "utf-8")
    assert subprocess.run(check, cwd=tmp_path / "out", check=False, capture_output=True).returncode == 1


def test_the_bill_of_materials_is_cyclonedx_and_names_everything(files: dict[str, bytes]) -> None:
    text = files["sbom.cdx.json"].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    named = {component["bom-ref"]: component for component in bill["components"]}
    locked = re.findall(r"^(\w\S*==[^\s;]+)", (ROOT / LOCK).read_text("utf-8"), re.M)
    assert {*named} == {*locked, *(one.file for one in accepted().vendored)}
    inside = [ref.partition("==")[0] for ref, one in named.items() if one["scope"] == "required"]
    assert sorted(inside) == sorted(["mkdocs-material", *(one.file for one in accepted().vendored)])
    unlicensed = [
        ref for ref, one in named.items() if "licenses" not in one and "where" not in one["description"]
    ]
    assert len(unlicensed) <= 1, "mergedeep tells none"


def test_it_tells_what_its_hospital_may_not_want() -> None:
    content = accepted()
    nothing = list(distribution.notices(content, replace(ORIGIN, commit="", changed="mkdocs.yml")))
    assert [sentence.split()[0] for sentence in nothing] == ["Made", "Made", "No", "No", "With"]
    assert nothing[1] == "Made with files that are in no commit as they are: mkdocs.yml."
    unreachable = replace(content, hospital=Hospital(name="AZ"))
    assert any("told to nobody" in sentence for sentence in distribution.notices(unreachable, ORIGIN))
    reachable = replace(content, hospital=Hospital(name="AZ", phone="03 000 00 00"))
    assert not any("told to nobody" in sentence for sentence in distribution.notices(reachable, ORIGIN))
    behind = [replace(one, states=dict.fromkeys(one.states, "outdated")) for one in content.languages[:2]]
    (told,) = (
        sentence
        for sentence in distribution.notices(replace(reachable, languages=behind), ORIGIN)
        if "Dutch has changed" in sentence
    )
    assert told == "With pages whose Dutch has changed since, each of which says so: nl, fr."
