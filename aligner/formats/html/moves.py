"""Where the page says that text has moved: beside the pair, and where its translation stands in its own text.

::

    A:a         ─┐ stub: "moved from here"                   target order:  a  d  b  c
    B:b          │
    C:c          │
    D:d  mark   ─┘ "moved: its place in the translation"

Beads that moved together have one mark, at the first of them, and one stub.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aligner.model import Alignment
from aligner.text.order import moved


class Moves(NamedTuple):
    """Beads by their 1-based numbers.

    Attributes:
        marked: those with a mark.
        stubs: for each bead with stubs after it, the marked beads whose places these are.
    """

    marked: frozenset[int]
    stubs: Mapping[int, tuple[int, ...]]


def moves_of(alignment: Alignment) -> Moves:
    """The marks and stubs of a page that leaves out what exports leave out."""
    beads = alignment.beads
    shown = {number - 1 for number, _ in alignment.shown()}
    out_of_order = moved(beads)
    begins = list(_begins(alignment, sorted(out_of_order & shown)))
    if not begins:
        return Moves(frozenset(), {})
    # The bead after which each target sentence stands, if it stands where it belongs.
    holder = {j: k for k in sorted(shown - out_of_order) for j in beads[k].target}
    first = min(shown - out_of_order, default=min(shown))
    stubs = defaultdict[int, tuple[int, ...]](tuple)
    for k in begins:
        before = next((holder[j] for j in range(beads[k].target.start - 1, -1, -1) if j in holder), first)
        stubs[before + 1] += (k + 1,)
    return Moves(frozenset(k + 1 for k in begins), dict(stubs))


def _begins(alignment: Alignment, out_of_order: list[int]) -> Iterator[int]:
    """The moved beads that do not follow another on both sides."""
    last = -1
    for k in out_of_order:
        if last < 0 or k != last + 1 or alignment.beads[k].target.start != alignment.beads[last].target.stop:
            yield k
        last = k
