"""How accurate the beads are on the development sets: ``python tests/bench/accuracy.py``.

Strict and lax F1 (as in `aligner.quality.evaluate`) on every set, sentences given: with the lexicon that comes with the
package and without any, with the sets' paragraphs and without.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, COLUMNS, CORE, Case, cases, textberg

from aligner import align, evaluate
from aligner.quality.evaluate import Evaluation
from aligner.words.lexicon import Lexicon

# Strict F1 of hunalign 1.1 on the same sentences, without a dictionary, as measured before this project began.
HUNALIGN = {
    "xquad": 0.992,
    "pud": 0.958,
    "bible_del": 0.916,
    "bible_nm": 0.926,
    "bible_mix": 0.706,
    "bible_pardrop": 0.949,
    "literature": 0.883,
    "noise_light": 0.887,
    "noise_heavy": 0.732,
    "techdocs": 0.969,
    "udhr": 0.989,
    "textberg-dev": 0.659,
}


def evaluated(documents: Iterable[Case], *, lexicon: bool) -> Evaluation:
    """The evaluation of all documents of a set together."""
    nothing = None if lexicon else Lexicon.empty()
    results = [evaluate(case.gold, align(case.source, case.target, lexicon=nothing)) for case in documents]
    total = results[0]
    for result in results[1:]:
        total += result
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*CORE, "textberg-dev"])
    names = parser.parse_args().sets
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    ways = [(lexicon, paragraphs) for lexicon in (True, False) for paragraphs in (True, False)]
    print(
        "strict / lax F1        with lexicon       lexicon, no par.   no lexicon         no lexicon, no par.  hunalign"
    )
    figures: dict[str, list[float]] = {}
    for name in names:
        row, figures[name] = [], []
        for lexicon, paragraphs in ways:
            documents = [textberg()] if name == "textberg-dev" else list(cases(name, paragraphs=paragraphs))
            result = evaluated(documents, lexicon=lexicon)
            figures[name].append(result.strict.f1)
            row.append(f"{result.strict.f1:.4f} / {result.lax.f1:.4f}")
        print(f"{name:20}  " + "    ".join(row) + f"    {HUNALIGN.get(name, float('nan')):.3f}", flush=True)
    columns = [[figures[part] for part in parts] for parts in COLUMNS.values() if set(parts) <= figures.keys()]
    means = [sum(sum(part[k] for part in parts) / len(parts) for parts in columns) / len(columns) for k in range(4)]
    print(f"{'mean (bible_* as one)':20}  " + "    ".join(f"{value:.4f}         " for value in means))


if __name__ == "__main__":
    main()
