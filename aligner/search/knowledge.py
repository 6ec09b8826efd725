"""What is known of two languages and texts before they are searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.encoders import chosen
from aligner.encoders.vectors import Encoder
from aligner.model import Bead, Document, WordLinks
from aligner.progress import Progress, part
from aligner.search.own_words import learnt
from aligner.weights import Known
from aligner.words.lexicon import Lexicon
from aligner.words.links import linked
from aligner.words.meanings import Meanings
from aligner.words.shipped import shipped
from aligner.words.vocabulary import Words

# Share of the search's time, roughly, that is over once the words are embedded.
FIRST_SHARE = 0.3


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is known of two languages and texts before the search.

    Attributes:
        languages: the codes of both texts.
        kind: which weights and which calibration fit.
        lexicon: for this direction; an empty one says nothing.
        encoder: from texts to vectors, if there is one.
        meanings: what it says of the words, if it knows words.
        progress: told of each step, and of the embedding of words and sentences (`aligner.encoders.vectors.embed`).
    """

    languages: tuple[str, str]
    kind: Known
    lexicon: Lexicon
    encoder: Encoder | None
    meanings: Meanings | None = None
    progress: Progress | None = None

    @classmethod
    def of(cls, languages: tuple[str, str], lexicon: Lexicon | None, encoder: Encoder | str) -> Knowledge:
        """What is known of two languages, from the arguments of `aligner.align`; raises what `chosen` raises."""
        default = shipped(*languages)
        if lexicon is None:
            lexicon = default or Lexicon.empty(languages)
        model = chosen(encoder, languages, lexicon=default is not None)
        ours = default is not None and lexicon.digest == default.digest
        kind = Known.of(shipped=ours, lexicon=bool(lexicon.source_words), encoder=model is not None)
        return cls(languages, kind, lexicon, model)

    def with_meanings(self, source: Words, target: Words) -> Knowledge:
        """With what the encoder says of these words of two texts, if it knows words; raises what `embed` raises."""
        encoder = self.encoder
        if encoder is None or not getattr(encoder, "knows_words", False):
            return self
        embedding = part(self.progress, 0, FIRST_SHARE)
        meanings = Meanings.between(source, target, encoder, embedding)
        # The lexicon of the package is trusted where it knows both words; one of the user's may be small.
        return replace(self, meanings=replace(meanings, beside_known=self.kind is not Known.LEXICON_AND_ENCODER))

    def words(self, source: Document, target: Document, beads: Sequence[Bead]) -> WordLinks:
        """Which words translate each other, for the reading view; computed when first used.

        Where nothing is known of the words, what the beads say of them.
        """
        if not self.of_no_word:
            return linked(source, target, beads, self.lexicon, self.meanings)
        return linked(source, target, beads, lambda: learnt(source, target, beads) or self.lexicon)

    @property
    def looks_again(self) -> bool:
        """Whether the search may take a second round."""
        return self.kind is not Known.LEXICON

    @property
    def of_no_word(self) -> bool:
        """Whether nothing is known of the words but their looks."""
        return not self.lexicon.source_words and self.meanings is None
