"""How much each kind of evidence counts: an immutable field for each, with its unit and where its value comes from.

This module names them all: the terms of `aligner.search.evidence` are the fields of `Terms` and
`NullTerms`, and the shapes of bead that the search knows are the fields of `Priors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Terms:
    """A factor for each term of a bead with both sides; factor times term is in nats.

    Attributes:
        lexical: for the log-likelihood ratio of the bead's words, the mean of both directions, in nats.
        weakest: for the same per token, of the sentence that the other side of the bead explains least.
        length: for minus how far the log length ratio deviates from the usual, at most 0 (`aligner.search.evidence`).
        break_one: for a paragraph break before one side only, as far as breaks of that side can be trusted (0 to 1).
        joins: for beads other than 1-1, for the log of their number in this text over the usual number.
        encoder: for an encoder's margin, in standard deviations of chance (`aligner.search.likeness`).
    """

    lexical: float
    weakest: float
    length: float
    break_one: float
    joins: float
    encoder: float


@dataclass(frozen=True)
class NullTerms:
    """What a sentence gains when left alone, in nats: when it opens a run of nulls, and when it continues one.

    Attributes:
        opening, further: the same for every sentence.
        opening_rate, further_rate: factors for the logs of how many runs there are in this text, and how many further
            sentences they have, over the usual numbers.
        tokens: a factor for minus the square root of the sentence's number of tokens.
        inside: where the run opens inside a paragraph, as far as breaks of that side can be trusted (0 to 1).
    """

    opening: float
    further: float
    opening_rate: float
    further_rate: float
    tokens: float
    inside: float


def _prior(longer: int, shorter: int) -> Any:
    return field(metadata={"shape": (longer, shorter)})


@dataclass(frozen=True)
class Priors:
    """The log prior of each shape of bead, in nats, that of 1-1 being 0; the longer side is named first.

    Larger beads do not pay: of the English–Spanish gold two beads would need one (1-5 and 1-6, both in novels), and of
    Don Quixote's 8,500 one.
    """

    two_one: float = _prior(2, 1)
    two_two: float = _prior(2, 2)
    three_one: float = _prior(3, 1)
    three_two: float = _prior(3, 2)
    three_three: float = _prior(3, 3)
    four_one: float = _prior(4, 1)
    four_two: float = _prior(4, 2)

    def of(self, a: int, b: int) -> float:
        """The prior of a bead of a source and b target sentences: it does not matter which side is the longer.

        >>> SUPERVISED.priors.of(1, 2) == SUPERVISED.priors.of(2, 1) == SUPERVISED.priors.two_one
        True
        """
        return 0.0 if a == b == 1 else float(getattr(self, _FIELD_OF[max(a, b), min(a, b)]))


_FIELD_OF: dict[tuple[int, int], str] = {entry.metadata["shape"]: entry.name for entry in fields(Priors)}

TERMS = tuple(entry.name for entry in fields(Terms))
NULL_TERMS = tuple(entry.name for entry in fields(NullTerms))
# The shapes of bead other than 1-1, the longer side first; all types of bead with both sides, as source and target
# sentences.
SHAPES = tuple(_FIELD_OF)
BEAD_TYPES = tuple(sorted({(1, 1), *SHAPES, *((b, a) for a, b in SHAPES)}))
MOST = max(a for a, _ in SHAPES)  # sentences a side in one bead


@dataclass(frozen=True)
class Weights:
    """All numbers of the model that are learned, swept or chosen by hand.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain, 0 to 1: the values that are tried on
            each text. The first is the usual one.
        spread: variance of the log ratio of characters of a bead's sides.
        spread_short: what, divided by their mean number of characters, is added to it: more for short ones.
        terms: see `Terms`.
        nulls: see `NullTerms`.
        priors: see `Priors`.
    """

    unexplained: tuple[float, ...]
    spread: float
    spread_short: float
    terms: Terms
    nulls: NullTerms
    priors: Priors

    def as_json(self) -> dict[str, object]:
        """As a JSON object, priors by the shapes of the beads (``"2-1"``)."""
        return {
            "unexplained": list(self.unexplained),
            "spread": self.spread,
            "spread_short": self.spread_short,
            "terms": {name: getattr(self.terms, name) for name in TERMS},
            "nulls": {name: getattr(self.nulls, name) for name in NULL_TERMS},
            "priors": {f"{a}-{b}": self.priors.of(a, b) for a, b in SHAPES},
        }


class Known(Enum):
    """What is known of the words and sentences of two texts; each kind of knowledge has weights of its own."""

    LEXICON = "the lexicon of the package"
    LEXICON_AND_ENCODER = "the lexicon of the package and an encoder"
    ENCODER = "an encoder, perhaps with a lexicon of the user's"
    OWN_LEXICON = "a lexicon of the user's"
    NOTHING = "nothing: looks, lengths, and what the text itself teaches"

    @classmethod
    def of(cls, *, shipped: bool, lexicon: bool, encoder: bool) -> Known:
        """The kind of knowledge, by whether there is the package's lexicon, any lexicon, and an encoder."""
        if shipped:
            return cls.LEXICON_AND_ENCODER if encoder else cls.LEXICON
        return cls.ENCODER if encoder else cls.OWN_LEXICON if lexicon else cls.NOTHING


