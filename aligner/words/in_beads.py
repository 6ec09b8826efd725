"""The words of a document as the reading view finds them, bead by bead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]
    Ints = NDArray[np.int64]
    Truths = NDArray[np.bool_]

# A word that makes up more than this share of its text has weak links to everything. The share is computed as if the
# text had this many more words, because in a few lines any word is common. Set by eye.
COMMON, FEW = 0.004, 1000


class InBeads(NamedTuple):
    """Each word once per bead, ordered by bead and word.

    Attributes:
        beads, words: numbers of the bead and of the word.
        places: how far into its side of the bead the word first occurs, from 0 to 1.
        sizes: how many running words that side has.
    """

    beads: Ints
    words: Ints
    places: Floats
    sizes: Ints

    def only(self, chosen: Truths) -> InBeads:
        """Some of them, by a truth for each."""
        return InBeads(self.beads[chosen], self.words[chosen], self.places[chosen], self.sizes[chosen])

    def carried_over(self, other: InBeads, pairs: tuple[Ints, Ints]) -> Floats:
        """Where each word would stand on the other side, if words between `pairs` (by position) kept their order."""
        import numpy as np

        beads = 2 * np.arange(self.beads.max(initial=-1) + 1)
        # Beads stand side by side, with a gap between them, so that one interpolation serves for all.
        here = np.concatenate([beads - 0.1, 2 * self.beads[pairs[0]] + self.places[pairs[0]], beads + 1])
        there = np.concatenate([np.zeros(len(beads)), other.places[pairs[1]], np.ones(len(beads))])
        order = np.argsort(here, kind="stable")
        return np.interp(2 * self.beads + self.places, here[order], there[order]) if len(beads) else self.places


class DocumentWords:
    """The word types of a document, and the sentence of each token.

    Attributes:
        types: each word once, in lower case; no numbers.
        common: which of them are common.
    """

    def __init__(self, document: Document, words: Callable[[str], list[str]]) -> None:
        import numpy as np

        tokens = [[t for t in words(sentence.text) if t[0].isalpha()] for sentence in document.sentences]
        index: dict[str, int] = {}
        numbers = [index.setdefault(token, len(index)) for sentence in tokens for token in sentence]
        self.types = list(index)
        self._numbers = np.array(numbers, np.int64)
        self.common: Truths = np.bincount(self._numbers, minlength=len(index)) >= COMMON * (len(numbers) + FEW)
        self._sentences = np.repeat(np.arange(len(tokens)), [len(sentence) for sentence in tokens])

    def in_beads(self, bead_of: Ints) -> InBeads:
        """The document's words by bead, given the bead of each sentence."""
        import numpy as np

        width = max(1, len(self.types))
        of_token = bead_of[self._sentences]
        each, first = np.unique(of_token * width + self._numbers, return_index=True)
        beads, words = np.divmod(each, width)
        sizes = np.bincount(of_token)
        starts = np.zeros(len(sizes), np.int64)
        starts[of_token[::-1]] = np.arange(len(of_token))[::-1]
        return InBeads(beads, words, (first - starts[beads]) / sizes[beads], sizes[beads])
