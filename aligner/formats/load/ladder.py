"""A ladder with its two documents -> Alignment. Sentences that stand in no bead are nulls."""

from __future__ import annotations

from pathlib import Path

from aligner.formats.load.linked import Linked
from aligner.formats.load.links import Link, alignment
from aligner.model import Alignment, Document


def load(path: str | Path, source: Document, target: Document) -> Alignment:
    """The beads of a ladder over two documents; scores are ours (see `aligner.formats.read_beads`), or `UNSCORED`.

    Raises `InputError` that names the file and the bead: a sentence that its document does not have, one in two
    beads, or sentences that do not follow each other.
    """
    from aligner.formats.read_beads import read_beads

    links = [
        Link(f"bead {number}", tuple(map(str, bead.source)), tuple(map(str, bead.target)), bead.score)
        for number, bead in enumerate(read_beads(path).beads, start=1)
    ]
    return alignment(str(path), _counted(source), _counted(target), links)


def _counted(document: Document) -> Linked:
    return Linked(document.name, document, {str(k): k for k in range(len(document.sentences))})
