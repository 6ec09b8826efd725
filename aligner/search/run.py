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

import numpy as np
from numpy.typing import NDArray

from aligner.encoders import chosen
from aligner.encoders.vectors import Encoder
from aligner.model import Bead, Document, WordLinks
from aligner.progress import Progress, part
from aligner.search import corridor
from aligner.search.blocks import solve
from aligner.search.calibration import CALIBRATIONS, Calibration
from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor, Lattice
from aligner.search.likeness import Likeness, Spans
from aligner.search.long_beads import Span, spans_of, with_long_beads
from aligner.search.moved import links_between
from aligner.search.moved_candidates import Alone
from aligner.search.own_words import cross_fitted, learnt
from aligner.search.sampling import habits_of, stretches
from aligner.search.settled import Settled
from aligner.search.side import Side
from aligner.search.telling import Told, telling
from aligner.weights import MOST, Known, Weights
from aligner.words.lexicon import Lexicon
from aligner.words.links import linked
from aligner.words.meanings import Meanings
from aligner.words.shipped import shipped
from aligner.words.ties import Ties, tie
from aligner.words.vocabulary import Words
from aligner.words.word_pairs import WordPairs

# With an encoder, a bead of the first round with a smaller posterior than the first of these is in doubt, and so are
# this many sentences before and after it. In a long text where that is too much to embed, the next bound is tried.
_DOUBT, _AROUND = (0.98, 0.95, 0.9, 0.8, 0.6, 0.4), 4
# About the most sentences and runs of sentences that are embedded: 12 seconds' work.
_MOST_EMBEDDED = 6_000
# Runs of several sentences near it are embedded as one text if they are one side of a bead with this probability.
_LIKELY = 0.01

# Shares of the search's time, roughly, that are over once the words are embedded, after the first round, and once what
# it left in doubt is looked at.
_FIRST, _SECOND, _THIRD = 0.3, 0.7, 0.9

