"""Whether a file is a result of ours: tables, pages, books and workbooks can be read as texts, but are no texts.

A folder is often aligned into itself; on the next run its results lie beside the documents.
"""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

from aligner.formats.tsv import HEADER
from aligner.formats.xlsx import ABOUT, PAIRS, SURE

# A page names its maker after its title; its script comes behind.
_HEAD = 20_000
_MAKER = b'<meta name="generator" content="aligner '
_PACKAGE = "EPUB/package.opf"
_WORKBOOK = "xl/workbook.xml"
_MOST = 100_000  # bytes of a member that are looked at


def is_result(path: Path) -> bool:
    """Whether an export of `aligner` stands at the path; of what cannot be read, no."""
    suffix = path.suffix.lower()
    with contextlib.suppress(OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        if suffix == ".tsv":
            return _start(path).split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf").strip() == "\t".join(HEADER).encode()
        if suffix == ".html":
            return _MAKER in _start(path)
        if suffix == ".epub":
            return _MAKER in _member(path, _PACKAGE)
        if suffix == ".xlsx":
            return all(f'name="{name}"'.encode() in _member(path, _WORKBOOK) for name in (PAIRS, SURE, ABOUT))
    return False


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        if name not in archive.namelist():
            return b""
        with archive.open(name) as member:
            return member.read(_MOST)
