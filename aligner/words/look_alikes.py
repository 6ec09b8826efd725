"""How alike two words look: the same number, the same name, or spelt alike in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from aligner.words.tokens import is_piece

Truths = NDArray[np.bool_]
Indexes = NDArray[np.integer]
_Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]

# Shorter words are alike by chance ("as" and "las"). Swept over 3, 4, 5 on the development sets.
SHORTEST = 4
# Least normalised Indel similarity for two words to count as related; swept over .6 to .8.
ALIKE = 0.65
# Probability that a similar word is the translation, at similarity `ALIKE` and at 1; linear between. A guess.
_AT_ALIKE, _AT_SAME = 0.05, 0.6
# Roman numerals from 2 to 89, as used for centuries and chapters; not "vi", a Spanish verb, nor single letters.
_ROMAN = re.compile(r"(?!vi$)(?=..)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
# Word pairs compared at once: 16 million similarities take 64 MB.
_BATCH = 1 << 24
# Word pairs compared in all, a few seconds' work. Two long novels have a tenth of it.
MOST_COMPARED = 400_000_000
# Up to this many pairs of words are compared one by one. Swept over 8 to 64.
_SINGLY = 32
# Word types of which it is remembered how they are compared: those of some long novels.
_CACHED = 1 << 17
# The most target words that one word can be like. Of more, as in lists of part numbers, the likest are kept.
MOST_ALIKE = 50


def look_alikes(
    source: Sequence[str],
    target: Sequence[str],
    known: tuple[Truths, Truths] | None = None,
    documents: tuple[Indexes, Indexes] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Pairs of words that look like translations of each other.

    Args:
        source, target: word types, in lower case, each once.
        known: which words of each side a lexicon knows. Pairs of two known words are left out: if it does
            not link them, they merely look alike.
        documents: where there are several, the document of each word of each side: pairs are within one.

    Returns:
        For each pair that is the same or alike: the index of the source word, the index of the target word, and the
        probability that each is a translation of the other.
    """
    left, right = (
        _Words(words, [0] * len(words) if documents is None else documents[k].tolist())
        for k, words in enumerate((source, target))
    )
    parts = [(list(range(len(source))), list(range(len(target))))]
    if known is not None:
        new = [np.flatnonzero(~each).tolist() for each in known]
        parts = [(new[0], parts[0][1]), (np.flatnonzero(known[0]).tolist(), new[1])]
    found = [pairs for part in parts for pairs in _alike(left.only(part[0]), right.only(part[1]))]
    rows, columns, chance = (np.concatenate(each) for each in zip(*found, strict=True))
    return rows, columns, chance


class _Words(NamedTuple):
    """Words of one side, each with its number and its document."""

    words: Sequence[str]
    documents: Sequence[int]
    numbers: Sequence[int] = ()

    def only(self, numbers: Sequence[int]) -> _Words:
        """Only those with some numbers."""
        return self._replace(numbers=numbers)

    def beside(self, others: _Words) -> _Words:
        """Only those of documents that have some of the others."""
        here = {others.documents[k] for k in others.numbers}
        return self.only([k for k in self.numbers if self.documents[k] in here])

    def keyed(self, key: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
        """Number, document and key of each word that has a key."""
        for k in self.numbers:
            if found := key(self.words[k]):
                yield k, self.documents[k], found


def _alike(source: _Words, target: _Words) -> list[_Pairs]:
    """Those of all pairs that are the same, and those that are alike."""
    source, target = source.beside(target), target.beside(source)
    return [_identical(source, target), _similar(source, target)]


@lru_cache(maxsize=_CACHED)
def _same(word: str) -> str:
    """What words that are the same have in common: the number, or the word."""
    return number_key(word) or word


def _identical(source: _Words, target: _Words) -> _Pairs:
    """Pairs of identical words, or of the same number."""
    places = defaultdict(list)
    for j, document, key in target.keyed(_same):
        places[document, key].append(j)
    pairs = [(i, j) for i, document, key in source.keyed(_same) for j in places.get((document, key), ())[:MOST_ALIKE]]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    return rows, columns, np.full(len(pairs), _AT_SAME, np.float32)


def _similar(source: _Words, target: _Words) -> _Pairs:
    """Pairs of different words that begin alike and are spelt alike, ignoring accents."""
    found = [_compared(*groups) for groups in _groups(source, target)]
    rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _, _ in found)])
    columns = np.concatenate([np.zeros(0, np.int64), *(columns for _, columns, _ in found)])
    alike = np.concatenate([np.zeros(0, np.float32), *(alike for _, _, alike in found)])
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    different = np.array([source.words[i] != target.words[j] for i, j in pairs], bool)
    chance = _AT_ALIKE + (_AT_SAME - _AT_ALIKE) * (alike - ALIKE) / (1 - ALIKE)
    return rows[different], columns[different], chance[different].astype(np.float32)


