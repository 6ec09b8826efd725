"""Several documents in one lattice: each gets what it would get alone, to the last bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lattices import along, best_path, random_lattice

from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.posteriors import posteriors
from aligner.search.side import Side


def side(sentences: int) -> Side:
    """So many sentences without words."""
    nothing = np.zeros(0, np.int64)
    lengths = np.ones(sentences, np.float32)
    return Side((), nothing, np.zeros(sentences + 1, np.int64), lengths, np.zeros(sentences + 1, bool))


def joined(parts: list[Lattice], source: Side, target: Side) -> Lattice:
    """The lattices of all documents as one."""
    nodes = Corridor.joined([part.corridor for part in parts], source.begins, target.begins)
    row, column = nodes.every()
    document = nodes.document[row]
    gains = np.zeros((len(parts[0].types), nodes.cells), np.float32)
    nulls = [np.zeros((2, len(each.lengths))) for each in (source, target)]
    for k, part in enumerate(parts):
        i, j = source.begins[k], target.begins[k]
        here = document == k
        gains[:, here] = part.gains[:, part.corridor.cell(row[here] - i, column[here] - j)]
        for all_nulls, own, begin in ((nulls[0], part.source_nulls, i), (nulls[1], part.target_nulls, j)):
            all_nulls[:, begin : begin + len(own.opening)] = own.opening, own.further
    sides = (Nulls(*each, whole.begins) for each, whole in zip(nulls, (source, target), strict=True))
    return Lattice(nodes, parts[0].types, gains, *sides)


sizes = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(sizes, st.integers(0, 2**31))
def test_paths_and_posteriors_are_those_of_each_document_alone(sizes, seed):
    parts = [random_lattice(Corridor.full(n, m), seed + k) for k, (n, m) in enumerate(sizes)]
    source, target = (Side.joined([side(size[k]) for size in sizes]) for k in (0, 1))
    whole = joined(parts, source, target)
    path, expected = best_path(whole), posteriors(whole)
    chances, row = along(expected, path), whole.corridor.every()[0]
    done = 0
    for k, part in enumerate(parts):
        alone, own = best_path(part), posteriors(part)
        beads = slice(done, done + path.numbers[k])
        done = beads.stop
        np.testing.assert_array_equal(path.types[beads], alone.types)
        np.testing.assert_array_equal(path.ends[beads] - [source.begins[k], target.begins[k]], alone.ends)
        np.testing.assert_array_equal(chances[beads], along(own, alone))
        assert expected.log_weights[k] == own.log_weights
        np.testing.assert_array_equal(expected.beads[:, whole.corridor.document[row] == k], own.beads)


def test_no_bead_reaches_from_one_document_to_the_next():
    sizes = (1, 3, 2)
    begins = Side.joined([side(n) for n in sizes]).begins
    nodes = Corridor.joined([Corridor.full(n, n) for n in sizes], begins, begins)
    row, column = nodes.every()
    for a in range(1, 5):
        for b in range(1, 5):
            before = nodes.cell(row - a, column - b)
            inside = np.flatnonzero(before < nodes.cells)
            assert (nodes.document[row[inside]] == nodes.document[row[before[inside]]]).all()
