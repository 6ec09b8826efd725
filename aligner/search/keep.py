"""Finds a person's work in a saved alignment again, by its text, in documents that may have been edited since.

::

    saved   It rained. | She left. | He stayed.          confirmed or changed beads: sentences 0; 1 and 2
               0            1           2
    now     A title. | It rained. | She left. | He stayed alone.
               0          1            2             3        found again: sentence 1; the other is lost
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from aligner.errors import InputError
from aligner.model import Alignment, Bead, Document

# How many times a stretch without a shared end is cut at unique texts: keeps the cost linear on any text. A guess.
_DEEPEST = 12
# Weight of a person's bead against the scores of other beads if their orders conflict: a little less than a certain
# bead, so that two that changed places stay. A guess.
_WEIGHT = 0.9
_LONGEST_SHOWN = 60  # characters of a text in a message


@dataclass(frozen=True)
class Kept:
    """What a person confirmed or changed.

    Attributes:
        beads: the beads found again, over the sentences of the documents as they are now; those with both sides are in
            rising order on both.
        moved: the beads found again that break this order.
        lost: the beads not found, for messages: ``"bead 12 (She left.)"``.
    """

    beads: tuple[Bead, ...] = ()
    moved: tuple[Bead, ...] = ()
    lost: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many were found again."""
        return len(self.beads) + len(self.moved)

    def describe_lost(self) -> str:
        """One line for the user."""
        whole = len(self) + len(self.lost)
        are = "is" if len(self.lost) == 1 else "are"
        return f"{len(self.lost)} of {whole} beads to keep {are} not in the texts as before; the first: {self.lost[0]}"


def find_again(kept: Alignment, source: Document, target: Document) -> Kept:
    """The beads of a saved alignment that a person confirmed or changed, in these documents.

    A bead is found if all its sentences are there, with the same texts apart from white space, one after the other and
    in the order of the other texts. Source and target may be the other way round than in the saved alignment.

    Raises `InputError` if there is no such bead, or if none is found.
    """
    moved = _moved(kept.beads)
    human = [_Work(k, bead, k - 1 in moved) for k, bead in enumerate(kept.beads, start=1) if bead.status != "auto"]
    if not human:
        what = "holds no bead that a person confirmed or changed"
        raise InputError(what, remedy="confirm or change some first, or align without it")
    found = _found(human, (kept.source, kept.target), (source, target))
    if found.lost:
        turned = [
            each._replace(bead=replace(each.bead, source=each.bead.target, target=each.bead.source)) for each in human
        ]
        # If both are equal, the first: the documents as they were.
        found = max(found, _found(turned, (kept.target, kept.source), (source, target)), key=len)
    if not len(found):
        names = " and ".join(dict.fromkeys((source.name, target.name)))
        what = f"none of the {len(human)} beads that a person confirmed or changed is in {names}"
        raise InputError(what, remedy="give the texts that were aligned there")
    return found


_Sides = tuple[Document, Document]


class _Work(NamedTuple):
    """A bead that a person made, its number, and whether it was moved."""

    number: int
    bead: Bead
    moved: bool


def _found(human: Sequence[_Work], before: _Sides, now: _Sides) -> Kept:
    left, right = (_same(_texts(old), _texts(new)) for old, new in zip(before, now, strict=True))
    beads: dict[bool, list[Bead]] = {True: [], False: []}
    lost = []
    for number, bead, moved in human:
        source, target = _moved_to(bead.source, left), _moved_to(bead.target, right)
        if source is None or target is None:
            lost.append(f"bead {number} ({_shown(before, bead)})")
        else:
            beads[moved].append(replace(bead, source=source, target=target))
    return Kept(tuple(beads[False]), tuple(beads[True]), tuple(lost))


def _moved(beads: Sequence[Bead]) -> set[int]:
    """Which beads break the order of the others."""
    both = [k for k, bead in enumerate(beads) if not bead.is_null]
    starts = [(beads[k].source.start, beads[k].target.start) for k in both]
    weights = [beads[k].score if beads[k].status == "auto" else _WEIGHT for k in both]
    in_order = set(_rising(starts, weights))
    return {k for k, start in zip(both, starts, strict=True) if start not in in_order}


def _rising(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[tuple[int, int]]:
    """The heaviest selection of pairs in which both numbers rise."""
    import numpy as np

    from aligner.search.corridor import Links, chain

    table = np.array(pairs, np.int64).reshape(-1, 2)
    found = chain(Links(table[:, 0], table[:, 1], np.array(weights, np.float64)))
    return list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))


def _texts(document: Document) -> list[str]:
    """The sentences with each run of white space as one space, because line ends depend on the file format."""
    return [" ".join(sentence.text.split()) for sentence in document.sentences]


def _shown(documents: _Sides, bead: Bead) -> str:
    side, sentences = (documents[0], bead.source) if bead.source else (documents[1], bead.target)
    text = " ".join(" ".join(side.sentences[i].text for i in sentences).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _moved_to(sentences: range, places: Mapping[int, int]) -> range | None:
    """Where the sentences are now, if all are there and adjacent."""
    now = [places.get(i, -1) for i in sentences]
    if not now:
        return range(0)
    return range(now[0], now[0] + len(now)) if now[0] >= 0 and now == list(range(now[0], now[0] + len(now))) else None


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """New places of the old texts that are among the new ones in the same order (a patience diff).

    >>> _same(["a", "b", "b", "c", "d"], ["new", "a", "b", "b", "d"])
    {0: 1, 1: 2, 2: 3, 4: 4}
    """
    found: dict[int, int] = {}
    stretches = [(range(len(old)), range(len(new)), 0)]
    while stretches:
        left, right, depth = stretches.pop()
        left, right = _without_shared_ends(old, new, left, right, found)
        cuts = _landmarks(old, new, left, right) if depth < _DEEPEST else []
        # Each landmark begins the stretch up to the next one, and so is part of that stretch's shared beginning.
        bounds = [(left.start, right.start), *cuts, (left.stop, right.stop)] if cuts else []
        stretches += [(range(i, k), range(j, n), depth + 1) for (i, j), (k, n) in pairwise(bounds)]
    return dict(sorted(found.items()))


def _without_shared_ends(
    old: Sequence[str], new: Sequence[str], left: range, right: range, found: dict[int, int]
) -> tuple[range, range]:
    """Put the texts that both sides begin and end with into `found`; returns the rest of the stretch."""
    while left and right and old[left[0]] == new[right[0]]:
        found[left[0]] = right[0]
        left, right = left[1:], right[1:]
    while left and right and old[left[-1]] == new[right[-1]]:
        found[left[-1]] = right[-1]
        left, right = left[:-1], right[:-1]
    return left, right


def _landmarks(old: Sequence[str], new: Sequence[str], left: range, right: range) -> list[tuple[int, int]]:
    """The places of texts that occur once on each side of a stretch: as many of them as are in the same order."""
    once = [Counter(side[i] for i in stretch) for side, stretch in ((old, left), (new, right))]
    place = {new[j]: j for j in right if once[1][new[j]] == 1}
    shared = [(i, place[old[i]]) for i in left if once[0][old[i]] == 1 and old[i] in place]
    return _rising(shared, [1.0] * len(shared))
