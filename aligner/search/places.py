"""Where texts are in a document: each as a range of its sentences, however they were joined.

::

    texts      "It rained. She left." | "He stayed."
    document   A title. | It rained. | She left. | He stayed.       ranges 1-2 and 3
                  0          1            2            3
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import Enum
from itertools import chain, pairwise

from aligner.model import Document
from aligner.text.joined import Known, cut, one_blank, size

# How many times a stretch without a shared end is cut at unique texts: keeps the cost linear on any text. A guess.
_DEEPEST = 12
# Only a text that begins like a sentence, in its first characters, is cut: of a large memory, few do. A guess.
_START = 8
# A text that begins like more sentences than this is not looked for out of order. A guess.
_MOST_STARTS = 20

Sentences = tuple[str, ...]


class Missing(Enum):
    """Why a text is at no place, to be said of it with the document's name."""

    UNKNOWN = "is not in {}"
    APART = "has sentences that do not follow one another in {}"
    SEVERAL = "is in {} more than once"
    TAKEN = "is in {}, but belongs to another pair there"

    def of(self, text: str, document: Document) -> str:
        """The reason in words."""
        joined = "".join(sentence.text for sentence in document.sentences)
        if self is Missing.UNKNOWN and _letters(text) in _letters(joined):
            return f"begins or ends within a sentence of {document.name}"
        return self.value.format(document.name)


def places(texts: Sequence[Sentences], document: Document, *, ordered: bool = True) -> list[range | Missing]:
    """The place of each text; no two overlap.

    Args:
        texts: each as one or more sentences, divided in any way; white space does not count.
        ordered: whether the order of the texts is, by and large, that of the document. A text that is in the document
            several times is then told by its neighbours. One that is there once is found in any order.
    """
    return _Search(document).places(texts, ordered)


class _Search:
    """The sentences of a document, and which of them are taken."""

    def __init__(self, document: Document) -> None:
        self._sentences = [one_blank(sentence.text) for sentence in document.sentences]
        self._index = defaultdict[str, list[int]](list)
        for i, sentence in enumerate(self._sentences):
            self._index[sentence].append(i)
        self._known = Known(frozenset(map(size, self._index)), self._index.__contains__)
        self._starts = {_letters(sentence)[:_START] for sentence in self._index}
        self._taken: set[int] = set()

    def places(self, texts: Sequence[Sentences], ordered: bool) -> list[range | Missing]:
        units = [self._units(text) for text in texts]
        flat = [unit or (_letters(text),) for unit, text in zip(units, map(" ".join, texts), strict=True)]
        same = _same(list(chain.from_iterable(flat)), self._sentences) if ordered else {}
        found: list[range | None] = []
        at = 0
        for unit in flat:
            found.append(_adjacent([same.get(i, -1) for i in range(at, at + len(unit))]))
            self._taken.update(found[-1] or ())
            at += len(unit)
        return [
            place if place is not None else self._elsewhere(unit) if unit else Missing.UNKNOWN
            for place, unit in zip(found, units, strict=True)
        ]

    def _units(self, text: Sentences) -> Sentences:
        """The text as sentences of the document; empty if it is not made of them."""
        given = tuple(map(one_blank, text))
        if all(map(self._known.holds, given)):
            return given
        joined = " ".join(given)
        start = _letters(joined)[:_START]
        if not any(start[:k] in self._starts for k in range(1, _START + 1)):
            return ()
        pieces = cut(joined, self._known)
        return () if pieces.rest else tuple(map(one_blank, pieces.front))

    def _elsewhere(self, unit: Sentences) -> range | Missing:
        """The only place where the sentences are, if no other text is found there."""
        starts = self._index[unit[0]]
        if len(starts) > _MOST_STARTS:
            return Missing.SEVERAL
        every = [range(i, i + len(unit)) for i in starts if tuple(self._sentences[i : i + len(unit)]) == unit]
        if len(every) != 1:
            return Missing.SEVERAL if every else Missing.APART
        if not self._taken.isdisjoint(every[0]):
            return Missing.TAKEN
        self._taken.update(every[0])
        return every[0]


def _letters(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def _adjacent(numbers: Sequence[int]) -> range | None:
    """The numbers as a range, if they are one, of sentences that were found."""
    found = range(numbers[0], numbers[0] + len(numbers))
    return found if numbers[0] >= 0 and list(numbers) == list(found) else None


def rising(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[tuple[int, int]]:
    """The heaviest selection of pairs in which both numbers rise."""
    import numpy as np

    from aligner.search.corridor import chain
    from aligner.search.guides import Links

    table = np.array(pairs, np.int64).reshape(-1, 2)
    found = chain(Links(table[:, 0], table[:, 1], np.array(weights, np.float64)))
    return list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """New places of the old texts that are among the new ones in the same order (a patience diff).

    >>> _same(["a", "b", "b", "c", "d"], ["new", "a", "b", "b", "d"])
    {0: 1, 1: 2, 2: 3, 4: 4}
    """
    found: dict[int, int] = {}
    stretches = [(range(len(old)), range(len(new)), 0)]
    while stretches:
        left, right, depth = stretches.pop()
        left, right = _without_shared_ends(old, new, left, right, found)
        cuts = _landmarks(old, new, left, right) if depth < _DEEPEST else []
        # Each landmark begins the stretch up to the next one, and so is part of that stretch's shared beginning.
        bounds = [(left.start, right.start), *cuts, (left.stop, right.stop)] if cuts else []
        stretches += [(range(i, k), range(j, n), depth + 1) for (i, j), (k, n) in pairwise(bounds)]
    return dict(sorted(found.items()))


def _without_shared_ends(
    old: Sequence[str], new: Sequence[str], left: range, right: range, found: dict[int, int]
) -> tuple[range, range]:
    """Put the texts that both sides begin and end with into `found`; returns the rest of the stretch."""
    while left and right and old[left[0]] == new[right[0]]:
        found[left[0]] = right[0]
        left, right = left[1:], right[1:]
    while left and right and old[left[-1]] == new[right[-1]]:
        found[left[-1]] = right[-1]
        left, right = left[:-1], right[:-1]
    return left, right


def _landmarks(old: Sequence[str], new: Sequence[str], left: range, right: range) -> list[tuple[int, int]]:
    """The places of texts that occur once on each side of a stretch: as many of them as are in the same order."""
    once = [Counter(side[i] for i in stretch) for side, stretch in ((old, left), (new, right))]
    place = {new[j]: j for j in right if once[1][new[j]] == 1}
    shared = [(i, place[old[i]]) for i in left if once[0][old[i]] == 1 and old[i] in place]
    return rising(shared, [1.0] * len(shared))
