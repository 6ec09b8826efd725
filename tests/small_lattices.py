"""Lattices small enough to walk every path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.paths import SOURCE_NULL, TARGET_NULL, Path, last_states, trace, ways
from aligner.search.posteriors import Posteriors, with_nulls

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
        for (k, row, column), (following, _, _) in pairwise(path)
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


@dataclass(frozen=True, eq=False)
class Shares:
    """What share of the weight of some paths passes through each bead and each null.

    Attributes:
        beads: float array [types, cells].
        nulls: for each side a float array [opening or further, sentences].
        log_weight: log of the summed weight.
    """

    beads: np.ndarray
    nulls: dict[int, np.ndarray]
    log_weight: float

    @classmethod
    def of(cls, lattice: Lattice, paths: Sequence[Walk]) -> Shares:
        corridor = lattice.corridor
        weights = np.exp([gain(lattice, path) for path in paths])
        beads = np.zeros(lattice.gains.shape)
        nulls = {
            SOURCE_NULL: np.zeros((2, len(lattice.source_nulls.opening))),
            TARGET_NULL: np.zeros((2, len(lattice.target_nulls.opening))),
        }
        for path, share in zip(paths, weights / weights.sum(), strict=True):
            last = 0
            for k, row, column in path:
                if k >= 0:
                    beads[k, int(corridor.cell(np.array([row]), np.array([column]))[0])] += share
                else:
                    nulls[k][int(last == k), (row if k == SOURCE_NULL else column) - 1] += share
                last = k
        return cls(beads, nulls, float(np.log(weights.sum())))

    def are(self, found: Posteriors) -> bool:
        """Whether posteriors are the same but for rounding."""
        pairs = [
            (found.beads, self.beads),
            (found.source_opening, self.nulls[SOURCE_NULL][0]),
            (found.source_alone - found.source_opening, self.nulls[SOURCE_NULL][1]),
            (found.target_opening, self.nulls[TARGET_NULL][0]),
            (found.target_alone - found.target_opening, self.nulls[TARGET_NULL][1]),
            (found.log_weights, self.log_weight),
        ]
        return all(np.allclose(one, other, atol=1e-3) for one, other in pairs)


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


def best_path(lattice: Lattice) -> Path:
    """The best path through each document of a whole lattice."""
    within = lattice.steps
    return trace(lattice, ways(lattice, within), within, last_states(lattice.corridor))[0]


def along(found: Posteriors, path: Path) -> np.ndarray:
    """float array [beads]: the probability of each bead of a path; of nulls, that they are left alone anywhere."""
    out = found.of_pairs(path)
    with_nulls(out, path.types, path.ends, (found.source_alone, found.target_alone))
    return out
