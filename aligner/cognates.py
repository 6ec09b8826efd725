"""How alike two words look: the same number, the same name, or spelt alike in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Shorter words are alike by chance ("as" and "las"). Swept over 3, 4, 5 on the development sets.
SHORTEST = 4
# Normalised Indel similarity from which two words count as related; swept over .6 to .8.
ALIKE = 0.65
# Probability that an alike word is the translation, at similarity ALIKE and at 1; linear between. A guess.
_AT_ALIKE, _AT_SAME = 0.05, 0.6
# Word pairs compared at once: 16 million similarities are 64 MB.
_BATCH = 1 << 24


def look_alikes(
    source: Sequence[str], target: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Pairs of words that look like translations of each other.

    Args:
        source, target: word types, in lower case, each once.

    Returns:
        Index of the source word, index of the target word, and the probability that either is
        translated by the other, for each pair that is the same or alike.
    """
    same = _identical(source, target)
    close = _similar(source, target)
    rows = np.concatenate([same[0], close[0]])
    columns = np.concatenate([same[1], close[1]])
    return rows, columns, np.concatenate([np.full(len(same[0]), _AT_SAME, np.float32), close[2]])


def _identical(source: Sequence[str], target: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of the very same token."""
    place = {word: j for j, word in enumerate(target)}
    rows = [i for i, word in enumerate(source) if word in place]
    return np.array(rows, np.int64), np.array([place[source[i]] for i in rows], np.int64)


def _similar(
    source: Sequence[str], target: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Pairs of different words that are spelt alike, accents apart."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    left = [i for i, word in enumerate(source) if len(word) >= SHORTEST and word[0].isalpha()]
    right = np.array([j for j, word in enumerate(target) if len(word) >= SHORTEST and word[0].isalpha()], np.int64)
    rows, columns, values = [], [], []
    plain = [_bare(target[j]) for j in right]
    step = max(1, _BATCH // max(1, len(plain)))
    for begin in range(0, len(left) if plain else 0, step):
        part = left[begin : begin + step]
        alike = cdist(
            [_bare(source[i]) for i in part],
            plain,
            scorer=Indel.normalized_similarity,
            score_cutoff=ALIKE,
            dtype=np.float32,
        )
        row, column = np.nonzero(alike)
        rows.append(np.array(part, np.int64)[row])
        columns.append(right[column])
        values.append(alike[row, column])
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    i, j, alike = np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
    different = np.array([source[a] != target[b] for a, b in zip(i, j, strict=True)], bool)
    chance = _AT_ALIKE + (_AT_SAME - _AT_ALIKE) * (alike - ALIKE) / (1 - ALIKE)
    return i[different], j[different], chance[different].astype(np.float32)


def _bare(word: str) -> str:
    """The word without accents: "razón" looks like "reason" once it is "razon"."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
