"""What a user may set for one alignment."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.weights import SUPERVISED, UNSUPERVISED, Weights


@dataclass(frozen=True)
class Options:
    """What a user may set for one alignment; hashable, and equal where every field is.

    Attributes:
        languages: ISO 639-1 codes of source and target; None: detected.
        abbreviations: more words, without their full stop, after which a full stop ends no sentence.
        pre_segmented: each line of a text is one sentence, kept as it is; a blank line ends a paragraph.
        unrelated: align even texts that are plainly no translations of each other, with a warning instead of an error;
            the beads are the same, so that a saved alignment does not record it.
        weights: of the evidence, where a lexicon is there.
        weights_without_lexicon: where there is none.
    """

    languages: tuple[str, str] | None = None
    abbreviations: tuple[str, ...] = ()
    pre_segmented: bool = False
    unrelated: bool = False
    weights: Weights = SUPERVISED
    weights_without_lexicon: Weights = UNSUPERVISED

    def as_json(self) -> dict[str, object]:
        """The options as JSON has them, for the record in a saved alignment."""
        return {
            "languages": list(self.languages) if self.languages else None,
            "abbreviations": list(self.abbreviations),
            "pre_segmented": self.pre_segmented,
            "weights": self.weights.as_json(),
            "weights_without_lexicon": self.weights_without_lexicon.as_json(),
        }
