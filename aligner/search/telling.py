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
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aligner.search.evidence import Evidence
from aligner.search.long_beads import Span

# Of a long text, this many beads are looked at, evenly spaced.
_BEADS = 500
# Added to the number of words, so that a few cannot tell much. Swept over 20 to 50 without a lexicon: with more, true
# translations from Japanese are doubted; with fewer, short texts that are not translations are not.
_FEW = 40.0


def telling(evidence: Evidence, spans: Sequence[Span]) -> float:
    """How much the words of a path's beads tell, in nats per word whose translation would be recognised."""
    # With the usual share of unexplained words: texts that are not translations would pass for very free ones.
    habits = replace(evidence.habits, unexplained=evidence.weights.unexplained[0])
    evidence = replace(evidence, habits=habits)
    linked = [span for span in spans if not span.is_null]
    looked_at = [linked[k] for k in np.linspace(0, len(linked) - 1, min(len(linked), _BEADS)).astype(int).tolist()]
    total = 0.0
    for span in looked_at:
        total += evidence.words_of((span.source.stop, span.target.stop), (len(span.source), len(span.target)))
    whole = total * len(linked) / max(1, len(looked_at))
    source, target = evidence.source, evidence.target
    known = (
        float(np.mean([ties.source_known[source.tokens].sum() for ties in evidence.ties])),
        float(np.mean([ties.target_known[target.tokens].sum() for ties in evidence.ties])),
    )
    return whole / (math.sqrt(known[0] * known[1]) + _FEW)
