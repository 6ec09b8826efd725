"""Sentence boundaries keep a floor on each treebank by itself."""

from __future__ import annotations

import os

import pytest
from segmentation import FLOORS, FOLDER, evaluate

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)


@pytest.mark.parametrize("name", FLOORS)
def test_a_set_keeps_its_floor(name: str) -> None:
    result = evaluate(name)
    least_f, least_ft = FLOORS[name]
    shown = "\n".join(result.errors[:40])
    assert least_f is None or result.every.f1 >= least_f, shown
    assert least_ft is None or result.terminal.f1 >= least_ft, shown
