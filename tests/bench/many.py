"""How many sentence pairs a second a core `align_many` aligns: ``python tests/bench/many.py``.

Documents of several sizes are cut out of the development sets, between gold beads, and out of two raw novels, between
the beads that `align` finds. Their texts are given, so that the time holds everything: splitting into sentences, the
search, what is worth a look. User seconds of this process, without imports and the loading of lexicons; the median of
`--repeat` rounds. ``--alone`` adds `align`, one pair after the other, and ``--detect`` leaves languages to be found.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from sets import BENCH, CORE, cases

from aligner import AlignerError, Alignment, Document, Options, align, align_many
from aligner.errors import AlignerWarning

NOVELS = BENCH.parent / "raw" / "novels"
SIZES = (2, 5, 10, 20, 50, 100, 200, 300, 1_000)
# Source sentences at most for each size.
MOST = 6_000

Texts = tuple[str, str]


def of_sets(size: int) -> Iterator[Texts]:
    """Consecutive gold beads of the development sets that hold about so many source sentences."""
    for name in CORE:
        for case in cases(name):
            yield from _cut(case.source, case.target, [(bead.source, bead.target) for bead in case.gold], size)


def of_novels(size: int) -> Iterator[Texts]:
    """The same of raw novels, by the beads that are found there."""
    for found in _NOVELS:
        yield from _cut(found.source, found.target, [(bead.source, bead.target) for bead in found.beads], size)


_NOVELS: list[Alignment] = []


def _cut(source: Document, target: Document, beads: Sequence[tuple[range, range]], size: int) -> Iterator[Texts]:
    held: list[tuple[range, range]] = []
    for bead in beads:
        held.append(bead)
        if sum(len(ours) for ours, _ in held) >= size:
            yield (
                _text(source, [i for ours, _ in held for i in ours]),
                _text(target, [j for _, his in held for j in his]),
            )
            held = []


def _text(document: Document, sentences: Iterable[int]) -> str:
    """The sentences, a blank line between blocks."""
    texts: dict[int, list[str]] = {}
    for k in sentences:
        texts.setdefault(document.block_of[k], []).append(document.sentences[k].text)
    return "\n\n".join(map(" ".join, texts.values()))


def sample(every: Iterable[Texts], size: int, seed: int) -> list[Texts]:
    """Some of the documents, in any order; those with both sides."""
    documents = [pair for pair in every if all(side.strip() for side in pair)]
    random.Random(seed).shuffle(documents)
    return documents[: max(1, MOST // size)]


def seconds(run: Callable[[], list[Alignment | AlignerError]], repeat: int) -> tuple[float, int]:
    """User seconds, and how many source sentences were aligned."""
    took, sentences = [], 0
    for _ in range(repeat):
        begin = os.times().user
        found = run()
        took.append(os.times().user - begin)
        sentences = sum(len(each.source.sentences) for each in found if isinstance(each, Alignment))
    return median(took), sentences


def one_by_one(documents: Iterable[Texts], options: Options) -> list[Alignment | AlignerError]:
    """What `align_many` gives, by `align`."""
    out: list[Alignment | AlignerError] = []
    for pair in documents:
        try:
            out.append(align(*pair, options=options))
        except AlignerError as error:
            out.append(error)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="source sentences a document")
    parser.add_argument("--repeat", type=int, default=3, help="rounds of which the median is taken")
    parser.add_argument("--seed", type=int, default=1, help="of the choice and the order of documents")
    parser.add_argument("--alone", action="store_true", help="`align`, too")
    parser.add_argument("--detect", action="store_true", help="languages are not given")
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    warnings.simplefilter("ignore", AlignerWarning)
    options = Options() if given.detect else Options(languages=("en", "es"))
    for name in ("four_horsemen", "don_quixote"):
        texts = ((NOVELS / f"{name}.{code}.txt").read_text(encoding="utf-8") for code in ("en", "es"))
        _NOVELS.append(align(*texts, options=Options(languages=("en", "es"))))
    print(f"seed {given.seed}\n{'':10}{'size':>6}{'documents':>11}{'sentences':>11}{'user s':>9}{'a second':>10}")
    for title, source in (("sets", of_sets), ("novels", of_novels)):
        for size in given.sizes:
            documents = sample(source(size), size, given.seed)
            if not documents:
                continue
            took, number = seconds(
                lambda documents=documents: list(align_many(documents, options=options)), given.repeat
            )
            line = f"{title:10}{size:6}{len(documents):11,}{number:11,}{took:9.2f}{number / took:10,.0f}"
            if given.alone:
                took, number = seconds(lambda documents=documents: one_by_one(documents, options), 1)
                line += f"   alone {number / took:8,.0f}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
