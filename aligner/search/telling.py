"""Whether two texts translate each other at all: what the words of the beads tell, against what they could.

::

    beads with both sides ──▶ Σ E (nats by which their words explain each other better than chance)
                              ────────────────────────────────────────────────────────────────────── = telling
                              words whose translation would be recognised (geometric mean of both sides)

Beads of texts that are not translations tell nothing, or speak against themselves: E is a log-likelihood ratio. The
weights of the evidence play no part but for the path, so that they may be learned anew without touching the bounds.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from aligner.search.evidence import Evidence
from aligner.search.lattice import Path
from aligner.weights import BEAD_TYPES

# Beads of a long text that are looked at, evenly spaced.
_BEADS = 500
# Words by which texts count as longer than they are, so that a few cannot tell much. Swept over 20 to 50 without a
# lexicon: more doubts true pairs of Japanese, fewer leaves short texts that are not translations undoubted.
_FEW = 40.0


def telling(evidence: Evidence, path: Path) -> float:
    """How much the words of a path's beads tell, in nats for each word that could."""
    # By the usual share of unexplained words: texts that are not translations look like the freest of them.
    habits = replace(evidence.habits, unexplained=evidence.weights.unexplained[0])
    evidence = replace(evidence, habits=habits)
    linked = np.flatnonzero(path.types >= 0)
    looked_at = linked[np.linspace(0, len(linked) - 1, min(len(linked), _BEADS)).astype(int)]
    total = 0.0
    for (i, j), kind in zip(path.ends[looked_at].tolist(), path.types[looked_at].tolist(), strict=True):
        total += evidence.words_of((i, j), BEAD_TYPES[kind])
    whole = total * len(linked) / max(1, len(looked_at))
    source, target, ties = evidence.source, evidence.target, evidence.ties
    known = float(ties.source_known[source.tokens].sum()), float(ties.target_known[target.tokens].sum())
    return whole / (math.sqrt(known[0] * known[1]) + _FEW)
