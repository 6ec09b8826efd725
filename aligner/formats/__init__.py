"""From an alignment to a file and back: the suffix of the path chooses the format.

::

    Alignment ──render──▶ Rendered (bytes, notes)       ──write──▶ a file, or stdout for "-"
                          RenderedFolder (files, notes) ──write──▶ a folder: book.moses/

    .json .xlsx .xces/ .tmx …  ──load──▶ Alignment      (──read_back──▶ Loaded: with what a person did in the file)
    .ladder + two Documents    ──load──▶ Alignment

Each format has one module for both directions, and a record in `aligner.formats.table`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from aligner.errors import AlignerError, InputError, MissingExtraError, OutputError
from aligner.formats.files import Rendered, write_atomically, write_folder_atomically
from aligner.formats.loaded import Loaded, Witness
from aligner.formats.notes import beads_left_out
from aligner.formats.reading import readable
from aligner.formats.rows import Report
from aligner.formats.table import FORMATS, WRITTEN, Format, format_of
from aligner.languages.codes import UNDETERMINED, canonical_pair, primary
from aligner.model import Alignment, Document
from aligner.streams import (
    STANDARD_INPUT,
    STANDARD_OUTPUT,
    Place,
    bytes_of,
    name_of,
    read_stdin,
    write_stdout,
    write_to,
)


def write(alignment: Alignment, path: Place, *, format: str | None = None, force: bool = False) -> list[str]:
    """Write one file or folder, whole or not at all; return notes for the user, such as ``"3 nulls left out"``.

    Args:
        path: its suffix chooses the format; ``"-"`` is stdout, TSV unless `format` says otherwise. Or an open stream,
            of bytes or, for formats that are text, of text; its format must be given.
        format: the name of a format, or of a variant such as ``"tsv+excel"``; overrides the suffix of the path.
        force: overwrite even a saved alignment in which a person has confirmed or changed beads.

    Raises `OutputError` for an unknown format, for a place that cannot be written, and, without `force`, for a file
    that holds a person's work; `MissingExtraError` for a format whose library is not installed.
    """
    if "\0" in name_of(path):
        raise OutputError("no file can have such a name", where=name_of(path), remedy="give another name")
    chosen, variant = choose(path, format)
    require(chosen)
    if not force:
        refuse_to_lose_human_work(path, chosen)
    if chosen.render_folder:
        if not isinstance(path, (str, Path)) or str(path) == "-":
            raise _no_folder(path, chosen)
        folder = chosen.render_folder(alignment, Path(path).stem)
        write_folder_atomically(Path(path), folder.files)
        notes = folder.notes
    else:
        rendered = render(alignment, f"{chosen.name}+{variant}" if variant else chosen.name)
        _write_file(path, rendered.data)
        notes = rendered.notes
    if not chosen.lossless:
        return [*notes, *(() if "low" in chosen.keeps else beads_left_out(alignment, "left out"))]
    return [
        *notes,
        *beads_left_out(replace(alignment, min_score=0.0), "kept: other formats made from it leave them out"),
    ]


def render(alignment: Alignment, format: str) -> Rendered:
    """The content that `write` puts into a file. Raises `OutputError` for an unknown format or a folder format."""
    chosen, variant = choose("-", format)
    writer = chosen.variants[variant] if variant else chosen.render
    if writer is None:
        raise OutputError(f"{chosen.suffix} is a folder of files", remedy=f"give the name of a folder{chosen.suffix}")
    return writer(alignment)


def _write_file(path: Place, data: bytes) -> None:
    if not isinstance(path, (str, Path)):
        write_to(path, data)
    elif str(path) == "-":
        write_stdout(data)
    else:
        write_atomically(Path(path), data)


def _no_folder(path: Place, format: Format) -> OutputError:
    remedy = f"give the name of a folder, such as book{format.suffix}"
    what = f"{format.suffix} is a folder of files and cannot be written there"
    return OutputError(what, where=STANDARD_OUTPUT if path == "-" else name_of(path), remedy=remedy)


def choose(path: Place, format: str | None = None) -> tuple[Format, str]:
    """The format for a path or a format name, and its variant (empty if none).

    Raises `OutputError` if there is no such format, or there is only a stream.

    >>> [(format.name, variant) for format, variant in (choose("Book.HTML"), choose("-"), choose("a.txt", "tsv+excel"))]
    [('html', ''), ('tsv', ''), ('tsv', 'excel')]
    """
    if format is not None:
        name = "." + format.lower().removeprefix(".")
    else:
        name = ".tsv" if path == "-" else Path(name_of(path)).suffix.lower()
    suffix, _, variant = name.partition("+")
    chosen = WRITTEN.get(suffix)
    if chosen is None or ((variant or "+" in name) and variant not in chosen.variants):
        what = f"there is no format {name!r}" if name.strip(".") else "its name has no suffix that chooses a format"
        raise OutputError(what, where=name_of(path), remedy=f"use one of {', '.join(WRITTEN)}")
    return chosen, variant


def require(format: Format) -> None:
    """Raise `MissingExtraError` if writing needs a library that is not installed; imports nothing."""
    library, extra = format.library or ("", "")
    if library and find_spec(library) is None:
        raise MissingExtraError(f"writing {format.suffix} needs {library}", remedy=f"pip install 'aligner[{extra}]'")


def refuse_to_lose_human_work(path: Place, format: Format) -> None:
    """Raise `OutputError` if the path holds a saved alignment in which a person has worked."""
    if isinstance(path, (str, Path)) and format.holds_human_work and format.holds_human_work(path):
        what = "holds beads that a person confirmed or changed, and would be overwritten"
        raise OutputError(what, where=str(path), remedy="write elsewhere, or overwrite it with --force")


def load(
    path: Place,
    source: Document | None = None,
    target: Document | None = None,
    *,
    format: str | None = None,
    languages: tuple[str, str] | None = None,
    report: Report | None = None,
) -> Alignment:
    """Read an alignment back from a file that `write` or another program made.

    A ``.json`` comes back exactly as it was. In formats that hold pairs, each row or unit becomes a bead; if a text
    holds several sentences and the file only says how many, the places where they divide are guessed.

    Args:
        path: a file or folder; ``"-"`` for stdin, or an open stream, whose format must be given.
        source, target: the documents whose sentences a ladder counts; for ladders only.
        format: the suffix to read it as, ``"tsv"`` or ``".tmx.gz"``; None for its own.
        languages: which languages to take from a file that holds more than two or does not name them; None for the
            source language that the file names and the first other one, or else those detected in the texts.
        report: called with each note for the user: units skipped, languages chosen.

    Raises `InputError` that names the file and the place, `CodeError` for `languages` that are none, and
    `MissingExtraError` if the format's library is not installed.
    """
    return read_back(path, source, target, format=format, languages=languages, report=report).alignment


def read_back(
    path: Place,
    source: Document | None = None,
    target: Document | None = None,
    *,
    format: str | None = None,
    languages: tuple[str, str] | None = None,
    report: Report | None = None,
) -> Loaded:
    """The same as `load`, with what the file says of the work that a person did in it."""
    if "\0" in name_of(path):
        raise InputError("no file can have such a name", where=name_of(path), remedy="check the name")
    if format is not None or not isinstance(path, (str, Path)) or str(path) == "-":
        with _as_file(path, format) as file:
            named = partial(_named, report, str(file), _shown(path)) if report else None
            return read_back(file, source, target, languages=languages, report=named)
    chosen = format_of(path)
    if chosen is None or not chosen.is_loaded:
        raise _not_loaded(path)
    languages = canonical_pair(languages) if languages else None
    if chosen.load_ladder:
        if source is None or target is None:
            remedy = "give the two texts after it, source first; with --pre-segmented if each line is a sentence"
            raise InputError("is a ladder, which holds sentence numbers but no text", where=str(path), remedy=remedy)
        with readable(path):
            return _of_beads(chosen.load_ladder(path, source, target), Witness.FILE)
    if source is not None or target is not None:
        raise InputError("holds its own texts", where=str(path), remedy="give it without texts, or give a ladder")
    with readable(path):
        if chosen.table:
            return chosen.table(path, languages, report or (lambda line: None)).loaded()
        if chosen.load:
            alignment = chosen.load(path)
            _check_languages(alignment, languages, name_of(path))
            return _of_beads(alignment, Witness.STATUS)
    raise _not_loaded(path)


def _check_languages(alignment: Alignment, languages: tuple[str, str] | None, name: str) -> None:
    """Raise `InputError` if a file that names its two languages is asked for others."""
    there = alignment.source.language, alignment.target.language
    codes = [primary(code) for code in there]
    if languages and UNDETERMINED not in codes and codes != [primary(code) for code in languages]:
        what = f"is {'-'.join(there)}, and {'-'.join(languages)} is asked for"
        raise InputError(what, where=name, remedy="leave --lang out, or give another file")


def _of_beads(alignment: Alignment, witness: Witness) -> Loaded:
    return Loaded(alignment, "bead", tuple(f"bead {k}" for k in range(1, len(alignment.beads) + 1)), witness)


def _named(report: Report, file: str, name: str, line: str) -> None:
    report(line.replace(file, name))


def _shown(path: Place) -> str:
    return STANDARD_INPUT if path == "-" else name_of(path)


@contextmanager
def _as_file(path: Place, format: str | None) -> Iterator[Path]:
    """A file with the suffix of a format and the content of a stream, of stdin, or of a file with another suffix.

    Raises `InputError`; errors that are raised meanwhile name what was given.
    """
    name = _shown(path)
    suffix = "." + (format or Path(name).suffix).lower().removeprefix(".")
    known = format_of(f"x{suffix}")
    if known is None or not known.is_loaded:
        what = f"{suffix} is no format that an alignment can be read back from" if format else "has no suffix"
        raise InputError(what, where=name, remedy=f"name its format, one of {', '.join(loaded_suffixes())}")
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{Path(name).stem}{suffix}"
        with readable(name):
            file.write_bytes(_content(path))
        try:
            yield file
        except AlignerError as error:
            error.where = error.where.replace(str(file), name)
            raise


def _content(path: Place) -> bytes:
    if not isinstance(path, (str, Path)):
        return bytes_of(path)
    return read_stdin() if str(path) == "-" else Path(path).read_bytes()


def loaded_suffixes() -> tuple[str, ...]:
    """Every suffix that can be read back."""
    return tuple(suffix for format in FORMATS if format.is_loaded for suffix in format.suffixes)


def _not_loaded(path: str | Path) -> InputError:
    with readable(path):
        if not Path(path).exists():
            return InputError("no such file", where=str(path), remedy="check the name")
    remedy = f"give one of {', '.join(loaded_suffixes())}; texts are for 'aligner align'"
    return InputError("is not a format that an alignment can be read back from", where=str(path), remedy=remedy)
