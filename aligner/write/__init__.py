"""Alignment to file: the suffix of the path chooses the writer.

::

    Alignment ──writer──▶ Rendered (bytes, notes) ──write──▶ a file, or stdout for "-"

To add a format: one function ``(alignment) -> Rendered``, one line in `WRITERS`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from aligner.errors import OutputError
from aligner.model import Alignment
from aligner.write import html, ladder, store, tsv
from aligner.write.files import Rendered, write_atomically

Writer = Callable[[Alignment], Rendered]

WRITERS: dict[str, Writer] = {
    ".tsv": tsv.render,
    ".json": store.render,
    ".ladder": ladder.render,
    ".html": html.render,
}


def write(alignment: Alignment, path: str | Path, *, format: str | None = None, force: bool = False) -> list[str]:
    """Write one file, whole or not at all; return notes for people, such as ``"3 nulls left out"``.

    Args:
        path: its suffix chooses the format; ``"-"`` is stdout, TSV unless `format` says otherwise.
        format: a suffix of `WRITERS`, with or without its dot; wins over the suffix of the path.
        force: overwrite even a saved alignment in which a person has confirmed or changed beads.

    Raises `OutputError` for an unknown format, a place that cannot be written, and human work without `force`.
    """
    suffix = suffix_for(path, format)
    if suffix == ".json" and not force:
        refuse_to_lose_human_work(path)
    rendered = WRITERS[suffix](alignment)
    if str(path) == "-":
        sys.stdout.buffer.write(rendered.data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(path), rendered.data)
    return [*rendered.notes, *(_left_out(alignment) if suffix != ".json" else [])]


def _left_out(alignment: Alignment) -> list[str]:
    count = sum(bead.score < alignment.min_score for bead in alignment.beads)
    beads = "bead" if count == 1 else "beads"
    return [f"{count:,} {beads} below {alignment.min_score:g} left out"] if count else []


def suffix_for(path: str | Path, format: str | None = None) -> str:
    """The key of `WRITERS` that a path and a format ask for.

    >>> suffix_for("Book.HTML"), suffix_for("-"), suffix_for("pairs.txt", "tsv")
    ('.html', '.tsv', '.tsv')
    """
    if format is not None:
        suffix = "." + format.lower().removeprefix(".")
    else:
        suffix = ".tsv" if str(path) == "-" else Path(path).suffix.lower()
    if suffix not in WRITERS:
        what = f"there is no format {suffix!r}" if suffix.strip(".") else "its name has no suffix to choose a format by"
        raise OutputError(what, where=str(path), remedy=f"use one of {', '.join(WRITERS)}")
    return suffix


def refuse_to_lose_human_work(path: str | Path) -> None:
    """Raise `OutputError` if a saved alignment stands at the path in which a person has worked."""
    if store.holds_human_work(path):
        what = "holds beads that a person confirmed or changed, and would be overwritten"
        raise OutputError(what, where=str(path), remedy="write elsewhere, or overwrite it with --force")
