"""Learn the weights of the evidence: ``python tests/bench/learn_weights.py [--known KIND]``.

Prints the weights that all development sets teach. Then, what matters more, it judges every source (a book, a site, a
data set) by weights that the others taught: how many beads are right, and how honest the scores are. The last lines fit
the calibration of `aligner.search.calibration` to those beads.

``--known`` says what the aligner knows besides the text. Without the package's lexicon, news in nine pairs of languages
and German–French (Text+Berg) are among the sets. ``--no-paragraphs`` learns from the English–Spanish sets without their
paragraphs, and ``--without TERM`` without one term. How it works is in `learning`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from curves import report
from examples import examples_of
from known import ENCODED, KINDS, documents
from learning import judged, learn, left_out
from sets import BENCH, figures, source_of
from weight_rows import NAMES, start_and_scale, unvector

from aligner.quality.evaluate import Evaluation
from aligner.weights import WEIGHTS

_KINDS = ("lexicon", "lexicon+encoder", "encoder", "nothing")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", choices=_KINDS, default="lexicon")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--no-paragraphs", action="store_true")
    parser.add_argument("--without", action="append", default=[], metavar="TERM", choices=NAMES)
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    kind = KINDS[given.known]
    examples = examples_of(documents(kind, paragraphs=not given.no_paragraphs), kind, WEIGHTS[kind])
    # Clean verses teach what verses with drops and joins teach.
    taught = [e for e in examples if e.case.set not in ("bible_nm", "bible_pardrop")]
    start, scale = start_and_scale(given.without, fixed=() if kind in ENCODED else ("encoder",))
    weights = learn(taught, start, scale, given.steps)
    _show("in sample", judged(examples, dict.fromkeys((source_of(e.case) for e in examples), weights))[0])
    print(unvector(weights, WEIGHTS[kind]))
    totals, outcomes, gold_nulls = judged(examples, left_out(taught, start, scale, given.steps))
    _show("left out", totals)
    nulls = outcomes.right[outcomes.null]
    print(f"nulls: precision {nulls.mean():.4f}, recall {nulls.sum() / gold_nulls:.4f}")
    report(outcomes, by_source=False)


def _show(title: str, totals: dict[str, Evaluation]) -> None:
    columns, mean = figures({name: result.strict.f1 for name, result in totals.items()})
    print(title, *(f"{name} {value:.4f}" for name, value in columns.items()))
    print(f"{title} mean {mean:.4f}", flush=True)


if __name__ == "__main__":
    main()
