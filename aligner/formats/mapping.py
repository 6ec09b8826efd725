"""Sketch Engine's mapping: which sentences of one side correspond to which sentences of the other.

::

    0⇥0
    1,2⇥1      first and last of a range
    3⇥-1       nothing on the other side

Sentences are counted from 0. Both columns rise and nothing may be left out, so beads that other formats leave
out stay in it, and the two sides of a moved bead stand alone, each in its own place.
"""

from __future__ import annotations

from aligner.formats.files import Rendered
from aligner.formats.segments import notes, segments
from aligner.model import Alignment


def render(alignment: Alignment) -> Rendered:
    """Every bead as a line, nulls included; moved beads are left out. The mapping has no room for scores."""
    path = segments(alignment)
    lines = [f"{_range(each.source)}\t{_range(each.target)}\n" for each in path]
    return Rendered("".join(lines).encode("ascii"), notes(alignment))


def _range(sentences: range) -> str:
    if not sentences:
        return "-1"
    first, last = sentences[0], sentences[-1]
    return str(first) if first == last else f"{first},{last}"
