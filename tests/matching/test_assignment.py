"""The best assignment is the best one: against trying all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.matching.assignment import assignment

TARGETS = st.integers(0, 4)
# Few different values, so that there are ties; and any.
GAINS = st.sampled_from([-1.0, 0.0, 1.0, 2.0, 3.0]) | st.floats(-5, 9)
TABLES = st.lists(st.dictionaries(TARGETS, GAINS, max_size=5), max_size=5)


def highest(gains: Sequence[Mapping[int, float]], taken: frozenset[int] = frozenset()) -> float:
    """The highest total of all assignments."""
    if not gains:
        return 0.0
    first, rest = gains[0], gains[1:]
    totals = [gain + highest(rest, taken | {target}) for target, gain in first.items() if target not in taken]
    return max([highest(rest, taken), *totals])


@given(gains=TABLES)
def test_the_total_is_the_highest_there_is_and_nobody_has_two_partners(gains):
    found = assignment(gains)
    assert len(set(found.values())) == len(found)
    assert sum(gains[source][target] for source, target in found.items()) == pytest.approx(highest(gains))


@given(gains=TABLES)
def test_no_pair_is_worth_nothing(gains):
    assert all(gains[source][target] > 0 for source, target in assignment(gains).items())


@given(gains=TABLES, order=st.permutations(range(5)))
def test_the_total_does_not_depend_on_the_order(gains, order):
    shuffled = [gains[k] for k in order if k < len(gains)]
    total = sum(shuffled[source][target] for source, target in assignment(shuffled).items())
    assert total == pytest.approx(highest(gains))


def test_a_long_chain_gives_way_to_a_newcomer():
    """Each source has taken the target that it likes best, and likes the next one a little less."""
    length = 300
    gains: list[dict[int, float]] = [{k: 3.0, k + 1: 2.999} for k in range(length)]
    newcomer = {0: 3.0 + length}
    assert assignment([*gains, newcomer]) == {**{k: k + 1 for k in range(length)}, length: 0}
