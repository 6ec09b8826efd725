"""Sentence pairs out of files that are already aligned, one pair at a time; TSV and TMX may be larger than the memory.

::

    .tsv .tsv.gz    source<TAB>target[<TAB>anything]; or any columns under a header that names `source` and
                    `target` (as our own TSV does) or the two languages
    .tmx .tmx.gz    the units that hold both languages, in any order
    .json .xlf .xlsx .xces .tei    saved alignments, as `aligner.formats.load` reads them
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from aligner.errors import InputError
from aligner.formats.load import XLIFF

Pair = tuple[str, str]

# Suffixes of what `aligner.formats.load` reads whole.
ALIGNMENTS = (".json", *XLIFF, ".xlsx", ".xces", ".tei")

# A file with more bad lines than this is not what it seems (no tabs, wrong columns): a guess.
BAD_SHARE = 0.1


def read_pairs(
    paths: Iterable[str | Path], languages: tuple[str, str], *, report: Callable[[str], None] | None = None
) -> Iterator[Pair]:
    """The pairs of all files, source first; empty sides are left out.

    Args:
        paths: files by the suffixes above.
        languages: ISO 639-1 codes of source and target; "en" also finds "en-GB" in a TMX.
        report: called with one line for each file that had lines to skip.

    Raises:
        InputError: a file that cannot be read, holds no pair, or has too many bad lines; the first is named.
    """
    for path in map(Path, paths):
        suffixes = [suffix.lower() for suffix in path.suffixes]
        kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else "".join(suffixes[-1:])
        if kind not in _READERS:
            raise InputError("is not a file of pairs", where=str(path), remedy=f"give one of {', '.join(_READERS)}")
        pairs = _READERS[kind](path, languages, report or (lambda line: None))
        try:
            yield from pairs
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise InputError("is a damaged .gz file", where=str(path), remedy="compress it again") from None
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None


def _read_tsv(path: Path, languages: tuple[str, str], report: Callable[[str], None]) -> Iterator[Pair]:
    columns, first_bad = (0, 1), ""
    n_pairs = n_lines = n_bad = 0
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1:
            named = _header(cells, languages)
            columns = named or columns
            if named:
                continue
        if not line.strip():
            continue
        n_lines += 1
        if len(cells) <= max(columns):
            n_bad += 1
            first_bad = first_bad or f"line {number} has {len(cells)} of at least {max(columns) + 1} columns"
        elif cells[columns[0]] and cells[columns[1]]:
            n_pairs += 1
            yield cells[columns[0]], cells[columns[1]]
    if n_bad > BAD_SHARE * n_lines:
        what = f"{first_bad}, {n_bad} lines of {n_lines} are like this"
        raise InputError(what, where=str(path), remedy="put a tab between source and target on every line")
    if not n_pairs:
        raise InputError("holds no pairs", where=str(path), remedy="give lines of source, tab, target")
    if n_bad:
        report(f"{path}: {n_bad} of {n_lines} lines skipped, {first_bad}")


def _header(cells: list[str], languages: tuple[str, str]) -> tuple[int, int] | None:
    """The columns of source and target, if the cells are a header."""
    names = [cell.lower() for cell in cells]
    for source, target in (("source", "target"), languages):
        if source in names and target in names:
            return names.index(source), names.index(target)
    return None


def _read_tmx(path: Path, languages: tuple[str, str], report: Callable[[str], None]) -> Iterator[Pair]:
    from aligner.formats.load.tmx import Unit, no_units, of_language, read_units

    found: set[str] = set()
    n_pairs = 0
    for unit in read_units(path):
        if isinstance(unit, Unit):
            found.update(code.lower() for code, _ in unit.texts)
            source, target = (" ".join(of_language(unit.texts, language).split()) for language in languages)
            if source and target:
                n_pairs += 1
                yield source, target
    if not n_pairs:
        raise no_units(path, languages, found)


def _read_alignment(path: Path, languages: tuple[str, str], report: Callable[[str], None]) -> Iterator[Pair]:
    from aligner.formats.load import load

    alignment = load(path, report=report)
    swapped = (alignment.target.language, alignment.source.language) == languages
    n_pairs = 0
    for pair in alignment.pairs():
        source, target = (" ".join(side.split()) for side in (pair.source, pair.target))
        if source and target:
            n_pairs += 1
            yield (target, source) if swapped else (source, target)
    if not n_pairs:
        raise InputError("holds no pairs", where=str(path), remedy="give an alignment with text on both sides")


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number and text of each line, without its end; raises `InputError` where it is not UTF-8."""
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                raise InputError(
                    "is not UTF-8", where=f"{path}, line {number}", remedy="save it as UTF-8 and try again"
                ) from None


_READERS: dict[str, Callable[[Path, tuple[str, str], Callable[[str], None]], Iterator[Pair]]] = {
    ".tsv": _read_tsv,
    ".tmx": _read_tmx,
    **dict.fromkeys(ALIGNMENTS, _read_alignment),
}
