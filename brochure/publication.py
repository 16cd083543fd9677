"""`make build`: the whole site into site/, or nothing, without a moment at which a reader finds it empty.

site/ may be a folder that a running web server has open, a mount or a link to one: so it is never moved
or removed. The new site is built inside it, in a folder of its own; then file after file takes its place,
the pages last, since they ask for the others; only then goes what is no longer part of it.
"""

import logging
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from brochure.plugin import BrochurePlugin, configured

_NEW = ".new"

KEPT = 7 * 24 * 3600
"""Seconds for which the assets of a version stay beside those of the next."""


def publish(project: Path, site: Path) -> None:
    """Builds the project into `site`. Raises MkDocsException or OSError, and leaves `site` as it was."""
    new = site.resolve() / _NEW
    shutil.rmtree(new, ignore_errors=True)  # of a build that was stopped
    try:
        make(project, new)
        replace(new, new.parent)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def make(project: Path, folder: Path) -> BrochurePlugin:
    """Builds the project into a new folder. Raises MkDocsException or OSError."""
    config = configured(project, site_dir=str(folder))
    folder.mkdir(parents=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return cast(BrochurePlugin, config.plugins["brochure"])


def replace(new: Path, site: Path) -> None:
    """Makes the files of `new`, a folder below `site`, those of the site, and removes all others.

    But for the assets that a page of before may still ask for: a phone that read it in the morning taps the guide at noon.
    """
    last, now = (_day_of(folder) for folder in (site, new))
    files = sorted((path for path in new.rglob("*") if path.is_file()), key=_pages_last)
    kept = {new}
    for file in files:
        target = site / file.relative_to(new)
        for folder in reversed(target.relative_to(site).parents[:-1]):
            if (site / folder).is_file():
                (site / folder).unlink()
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
        kept |= {target, *target.parents}
    for path in sorted(site.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.parent == site / "assets" and path.is_file() and path not in kept:
            if (
                path.stat().st_mtime >= last
            ):  # of the version that this one follows, and from now on not asked for anew
                os.utime(path, (now - 1, now - 1))
            if now - path.stat().st_mtime < KEPT:
                kept |= {path, path.parent}
        if path not in kept and new not in path.parents:
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _day_of(site: Path) -> float:
    """When a site was built, in seconds: its first page before its assets."""
    return (site / "index.html").stat().st_mtime if (site / "index.html").is_file() else 0


def _pages_last(file: Path) -> tuple[bool, bool, Path]:
    """And after them the service worker, which asks for everything that it lists."""
    return file.name == "sw.js", file.suffix == ".html", file


def attempt(act: Callable[[], object], unmade: str) -> None:
    """Does what a command is to do; tells warnings and what is wrong, and nothing else."""
    log = logging.getLogger("mkdocs")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.WARNING)
    try:
        act()
    except MkDocsException as error:
        error.show()
        sys.exit(1)
    except OSError as error:
        sys.exit(f"{unmade}: {error}")


def main() -> None:
    attempt(
        lambda: publish(Path(), Path("site")),
        "site/ was not built, and has the files of the site before",
    )


if __name__ == "__main__":
    main()
