"""A second, closer look at two documents: how well the words of each are explained by those of the other.

That is IBM Model 1 over whole documents, with a diagonal prior as in Dyer, Chahuneau & Smith 2013 (*A simple, fast, and
effective reparameterization of IBM Model 2*): the translation of a word stands about as far into its document as the
word does. For a word t of y, and u how frequent it is in the whole collection::

    e(t) = log( 1 − known·(1−λ) + (1−λ) · Σ_{s∈x} n_s/|x| · p(t|s)/u(t) · k(place of s − place of t) )

k is how much likelier such a distance is in a translation than by chance. Documents on one subject share many words,
but not in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.matching.shelf import Bag, Shelf
from aligner.words.ties import Ties

Ints = NDArray[np.integer]
Floats = NDArray[np.floating]

# λ, the share of words that the other document does not explain even where their translations are known. Swept over .05
# to .3: it hardly matters.
_UNEXPLAINED = 0.1
# How far a word's place is from that of its translation, as a share of the document: two normal distributions, with the
# share of words and the deviation of each. The wider is for where text was added or left out; the remaining words stand
# anywhere. Set by trials of eight such mixtures on articles and Bible chapters, whole and with a part left out: with a
# lexicon they differ little; without one, less for anywhere is better, and without places twice as much goes wrong.
_DISTANCES = ((0.85, 0.02), (0.14, 0.12))
# Added to the number of words, so that a few cannot tell much. It hardly matters, from 10 to 40.
FEW = 20.0


@dataclass(frozen=True)
class Told:
    """What the words of two documents tell.

    Attributes:
        a_word: nats per word whose translation would be recognised, the mean of both directions.
        words: the number of such words, the geometric mean of both sides, weighted: see `Comparison`.
    """

    a_word: float
    words: float


class Comparison:
    """Compares the documents of two collections, one source document with several target documents at a time.

    A word counts the less, the more documents it stands in, and one that stands in every document not at all: it may be
    part of a template. Further occurrences in a document count little.
    """

    def __init__(self, source: Shelf, target: Shelf, ties: Ties) -> None:
        self._source, self._target, self._ties = source, target, ties
        self._place = np.full(len(target.words.types), -1, np.int64)

    def told(self, source: int, targets: Sequence[int]) -> Iterator[Told]:
        """What the words of a source document and of each of some target documents tell."""
        bag = self._source.bags[source]
        which, entries = self._ties.entries(bag.types)
        columns = self._ties.columns[entries]
        for target in targets:
            other = self._target.bags[target]
            self._place[other.types] = np.arange(len(other.types))
            places = self._place[columns]
            self._place[other.types] = -1
            here = np.flatnonzero(places >= 0)
            yield self._told(bag, other, which[here], places[here], entries[here])

    def _told(self, source: Bag, target: Bag, rows: Ints, columns: Ints, entries: Ints) -> Told:
        """What two bags tell, by the ties between their words: word of the source, word of the target, entry."""
        source_counts, target_counts = source.counts[rows], target.counts[columns]
        nearer = _nearer(source.places[rows] - target.places[columns], source_counts, target_counts)
        forward = source_counts / source.size * self._ties.forward[entries] * nearer
        backward = target_counts / target.size * self._ties.backward[entries] * nearer
        there, known_there = _explained(
            _sums(columns, forward, len(target.types)),
            self._ties.target_known[target.types],
            _weights(self._target, target),
        )
        here, known_here = _explained(
            _sums(rows, backward, len(source.types)),
            self._ties.source_known[source.types],
            _weights(self._source, source),
        )
        a_word = (there / (known_there + FEW) + here / (known_here + FEW)) / 2
        return Told(a_word, float(np.sqrt(known_there * known_here)))


def _sums(words: Ints, values: Floats, count: int) -> Floats:
    """The sum of the values of each word."""
    return np.bincount(words, values, minlength=count).astype(np.float64)


def _weights(shelf: Shelf, bag: Bag) -> Floats:
    """How much each word of a document counts."""
    weights: Floats = shelf.rarity[bag.types] * (1 + np.log(bag.counts))
    return weights


def _nearer(distances: Floats, source_counts: Ints, target_counts: Ints) -> Floats:
    """How much likelier such distances between mean places are in a translation than by chance."""
    by_chance = (1 / source_counts + 1 / target_counts) / 12  # variance of means of places between 0 and 1
    out: Floats = np.full(len(distances), 1 - sum(share for share, _ in _DISTANCES))
    for share, deviation in _DISTANCES:
        near, far = deviation**2, by_chance + deviation**2
        out += share * np.sqrt(far / near) * np.exp(-(distances**2) / 2 * (1 / near - 1 / far))
    return out


def _explained(likelier: Floats, known: Floats, weights: Floats) -> tuple[float, float]:
    """Nats by which the words of a document are explained better than by chance, and how many of them could be."""
    nats = np.log(1 - known * (1 - _UNEXPLAINED) + (1 - _UNEXPLAINED) * likelier)
    return float(nats @ weights), float(known @ weights)
