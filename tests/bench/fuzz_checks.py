"""What must hold of every alignment, and of every file that is written from one and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isfinite
from pathlib import Path

from aligner.errors import AlignerError
from aligner.formats import load, write
from aligner.formats.table import WRITTEN, Format
from aligner.model import STATUSES, Alignment
from aligner.quality.finding import FLAGS


class ChangedError(Exception):
    """Something is not what it must be: what came back is not what was written, or an alignment is none."""


def check_alignment(alignment: Alignment) -> None:
    """Raise `ChangedError` unless scores, flags and statuses are what they may be; the type itself checks the beads."""
    for bead in (*alignment.beads, *alignment.paragraph_beads):
        if not (isfinite(bead.score) and 0 <= bead.score <= 1):
            raise ChangedError("a score is no probability")
        if not set(bead.flags) <= set(FLAGS) or len(set(bead.flags)) < len(bead.flags):
            raise ChangedError("an unknown flag, or one twice")
        if bead.status not in STATUSES:
            raise ChangedError("an unknown status")
    for document in (alignment.source, alignment.target):
        for block in document.blocks:
            if any(block.text[s.start : s.end] != s.text or not s.text.strip() for s in block.sentences):
                raise ChangedError("a sentence is not where it says, or empty")


def check_formats(alignment: Alignment, folder: Path, formats: Sequence[str]) -> None:
    """Write the alignment in these formats, by suffix, and read it back from those that can be."""
    for suffix in formats:
        format, path = WRITTEN[suffix], folder / f"out{suffix}"
        notes = write(alignment, path, force=True)
        if format.is_loaded:
            documents = (alignment.source, alignment.target) if format.load_ladder else ()
            try:
                again = load(path, *documents)
            except AlignerError as error:
                if not any(_visible(pair.source) and _visible(pair.target) for pair in alignment.pairs()):
                    continue  # some formats hold pairs only, and say so
                raise ChangedError(f"{suffix} is not read back: {error.what}") from error
            if format.lossless or not notes:  # what the user is told of is no loss
                _check_same(alignment, again, format)


def _check_same(alignment: Alignment, again: Alignment, format: Format) -> None:
    if format.lossless:
        if again != alignment:
            raise ChangedError(f"{format.suffix} is not the same when read back")
        return
    if "nulls" in format.keeps and _letters(alignment) != _letters(again):
        raise ChangedError(f"{format.suffix} has other texts when read back")


def _letters(alignment: Alignment) -> tuple[Counter[str], ...]:
    """The texts of each side's beads, without blanks and without characters that some formats cannot hold."""
    sides: tuple[Counter[str], ...] = (Counter(), Counter())
    for pair in alignment.pairs():
        for letters, text in zip(sides, (pair.source, pair.target), strict=True):
            letters[_visible(text)] += 1
    return tuple(Counter({text: times for text, times in side.items() if text}) for side in sides)


def _visible(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in " \ufffd")
