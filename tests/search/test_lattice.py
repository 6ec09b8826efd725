"""Search and sums are those of walking every path."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_lattices import STEPS, Shares, all_paths, along, best_path, gain, in_order, random_lattice

from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.paths import SOURCE_NULL, TARGET_NULL
from aligner.search.posteriors import forward, posteriors
from aligner.search.several import NEVER


@st.composite
def lattices(draw):
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    low = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    low[0] = 0
    high = sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1)))
    high = [max(h, following) + 1 for h, following in zip(high, [*low[1:], m], strict=True)]
    high[-1] = m + 1
    return random_lattice(Corridor(np.array(low), np.array(high)), draw(st.integers(0, 2**32 - 1)))


def weighed(lattice: Lattice) -> list[tuple[list[tuple[int, int, int]], float]]:
    """Every path with nulls in order, and its weight."""
    return [(path, np.exp(gain(lattice, path))) for path in all_paths(lattice.corridor) if in_order(path)]


@given(lattices())
def test_best_path_is_the_best_of_all_paths(lattice):
    found = best_path(lattice)
    walked = [(k, i, j) for k, (i, j) in zip(found.types.tolist(), found.ends.tolist(), strict=True)]
    assert gain(lattice, walked) == pytest.approx(
        max(gain(lattice, path) for path in all_paths(lattice.corridor) if in_order(path)), abs=1e-3
    )


@given(lattices())
def test_posteriors_of_beads_and_nulls_are_their_shares_of_all_paths(lattice):
    paths = [path for path, _ in weighed(lattice)]
    assert Shares.of(lattice, paths).are(posteriors(lattice))


@given(lattices())
def test_the_chance_that_sentences_are_one_side_of_a_bead_is_their_share_of_all_paths(lattice):
    paths = weighed(lattice)
    total = sum(weight for _, weight in paths)
    most = max(max(sizes) for sizes in lattice.types)
    wanted = [np.zeros((most, nodes)) for nodes in (lattice.corridor.rows, int(lattice.corridor.high[-1]))]
    for path, weight in paths:
        for k, *end in path:
            for side, size, node in zip(wanted, lattice.types[k], end, strict=True) if k >= 0 else ():
                side[size - 1, node] += weight / total
    for found, side in zip(posteriors(lattice).spans(most), wanted, strict=True):
        np.testing.assert_allclose(found, side, atol=1e-3)


@given(lattices())
def test_posteriors_along_a_path_count_a_null_wherever_it_stands(lattice):
    paths = weighed(lattice)
    path = best_path(lattice)
    probability = along(posteriors(lattice), path)
    for k, (i, j), p in zip(path.types.tolist(), path.ends.tolist(), probability, strict=True):
        through = sum(
            weight
            for walked, weight in paths
            if any(
                kind == k and ((row == i or k == TARGET_NULL) and (column == j or k == SOURCE_NULL))
                for kind, row, column in walked
            )
        )
        assert p == pytest.approx(through / sum(weight for _, weight in paths), abs=1e-4)


@given(lattices(), st.floats(0.1, 9), st.integers(0))
def test_a_bead_that_gains_is_never_less_likely(lattice, more, chosen):
    path = best_path(lattice)
    beads = np.flatnonzero(path.types >= 0)
    if not len(beads):
        return
    at = beads[chosen % len(beads)]
    before = along(posteriors(lattice), path)[at]
    lattice.gains[path.types[at], path.cells[at]] += more
    assert along(posteriors(lattice), path)[at] >= before - 1e-5


@given(st.integers(0, 30), st.integers(0, 30))
def test_path_leads_from_the_first_node_to_the_last_over_every_sentence(n, m):
    path = best_path(random_lattice(Corridor.full(n, m), n * 31 + m))
    node = (0, 0)
    for k, end in zip(path.types.tolist(), path.ends.tolist(), strict=True):
        node = (node[0] + STEPS[k][0], node[1] + STEPS[k][1])
        assert node == tuple(end)
    assert node == (n, m)


def test_sums_do_not_overflow_where_evidence_is_overwhelming():
    lattice = random_lattice(Corridor.full(400, 400), 1)
    lattice.gains[...] = 50.0
    assert np.isfinite(along(posteriors(lattice), best_path(lattice))).all()


def test_nodes_outside_the_corridor_are_never_reached():
    corridor = Corridor(np.array([0, 0, 1]), np.array([1, 2, 3]))
    lattice = random_lattice(corridor, 2)
    ahead = forward(lattice, lattice.steps)
    assert ahead.sums.bead[-1] == ahead.sums.source[-1] == ahead.sums.target[-1] == ahead.whole[-1] == NEVER
    assert len(ahead.whole) == corridor.cells + 1 == 6


def test_a_run_of_nulls_is_cheaper_than_as_many_alone():
    corridor = Corridor.full(4, 2)
    lattice = random_lattice(corridor, 3)
    lattice.gains[...] = -9.0
    lattice.gains[0] = 0.0  # every 1-1 bead is as good: only the nulls decide
    cheap = Lattice(
        corridor, lattice.types, lattice.gains, Nulls(np.full(4, -3.0), np.full(4, -0.5)), lattice.target_nulls
    )
    cheap.target_nulls.opening[...] = cheap.target_nulls.further[...] = -20.0
    kinds = best_path(cheap).types.tolist()
    assert sorted(kinds) == [SOURCE_NULL, SOURCE_NULL, 0, 0]
    assert abs(kinds.index(SOURCE_NULL) - (len(kinds) - 1 - kinds[::-1].index(SOURCE_NULL))) == 1