def _groups(source: _Words, target: _Words) -> list[tuple[dict[int, str], dict[int, str]]]:
    """The words that are compared with each other, by their number: those of a document that share the first letter.

    Most cognates begin with the same letter, and comparing only those takes a twelfth of the time. If that is still too
    much, only words that share two letters or more are compared; and if that is too, only the smallest groups.
    """
    words = list(source.keyed(_comparable)), list(target.keyed(_comparable))
    for letters in range(1, SHORTEST + 1):
        left, right = (_by_beginning(side, letters) for side in words)
        groups = sorted(
            ((left[start], right[start]) for start in left if start in right), key=lambda g: len(g[0]) * len(g[1])
        )
        costs = np.cumsum([len(x) * len(y) for x, y in groups])
        if not len(costs) or costs[-1] <= MOST_COMPARED:
            return groups
    return groups[: int(np.searchsorted(costs, MOST_COMPARED, side="right"))]


@lru_cache(maxsize=_CACHED)
def _comparable(word: str) -> str:
    """A word that may be compared, without accents; empty for any other."""
    return bare(word) if len(word) >= SHORTEST and word[0].isalpha() else ""


def _by_beginning(words: Iterable[tuple[int, int, str]], letters: int) -> dict[tuple[int, str], dict[int, str]]:
    """Words by their document and their first letters."""
    groups: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for number, document, word in words:
        groups[document, word[:letters]][number] = word
    return groups


@lru_cache(maxsize=_CACHED)
def number_key(word: str) -> str | None:
    """The key by which a number with two or more digits, or a Roman numeral, is compared; None for any other word.

    >>> number_key("1.000,5"), number_key("1,000.5"), number_key("xiv"), number_key("14")
    ('10005', '10005', '14', '14')
    >>> number_key("7"), number_key("seven"), number_key("vi")
    (None, None, None)
    """
    if word[0].isdigit():
        digits = re.sub(r"\D", "", word)
        return digits if len(digits) > 1 else None
    if _ROMAN.fullmatch(word):
        values = [_ROMAN_DIGITS[letter] for letter in word]
        return str(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))
    return None


def _compared(left: dict[int, str], right: dict[int, str]) -> _Pairs:
    """Index of the source word, index of the target word, and similarity of each pair that is alike."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    if len(left) * len(right) <= _SINGLY and len(right) <= MOST_ALIKE:
        return _singly(left, right)
    rows, columns, values = [], [], []
    sources, targets = list(left.values()), list(right.values())
    step = max(1, _BATCH // len(targets))
    for begin in range(0, len(sources), step):
        alike = cdist(
            sources[begin : begin + step],
            targets,
            scorer=Indel.normalized_similarity,
            score_cutoff=ALIKE,
            dtype=np.float32,
        )
        row, column = _likest(alike)
        rows.append(np.array(list(left), np.int64)[row + begin])
        columns.append(np.array(list(right), np.int64)[column])
        values.append(alike[row, column])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def _singly(left: dict[int, str], right: dict[int, str]) -> _Pairs:
    """The same, pair by pair, which is faster for a few."""
    from rapidfuzz.distance import Indel

    found = [
        (i, j, alike)
        for i, word in left.items()
        for j, other in right.items()
        if (alike := Indel.normalized_similarity(word, other, score_cutoff=ALIKE))
    ]
    rows, columns, values = zip(*found, strict=True) if found else ((), (), ())
    return np.array(rows, np.int64), np.array(columns, np.int64), np.array(values, np.float32)


def _likest(alike: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of all values over 0, at most the `MOST_ALIKE` highest of each row; clears the others in place."""
    if alike.shape[1] > MOST_ALIKE:
        for k in np.flatnonzero(np.count_nonzero(alike, axis=1) > MOST_ALIKE):
            alike[k, np.argsort(-alike[k], kind="stable")[MOST_ALIKE:]] = 0
    row, column = np.nonzero(alike)
    return row, column


def bare(word: str) -> str:
    """The word in Latin letters without accents: "razón" looks like "reason", and "Шевченко" like "Shevchenko"."""
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare if bare.isascii() or is_piece(word) else anyascii(word).lower()
