"""Sure stops: every path passes through them, no bead straddles one, and all else is as if only such paths were."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import factories
import numpy as np
import pytest
from commandline import run
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lattices import TYPES, Shares, Walk, all_paths, along, best_path, gain, in_order, random_lattice

from aligner import Alignment, Lexicon, Options, __version__, align, load
from aligner.model import Block, Document
from aligner.search import corridor
from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.paths import SOURCE_NULL, TARGET_NULL
from aligner.search.posteriors import posteriors
from aligner.search.side import Side
from aligner.search.stops import Stops
from aligner.text.split import find_split
from aligner.words.ties import tie

ENGLISH = "The boats had left before the sun came up, and nobody had told the captain about it."
SPANISH = "Los barcos habían salido antes de que saliera el sol, y nadie se lo había dicho al capitán."


@st.composite
def rising(draw: st.DrawFn, n: int, m: int) -> list[tuple[int, int]]:
    size = draw(st.integers(0, 4))
    rows, columns = (sorted(draw(st.lists(st.integers(0, k), min_size=size, max_size=size))) for k in (n, m))
    return list(zip(rows, columns, strict=True))


@dataclass(frozen=True, eq=False)
class Guided:
    """A lattice with stops, and the same as the search sees it.

    Attributes:
        whole: every node, every bead.
        nodes: the stops.
        clipped: the nodes that can be passed, without the beads that straddle a stop.
        through: all paths through all stops.
    """

    whole: Lattice
    nodes: frozenset[tuple[int, int]]
    clipped: Lattice
    through: list[Walk]


@st.composite
def lattices(draw: st.DrawFn) -> Guided:
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    corridor = Corridor.full(n, m)
    whole, nodes = random_lattice(corridor, draw(st.integers(0, 2**32 - 1))), frozenset(draw(rising(n, m)))
    clipped = Stops.of(nodes).clip(corridor)
    place = corridor.cell(*clipped.every())
    seen = replace(whole, corridor=clipped, gains=whole.gains[:, place])
    Stops.of(nodes).forbid(seen)
    through = [path for path in all_paths(corridor) if passes(path, nodes) and in_order(path, nodes)]
    return Guided(whole, nodes, seen, through)


def passes(path: Walk, nodes: frozenset[tuple[int, int]]) -> bool:
    """Whether a path passes through all the nodes."""
    return {(0, 0), *((row, column) for _, row, column in path)}.issuperset(nodes)


def on_clipped(lattice: Guided, found: Shares) -> Shares:
    """The same for the cells that the search sees."""
    clipped = lattice.clipped.corridor
    place = lattice.whole.corridor.cell(*clipped.every())
    return replace(found, beads=found.beads[:, place])


@settings(deadline=None)
@given(lattices())
def test_the_best_path_is_the_best_of_those_through_all_stops(lattice):
    path = best_path(lattice.clipped)
    walked = [(k, i, j) for k, (i, j) in zip(path.types.tolist(), path.ends.tolist(), strict=True)]
    assert passes(walked, lattice.nodes)
    best = max(gain(lattice.whole, each) for each in lattice.through)
    assert gain(lattice.whole, walked) == pytest.approx(best, abs=1e-3)


@settings(deadline=None)
@given(lattices())
def test_posteriors_of_beads_and_nulls_are_their_shares_of_the_paths_through_all_stops(lattice):
    shares = Shares.of(lattice.whole, lattice.through)
    assert on_clipped(lattice, shares).are(posteriors(lattice.clipped))


@settings(deadline=None)
@given(lattices())
def test_along_a_path_through_stops_a_null_counts_wherever_it_stands(lattice):
    shares = Shares.of(lattice.whole, lattice.through)
    path = best_path(lattice.clipped)
    found = along(posteriors(lattice.clipped), path)
    for k, (i, j), p in zip(path.types.tolist(), path.ends.tolist(), found, strict=True):
        if k < 0:
            sentence = (i if k == SOURCE_NULL else j) - 1
            assert p == pytest.approx(shares.nulls[k][:, sentence].sum(), abs=1e-4)
        else:
            cell = lattice.whole.corridor.cell(np.array([i]), np.array([j]))[0]
            assert p == pytest.approx(shares.beads[k, cell], abs=1e-4)


def test_a_source_null_may_follow_a_target_null_at_a_stop_and_opens_a_run_there():
    """Between the stops (0, 0), (0, 1), (1, 1) there is only this way: the target sentence, then the source one."""
    corridor = Stops.of([(0, 1)]).clip(Corridor.full(1, 1))
    gains = np.zeros((len(TYPES), corridor.cells), np.float32)
    lattice = Lattice(corridor, TYPES, gains, *(Nulls(np.array([-2.0]), np.array([5.0])) for _ in range(2)))
    Stops.of([(0, 1)]).forbid(lattice)
    assert best_path(lattice).types.tolist() == [TARGET_NULL, SOURCE_NULL]
    found = posteriors(lattice)
    assert found.log_weights == pytest.approx(-4.0)
    assert found.source_opening.tolist() == found.target_opening.tolist() == [1.0]


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_a_corridor_that_misses_stops_is_widened_and_leads_from_end_to_end(n, m, data):
    """Along the edge of the lattice: all source sentences, then all target sentences."""
    nodes = data.draw(rising(n, m))
    edge = Corridor(np.zeros(n + 1, np.int64), np.array([1] * n + [m + 1]))
    clipped = Stops.of(nodes).clip(edge)
    lattice = random_lattice(clipped, n * 31 + m)
    Stops.of(nodes).forbid(lattice)
    ends = best_path(lattice).ends.tolist()
    assert {(0, 0), *map(tuple, ends)} >= {(0, 0), (n, m), *nodes}
    assert (np.diff(clipped.low) >= 0).all() and (np.diff(clipped.high) >= 0).all()


def numbered(count: int, prefix: str) -> str:
    return "\n".join(f"{prefix}{n}" for n in range(count))


def straddles(alignment: Alignment, i: int, j: int) -> bool:
    beads = alignment.beads
    return any(
        (bead.source.start < i < bead.source.stop)
        or (bead.target.start < j < bead.target.stop)
        or (bool(bead.source) and bool(bead.target) and (bead.source.stop <= i) != (bead.target.stop <= j))
        for bead in beads
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.data())
def test_no_bead_straddles_a_stop(n, m, data):
    nodes = data.draw(rising(n, m))
    options = Options(languages=("en", "es"), pre_segmented=True)
    texts = numbered(n, "A "), numbered(m, "B ")
    found = align(*texts, options=options, lexicon=Lexicon.empty(), stops=nodes)
    assert not any(straddles(found, i, j) for i, j in nodes)
    assert all(0 < bead.score < 1 for bead in found.beads)
    assert found.signature.endswith(f"|stops:{len(set(nodes))}" if nodes else __version__)


def test_a_stop_that_is_wrong_by_words_still_holds_and_all_else_follows_the_words():
    words = ["".join(random.Random(n).choices("bcdfgklmnprst", k=7)) for n in range(400)]
    text = "\n".join(words)
    options = Options(languages=("qaa", "qab"), pre_segmented=True)
    assert all(bead.kind == "1-1" for bead in align(text, text, options=options).beads)
    found = align(text, text, options=options, stops=[(200, 203)])
    assert not straddles(found, 200, 203)
    assert sum(bead.source == bead.target for bead in found.beads) > 380


def test_a_long_text_is_guided_by_its_stops_where_words_say_nothing():
    """Source and target share no word, and the second half of the target is shorter by 500 sentences."""
    n, middle, m = 1500, 750, 1000
    source, target = Side.of(document_of(["abc"] * n)), Side.of(document_of(["def"] * m))
    ties = tie(source.vocabulary, target.vocabulary, Lexicon.empty())
    stops = Stops.of([(middle, middle)])
    (free, _), (guided, _) = corridor.find(source, target, ties), corridor.find(source, target, ties, stops=stops)
    assert guided.low[middle] <= middle < guided.high[middle]
    assert guided.high[middle - 1] == middle + 1 and guided.low[middle + 1] == middle
    assert guided.cells < free.cells


def document_of(sentences: list[str]) -> Document:
    return Document("d", "en", tuple(factories.block(sentence) for sentence in sentences))


@pytest.mark.parametrize("nodes", [[(2, 1), (1, 2)], [(4, 1)], [(1, -1)], [(0, 4)]])
def test_stops_that_contradict_each_other_or_lie_outside_are_an_error(nodes):
    options = Options(languages=("en", "es"), pre_segmented=True)
    with pytest.raises(ValueError, match="stops must rise within 3 and 3 sentences"):
        align("A\nB\nC", "A\nB\nC", options=options, stops=nodes)


def test_a_stop_within_or_against_a_kept_bead_yields_to_it():
    text = "It rained.\nShe left.\nHe stayed.\nThey ate."
    options = Options(languages=("en", "es"), pre_segmented=True)
    first = align(text, text, options=options)
    made = factories.bead("1-2", "1", 0.5, status="changed")
    kept = replace(first, beads=(first.beads[0], made, factories.bead("", "2"), first.beads[3]))
    found = align(text, text, options=options, keep=kept, stops=[(1, 1), (2, 2), (3, 3)])
    assert made in found.beads
    assert found.signature.endswith("|kept:1|stops:2")  # (2, 2) lies within
    assert not straddles(found, 3, 3)
    against = align(text, text, options=options, keep=kept, stops=[(1, 3)])
    assert against == align(text, text, options=options, keep=kept)


def table(*rows: tuple[str, ...]) -> list[Block]:
    return [Block(cell, "cell", f"row {n}") for n, row in enumerate(rows, start=1) for cell in row]


def test_rows_of_a_table_are_told_by_how_many_blocks_are_done():
    blocks = [
        Block(ENGLISH, "paragraph", "line 1"),
        *table((ENGLISH, SPANISH), (ENGLISH, ""), ("", SPANISH), (ENGLISH, SPANISH)),
        Block(SPANISH, "paragraph", "line 9"),
    ]
    found = find_split(blocks)
    assert found.layout == "columns"
    assert found.rows == ((1, 0), (2, 1), (3, 1), (3, 2), (4, 3))
    assert find_split([Block(ENGLISH), Block(SPANISH)]).rows == ()


ROWS = [
    ("It rained. We stayed at home.", "Llovió y nos quedamos en casa."),
    ("The dog slept.", ""),
    ("", "El perro dormía."),
    ("She wrote a letter to her mother.", "Ella escribió una carta. Era para su madre."),
    ("He stayed alone in the house.", "Él se quedó solo en la casa."),
]


@pytest.mark.parametrize("swap", [(), ("--swap",)])
def test_on_the_command_line_no_bead_leaves_its_row(tmp_path, swap):
    """Word for word the dog would match across two rows."""
    lines = "".join(f"| {left} | {right} |\n" for left, right in [("English", "Español"), ("---", "---"), *ROWS])
    (tmp_path / "table.md").write_text(lines, encoding="utf-8")
    result = run("align", "table.md", "-o", "table.json", *swap, cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    found = [(pair.source, pair.target) for pair in load(tmp_path / "table.json").pairs()][1:]
    assert found == [row[::-1] if swap else row for row in ROWS]
