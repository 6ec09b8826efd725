"""A check as a report: text for a terminal, a table, JSON, a page. One module each; none is read back.

::

    Checked, Checked, … ──render──▶ bytes     by the suffix: .txt .tsv .json .html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aligner.errors import OutputError
from aligner.formats.files import encode, write_atomically
from aligner.later import later
from aligner.quality.check import Checked

# From all that was checked to the text of the file.
RENDERERS: Mapping[str, Callable[[Sequence[Checked]], str]] = {
    ".tsv": later("aligner.formats.report.tables", "as_tsv"),
    ".json": later("aligner.formats.report.tables", "as_json"),
    ".html": later("aligner.formats.report.page", "as_html"),
    ".txt": later("aligner.formats.report.terminal", "as_text"),
}

# How pages of ours, which all begin alike, say that they are reports.
_MAKER = b'<meta name="generator" content="aligner check '
# Number of bytes within which they do.
_HEAD = 1_000


def is_report(path: Path) -> bool:
    """Whether a file is the page of a report."""
    with path.open("rb") as file:
        return _MAKER in file.read(_HEAD)


def render(checked: Sequence[Checked], suffix: str) -> bytes:
    """The content of a report; raises `OutputError` for a suffix that is none of `RENDERERS`."""
    chosen = RENDERERS.get(suffix.lower())
    if chosen is None:
        what = f"{suffix} is no format of a report" if suffix else "its name has no suffix that chooses a format"
        raise OutputError(what, remedy=f"use one of {', '.join(RENDERERS)}")
    return encode(chosen(checked))


def write_report(checked: Sequence[Checked], path: str | Path) -> None:
    """Write a report whole or not at all; raises `OutputError` that names the path."""
    try:
        write_atomically(Path(path), render(checked, Path(path).suffix))
    except OutputError as error:
        error.where = error.where or str(path)
        raise
