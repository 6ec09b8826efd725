"""How alike two words look: the same number, the same name, or spelt alike in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from aligner.words.tokens import is_piece

Truths = NDArray[np.bool_]

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
# The most target words that one word can be like. Of more, as in lists of part numbers, the likest are kept.
MOST_ALIKE = 50


def look_alikes(
    source: Sequence[str], target: Sequence[str], known: tuple[Truths, Truths] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Pairs of words that look like translations of each other.

    Args:
        source, target: word types, in lower case, each once.
        known: which words of each side a lexicon knows. Pairs of two known words are left out: if it does
            not link them, they merely look alike.

    Returns:
        For each pair that is the same or alike: the index of the source word, the index of the target word, and the
        probability that each is a translation of the other.
    """
    everything = np.arange(len(source)), np.arange(len(target))
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = [everything]
    if known is not None:
        parts = [
            (np.flatnonzero(~known[0]), everything[1]),
            (np.flatnonzero(known[0]), np.flatnonzero(~known[1])),
        ]
    found = [
        _alike([source[i] for i in rows.tolist()], [target[j] for j in columns.tolist()]) for rows, columns in parts
    ]
    return (
        np.concatenate([part[0][rows] for part, (rows, _, _) in zip(parts, found, strict=True)]),
        np.concatenate([part[1][columns] for part, (_, columns, _) in zip(parts, found, strict=True)]),
        np.concatenate([chance for _, _, chance in found]),
    )


def _alike(
    source: Sequence[str], target: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Those of all pairs that are the same or alike."""
    same = _identical(source, target)
    close = _similar(source, target)
    rows = np.concatenate([same[0], close[0]])
    columns = np.concatenate([same[1], close[1]])
    return rows, columns, np.concatenate([np.full(len(same[0]), _AT_SAME, np.float32), close[2]])


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


def _identical(source: Sequence[str], target: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of identical words, or of the same number."""
    places = defaultdict(list)
    for j, word in enumerate(target):
        places[number_key(word) or word].append(j)
    pairs = [(i, j) for i, word in enumerate(source) for j in places.get(number_key(word) or word, ())[:MOST_ALIKE]]
    return np.array([i for i, _ in pairs], np.int64), np.array([j for _, j in pairs], np.int64)


def _similar(
    source: Sequence[str], target: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Pairs of different words that begin alike and are spelt alike, ignoring accents."""
    found = [_compared(*groups) for groups in _groups(source, target)]
    rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _, _ in found)])
    columns = np.concatenate([np.zeros(0, np.int64), *(columns for _, columns, _ in found)])
    alike = np.concatenate([np.zeros(0, np.float32), *(alike for _, _, alike in found)])
    different = np.array([source[i] != target[j] for i, j in zip(rows, columns, strict=True)], bool)
    chance = _AT_ALIKE + (_AT_SAME - _AT_ALIKE) * (alike - ALIKE) / (1 - ALIKE)
    return rows[different], columns[different], chance[different].astype(np.float32)


def _groups(source: Sequence[str], target: Sequence[str]) -> list[tuple[dict[int, str], dict[int, str]]]:
    """The words that are compared with each other, by their index: those that share the first letter.

    Most cognates begin with the same letter, and comparing only those takes a twelfth of the time. If that is still too
    much, only words that share two letters or more are compared; and if that is too, only the smallest groups.
    """
    words = _long_enough(source), _long_enough(target)
    for letters in range(1, SHORTEST + 1):
        left, right = (_by_beginning(side, letters) for side in words)
        groups = sorted(
            ((left[start], right[start]) for start in left if start in right), key=lambda g: len(g[0]) * len(g[1])
        )
        costs = np.cumsum([len(x) * len(y) for x, y in groups])
        if not len(costs) or costs[-1] <= MOST_COMPARED:
            return groups
    return groups[: int(np.searchsorted(costs, MOST_COMPARED, side="right"))]


def _long_enough(words: Sequence[str]) -> dict[int, str]:
    """The words that may be compared, without accents, by their index."""
    return {index: bare(word) for index, word in enumerate(words) if len(word) >= SHORTEST and word[0].isalpha()}


def _by_beginning(words: dict[int, str], letters: int) -> dict[str, dict[int, str]]:
    """Words by their first letters."""
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for index, word in words.items():
        groups[word[:letters]][index] = word
    return groups


def _compared(
    left: dict[int, str], right: dict[int, str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Index of the source word, index of the target word, and similarity of each pair that is alike."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

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
