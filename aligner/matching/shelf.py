"""The documents of one language as bags of words: which words each holds, how often, and where.

::

    0 ≤ place ≤ 1    where in its document a word stands, on average

Texts are looked at once, one at a time, and are not kept: a document takes 12 bytes for each different word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligner.words.tokens import tokenize
from aligner.words.vocabulary import Words

Ints = NDArray[np.integer]
Floats = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Bag:
    """The words of one document.

    Attributes:
        types: int array: the word types, ascending, as indexes in the words of the shelf.
        counts: int array: how often each occurs.
        places: float array: the mean place of each, from 0 to 1.
        size: running words.
    """

    types: Ints
    counts: Ints
    places: Floats
    size: int


@dataclass(frozen=True, eq=False)
class Shelf:
    """The documents of one language.

    Attributes:
        words: the word types of all of them, with how often each occurs.
        bags: one for each document.
        rarity: float array: for each word type, about the share of documents without it.
    """

    words: Words
    bags: tuple[Bag, ...]
    rarity: Floats

    @property
    def usual_size(self) -> float:
        """Running words of a document, on average; at least 1."""
        return max(1.0, float(self.words.counts.sum()) / max(1, len(self.bags)))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Shelf:
        """A shelf of these documents, each given as its whole text; raises `ValueError` for one without a word."""
        filling = Filling()
        for number, text in enumerate(texts):
            if not filling.add([text]):
                raise ValueError(f"document {number} has no word")
        return filling.shelf()


@dataclass(frozen=True)
class Filling:
    """A shelf as it is filled, document by document."""

    numbers: dict[str, int] = field(default_factory=dict)
    bags: list[Bag] = field(default_factory=list)

    def add(self, texts: Iterable[str]) -> bool:
        """Add a document, given as its blocks, without marks; False if there is no word or number in it."""
        numbers = self.numbers
        words = [word for text in texts for word in tokenize(text) if word[0].isalnum()]
        if not words:
            return False
        found = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int32)
        types, which, counts = np.unique(found, return_inverse=True, return_counts=True)
        places = np.bincount(which, (np.arange(len(found)) + 0.5) / len(found))
        self.bags.append(Bag(types, counts.astype(np.int32), (places / counts).astype(np.float32), len(found)))
        return True

    def shelf(self) -> Shelf:
        """All documents that were added."""
        counts, holders = np.zeros((2, len(self.numbers)), np.int64)
        for bag in self.bags:
            counts[bag.types] += bag.counts
            holders[bag.types] += 1
        rarity = 1 - holders / (len(self.bags) + 1)
        return Shelf(Words(list(self.numbers), counts), tuple(self.bags), rarity.astype(np.float32))
