"""One search: from two texts and what is known of their words and sentences to beads with scores.

::

    lexicon, looks, meanings ──▶ ties ──▶ corridor ──▶ habits ──▶ lattice ──▶ path, posteriors
    then once more, with better evidence:
    with an encoder            the sentences that are in doubt, embedded (`aligner.search.likeness`)
    with nothing known         what the first round teaches (`aligner.search.own_words`)
and a second look at what is left alone: it may have moved (`aligner.search.moved`)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.model import Bead, Document
from aligner.progress import Progress, part
from aligner.search import corridor
from aligner.search.blocks import solve
from aligner.search.calibration import CALIBRATIONS, scored
from aligner.search.doubt import MOST_EMBEDDED, in_doubt
from aligner.search.evidence import Evidence
from aligner.search.guides import Links
from aligner.search.knowledge import FIRST_SHARE, Knowledge
from aligner.search.lattice import Corridor, Lattice
from aligner.search.likeness import Likeness, Spans
from aligner.search.long_beads import with_long_beads
from aligner.search.moved import links_between
from aligner.search.moved_candidates import Alone
from aligner.search.own_words import cross_fitted
from aligner.search.sampling import habits_of, stretches
from aligner.search.settled import Settled
from aligner.search.several import MOST_TOGETHER
from aligner.search.side import Side
from aligner.search.spans import Span, spans_of
from aligner.search.telling import Told, telling
from aligner.weights import MOST, Known, Weights
from aligner.words.lexicon import Lexicon
from aligner.words.ties import Ties, tie
from aligner.words.word_pairs import WordPairs

# Shares of the search's time, roughly, that are over after the first round, and once its doubts are looked at.
_SECOND, _THIRD = 0.7, 0.9

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found.

    Attributes:
        beads: those of the best path with their scores; kept ones as they were.
        moved: links out of order between sentences that the path leaves alone, in any order; kept ones as they were.
        told: how much the words of the first round's beads tell.
        words: running words of the shorter text.
    """

    beads: list[Bead]
    moved: list[Bead]
    told: Told
    words: int


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched.

    Attributes:
        left, right: the documents in units (see `aligner.search.settled`).
        texts: the text of each unit of both.
        settled: what no path may go against.
        weights: of the evidence.
    """

    left: Side
    right: Side
    texts: tuple[Sequence[str], Sequence[str]]
    settled: Settled
    weights: Weights

    @classmethod
    def of(
        cls,
        source: Document,
        target: Document,
        settled: Settled,
        weights: Weights,
        progress: Progress | None = None,
    ) -> Search:
        """The search between two documents."""
        left, right = Side.of(source, part(progress, 0, 0.5)), Side.of(target, part(progress, 0.5, 1))
        sides = settled.sides(left, right)
        return cls(*sides, settled.texts(source, target), settled, weights)

    @property
    def size(self) -> int:
        """The number of sentences of the longer side."""
        return max(len(self.left.lengths), len(self.right.lengths))

    @property
    def is_short(self) -> bool:
        """Whether it may be searched together with others."""
        return self.size <= MOST_TOGETHER

    def run(self, knowledge: Knowledge) -> Found:
        """The beads; raises what embedding the texts raises."""
        first = _First.of([self], knowledge)
        part(knowledge.progress, 0, _SECOND)("looking at what is in doubt", 1)
        better = self._better(first, knowledge)
        (told,), (spans,), evidence, nodes = first.told, first.round.spans, first.evidence, first.nodes
        del first  # a lattice takes much memory, and the next one is made before a name is taken from it
        if better is not None:
            evidence = better
            (spans,) = _Round.of(evidence, nodes, self.settled, progress=part(knowledge.progress, _THIRD, 1)).spans
        (found,) = _found([_Last(self, evidence, spans, told)], knowledge)
        return found

    def _moved(self, evidence: Evidence, spans: Sequence[Span], knowledge: Knowledge, related: float) -> Iterator[Bead]:
        """Links between sentences that the path leaves alone, as beads of sentences."""

        def embedded(rows: Ints, columns: Ints) -> Evidence:
            if knowledge.encoder is None or len(rows) + len(columns) > MOST_EMBEDDED:
                return evidence
            chosen = [np.zeros((MOST, len(texts) + 1), bool) for texts in self.texts]
            chosen[0][0, rows + 1] = chosen[1][0, columns + 1] = True
            left, right = map(Spans, self.texts, chosen)
            return replace(evidence, likeness=Likeness.between(left, right, knowledge.encoder))

        alone = Alone.of(spans, self.settled)
        found = links_between(evidence, alone, knowledge.kind, self.settled.given.divide, embedded)
        beads = (Bead(link.source, link.target, round(link.chance * related, 4)) for link in found)
        yield from self.settled.over_sentences(beads)

    def _ties(self, knowledge: Knowledge, own: Lexicon) -> Ties:
        """The ties of a second round, by what the first one taught, beside a lexicon of the user's if there is one."""
        vocabularies = self.left.vocabulary, self.right.vocabulary
        if knowledge.kind is Known.NOTHING:
            return tie(*vocabularies, own)
        return tie(*vocabularies, knowledge.lexicon, WordPairs.taught(own))

    def _better(self, first: _First, knowledge: Knowledge) -> Evidence | None:
        """The evidence of a second round, if there is to be one."""
        looking = part(knowledge.progress, _SECOND, _THIRD)
        if knowledge.encoder is not None and first.round.runs is not None:
            left, right = map(Spans, self.texts, in_doubt(first.round.spans[0], first.round.runs))
            if not (left.chosen.any() or right.chosen.any()):
                return None
            return replace(first.evidence, likeness=Likeness.between(left, right, knowledge.encoder, looking))
        if knowledge.kind in (Known.NOTHING, Known.OWN_LEXICON):
            own = cross_fitted(*self.texts, scored(first.round.spans, CALIBRATIONS[knowledge.kind])[0], looking)
            if own:
                return replace(first.evidence, ties=tuple(self._ties(knowledge, lexicon) for lexicon in own))
        return None


