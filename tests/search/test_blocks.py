"""A lattice that is worked through in blocks gives what the whole gives, and holds only a few of them at a time."""

from __future__ import annotations

import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sets import BENCH, cases
from small_lattices import along, best_path, random_lattice
from stories import document, story

from aligner import Alignment, Document, Options, align
from aligner.search import blocks
from aligner.search.blocks import blocks_of, solve
from aligner.search.evidence import STRETCH
from aligner.search.lattice import Corridor, Lattice
from aligner.search.posteriors import posteriors
from aligner.search.stops import Stops

MANY_BLOCKS = {"none kept": (1, 0), "a few kept": (1, 2_000), "all kept": (1, 1 << 30)}


def band(rows: int, columns: int, width: int, seed: int) -> Corridor:
    """A corridor about the diagonal, wider and narrower by chance."""
    chance = np.random.default_rng(seed)
    middle = np.linspace(0, columns, rows + 1).astype(int)
    low = np.maximum.accumulate(np.maximum(0, middle - chance.integers(1, width, rows + 1)))
    high = np.maximum.accumulate(np.minimum(columns, middle + chance.integers(1, width, rows + 1)))
    low[0], high[-1] = 0, columns
    return Corridor(low, np.maximum(high, np.append(low[1:], columns)) + 1)


@st.composite
def long_lattices(draw) -> Lattice:
    """Of two to five blocks; half of them with stops."""
    rows, columns = draw(st.integers(STRETCH, 5 * STRETCH)), draw(st.integers(20, 200))
    seed = draw(st.integers(0, 2**32 - 1))
    corridor = band(rows, columns, draw(st.integers(4, 12)), seed)
    if not draw(st.booleans()):
        return random_lattice(corridor, seed)
    row = np.arange(10, rows, 25)
    stops = Stops.of(zip(row.tolist(), ((corridor.low[row] + corridor.high[row]) // 2).tolist(), strict=True))
    lattice = random_lattice(stops.clip(corridor), seed)
    stops.forbid(lattice)
    return lattice


@pytest.mark.parametrize("sizes", MANY_BLOCKS)
def test_path_and_probabilities_are_those_of_the_whole_lattice(monkeypatch, sizes):
    monkeypatch.setattr(blocks, "_BLOCK", MANY_BLOCKS[sizes][0])
    monkeypatch.setattr(blocks, "_KEPT", MANY_BLOCKS[sizes][1])

    @settings(deadline=None, max_examples=25)
    @given(long_lattices())
    def check(lattice: Lattice) -> None:
        assert len(blocks_of(lattice.corridor, 1)) > 1
        path, whole = best_path(lattice), posteriors(lattice)
        found = solve(lattice.some, lattice.corridor, most=2)
        assert found.ends.tolist() == path.ends.tolist()
        assert found.types.tolist() == path.types.tolist()
        np.testing.assert_allclose(found.chances, along(whole, path), atol=1e-9)
        for side, wanted in zip(found.spans, whole.spans(2), strict=True):
            np.testing.assert_allclose(side, wanted, atol=1e-9)

    check()


@pytest.mark.parametrize("rows", [1, STRETCH, STRETCH + 1, 5 * STRETCH + 7])
def test_what_fits_is_one_block_and_what_is_left_is_not_divided(rows):
    corridor = band(rows - 1, rows, 6, 1)
    assert blocks_of(corridor, corridor.cells) == [range(rows)]
    parts = blocks_of(corridor, corridor.cells - 1)
    assert [row for part in parts for row in part] == list(range(rows))
    assert all(part.start % STRETCH == 0 for part in parts) and len(parts) <= 2


def test_only_a_few_blocks_are_held_at_a_time(monkeypatch):
    monkeypatch.setattr(blocks, "_BLOCK", 1)
    monkeypatch.setattr(blocks, "_KEPT", 1_000)
    lattice = random_lattice(band(40 * STRETCH, 1_500, 6, 1), 1)
    held, most = weakref.WeakSet[Lattice](), 0

    def part(rows: range) -> Lattice:
        nonlocal most
        given = lattice.some(rows)
        held.add(given)
        most = max(most, len(held))
        return given

    solve(part, lattice.corridor)
    assert len(blocks_of(lattice.corridor, 1)) == 41
    assert most < 8


@pytest.mark.parametrize("stops", [(), ((20, 20), (70, 70))])
def test_an_alignment_is_the_same_whether_it_fits_or_not(monkeypatch, stops):
    texts = [
        document(code, [f"{s.text} {n}." for n in range(5) for s in story(k).sentences])
        for k, code in ((0, "en"), (1, "es"))
    ]
    whole = align(*texts, stops=stops)
    assert same_in_blocks(monkeypatch, *texts, stops=stops) == beads(whole)


@pytest.mark.skipif(not BENCH.exists(), reason="skipped: the development sets are not here")
@pytest.mark.parametrize(("name", "kind"), [("bible_mix", "lexicon"), ("literature", "nothing"), ("drift", "lexicon")])
def test_a_development_text_is_aligned_the_same_in_blocks(monkeypatch, name, kind):
    from aligner import Lexicon

    case = max(cases(name), key=lambda each: len(each.source.sentences))
    lexicon = Lexicon.empty(("en", "es")) if kind == "nothing" else None
    whole = align(case.source, case.target, lexicon=lexicon, options=Options(unrelated=True))
    found = same_in_blocks(monkeypatch, case.source, case.target, lexicon=lexicon, options=Options(unrelated=True))
    assert found == beads(whole)


def same_in_blocks(monkeypatch, source: Document, target: Document, **settings) -> list[tuple[object, ...]]:
    """The beads that are found in blocks of 32 sentences, each of which is worked out twice."""
    monkeypatch.setattr(blocks, "_BLOCK", 1)
    monkeypatch.setattr(blocks, "_KEPT", 0)
    return beads(align(source, target, **settings))


def beads(alignment: Alignment) -> list[tuple[object, ...]]:
    return [(bead.source, bead.target, bead.score, bead.flags) for bead in alignment.beads]
