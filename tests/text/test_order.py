"""Which beads have moved, and what is left in order without them."""

from __future__ import annotations

from itertools import pairwise

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Bead
from aligner.text.order import in_order, moved


def beads(links: list[str]) -> list[Bead]:
    return [factories.bead(*link.split("|")) for link in links]


@st.composite
def any_order(draw: st.DrawFn) -> list[Bead]:
    """Beads of any alignment, with target sides in any order."""
    made = draw(factories.alignments()).beads
    starts, taken = {}, 0
    for k in draw(st.permutations(range(len(made)))):
        starts[k], taken = taken, taken + len(made[k].target)
    return [
        Bead(bead.source, range(starts[k], starts[k] + len(bead.target)), bead.score) for k, bead in enumerate(made)
    ]


@pytest.mark.parametrize(
    ("links", "out_of_order"),
    [
        (["0|0", "1|1", "2|2"], []),
        (["0|0", "1|3", "2|1", "3|2"], [1]),  # the three that it was moved past are bystanders
        (["0|1", "1|2", "2|3", "3|0"], [3]),
        (["0|2", "1|3", "2|0", "3|1", "4|4"], [2, 3]),  # of two equal halves, the second
        (["0-1|2-4", "2|0", "3|1", "4|5"], [1, 2]),  # sentences count, not beads: five against four
        (["0|0", "1|", "|1", "2|3", "|2"], []),  # sentences left alone never move
    ],
)
def test_exactly_what_moved_is_out_of_order(links, out_of_order):
    assert sorted(moved(beads(links))) == out_of_order


@given(any_order())
def test_without_moved_beads_the_others_rise(made):
    out = moved(made)
    targets = [bead.target for k, bead in enumerate(made) if k not in out and bead.source and bead.target]
    assert all(a.stop <= b.start for a, b in pairwise(targets))
    assert all(made[k].source and made[k].target for k in out)


@given(any_order())
def test_in_order_every_sentence_is_there_once_and_both_sides_rise(made):
    rising = in_order(made)
    for side in ("source", "target"):
        sentences = [k for bead in rising for k in getattr(bead, side)]
        assert sentences == sorted(k for bead in made for k in getattr(bead, side))
    assert sum(not bead.is_null for bead in rising) == sum(not bead.is_null for bead in made) - len(moved(made))


def test_beads_in_order_stay_as_they_are():
    made = beads(["0|0", "1|", "|1", "2|2-3", "|4"])
    assert in_order(made) == made


def test_each_side_of_a_moved_bead_stands_in_its_own_place():
    assert in_order(beads(["0|0", "1|3", "2|1", "3|2"])) == beads(["0|0", "1|", "2|1", "3|2", "|3"])
