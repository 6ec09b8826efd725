"""Links that guide the search: sentences of both sides that share rare words, tied to each other.

::

    word ties      whale ─ ballena     2 × 3 sentences: six links       rare enough to guide
                   the ─ la            far too many: passed over

Links are made some rows at a time: a long text has too many to hold them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.side import Side
from aligner.words.table import runs
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

# A pair of tied words makes occurrences × occurrences links; pairs that make more than this are too common to guide.
_MOST_LINKS = 64
# Links looked at for each sentence of both texts, those of the rarest words first.
_LINKS_A_SENTENCE = 60
# Source sentences whose links are made at once: those of more would take more memory, and no less time.
_ROWS = 8_192


@dataclass(frozen=True, eq=False)
class Links:
    """Sentence pairs that share tied words.

    Attributes:
        rows, columns: int arrays: source and target sentence of each link.
        weights: float array: how telling the shared words are, in nats.
    """

    rows: Ints
    columns: Ints
    weights: Floats

    @classmethod
    def none(cls) -> Links:
        """No link at all."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))

    @classmethod
    def joined(cls, parts: Sequence[Links]) -> Links:
        """All links of several parts, in order."""
        parts = [cls.none(), *parts]
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.columns for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def __getitem__(self, chosen: NDArray[np.generic] | list[int]) -> Links:
        return Links(self.rows[chosen], self.columns[chosen], self.weights[chosen])

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False)
class Guides:
    """The ties that guide: those of the rarest words.

    Attributes:
        first, number: int arrays [source words]: the ties of each word are ``first[w] … first[w] + number[w] - 1``.
        rank: int array [ties]: the place of each in the order of rarity.
        columns, telling: arrays [ties]: the target word, and how much the two words tell, in nats.
        target: where the target words occur.
        width: the number of target sentences.
    """

    first: Ints
    number: Ints
    rank: Ints
    columns: NDArray[np.integer]
    telling: Floats
    target: _Occurrences
    width: int

    @classmethod
    def of(cls, source: Side, target: Side, ties: Ties) -> Guides:
        """The ties between two sides that together make few enough links."""
        left, right = _Occurrences.of(source).number, _Occurrences.of(target)
        row = np.repeat(np.arange(len(ties.starts) - 1), np.diff(ties.starts))
        amount = left[row] * right.number[ties.columns]
        telling = np.log(np.minimum(ties.forward, ties.backward) + 1e-9)
        entry = np.flatnonzero((amount > 0) & (amount <= _MOST_LINKS) & (telling > 0))
        entry = entry[np.argsort(amount[entry], kind="stable")]
        budget = _LINKS_A_SENTENCE * (len(source.lengths) + len(target.lengths))
        entry = entry[: int(np.searchsorted(np.cumsum(amount[entry]), budget))]
        rank = np.argsort(row[entry], kind="stable")
        number = np.bincount(row[entry], minlength=len(source.words))
        column, telling = ties.columns[entry[rank]], telling[entry[rank]]
        return cls(np.cumsum(number) - number, number, rank, column, telling, right, len(target.lengths))

    def links(self, source: Side) -> Iterator[Links]:
        """Every pair of sentences that shares tied rare words, with how telling those words are together.

        They come some rows at a time, all links of a row at once.
        """
        every = range(len(source.lengths))
        return (self._links(source, every[begin : begin + _ROWS]) for begin in every[::_ROWS])

    def _links(self, source: Side, rows: range) -> Links:
        sentence = np.repeat(np.asarray(rows), np.diff(source.starts[rows.start : rows.stop + 1]))
        tokens = source.tokens[source.starts[rows.start] : source.starts[rows.stop]]
        place, _ = _different(np.sort(sentence * len(source.words) + tokens))
        i, word = np.divmod(place, max(1, len(source.words)))
        which, tie = runs(self.first[word], self.number[word])
        # The rarest first, so that the telling of two sentences' words is always summed in this order.
        order = np.argsort(self.rank[tie], kind="stable")
        i, tie = i[which[order]], tie[order]
        which, at = runs(self.target.first[self.columns[tie]], self.target.number[self.columns[tie]])
        place = i[which] * self.width + self.target.sentence[at]
        order = np.argsort(place, kind="stable")
        place, begins = _different(place[order])
        telling = self.telling[tie][which][order]
        weight = np.add.reduceat(telling, np.flatnonzero(begins)) if len(place) else telling
        return Links(*np.divmod(place, max(1, self.width)), weight.astype(np.float64))


@dataclass(frozen=True, eq=False)
class _Occurrences:
    """In which sentences each word type occurs: ``sentence[first[w] : first[w] + number[w]]``."""

    sentence: Ints
    first: Ints
    number: Ints

    @classmethod
    def of(cls, side: Side) -> _Occurrences:
        key = np.repeat(np.arange(len(side.lengths)), np.diff(side.starts))
        key += side.tokens * len(side.lengths)
        key.sort()
        key, _ = _different(key)
        number = np.bincount(key // max(1, len(side.lengths)), minlength=len(side.words))
        return cls(key % max(1, len(side.lengths)), np.cumsum(number) - number, number)


def _different(ascending: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """The distinct numbers of an ascending array, and where each begins; `numpy.unique` takes ten times as long."""
    begins = np.ones(len(ascending), bool)
    begins[1:] = ascending[1:] != ascending[:-1]
    return ascending[begins], begins
