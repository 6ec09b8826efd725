"""The reviewer's queue must go on leading to wrong beads: floors a little below the figures of ``worth.py``."""

from __future__ import annotations

import os

import pytest
from sets import BENCH
from worth import Tally

from aligner.quality.worth import LEAST

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)


def test_most_wrong_beads_are_in_the_queue_or_beside_one_that_is_and_the_queue_is_short():
    tally = Tally(("literature", "prose"))
    assert tally.found[LEAST] >= 0.7 * tally.wrong
    assert tally.leading[LEAST] >= 0.25 * tally.listed[LEAST]