def run_together(searches: Sequence[Search], knowledge: Knowledge) -> list[Found]:
    """What `Search.run` finds in each, at a fraction of the time: small texts that have only one round."""
    first = _First.of(searches, knowledge)
    each = zip(searches, first.each(), first.round.spans, first.told, strict=True)
    return _found(list(starmap(_Last, each)), knowledge)


@dataclass(frozen=True, eq=False)
class _First:
    """The first round of some searches: of one, or of several small ones at once.

    Attributes:
        searches: they.
        ties: of each.
        evidence, nodes: what was searched, of all.
        round: what was found.
        told: how much the words of each path's beads tell.
    """

    searches: Sequence[Search]
    ties: Sequence[Ties]
    evidence: Evidence
    nodes: Corridor
    round: _Round
    told: list[Told]

    @classmethod
    def of(cls, searches: Sequence[Search], knowledge: Knowledge) -> _First:
        """The first round; of several searches, none may have anything settled."""
        tell = part(knowledge.progress, FIRST_SHARE if knowledge.meanings else 0, _SECOND)
        tell("looking for words that match", 0)
        left, right = (
            Side.joined(sides) for sides in zip(*((each.left, each.right) for each in searches), strict=True)
        )
        settled, weights = searches[0].settled, searches[0].weights
        ties = tie(left.vocabulary, right.vocabulary, knowledge.lexicon, knowledge.meanings)
        tell("looking for where the texts meet", 0.1)
        each = ties.parts([(len(search.left.words), len(search.right.words)) for search in searches])
        nodes, links = _corridor(searches, each, (left.begins, right.begins))
        tell("measuring the translation's habits", 0.2)
        sampled = habits_of(left, right, ties, weights, stretches(nodes, links))
        evidence = Evidence(left, right, (ties,), weights, sampled.habits)
        most = MOST if knowledge.encoder is not None else 0
        best = _Round.of(evidence, nodes, settled, sampled.by_content, most=most, progress=part(tell, 0.3, 1))
        # What the text taught speaks for it, translation or not: only the first round tells.
        return cls(searches, each, evidence, nodes, best, telling(evidence, best.spans))

    def each(self) -> Iterator[Evidence]:
        """The evidence of each of several searches."""
        for number, (search, ties) in enumerate(zip(self.searches, self.ties, strict=True)):
            yield Evidence(search.left, search.right, (ties,), search.weights, self.evidence.habits.of(number))


def _corridor(searches: Sequence[Search], ties: Sequence[Ties], begins: tuple[Ints, Ints]) -> tuple[Corridor, Links]:
    """The corridor of all searches, and the links that it follows if it is one of a single search."""
    found = [
        corridor.find(search.left, search.right, own, stops=search.settled.stops)
        for search, own in zip(searches, ties, strict=True)
    ]
    if len(found) == 1:
        return found[0]
    return Corridor.joined([nodes for nodes, _ in found], *begins), Links.none()


@dataclass(frozen=True, eq=False)
class _Round:
    """The best path of each document of a lattice, and the probability of each run of sentences, if asked for.

    Attributes:
        spans: of each document, its beads.
        runs: see `aligner.search.posteriors.Posteriors.spans`.
    """

    spans: list[list[Span]]
    runs: tuple[Floats, Floats] | None

    @classmethod
    def of(
        cls,
        evidence: Evidence,
        nodes: Corridor,
        settled: Settled,
        by_content: Floats | None = None,
        *,
        most: int = 0,
        progress: Progress | None = None,
    ) -> _Round:
        """Those of a lattice, of one document if anything is settled. For `most` see `solve`."""
        nulls, first = evidence.nulls(), nodes.steps

        def lattice(steps: range) -> Lattice:
            known = None if by_content is None else by_content[:, first[steps.start] : first[steps.stop]]
            found = evidence.part(nodes.some(steps), steps.start, nulls, known)
            settled.forbid(found)
            return found

        solved = solve(lattice, nodes, most=most, progress=progress)
        return cls(spans_of(solved), solved.spans)


class _Last(NamedTuple):
    """What the last round of a search leads to: the path, under what evidence, and what the first one told."""

    search: Search
    evidence: Evidence
    spans: Sequence[Span]
    told: Told


def _found(each: Sequence[_Last], knowledge: Knowledge) -> list[Found]:
    """What is found in each of some searches; raises what embedding raises."""
    each = [_with_long_beads(last) for last in each]
    known = bool(knowledge.lexicon.source_words)
    related = [1.0 if known else last.told.chance_related(knowledge.kind) for last in each]
    beads_of = scored([last.spans for last in each], CALIBRATIONS[knowledge.kind], related)
    out = []
    for (search, evidence, spans, told), beads, chance in zip(each, beads_of, related, strict=True):
        moved = [*search.settled.moved, *search._moved(evidence, spans, knowledge, chance)]
        words = min(len(search.left.tokens), len(search.right.tokens))
        out.append(Found(list(search.settled.over_sentences(beads)), moved, told, words))
    return out


def _with_long_beads(last: _Last) -> _Last:
    """The same with some beads joined to longer ones, unless something is settled."""
    if last.search.settled.is_kept or len(last.search.settled.stops):
        return last
    return last._replace(spans=with_long_beads(last.evidence, last.spans))
