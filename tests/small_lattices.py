"""Lattices small enough to walk every path."""

from __future__ import annotations

import numpy as np

from aligner.search.lattice import Corridor

TYPES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2))


def all_paths(corridor: Corridor, i: int = 0, j: int = 0, last: tuple[int, int] = (0, 0), *, ordered: bool = True):
    """Every way from (i, j) to the last node, as lists of (type, cell).

    If ordered, only those without a source null right after a target null: the same beads come once.
    """
    if i == corridor.rows - 1 and j == corridor.high[-1] - 1:
        yield []
        return
    for k, (a, b) in enumerate(TYPES):
        cell = int(corridor.cell(np.array([i + a]), np.array([j + b]))[0])
        if cell < corridor.cells and not (ordered and last == (0, 1) and (a, b) == (1, 0)):
            for rest in all_paths(corridor, i + a, j + b, (a, b), ordered=ordered):
                yield [(k, cell), *rest]
