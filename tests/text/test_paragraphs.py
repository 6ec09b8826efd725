"""Paragraph beads group the blocks that sentence beads join, and no more."""

from __future__ import annotations

from random import Random

from factories import bead, block
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Alignment, Document
from aligner.text.paragraphs import paragraph_beads


def sides(source: list[int], target: list[int]) -> tuple[Document, Document]:
    """Documents with blocks of so many sentences."""
    return tuple(
        Document(name, name, tuple(block(*[f"{name}{n}."] * n) if n else block() for n in sizes))
        for name, sizes in (("en", source), ("es", target))
    )


def ranges(found):
    return [(list(group.source), list(group.target)) for group in found]


def test_blocks_that_correspond_are_one_bead_each():
    source, target = sides([2, 1], [2, 1])
    found = paragraph_beads(source, target, [bead("0", "0"), bead("1", "1"), bead("2", "2")])
    assert ranges(found) == [([0], [0]), ([1], [1])]


def test_a_bead_across_a_break_joins_its_blocks():
    source, target = sides([1, 1], [1])
    assert ranges(paragraph_beads(source, target, [bead("0-1", "0")])) == [([0, 1], [0])]


def test_a_block_without_counterpart_between_two_halves_of_another_goes_with_them():
    source, target = sides([2], [1, 1, 1])
    beads = [bead("0", "0"), bead("", "1"), bead("1", "2")]
    assert ranges(paragraph_beads(source, target, beads)) == [([0], [0, 1, 2])]


def test_a_block_that_is_left_out_is_a_bead_with_one_side():
    source, target = sides([1, 1, 1], [1, 1])
    beads = [bead("0", "0", 0.5), bead("1", ""), bead("2", "1", 0.7)]
    found = paragraph_beads(source, target, beads)
    assert ranges(found) == [([0], [0]), ([1], []), ([2], [1])]
    assert [group.score for group in found] == [0.5, 0.95, 0.7]


sizes = st.lists(st.integers(0, 3), min_size=1, max_size=6)


@given(sizes, sizes, st.integers(0, 10**6))
def test_any_beads_give_paragraph_beads_that_an_alignment_accepts(source, target, seed):
    random = Random(seed)
    left, right = sides([1, *source], [1, *target])
    beads, i, j = [], 0, 0
    while i < len(left.sentences) or j < len(right.sentences):
        a, b = min(random.randint(0, 2), len(left.sentences) - i), min(random.randint(0, 2), len(right.sentences) - j)
        if a or b:
            beads.append(bead(f"{i}-{i + a - 1}" if a else "", f"{j}-{j + b - 1}" if b else ""))
            i, j = i + a, j + b
    Alignment(left, right, tuple(beads), paragraph_beads(left, right, beads))
