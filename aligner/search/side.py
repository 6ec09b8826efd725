"""One document as evidence sees it: words and numbers, sentence by sentence, and no text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from aligner.model import Document
from aligner.progress import Progress, told
from aligner.search.several import of_each
from aligner.weights import MOST
from aligner.words.tokens import tokenize
from aligner.words.vocabulary import Words

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Empty sentences between two documents: one more than a bead can hold, so that none reaches from one to the other.
_APART = MOST + 1
# Of a very long sentence only the words in its first and last `_LOOKED_AT` characters are looked at, since the cost of
# words grows with the square of its length. The longest sentence of the development sets has 1,238 characters.
_LOOKED_AT = 3_000


@dataclass(frozen=True, eq=False)
class Spans:
    """What the last 1 … MOST sentences before each node of one side hold: float arrays [MOST, nodes].

    Sentences before the first count as empty.

    Attributes:
        tokens, characters: how many they hold.
        breaks: 1 where a block starts with the first of them, else 0.
    """

    tokens: Floats
    characters: Floats
    breaks: Floats

    def __getitem__(self, nodes: slice | Ints) -> Spans:
        return Spans(self.tokens[:, nodes], self.characters[:, nodes], self.breaks[:, nodes])


@dataclass(frozen=True, eq=False)
class Side:
    """One document as evidence sees it.

    Attributes:
        words: its word types.
        tokens: int array: index in `words` of each token, sentence after sentence.
        starts: int array [sentences + 1]: first token of each sentence.
        lengths: float array [sentences]: characters.
        breaks: bool array [sentences + 1]: whether a block starts with each sentence; the end counts as one.
        begins: int array [documents]: the first node of each document, where there are several; between two of them are
            empty sentences, more than a bead can hold.
        word_begins: int array [documents]: the first word type of each document.
    """

    words: tuple[str, ...]
    tokens: Ints
    starts: Ints
    lengths: Floats
    breaks: NDArray[np.bool_]
    begins: Ints = field(default_factory=lambda: np.zeros(1, np.int64))
    word_begins: Ints = field(default_factory=lambda: np.zeros(1, np.int64))

    @classmethod
    def of(cls, document: Document, progress: Progress | None = None) -> Side:
        """What evidence needs of a document."""
        index, numbers, starts = _Numbers(), array("q"), array("q", [0])
        for sentence in told(document.sentences, len(document.sentences), "listing words", progress):
            numbers.extend(map(index.__getitem__, tokenize(_looked_at(sentence.text))))
            starts.append(len(numbers))
        breaks = np.zeros(len(document.sentences) + 1, bool)
        breaks[list(document.block_starts)] = True
        lengths = np.array([len(sentence.text) for sentence in document.sentences], np.float32)
        return cls(tuple(index), np.array(numbers, np.int64), np.array(starts, np.int64), lengths, breaks)

    @cached_property
    def spans(self) -> Spans:
        """The spans before each node of this side: before, between and after its sentences."""
        node = np.arange(len(self.starts))
        begin = np.maximum(node - np.arange(1, MOST + 1)[:, None], 0)
        characters = np.concatenate([[0.0], np.cumsum(self.lengths, dtype=np.float64)])
        return Spans(
            (self.starts - self.starts[begin]).astype(np.float32),
            (characters - characters[begin]).astype(np.float32),
            self.breaks[begin].astype(np.float32),
        )

    @classmethod
    def joined(cls, sides: Sequence[Side]) -> Side:
        """Several documents as one side, each with word types of its own."""
        if len(sides) == 1:
            return sides[0]
        sentences = np.array([len(side.lengths) for side in sides])
        begins = np.cumsum(sentences + _APART) - (sentences + _APART)
        size = int(begins[-1] + sentences[-1])
        tokens = np.cumsum([0, *(len(side.tokens) for side in sides)])
        words = np.cumsum([0, *(len(side.words) for side in sides)])
        starts, lengths, breaks = (
            np.repeat(tokens[1:], sentences + _APART)[: size + 1],
            np.zeros(size, np.float32),
            np.zeros(size + 1, bool),
        )
        for side, begin, token in zip(sides, begins.tolist(), tokens.tolist(), strict=False):
            end = begin + len(side.lengths)
            starts[begin : end + 1] = side.starts + token
            lengths[begin:end] = side.lengths
            breaks[begin : end + 1] = side.breaks
        return cls(
            tuple(chain.from_iterable(side.words for side in sides)),
            np.concatenate([side.tokens + word for side, word in zip(sides, words, strict=False)]),
            starts,
            lengths,
            breaks,
            begins,
            words[:-1],
        )

    @property
    def sizes(self) -> Ints:
        """int array [documents]: how many sentences each has."""
        return np.diff(self.begins, append=len(self.lengths) + _APART) - _APART

    @cached_property
    def document(self) -> Ints:
        """int array [sentences + 1]: the document of each node."""
        return of_each(self.begins, len(self.starts))

    @cached_property
    def sentence(self) -> Ints:
        """int array [tokens]: the sentence of each token."""
        return np.repeat(np.arange(len(self.lengths)), np.diff(self.starts))

    def part(self, begin: int, end: int) -> Side:
        """The sentences begin … end - 1, with the same word types: of one document, or all of several."""
        if (begin, end) == (0, len(self.lengths)):
            return self
        starts = self.starts[begin : end + 1]
        return Side(
            self.words,
            self.tokens[starts[0] : starts[-1]],
            starts - starts[0],
            self.lengths[begin:end],
            self.breaks[begin : end + 1],
        )

    def merged(self, starts: Ints) -> Side:
        """The side with longer units in the place of sentences.

        Args:
            starts: int array [units + 1]: first sentence of each unit, and the number of sentences.
        """
        if len(starts) == len(self.starts):
            return self
        lengths = np.add.reduceat(self.lengths, starts[:-1])
        return Side(self.words, self.tokens, self.starts[starts], lengths, self.breaks[starts])

    @property
    def vocabulary(self) -> Words:
        """The word types with how often each occurs."""
        return Words(self.words, np.bincount(self.tokens, minlength=len(self.words)), self.word_begins)


class _Numbers(dict[str, int]):
    """A number for each word, given when it is first asked for, from 0."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _looked_at(text: str) -> str:
    """The text; of too long a one, its beginning and its end."""
    return text if len(text) <= 2 * _LOOKED_AT else f"{text[:_LOOKED_AT]} {text[-_LOOKED_AT:]}"
