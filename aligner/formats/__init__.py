"""From an alignment to a file and back: the suffix of the path chooses the format.

::

    Alignment ──render──▶ Rendered (bytes, notes)       ──write──▶ a file, or stdout for "-"
                          RenderedFolder (files, notes) ──write──▶ a folder: book.moses/

    .json .xlsx .xces/ .tmx …  ──load──▶ Alignment
    .ladder + two Documents    ──load──▶ Alignment

Each format has one module for both directions, and a record in `aligner.formats.table`.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from aligner.errors import InputError, MissingExtraError, OutputError
from aligner.formats.files import Rendered, write_atomically, write_folder_atomically
from aligner.formats.notes import low_beads
from aligner.formats.rows import Report
from aligner.formats.table import FORMATS, WRITTEN, Format, format_of
from aligner.languages.codes import canonical_pair
from aligner.model import Alignment, Document


def write(alignment: Alignment, path: str | Path, *, format: str | None = None, force: bool = False) -> list[str]:
    """Write one file or folder, whole or not at all; return notes for the user, such as ``"3 nulls left out"``.

    Args:
        path: its suffix chooses the format; ``"-"`` is stdout, TSV unless `format` says otherwise.
        format: the name of a format, or of a variant such as ``"tsv+excel"``; overrides the suffix of the path.
        force: overwrite even a saved alignment in which a person has confirmed or changed beads.

    Raises `OutputError` for an unknown format, for a place that cannot be written, and, without `force`, for a file
    that holds a person's work; `MissingExtraError` for a format whose library is not installed.
    """
    chosen, variant = choose(path, format)
    require(chosen)
    if not force:
        refuse_to_lose_human_work(path, chosen)
    if chosen.render_folder:
        _refuse_stdout(path, chosen)
        folder = chosen.render_folder(alignment, Path(path).stem)
        write_folder_atomically(Path(path), folder.files)
        notes = folder.notes
    else:
        rendered = render(alignment, f"{chosen.name}+{variant}" if variant else chosen.name)
        _write_file(path, rendered.data)
        notes = rendered.notes
    return [*notes, *(() if "low" in chosen.keeps else low_beads(alignment, "left out"))]


def render(alignment: Alignment, format: str) -> Rendered:
    """The content that `write` puts into a file. Raises `OutputError` for an unknown format or a folder format."""
    chosen, variant = choose("-", format)
    writer = chosen.variants[variant] if variant else chosen.render
    if writer is None:
        raise OutputError(f"{chosen.suffix} is a folder of files", remedy=f"give the name of a folder{chosen.suffix}")
    return writer(alignment)


def _write_file(path: str | Path, data: bytes) -> None:
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(path), data)


def _refuse_stdout(path: str | Path, format: Format) -> None:
    if str(path) == "-":
        remedy = f"give the name of a folder, such as book{format.suffix}"
        what = f"{format.suffix} is a folder of files and cannot be written there"
        raise OutputError(what, where="standard output", remedy=remedy)


def choose(path: str | Path, format: str | None = None) -> tuple[Format, str]:
    """The format for a path or a format name, and its variant (empty if none).

    Raises `OutputError` if there is no such format.

    >>> [(format.name, variant) for format, variant in (choose("Book.HTML"), choose("-"), choose("a.txt", "tsv+excel"))]
    [('html', ''), ('tsv', ''), ('tsv', 'excel')]
    """
    if format is not None:
        name = "." + format.lower().removeprefix(".")
    else:
        name = ".tsv" if str(path) == "-" else Path(path).suffix.lower()
    suffix, _, variant = name.partition("+")
    chosen = WRITTEN.get(suffix)
    if chosen is None or ((variant or "+" in name) and variant not in chosen.variants):
        what = f"there is no format {name!r}" if name.strip(".") else "its name has no suffix that chooses a format"
        raise OutputError(what, where=str(path), remedy=f"use one of {', '.join(WRITTEN)}")
    return chosen, variant


def require(format: Format) -> None:
    """Raise `MissingExtraError` if writing needs a library that is not installed; imports nothing."""
    library, extra = format.library or ("", "")
    if library and find_spec(library) is None:
        raise MissingExtraError(f"writing {format.suffix} needs {library}", remedy=f"pip install 'aligner[{extra}]'")


def refuse_to_lose_human_work(path: str | Path, format: Format) -> None:
    """Raise `OutputError` if the path holds a saved alignment in which a person has worked."""
    if format.holds_human_work and format.holds_human_work(path):
        what = "holds beads that a person confirmed or changed, and would be overwritten"
        raise OutputError(what, where=str(path), remedy="write elsewhere, or overwrite it with --force")


def load(
    path: str | Path,
    source: Document | None = None,
    target: Document | None = None,
    *,
    languages: tuple[str, str] | None = None,
    report: Report | None = None,
) -> Alignment:
    """Read an alignment back from a file that `write` or another program made.

    A ``.json`` comes back exactly as it was. In formats that hold pairs, each row or unit becomes a bead; if a text
    holds several sentences and the file only says how many, the places where they divide are guessed.

    Args:
        source, target: the documents whose sentences a ladder counts; for ladders only.
        languages: which languages to take from a file that holds more than two or does not name them; None for the
            source language that the file names and the first other one, or else those detected in the texts.
        report: called with each note for the user: units skipped, languages chosen.

    Raises `InputError` that names the file and the place, `CodeError` for `languages` that are none, and
    `MissingExtraError` if the format's library is not installed.
    """
    format = format_of(path)
    if format is None or not format.is_loaded:
        raise _not_loaded(path)
    languages = canonical_pair(languages) if languages else None
    if format.load_ladder:
        if source is None or target is None:
            remedy = "give the two texts after it, source first; with --pre-segmented if each line is a sentence"
            raise InputError("is a ladder, which holds sentence numbers but no text", where=str(path), remedy=remedy)
        return format.load_ladder(path, source, target)
    if source is not None or target is not None:
        raise InputError("holds its own texts", where=str(path), remedy="give it without texts, or give a ladder")
    if format.table:
        return format.table(path, languages, report or (lambda line: None)).alignment()
    if format.load:
        return format.load(path)
    raise _not_loaded(path)


def loaded_suffixes() -> tuple[str, ...]:
    """Every suffix that can be read back."""
    return tuple(suffix for format in FORMATS if format.is_loaded for suffix in format.suffixes)


def _not_loaded(path: str | Path) -> InputError:
    if not Path(path).exists():
        return InputError("no such file", where=str(path), remedy="check the name")
    remedy = f"give one of {', '.join(loaded_suffixes())}; texts are for 'aligner align'"
    return InputError("is not a format that an alignment can be read back from", where=str(path), remedy=remedy)
