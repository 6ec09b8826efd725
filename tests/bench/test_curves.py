"""The curves that `calibrate.py` and `learn_weights.py` print are those of the beads that they are given."""

from __future__ import annotations

import numpy as np
import pytest
from curves import Outcomes, error, fitted, log_loss, scores_by_others, shares

from aligner.search.calibration import Curve


def drawn(curve: Curve, beads: int, source: str) -> Outcomes:
    """Beads of which as many are right as a curve says."""
    random = np.random.default_rng(1)
    posterior = random.uniform(0.02, 0.98, beads)
    right = random.uniform(size=beads) < curve.scores(posterior)
    return Outcomes(posterior, right, np.zeros(beads, bool), np.full(beads, source))


@pytest.mark.parametrize("curve", [Curve(1.0, 0.0), Curve(0.6, 0.5), Curve(1.4, -0.5)])
def test_the_curve_that_beads_were_drawn_by_is_found_and_makes_scores_honest(curve):
    beads = drawn(curve, 20_000, "novel")
    alike = shares(beads, by_source=False)
    found = fitted(beads, alike)
    assert found.slope == pytest.approx(curve.slope, abs=0.06)
    assert found.offset == pytest.approx(curve.offset, abs=0.06)
    assert error(found.scores(beads.posterior), beads.right, alike) < 0.01


def test_a_source_counts_as_the_square_root_of_its_number_of_beads():
    beads = Outcomes.together([drawn(Curve(1.0, 0.0), 400, "novel"), drawn(Curve(1.0, 0.0), 25, "letter")])
    counted = shares(beads, by_source=True)
    assert counted[:400].sum() == pytest.approx(20)
    assert counted[400:].sum() == pytest.approx(5)


def test_a_source_is_judged_by_the_curve_of_the_others():
    honest, proud = drawn(Curve(1.0, 0.0), 20_000, "honest"), drawn(Curve(1.0, -2.0), 20_000, "proud")
    beads = Outcomes.together([honest, proud])
    scores = scores_by_others(beads, shares(beads, by_source=False))
    assert scores[20_000:] == pytest.approx(proud.posterior, abs=0.02)
    assert scores[:20_000] == pytest.approx(Curve(1.0, -2.0).scores(honest.posterior), abs=0.02)


def test_errors_of_known_scores():
    scores, right = np.array([0.25, 0.25, 0.75]), np.array([False, True, True])
    assert error(scores, right, np.ones(3)) == pytest.approx((0.5 + 0.25) / 3)
    assert error(scores, right, np.array([1.0, 0.0, 0.0])) == pytest.approx(0.25)
    assert log_loss(scores, right, np.ones(3)) == pytest.approx(-np.log(0.75 * 0.25 * 0.75) / 3)
