"""What is settled before the search: beads that a person made, and stops. The search runs over units, not sentences.

::

    sentences   0   1   2   3   4        kept: a bead with sentences 1 and 2
    units       0  [1       2]  3   4    they are one unit, with a stop before and a stop after
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.model import Bead, Document
from aligner.search.keep import Kept
from aligner.search.lattice import Lattice
from aligner.search.side import Side
from aligner.search.stops import Stops

Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Settled:
    """Kept beads and stops of two documents, as the search needs them.

    Kept beads that rise on both sides are pairs for the search too. The two sides of one that was moved are nulls for
    the search; `aligner.search.moved.joined` joins them again.

    Attributes:
        in_order: the kept beads with both sides that rise on both.
        moved: the other kept beads with both sides.
        nulls: the kept beads with one side.
        source_starts, target_starts: int arrays [units + 1]: first sentence of each unit, and the number of sentences.
        given: the stops that were asked for, over units.
        stops: these and those before and after each kept bead.
    """

    in_order: tuple[Bead, ...]
    moved: tuple[Bead, ...]
    nulls: tuple[Bead, ...]
    source_starts: Ints
    target_starts: Ints
    given: Stops
    stops: Stops

    @classmethod
    def of(cls, kept: Kept, nodes: Sequence[tuple[int, int]], sentences: tuple[int, int]) -> Settled:
        """From kept beads, stops (`nodes`), and numbers of sentences; a stop that contradicts a kept bead is dropped.

        Raises `ValueError` if the stops do not rise, or lie outside the documents.
        """
        if not kept and not nodes:
            source, target = (np.arange(number + 1) for number in sentences)
            return cls((), (), (), source, target, Stops.none(), Stops.none())
        _check(nodes, sentences)
        beads = (*kept.beads, *kept.moved)
        in_order = tuple(bead for bead in kept.beads if not bead.is_null)
        nulls = tuple(bead for bead in kept.beads if bead.is_null)
        starts = (
            _starts([bead.source for bead in beads], sentences[0]),
            _starts([bead.target for bead in beads], sentences[1]),
        )
        ends = {(bead.source.start, bead.target.start) for bead in in_order}
        ends |= {(bead.source.stop, bead.target.stop) for bead in in_order}
        given = _agreeing(nodes, Stops.of(ends), starts)
        stops = (_over_units(Stops.of(each), starts) for each in (given, ends | given))
        return cls(in_order, kept.moved, nulls, *starts, *stops)

    def sides(self, source: Side, target: Side) -> tuple[Side, Side]:
        """The documents with units in place of sentences."""
        return source.merged(self.source_starts), target.merged(self.target_starts)

    def texts(self, source: Document, target: Document) -> tuple[list[str], list[str]]:
        """The text of each unit."""
        return _texts(source, self.source_starts), _texts(target, self.target_starts)

    def forbid(self, lattice: Lattice) -> None:
        """Forbid every bead that goes against what is settled; the corridor must be clipped (`Stops.clip`)."""
        if len(self.stops):
            self.stops.forbid(lattice)
        if not self._kept:
            return
        row, column = lattice.nodes()
        # Between its two stops, a unit that is not left alone can only be paired.
        paired = np.zeros(len(self.source_starts) - 1, bool)
        paired[np.searchsorted(self.source_starts, [bead.source.start for bead in self.in_order])] = True
        lattice.forbid_source_nulls(paired)
        source_alone = self._before(self.source_starts, [bead.source for bead in (*self.moved, *self.nulls)])
        target_alone = self._before(self.target_starts, [bead.target for bead in (*self.moved, *self.nulls)])
        for k, (a, b) in enumerate(lattice.types):
            lattice.forbid(k, _holds(source_alone, row, a) | _holds(target_alone, column, b))

    def over_sentences(self, beads: Iterable[Bead]) -> Iterator[Bead]:
        """Beads of units as beads of sentences: kept ones as they were, moved ones still as two halves."""
        if not self.is_kept:
            yield from beads
            return
        for bead in beads:
            source = _sentences(self.source_starts, bead.source)
            target = _sentences(self.target_starts, bead.target)
            known = self._kept.get((0, source.start) if source else (1, target.start))
            yield replace(known or bead, source=source, target=target)

    def is_kept_alone(self, units: range, side: int) -> bool:
        """Whether a unit of the source (0) or the target (1) that was left alone is one that a person made."""
        starts = (self.source_starts, self.target_starts)[side]
        return bool(units) and (side, int(starts[units.start])) in self._kept

    @property
    def is_kept(self) -> bool:
        """Whether a person has settled any bead."""
        return bool(self.in_order or self.moved or self.nulls)

    @property
    def signature(self) -> str:
        """What it adds to the signature of an alignment: ``|kept:12|stops:3``; nothing where nothing is settled."""
        kept = len(self.in_order) + len(self.moved) + len(self.nulls)
        parts = {"kept": kept, "stops": len(self.given)}
        return "".join(f"|{name}:{number}" for name, number in parts.items() if number)

    @cached_property
    def _kept(self) -> dict[tuple[int, int], Bead]:
        """The kept beads by side and first sentence."""
        beads = (*self.in_order, *self.moved, *self.nulls)
        of_source = {(0, bead.source.start): bead for bead in beads if bead.source}
        return of_source | {(1, bead.target.start): bead for bead in beads if bead.target}

    @staticmethod
    def _before(starts: Ints, ranges: Sequence[range]) -> Ints:
        """int array [units + 1]: how many of the given units stand before each node; each is given by its sentences."""
        marked = np.zeros(len(starts), np.int64)
        marked[np.searchsorted(starts, [sentences.start for sentences in ranges if sentences]) + 1] = 1
        return np.cumsum(marked)


def _check(nodes: Sequence[tuple[int, int]], sentences: tuple[int, int]) -> None:
    ordered = sorted(nodes)
    for (_, before), (i, j) in zip([(0, 0), *ordered], ordered, strict=False):
        if not (0 <= i <= sentences[0] and before <= j <= sentences[1]):
            raise ValueError(f"stops must rise within {sentences[0]} and {sentences[1]} sentences; ({i}, {j}) does not")


def _agreeing(nodes: Sequence[tuple[int, int]], kept: Stops, starts: tuple[Ints, Ints]) -> set[tuple[int, int]]:
    """The nodes that lie between units and that no kept bead contradicts."""
    rows, columns = np.array(nodes, np.int64).reshape(-1, 2).T
    agree = np.isin(rows, starts[0]) & np.isin(columns, starts[1]) & kept.allow(rows, columns)
    return set(zip(rows[agree].tolist(), columns[agree].tolist(), strict=True))


def _over_units(stops: Stops, starts: tuple[Ints, Ints]) -> Stops:
    return Stops(np.searchsorted(starts[0], stops.rows), np.searchsorted(starts[1], stops.columns))


def _starts(kept: Iterable[range], sentences: int) -> Ints:
    """First sentence of each unit, and at the end the number of sentences."""
    first = np.ones(sentences + 1, bool)
    for unit in kept:
        first[unit.start + 1 : unit.stop] = False
    return np.flatnonzero(first)


def _texts(document: Document, starts: Ints) -> list[str]:
    texts = [sentence.text for sentence in document.sentences]
    if len(starts) == len(texts) + 1:
        return texts
    return [" ".join(texts[i:k]) for i, k in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]


def _sentences(starts: Ints, units: range) -> range:
    return range(int(starts[units.start]), int(starts[units.stop]))


def _holds(before: Ints, node: Ints, size: int) -> NDArray[np.bool_]:
    """Whether a bead of `size` units that ends at each node holds any of the units counted in `before`."""
    return np.asarray(before[node] > before[np.maximum(node - size, 0)])
