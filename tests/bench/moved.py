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
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from known import KINDS, aligned
from moved_odds import fitted
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


def seeded(names: Iterable[str], kind: Known, seed: int, *, missed: bool) -> None:
    """Print recall and precision of seeded moves, a line for each set."""
    for name in names:
        for drops in (False, True):
            text = moved_texts(_once(name), seed, drops=drops)
            found = _aligned(text.source, text.target, kind)
            _report(f"{name}{', drops' if drops else ''}", [(text, found)], missed=missed)


def drift(kind: Known, *, missed: bool) -> None:
    """Print recall and precision of what the sets say has moved."""
    texts = []
    for case in cases("drift"):
        listed = json.loads((PAIRED / "drift" / f"{case.name}.meta.json").read_text())["moved"]
        beads = tuple(Bead(_range(source), _range(target)) for source, target in listed)
        texts.append((Moved(case.source, case.target, beads, beads), _aligned(case.source, case.target, kind)))
    _report("drift", texts, missed=missed)


def unmoved(kind: Known) -> None:
    """Print the links found where nothing was moved."""
    for name in UNMOVED:
        number = 0
        for case in cases(name):
            found = _aligned(case.source, case.target, kind)
            for link in _links(found):
                number += 1
                print(f"    {'right' if link in _pairs(case.gold) else case.name}: {_shown(found, link)}")
        print(f"{name:24} {number} links", flush=True)


def _once(name: str) -> list[Case]:
    """The documents of a set; of PUD one, because the other one holds the same sentences."""
    return list(cases(name))[: 1 if name == "pud" else None]


def _aligned(source: Document, target: Document, kind: Known) -> Alignment:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)
        return aligned(source, target, kind, moved=True)


def _report(title: str, texts: Sequence[tuple[Moved, Alignment]], *, missed: bool) -> None:
    wanted = hit = links = right = 0
    for text, found in texts:
        every = _pairs(found.beads)
        for bead in text.moved:
            if sum(len(text.source.sentences[i].text.split()) for i in bead.source) < _WORDS:
                continue
            wanted += 1
            hit += (bead.source, bead.target) in every
            if missed and (bead.source, bead.target) not in every:
                print(f"    missed: {_shown(found, (bead.source, bead.target))}")
        gold = _pairs(text.beads)
        for link in _links(found):
            links += 1
            right += link in gold
            if link not in gold:
                print(f"    not in the gold: {_shown(found, link)}")
    shares = [
        f"{part:3} of {whole:3} {part / whole if whole else 1:.3f}" for part, whole in ((hit, wanted), (right, links))
    ]
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
    elif given.fit:
        texts = [
            moved_texts(_once(name), seed, moves=moves, drops=True)
            for name in DEVELOPED
            for seed in _SEEDS_TO_FIT
            for moves in (True, False)
        ]
        print(fitted(texts, kind))
    else:
        for title, names in (("developed on", DEVELOPED), ("left out", REPORTED)):
            print(f"{title}:")
            seeded(names, kind, given.seed, missed=given.missed)
        drift(kind, missed=given.missed)
        unmoved(kind)


if __name__ == "__main__":
    main()
