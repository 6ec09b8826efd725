"""Which sentences of two lists may translate each other, by the words that they share: an inverted index.

::

    word ties      whale ─ ballena      rare on both sides: each sentence with one meets each with the other
                   the ─ la             frequent: too many meetings, and they tell little

The cost grows with the number of sentences, not with that of pairs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aligner.search.side import Side
from aligner.words.table import runs
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# How many meetings of words there are for each sentence, the rarest words first; how many of the sentences that it
# meets each one is paired with. With 4, seeded moves find all their partners but one in a hundred, as with 8.
_MEETINGS, _PARTNERS = 300, 4
# What sentences must share at least, in nats for each word (the geometric mean of both sides). Of seeded moves 1 %
# share less, and of other pairs 85 %.
_LEAST = 1.4
# How many times likelier beside its translation a word must be to count by a whole nat: about a sentence's words.
_USUAL = 10.0


def sharing(source: Side, target: Side, ties: Ties, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """Pairs of sentences that share much, by their indexes: the best few of each one on either side.

    Args:
        ties: between the words of both sides.
        rows, columns: the source and the target sentences to look at.
    """
    words = _Index.of(source, rows), _Index.of(target, columns)
    # All ties between words that occur, those with the fewest meetings first.
    row = np.repeat(np.arange(len(words[0].counts)), np.diff(ties.starts))
    meetings = words[0].counts[row] * words[1].counts[ties.columns]
    entries = np.flatnonzero(meetings)
    entries = entries[np.argsort(meetings[entries], kind="stable")]
    entries = entries[np.cumsum(meetings[entries]) <= _MEETINGS * (len(rows) + len(columns))]
    meetings, row, column = meetings[entries], row[entries], ties.columns[entries]
    strength = np.log1p(ties.forward[entries] / _USUAL) + np.log1p(ties.backward[entries] / _USUAL)

    which, number = runs(np.zeros(len(entries), np.int64), meetings)
    left, right = np.divmod(number, words[1].counts[column][which])
    i, j = words[0].sentence(row[which], left), words[1].sentence(column[which], right)
    places, where = np.unique(i * len(columns) + j, return_inverse=True)
    i, j = np.divmod(places, max(1, len(columns)))
    sizes = (source.starts[rows + 1] - source.starts[rows])[i], (target.starts[columns + 1] - target.starts[columns])[j]
    total: Floats = np.bincount(where, strength[which], len(places)) / np.sqrt(sizes[0] * sizes[1])
    enough = np.flatnonzero(total >= _LEAST)
    i, j, total = i[enough], j[enough], total[enough]
    best = _best(i, total) | _best(j, total)
    return rows[i[best]], columns[j[best]]


class _Index:
    """For each word of a side, in which of some sentences it is."""

    def __init__(self, words: Ints, sentences: Ints, size: int) -> None:
        self.counts = np.bincount(words, minlength=size)
        self._first = np.cumsum(self.counts) - self.counts
        self._sentences = sentences

    @classmethod
    def of(cls, side: Side, sentences: Ints) -> _Index:
        """The index of some sentences of a side; sentences are numbered from 0."""
        lengths = side.starts[sentences + 1] - side.starts[sentences]
        sentence, token = runs(side.starts[sentences], lengths)
        words, sentence = np.divmod(np.unique(side.tokens[token] * len(sentences) + sentence), max(1, len(sentences)))
        return cls(words, sentence, len(side.words))

    def sentence(self, words: Ints, number: Ints) -> Ints:
        """Of the sentences that hold each word, the one with this number, from 0."""
        out: Ints = self._sentences[self._first[words] + number]
        return out


def _best(group: Ints, values: Floats) -> NDArray[np.bool_]:
    """Which values are among the highest `_PARTNERS` of their group."""
    order = np.lexsort((-values, group))
    begins = np.diff(group[order], prepend=-1) != 0
    place = np.arange(len(order))
    rank = place - np.maximum.accumulate(np.where(begins, place, 0))
    best = np.zeros(len(values), bool)
    best[order[rank < _PARTNERS]] = True
    return best
