"""Sentence pairs as training needs them: words numbered, rare ones left out."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]
    Small = npt.NDArray[np.int32]
    Reals = npt.NDArray[np.float64]

_REPORT_EVERY = 10_000
# From a text to its words.
Tokens = Callable[[str], list[str]]


class _Reading:
    """The sentences of one language as they are read: words are numbered in order of appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.tokens = array("i")
        self.lengths = array("i")

    def add(self, tokens: list[str]) -> None:
        numbers = self.numbers
        self.tokens.extend([numbers.setdefault(token, len(numbers)) for token in tokens])
        self.lengths.append(len(tokens))

    def text(self, min_count: int) -> NumberedText:
        """The sentences with words sorted and renumbered, and rare ones left out."""
        import numpy as np

        tokens = np.frombuffer(self.tokens, np.int32) if self.tokens else np.zeros(0, np.int32)
        counts = np.bincount(tokens, minlength=len(self.numbers))
        words = sorted(word for word, number in self.numbers.items() if counts[number] >= min_count)
        new = np.full(len(self.numbers), -1, np.int32)
        old = np.array([self.numbers[word] for word in words], np.int64)
        new[old] = np.arange(len(words))
        renumbered = new[tokens]
        kept = renumbered >= 0
        sentence = np.repeat(np.arange(len(self.lengths)), self.lengths)
        starts = np.zeros(len(self.lengths) + 1, np.int64)
        np.cumsum(np.bincount(sentence[kept], minlength=len(self.lengths)), out=starts[1:])
        return NumberedText(tuple(words), counts[old] / max(1, len(tokens)), renumbered[kept], starts)


@dataclass(frozen=True, eq=False)
class NumberedText:
    """One side of all pairs.

    Attributes:
        words: sorted.
        probability: unigram probability of each word.
        tokens: the word of each token, sentence after sentence.
        starts: [sentences + 1], the first token of each sentence.
    """

    words: tuple[str, ...]
    probability: Reals
    tokens: Small
    starts: Integers

    def part(self, first: int, last: int) -> Small:
        """The tokens of sentences first … last - 1."""
        return self.tokens[self.starts[first] : self.starts[last]]


class Collected:
    """Both sides of the pairs, tokenised; pairs with an empty or a very long side, or of no weight, are left out."""

    def __init__(self, tokens: Tokens, longest: int) -> None:
        self.source, self.target, self.weights = _Reading(), _Reading(), array("d")
        self._tokens, self._longest = tokens, longest

    def read(self, pairs: Iterable[tuple[str, str]], weights: Iterable[float], tell: Callable[[int], None]) -> None:
        """Add pairs, telling now and then how many were read."""
        for number, ((source_text, target_text), weight) in enumerate(zip(pairs, weights, strict=False)):
            if number % _REPORT_EVERY == 0:
                tell(number)
            source, target = self._tokens(source_text), self._tokens(target_text)
            if weight > 0 and 0 < len(source) <= self._longest and 0 < len(target) <= self._longest:
                self.source.add(source)
                self.target.add(target)
                self.weights.append(weight)
