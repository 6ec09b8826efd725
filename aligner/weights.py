"""How much each kind of evidence counts: one immutable field for each, with its unit and the source of its value.

What this module names is all there is: the terms of `aligner.search.evidence` are the fields of `Terms`, and the shapes
of bead that the search knows are the fields of `Priors`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Terms:
    """A factor for each term of the evidence; the product of term and factor is in nats.

    Attributes:
        lexical: of the log-likelihood ratio of a bead's words, both directions halved, in nats.
        mean: of the same for each token.
        weakest: of the same for each token of the sentence that the rest of the bead explains least.
        length: of minus half the squared deviation of the log length ratio, in standard deviations.
        null_length: of minus the square root of a lone sentence's tokens.
        break_one: of a paragraph break before one side of a bead only, times how far breaks can be trusted (0 to 1).
        break_inside: of each paragraph break inside a side of a bead, likewise.
        encoder: of an encoder's margin, in standard deviations of chance (`aligner.search.likeness`).
    """

    lexical: float
    mean: float
    weakest: float
    length: float
    null_length: float
    break_one: float
    break_inside: float
    encoder: float


def _prior(longer: int, shorter: int) -> Any:
    return field(metadata={"shape": (longer, shorter)})


@dataclass(frozen=True)
class Priors:
    """The log prior of each shape of bead, in nats, up to a constant for each sentence; the longer side is named first.

    Larger beads do not pay: no gold of the English–Spanish sets has one, and of Don Quixote's 8,500 beads one would.
    """

    one_none: float = _prior(1, 0)
    one_one: float = _prior(1, 1)
    two_one: float = _prior(2, 1)
    two_two: float = _prior(2, 2)
    three_one: float = _prior(3, 1)
    three_two: float = _prior(3, 2)
    three_three: float = _prior(3, 3)
    four_one: float = _prior(4, 1)
    four_two: float = _prior(4, 2)

    def of(self, a: int, b: int) -> float:
        """The prior of a bead of a source and b target sentences: which side is the longer says nothing.

        >>> SUPERVISED.priors.of(1, 2) == SUPERVISED.priors.of(2, 1) == SUPERVISED.priors.two_one
        True
        """
        return float(getattr(self, _FIELD_OF[max(a, b), min(a, b)]))


_FIELD_OF: dict[tuple[int, int], str] = {entry.metadata["shape"]: entry.name for entry in fields(Priors)}

TERMS = tuple(entry.name for entry in fields(Terms))
# Shapes of bead, the longer side first, and beads of both directions: nulls, then by source and target sentences.
SHAPES = tuple(_FIELD_OF)
BEAD_TYPES = (
    *((a, b) for a, b in ((1, 0), (0, 1)) if (1, 0) in SHAPES),
    *sorted({pair for a, b in SHAPES if b for pair in ((a, b), (b, a))}),
)
MOST = max(a for a, _ in SHAPES)  # sentences a side in one bead


@dataclass(frozen=True)
class Weights:
    """All numbers of the model that are learned or swept.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain, 0 to 1.
        spread: variance of the log ratio of characters of a bead's sides.
        spread_short: what is added to it, divided by their mean number of characters, where they are short.
        terms: see `Terms`.
        priors: see `Priors`.
    """

    unexplained: float
    spread: float
    spread_short: float
    terms: Terms
    priors: Priors

    def as_json(self) -> dict[str, object]:
        """As JSON has them, beads by their shapes (``"2-1"``)."""
        return {
            "unexplained": self.unexplained,
            "spread": self.spread,
            "spread_short": self.spread_short,
            "terms": {name: getattr(self.terms, name) for name in TERMS},
            "priors": {f"{a}-{b}": self.priors.of(a, b) for a, b in SHAPES},
        }


# With a lexicon. Learned by ``tests/bench/learn_weights.py`` from all development sets together, the encoder's factor
# apart; λ, spreads and the constants of `aligner.words.ties` and `aligner.search.evidence` swept with it by the
# log-likelihood of gold beads, one at a time: λ .15 to .45, spread .01 to .08, short .3 to 4.
SUPERVISED = Weights(
    unexplained=0.3,
    spread=0.01,
    spread_short=4.0,
    terms=Terms(
        lexical=0.368,
        mean=0.914,
        weakest=1.155,
        length=0.655,
        null_length=-0.104,
        break_one=-1.87,
        break_inside=-0.861,
        encoder=0.5,
    ),
    priors=Priors(
        one_none=-3.44,
        one_one=0.0,
        two_one=-2.911,
        two_two=-6.832,
        three_one=-5.124,
        three_two=-7.242,
        three_three=-10.002,
        four_one=-7.476,
        four_two=-9.983,
    ),
)

# Without a lexicon: what words look like, and what a few beads teach of them, cannot be relied on as much. Set by hand
# on Text+Berg, strict F1 .874; what ``learn_weights.py --no-lexicon`` learns gives .841 there, and .978 instead of
# .969 on English–Spanish.
UNSUPERVISED = Weights(
    unexplained=0.3,
    spread=0.01,
    spread_short=4.0,
    terms=Terms(
        lexical=0.27,
        mean=0.0,
        weakest=0.0,
        length=1.0,
        null_length=0.15,
        break_one=-1.4,
        break_inside=-1.0,
        encoder=0.7,
    ),
    priors=Priors(
        one_none=-3.3,
        one_one=0.0,
        two_one=-3.0,
        two_two=-6.0,
        three_one=-5.5,
        three_two=-8.0,
        three_three=-10.0,
        four_one=-7.0,
        four_two=-10.0,
    ),
)
