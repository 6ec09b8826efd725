"""How well text that has moved is found: ``python tests/bench/moved.py [--known KIND] [--seed N]``.

1. Seeded moves: single sentences and paragraphs of the translation moved by 10 to 200 beads, in texts with gold, whole
   and with sentences dropped from either side (`seeded_moves`). Recall is that of the moved beads of four words and
   more; a link is right if it is a gold bead. `ODDS` are fitted to the first sets, so go by the others.
2. ``drift``: pages of which parts were moved by their authors, as the sets say.
3. Texts in which nothing was moved: links found there are not all wrong, so read them.

Every link that is not in the gold is printed, and with ``--missed`` what was not found. ``--fit`` prints the
`aligner.search.moved_candidates.ODDS` that the first sets teach, half of them texts in which nothing has moved.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
import numpy as np
from known import KINDS, aligned
from moved_odds import fitted
from numpy.typing import NDArray
from seeded_moves import Moved, moved_texts
from sets import BENCH, PAIRED, Case, cases

from aligner import Alignment, Document
from aligner.errors import DoubtWarning
from aligner.model import Bead
from aligner.text.order import moved
from aligner.weights import Known

DEVELOPED, REPORTED = ("literature", "bible_clean", "xquad"), ("prose", "techdocs", "pud", "udhr")
UNMOVED = (*DEVELOPED, "prose", "techdocs", "pud", "noise_light", "noise_heavy", "bible_del", "bible_pardrop")
# The fewest words, of the source, that a bead must have for its recall to count.
_WORDS = 4
_SEEDS_TO_FIT = range(100, 104)


# A text of which parts have moved, and what is found in it.
Judged = tuple[Moved, Alignment]


def seeded(name: str, kind: Known, seed: int, *, drops: bool) -> Judged:
    """Seeded moves in the texts of a set."""
    text = moved_texts(_once(name), seed, drops=drops)
    return text, _aligned(text.source, text.target, kind)


def drift(kind: Known) -> Iterator[Judged]:
    """What the sets say that authors have moved."""
    for case in cases("drift"):
        listed = json.loads((PAIRED / "drift" / f"{case.name}.meta.json").read_text())["moved"]
        beads = tuple(Bead(_range(source), _range(target)) for source, target in listed)
        yield Moved(case.source, case.target, beads, beads), _aligned(case.source, case.target, kind)


def unmoved(name: str, kind: Known) -> Iterator[str]:
    """The links found in a set in which nothing was moved."""
    for case in cases(name):
        found = _aligned(case.source, case.target, kind)
        for link in _links(found):
            yield f"{case.name}: {_shown(found, link)}"


def _once(name: str) -> list[Case]:
    """The documents of a set; of PUD one, because the other one holds the same sentences."""
    return list(cases(name))[: 1 if name == "pud" else None]


def _aligned(source: Document, target: Document, kind: Known) -> Alignment:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)
        return aligned(source, target, kind, moved=True)


def tallied(texts: Iterable[Judged], *, missed: bool = False) -> NDArray[np.integer]:
    """How many moved beads are found, how many there are, how many links are right, and how many there are.

    Prints each link that is not in the gold and, if asked, each bead that was missed.
    """
    counts = np.zeros(4, int)
    for text, found in texts:
        every, gold = _pairs(found.beads), _pairs(text.beads)
        for bead in text.moved:
            if sum(len(text.source.sentences[i].text.split()) for i in bead.source) < _WORDS:
                continue
            is_found = (bead.source, bead.target) in every
            counts += [is_found, 1, 0, 0]
            if missed and not is_found:
                print(f"    missed: {_shown(found, (bead.source, bead.target))}")
        for link in _links(found):
            counts += [0, 0, link in gold, 1]
            if link not in gold:
                print(f"    not in the gold: {_shown(found, link)}")
    return counts


def _report(title: str, counts: NDArray[np.integer]) -> None:
    hit, wanted, right, links = counts.tolist()
    shares = [f"{part:3} of {all:3} {part / all if all else 1:.3f}" for part, all in ((hit, wanted), (right, links))]
    print(f"{title:24} recall {shares[0]}   precision {shares[1]}", flush=True)


def _links(found: Alignment) -> list[tuple[range, range]]:
    return [(found.beads[k].source, found.beads[k].target) for k in sorted(moved(found.beads))]


def _pairs(beads: Iterable[Bead]) -> set[tuple[range, range]]:
    return {(bead.source, bead.target) for bead in beads}


def _shown(found: Alignment, link: tuple[range, range]) -> str:
    sides = [
        " ".join(document.sentences[k].text for k in sentences)[:160]
        for document, sentences in zip((found.source, found.target), link, strict=True)
    ]
    score = next((bead.score for bead in found.beads if (bead.source, bead.target) == link), 0.0)
    return f"{score:.3f} {link[0].start} {link[1].start} {' | '.join(sides)}"


def _range(indexes: Sequence[int]) -> range:
    return range(indexes[0], indexes[-1] + 1)


def fit(kind: Known) -> None:
    """Print the odds that the first sets teach."""
    texts = [
        moved_texts(_once(name), seed, moves=moves, drops=True)
        for name in DEVELOPED
        for seed in _SEEDS_TO_FIT
        for moves in (True, False)
    ]
    print(fitted(texts, kind))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", choices=KINDS, default="lexicon")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    kind = KINDS[given.known]
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    if given.fit:
        fit(kind)
        return
    for title, names in (("developed on", DEVELOPED), ("left out", REPORTED)):
        total = np.zeros(4, int)
        for name in names:
            for drops in (False, True):
                counts = tallied([seeded(name, kind, given.seed, drops=drops)], missed=given.missed)
                total += counts
                _report(f"{name}{', drops' if drops else ''}", counts)
        _report(title, total)
    _report("drift", tallied(drift(kind), missed=given.missed))
    for name in UNMOVED:
        found = list(unmoved(name, kind))
        print(*(f"    {line}" for line in found), f"{name:24} {len(found)} links", sep="\n", flush=True)


if __name__ == "__main__":
    main()
