"""Every tunable of an alignment, with its unit and where its value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Weights:
    """How much each term of the evidence counts, in nats.

    Learned by ``tests/bench/learn_weights.py`` from all development sets together, the encoder's apart; λ, spreads and
    the constants of `aligner.words.ties` and `aligner.search.evidence` swept with it by the log-likelihood of gold
    beads, one at a time: λ .15 to .45, spread .01 to .08, short .3 to 4.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain.
        spread, spread_short: variance of the log ratio of characters of a bead's sides, and what is added
            to it, divided by their mean number of characters, where they are short.
        terms: a factor for each of `aligner.search.evidence.TERMS`.
        priors: log prior of each shape of bead, the longer side first: ``"2-1"`` is 2-1 and 1-2.
    """

    unexplained: float = 0.3
    spread: float = 0.01
    spread_short: float = 4.0
    terms: Mapping[str, float] = field(
        default_factory=lambda: {
            "lexical": 0.368,
            "mean": 0.914,
            "weakest": 1.155,
            "length": 0.655,
            "null_length": -0.104,
            "break_one": -1.87,
            "break_inside": -0.861,
            "encoder": 0.5,
        }
    )
    priors: Mapping[str, float] = field(
        default_factory=lambda: {
            "1-0": -3.44,
            "1-1": 0.0,
            "2-1": -2.911,
            "2-2": -6.832,
            "3-1": -5.124,
            "3-2": -7.242,
            "3-3": -10.002,
            "4-1": -7.476,
            "4-2": -9.983,
        }
    )


# What a lexicon knows of words can be relied on; looks and what few beads teach can not. Set by hand on Text+Berg,
# strict F1 .874: what ``learn_weights.py --no-lexicon`` learns gives .841 there, .978 for .969 on English–Spanish.
_WITHOUT_LEXICON = Weights(
    terms={
        "lexical": 0.27,
        "mean": 0.0,
        "weakest": 0.0,
        "length": 1.0,
        "null_length": 0.15,
        "break_one": -1.4,
        "break_inside": -1.0,
        "encoder": 0.7,
    },
    priors={
        "1-0": -3.3,
        "1-1": 0.0,
        "2-1": -3.0,
        "2-2": -6.0,
        "3-1": -5.5,
        "3-2": -8.0,
        "3-3": -10.0,
        "4-1": -7.0,
        "4-2": -10.0,
    },
)


@dataclass(frozen=True)
class Options:
    """What a user may set for one alignment.

    Attributes:
        languages: ISO 639-1 codes of source and target; None: detected.
        abbreviations: more words, without their full stop, after which a full stop ends no sentence.
        pre_segmented: each line of a text is one sentence, kept as it is; a blank line ends a paragraph.
        weights: of the evidence, where a lexicon is there.
        weights_without_lexicon: where there is none.
    """

    languages: tuple[str, str] | None = None
    abbreviations: tuple[str, ...] = ()
    pre_segmented: bool = False
    weights: Weights = Weights()
    weights_without_lexicon: Weights = _WITHOUT_LEXICON

    def as_json(self) -> dict[str, object]:
        """The options as JSON has them, for the record in a saved alignment."""
        plain = asdict(self)
        plain["languages"] = list(self.languages) if self.languages else None
        plain["abbreviations"] = list(self.abbreviations)
        return plain
