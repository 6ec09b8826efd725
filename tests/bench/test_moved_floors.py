"""What has moved must go on being found, with no wrong links: floors a little below the figures of ``moved.py``."""

from __future__ import annotations

import os

import pytest
from moved import drift, seeded, tallied, unmoved
from sets import BENCH

from aligner.weights import Known

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)


@pytest.mark.parametrize(
    ("known", "names", "recall", "precision"),
    [
        (Known.LEXICON, ("prose", "techdocs", "pud", "udhr"), 0.88, 0.97),
        (Known.NOTHING, ("xquad", "techdocs"), 0.88, 0.97),
    ],
)
def test_seeded_moves_are_found(known, names, recall, precision):
    hit, wanted, right, links = tallied(
        seeded(name, known, 1, drops=drops) for name in names for drops in (False, True)
    )
    assert hit / wanted >= recall
    assert right / links >= precision


def test_what_authors_have_moved_is_found():
    hit, wanted, right, links = tallied(drift(Known.LEXICON))
    assert hit / wanted >= 0.9
    assert right / links >= 0.9


@pytest.mark.parametrize("name", ["prose", "noise_heavy"])
def test_where_nothing_has_moved_nothing_is_linked(name):
    assert list(unmoved(name, Known.LEXICON)) == []
