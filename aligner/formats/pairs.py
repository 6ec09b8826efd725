"""Sentence pairs for training, from any format that holds texts, one pair at a time.

TSV and TMX files, plain or gzipped, may be larger than memory; other formats are read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.errors import InputError
from aligner.formats import load
from aligner.formats.reading import readable
from aligner.formats.rows import Report
from aligner.formats.table import FORMATS, Format, format_of
from aligner.languages.codes import matches

TextPair = tuple[str, str]


def format_of_pairs(path: str | Path) -> Format:
    """The format of a file of pairs; raises `InputError` if it is not one.

    >>> format_of_pairs("more.tsv.gz").name
    'tsv'
    """
    format = format_of(path)
    if format is None:
        unpacked = format_of(str(path).lower().removesuffix(".gz"))
        format = unpacked if unpacked is not None and unpacked.stream else None
    if format is None or not format.holds_texts:
        known = [suffix for each in FORMATS if each.holds_texts for suffix in each.suffixes]
        raise InputError("is not a file of pairs", where=str(path), remedy=f"give one of {', '.join(known)}")
    return format


def read_pairs(
    paths: Iterable[str | Path], languages: tuple[str, str], *, report: Report | None = None
) -> Iterator[TextPair]:
    """The pairs of all files, source first; empty sides are left out.

    Args:
        languages: codes of source and target; "en" also matches "en-GB" in a TMX.
        report: called with one line for each file in which lines were skipped.

    Raises `InputError` for a file that cannot be read, holds no pair, or has too many bad lines.
    """
    for path in map(Path, paths):
        stream = format_of_pairs(path).stream or _stream_alignment
        with readable(path):
            yield from stream(path, languages, report or (lambda line: None))


def _stream_alignment(path: Path, languages: tuple[str, str], report: Report) -> Iterator[TextPair]:
    """The pairs of an alignment, swapped if its languages are the other way round."""
    alignment = load(path, report=report)
    swapped = matches(alignment.target.language, languages[0]) and matches(alignment.source.language, languages[1])
    n_pairs = 0
    for pair in alignment.pairs():
        source, target = (" ".join(side.split()) for side in (pair.source, pair.target))
        if source and target:
            n_pairs += 1
            yield (target, source) if swapped else (source, target)
    if not n_pairs:
        raise InputError("holds no pairs", where=str(path), remedy="give an alignment with text on both sides")
