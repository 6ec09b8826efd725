"""Flags must go on finding errors, and must not be raised in good translations: a floor for each kind of error.

Floors are a little below the figures of ``python tests/bench/flags.py techdocs xquad``, whose texts are short.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from flags import counted, tally
from seeding import ERRORS
from sets import BENCH, cases

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)

SETS = ("techdocs", "xquad")
# Recall and precision.
FLOORS = {
    "digits changed": (0.98, 0.94),
    "number word changed": (0.9, 0.9),
    "date, amount, unit": (0.97, 0.97),
    "name exchanged": (0.75, 0.93),
    "name left out": (0.5, 0.9),
    "half left out": (0.85, 0.93),
    "as much added": (0.95, 0.93),
    "not translated": (0.98, 0.97),
    "sentence left out": (0.85, 0.9),
    "sentence added": (0.85, 0.9),
    "translated anew": (0.98, 0.98),
    "mark left out": (0.9, 0.75),
    "tag, address, bracket": (0.98, 0.97),
}


@pytest.mark.parametrize("error", [error for error in ERRORS if error.name in FLOORS], ids=lambda error: error.name)
def test_errors_are_found_and_little_else(error):
    found = tally(error, SETS)
    recall, precision = FLOORS[error.name]
    assert found.recall >= recall
    assert found.precision >= precision


@pytest.mark.parametrize(("name", "most"), [("techdocs", 0.022), ("xquad", 0.012), ("prose", 0.026)])
def test_few_beads_of_good_translations_have_flags(name, most):
    counts = sum((counted(case) for case in cases(name)), Counter())
    assert counts["any"] <= most * counts["beads"]
