"""Which sentences left alone may have moved: pairs of one or two, and how likely each is.

Anything may have moved anywhere, and most sentences left alone have no partner at all. So a candidate needs more
evidence than a bead of a path: it must beat every other that its sentences could have, and the more sentences there
are, the more evidence it needs. Candidates that follow one another on both sides help each other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.evidence import Evidence
from aligner.search.settled import Settled
from aligner.search.spans import Span
from aligner.weights import BEAD_TYPES, Known

Ints = NDArray[np.integer]
# Whether a stop divides a source sentence from a target sentence, for arrays of each.
Divide = Callable[[Ints, Ints], NDArray[np.bool_]]

# The shapes that are looked for.
_SHAPES = ((1, 1), (1, 2), (2, 1))
# A candidate that gains less over leaving its sentences alone, in nats, is none, and no rival gains less.
_LEAST = -2.0
# Sentences left alone on the larger side, of which there are as many here as in the texts that `Odds` are fitted to:
# twice as many are twice as many chances of a wrong link.
_USUAL = 100


@dataclass(frozen=True)
class Odds:
    """Log-odds that a candidate is right: a line in what it gains, in what its best rival gains, and in its neighbours.

    Attributes:
        gain: for each nat that it gains over leaving its sentences alone.
        rival: for each nat that the best other link of its sentences gains.
        neighbours: for each of the two links before and after it, by their probability.
        offset: added to these.
    """

    gain: float
    rival: float
    neighbours: float
    offset: float


# Fitted by ``tests/bench/moved.py --fit`` to 1,000 to 4,200 candidates, some 370 of them right, of texts half of which
# have no moves. Those for a lexicon of the user's are those for nothing known, as its weights are.
ODDS: Mapping[Known, Odds] = {
    Known.LEXICON: Odds(gain=1.13, rival=-0.6, neighbours=4.09, offset=-5.15),
    Known.LEXICON_AND_ENCODER: Odds(gain=0.88, rival=-0.48, neighbours=3.88, offset=-4.5),
    Known.ENCODER: Odds(gain=1.28, rival=-0.29, neighbours=3.63, offset=-8.38),
    Known.OWN_LEXICON: Odds(gain=1.48, rival=-0.61, neighbours=3.42, offset=-6.21),
    Known.NOTHING: Odds(gain=1.48, rival=-0.61, neighbours=3.42, offset=-6.21),
}


@dataclass(frozen=True, eq=False)
class Alone:
    """The sentences that are looked at: left alone, and not by a person.

    Attributes:
        source, target: int arrays [sentences]: for each that was left alone how many beads with both sides are before
            it, for others -1.
    """

    source: Ints
    target: Ints

    @classmethod
    def of(cls, spans: Sequence[Span], settled: Settled) -> Alone:
        """Those of a path."""
        sides: tuple[list[int], list[int]] = ([], [])
        pairs = 0
        for span in spans:
            for which, sentences in enumerate((span.source, span.target)):
                looked_at = span.is_null and not settled.is_kept_alone(sentences, which)
                sides[which].extend([pairs if looked_at else -1] * len(sentences))
            pairs += not span.is_null
        return cls(np.array(sides[0], np.int64), np.array(sides[1], np.int64))

    def together(self, source: tuple[Ints, Ints], target: tuple[Ints, Ints]) -> NDArray[np.bool_]:
        """Whether links, by their first and last sentences, have one run on each side, and not at the same place."""
        whole = np.ones(len(source[0]), bool)
        for side, (first, last) in ((self.source, source), (self.target, target)):
            inside = (first >= 0) & (last < len(side))
            ends = side[np.where(inside, first, 0)], side[np.where(inside, last, 0)]
            whole &= inside & (ends[0] >= 0) & (ends[0] == ends[1])
        # Between the same two beads the search itself has seen them, and decided.
        same = self.source[np.where(whole, source[0], 0)] == self.target[np.where(whole, target[0], 0)]
        out: NDArray[np.bool_] = whole & ~same
        return out

    def holds(self, link: Candidate) -> bool:
        """Whether all sentences of a link are still alone."""
        return bool(np.all(self.source[list(link.source)] >= 0) and np.all(self.target[list(link.target)] >= 0))

    def copy(self) -> Alone:
        """The same, of which some can be left out."""
        return Alone(self.source.copy(), self.target.copy())

    def leave_out(self, links: Iterable[Span]) -> None:
        """Leave out those that are in some links."""
        for link in links:
            self.source[link.source.start : link.source.stop] = -1
            self.target[link.target.start : link.target.stop] = -1

    @property
    def most(self) -> int:
        """The number of sentences on the side with more of them."""
        return int(max(np.sum(self.source >= 0), np.sum(self.target >= 0)))


@dataclass(frozen=True)
class Candidate:
    """Sentences that may belong together, and what that gains over leaving them alone, in nats."""

    source: range
    target: range
    gain: float


def candidates(
    evidence: Evidence,
    alone: Alone,
    rows: Ints,
    columns: Ints,
    divide: Divide,
) -> list[Candidate]:
    """The links of one or two sentences around pairs of single ones that gain something, or hardly lose."""
    # A bead of two ends with its first or its second sentence at the pair.
    ends = np.unique(np.concatenate([[rows + a, columns + b] for a, b in ((1, 1), (1, 2), (2, 1))], axis=1), axis=1)
    gains = evidence.gains_at(*np.minimum(ends, [[len(alone.source)], [len(alone.target)]]))
    left_alone = [side.summed for side in evidence.nulls()]
    found = []
    for a, b in _SHAPES:
        first = ends[0] - a, ends[1] - b
        here = alone.together((first[0], ends[0] - 1), (first[1], ends[1] - 1))
        here[here] &= ~(divide(first[0][here], first[1][here]) | divide(ends[0][here] - 1, ends[1][here] - 1))
        (i, j), (i_end, j_end) = (side[here] for side in first), (side[here] for side in ends)
        gain = gains[BEAD_TYPES.index((a, b)), here] - (left_alone[0][i_end] - left_alone[0][i])
        gain -= left_alone[1][j_end] - left_alone[1][j]
        good = gain > _LEAST
        where = zip(i[good].tolist(), j[good].tolist(), gain[good].tolist(), strict=True)
        found += [Candidate(range(x, x + a), range(y, y + b), value) for x, y, value in where]
    return found


def features(found: Sequence[Candidate], odds: Odds, most: int) -> NDArray[np.float64]:
    """float array [candidates, 3]: the gain, the best rival's gain, and the probability of the neighbours."""
    gain = np.array([each.gain for each in found])
    rival = np.array(_rivals(found))
    alone = _probability(odds.gain * gain + odds.rival * rival + odds.offset - size(most))
    return np.stack([gain, rival, _neighbours(found, alone.tolist())], axis=1).reshape(-1, 3)


