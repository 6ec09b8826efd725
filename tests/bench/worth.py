"""What a reviewer is shown first: ``python tests/bench/worth.py [-n 40] SAVED.json`` or ``… SOURCE TARGET``.

The queue of the review mode, the worst first: each bead with its chance of being worth a look, its score and the
findings in it, and its text. Whether it was worth one is for the reader to judge.

Without files: how well the queue finds the wrong beads of the development sets. A bead is found if it is in the queue
or beside one that is.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, CORE, cases

import aligner
from aligner.errors import DoubtWarning
from aligner.model import Alignment, Bead
from aligner.quality.findings import findings
from aligner.quality.worth import worth

# Chances from which on beads are listed, to choose among.
LEASTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.5)


def alignment_of(paths: Sequence[str]) -> Alignment:
    """A saved alignment, or that of two texts."""
    if len(paths) == 1:
        return aligner.load(paths[0])
    return aligner.align(*(aligner.read(path) for path in paths))


def show(alignment: Alignment, most: int) -> None:
    """Print the beginning of the queue."""
    why: dict[int, list[str]] = {}
    for finding in findings(alignment.source, alignment.target, alignment.beads):
        why.setdefault(finding.beads.start, []).append(f"{finding.flag} {finding.detail}")
    found = worth(alignment)
    pairs = {pair.id - 1: pair for pair in alignment.pairs()}
    print(f"{len(found):,} of {len(alignment.beads):,} beads")
    for rank, k in enumerate(sorted(found, key=lambda k: (-found[k], k))[:most], 1):
        pair = pairs[k]
        told = "; ".join(why.get(k, []))
        print(f"\n{rank:3}. {found[k]:.2f}  {pair.id}  {pair.kind}  {pair.score:.2f}  {told}")
        for at in (k - 1, k, k + 1):
            if near := pairs.get(at):
                mark = "=" if at == k else " "
                print(f"  {mark} {near.source or '–'}\n  {mark} {near.target or '–'}")


class Tally:
    """For each of `LEASTS`: beads listed, those of them that lead to a wrong one, and wrong beads found."""

    def __init__(self, names: Sequence[str]) -> None:
        self.listed, self.leading, self.found = Counter[float](), Counter[float](), Counter[float]()
        self.wrong = 0
        for case in (case for name in names for case in cases(name)):
            alignment = aligner.align(case.source, case.target, options=aligner.Options(unrelated=True))
            self._add(worth(alignment, least=min(LEASTS)), _wrong(alignment, case.gold))

    def _add(self, chances: Mapping[int, float], wrong: Set[int]) -> None:
        self.wrong += len(wrong)
        for least in LEASTS:
            queue = {k for k, chance in chances.items() if chance >= least}
            self.listed[least] += len(queue)
            self.leading[least] += sum(not wrong.isdisjoint((k - 1, k, k + 1)) for k in queue)
            self.found[least] += sum(not queue.isdisjoint((k - 1, k, k + 1)) for k in wrong)


def measure(names: Sequence[str]) -> None:
    """Print how many wrong beads are found from each chance on, and how many beads are listed for them."""
    tally = Tally(names)
    print(f"{tally.wrong:,} wrong beads\n{'least':>5}{'listed':>8}{'leading to one':>16}{'found':>7}")
    for least in LEASTS:
        print(f"{least:5}{tally.listed[least]:8,}{tally.leading[least]:16,}{tally.found[least]:7,}")


def _wrong(alignment: Alignment, gold: Sequence[Bead]) -> set[int]:
    """Indexes of the beads that the gold does not have."""
    right = {(*bead.source, "|", *bead.target) for bead in gold}
    return {k for k, bead in enumerate(alignment.beads) if (*bead.source, "|", *bead.target) not in right}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="a saved alignment, or two texts")
    parser.add_argument("-n", type=int, default=40, help="how many beads to print")
    given = parser.parse_args()
    warnings.simplefilter("ignore", DoubtWarning)
    if given.files:
        show(alignment_of(given.files), given.n)
    elif BENCH.is_dir():
        measure(CORE)
    else:
        print(f"{BENCH}: no development sets here", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
