"""A lexicon's translations shared among forms of a word: if "añadió" translates "added", so may "añadía".

Words of one language that begin with the same letters, whatever their accents, are taken for forms of one word. That is
often wrong ("general", "genera"), so it counts only within a bead, as one reason among others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.words.lexicon import Lexicon
from aligner.words.look_alikes import bare

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]

# Letters that forms of a word have in common; shorter words have no other forms. Set by eye: of 4, 5 and 6.
SAME_LETTERS = 5


class Forms:
    """Translation probabilities between the forms of some source words and those of some target words."""

    def __init__(self, lexicon: Lexicon, source: Sequence[str], target: Sequence[str]) -> None:
        left, self._source = _stems(lexicon.source_words, source)
        right, self._target = _stems(lexicon.target_words, target)
        self._width = len(target) + 1
        forward, backward = lexicon.forward, lexicon.backward
        self._tables = (
            self._table(left[forward.rows()], right[forward.columns], forward.values),
            self._table(left[backward.columns], right[backward.rows()], backward.values),
        )

    def _table(self, rows: Ints, columns: Ints, values: Floats) -> tuple[Ints, Floats]:
        """The places of all pairs of stems, ascending, and the highest value of each."""
        wanted = (rows >= 0) & (columns >= 0)
        places, which = np.unique(rows[wanted] * self._width + columns[wanted], return_inverse=True)
        highest = np.zeros(len(places))
        np.maximum.at(highest, which, values[wanted])
        return places, highest

    def chances(self, rows: Ints, columns: Ints) -> Floats:
        """For pairs of indexes into source and target: the mean of p(t|s) and p(s|t) of the likeliest forms."""
        wanted = self._source[rows] * self._width + self._target[columns]
        total = np.zeros(len(wanted))
        for places, values in self._tables:
            if len(places):
                at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
                total += np.where(places[at] == wanted, values[at], 0)
        return total / len(self._tables)


def _stems(known: Sequence[str], words: Sequence[str]) -> tuple[Ints, Ints]:
    """A number for what each of the words begins with, and the same for known words; -1 where no word begins so."""
    numbers: dict[str, int] = {}
    own = [numbers.setdefault(bare(word)[:SAME_LETTERS], len(numbers)) for word in words]
    return np.array([numbers.get(bare(word)[:SAME_LETTERS], -1) for word in known], np.int64), np.array(own, np.int64)
