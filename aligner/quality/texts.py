"""The beads of two documents with their texts and words, which all checks look at."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from aligner.model import Bead, Document
from aligner.progress import Progress, told

if TYPE_CHECKING:
    from aligner.words.lexicon import Lexicon

STEP = "looking for what is worth a look"
# Characters shown of a sentence, and how many numbers, names and the like.
SHOWN, _FEW = 40, 8

# Sentences whose words are found at once.
_AT_ONCE = 4_096
_END = "\x1e"
_WORD = re.compile(rf"[^\W\d_]+|{_END}")


@dataclass(frozen=True)
class Texts:
    """Two documents and the beads between them.

    Attributes:
        source, target: the documents.
        beads: over their sentences.
        lexicon: what is known of the words, in this direction; it may be empty.
        progress: told how far each look at all beads is.
    """

    source: Document
    target: Document
    beads: Sequence[Bead]
    lexicon: Lexicon
    progress: Progress | None = None

    @cached_property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The source text and the target text of each bead; empty for an empty side."""
        return tuple((text(self.source, bead.source), text(self.target, bead.target)) for bead in self.beads)

    @cached_property
    def words(self) -> tuple[list[list[str]], list[list[str]]]:
        """The words of each sentence of the source, and of the target, as they are written, without numbers."""
        return _words(self.source), _words(self.target)

    def pairs(self) -> Iterator[tuple[int, str, str]]:
        """Index, source text and target text of each bead that has both."""
        every = told(enumerate(self.sides), len(self.beads), STEP, self.progress)
        return ((k, left, right) for k, (left, right) in every if left and right)

    def words_of(self, k: int) -> tuple[list[str], list[str]]:
        """The source words and the target words of a bead."""
        return self._bead_words[k]

    @cached_property
    def _bead_words(self) -> list[tuple[list[str], list[str]]]:
        left, right = self.words
        return [(_joined(left, bead.source), _joined(right, bead.target)) for bead in self.beads]

    def holds_code(self, k: int) -> bool:
        """Whether any sentence of a bead is program code, which is not translated."""
        return "code" in self.kinds_of(k)

    def kinds_of(self, k: int) -> set[str]:
        """The kinds of block that a bead's sentences are in."""
        bead = self.beads[k]
        return {self.source.blocks[self.source.block_of[i]].kind for i in bead.source} | {
            self.target.blocks[self.target.block_of[j]].kind for j in bead.target
        }


def _joined(words: Sequence[list[str]], sentences: range) -> list[str]:
    if len(sentences) == 1:
        return words[sentences[0]]
    return list(chain.from_iterable(words[i] for i in sentences))


def text(document: Document, sentences: range) -> str:
    """Sentences of a document, joined by a space."""
    if len(sentences) == 1:
        return document.sentences[sentences[0]].text
    return " ".join(document.sentences[i].text for i in sentences)


def shortened(text: str) -> str:
    """The beginning of a text, to be shown in a detail."""
    return text if len(text) <= SHOWN else (text[:SHOWN].rpartition(" ")[0].rstrip(",;: ") or text[:SHOWN]) + "…"


def listed(items: Sequence[str]) -> str:
    """The first few of some items, to be shown in a detail; a dash for none."""
    return ", ".join([*map(shortened, items[:_FEW]), *["…"] * (len(items) > _FEW)]) or "–"


def _words(document: Document) -> list[list[str]]:
    """One search for the words of many sentences, an `_END` after each, is faster than thousands.

    Words that are the same are one string in memory: of a long text there are too many for each to have its own.
    """
    found: list[list[str]] = []
    for first in range(0, len(document.sentences), _AT_ONCE):
        sentences = document.sentences[first : first + _AT_ONCE]
        every = _WORD.findall("".join(sentence.text.replace(_END, " ") + _END for sentence in sentences))
        every = list(map(sys.intern, every))
        start = 0
        for _ in sentences:
            end = every.index(_END, start)
            found.append(every[start:end])
            start = end + 1
    return found