def log_odds(found: Sequence[Candidate], odds: Odds, most: int) -> NDArray[np.float64]:
    """The log-odds of each candidate, where so many sentences were left alone on the side with more of them."""
    weights = np.array([odds.gain, odds.rival, odds.neighbours])
    out: NDArray[np.float64] = features(found, odds, most) @ weights + odds.offset - size(most)
    return out


def size(most: int) -> float:
    """What many sentences left alone take from the log-odds."""
    return math.log(max(1.0, most / _USUAL))


def _rivals(found: Sequence[Candidate]) -> list[float]:
    """Of each candidate the highest gain of those that take one of its sides elsewhere."""
    by_source, by_target = defaultdict[int, list[Candidate]](list), defaultdict[int, list[Candidate]](list)
    for each in found:
        for i in each.source:
            by_source[i].append(each)
        for j in each.target:
            by_target[j].append(each)
    out = []
    for each in found:
        elsewhere = [r.gain for i in each.source for r in by_source[i] if not overlap(r.target, each.target)]
        elsewhere += [r.gain for j in each.target for r in by_target[j] if not overlap(r.source, each.source)]
        out.append(max(elsewhere, default=_LEAST))
    return out


def _neighbours(found: Sequence[Candidate], probability: Sequence[float]) -> list[float]:
    """Of each candidate how likely the one before it is, plus how likely the one after it is, 0 to 2.

    A sentence may be left out between them, on either side.
    """
    begins, ends = defaultdict[tuple[int, int], float](float), defaultdict[tuple[int, int], float](float)
    for each, chance in zip(found, probability, strict=True):
        begin, end = (each.source.start, each.target.start), (each.source.stop, each.target.stop)
        begins[begin], ends[end] = max(begins[begin], chance), max(ends[end], chance)
    steps = [(0, 0), (0, 1), (1, 0), (1, 1)]
    return [
        max(ends.get((each.source.start - a, each.target.start - b), 0.0) for a, b in steps)
        + max(begins.get((each.source.stop + a, each.target.stop + b), 0.0) for a, b in steps)
        for each in found
    ]


def overlap(a: range, b: range) -> bool:
    """Whether two ranges of sentences have one in common."""
    return a.start < b.stop and b.start < a.stop


def _probability(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    out: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return out
