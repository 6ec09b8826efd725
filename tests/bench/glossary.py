"""The first terms of novels and of manuals, for reading by eye; with --fit, the weights of an entry's score.

    python tests/bench/glossary.py                     the first 100 terms of each source
    python tests/bench/glossary.py react --first 20    of one
    python tests/bench/glossary.py --fit               weights from a novel and a manual, and how honest they are

For the fit, words are linked without a lexicon, and a pair of words that the lexicon knows is right if it links them.
That is too strict, because a lexicon does not have every translation; so scores rather say too little.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import aligner
from aligner import Alignment, Lexicon, Options
from aligner.commands.folders import of_folder
from aligner.glossary.candidates import Candidate, candidates
from aligner.glossary.ranking import facts
from aligner.glossary.side import Side
from aligner.glossary.terms import evidence, pooled
from aligner.words.shipped import shipped

RAW = Path(__file__).resolve().parents[3] / "shared" / "raw"
SOURCES = {
    "four_horsemen": RAW / "novels",
    "don_quixote": RAW / "novels",
    "fastapi": RAW / "fastapi",
    "react": RAW / "react",
    "opensource-guide": RAW / "opensource-guide",
}
FITTED_ON = ("four_horsemen", "fastapi")
# The least p(t|s) or p(s|t) at which the lexicon links two words.
_LINKED = 0.03
_RIDGE = 1e-3


def alignments_of(name: str) -> list[Alignment]:
    """The documents of a source, aligned."""
    found = of_folder(SOURCES[name]).documents
    chosen = [document for document in found if SOURCES[name].name == name or document[0] == name]
    # Some Spanish pages are still half in English, so languages are not left to be recognised.
    options = Options(languages=("en", "es"))
    return [
        aligner.align(aligner.read(source), aligner.read(target), options=options)
        for _, source, target in chosen
        if target
    ]


def show(name: str, first: int) -> None:
    """Print the first terms of a source, with time and memory."""
    alignments = alignments_of(name)
    started = time.perf_counter()
    entries = aligner.glossary(*alignments)
    seconds, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    beads = sum(len(alignment.beads) for alignment in alignments)
    print(
        f"{name}: {len(entries):,} entries from {beads:,} beads, {seconds:.1f} seconds, peak of the process {peak} MB"
    )
    for number, entry in enumerate(entries[:first], start=1):
        print(f"{number:4}  {entry.source} – {entry.target}  ({entry.kind}, {entry.count} beads, {entry.score:.2f})")


def fit(names: Sequence[str]) -> None:
    """Print the weights of the score, and the share that is right of the entries with about each score."""
    rows = [row for name in names for row in _judged(alignments_of(name))]
    known = np.array([row[:-1] for row in rows])
    right = np.array([row[-1] for row in rows])
    weights = _logistic(known, right)
    print("weights", *np.round(weights, 2), f"of {len(rows):,} pairs, {right.mean():.2f} right")
    scores = 1 / (1 + np.exp(-known @ weights))
    for low in np.arange(0, 1, 0.1):
        here = (scores >= low) & (scores < low + 0.1)
        if here.any():
            print(f"{low:.1f}  {here.sum():6,}  said {scores[here].mean():.2f}  right {right[here].mean():.2f}")


def _judged(alignments: Sequence[Alignment]) -> Iterator[tuple[float, ...]]:
    beads = pooled(alignments)
    lexicon = shipped("en", "es")
    assert lexicon is not None
    forms = _forms(beads.source), _forms(beads.target)
    chances = evidence(beads, alignments, Lexicon.empty())
    for candidate in candidates(beads.source, beads.target, chances, 2):
        if (right := _is_right(candidate, forms, lexicon)) is not None:
            yield (*facts(candidate), right)


def _forms(side: Side) -> dict[int, list[str]]:
    forms: defaultdict[int, list[str]] = defaultdict(list)
    for form, key in zip(side.types.forms, side.types.key_of.tolist(), strict=True):
        forms[key].append(form)
    return forms


def _is_right(
    candidate: Candidate, forms: tuple[dict[int, list[str]], dict[int, list[str]]], lexicon: Lexicon
) -> float | None:
    """Whether the lexicon links any forms of two words; None for phrases and words that it does not know."""
    if len(candidate.source) > 1 or len(candidate.target) > 1:
        return None
    found = lexicon.lookup(forms[0][candidate.source[0]], forms[1][candidate.target[0]])
    if not (found.source_known.any() and found.target_known.any()):
        return None
    return float(max(found.forward.values.max(initial=0), found.backward.values.max(initial=0)) >= _LINKED)


def _logistic(known: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method."""
    weights = np.zeros(known.shape[1])
    for _ in range(30):
        said = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (right - said) - _RIDGE * weights
        curve = (known * (said * (1 - said))[:, None]).T @ known + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="SOURCE", help=f"some of {', '.join(SOURCES)}")
    parser.add_argument("--first", type=int, default=100)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    if given.fit:
        fit(given.names or FITTED_ON)
        return
    for name in given.names or SOURCES:
        show(name, given.first)


if __name__ == "__main__":
    main()
