"""Alignment to file: the suffix of the path chooses the writer.

::

    Alignment ──writer──▶ Rendered (bytes, notes)       ──write──▶ a file, or stdout for "-"
                          RenderedFolder (files, notes) ──write──▶ a folder: book.moses/

To add a format: one module with a function ``render(alignment) -> Rendered``, one line in `WRITERS`; for a format of
several files ``render(alignment, stem) -> RenderedFolder``, one line in `FOLDERS`. Modules are imported when used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from aligner.errors import MissingExtraError, OutputError
from aligner.formats.files import Rendered, RenderedFolder, write_atomically, write_folder_atomically
from aligner.later import later
from aligner.model import Alignment

Writer = Callable[[Alignment], Rendered]
# The text is the name of the folder without its suffix.
FolderWriter = Callable[[Alignment, str], RenderedFolder]


WRITERS: dict[str, Writer] = {
    ".tsv": later("aligner.formats.tsv", "render"),
    ".json": later("aligner.formats.store", "render"),
    ".ladder": later("aligner.formats.ladder", "render"),
    ".html": later("aligner.formats.html", "render"),
    ".tmx": later("aligner.formats.tmx", "render"),
    ".xlf": later("aligner.formats.xliff", "render"),
    ".xlsx": later("aligner.formats.xlsx", "render"),
    ".epub": later("aligner.formats.epub", "render"),
    ".parquet": later("aligner.formats.parquet", "render"),
    ".hunalign": later("aligner.formats.hunalign", "render"),
    ".map": later("aligner.formats.mapping", "render"),
}

FOLDERS: dict[str, FolderWriter] = {
    ".moses": later("aligner.formats.moses", "render"),
    ".xces": later("aligner.formats.xces", "render"),
    ".tei": later("aligner.formats.tei", "render"),
}

# Formats that need more than the core: the library, and the extra that brings it.
_LIBRARIES = {".xlsx": ("openpyxl", "documents"), ".parquet": ("pyarrow", "parquet")}

# Formats that hold every bead, whatever its score.
_WHOLE = (".json", ".hunalign", ".map")


def formats() -> tuple[str, ...]:
    """Every suffix that can be written."""
    return (*WRITERS, *FOLDERS)


def require(suffix: str) -> None:
    """Raise `MissingExtraError` if a format needs a library that is not there; nothing is imported."""
    library, extra = _LIBRARIES.get(suffix, ("", ""))
    if library and find_spec(library) is None:
        raise MissingExtraError(f"writing {suffix} needs {library}", remedy=f"pip install 'aligner[{extra}]'")


def write(
    alignment: Alignment, path: str | Path, *, format: str | None = None, force: bool = False, excel: bool = False
) -> list[str]:
    """Write one file or folder, whole or not at all; return notes for people, such as ``"3 nulls left out"``.

    Args:
        path: its suffix chooses the format; ``"-"`` is stdout, TSV unless `format` says otherwise.
        format: a suffix of `formats()`, with or without its dot; wins over the suffix of the path.
        force: overwrite even a saved alignment in which a person has confirmed or changed beads.
        excel: make TSV for spreadsheet programs; nothing to other formats.

    Raises `OutputError` for an unknown format, a place that cannot be written, and human work without `force`;
    `MissingExtraError` for a format whose library is not installed.
    """
    suffix = suffix_for(path, format)
    require(suffix)
    if suffix == ".json" and not force:
        refuse_to_lose_human_work(path)
    if suffix in FOLDERS:
        notes = _write_folder(alignment, path, suffix)
    else:
        from aligner.formats.tsv import render_for_excel

        rendered = render_for_excel(alignment) if excel and suffix == ".tsv" else WRITERS[suffix](alignment)
        _write_file(path, rendered.data)
        notes = rendered.notes
    return [*notes, *(_left_out(alignment) if suffix not in _WHOLE else [])]


def _write_file(path: str | Path, data: bytes) -> None:
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(path), data)


def _write_folder(alignment: Alignment, path: str | Path, suffix: str) -> tuple[str, ...]:
    if str(path) == "-":
        remedy = f"give the name of a folder, such as book{suffix}"
        raise OutputError(
            f"{suffix} is a folder of files and does not fit there", where="standard output", remedy=remedy
        )
    rendered = FOLDERS[suffix](alignment, Path(path).stem)
    write_folder_atomically(Path(path), rendered.files)
    return rendered.notes


def _left_out(alignment: Alignment) -> list[str]:
    count = sum(bead.score < alignment.min_score for bead in alignment.beads)
    beads = "bead" if count == 1 else "beads"
    return [f"{count:,} {beads} below {alignment.min_score:g} left out"] if count else []


def suffix_for(path: str | Path, format: str | None = None) -> str:
    """The key of `WRITERS` or `FOLDERS` that a path and a format ask for.

    >>> suffix_for("Book.HTML"), suffix_for("-"), suffix_for("pairs.txt", "tsv")
    ('.html', '.tsv', '.tsv')
    """
    if format is not None:
        suffix = "." + format.lower().removeprefix(".")
    else:
        suffix = ".tsv" if str(path) == "-" else Path(path).suffix.lower()
    if suffix not in formats():
        what = f"there is no format {suffix!r}" if suffix.strip(".") else "its name has no suffix to choose a format by"
        raise OutputError(what, where=str(path), remedy=f"use one of {', '.join(formats())}")
    return suffix


def refuse_to_lose_human_work(path: str | Path) -> None:
    """Raise `OutputError` if a saved alignment stands at the path in which a person has worked."""
    from aligner.formats.store import holds_human_work

    if holds_human_work(path):
        what = "holds beads that a person confirmed or changed, and would be overwritten"
        raise OutputError(what, where=str(path), remedy="write elsewhere, or overwrite it with --force")
