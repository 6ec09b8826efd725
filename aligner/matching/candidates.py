"""A first, cheap look: for each document the few others with which it shares most of its rare words.

A tie between two words weighs what it would tell if each stood once in a document of usual length::

    w(s, t) = log(1 + √(p(t|s)/u(t) · p(s|t)/u(s)) / words of a document)

u is how frequent a word is in the whole collection, so what stands in every document weighs next to nothing. From the
words of a source document, ties lead to target words, and an inverted index from these to the documents that hold them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.matching.shelf import Bag, Shelf
from aligner.progress import Progress
from aligner.words.table import runs
from aligner.words.ties import Ties

Ints = NDArray[np.integer]
Floats = NDArray[np.floating]

# Candidates for each document, from either side. With a lexicon, the partner of a document is among the first three.
MOST = 10
# Ties that weigh less are passed over: log 2 is what a word tells that stands once in every document.
_LEAST = 1.0
# Added to what the words of a document weigh, so that two that share their only word are not the likest: a guess.
_FEW = 20.0
# Documents after which progress is told.
_TOLD_EVERY = 100


def candidates(source: Shelf, target: Shelf, ties: Ties, progress: Progress | None = None) -> list[Ints]:
    """For each source document the target documents that may be its translation, ascending.

    They are the `MOST` likest ones, and those that the source document is one of the `MOST` likest of.

    Args:
        source, target: both collections.
        ties: between their words.
        progress: told of the share that is done.
    """
    index = _Index.of(source, target, ties)
    found: list[list[int]] = []
    best = _Best.of_none(len(target.bags))
    for number, bag in enumerate(source.bags):
        if progress and number % _TOLD_EVERY == 0:
            progress("comparing", number / len(source.bags))
        likeness = index.likeness(bag)
        best.add(number, likeness)
        found.append(_highest(likeness).tolist())
    for column, rows in enumerate(best.numbers.T.tolist()):
        for row in rows:
            if row >= 0:
                found[row].append(column)
    return [np.unique(np.array(columns, np.int64)) for columns in found]


def _highest(likeness: Floats) -> Ints:
    """The documents with the highest likeness."""
    return np.argpartition(-likeness, MOST)[:MOST] if len(likeness) > MOST else np.arange(len(likeness))


@dataclass(frozen=True, eq=False)
class _Best:
    """For each target document the likest source documents so far: arrays [MOST, documents], -1 where there is none."""

    likeness: Floats
    numbers: Ints

    @classmethod
    def of_none(cls, documents: int) -> _Best:
        return cls(np.full((MOST, documents), -1, np.float32), np.full((MOST, documents), -1, np.int64))

    def add(self, number: int, likeness: Floats) -> None:
        """Look at one more source document, of this likeness to each."""
        lowest = self.likeness.argmin(axis=0)
        better = np.flatnonzero(likeness > self.likeness[lowest, np.arange(len(lowest))])
        self.likeness[lowest[better], better] = likeness[better]
        self.numbers[lowest[better], better] = number


@dataclass(frozen=True, eq=False)
class _Index:
    """From source words to the target documents that hold their translations.

    Attributes:
        ties: between the words.
        weights: float array [entries of the ties]: what each weighs; 0 where it is passed over.
        starts, holders: int arrays: target word t is in the documents ``holders[starts[t]:starts[t + 1]]``.
        heaviest: float array [source words]: what the heaviest tie of each weighs.
        scales: float array [target documents]: by what the likeness to each is divided.
    """

    ties: Ties
    weights: Floats
    starts: Ints
    holders: Ints
    heaviest: Floats
    scales: Floats

    @classmethod
    def of(cls, source: Shelf, target: Shelf, ties: Ties) -> _Index:
        weights = np.log1p(np.sqrt(ties.forward * ties.backward) / np.sqrt(source.usual_size * target.usual_size))
        weights = np.where(weights < _LEAST, 0, weights).astype(np.float32)
        heaviest = [np.zeros(len(shelf.words.types), np.float32) for shelf in (source, target)]
        rows, _ = ties.entries(np.arange(len(source.words.types)))
        for most, words in zip(heaviest, (rows, ties.columns), strict=True):
            np.maximum.at(most, words, weights)
        types = np.concatenate([np.zeros(0, np.int32), *(bag.types for bag in target.bags)])
        holders = np.repeat(np.arange(len(target.bags), dtype=np.int32), [len(bag.types) for bag in target.bags])
        order = np.argsort(types, kind="stable")
        starts = np.searchsorted(types[order], np.arange(len(target.words.types) + 1))
        scales = np.array([_scale(heaviest[1], bag) for bag in target.bags])
        return cls(ties, weights, starts, holders[order], heaviest[0], scales)

    def likeness(self, bag: Bag) -> Floats:
        """How like a source document is to each target document, by the cosine of the words that they share."""
        _, entries = self.ties.entries(bag.types)
        entries = entries[self.weights[entries] > 0]
        words, weights = _heaviest_of_each(self.ties.columns[entries], self.weights[entries])
        which, places = runs(self.starts[words], self.starts[words + 1] - self.starts[words])
        found = np.bincount(self.holders[places], weights[which], minlength=len(self.scales))
        likeness: Floats = found / self.scales / _scale(self.heaviest, bag)
        return likeness


def _scale(heaviest: Floats, bag: Bag) -> float:
    return float(np.sqrt(heaviest[bag.types].sum() + _FEW))


def _heaviest_of_each(words: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """Each word once, with the highest of its weights."""
    order = np.lexsort((-weights, words))
    words, first = np.unique(words[order], return_index=True)
    return words, weights[order][first]
