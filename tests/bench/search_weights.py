"""Search weights of the evidence one at a time: ``python tests/bench/search_weights.py --known KIND [--start KIND]``.

The other way to find weights, beside `learn_weights.py`: it looks at what is found rather than at likelihood, which
many clean texts decide, and which does badly by a text of long and free sentences. Each weight is moved by its step as
long as that gains; after each round the steps are shorter. The texts are prepared once, with the weights that the
package has for the kind. It takes a few minutes. What is to grow:

    mean strict F1 of the English–Spanish sets + strict F1 of the news in nine pairs of languages
    + .3 strict F1 + .2 lax F1 of German–French (Text+Berg)
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
import numpy as np
from examples import Example, examples_of
from known import ENCODED, KINDS, documents
from numpy.typing import NDArray
from sets import BENCH, figures
from weight_rows import NAMES, unvector, vector

from aligner.quality.evaluate import Evaluation, evaluate
from aligner.weights import WEIGHTS

Floats = NDArray[np.floating]

# The first step of each weight, about a tenth of what it may be; what has none stays.
STEPS = {
    "lexical": 0.05,
    "weakest": 0.2,
    "length": 0.5,
    "break_one": 0.3,
    "joins": 0.15,
    "encoder": 0.2,
    "2-1": 0.3,
    "2-2": 0.5,
    "3-1": 0.5,
    "3-2": 0.7,
    "3-3": 1.0,
    "4-1": 0.7,
    "opening": 0.3,
    "further": 0.3,
    "opening_rate": 0.15,
    "further_rate": 0.15,
    "tokens": 0.1,
    "inside": 0.2,
}
_ROUNDS, _SHORTER = 3, 0.7
_FREE_STRICT, _FREE_LAX = 0.3, 0.2


def objective(examples: Sequence[Example], weights: Floats) -> float:
    """What is to grow."""
    totals: dict[str, Evaluation] = {}
    for e in examples:
        result = evaluate(e.case.gold, e.path(weights))
        totals[e.case.set] = totals[e.case.set] + result if e.case.set in totals else result
    _, mean = figures({name: result.strict.f1 for name, result in totals.items()})
    free = totals["textberg-dev"]
    return mean + totals["ntrex"].strict.f1 + _FREE_STRICT * free.strict.f1 + _FREE_LAX * free.lax.f1


def search(examples: Sequence[Example], weights: Floats, names: Sequence[str]) -> Floats:
    """The weights found from some others; prints each move that gains."""
    best = objective(examples, weights)
    print(f"start: {best:.4f}", flush=True)
    for turn in range(_ROUNDS):
        for name in names:
            weights, best = _along(examples, weights, best, (name, STEPS[name] * _SHORTER**turn))
    return weights


def _along(examples: Sequence[Example], weights: Floats, best: float, move: tuple[str, float]) -> tuple[Floats, float]:
    """The best weights on the way along one of them, and their value."""
    name, step = move
    for signed in (step, -step):
        gained = False
        while True:
            moved = weights.copy()
            moved[NAMES.index(name)] += signed
            value = objective(examples, moved)
            if value <= best:
                break
            weights, best, gained = moved, value, True
            print(f"{name} {weights[NAMES.index(name)]:.3f}: {best:.4f}", flush=True)
        if gained:
            break
    return weights, best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", choices=("encoder", "nothing"), required=True)
    parser.add_argument(
        "--start", choices=KINDS, help="the kind whose weights the search starts from [default: the same]"
    )
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    kind = KINDS[given.known]
    examples = examples_of(documents(kind), kind, WEIGHTS[kind])
    names = [name for name in STEPS if name != "encoder" or kind in ENCODED]
    start = WEIGHTS[KINDS[given.start or given.known]]
    print(unvector(search(examples, vector(start), names), WEIGHTS[kind]))


if __name__ == "__main__":
    main()
