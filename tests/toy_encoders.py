"""Encoders for tests: vectors by hash, so that they are the same on every machine, and nearly orthogonal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.search.likeness import Spans

Floats = NDArray[np.float64]


def vector(word: str, size: int = 64) -> Floats:
    """A random vector of length about 1 for each word."""
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(size) / np.sqrt(size)


def hashed(texts: list[str], size: int = 64, shared: float = 0.0) -> Floats:
    """An encoder: the sum of its words' vectors for each text, and a share that all texts have in common."""
    return np.array(
        [sum((vector(word, size) for word in text.split()), shared * vector("all", size)) for text in texts]
    )


def bilingual(meaning: Mapping[str, str], own: float = 0.3) -> Callable[[list[str]], Floats]:
    """An encoder that knows what words mean; to each it adds a share of the word's own."""

    def encode(texts: list[str]) -> Floats:
        told = [[(meaning.get(word, word), word) for word in text.split()] for text in texts]
        return np.array([sum((vector(m) + own * vector(f"own {w}") for m, w in words), np.zeros(64)) for words in told])

    return encode


class Asked:
    """An encoder that remembers which texts it was asked for."""

    def __init__(self, encoder: Callable[[list[str]], Floats] = hashed) -> None:
        self.texts: list[str] = []
        self._encoder = encoder

    def __call__(self, texts: list[str]) -> Floats:
        self.texts += texts
        return self._encoder(texts)


def every_sentence(texts: Sequence[str], most: int) -> Spans:
    """Every sentence by itself."""
    chosen = np.zeros((most, len(texts) + 1), bool)
    chosen[0, 1:] = True
    return Spans(texts, chosen)
