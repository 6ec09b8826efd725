"""Which candidates are terms, how sure each is, and which are of most use.

The score is the chance that both phrases translate each other. How much an entry is of use is another matter: "said"
and "dijo" surely do. Terms are words that are more frequent here than elsewhere, that stand where nouns stand, and, of
several words, that belong together::

    use = score · √beads · weirdness · nominal · cohesion
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.glossary.candidates import Candidate
from aligner.glossary.form import Form
from aligner.glossary.side import Phrase, Side

Floats = NDArray[np.floating]

# Log-odds of the score: a constant, ln of the beads in which the two are linked, ln of their shares of the beads with
# the source and with the target, mean strength of the links. Fitted by tests/bench/glossary.py --fit on words of a
# novel and of a manual, linked without a lexicon, by whether the lexicon has the pair.
_SCORE = (0.08, 0.81, 0.33, 0.58, 1.56)
# A phrase of several words is taken to be this many times rarer elsewhere than its rarest word. A guess.
_RARER = 10.0
# No word counts as more than this many times (ln) as frequent here as elsewhere: of names, nothing is known elsewhere.
_WEIRDEST = 6.0
# Up to this many times (ln) as frequent, a word is no more of this text than of any: its subject is not that of those
# from which the lexicon was learnt. By eye.
_ORDINARY = 1.0
# Where no lexicon knows how frequent words are elsewhere: as the hundredth word of a language. A guess.
_UNKNOWN_RATE = 1e-3
# A noun follows an article in about this share of its places; what does so less often is of less use. By eye.
_NOMINAL, _LEAST_NOMINAL = 0.25, 0.03
# A phrase that is found in this share of the places of a shorter one replaces it.
_CUT_OFF = 0.6
# What is the same on both sides says little. A guess.
_SAME = 0.3


@dataclass(frozen=True, eq=False)
class Ranked:
    """A candidate with the form in which it is written, its score, the chance that it is right, and its use."""

    candidate: Candidate
    form: Form
    score: float
    use: float


def score(candidate: Candidate) -> float:
    """The probability that source and target translate each other."""
    return 1 / (1 + math.exp(-sum(weight * fact for weight, fact in zip(_SCORE, facts(candidate), strict=True))))


def facts(candidate: Candidate) -> tuple[float, ...]:
    """What `_SCORE` weighs."""
    _, source, target, _ = candidate.counts
    n = candidate.linked
    return 1.0, math.log(n), math.log(n / source), math.log(n / target), candidate.strength


class Use:
    """How much a reader has of entries."""

    def __init__(self, sides: tuple[Side, Side], elsewhere: tuple[Floats | None, Floats | None]) -> None:
        """`elsewhere`: the unigram probability of each form, or None where it is not known."""
        self._counts = tuple(side.counts() for side in sides)
        self._tells = tuple(side.language.noun_after_article for side in sides)
        self._rates = tuple(_rates(side, known) for side, known in zip(sides, elsewhere, strict=True))

    def of(self, candidate: Candidate, form: Form) -> float:
        """The use of a candidate that is written in this form, 0 or more."""
        phrases = candidate.source, candidate.target
        weird = sum(self._weirdness(k, phrase, candidate.counts[1 + k]) for k, phrase in enumerate(phrases)) / 2
        bound = min(self._cohesion(k, phrase, candidate.counts[1 + k]) for k, phrase in enumerate(phrases))
        noun = 1.0 if form.capital else max(_LEAST_NOMINAL, min(1.0, self._nominal(candidate) / _NOMINAL) ** 2)
        return math.sqrt(candidate.linked * bound) * weird * noun * (_SAME if form.is_same else 1.0)

    def _nominal(self, candidate: Candidate) -> float:
        """In which share of its places a candidate follows an article, in the language in which that tells the most."""
        telling = [share for share, tells in zip(candidate.nominal, self._tells, strict=True) if tells]
        shares = telling or list(candidate.nominal)
        return sum(shares) / len(shares)

    def _weirdness(self, side: int, phrase: Phrase, count: int) -> float:
        """ln of how many times as frequent a phrase is here as elsewhere, from 0 (as frequent, or less) upwards."""
        rate = min(self._rates[side][key] for key in phrase) / (_RARER if len(phrase) > 1 else 1)
        times = count / max(1, self._counts[side].sum()) / rate
        return min(_WEIRDEST, max(0.0, math.log1p(times) - _ORDINARY))

    def _cohesion(self, side: int, phrase: Phrase, count: int) -> float:
        """The share of the beads with the rarest word of a phrase that hold the phrase."""
        return min(1.0, count / min(self._counts[side][key] for key in phrase)) if len(phrase) > 1 else 1.0


def _rates(side: Side, known: Floats | None) -> Floats:
    rates = np.zeros(len(side.types.keys))
    if known is None:
        return rates + _UNKNOWN_RATE
    np.add.at(rates, side.types.key_of, known)
    return rates


def is_surprising(candidate: Candidate) -> bool:
    """Whether chance would give a pair so many beads in common less than once in as many pairs as there are beads."""
    return candidate.surprise >= math.log(candidate.counts[3])


def chosen(ranked: Iterable[Ranked]) -> list[Ranked]:
    """The best entry of each source and of each target phrase, without what is only a part of another; best first."""
    ordered = sorted(ranked, key=lambda each: (-each.candidate.linked * each.score, each.candidate.source))
    taken: tuple[set[Phrase], set[Phrase]] = set(), set()
    best = []
    for each in ordered:
        source, target = each.candidate.source, each.candidate.target
        if source not in taken[0] and target not in taken[1]:
            best.append(each)
            taken[0].add(source)
            taken[1].add(target)
    cut = _cut_off(best)
    whole = (each for each in best if (each.candidate.source, each.candidate.target) not in cut)
    return sorted(whole, key=lambda each: (-each.score * each.use, each.candidate.source, each.candidate.target))


def _cut_off(entries: Sequence[Ranked]) -> set[tuple[Phrase, Phrase]]:
    """Pairs that mostly stand inside a longer pair."""
    linked = {(each.candidate.source, each.candidate.target): each.candidate.linked for each in entries}
    cut = set()
    for (source, target), count in linked.items():
        for inner in _parts(source):
            for other in _parts(target):
                if (inner, other) != (source, target) and count >= _CUT_OFF * linked.get((inner, other), math.inf):
                    cut.add((inner, other))
    return cut


def _parts(phrase: Phrase) -> list[Phrase]:
    return [phrase[i:k] for i in range(len(phrase)) for k in range(i + 1, len(phrase) + 1)]