Floats = NDArray[np.floating]
Truths = NDArray[np.bool_]
Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is known of two languages and texts before the search.

    Attributes:
        kind: which weights and which calibration fit.
        lexicon: for this direction; an empty one says nothing.
        encoder: from texts to vectors, if there is one.
        meanings: what it says of the words, if it knows words.
        progress: told of each step, and of the embedding of words and sentences (`aligner.encoders.vectors.embed`).
    """

    kind: Known
    lexicon: Lexicon
    encoder: Encoder | None
    meanings: Meanings | None = None
    progress: Progress | None = None

    @classmethod
    def of(cls, languages: tuple[str, str], lexicon: Lexicon | None, encoder: Encoder | str) -> Knowledge:
        """What is known of two languages, from the arguments of `aligner.align`; raises what `chosen` raises."""
        default = shipped(*languages)
        if lexicon is None:
            lexicon = default or Lexicon.empty(languages)
        model = chosen(encoder, languages, lexicon=default is not None)
        ours = default is not None and lexicon.digest == default.digest
        kind = Known.of(shipped=ours, lexicon=bool(lexicon.source_words), encoder=model is not None)
        return cls(kind, lexicon, model)

    def with_meanings(self, source: Words, target: Words) -> Knowledge:
        """With what the encoder says of these words of two texts, if it knows words; raises what `embed` raises."""
        encoder = self.encoder
        if encoder is None or not getattr(encoder, "knows_words", False):
            return self
        embedding = part(self.progress, 0, _FIRST)
        meanings = Meanings.between(source, target, encoder, embedding)
        # The lexicon of the package is trusted where it knows both words; one of the user's may be small.
        return replace(self, meanings=replace(meanings, beside_known=self.kind is not Known.LEXICON_AND_ENCODER))

    def words(self, source: Document, target: Document, beads: Sequence[Bead]) -> WordLinks:
        """Which words translate each other, for the reading view; computed when first used.

        Where nothing is known of the words, what the beads say of them.
        """
        if not self.of_no_word:
            return linked(source, target, beads, self.lexicon, self.meanings)
        return linked(source, target, beads, lambda: learnt(source, target, beads) or self.lexicon)

    @property
    def of_no_word(self) -> bool:
        """Whether nothing is known of the words but their looks."""
        return not self.lexicon.source_words and self.meanings is None


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

    def run(self, knowledge: Knowledge) -> Found:
        """The beads; raises what embedding the texts raises."""
        left, right = self.left, self.right
        tell = part(knowledge.progress, _FIRST if knowledge.meanings else 0, _SECOND)
        tell("looking for words that match", 0)
        ties = tie(left.vocabulary, right.vocabulary, knowledge.lexicon, knowledge.meanings)
        tell("looking for where the texts meet", 0.1)
        nodes, links = corridor.find(left, right, ties, stops=self.settled.stops)
        tell("measuring the translation's habits", 0.2)
        habits = habits_of(left, right, ties, self.weights, stretches(nodes, links))
        evidence = Evidence(left, right, (ties,), self.weights, habits)
        calibration = CALIBRATIONS[knowledge.kind]
        embeds = knowledge.encoder is not None
        found = self._round(evidence, nodes, embeds, part(tell, 0.3, 1))
        # What the text taught speaks for it, translation or not: only the first round tells.
        told = telling(evidence, found.spans)
        tell("looking at what is in doubt", 1)
        better = self._better(evidence, found, knowledge, calibration)
        spans = found.spans
        del found  # a lattice takes much memory, and the next one is made before a name is taken from it
        if better is not None:
            evidence = better
            spans = self._round(evidence, nodes, False, part(knowledge.progress, _THIRD, 1)).spans
        if not self.settled.is_kept and not len(self.settled.stops):
            spans = with_long_beads(evidence, spans)
        related = told.chance_related(knowledge.kind) if not knowledge.lexicon.source_words else 1.0
        beads = self.settled.over_sentences(_scored(spans, calibration, related))
        moved = [*self.settled.moved, *self._moved(evidence, spans, knowledge, related)]
        return Found(list(beads), moved, told, min(len(left.tokens), len(right.tokens)))

    def _moved(self, evidence: Evidence, spans: Sequence[Span], knowledge: Knowledge, related: float) -> Iterator[Bead]:
        """Links between sentences that the path leaves alone, as beads of sentences."""

        def embedded(rows: Ints, columns: Ints) -> Evidence:
            if knowledge.encoder is None or len(rows) + len(columns) > _MOST_EMBEDDED:
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

    def _round(self, evidence: Evidence, nodes: Corridor, runs: bool, progress: Progress) -> _Round:
        nulls = evidence.nulls()

        def lattice(rows: range) -> Lattice:
            part = evidence.lattice(nodes, rows, nulls)
            self.settled.forbid(part)
            return part

        solved = solve(lattice, nodes, most=MOST if runs else 0, progress=progress)
        return _Round(spans_of(solved), solved.spans)

    def _better(
        self, evidence: Evidence, first: _Round, knowledge: Knowledge, calibration: Calibration
    ) -> Evidence | None:
        """The evidence of a second round, if there is to be one."""
        looking = part(knowledge.progress, _SECOND, _THIRD)
        if knowledge.encoder is not None:
            left, right = map(Spans, self.texts, _in_doubt(first))
            if not (left.chosen.any() or right.chosen.any()):
                return None
            return replace(evidence, likeness=Likeness.between(left, right, knowledge.encoder, looking))
        if knowledge.kind in (Known.NOTHING, Known.OWN_LEXICON):
            own = cross_fitted(*self.texts, _scored(first.spans, calibration), looking)
            if own:
                return replace(evidence, ties=tuple(self._ties(knowledge, lexicon) for lexicon in own))
        return None


@dataclass(frozen=True, eq=False)
class _Round:
    """The best path of a lattice, and the probability of each run of sentences (`Posteriors.spans`), if asked for."""

    spans: list[Span]
    runs: tuple[Floats, Floats] | None


def _scored(spans: Sequence[Span], calibration: Calibration, related: float = 1.0) -> list[Bead]:
    """Beads over units; a pair is right only if the texts are translations at all."""
    null = np.array([span.is_null for span in spans])
    scores = calibration.scores(np.array([span.chance for span in spans]), null) * np.where(null, 1.0, related)
    return [Bead(span.source, span.target, round(score, 4)) for span, score in zip(spans, scores.tolist(), strict=True)]


def _in_doubt(found: _Round) -> tuple[Truths, Truths]:
    """Which runs of sentences must be embedded: bool arrays [most, nodes] of source and target.

    Single sentences in or near a bead that is in doubt, and runs of several that may well be one side of a bead there.
    """
    likely = tuple(chances > _LIKELY for chances in found.runs or ())
    for doubt in _DOUBT:
        near = _near(found.spans, doubt)
        runs = [np.vstack([near[k], likely[k][1:] & near[k]]) for k in (0, 1)]
        if sum(int(side.sum()) for side in runs) <= _MOST_EMBEDDED:
            break
    return runs[0], runs[1]


def _near(spans: Sequence[Span], doubt: float) -> tuple[Truths, Truths]:
    """bool arrays [nodes] of source and target: which end a sentence in or near a bead that is less sure than this."""
    sides = [[span.source for span in spans], [span.target for span in spans]]
    sure = [span.chance >= doubt for span in spans]
    near = []
    for side in sides:
        ends = np.cumsum([len(sentences) for sentences in side])
        marked = np.zeros(int(ends[-1]) + 1, bool)
        for end, sentences, settled in zip(ends.tolist(), side, sure, strict=True):
            if not settled:
                marked[max(1, end + 1 - len(sentences) - _AROUND) : end + 1 + _AROUND] = True
        near.append(marked)
    return near[0], near[1]
