"""The same sentence, translated in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts, shortened

# Shorter sentences of prose mean different things in different places ("Yes, sir."); headings and items do not.
_WORDS = 4
# A heading of fewer letters is a number of one kind or another.
_LETTERS = 4
_FREE = {"paragraph", "code"}
# How likely it is to be worth a look, by eye: one source with several translations, several sources with one.
_WEIGHTS = 0.6, 0.5
# Words are nearly the same from this similarity on, of 100; words with so few letters say little.
_ALIKE, _LITTLE = 85, 2
_MARKS = re.compile(r"[\W_]+")


def inconsistent(texts: Texts) -> Iterator[Finding]:
    """Beads whose source is translated in another way elsewhere, or whose target translates another source elsewhere.

    Where one way is more frequent than all others, only the others are found.
    """
    found = set[int]()
    for this, other in ((0, 1), (1, 0)):
        by_text = defaultdict[str, dict[str, list[int]]](dict)
        for k in _repeated(texts, this):
            folded = _folded(texts.sides[k][this])
            by_text[folded].setdefault(_folded(texts.sides[k][other]), []).append(k)
        for folded, ways in by_text.items():
            # One translation of what is nearly the same, such as two spellings of a word, is as it should be.
            if this == 1 and _are_alike(list(ways)):
                continue
            for k, rival in _rivals(list(ways.values())):
                if k not in found and _is_fixed(texts, k, folded):
                    found.add(k)
                    detail = f"“{shortened(texts.sides[rival][other])}” ({rival + 1})"
                    yield Finding(range(k, k + 1), "inconsistent", detail, _WEIGHTS[this])


def _repeated(texts: Texts, side: int) -> list[int]:
    """Beads with both sides whose words on one side are those of another bead, in the same order."""
    words = {k: " ".join(texts.words_of(k)[side]).casefold() for k, _, _ in texts.pairs()}
    often = Counter(words.values())
    return [k for k, every in words.items() if every and often[every] > 1]


def _rivals(ways: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Beads translated in one of several ways, each with one that is translated in the most frequent other way."""
    if len(ways) < 2:
        return
    ways = sorted(ways, key=len, reverse=True)
    usual = len(ways[0]) > len(ways[1])
    for n, way in enumerate(ways[usual:], start=usual):
        yield from ((k, ways[1 if n == 0 else 0][0]) for k in way)


def _are_alike(texts: list[str]) -> bool:
    """Whether all texts are the first but for spellings, little words, or one word more."""
    first = set(texts[0].split())
    return all(_differ_little(first, set(text.split())) for text in texts[1:])


def _differ_little(these: set[str], those: set[str]) -> bool:
    telling = [
        [word for word in words - others if len(word) > _LITTLE and not _is_spelt_otherwise(word, others)]
        for words, others in ((these, those), (those, these))
    ]
    return not (telling[0] and telling[1]) and len(telling[0] + telling[1]) <= 1


def _is_spelt_otherwise(word: str, others: set[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _ALIKE for other in others)


def _is_fixed(texts: Texts, k: int, folded: str) -> bool:
    return folded.count(" ") >= _WORDS - 1 or (len(folded) >= _LETTERS and not texts.kinds_of(k) & _FREE)


def _folded(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()
