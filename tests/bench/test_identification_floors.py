"""Languages of short texts and of mixed files keep their floors, a little below the figures of the two benches."""

from __future__ import annotations

import os

import pytest
from identification import mean, openings, shares
from mixed import shares as mixed_shares
from sets import BENCH

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)


def test_the_first_five_words_name_their_language_or_none():
    found = {code: shares(texts, code) for code, texts in openings().items()}
    right, _, wrong = mean(list(found.values()))
    assert right >= 0.91 and wrong <= 0.0025
    for code, row in found.items():
        assert row.wrong <= 0.01, (code, row.instead)


def test_mixed_files_are_divided():
    for pair, layouts in mixed_shares().items():
        least = (0.99, 0.98, 0.92) if "textberg" in pair else (0.998, 0.999, 0.998)
        means = [sum(found) / len(found) for found in layouts.values()]
        assert all(mean >= floor for mean, floor in zip(means, least, strict=True)), (pair, means)
