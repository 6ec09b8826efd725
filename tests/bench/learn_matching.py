"""Learns the weights of `aligner.matching.odds`: ``python tests/bench/learn_matching.py``.

Logistic regression, with a small ridge, over all pairs that are compared in the ``learned`` collections of
``matching.py``, each also as many small ones. Versions of one text are left out: which belongs to which is a matter of
rivals, not of odds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
import numpy as np
from collections_of_documents import LEARNED, NEWS_LEARNED, Both, Collection, collection, news_of
from matching import KNOWN, known
from numpy.typing import NDArray

from aligner.matching.evidence import FEW
from aligner.matching.odds import Pairs
from aligner.matching.run import compared
from aligner.matching.shelf import Shelf
from aligner.words.ties import tie

Floats = NDArray[np.float64]

_RIDGE = 0.05
# Documents of small collections, both sides together.
_SMALL = (4, 8, 16)


def collections(name: str) -> Iterator[Collection]:
    """What is learned from."""
    groups: list[tuple[tuple[str, str], list[Both]]] = [
        (("en", "es"), documents()) for group, documents in LEARNED.items() if group != "versions"
    ]
    for pair in NEWS_LEARNED if name != "lexicon" else ():
        source, target = pair.split("-")
        groups += [((source, target), news_of(pair)), ((source, target), news_of(pair, 1, 3))]
    for languages, documents in groups:
        yield collection(documents, languages)
        at = 0
        while at < len(documents) and name != "encoder":  # which would embed the same words again and again
            size = _SMALL[at % len(_SMALL)]
            yield collection(documents[at : at + size], languages)
            at += size


def compared_in(given: Collection, name: str) -> tuple[Pairs, NDArray[np.bool_]]:
    """All pairs that are compared, and which of them belong together."""
    source, target = Shelf.of(given.source), Shelf.of(given.target)
    knowledge = known(name, given.languages).with_meanings(source.words, target.words)
    pairs = compared(source, target, tie(source.words, target.words, knowledge.lexicon, knowledge.meanings))
    partners = [given.partner.get(row) == column for row, column in zip(pairs.rows, pairs.columns, strict=True)]
    return pairs, np.array(partners, bool)


def learned(parts: Sequence[tuple[Pairs, NDArray[np.bool_]]]) -> tuple[Floats, float]:
    """The weights, in the order of the fields of `Odds`, and what is usually told of strangers."""
    usual = float(np.median(np.concatenate([_unshrunk(pairs)[~partners] for pairs, partners in parts])))
    features = np.concatenate([_features(pairs, usual) for pairs, _ in parts])
    return _regression(features, np.concatenate([partners for _, partners in parts]).astype(float)), usual


def _unshrunk(pairs: Pairs) -> Floats:
    """What a word tells, whether they are few or many."""
    return pairs.told * (pairs.words + FEW) / np.maximum(pairs.words, 1)


def _features(pairs: Pairs, usual: float) -> Floats:
    columns = (pairs.told, pairs.crowds(usual), np.log1p(pairs.words), np.ones(len(pairs.words)))
    return np.stack(columns, axis=1)


def _regression(features: Floats, truth: Floats) -> Floats:
    """Newton's method, its steps bounded."""
    weights = np.zeros(features.shape[1])
    for _ in range(500):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -40, 40)))
        slope = features.T @ (truth - chance) - _RIDGE * weights
        curve = (features * (chance * (1 - chance))[:, None]).T @ features + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights += step * min(1.0, 2 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    for name in KNOWN:
        weights, usual = learned([compared_in(given, name) for given in collections(name)])
        print(f"{name:10}", ", ".join(f"{number:.2f}" for number in (*weights, usual)), flush=True)


if __name__ == "__main__":
    main()
