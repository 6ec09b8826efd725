"""Lattices small enough to walk every path."""

from __future__ import annotations

import numpy as np

from aligner.search.lattice import SOURCE_NULL, TARGET_NULL, Corridor, Lattice, Nulls

TYPES = ((1, 1), (1, 2), (2, 1), (2, 2))
STEPS = {**dict(enumerate(TYPES)), SOURCE_NULL: (1, 0), TARGET_NULL: (0, 1)}
Walk = list[tuple[int, int, int]]  # (type, row, column) of each bead's end


def all_paths(corridor: Corridor, i: int = 0, j: int = 0):
    """Every way from (i, j) to the last node, as lists of (type, row, column)."""
    if i == corridor.rows - 1 and j == corridor.high[-1] - 1:
        yield []
        return
    for k, (a, b) in STEPS.items():
        inside = int(corridor.cell(np.array([i + a]), np.array([j + b]))[0]) < corridor.cells
        if inside:
            for rest in all_paths(corridor, i + a, j + b):
                yield [(k, i + a, j + b), *rest]


def in_order(path: Walk, stops: frozenset[tuple[int, int]] = frozenset()) -> bool:
    """Whether source nulls come before target nulls wherever both meet, but at a stop."""
    return not any(
        k == TARGET_NULL and following == SOURCE_NULL and (row, column) not in stops
        for (k, row, column), (following, _, _) in zip(path, path[1:], strict=False)
    )


def gain(lattice: Lattice, path: Walk) -> float:
    """The sum of a path's gains: a null costs less, or more, right after one of its own side."""
    total, last = 0.0, 0
    for k, row, column in path:
        if k >= 0:
            total += float(lattice.gains[k, int(lattice.corridor.cell(np.array([row]), np.array([column]))[0])])
        else:
            nulls, sentence = (
                (lattice.source_nulls, row - 1) if k == SOURCE_NULL else (lattice.target_nulls, column - 1)
            )
            total += float((nulls.further if last == k else nulls.opening)[sentence])
        last = k
    return total


def random_lattice(corridor: Corridor, seed: int) -> Lattice:
    """Gains from a normal distribution."""
    random = np.random.default_rng(seed)
    n, m = corridor.rows - 1, int(corridor.high[-1]) - 1
    return Lattice(
        corridor,
        TYPES,
        random.normal(0, 3, (len(TYPES), corridor.cells)).astype(np.float32),
        Nulls(random.normal(-1, 2, n), random.normal(0, 2, n)),
        Nulls(random.normal(-1, 2, m), random.normal(0, 2, m)),
    )
