"""Whether two texts are translations at all: how much the words of the beads tell, of what they could.

::

    beads with both sides ──▶ Σ E (nats by which their words explain each other better than chance)
                              ────────────────────────────────────────────────────────────────────── = telling
                              words whose translation would be recognised (geometric mean of both sides)

Beads of texts that are not translations tell nothing, or even less than that: E is a log-likelihood ratio. Of the
weights only λ enters into it; the others merely choose the path, so they can be learned anew without moving the bounds.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from aligner.search.evidence import Evidence
from aligner.search.lattice import Path
from aligner.weights import BEAD_TYPES

# Of a long text, this many beads are looked at, evenly spaced.
_BEADS = 500
# Added to the number of words, so that a few cannot tell much. Swept over 20 to 50 without a lexicon: with more, true
# translations from Japanese are doubted; with fewer, short texts that are not translations are not.
_FEW = 40.0


def telling(evidence: Evidence, path: Path) -> float:
    """How much the words of a path's beads tell, in nats per word whose translation would be recognised."""
    # With the usual share of unexplained words: texts that are not translations would pass for very free ones.
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
