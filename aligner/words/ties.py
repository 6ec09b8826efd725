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
from aligner.words.table import Table, runs
from aligner.words.vocabulary import Words
from aligner.words.word_pairs import WordPairs

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
Truths = NDArray[np.bool_]

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

    def dense(self, rows: Ints, columns: Ints) -> tuple[Floats, Floats]:
        """Forward and backward as full tables [rows, columns] for some of the words (columns ascending)."""
        row, entry = self.entries(rows)
        place = np.full(len(self.target_known), -1, np.int64)
        place[columns] = np.arange(len(columns))
        column = place[self.columns[entry]]
        here = column >= 0
        row, column, entry = row[here], column[here], entry[here]
        forward = np.zeros((len(rows), len(columns)), np.float32)
        backward = np.zeros_like(forward)
        forward[row, column] = self.forward[entry]
        backward[row, column] = self.backward[entry]
        return forward, backward

    def parts(self, sizes: Sequence[tuple[int, int]]) -> list[Ties]:
        """Those of each of several documents, by the numbers of their source and target words, one after the other."""
        if len(sizes) == 1:
            return [self]
        out, row, column = [], 0, 0
        for source, target in sizes:
            out.append(self.part(range(row, row + source), range(column, column + target)))
            row, column = row + source, column + target
        return out

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
    """The ties between two documents' words, from a lexicon (of this direction), from looks and from further pairs.

    Of several documents, each is tied to the one at its place on the other side.
    """
    several = (source.document, target.document) if len(source.begins) > 1 else None
    found = lexicon.lookup(source.types, target.types, several)
    # Numbers are left to their looks: a lexicon has seen each, such as 1995, beside too few words.
    numbers = _numbers(source), _numbers(target)
    known = found.source_known & ~numbers[0], found.target_known & ~numbers[1]
    rows, columns, chance = guesses(source.types, target.types, known, pairs, several)
    width = max(1, len(target.types))
    told = [_words_only(*each, numbers) for each in (_entries(found.forward), _entries(found.backward, turned=True))]
    parts = [each[0].astype(np.int64) * width + each[1] for each in (*told, (rows, columns))]
    ends = np.cumsum([len(part) for part in parts])
    places, which = np.unique(np.concatenate(parts), return_inverse=True)
    forward, backward, looks = np.split(which, ends[:-1])
    chances = np.zeros((2, len(places)), np.float32)
    chances[0, forward], chances[1, backward] = told[0][2], told[1][2]
    for each in chances:
        np.maximum.at(each, looks, chance)
    rows_all, columns_all = np.divmod(places, width)
    return Ties(
        starts=np.searchsorted(rows_all, np.arange(len(source.types) + 1)),
        columns=columns_all,
        forward=(chances[0] / _rate(target, found.target_probability)[columns_all]).astype(np.float32),
        backward=(chances[1] / _rate(source, found.source_probability)[rows_all]).astype(np.float32),
        source_known=_highest(rows, chance, known[0] + _NUMBER_KNOWN * numbers[0]),
        target_known=_highest(columns, chance, known[1] + _NUMBER_KNOWN * numbers[1]),
    )


def _entries(table: Table, *, turned: bool = False) -> tuple[Ints, Ints, Floats]:
    """Source word, target word and value of all entries of a lexicon's table, whose rows are target words if turned."""
    rows = table.rows().astype(np.int64)
    return (table.columns, rows, table.values) if turned else (rows, table.columns, table.values)


def _words_only(rows: Ints, columns: Ints, values: Floats, numbers: tuple[Truths, Truths]) -> tuple[Ints, Ints, Floats]:
    """The entries without those of numbers."""
    words = ~(numbers[0][rows] | numbers[1][columns])
    return rows[words], columns[words], values[words]


def _numbers(words: Words) -> Truths:
    """Which words are numbers of two or more digits, or Roman numerals."""
    return np.array([number_key(word) is not None for word in words.types], bool)


def _rate(words: Words, general: Floats) -> Floats:
    """Unigram probability of each word: general frequency, drawn towards this document's own."""
    rate: Floats = (words.counts + _BACKGROUND * general) / (words.totals + _BACKGROUND)
    return rate


def _highest(words: Ints, chance: Floats, known: Floats) -> Floats:
    """For each word the highest chance of its ties, at least what is known of it anyway."""
    out = known.astype(np.float32)
    np.maximum.at(out, words, chance)
    return out
