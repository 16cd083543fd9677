"""One archive that is the same, byte by byte, whenever and wherever it is made of the same files."""

import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

import brotli

SUMS = "SHA256SUMS"

# What servers send compressed; pictures and PDFs are so already.
_TEXT = {".html", ".css", ".js", ".json", ".csv", ".svg", ".txt", ".xml", ".webmanifest"}


def write(files: Mapping[str, bytes], day: datetime) -> bytes:
    """A zip of the files by their paths, in order, all of one day, with their sums in a file at its root."""
    whole = dict(files) | {SUMS: sums(files)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(whole):
            entry = zipfile.ZipInfo(path, day.timetuple()[:6])
            entry.create_system = 3  # Unix, also where it is made on Windows: the bytes say which
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, whole[path])
    return buffer.getvalue()


def sums(files: Mapping[str, bytes]) -> bytes:
    """What `sha256sum --check` reads."""
    return "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()


def compressed(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """What a server may send instead of each text, by Brotli and by gzip, where that is smaller."""
    for path, content in files.items():
        if PurePosixPath(path).suffix in _TEXT:
            for suffix, small in (
                (".br", brotli.compress(content, mode=brotli.MODE_TEXT)),
                (".gz", gzip.compress(content, 9, mtime=0)),
            ):
                if len(small) < len(content):
                    yield path + suffix, small
