"""What is said of texts that do not belong together: ``python tests/bench/unrelated.py [SET]... [--known KIND]...``.

Aligns every source document of a set with the target of every other one, and with its own: how many are refused, how
many doubted; of those not refused, and of those not doubted either, the share of beads that have both sides and score
over .5. On the English–Spanish sets with the lexicon, with nothing known, and with the encoder in place of a lexicon;
with the last two on news in other pairs of languages too. Documents that share sentences are not paired as strangers.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from known import KINDS, SHIPPED, aligned
from sets import BENCH, CORE, Case, cases, news

from aligner import Alignment
from aligner.errors import DoubtWarning, MismatchError
from aligner.model import Document
from aligner.weights import Known

# Two documents with a larger share of sentences in common than this are not strangers.
_SHARED = 0.02
_KINDS = ("lexicon", "nothing", "encoder")


@dataclass(frozen=True)
class Judged:
    """What was said of two texts.

    Attributes:
        names: those of both.
        refused, doubted: whether they were.
        beads: number of beads found; 0 where the texts were refused.
        over: number of those with both sides that score over .5.
    """

    names: tuple[str, str]
    refused: bool
    doubted: bool
    beads: int = 0
    over: int = 0


def judged(source: Document, target: Document, kind: Known) -> Judged:
    """Align two texts and note what is said of them."""
    names = source.name, target.name
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DoubtWarning)
        try:
            found = aligned(source, target, kind)
        except MismatchError:
            return Judged(names, refused=True, doubted=False)
    doubted = any(issubclass(each.category, DoubtWarning) for each in caught)
    return Judged(names, False, doubted, len(found.beads), _over(found))


def _over(found: Alignment) -> int:
    return sum(bead.score > 0.5 and not bead.is_null for bead in found.beads)


def strangers(documents: Sequence[Case], most: int) -> Iterator[tuple[Document, Document]]:
    """Each source with the targets of at most `most` other documents, first those that follow it."""
    texts = [{sentence.text for sentence in case.source.sentences} for case in documents]
    for k, case in enumerate(documents):
        following = [(k + step) % len(documents) for step in range(1, len(documents))]
        others = [n for n in following if len(texts[k] & texts[n]) <= _SHARED * len(texts[k])]
        yield from ((case.source, documents[n].target) for n in others[:most])


def line(name: str, documents: Sequence[Case], kind: Known, most: int) -> None:
    """Print one row of the table."""
    true = [judged(case.source, case.target, kind) for case in documents]
    others = [judged(*pair, kind) for pair in strangers(documents, most)]
    aligned_all = [each for each in others if not each.refused]
    rest = [each for each in aligned_all if not each.doubted]
    print(
        f"{name:14}{len(others):9}{_share(sum(each.refused for each in others), len(others)):>9}"
        f"{_share(sum(each.doubted for each in others), len(others)):>9}"
        f"{len(aligned_all):9}{_over_of(aligned_all):>9}{len(rest):7}{_over_of(rest):>9}"
        f"{len(true):9}{sum(each.refused for each in true):9}{sum(each.doubted for each in true):9}  "
        + ", ".join(each.names[0] for each in true if each.refused or each.doubted),
        flush=True,
    )


def _over_of(found: Sequence[Judged]) -> str:
    return _share(sum(each.over for each in found), sum(each.beads for each in found))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description="What is said of texts that do not belong together.")
    parser.add_argument("sets", nargs="*", help="such as prose or de-fr [default: all]")
    parser.add_argument("--known", action="append", choices=_KINDS, help="[default: each in turn]")
    parser.add_argument("--each", type=int, default=1000, help="strangers for each document [default: all of the set]")
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    for name in given.known or _KINDS:
        kind = KINDS[name]
        print(
            f"known: {name}\n{'':14}{'strangers':>9}{'refused':>9}{'doubted':>9}{'aligned':>9}{'over .5':>9}"
            f"{'rest':>7}{'over .5':>9}{'true':>9}{'refused':>9}{'doubted':>9}"
        )
        for chosen in given.sets or CORE:
            if chosen not in news():
                line(chosen, list(cases(chosen)), kind, given.each)
        for pair, documents in news().items() if kind not in SHIPPED else ():
            if not given.sets or pair in given.sets:
                line(pair, documents, kind, given.each)


if __name__ == "__main__":
    main()
