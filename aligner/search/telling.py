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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.search.evidence import Evidence
from aligner.search.spans import Span
from aligner.weights import Known

Ints = NDArray[np.integer]

# Of a long text, this many beads are looked at, evenly spaced.
_BEADS = 500
# Added to the number of words, so that a few cannot tell much. Swept over 20 to 50 without a lexicon: with more, true
# translations from Japanese are doubted; with fewer, short texts that are not translations are not.
_FEW = 40.0


# What a recognisable word tells at least, in nats, where texts are translations of each other, by what is known of the
# languages. Without any lexicon 2.1 to 6 in translations, and at most .7 elsewhere; with an encoder 1.9 (a long text of
# few words) to 6, and elsewhere at most .6 in news, up to 2 in articles of 20 sentences.
_LEAST: Mapping[Known, float] = {Known.NOTHING: 1.4, Known.ENCODER: 1.3}
# Log-odds, before anything is seen, that two texts that somebody wants aligned are translations: 400 to 1.
_PRIOR = 6.0


@dataclass(frozen=True)
class Told:
    """How much the words of a path's beads tell.

    Attributes:
        a_word: nats per word whose translation would be recognised.
        words: the number of such words, the geometric mean of both sides.
    """

    a_word: float
    words: float

    def chance_related(self, known: Known) -> float:
        """The probability that the texts are translations at all, 0 to 1; 1 where that is not judged by words alone.

        The further the words fall short of what those of translations tell, and the more of them there are, the lower.
        A few words cannot tell.
        """
        if known not in _LEAST:
            return 1.0
        odds = _PRIOR + (self.a_word - _LEAST[known]) * math.sqrt(max(0.0, self.words - _FEW))
        return 1 / (1 + math.exp(-max(-700.0, odds)))


def telling(evidence: Evidence, paths: Sequence[Sequence[Span]]) -> list[Told]:
    """How much the words of the beads tell that are the path of each document."""
    # With the usual share of unexplained words: texts that are not translations would pass for very free ones.
    habits = replace(evidence.habits, unexplained=evidence.weights.unexplained[0])
    evidence = replace(evidence, habits=habits)
    linked = [[span for span in path if not span.is_null] for path in paths]
    looked_at = [_even(spans) for spans in linked]
    told = evidence.words_of(*_places(evidence, looked_at)).tolist()
    out, done = [], 0
    for spans, some, known in zip(linked, looked_at, _recognisable(evidence), strict=True):
        whole = sum(told[done : done + len(some)]) * len(spans) / max(1, len(some))
        done += len(some)
        out.append(Told(whole / (known + _FEW), known))
    return out


def _even(spans: Sequence[Span]) -> list[Span]:
    """Some of them, evenly spaced."""
    if len(spans) <= _BEADS:
        return list(spans)
    return [spans[k] for k in np.linspace(0, len(spans) - 1, _BEADS).astype(int).tolist()]


def _places(evidence: Evidence, paths: Sequence[Sequence[Span]]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Where beads end, and how many sentences each has, as `Evidence.words_of` takes them."""
    begins = zip(evidence.source.begins.tolist(), evidence.target.begins.tolist(), strict=True)
    table = np.array(
        [
            (i + span.source.stop, j + span.target.stop, len(span.source), len(span.target))
            for (i, j), path in zip(begins, paths, strict=True)
            for span in path
        ],
        np.int64,
    ).reshape(-1, 4)
    return (table[:, 0], table[:, 1]), (table[:, 2], table[:, 3])


def _recognisable(evidence: Evidence) -> list[float]:
    """Of each document, the number of words whose translation would be recognised, the geometric mean of both sides."""
    ties = evidence.ties[0]
    source, target = (
        np.bincount(side.document[side.sentence], known[side.tokens], len(side.begins))
        for side, known in ((evidence.source, ties.source_known), (evidence.target, ties.target_known))
    )
    words: list[float] = np.sqrt(source * target).tolist()
    return words
