"""Sure stops: nodes that every path passes through, and that no bead straddles.

A stop (i, j) says that the first i source units and the first j target units belong together, as at a chapter
mark or at the end of a table's row. Stops rise: what comes before one comes before the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Corridor, Lattice

Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Stops:
    """Rising nodes.

    Attributes:
        rows, columns: int arrays: how many source and target units are done at each; neither ever falls.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]

    @classmethod
    def of(cls, nodes: Iterable[tuple[int, int]]) -> Stops:
        """From nodes in any order, none of which contradicts another; repeated ones count once."""
        table = np.array(sorted(set(nodes)), np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    @classmethod
    def none(cls) -> Stops:
        """No stop at all."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.rows)

    def allow(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        """Which of the given nodes a path through all stops can pass."""
        return self._begun(rows, columns) <= self._done(rows, columns)

    def divide(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        """Which of the given pairs of a source and a target unit are divided by a stop, so that no bead holds both."""
        left, right = np.searchsorted(self.rows, rows, side="right"), np.searchsorted(self.columns, columns, "right")
        return np.asarray(left != right)

    def clip(self, corridor: Corridor) -> Corridor:
        """The corridor, widened to hold all stops, without the nodes that no path through all of them can pass."""
        low, high = corridor.low.copy(), corridor.high.copy()
        np.minimum.at(low, self.rows, self.columns)
        np.maximum.at(high, self.rows, self.columns + 1)
        low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
        # A row with stops of its own still reaches from the last stop above it to the first one below.
        columns = np.concatenate([[0], self.columns, [high[-1] - 1]])
        row = np.arange(corridor.rows)
        before = columns[np.searchsorted(self.rows, row, side="left")]
        after = columns[np.searchsorted(self.rows, row, side="right") + 1]
        clipped = Corridor(np.maximum(low, before), np.minimum(high, after + 1))
        stops = np.zeros(clipped.cells, bool)
        stops[clipped.cell(self.rows, self.columns)] = True
        return replace(clipped, stops=stops)

    def forbid(self, lattice: Lattice) -> None:
        """Forbid every bead that straddles a stop.

        The corridor must be clipped, so that no null straddles one.
        """
        row, column = lattice.nodes()
        begun = self._begun(row, column)
        for k, (a, b) in enumerate(lattice.types):
            lattice.forbid(k, self._done(row - a, column - b) < begun)

    def _done(self, rows: Ints, columns: Ints) -> Ints:
        """How many stops lie at or before each node."""
        return np.minimum(
            np.searchsorted(self.rows, rows, side="right"), np.searchsorted(self.columns, columns, side="right")
        )

    def _begun(self, rows: Ints, columns: Ints) -> Ints:
        """How many stops do not lie at or after each node."""
        return np.maximum(
            np.searchsorted(self.rows, rows, side="left"), np.searchsorted(self.columns, columns, side="left")
        )
