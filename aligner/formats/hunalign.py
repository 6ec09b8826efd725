"""hunalign's ladder: where each segment starts on both sides, and how sure it is.

::

    0⇥0⇥0.9731      source sentence 0 with target sentence 0
    1⇥1⇥0.61        source sentences 1 and 2 with target sentence 1
    3⇥2⇥0           the end: so many sentences on each side

The confidence belongs to the segment that starts at the rung; here it is our score, 0 to 1. A ladder has no gaps,
so beads below ``min_score`` stay in it.
"""

from __future__ import annotations

from aligner.formats.files import Rendered
from aligner.formats.rungs import notes, segments
from aligner.model import Alignment


def render(alignment: Alignment) -> Rendered:
    """Every bead as a rung, nulls included, and the closing rung; beads that cross become one."""
    path = segments(alignment)
    rungs = [f"{each.source.start}\t{each.target.start}\t{round(float(each.score), 4)}" for each in path]
    end = f"{len(alignment.source.sentences)}\t{len(alignment.target.sentences)}\t0"
    return Rendered("".join(f"{rung}\n" for rung in (*rungs, end)).encode("ascii"), notes(alignment, path))
