"""What a reviewer should look at in each bead: flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.model import Bead, Document
from aligner.progress import Progress
from aligner.quality.finding import FLAGS

if TYPE_CHECKING:
    from aligner.words.lexicon import Lexicon


def flags(
    source: Document,
    target: Document,
    beads: Sequence[Bead],
    *,
    lexicon: Lexicon | None = None,
    progress: Progress | None = None,
) -> list[tuple[str, ...]]:
    """The flags of each bead, in the order of `FLAGS`: `aligner.quality.findings.findings`, bead by bead."""
    from aligner.quality.findings import findings

    marks: list[set[str]] = [set() for _ in beads]
    for finding in findings(source, target, beads, lexicon=lexicon, progress=progress):
        for k in finding.beads:
            marks[k].add(finding.flag)
    return [tuple(flag for flag in FLAGS if flag in found) for found in marks]
