"""The settings of one alignment."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.languages.codes import canonical_pair
from aligner.weights import WEIGHTS, Known, Weights


@dataclass(frozen=True)
class Options:
    """The settings of one alignment; hashable, and equal if all fields are equal.

    Attributes:
        languages: codes of source and target (BCP 47: "en", "pt-BR"), in their canonical form whatever form was
            given; None to detect them. Raises `CodeError`, a `ValueError`, for what is no code.
        abbreviations: additional words, without their full stop, after which a full stop does not end a sentence.
        pre_segmented: each line of a text is one sentence, kept as it is; a blank line ends a paragraph.
        unrelated: align even texts that are plainly not translations of each other, with a warning instead of an
            error; the beads are the same, so a saved alignment does not record it.
        weights: weights of the evidence; None: those learned for what is known of the languages.
    """

    languages: tuple[str, str] | None = None
    abbreviations: tuple[str, ...] = ()
    pre_segmented: bool = False
    unrelated: bool = False
    weights: Weights | None = None

    def __post_init__(self) -> None:
        if self.languages is not None:
            object.__setattr__(self, "languages", canonical_pair(self.languages))

    def weights_for(self, known: Known) -> Weights:
        """The weights to use where this much is known."""
        return self.weights or WEIGHTS[known]

    def as_json(self) -> dict[str, object]:
        """The options in JSON's types, to be recorded in a saved alignment."""
        return {
            "languages": list(self.languages) if self.languages else None,
            "abbreviations": list(self.abbreviations),
            "pre_segmented": self.pre_segmented,
            "weights": self.weights.as_json() if self.weights else None,
        }
