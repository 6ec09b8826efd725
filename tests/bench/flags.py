"""How well flags find errors: ``python tests/bench/flags.py [SET]... [--seed N] [--flag FLAG] [--aligned] [--clean]``.

Seeds errors of each kind in the translations of texts with gold (`seeding.py`), one kind at a time, and prints for each
how many there are, recall (of the beads with an error, those with its flag) and precision (of the beads with the flag,
those with an error, or where the translation itself was judged to be worth a look: ``flags_judged.tsv``). Then, for the
texts as they are, the share of beads with each flag, with any but those of nulls, and with one that was not judged to
be right. Sentences are linked as in the gold, or with ``--aligned`` by the program; those left out or added, which the
gold tells, always by the program.
"""

from __future__ import annotations

import argparse
import os
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from seeding import ERRORS, Error, Pieces, documents_of, pieces_of
from sets import BENCH, Case, cases

from aligner import Options, align
from aligner.model import Bead, Document
from aligner.quality.finding import FLAGS
from aligner.quality.flags import flags

# The flags were made with "literature", "pud" and "drift" in view, and other pages of two of the sites in "techdocs".
# But for how a few numbers are written and the third bound of `aligner.quality.lengths`, nothing was changed for these.
SETS = ("prose", "techdocs", "xquad", "udhr")
_SHOWN = tuple(flag for flag in FLAGS if flag not in ("moved", "low"))
_OF_NULLS = ("omitted", "added")
_JUDGED = Path(__file__).with_name("flags_judged.tsv")


@cache
def judged() -> set[tuple[str, str]]:
    """Flag and checksum of the text of the beads whose flag was found right by eye."""
    lines = _JUDGED.read_text(encoding="utf-8").splitlines() if _JUDGED.exists() else []
    return {(flag, checksum) for flag, checksum, *_ in (line.split("\t") for line in lines if line)}


def checksum(source: Document, target: Document, bead: Bead) -> str:
    """What stands for the text of a bead in the list of those judged: the texts themselves stay where they are."""
    text = "|".join(
        " ".join(side.sentences[i].text for i in places)
        for side, places in ((source, bead.source), (target, bead.target))
    )
    return f"{zlib.crc32(text.encode()):08x}"


def _places(bead: Bead) -> set[tuple[str, int]]:
    """The sentences of a bead, of both sides."""
    return {("source", i) for i in bead.source} | {("target", j) for j in bead.target}


class Tally:
    """Beads with an error, with its flag, and with both."""

    def __init__(self) -> None:
        self.errors = self.found = self.flagged = self.right = 0

    def add(self, pieces: Pieces, error: Error, *, aligned: bool) -> None:
        """Count the beads of one text with errors."""
        source, target, gold = documents_of(pieces)
        options = Options(languages=("en", "es"), unrelated=True)
        beads: Sequence[Bead] = align(source, target, options=options).beads if aligned else gold
        with_error = [bead for piece, bead in zip(pieces, gold, strict=True) if piece.error]
        alone = [bead for bead in gold if bead.is_null] if error.flag in _OF_NULLS else []
        wrong = set[tuple[str, int]]().union(*map(_places, [*with_error, *alone]))
        hit = set[tuple[str, int]]()
        for bead, found in zip(beads, flags(source, target, beads), strict=True):
            if error.flag in found:
                known = (error.flag, checksum(source, target, bead)) in judged()
                self.flagged += 1
                self.right += known or not wrong.isdisjoint(_places(bead))
                hit |= _places(bead)
        self.errors += len(with_error)
        self.found += sum(not hit.isdisjoint(_places(bead)) for bead in with_error)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.errors)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.flagged)


def tally(error: Error, names: Sequence[str], seed: int = 1, *, aligned: bool = False) -> Tally:
    """What one flag finds of one kind of error in the texts of some sets."""
    found = Tally()
    for case in (case for name in names for case in cases(name)):
        pieces = error.seed(pieces_of(case), Random(f"{seed} {error.name} {case.name}"))
        found.add(pieces, error, aligned=aligned or error.flag in _OF_NULLS)
    return found


def seeded(names: Sequence[str], seed: int, only: Sequence[str], *, aligned: bool) -> None:
    """Print recall and precision for each kind of error."""
    print(f"{'flag':13}{'error':24}{'errors':>7}{'recall':>8}{'flagged':>9}{'precision':>11}")
    for error in (one for one in ERRORS if not only or one.flag in only):
        found = tally(error, names, seed, aligned=aligned)
        row = f"{error.flag:13}{error.name:24}{found.errors:7}{found.recall:8.3f}{found.flagged:9}"
        print(f"{row}{found.precision:11.3f}", flush=True)


def clean(names: Sequence[str], *, listed: bool) -> None:
    """Print the share of the gold beads of each set that have each flag, any but those of nulls, and any wrong one."""
    print(f"{'set':12}{'beads':>7}{'any':>8}{'wrong':>8}" + "".join(f"{flag[:8]:>9}" for flag in _SHOWN))
    together = Counter[str]()
    for name in names:
        counts = Counter[str]()
        for case in cases(name):
            counts += counted(case, listed=listed)
        print(_shares(name, counts), flush=True)
        together += counts
    print(_shares("together", together))


def counted(case: Case, *, listed: bool = False) -> Counter[str]:
    """The gold beads of a text, those with each flag, with any but those of nulls, and with one not judged right."""
    gold, known = [Bead(bead.source, bead.target, 1.0) for bead in case.gold], judged()
    counts = Counter(beads=len(gold))
    for bead, found in zip(gold, flags(case.source, case.target, gold), strict=True):
        told = [flag for flag in found if flag not in (*_OF_NULLS, "moved")]
        code = checksum(case.source, case.target, bead)
        counts.update(found)
        counts["any"] += bool(told)
        counts["wrong"] += any((flag, code) not in known for flag in told)
        for flag in told if listed else ():
            print(f"{flag}\t{code}\t{case.name}")
    return counts


def _shares(name: str, counts: Counter[str]) -> str:
    beads = counts["beads"]
    some = "".join(f"{counts[kind] / beads:8.2%}" for kind in ("any", "wrong"))
    return f"{name:12}{beads:7}{some}" + "".join(f"{counts[flag] / beads:9.2%}" for flag in _SHOWN)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flag", action="append", default=[], choices=FLAGS, help="only errors that this flag finds")
    parser.add_argument("--aligned", action="store_true", help="link sentences by the program, not as in the gold")
    parser.add_argument("--clean", action="store_true", help="only the texts as they are")
    parser.add_argument("--list", action="store_true", help="each flag of the texts as they are, with its checksum")
    given = parser.parse_args()
    if not BENCH.is_dir():
        print(f"{BENCH}: no development sets here", file=sys.stderr)
        return 1
    if not given.clean:
        seeded(given.sets, given.seed, given.flag, aligned=given.aligned)
        print()
    clean(given.sets, listed=given.list)
    return 0


if __name__ == "__main__":
    sys.exit(main())
