"""Finds a person's work in a saved alignment again, by its text, in documents that may have been edited since.

::

    saved   It rained. | She left. | He stayed.          confirmed or changed beads: sentences 0; 1 and 2
               0            1           2
    now     A title. | It rained. | She left. | He stayed alone.
               0          1            2             3        found again: sentence 1; the other is lost
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aligner.errors import InputError
from aligner.model import Alignment, Bead, Document
from aligner.search.edits import Edited, with_edits
from aligner.search.places import Missing, places, rising
from aligner.text.joined import one_blank

# Weight of a person's bead against the scores of other beads if their orders conflict: a little less than a certain
# bead, so that two that changed places stay. A guess.
_WEIGHT = 0.9
_LONGEST_SHOWN = 40  # characters of a text in a message
_NONE = range(0)

_Documents = tuple[Document, Document]


class Lost(NamedTuple):
    """A bead that was not found.

    Attributes:
        bead: its index in the saved alignment.
        side: ``"source"`` or ``"target"``: the first that was not found.
        text: the text of this side, without the person's edits.
        document: where it should be.
        missing: why it is not there.
    """

    bead: int
    side: str
    text: str
    document: Document
    missing: Missing

    @property
    def why(self) -> str:
        """For the user: ``"its source (She left.) is not in a.txt"``."""
        shown = self.text if len(self.text) <= _LONGEST_SHOWN else f"{self.text[: _LONGEST_SHOWN - 1]}…"
        return f"its {self.side} ({shown}) {self.missing.of(self.text, self.document)}"


@dataclass(frozen=True)
class Kept:
    """What a person confirmed or changed.

    Attributes:
        beads: the beads found again, over the sentences of the documents as they are now; those with both sides are in
            rising order on both.
        moved: the beads found again that break this order.
        lost: the beads not found.
        edited: the two documents with the sentences that the person edited or divided, over which the beads are.
    """

    beads: tuple[Bead, ...] = ()
    moved: tuple[Bead, ...] = ()
    lost: tuple[Lost, ...] = ()
    edited: tuple[Edited, Edited] | None = None

    def __len__(self) -> int:
        """How many were found again."""
        return len(self.beads) + len(self.moved)


def find_again(
    kept: Alignment, source: Document, target: Document, *, ordered: bool = True, by_kind: bool = False
) -> Kept:
    """The beads of a saved alignment that a person confirmed or changed, in these documents with the person's edits.

    A bead is found if the text of each side, white space apart, is that of consecutive sentences; how the saved
    alignment divides it does not matter: a bead may hold more or fewer sentences now. Source and target may be the
    other way round than in the saved alignment.

    Args:
        ordered: whether the beads are in the order of the documents; if not, texts that are in a document more than
            once are not found.
        by_kind: whether beads that hold more or fewer sentences now count as changed: for files that other programs
            edit, which set no status.

    Raises `InputError` if there is no such bead, or if none is found.
    """
    found = _found(kept.beads, (kept.source, kept.target), (source, target), ordered, by_kind)
    if found.lost:
        turned = [replace(bead, source=bead.target, target=bead.source) for bead in kept.beads]
        other = _found(turned, (kept.target, kept.source), (source, target), ordered, by_kind)
        # If both are equal, the first: the documents as they were.
        found = max(found, other, key=len)
    if not found.lost and not len(found):
        what = "holds no bead that a person confirmed or changed"
        raise InputError(what, remedy="confirm or change some first, or align without it")
    if not len(found):
        names = " and ".join(dict.fromkeys((source.name, target.name)))
        what = f"none of the {len(found.lost):,} beads that a person confirmed or changed is in {names}"
        raise InputError(what, remedy="give the texts that were aligned there")
    return found


def _found(beads: Sequence[Bead], saved: _Documents, documents: _Documents, ordered: bool, by_kind: bool) -> Kept:
    edited = (
        with_edits(saved[0], documents[0], ordered=ordered),
        with_edits(saved[1], documents[1], ordered=ordered),
    )
    left = _side([bead.source for bead in beads], saved[0], edited[0].document, ordered)
    right = _side([bead.target for bead in beads], saved[1], edited[1].document, ordered)
    now: list[Bead] = []
    lost: list[Lost] = []
    for k, (bead, sources, targets) in enumerate(zip(beads, left, right, strict=True)):
        if not isinstance(sources, Missing) and not isinstance(targets, Missing):
            same_kind = (len(sources), len(targets)) == (len(bead.source), len(bead.target))
            status = bead.status if same_kind or not by_kind else "changed"
            now.append(replace(bead, source=sources, target=targets, status=status))
        elif bead.status != "auto":
            texts = _original(saved[0], bead.source), _original(saved[1], bead.target)
            lost.append(_lost(k, texts, (sources, targets), documents))
    moved = _moved(now)
    human = [bead for bead in now if bead.status != "auto"]
    in_order = tuple(bead for bead in human if _starts(bead) not in moved)
    return Kept(in_order, tuple(bead for bead in human if _starts(bead) in moved), tuple(lost), edited)


def _lost(
    bead: int, texts: tuple[str, str], found: tuple[range | Missing, range | Missing], documents: _Documents
) -> Lost:
    sides = zip(("source", "target"), texts, found, documents, strict=True)
    return next(
        Lost(bead, side, text, document, place) for side, text, place, document in sides if isinstance(place, Missing)
    )


def _side(sentences: Sequence[range], saved: Document, now: Document, ordered: bool) -> list[range | Missing]:
    """Where each bead's side is now; an empty side stays empty."""
    filled = sorted((k for k, each in enumerate(sentences) if each), key=lambda k: sentences[k].start)
    texts = [tuple(saved.sentences[i].text for i in sentences[k]) for k in filled]
    found: list[range | Missing] = [_NONE] * len(sentences)
    for k, place in zip(filled, places(texts, now, ordered=ordered), strict=True):
        found[k] = place
    return found


def _moved(beads: Sequence[Bead]) -> set[tuple[int, int]]:
    """Where the beads start that break the order of the others."""
    both = [bead for bead in beads if not bead.is_null]
    weights = [bead.score if bead.status == "auto" else _WEIGHT for bead in both]
    starts = [_starts(bead) for bead in both]
    return set(starts) - set(rising(starts, weights))


def _starts(bead: Bead) -> tuple[int, int]:
    return (bead.source.start, bead.target.start) if not bead.is_null else (-1, -1)


def _original(document: Document, sentences: range) -> str:
    """The text of sentences, without a person's edits."""
    found = (document.sentences[i] for i in sentences)
    return one_blank(" ".join(each.text if each.original is None else each.original for each in found))
