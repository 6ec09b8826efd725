"""A sparse matrix of probabilities, words by words, most of it empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float32]
    Truths = npt.NDArray[np.bool_]
    Indexes = npt.NDArray[np.integer[Any]]


def runs(first: npt.NDArray[Any], sizes: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Runs of consecutive numbers, one after the other: for each number, which run it is in, and the number.

    So the entries of some rows of a sparse matrix are found: each row is a run of entries.

    Args:
        first, sizes: the first number of each run, and how many there are.

    >>> import numpy as np
    >>> [array.tolist() for array in runs(np.array([2, 5, 0]), np.array([3, 0, 2]))]
    [[0, 0, 0, 2, 2], [2, 3, 4, 0, 1]]
    """
    import numpy as np

    which = np.repeat(np.arange(len(sizes)), sizes)
    # A running number, moved to the first of each run.
    return which, np.arange(len(which)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


@dataclass(frozen=True, eq=False)
class Table:
    """A sparse matrix by rows: row i has ``columns[starts[i]:starts[i+1]]``, ascending, with their ``values``."""

    starts: Integers
    columns: Integers
    values: Floats

    @classmethod
    def of_entries(
        cls, rows: npt.NDArray[Any], columns: npt.NDArray[Any], values: npt.NDArray[Any], n_rows: int
    ) -> Table:
        """A table of entries given in any order, at most one for each place; entries of 0 are left out."""
        import numpy as np

        kept = np.flatnonzero(values > 0)
        # Sorted by column, then by row; numpy sorts 16-bit numbers several times faster than longer ones.
        for keys in (columns, rows):
            small = keys[kept].astype(np.uint16 if keys.max(initial=0) < 1 << 16 else np.uint32)
            kept = kept[np.argsort(small, kind="stable")]
        starts = np.zeros(n_rows + 1, np.int32)
        np.cumsum(np.bincount(rows[kept], minlength=n_rows), out=starts[1:])
        return cls(starts, columns[kept].astype(np.int32), values[kept].astype(np.float32))

    def rows(self) -> Integers:
        """The row of every entry."""
        import numpy as np

        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def filled(self, rows: Integers) -> Truths:
        """Whether each of these rows has any entry; -1 stands for a row without entries."""
        import numpy as np

        filled: Truths = np.append(np.diff(self.starts) > 0, np.False_)[rows]
        return filled

    def selected(self, rows: Integers, columns: Integers, documents: tuple[Indexes, Indexes] | None = None) -> Table:
        """The table of only these rows and columns, in this order; -1 stands for one without entries.

        Args:
            documents: the document of each row and of each column: no entry is between two. None: there is just one.
        """
        import numpy as np

        known = np.flatnonzero(rows >= 0)
        first = self.starts[rows[known]]
        sizes = self.starts[rows[known] + 1] - first
        which, entries = runs(first, sizes)
        new_row = known[which]
        width = max(int(self.columns.max(initial=-1)), int(columns.max(initial=-1))) + 1
        wanted = np.flatnonzero(columns >= 0)
        if documents is None:
            new_column = np.full(width, -1)
            new_column[columns[wanted]] = wanted
            at = new_column[self.columns[entries]]
        else:
            places = documents[1][wanted] * width + columns[wanted]
            order = np.argsort(places)
            at = _found(places[order], wanted[order], documents[0][new_row] * width + self.columns[entries])
        inside = at >= 0
        return Table.of_entries(new_row[inside], at[inside], self.values[entries[inside]], len(rows))


def _found(places: Indexes, numbers: Indexes, wanted: Indexes) -> Indexes:
    """The number of each place that is wanted, of ascending places; -1 where it is not among them."""
    import numpy as np

    if not len(places):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
    return np.where(places[at] == wanted, numbers[at], -1)
