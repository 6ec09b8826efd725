"""The lattice finds what a search over every single path finds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_lattices import TYPES, all_paths

from aligner.search.lattice import NEVER, Corridor, Lattice, all_posteriors, best_path, forward, posteriors


def alone(corridor: Corridor, k: int, cell: int) -> tuple[int, int]:
    """What a null says wherever it stands: that this source or target sentence stays alone."""
    row, column = (index[cell] for index in corridor.nodes(0, corridor.rows))
    return (k, int(row if TYPES[k] == (1, 0) else column))


@st.composite
def lattices(draw):
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    low = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    low[0] = 0
    high = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    high = [max(h, following) + 1 for h, following in zip(high, [*low[1:], m], strict=True)]
    high[-1] = m + 1
    corridor = Corridor(np.array(low), np.array(high))
    seed = draw(st.integers(0, 2**32 - 1))
    gains = np.random.default_rng(seed).normal(0, 3, (len(TYPES), corridor.cells)).astype(np.float32)
    return corridor, gains


@given(lattices())
def test_best_path_is_the_best_of_all_paths(lattice):
    corridor, gains = lattice
    found = best_path(Lattice(corridor, TYPES, gains))
    totals = [sum(gains[k, cell] for k, cell in path) for path in all_paths(corridor, ordered=False)]
    assert gains[found.types, found.cells].sum() == pytest.approx(max(totals), abs=1e-3)


@given(lattices())
def test_posterior_of_a_bead_is_its_share_of_all_paths(lattice):
    corridor, gains = lattice
    paths = list(all_paths(corridor))
    weights = [np.exp(sum(float(gains[k, cell]) for k, cell in path)) for path in paths]
    everything, whole = all_posteriors(Lattice(corridor, TYPES, gains))
    shares = np.zeros(gains.shape)
    for path, weight in zip(paths, weights, strict=True):
        for k, cell in path:
            shares[k, cell] += weight / sum(weights)
    np.testing.assert_allclose(everything, shares, atol=1e-4)
    if paths:
        assert whole == pytest.approx(np.log(sum(weights)), abs=1e-3)


@given(lattices())
def test_posteriors_along_a_path_count_a_null_wherever_it_stands(lattice):
    corridor, gains = lattice
    paths = list(all_paths(corridor))
    weights = [np.exp(sum(float(gains[k, cell]) for k, cell in path)) for path in paths]
    found = best_path(Lattice(corridor, TYPES, gains))
    probability = posteriors(Lattice(corridor, TYPES, gains), found)
    for k, cell, p in zip(found.types.tolist(), found.cells.tolist(), probability, strict=True):
        null = TYPES[k] in ((1, 0), (0, 1))
        wanted = alone(corridor, k, cell) if null else (k, cell)
        through = sum(
            weight
            for weight, path in zip(weights, paths, strict=True)
            if wanted in [alone(corridor, *step) if null and step[0] == k else step for step in path]
        )
        assert p == pytest.approx(through / sum(weights), abs=1e-4)


@given(lattices(), st.floats(0.1, 9), st.integers(0))
def test_a_bead_that_gains_is_never_less_likely(lattice, more, chosen):
    corridor, gains = lattice
    found = best_path(Lattice(corridor, TYPES, gains))
    if not len(found.types):
        return
    at = chosen % len(found.types)
    before = posteriors(Lattice(corridor, TYPES, gains), found)
    gains[found.types[at], found.cells[at]] += more
    assert posteriors(Lattice(corridor, TYPES, gains), found)[at] >= before[at] - 1e-5


@given(st.integers(0, 30), st.integers(0, 30))
def test_path_leads_from_the_first_node_to_the_last_over_every_sentence(n, m):
    corridor = Corridor.full(n, m)
    gains = np.random.default_rng(n * 31 + m).normal(0, 1, (len(TYPES), corridor.cells)).astype(np.float32)
    path = best_path(Lattice(corridor, TYPES, gains))
    steps = [TYPES[k] for k in path.types]
    ends = list(itertools.accumulate(steps, lambda node, step: (node[0] + step[0], node[1] + step[1]), initial=(0, 0)))
    assert ends[1:] == [tuple(end) for end in path.ends.tolist()]
    assert ends[-1] == (n, m)


def test_sums_do_not_overflow_where_evidence_is_overwhelming():
    corridor = Corridor.full(400, 400)
    gains = np.full((len(TYPES), corridor.cells), 50.0, np.float32)
    path = best_path(Lattice(corridor, TYPES, gains))
    assert np.isfinite(posteriors(Lattice(corridor, TYPES, gains), path)).all()


def test_nodes_outside_the_corridor_are_never_reached():
    corridor = Corridor(np.array([0, 0, 1]), np.array([1, 2, 3]))
    gains = np.zeros((len(TYPES), corridor.cells), np.float32)
    ahead = forward(Lattice(corridor, TYPES, gains))
    assert ahead.whole[-1] == ahead.fresh[-1] == NEVER
    assert len(ahead.whole) == corridor.cells + 1 == 6
