"""The service worker: which files it keeps for when there is no network, each with the hash of its content.

What it does with them is in docs/assets/worker.js.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from brochure.read.source import SOURCE

Files = Mapping[str, Sequence[str]]
"""Language code to the files that only its readers need, "" to those that every reader needs. A page is its
address, ?, and the hash of its content; an asset has the hash in its name."""

_ASSET = re.compile(rb"assets/[\w.-]+\.[0-9a-f]{10}\.\w+")


def collect(pages: Mapping[str, bytes], codes: Sequence[str]) -> Files:
    """What each reader needs of the written site, with everything that her pages may load at a tap. `pages`:
    address, from the root of the site, to the page as it is written."""
    files: dict[str, list[str]] = {code: [] for code in ("", *codes)}
    assets: dict[str, set[str]] = {code: set() for code in files}
    for address, page in sorted(pages.items()):
        folder = address.partition("/")[0]
        language = folder if folder in codes else "" if folder == "go" else SOURCE
        # Without a path the address is the Dutch first page, and a way in for everybody.
        files[language if address else ""].append(f"{address}?{digest(page)}")
        assets[language] |= {asset.decode() for asset in _ASSET.findall(page)}
    uses = Counter(asset for used in assets.values() for asset in used)
    shared = {asset for asset, count in uses.items() if count > 1} | assets[""]
    for language, used in assets.items():
        files[language] += sorted(shared if not language else used - shared)
    return files


def digest(page: bytes) -> str:
    """As the worker counts it from what the server sends."""
    return hashlib.sha256(page).hexdigest()[:10]


def worker(files: Files, script: str) -> str:
    """The text of sw.js: it changes, and phones look again, when any file of the site does."""
    return f"const FILES={json.dumps(files, separators=(',', ':'))};\n{script}"
