"""Found beads against gold beads: precision, recall and F1, strict and lax, and how honest the scores are.

The convention is that of published comparisons on Text+Berg (Vecalign, SentAlign, Bertalign): precision counts
every found bead, nulls too; recall counts the gold beads that have both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from aligner.model import Alignment

Key: TypeAlias = "tuple[tuple[int, ...], tuple[int, ...]]"

BINS = 10  # bins of equal width for the calibration error, as in Guo et al. 2017


class AnyBead(Protocol):
    """Any bead that can be evaluated: `aligner.Bead`, or another program's bead, whose sentences need not be adjacent.

    Attributes:
        source, target: sentence indexes.
        score: a probability; None if there is none.
    """

    @property
    def source(self) -> Sequence[int]: ...
    @property
    def target(self) -> Sequence[int]: ...
    @property
    def score(self) -> float | None: ...


@dataclass(frozen=True)
class Rates:
    """Counts of beads, and the rates that follow from them.

    Attributes:
        found, found_right: number of beads found, and how many of them are right.
        gold, gold_found: number of gold beads with both sides, and how many of them were found.
    """

    found: int
    found_right: int
    gold: int
    gold_found: int

    @property
    def precision(self) -> float:
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.gold_found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Rates) -> Rates:
        return Rates(
            self.found + other.found,
            self.found_right + other.found_right,
            self.gold + other.gold,
            self.gold_found + other.gold_found,
        )


@dataclass(frozen=True)
class Bin:
    """The beads whose scores lie in one tenth of 0 to 1.

    Attributes:
        beads, right: how many there are, and how many of them are right.
        total_score: sum of their scores; if scores are honest, about equal to `right`.
    """

    beads: int
    right: int
    total_score: float


@dataclass(frozen=True)
class Evaluation:
    """One or more documents compared with gold.

    Attributes:
        strict: rates where a bead counts if gold has exactly the same one.
        lax: rates where a bead counts if it shares at least one link (source sentence, target sentence) with gold.
        scored: (score, right) of each found bead; empty if the found beads have no scores.
    """

    strict: Rates
    lax: Rates
    scored: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: Evaluation) -> Evaluation:
        return Evaluation(self.strict + other.strict, self.lax + other.lax, self.scored + other.scored)

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """`BINS` bins of equal width, lowest scores first; a score on the edge of two bins falls into the upper one."""
        entries: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
        for score, right in self.scored:
            entries[min(int(score * BINS), BINS - 1)].append((score, right))
        return tuple(Bin(len(some), sum(r for _, r in some), sum(s for s, _ in some)) for some in entries)

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error over the bins of `reliability`; None without scores."""
        if not self.scored:
            return None
        return sum(abs(one.total_score - one.right) for one in self.reliability) / len(self.scored)

    @property
    def brier(self) -> float | None:
        """Mean squared difference between score and truth (Brier 1950): 0 is perfect; None without scores."""
        if not self.scored:
            return None
        return sum((score - right) ** 2 for score, right in self.scored) / len(self.scored)


def evaluate(gold: Alignment | Iterable[AnyBead], found: Alignment | Iterable[AnyBead]) -> Evaluation:
    """Compare the beads of two alignments of the same sentences.

    >>> from aligner import Bead
    >>> gold = [Bead(range(0, 1), range(0, 2)), Bead(range(1, 2), range(2, 3))]
    >>> found = [Bead(range(0, 1), range(0, 1)), Bead(range(0), range(1, 2)), Bead(range(1, 2), range(2, 3))]
    >>> result = evaluate(gold, found)
    >>> round(result.strict.precision, 2), result.strict.recall, result.lax.recall
    (0.33, 0.5, 1.0)
    """
    gold_beads, found_beads = _beads(gold), _beads(found)
    gold_keys, found_keys = [_key(bead) for bead in gold_beads], [_key(bead) for bead in found_beads]
    gold_full = [key for key in gold_keys if all(key)]
    found_full = [key for key in found_keys if all(key)]
    strict_right = _hits(found_keys, gold_keys)
    return Evaluation(
        strict=Rates(len(found_keys), sum(strict_right), len(gold_full), sum(_hits(gold_full, found_full))),
        lax=Rates(
            len(found_keys),
            sum(_hits(found_keys, gold_keys, lax=True)),
            len(gold_full),
            sum(_hits(gold_full, found_full, lax=True)),
        ),
        scored=_scored(found_beads, strict_right),
    )


def _beads(alignment: Alignment | Iterable[AnyBead]) -> Sequence[AnyBead]:
    return alignment.beads if isinstance(alignment, Alignment) else tuple(alignment)


def _key(bead: AnyBead) -> Key:
    """The bead's sentences, in order however it lists them."""
    return tuple(sorted(bead.source)), tuple(sorted(bead.target))


def _hits(wanted: Sequence[Key], among: Sequence[Key], *, lax: bool = False) -> list[bool]:
    """For each bead, whether it, or (lax) one of its links, is among the others."""
    exact = set(among)
    if not lax:
        return [key in exact for key in wanted]
    links = {(i, j) for source, target in among for i in source for j in target}
    return [key in exact or any((i, j) in links for i in key[0] for j in key[1]) for key in wanted]


def _scored(beads: Sequence[AnyBead], right: Sequence[bool]) -> tuple[tuple[float, bool], ...]:
    """Score and truth of each bead; empty if any bead has no score, or all have 0, the default of a bead."""
    scores = [bead.score for bead in beads if bead.score is not None]
    return tuple(zip(scores, right, strict=True)) if len(scores) == len(beads) and any(scores) else ()
