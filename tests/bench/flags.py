"""How well flags find errors: ``python tests/bench/flags.py [SET]... [--seed N] [--flag FLAG] [--aligned] [--clean]``.

Seeds errors of each kind in the translations of texts with gold (`seeding.py`), one kind at a time, and prints for each
how many there are, recall (of the beads with an error, those with its flag) and precision (of the beads with the flag,
those with an error, or where the translation itself was judged to be worth a look: ``flags_judged.tsv``). Then, for the
texts as they are, the share of beads with each flag. Sentences are linked as in the gold, or with ``--aligned`` by the
program; those left out or added, which the gold tells, always by the program.
"""

from __future__ import annotations

import argparse
import os
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from seeding import ERRORS, Error, Pieces, documents_of, pieces_of
from sets import BENCH, cases

from aligner import Options, align
from aligner.model import Bead, Document
from aligner.quality.finding import FLAGS
from aligner.quality.flags import flags

# The flags were made with the first in view; the second were looked at when that was done.
DEVELOPED = ("literature", "pud", "drift")
REPORTED = ("prose", "techdocs", "xquad", "udhr")
_JUDGED = Path(__file__).with_name("flags_judged.tsv")


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

    def add(self, pieces: Pieces, error: Error, *, aligned: bool, known: set[tuple[str, str]]) -> None:
        """Count the beads of one text with errors."""
        source, target, gold = documents_of(pieces)
        options = Options(languages=("en", "es"), unrelated=True)
        beads: Sequence[Bead] = align(source, target, options=options).beads if aligned else gold
        with_error = [bead for piece, bead in zip(pieces, gold, strict=True) if piece.error]
        alone = [bead for bead in gold if bead.is_null] if error.flag in ("omitted", "added") else []
        wrong = set[tuple[str, int]]().union(*map(_places, [*with_error, *alone]))
        hit = set[tuple[str, int]]()
        for bead, found in zip(beads, flags(source, target, beads), strict=True):
            if error.flag in found:
                self.flagged += 1
                self.right += not wrong.isdisjoint(_places(bead)) or (
                    (error.flag, checksum(source, target, bead)) in known
                )
                hit |= _places(bead)
        self.errors += len(with_error)
        self.found += sum(not hit.isdisjoint(_places(bead)) for bead in with_error)

    def line(self, error: Error) -> str:
        recall = f"{self.found / self.errors:.3f}" if self.errors else "–"
        precision = f"{self.right / self.flagged:.3f}" if self.flagged else "–"
        return f"{error.flag:13}{error.name:24}{self.errors:7}{recall:>8}{self.flagged:9}{precision:>11}"


def seeded(names: Sequence[str], seed: int, only: Sequence[str], *, aligned: bool) -> None:
    """Print recall and precision for each kind of error."""
    print(f"{'flag':13}{'error':24}{'errors':>7}{'recall':>8}{'flagged':>9}{'precision':>11}")
    known = judged()
    for error in (one for one in ERRORS if not only or one.flag in only):
        tally = Tally()
        for case in (case for name in names for case in cases(name)):
            random = Random(f"{seed} {error.name} {case.name}")
            by_program = aligned or error.flag in ("omitted", "added")
            tally.add(error.seed(pieces_of(case), random), error, aligned=by_program, known=known)
        print(tally.line(error), flush=True)


def clean(names: Sequence[str], *, listed: bool) -> None:
    """Print the share of the gold beads of each set that have each flag, and that have any but those of nulls."""
    shown = [flag for flag in FLAGS if flag not in ("moved", "low")]
    print(f"{'set':12}{'beads':>7}{'any':>7}" + "".join(f"{flag[:8]:>9}" for flag in shown))
    for name in names:
        beads, counts, some = 0, Counter[str](), 0
        for case in cases(name):
            gold = [Bead(bead.source, bead.target, 1.0) for bead in case.gold]
            for bead, found in zip(gold, flags(case.source, case.target, gold), strict=True):
                beads += 1
                counts.update(found)
                some += any(flag in shown and flag not in ("omitted", "added") for flag in found)
                for flag in found if listed else ():
                    print(f"{flag}\t{checksum(case.source, case.target, bead)}\t{case.name}")
        shares = "".join(f"{counts[flag] / beads:9.2%}" for flag in shown)
        print(f"{name:12}{beads:7}{some / beads:7.2%}{shares}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=list(REPORTED))
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
