"""Beads longer than the search knows, where it left sentences alone that a lone sentence opposite may hold.

One long sentence of Cervantes can be seven of his translator's. Beads of more than `MOST` sentences a side are too many
to search, but what becomes of them shows: nulls beside a 1-4 bead, or one sentence alone opposite several. There, and
only there, the sentences are weighed as one bead, each side as if it were a single sentence::

    1-4  0-1  0-1        ──▶  1-6            1-0  0-1  0-1  0-1  0-1  0-1        ──▶  1-5
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor
from aligner.search.spans import Span
from aligner.weights import BEAD_TYPES, MOST, Priors

# Sentences of the longer side at most. A guess: the longest such bead seen in Don Quixote has nine.
LONGEST = 12


def with_long_beads(evidence: Evidence, spans: Sequence[Span]) -> list[Span]:
    """The beads of a path, some of them joined to longer ones where that gains."""
    out: list[Span] = []
    runs = [(null, list(run)) for null, run in groupby(spans, key=lambda span: span.is_null)]
    for k, (null, run) in enumerate(runs):
        if not null:
            out += run
            continue
        before = out[-1:]
        after = runs[k + 1][1][:1] if k + 1 < len(runs) else []
        best = max(
            (_joined(evidence, parts) for parts in (run, [*before, *run], [*run, *after])),
            key=lambda joined: joined.gain if joined else 0.0,
        )
        if best is None or best.gain <= 0:
            out += run
            continue
        if before and best.source.start <= before[0].source.start and best.target.start <= before[0].target.start:
            out.pop()
        if after and best.source.stop >= after[0].source.stop and best.target.stop >= after[0].target.stop:
            runs[k + 1][1].pop(0)
        out.append(best)
    return out


def _joined(evidence: Evidence, parts: Sequence[Span]) -> Span | None:
    """The parts as one bead, its gain less theirs; None where that is no bead of one against several."""
    source = range(parts[0].source.start, parts[-1].source.stop)
    target = range(parts[0].target.start, parts[-1].target.stop)
    short, long = sorted((len(source), len(target)))
    if short != 1 or not MOST < long <= LONGEST:
        return None
    gain = _as_one(evidence, source, target) + _prior(evidence.weights.priors, long)
    gain -= sum(part.gain for part in parts)
    return Span(source, target, gain, 1 / (1 + float(np.exp(-gain))))


def _as_one(evidence: Evidence, source: range, target: range) -> float:
    """The gain of two stretches of sentences, each taken as a single one."""
    left, right = (
        side.part(sentences.start, sentences.stop).merged(np.array([0, len(sentences)]))
        for side, sentences in ((evidence.source, source), (evidence.target, target))
    )
    ties = (evidence.ties_at(source.stop),)
    gains = replace(evidence, source=left, target=right, ties=ties, likeness=None).gains(Corridor.full(1, 1))
    return float(gains[BEAD_TYPES.index((1, 1)), -1])


def _prior(priors: Priors, long: int) -> float:
    """Each further sentence costs as much as the last of those that the priors know."""
    return priors.of(MOST, 1) + (priors.of(MOST, 1) - priors.of(MOST - 1, 1)) * (long - MOST)
