"""A lattice step by step, with the neighbours of each cell: what the best path and the posteriors both walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Lattice
from aligner.search.several import NEVER, along

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Steps whose neighbouring cells are looked up at once: more cost memory, fewer cost calls.
_CHUNK = 512


@dataclass(frozen=True, eq=False)
class Step:
    """One row of each document.

    Attributes:
        number: how many rows of each document come before.
        cells: its cells.
        rows: int array [cells]: the row of each.
        near: int array [types + 1, cells]: the cell before or after each cell by each type and, at the end, by a source
            sentence left alone; the number of all cells where there is none.
        opening, further: float arrays [cells]: what leaving that sentence alone gains.
        summed, surcharge: float arrays [cells]: those of the target's nulls (`Nulls`).
    """

    number: int
    cells: slice
    rows: Ints
    near: Ints
    opening: Floats
    further: Floats
    summed: Floats
    surcharge: Floats

    def onwards(self, ufunc: np.ufunc, values: Floats) -> Floats:
        """The values accumulated from the first column of each document."""
        return ufunc.accumulate(values) if self._is_one else along(ufunc, values, self._widths)

    def backwards(self, ufunc: np.ufunc, values: Floats) -> Floats:
        """The values accumulated from the last column of each document."""
        if self._is_one:
            return ufunc.accumulate(values[::-1])[::-1]
        return along(ufunc, values[::-1], self._widths[::-1])[::-1]

    def before(self, values: Floats) -> Floats:
        """The value of the column before; `NEVER` in the first column of each document."""
        out = np.append(NEVER, values[:-1])
        if not self._is_one:
            out[np.cumsum(self._widths)[:-1]] = NEVER
        return out

    def after(self, values: Floats) -> Floats:
        """The value of the column after; `NEVER` in the last column of each document."""
        out = np.append(values[1:], NEVER)
        if not self._is_one:
            out[np.cumsum(self._widths) - 1] = NEVER
        return out

    @property
    def _is_one(self) -> bool:
        return bool(self.rows[0] == self.rows[-1])

    @cached_property
    def _widths(self) -> Ints:
        """int array [documents]: how many of the cells each has."""
        return np.diff(np.flatnonzero(np.diff(self.rows, prepend=-1, append=-1)))


def steps(lattice: Lattice, side: int, within: range) -> Iterator[Step]:
    """Some steps of a lattice: with `side` -1 from the first, each cell with those from which its beads start; with 1
    from the last, each with those to which beads from here lead.
    """
    corridor, types = lattice.corridor, (*lattice.types, (1, 0))
    source, target = lattice.source_nulls, lattice.target_nulls
    first = corridor.steps.tolist()
    for start in range(within.start, within.stop, _CHUNK)[::-side]:
        chunk = range(start, min(start + _CHUNK, within.stop))
        row, column = corridor.in_steps(chunk.start, chunk.stop)
        near = np.stack([corridor.cell(row + side * a, column + side * b) for a, b in types])
        alone = row + lattice.top - (side < 0)
        opening, further = (_at(alone, gains) for gains in (source.opening, source.further))
        each = opening, further, target.summed[column], target.surcharge[column]
        for k in chunk[::-side]:
            here = slice(first[k] - first[start], first[k + 1] - first[start])
            cells = slice(first[k], first[k + 1])
            yield Step(k + lattice.top, cells, row[here], near[:, here], *(values[here] for values in each))


def _at(sentences: Ints, gains: Floats) -> Floats:
    """What leaving alone some sentences gains, on the way to their nodes or from them; anything where there is none."""
    return gains.take(sentences, mode="clip") if len(gains) else np.zeros(len(sentences))
