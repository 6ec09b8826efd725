"""Fit the scores to what `aligner.align` finds: ``python tests/bench/calibrate.py --known KIND``.

For each kind of evidence two curves, as `aligner.search.calibration` has them: one for beads with both sides, one for
nulls. Each source (a book, a site, a data set) counts as the square root of its number of beads. "Left out" judges
every source by the curves that the others give. The weights are those of the package; where these were learned from the
very texts, `learn_weights.py` gives more honest curves, because it leaves sources out there, too.

With nothing known the second round learns from beads by their scores, so curves that have changed much should be fitted
once more.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
import numpy as np
from curves import Outcomes, report
from known import KINDS, aligned, documents, own_lexicon
from numpy.typing import NDArray
from sets import BENCH, Case

from aligner import Options
from aligner.errors import DoubtWarning
from aligner.search import run
from aligner.search.calibration import CALIBRATIONS, Calibration
from aligner.weights import Known

Floats = NDArray[np.floating]


def outcomes_of(case: Case, kind: Known) -> Outcomes:
    """What became of the beads that are found in a text, with their posteriors before calibration."""
    own = own_lexicon(case) if kind is Known.OWN_LEXICON else None
    asked: list[Floats] = []

    class Watched(Calibration):
        def scores(self, posterior: Floats, null: NDArray[np.bool_]) -> NDArray[np.float64]:
            asked.append(posterior)
            return super().scores(posterior, null)

    watched = {each: Watched(**vars(calibration)) for each, calibration in CALIBRATIONS.items()}
    with patch.object(run, "CALIBRATIONS", watched), warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)
        found = aligned(case.source, case.target, kind, own=own, options=Options(unrelated=True))
    return Outcomes.of(case, found.beads, asked[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", choices=KINDS, required=True)
    kind = KINDS[parser.parse_args().known]
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    report(Outcomes.together(outcomes_of(case, kind) for case in documents(kind)), by_source=True)


if __name__ == "__main__":
    main()
