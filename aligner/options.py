"""Every tunable of an alignment, with its unit and where its value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Weights:
    """How much each term of the evidence counts, in nats.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain.
        spread, spread_short: variance of the log ratio of characters of a bead's sides, and what is added
            to it, divided by their mean number of characters, where they are short.
        terms: a factor for each of `aligner.evidence.TERMS`.
        priors: log prior of each shape of bead, the longer side first: ``"2-1"`` is 2-1 and 1-2.
    """

    unexplained: float = 0.3
    spread: float = 0.04
    spread_short: float = 0.8
    terms: Mapping[str, float] = field(
        default_factory=lambda: {
            "lexical": 0.27,
            "length": 1.0,
            "null_length": 0.15,
            "break_both": 0.0,
            "break_one": -1.4,
            "break_inside": -1.0,
        }
    )
    priors: Mapping[str, float] = field(
        default_factory=lambda: {
            "1-0": -3.3,
            "1-1": 0.0,
            "2-1": -3.0,
            "2-2": -6.0,
            "3-1": -5.5,
            "3-2": -8.0,
            "3-3": -10.0,
            "4-1": -7.0,
            "4-2": -10.0,
            "4-3": -12.0,
            "4-4": -14.0,
        }
    )


@dataclass(frozen=True)
class Options:
    """What a user may set for one alignment.

    Attributes:
        languages: ISO 639-1 codes of source and target; None: detected.
        abbreviations: more words, without their full stop, after which a full stop ends no sentence.
        pre_segmented: each line of a text is one sentence, kept as it is; a blank line ends a paragraph.
        weights: see `Weights`.
    """

    languages: tuple[str, str] | None = None
    abbreviations: tuple[str, ...] = ()
    pre_segmented: bool = False
    weights: Weights = Weights()

    def as_json(self) -> dict[str, object]:
        """The options as JSON has them, for the record in a saved alignment."""
        plain = asdict(self)
        plain["languages"] = list(self.languages) if self.languages else None
        plain["abbreviations"] = list(self.abbreviations)
        return plain
