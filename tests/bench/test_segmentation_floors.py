"""Sentence boundaries stay at least as right as issue 2 asks for, on each treebank by itself."""

from __future__ import annotations

import pytest
from segmentation import FLOORS, FOLDER, evaluate

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no bench folder at {FOLDER}")


@pytest.mark.parametrize("name", FLOORS)
def test_a_set_keeps_its_floor(name: str) -> None:
    result = evaluate(name)
    least_f, least_ft = FLOORS[name]
    shown = "\n".join(result.errors[:40])
    assert least_f is None or result.every.f1 >= least_f, shown
    assert least_ft is None or result.terminal.f1 >= least_ft, shown
