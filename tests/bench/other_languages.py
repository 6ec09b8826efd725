"""How accurate and how honest alignment is in other languages: ``python tests/bench/other_languages.py``.

News in nine pairs of languages, and Text+Berg (German–French), sentences given, no paragraphs; one setting for all.
Each cell has strict F1, lax F1 in brackets, and the calibration error, with

- nothing known of the languages;
- the multilingual encoder;
- a lexicon taught by the other documents of the same pair (some 700 pairs of sentences; for Text+Berg, all of the
  German–French news);
- that lexicon and the encoder.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from accuracy import evaluated
from known import own_lexicon
from sets import BENCH, Case, news, textberg

from aligner.quality.evaluate import Evaluation
from aligner.weights import Known

# What is known, and whether a lexicon is taught.
WAYS = {
    "nothing": (Known.NOTHING, False),
    "encoder": (Known.ENCODER, False),
    "own lexicon": (Known.OWN_LEXICON, True),
    "own lexicon, encoder": (Known.ENCODER, True),
}
# Strict F1 of hunalign 1.1 on the same sentences, without a dictionary, as measured before this project began.
HUNALIGN = {
    "de-fr": 0.927,
    "en-ja": 0.419,
    "en-ko": 0.338,
    "en-ru": 0.877,
    "en-th": 0.915,
    "en-tr": 0.917,
    "en-zh": 0.195,
    "textberg-dev": 0.659,
}


def found(documents: Sequence[Case], way: str) -> Evaluation:
    """The evaluation of all documents of a pair together."""
    kind, taught = WAYS[way]
    return evaluated(documents, kind, own_lexicon if taught else None)


def documents_of(name: str) -> list[Case]:
    """The documents of a pair of languages (``"en-ja"``), or Text+Berg (``"textberg-dev"``)."""
    return [textberg()] if name == "textberg-dev" else news()[name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", help="such as de-fr or textberg-dev [default: all]")
    chosen = parser.parse_args().pairs
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    print(f"{'strict (lax) error':24}" + "".join(f"{way:25}" for way in WAYS) + "hunalign")
    results = {}
    for name in chosen or [*news(), "textberg-dev"]:
        results[name] = [found(documents_of(name), way) for way in WAYS]
        known = f"{HUNALIGN[name]:.3f}" if name in HUNALIGN else "–"
        print(f"{name:24}" + "".join(f"{_cell(result):25}" for result in results[name]) + known, flush=True)
    columns = list(zip(*(results[name] for name in results if name != "textberg-dev"), strict=True))
    for title, summary in (("mean of news", _mean), ("lowest, highest error", _worst)) if columns else ():
        print(f"{title:24}" + "".join(f"{summary(column):25}" for column in columns).rstrip())


def _cell(result: Evaluation) -> str:
    return _figures(result.strict.f1, result.lax.f1, result.calibration_error or 0.0)


def _mean(results: Sequence[Evaluation]) -> str:
    figures = [(result.strict.f1, result.lax.f1, result.calibration_error or 0.0) for result in results]
    return _figures(*(sum(column) / len(column) for column in zip(*figures, strict=True)))


def _worst(results: Sequence[Evaluation]) -> str:
    return _figures(
        min(result.strict.f1 for result in results),
        min(result.lax.f1 for result in results),
        max(result.calibration_error or 0.0 for result in results),
    )


def _figures(strict: float, lax: float, error: float) -> str:
    return f"{strict:.4f} ({lax:.4f}) {error:.4f}"


if __name__ == "__main__":
    main()