# With a lexicon. Learned by ``tests/bench/learn_weights.py`` from all development sets together, except the encoder's
# factor. Where every source (a book, a site, a data set) is judged by weights that the others taught, mean strict F1 is
# .990. λ was swept over .1 to .6, spread and short spread over .01 to .08 and .3 to 4.
SUPERVISED = Weights(
    unexplained=(0.2, 0.4),
    spread=0.01,
    spread_short=4.0,
    terms=Terms(lexical=0.188, weakest=1.701, length=1.857, break_one=-1.857, joins=0.211, encoder=0.5),
    nulls=NullTerms(
        opening=-3.899,
        further=-1.375,
        opening_rate=0.212,
        further_rate=0.196,
        tokens=-0.008,
        inside=-0.695,
    ),
    priors=Priors(
        two_one=-2.115,
        two_two=-4.643,
        three_one=-4.021,
        three_two=-5.288,
        three_three=-5.428,
        four_one=-7.201,
        four_two=-10.625,
    ),
)

# Without a lexicon: the looks of words, and what a few beads teach about them, are less reliable. Chosen by hand from
# among a dozen settings near those that ``learn_weights.py --known nothing`` learns, by mean strict F1 of the
# English-Spanish sets (.978) and by Text+Berg (.874; what was learned gives .86 there).
UNSUPERVISED = Weights(
    unexplained=(0.3,),
    spread=0.01,
    spread_short=4.0,
    terms=Terms(lexical=0.2, weakest=0.3, length=3.5, break_one=-1.5, joins=0.1, encoder=0.7),
    nulls=NullTerms(
        opening=-3.9,
        further=-1.7,
        opening_rate=0.1,
        further_rate=0.25,
        tokens=0.1,
        inside=-0.45,
    ),
    priors=Priors(
        two_one=-3.0,
        two_two=-6.0,
        three_one=-5.5,
        three_two=-8.0,
        three_three=-10.0,
        four_one=-7.0,
        four_two=-10.0,
    ),
)

# With the lexicon and the multilingual encoder. Learned as SUPERVISED was; judged by weights that other sources taught,
# mean strict F1 is .991 (novels .984, other prose .976).
SUPERVISED_ENCODED = replace(
    SUPERVISED,
    terms=Terms(lexical=0.158, weakest=1.336, length=1.792, break_one=-1.911, joins=0.252, encoder=0.589),
    nulls=NullTerms(
        opening=-4.223,
        further=-1.588,
        opening_rate=0.229,
        further_rate=0.175,
        tokens=-0.104,
        inside=-0.735,
    ),
    priors=Priors(
        two_one=-2.412,
        two_two=-5.144,
        three_one=-4.61,
        three_two=-5.956,
        three_three=-5.729,
        four_one=-7.957,
        four_two=-10.678,
    ),
)

# With the multilingual encoder and without the lexicon. Found from UNSUPERVISED, one weight at a time, by the sum of
# mean strict F1 on the English-Spanish sets (.989), on news in nine pairs of languages (.991), and on Text+Berg (.911).
# Weights that the English-Spanish sets alone teach do as well on news (.991), but not on Text+Berg (.863), a text of
# long and free sentences.
ENCODED = replace(
    UNSUPERVISED,
    terms=Terms(lexical=0.25, weakest=0.3, length=4.2, break_one=-1.7, joins=0.1, encoder=1.0),
    nulls=NullTerms(
        opening=-3.9,
        further=-1.4,
        opening_rate=0.55,
        further_rate=0.3,
        tokens=0.1,
        inside=-0.15,
    ),
    priors=Priors(
        two_one=-3.5,
        two_two=-7.0,
        three_one=-6.5,
        three_two=-8.0,
        three_three=-10.0,
        four_one=-7.0,
        four_two=-10.0,
    ),
)

WEIGHTS: Mapping[Known, Weights] = {
    Known.LEXICON: SUPERVISED,
    Known.LEXICON_AND_ENCODER: SUPERVISED_ENCODED,
    Known.ENCODER: ENCODED,
    Known.OWN_LEXICON: UNSUPERVISED,
    Known.NOTHING: UNSUPERVISED,
}
