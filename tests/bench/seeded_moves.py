"""Texts in which sentences and paragraphs of the translation have moved, made from texts with gold by a seed.

::

    gold   A:a  B:b  C:c  D:d          B has moved by one:   A:a  C:c  B:b  D:d
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sets import Case

from aligner.model import Bead, Block, Document

# How far a text moves, in beads, and how many beads a paragraph that moves has.
_NEAREST, _FURTHEST = 10, 200
_PARAGRAPH = (2, 8)
# Moves for each bead, half of them single ones; and beads that each side drops, where sentences are dropped.
_MOVES, _DROPS = 0.01, 0.03


@dataclass(frozen=True)
class Moved:
    """A text of which parts have moved.

    Attributes:
        source, target: the documents.
        beads: the gold beads with both sides, in source order.
        moved: those of them that have moved.
    """

    source: Document
    target: Document
    beads: tuple[Bead, ...]
    moved: tuple[Bead, ...]


@dataclass(frozen=True, eq=False)
class _Unit:
    """A gold bead: the sentences of both sides, each with what tells its paragraph from others."""

    source: tuple[tuple[object, str], ...]
    target: tuple[tuple[object, str], ...]


def moved_texts(cases: Iterable[Case], seed: int, *, moves: bool = True, drops: bool) -> Moved:
    """The texts of some cases one after the other, with moves; with `drops` each side has lost some sentences."""
    rng = random.Random(seed)
    units = [unit for case in cases for unit in _units(case)]
    lost = [{unit for unit in units if drops and rng.random() < _DROPS} for _ in ("source", "target")]
    target = list(units)
    moved: set[_Unit] = set()
    for number in range(max(2, round(len(units) * _MOVES)) if moves else 0):
        length = rng.randint(*_PARAGRAPH) if number % 2 else 1
        first = rng.randrange(len(units) - length)
        run = units[first : first + length]
        if moved.isdisjoint(run) and _place(target, run[0]) + length <= len(target) and _are_adjacent(target, run):
            _move(target, run, rng)
            moved.update(run)
    sources = [unit for unit in units if unit not in lost[0]]
    targets = [unit for unit in target if unit not in lost[1]]
    return _built(sources, targets, moved)


def _units(case: Case) -> list[_Unit]:
    sides = [
        [((case.name, document.block_of[k]), sentence.text) for k, sentence in enumerate(document.sentences)]
        for document in (case.source, case.target)
    ]
    return [
        _Unit(tuple(sides[0][i] for i in bead.source), tuple(sides[1][j] for j in bead.target)) for bead in case.gold
    ]


def _place(units: Sequence[_Unit], unit: _Unit) -> int:
    return next(k for k, each in enumerate(units) if each is unit)


def _are_adjacent(units: Sequence[_Unit], run: Sequence[_Unit]) -> bool:
    first = _place(units, run[0])
    return all(a is b for a, b in zip(units[first : first + len(run)], run, strict=True))


def _move(units: list[_Unit], run: Sequence[_Unit], rng: random.Random) -> None:
    """Put a run elsewhere: several units as a paragraph of their own, a single one into the paragraph before it."""
    first = _place(units, run[0])
    del units[first : first + len(run)]
    places = [k for k in range(1, len(units)) if _NEAREST <= abs(k - first) <= _FURTHEST]
    if not places:
        raise ValueError("the text is too short for anything to move in it")
    place = rng.choice(places)
    before = next((unit.target[-1][0] for unit in reversed(units[:place]) if unit.target), None)
    for unit in run:
        paragraph = before if len(run) == 1 else ("moved", id(run[0]))
        object.__setattr__(unit, "target", tuple((paragraph, text) for _, text in unit.target))
    units[place:place] = run


def _built(sources: Sequence[_Unit], targets: Sequence[_Unit], moved: set[_Unit]) -> Moved:
    starts: list[dict[_Unit, range]] = []
    for side, units in (("source", sources), ("target", targets)):
        done, at = 0, {}
        for unit in units:
            size = len(getattr(unit, side))
            at[unit] = range(done, done + size)
            done += size
        starts.append(at)
    both = [unit for unit in sources if unit in starts[1] and unit.source and unit.target]
    return Moved(
        _document("en", [each for unit in sources for each in unit.source]),
        _document("es", [each for unit in targets for each in unit.target]),
        tuple(Bead(starts[0][unit], starts[1][unit]) for unit in both),
        tuple(Bead(starts[0][unit], starts[1][unit]) for unit in both if unit in moved),
    )


def _document(language: str, sentences: Sequence[tuple[object, str]]) -> Document:
    paragraphs = groupby(sentences, key=lambda each: each[0])
    return Document("moved", language, tuple(Block.of_sentences([text for _, text in run]) for _, run in paragraphs))
