"""The beads of two documents with their texts, which every check looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from aligner.model import Bead, Document


@dataclass(frozen=True)
class Texts:
    """Two documents and the beads between them.

    Attributes:
        source, target: the documents.
        beads: over their sentences.
    """

    source: Document
    target: Document
    beads: Sequence[Bead]

    @cached_property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The source text and the target text of each bead; empty for an empty side."""
        return tuple((text(self.source, bead.source), text(self.target, bead.target)) for bead in self.beads)

    def pairs(self) -> Iterator[tuple[int, str, str]]:
        """Index, source text and target text of each bead that has both."""
        return ((k, left, right) for k, (left, right) in enumerate(self.sides) if left and right)


def text(document: Document, sentences: range) -> str:
    """Sentences of a document, joined by a space."""
    return " ".join(document.sentences[i].text for i in sentences)
