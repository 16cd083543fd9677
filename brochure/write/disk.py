"""The site as a copy on a disk or a USB stick: the same pages, their links leading to files.

A server opens the page of a folder; a disk shows the folder. Nothing else is changed: what needs a server (a second
language beside the first, the copy that a browser keeps) is taken away by the page's own script, or left out here.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

# Wanted by servers, search engines, record systems and the home screen.
_LEFT_OUT = {"404.html", "sitemap.xml", "sw.js", "manifest.webmanifest"}
_DATA = re.compile(r"(links|exercises)(\.schema)?\.(json|csv)")

# A link to a folder of the site: "./", "..", "../fr/toilet/?with=ar#bowel-movement"
_FOLDER = re.compile(r'(<a [^>]*?\bhref="(?:[^":?#]*/)?(?:\.\.?)?)((?:[?#][^"]*)?")')
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')


def copy(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the copy, of those of a built site; what the hospital itself put at the root stays there."""
    return {
        path: _linked(content.decode()).encode() if path.endswith(".html") else content
        for path, content in site.items()
        if path not in _LEFT_OUT
        and not _DATA.fullmatch(path)
        and not PurePosixPath(path).name.startswith(".")
    }


def _linked(page: str) -> str:
    return _FOLDER.sub(_to_file, _MANIFEST.sub("", page))


def _to_file(link: re.Match[str]) -> str:
    start, end = link.groups()
    if start.endswith('"'):  # a place on the same page
        return link[0]
    return f"{start}{'' if start.endswith('/') else '/'}index.html{end}"
