"""What is said of texts that do not belong together: ``python tests/bench/unrelated.py``.

Aligns every source document of a set with the target of every other one, and with its own: how many are refused, how
many doubted, and of the rest, the share of beads with both sides that score over .5. With the lexicon on the
English–Spanish sets; without one on those and on news in other pairs of languages. Documents that share sentences are
not paired as strangers.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, CORE, Case, cases, ntrex

from aligner import Alignment, Lexicon, align
from aligner.errors import DoubtWarning, MismatchError
from aligner.model import Document

# Two documents with a larger share of sentences in common than this are not strangers.
_SHARED = 0.02


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


def judged(source: Document, target: Document, *, lexicon: bool) -> Judged:
    """Align two texts and note what is said of them."""
    names = source.name, target.name
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DoubtWarning)
        try:
            found = align(source, target, lexicon=None if lexicon else Lexicon.empty())
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


def line(name: str, documents: Sequence[Case], *, lexicon: bool, most: int) -> None:
    """Print one row of the table."""
    true = [judged(case.source, case.target, lexicon=lexicon) for case in documents]
    others = [judged(*pair, lexicon=lexicon) for pair in strangers(documents, most)]
    rest = [each for each in others if not each.refused and not each.doubted]
    print(
        f"{name:14}{len(others):9}{_share(sum(each.refused for each in others), len(others)):>9}"
        f"{_share(sum(each.doubted for each in others), len(others)):>9}{len(rest):7}"
        f"{_share(sum(each.over for each in rest), sum(each.beads for each in rest)):>9}"
        f"{len(true):9}{sum(each.refused for each in true):9}{sum(each.doubted for each in true):9}  "
        + ", ".join(each.names[0] for each in true if each.refused or each.doubted),
        flush=True,
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description="What is said of texts that do not belong together.")
    parser.add_argument("sets", nargs="*", default=CORE)
    parser.add_argument("--without-lexicon", action="store_true", help="only without a lexicon")
    parser.add_argument("--each", type=int, default=1000, help="strangers for each document [default: all of the set]")
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    for lexicon in (False,) if given.without_lexicon else (True, False):
        print(f"{'with the' if lexicon else 'without a'} lexicon")
        print(
            f"{'':14}{'strangers':>9}{'refused':>9}{'doubted':>9}{'rest':>7}{'over .5':>9}"
            f"{'true':>9}{'refused':>9}{'doubted':>9}"
        )
        for name in given.sets:
            line(name, list(cases(name)), lexicon=lexicon, most=given.each)
        if not lexicon:
            for pair, documents in groupby(ntrex(), key=lambda case: case.name.split("/")[0]):
                line(pair, list(documents), lexicon=False, most=given.each)


if __name__ == "__main__":
    main()
