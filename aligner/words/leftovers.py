"""Words of a bead that neither a lexicon nor their looks have linked, linked by several weak reasons together.

Few words of a bead are left on either side, so a pair needs less to be believed than anywhere in a text::

    log-odds = base + a · margin of meaning + b · how often both were left in the same bead
             + c · log of what a lexicon says of other forms − d · log of how many words apart they stand

Two words are linked if each is the likeliest partner of the other among those left in some bead.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.words.forms import Forms
from aligner.words.in_beads import InBeads
from aligner.words.lexicon import Lexicon
from aligner.words.meanings import Meanings
from aligner.words.table import runs

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]
Truths = NDArray[np.bool_]

# Fitted, but for forms, on the words of a novel that the English–Spanish lexicon links surely, without what it says of
# them. The base is 1.7 lower than fitted, because words that no lexicon links have a partner less often; by eye, as the
# factor of forms.
_BASE, _MARGIN, _TOGETHER, _FORMS, _APART = 0.5, 7.3, 19.8, 1.0, 1.1
# A margin below the least says no more against a pair, and one that is not known says this.
_LEAST_MARGIN, _NO_MARGIN = -0.8, -0.5
# Two words of a bead count as having been left this many times each, and together in this share of them, before
# anything is seen; being together more often than in the highest share says no more. Fitted with the factors.
_BEFORE, _SHARE = 2, 0.2
_LEAST_SHARE, _MOST_SHARE = 0.12, 0.5
# The least chance by other forms that says anything.
_LEAST_FORM = 0.01
# Least log-odds of an unsure link and of a plain one, grades 1 and 2. By eye: of the links just above the first, some
# three quarters are right, and above the second, nearly all.
STEPS = (-1.5, 1.0)
# Two words must be the likeliest of each other in at least this share of the beads in which both are left, because the
# page lights a pair wherever it occurs. A guess.
_OFTEN = 0.35
# Rare words of each side of which the encoder is asked; a few seconds' work.
_MOST_MORE = 2_500
# Pairs of words looked at in a bead; an endless sentence says nothing of its words.
_MOST_PAIRS = 20_000


class Reasons(NamedTuple):
    """What speaks for pairs of words, wherever they stand.

    Attributes:
        source, target: the word types.
        meanings: what an encoder says of them.
        lexicon: what is asked about other forms of them.
    """

    source: list[str]
    target: list[str]
    meanings: Meanings
    lexicon: Lexicon

    def asked(self, sides: tuple[InBeads, InBeads], met: tuple[Ints, Ints]) -> Reasons:
        """The same once the encoder was asked of rare words, too; raises what `embed` raises."""
        known = self.meanings.source, self.meanings.target
        rare = [_unknown(*each) for each in zip(sides, met, (self.source, self.target), known, strict=True)]
        return self._replace(meanings=self.meanings.with_more(rare[0], rare[1]))

    def same(self, rows: Ints, columns: Ints) -> Truths:
        """For each pair of types, whether both are the same word."""
        index = {word: k for k, word in enumerate(self.target)}
        return np.asarray(np.array([index.get(word, -1) for word in self.source], np.int64)[rows] == columns)

    def log_odds(self, rows: Ints, columns: Ints, together: Floats) -> Floats:
        """For each pair of types, with how often both were left together (`_together`)."""
        margins = self.meanings.margins(self.source, self.target, rows, columns)
        margins = np.maximum(np.where(np.isnan(margins), _NO_MARGIN, margins), _LEAST_MARGIN)
        forms = Forms(self.lexicon, self.source, self.target).chances(rows, columns)
        forms = np.maximum(forms, _LEAST_FORM)
        odds: Floats = _BASE + _MARGIN * margins + _TOGETHER * together + _FORMS * np.log(forms / _LEAST_FORM)
        return odds


class Leftovers(NamedTuple):
    """The words of each bead that are left.

    Attributes:
        source, target: of either side.
        expected: for each source word, how far into the target side its partner is expected, from 0 to 1.
    """

    source: InBeads
    target: InBeads
    expected: Floats


def leftovers(sides: tuple[InBeads, InBeads], common: tuple[Truths, Truths], pairs: tuple[Ints, Ints]) -> Leftovers:
    """What is left once some pairs of words are linked, by position, and common words left out, by word type."""
    rest = [~of_types[side.words] for side, of_types in zip(sides, common, strict=True)]
    for left, linked in zip(rest, pairs, strict=True):
        left[linked] = False
    expected = sides[0].carried_over(sides[1], pairs)
    return Leftovers(sides[0].only(rest[0]), sides[1].only(rest[1]), expected[rest[0]])


def leftover_links(left: Leftovers, reasons: Reasons) -> tuple[Ints, Ints, Ints]:
    """The links between words that are left: numbers of source and target word types, and the grade of each link.

    Words that are the same on both sides light anyway and get none.
    """
    source, target = left.source, left.target
    sources, targets = _met(source, target)
    reasons = reasons.asked((source, target), (sources, targets))
    width = max(1, len(reasons.target))
    places, which, counts = np.unique(
        source.words[sources] * width + target.words[targets], return_inverse=True, return_counts=True
    )
    rows, columns = np.divmod(places, width)
    together = _together(counts, np.bincount(source.words)[rows], np.bincount(target.words)[columns])
    odds = reasons.log_odds(rows, columns, together)[which] - _APART * _apart(left, sources, targets)
    best = odds >= STEPS[0]
    for words in (sources, targets):
        highest = np.full(words.max(initial=-1) + 1, -np.inf)
        np.maximum.at(highest, words, odds)
        best &= odds >= highest[words]
    best &= (np.bincount(which[best], minlength=len(places)) >= _OFTEN * counts)[which]
    best &= ~reasons.same(rows, columns)[which]
    linked, which = np.unique(which[best], return_inverse=True)
    surest = np.full(len(linked), STEPS[0])
    np.maximum.at(surest, which, odds[best])
    return rows[linked], columns[linked], np.searchsorted(STEPS, surest, side="right")


def _met(source: InBeads, target: InBeads) -> tuple[Ints, Ints]:
    """Every source word with every target word of its bead, by their positions."""
    first, last = (np.searchsorted(target.beads, source.beads, side=side) for side in ("left", "right"))
    partners = last - first
    _, bead, words = np.unique(source.beads, return_inverse=True, return_counts=True)
    amount = np.where(partners * words[bead] <= _MOST_PAIRS, partners, 0)
    return runs(first, amount)


def _apart(left: Leftovers, sources: Ints, targets: Ints) -> Floats:
    """Log of how many words apart two words stand, by their place in the bead and by what stands around them."""
    sizes = (left.source.sizes[sources] + left.target.sizes[targets]) / 2
    there = left.target.places[targets]
    places = left.source.places[sources], left.expected[sources]
    apart: Floats = sum((np.log1p(np.abs(here - there) * sizes) for here in places), np.zeros(len(there)))
    return apart


def _unknown(side: InBeads, met: Ints, types: Sequence[str], known: Container[str]) -> list[str]:
    """Words of which the encoder has not been asked: first those that have the fewest possible partners in a bead."""
    partners = np.bincount(met, minlength=len(side.words))
    order = np.argsort(partners, kind="stable")
    words = dict.fromkeys(side.words[order[partners[order] > 0]].tolist())
    return [types[word] for word in words if types[word] not in known][:_MOST_MORE]


def _together(both: Ints, source: Ints, target: Ints) -> Floats:
    """Of the times that either of two words is left, how often both are in the same bead, beside the one at hand."""
    share = 2 * (both - 1 + _BEFORE * _SHARE) / (source + target - 2 + 2 * _BEFORE)
    return np.clip(share, _LEAST_SHARE, _MOST_SHARE)
