"""How accurate the beads are on the development sets: ``python tests/bench/accuracy.py``.

Strict and lax F1 (as in `aligner.quality.evaluate`) on every set, sentences given: with the lexicon that comes with the
package and without any, with the sets' paragraphs and without; and, with paragraphs, with the multilingual encoder
beside the lexicon and in place of it. ``--encoder`` shows only these last two.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from known import SHIPPED, aligned
from sets import BENCH, CORE, Case, cases, figures, textberg

from aligner import Lexicon, evaluate
from aligner.errors import DoubtWarning
from aligner.quality.evaluate import Evaluation
from aligner.weights import Known


class Way(NamedTuple):
    """A column: what is known, and whether paragraphs are given."""

    title: str
    kind: Known
    paragraphs: bool


WAYS = (
    Way("with lexicon", Known.LEXICON, True),
    Way("lexicon, no par.", Known.LEXICON, False),
    Way("no lexicon", Known.NOTHING, True),
    Way("no lexicon, no par.", Known.NOTHING, False),
    Way("lexicon, encoder", Known.LEXICON_AND_ENCODER, True),
    Way("encoder", Known.ENCODER, True),
)
# Strict F1 of hunalign 1.1 on the same sentences, without a dictionary, as measured before this project began.
HUNALIGN = {
    "xquad": 0.992,
    "pud": 0.958,
    "bible_del": 0.916,
    "bible_nm": 0.926,
    "bible_mix": 0.706,
    "bible_pardrop": 0.949,
    "literature": 0.883,
    "prose": 0.864,
    "drift": 0.692,
    "noise_light": 0.887,
    "noise_heavy": 0.732,
    "techdocs": 0.969,
    "udhr": 0.989,
    "textberg-dev": 0.659,
}


def evaluated(documents: Iterable[Case], kind: Known, own: Callable[[Case], Lexicon] | None = None) -> Evaluation:
    """The evaluation of all documents of a set together; `own` gives a lexicon for each, if it is not the package's."""
    results = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)  # `unrelated.py` counts these
        for case in documents:
            found = aligned(case.source, case.target, kind, own=own(case) if own else None)
            results.append(evaluate(case.gold, found))
    total = results[0]
    for result in results[1:]:
        total += result
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=[*CORE, "textberg-dev"])
    parser.add_argument("--encoder", action="store_true", help="only the columns with the encoder")
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    ways = [way for way in WAYS if not given.encoder or "encoder" in way.title]
    print(f"{'strict / lax F1':24}" + "".join(f"{way.title:21}" for way in ways) + "hunalign")
    found: list[dict[str, float]] = [{} for _ in ways]
    for name in given.sets:
        row = []
        for way, figures_of in zip(ways, found, strict=True):
            if name == "textberg-dev" and way.kind in SHIPPED:
                row.append("–")
                continue
            documents = [textberg()] if name == "textberg-dev" else list(cases(name, paragraphs=way.paragraphs))
            result = evaluated(documents, way.kind)
            figures_of[name] = result.strict.f1
            row.append(f"{result.strict.f1:.4f} / {result.lax.f1:.4f}")
        known = f"{HUNALIGN[name]:.3f}" if name in HUNALIGN else "–"
        print(f"{name:24}" + "".join(f"{cell:21}" for cell in row) + known, flush=True)
    means = "".join(f"{figures(figures_of)[1]:<21.4f}" for figures_of in found)
    print(f"{'mean (bible_* as one)':24}{means}".rstrip())


if __name__ == "__main__":
    main()
