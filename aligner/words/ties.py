"""Ties between the words of two documents: for each pair that may translate each other, how telling it is.

A sparse table over (source word, target word)::

    forward   p(t|s) / u(t)    how much likelier t is beside s than anywhere
    backward  p(s|t) / u(s)

p comes from a lexicon or, where that does not know both words, from their looks and, for an encoder, their meanings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.words.guesses import guesses
from aligner.words.lexicon import Lexicon
from aligner.words.look_alikes import number_key
from aligner.words.table import runs
from aligner.words.vocabulary import Words
from aligner.words.word_pairs import WordPairs

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Weight of general frequencies against this document's own, in tokens: in a short text a single occurrence
# says little about how rare a word is. Swept over 500 to 50,000 on the development sets.
_BACKGROUND = 10_000
# The chance that a number also stands on the other side, in digits. A guess.
_NUMBER_KNOWN = 0.6


@dataclass(frozen=True, eq=False)
class Ties:
    """A sparse table, its rows the source words.

    Attributes:
        starts: int array [source words + 1]: first entry of each row.
        columns: int array [entries]: target word, ascending within a row.
        forward, backward: float arrays [entries]: p(t|s)/u(t) and p(s|t)/u(s).
        source_known, target_known: float arrays, 0 to 1: the chance that we would know a translation of the
            word if we saw it. Where it is 0, a word that finds no partner says nothing against a bead.
    """

    starts: Ints
    columns: Ints
    forward: Floats
    backward: Floats
    source_known: Floats
    target_known: Floats

    @classmethod
    def joined(cls, parts: Sequence[Ties]) -> Ties:
        """The ties of several pairs of documents, each with words of its own."""
        if len(parts) == 1:
            return parts[0]
        entries = np.cumsum([0, *(len(part.columns) for part in parts)]).tolist()
        columns = np.cumsum([0, *(len(part.target_known) for part in parts)]).tolist()
        starts = [part.starts[:-1] + entry for part, entry in zip(parts, entries, strict=False)]
        return cls(
            np.concatenate([*starts, entries[-1:]]),
            np.concatenate([part.columns + column for part, column in zip(parts, columns, strict=False)]),
            *(
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("forward", "backward", "source_known", "target_known")
            ),
        )

    def part(self, rows: range, columns: range) -> Ties:
        """The ties of one of several pairs of documents, by the range of its words on both sides."""
        starts = self.starts[rows.start : rows.stop + 1]
        entries = slice(starts[0], starts[-1])
        return Ties(
            starts - starts[0],
            self.columns[entries] - columns.start,
            self.forward[entries],
            self.backward[entries],
            self.source_known[rows.start : rows.stop],
            self.target_known[columns.start : columns.stop],
        )

    def entries(self, rows: Ints) -> tuple[Ints, Ints]:
        """The entries of some source words, word after word: for each, which of `rows` it is in, and its number."""
        return runs(self.starts[rows], self.starts[rows + 1] - self.starts[rows])


def tie(source: Words, target: Words, lexicon: Lexicon, pairs: WordPairs | None = None) -> Ties:
    """The ties between two documents' words, from a lexicon (of this direction), from looks and from further pairs."""
    known = _Known.of(lexicon, source, target)
    rows, columns, chance = guesses(source.types, target.types, (known.source, known.target), pairs)
    width = max(1, len(target.types))
    places, which = np.unique(np.concatenate([known.places, rows * width + columns]), return_inverse=True)
    chances = np.zeros((2, len(places)), np.float32)
    for side, own in zip(chances, (known.forward, known.backward), strict=True):
        np.maximum.at(side, which, np.append(own, chance))
    rows_all, columns_all = np.divmod(places, width)
    return Ties(
        starts=np.searchsorted(rows_all, np.arange(len(source.types) + 1)),
        columns=columns_all,
        forward=(chances[0] / known.target_rate[columns_all]).astype(np.float32),
        backward=(chances[1] / known.source_rate[rows_all]).astype(np.float32),
        source_known=_highest(rows, chance, known.source + _NUMBER_KNOWN * known.source_numbers),
        target_known=_highest(columns, chance, known.target + _NUMBER_KNOWN * known.target_numbers),
    )


@dataclass(frozen=True, eq=False)
class _Known:
    """What a lexicon says of the words; entries stand at source word × number of target words + target word, ascending.

    Numbers are left to their looks: a lexicon has seen each, such as 1995, beside too few words.
    """

    places: Ints
    forward: Floats
    backward: Floats
    source: NDArray[np.bool_]
    target: NDArray[np.bool_]
    source_numbers: NDArray[np.bool_]
    target_numbers: NDArray[np.bool_]
    source_rate: Floats
    target_rate: Floats

    @classmethod
    def of(cls, lexicon: Lexicon, source: Words, target: Words) -> _Known:
        found = lexicon.lookup(source.types, target.types)
        width = max(1, len(target.types))
        forward = found.forward.rows().astype(np.int64) * width + found.forward.columns
        backward = found.backward.columns.astype(np.int64) * width + found.backward.rows()
        places = np.union1d(forward, backward)
        values = np.zeros((2, len(places)), np.float32)
        values[0, np.searchsorted(places, forward)] = found.forward.values
        values[1, np.searchsorted(places, backward)] = found.backward.values
        source_numbers, target_numbers = _numbers(source), _numbers(target)
        words = ~(source_numbers[places // width] | target_numbers[places % width])
        return cls(
            places[words],
            values[0, words],
            values[1, words],
            found.source_known & ~source_numbers,
            found.target_known & ~target_numbers,
            source_numbers,
            target_numbers,
            _rate(source.counts, found.source_probability),
            _rate(target.counts, found.target_probability),
        )


def _numbers(words: Words) -> NDArray[np.bool_]:
    """Which words are numbers of two or more digits, or Roman numerals."""
    return np.array([number_key(word) is not None for word in words.types], bool)


def _rate(counts: Ints, general: Floats) -> Floats:
    """Unigram probability of each word: general frequency, drawn towards this document's own."""
    rate: Floats = (counts + _BACKGROUND * general) / (counts.sum() + _BACKGROUND)
    return rate


def _highest(words: Ints, chance: Floats, known: Floats) -> Floats:
    """For each word the highest chance of its ties, at least what is known of it anyway."""
    out = known.astype(np.float32)
    np.maximum.at(out, words, chance)
    return out
