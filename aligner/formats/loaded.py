"""An alignment read from a file, with what the file says of the work that a person did in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from aligner.model import Alignment

# Retyped sentences: the number of the first, to the number after the last and the marks of those that were there before
# (see `aligner.formats.xlsx.marks`).
Retyped = dict[int, tuple[int, tuple[str, ...]]]


class Witness(Enum):
    """What shows which pairs of a file a person made."""

    STATUS = "their status"
    KIND = "their status, or a kind that no longer fits their text: the program that changed them cannot set a status"
    FILE = "that the file is given: it has no statuses, so that all pairs count"
    MEMORY = "that the file is given, as above; it may hold pairs of any other texts too, in any order"


@dataclass(frozen=True)
class Loaded:
    """An alignment as it was read.

    Attributes:
        alignment: the alignment.
        unit: what the file calls a bead: ``"row"``, ``"line"``.
        places: where each bead is in the file: ``"row 88"``.
        witness: what shows which beads a person made.
        deleted: what was in the file when it was written, and whose text is no longer anywhere in it: ``"id 57"``.
        retyped: the sentences of each side that a person retyped in a workbook.
        doubts: what was not understood, with its place: ``"row 88: score should be a number, not 'high'"``.
    """

    alignment: Alignment
    unit: str
    places: tuple[str, ...]
    witness: Witness
    deleted: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    retyped: tuple[Retyped, Retyped] = ({}, {})
