"""Pairs of words that may translate each other, though no lexicon says so: by their looks and by their meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.words.look_alikes import look_alikes
from aligner.words.word_pairs import WordPairs

Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def guesses(
    source: Sequence[str],
    target: Sequence[str],
    known: tuple[Truths, Truths],
    pairs: WordPairs | None = None,
    documents: tuple[NDArray[np.integer], NDArray[np.integer]] | None = None,
) -> tuple[Ints, Ints, Floats]:
    """Pairs that look alike or, for an encoder, mean much the same.

    Args:
        source, target: word types, in lower case, each once.
        known: which words of each side a lexicon knows. Pairs of two known words are left out: if it does not link
            them, they merely seem to fit (but see `WordPairs.beside_known`).
        pairs: what an encoder, or the text itself, says of these words, of one document.
        documents: where there are several, the document of each word of each side: pairs are within one.

    Returns:
        For each pair, once: the index of the source word, the index of the target word, and the probability that each
        is a translation of the other, the higher of both reasons.
    """
    rows, columns, chance = look_alikes(source, target, known, documents)
    if pairs is None:
        return rows, columns, chance
    near = pairs.pairs(source, target)
    new = pairs.beside_known | ~(known[0][near[0]] & known[1][near[1]])
    width = max(1, len(target))
    places = np.concatenate([rows * width + columns, near[0][new] * width + near[1][new]])
    every, which = np.unique(places, return_inverse=True)
    highest = np.zeros(len(every), np.float32)
    np.maximum.at(highest, which, np.concatenate([chance, near[2][new]]))
    return (*np.divmod(every, width), highest)
