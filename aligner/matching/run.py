"""One matching: from two shelves, and what is known of their languages, to the documents that belong together."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace

import numpy as np

from aligner.encoders import AUTO, NONE
from aligner.encoders.vectors import Encoder
from aligner.errors import HintWarning
from aligner.matching.assignment import assignment
from aligner.matching.candidates import candidates
from aligner.matching.evidence import Comparison, Told
from aligner.matching.odds import ODDS, Floats, Pairs, scores
from aligner.matching.shelf import Shelf
from aligner.progress import Progress, part
from aligner.search.knowledge import Knowledge
from aligner.words.lexicon import Lexicon
from aligner.words.ties import Ties, tie

# From this score on a pair is sure. In sources that weights are not learned from, none of 700 such pairs is wrong with
# the lexicon, and one in 200 without it (``python tests/bench/matching.py``). Where a document has two versions, and
# the version that was translated is not there, the other is taken for it.
SURE = 0.9
# A rival is named if its odds are more than this share of the pair's.
_RIVAL = 0.1
# Shares of the work, roughly: the words are embedded (as `Knowledge` tells it); of the rest, candidates are found.
_EMBEDDED, _FOUND = 0.3, 0.6


@dataclass(frozen=True)
class Match:
    """Two documents that belong together.

    Attributes:
        source, target: their numbers on their shelves.
        score: the probability, 0 to 1, that they do.
        source_rivals, target_rivals: where they are not sure, the documents that fit the target, or the source, about
            as well.
    """

    source: int
    target: int
    score: float
    source_rivals: tuple[int, ...] = ()
    target_rivals: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the pair needs no second look."""
        return self.score >= SURE


def knowledge(languages: tuple[str, str], lexicon: Lexicon | None = None, encoder: Encoder | str = AUTO) -> Knowledge:
    """What is known of two languages; arguments and errors as those of `aligner.align`.

    Documents are compared by their words: an encoder that does not know single words is not used, and a `HintWarning`
    says so.
    """
    known = Knowledge.of(languages, lexicon, encoder)
    if known.encoder is not None and not getattr(known.encoder, "knows_words", False):
        what = "documents are matched by their words, and the encoder knows only sentences: it is not used"
        warnings.warn(what, HintWarning, stacklevel=2)
        return Knowledge.of(languages, lexicon, NONE)
    return known


def match(source: Shelf, target: Shelf, known: Knowledge, progress: Progress | None = None) -> list[Match]:
    """The documents that belong together, in the order of the source; each is in one pair at most.

    Args:
        source, target: both collections.
        known: what is known of their languages.
        progress: told of each step.

    Raises what the encoder raises.
    """
    known = replace(known, progress=progress).with_meanings(source.words, target.words)
    ties = tie(source.words, target.words, known.lexicon, known.meanings)
    pairs = compared(source, target, ties, part(progress, _EMBEDDED, 1))
    log_odds = ODDS[known.kind].log_odds(pairs)
    gains: list[dict[int, float]] = [{} for _ in source.bags]
    for row, column, gain in zip(pairs.rows.tolist(), pairs.columns.tolist(), log_odds.tolist(), strict=True):
        gains[row][column] = gain
    return _matches(assignment(gains), pairs, log_odds)


def compared(source: Shelf, target: Shelf, ties: Ties, progress: Progress | None = None) -> Pairs:
    """Each document with its candidates."""
    found = candidates(source, target, ties, part(progress, 0, _FOUND))
    comparison = Comparison(source, target, ties)
    tell = part(progress, _FOUND, 1)
    told: list[Told] = []
    for number, columns in enumerate(found):
        tell("looking closer", number / len(found))
        told += comparison.told(number, columns.tolist())
    return Pairs(
        np.repeat(np.arange(len(found)), [len(columns) for columns in found]),
        np.concatenate([np.zeros(0, np.int64), *found]),
        np.array([each.a_word for each in told], np.float64),
        np.array([each.words for each in told], np.float64),
    )


def _matches(assigned: dict[int, int], pairs: Pairs, log_odds: Floats) -> list[Match]:
    """The pairs of an assignment with their scores, and with their rivals where they are not sure."""
    partners = np.full(int(pairs.rows.max(initial=-1)) + 1, -1, np.int64)
    partners[list(assigned)] = list(assigned.values())
    score = scores(pairs, log_odds)
    found = []
    for at in np.flatnonzero(partners[pairs.rows] == pairs.columns).tolist():
        row, column = int(pairs.rows[at]), int(pairs.columns[at])
        plain = Match(row, column, float(score[at]))
        found.append(plain if plain.is_sure else _with_rivals(plain, pairs, log_odds > log_odds[at] + np.log(_RIVAL)))
    return found


def _with_rivals(match: Match, pairs: Pairs, close: Floats) -> Match:
    """The match with its rivals among the pairs that are close to it."""
    row, column = pairs.rows == match.source, pairs.columns == match.target
    return replace(
        match,
        source_rivals=tuple(pairs.rows[close & column & ~row].tolist()),
        target_rivals=tuple(pairs.columns[close & row & ~column].tolist()),
    )
