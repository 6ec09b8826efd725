"""The odds that two documents are translations of each other, and the score of a pair among its rivals.

What the words of a pair tell is judged beside what they tell of the crowd, the likest others of both documents: that
differs with the languages, with what is known of them, and with how alike the documents of a collection are. A single
near-duplicate makes no crowd.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.matching.evidence import FEW
from aligner.weights import Known

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]

# Others whose mean is what is told of the crowd.
_CROWD = 5
# Log-odds are kept within these bounds, so that their exponents are finite.
_MOST = 50.0


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of documents that were compared: arrays, one entry for each pair.

    Attributes:
        rows, columns: the source and the target document.
        told: nats per word (`aligner.matching.evidence.Told.a_word`).
        words: how many words could tell.
    """

    rows: Ints
    columns: Ints
    told: Floats
    words: Floats

    def crowds(self, usual: float) -> Floats:
        """For each pair the mean of what is told of the likest others of both documents.

        Args:
            usual: nats per word of two documents that do not belong together, in place of others that are not there.
        """
        instead = usual * self.words / (self.words + FEW)
        return (_crowds(self.rows, self.told, instead) + _crowds(self.columns, self.told, instead)) / 2


def _crowds(groups: Ints, told: Floats, instead: Floats) -> Floats:
    """The mean of what is told of the likest others of each group."""
    order = np.lexsort((-told, groups))
    groups, told = groups[order], told[order]
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    rank = np.arange(len(groups)) - np.repeat(first, np.diff(np.append(first, len(groups))))
    likest = np.bincount(groups, told * (rank <= _CROWD))[groups]
    own = np.where(rank <= _CROWD, told, np.bincount(groups, told * (rank == _CROWD))[groups])
    total, others = np.empty(len(groups)), np.empty(len(groups))
    total[order] = likest - own
    others[order] = np.minimum(np.bincount(groups)[groups] - 1, _CROWD)
    return (total + (_CROWD - others) * instead) / _CROWD


@dataclass(frozen=True)
class Odds:
    """Weights of the log-odds that two documents are translations of each other.

    Attributes:
        told: of what a word tells, in nats.
        crowd: of what is told of the crowd.
        words: of the logarithm of the number of words that could tell.
        bias: the constant.
        usual: nats per word of two documents that do not belong together: see `Pairs.crowds`.
    """

    told: float
    crowd: float
    words: float
    bias: float
    usual: float

    def log_odds(self, pairs: Pairs) -> Floats:
        """The log-odds of each pair, between -50 and 50."""
        told = self.told * pairs.told + self.crowd * pairs.crowds(self.usual) + self.words * np.log1p(pairs.words)
        return np.clip(told + self.bias, -_MOST, _MOST)


# Learned by ``python tests/bench/learn_matching.py``.
_WITH_LEXICON = Odds(10.98, -12.36, -0.70, -6.01, -1.68)
_WITH_ENCODER = Odds(10.83, -14.21, -2.16, -0.33, -0.52)
_WITH_NOTHING = Odds(10.83, -17.44, -1.24, -2.26, -0.51)
ODDS: Mapping[Known, Odds] = {
    Known.LEXICON: _WITH_LEXICON,
    Known.LEXICON_AND_ENCODER: _WITH_LEXICON,
    # Of those three, the best with a lexicon from 500 to 1,000 pairs of sentences, in five pairs of languages.
    Known.OWN_LEXICON: _WITH_ENCODER,
    Known.ENCODER: _WITH_ENCODER,
    Known.NOTHING: _WITH_NOTHING,
}


def scores(pairs: Pairs, log_odds: Floats) -> Floats:
    """The probability of each pair: one of two documents belongs to at most one of all that it was compared with."""
    odds = np.exp(log_odds)
    rivals = sum(np.bincount(group, odds)[group] - odds for group in (pairs.rows, pairs.columns))
    return odds / (1 + odds + rivals)
