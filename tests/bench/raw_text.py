"""Accuracy from raw text, including reading and segmentation: ``python tests/bench/raw_text.py``.

Character agreement: each letter or digit on either side belongs to a gold bead and to a found one, and each of these
gives a span of letters and digits on the other side. Its agreement is the overlap of the two spans, their intersection
divided by their union (1 if both are empty). The figure is the mean over all letters and digits of both sides. It does
not require gold units to be found exactly, and a bead that is too large costs in proportion.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, PAIRED, Case, cases

from aligner import Alignment, Bead, Document, Options, align, read

LAYOUTS = ("layout_wrap72", "layout_wrap72_es_run", "layout_wrap72_es_noblank", "layout_flat_es", "layout_flat_both")
KEPT = "layout_wrap72"  # its units carry the paragraphs of the texts before they were wrapped
SETS = ("literature", "techdocs", "noise_light", "noise_heavy", "xquad", *LAYOUTS)

Spans = NDArray[np.int64]


def agreement(case: Case, found: Alignment) -> float:
    """Character agreement of one document."""
    gold_source, gold_target = _spans(case.source, case.target, case.gold)
    found_source, found_target = _spans(found.source, found.target, found.beads)
    there = _overlap(gold_source, found_source, gold_target, found_target)
    back = _overlap(gold_target, found_target, gold_source, found_source)
    return float((there + back) / (gold_source[-1, 1] + gold_target[-1, 1]))


def from_files(case: Case) -> Alignment:
    """The alignment that the program makes from the document's two raw files."""
    paths = [PAIRED / case.set / f"{case.name}.{language}.txt" for language in ("en", "es")]
    return align(*(read(path) for path in paths), options=Options(languages=("en", "es")))


def from_paragraphs(case: Case) -> Alignment:
    """The alignment of the same texts with each paragraph on its own line and blank lines between them."""
    texts = ["\n\n".join(block.text.replace("\n", " ") for block in side.blocks) for side in (case.source, case.target)]
    return align(*texts, options=Options(languages=("en", "es")))


def _spans(source: Document, target: Document, beads: Sequence[Bead]) -> tuple[Spans, Spans]:
    """Beginning and end of each bead on each side, counted in letters and digits; beads in order on both sides."""
    return _ends(source, [bead.source for bead in beads]), _ends(target, [bead.target for bead in beads])


def _ends(document: Document, ranges: Iterable[range]) -> Spans:
    sizes = [sum(character.isalnum() for character in sentence.text) for sentence in document.sentences]
    ends = np.cumsum([0] + [sum(sizes[i] for i in sentences) for sentences in ranges])
    return np.stack([ends[:-1], ends[1:]], axis=1)


def _overlap(gold: Spans, found: Spans, gold_other: Spans, found_other: Spans) -> float:
    """Sum over the characters of one side of the agreement of their partners on the other."""
    if gold[-1, 1] != found[-1, 1]:
        raise ValueError(f"reading changed the text: {gold[-1, 1]} letters and digits became {found[-1, 1]}")
    cuts = np.unique(np.concatenate([gold.ravel(), found.ravel()]))
    begin, size = cuts[:-1], np.diff(cuts)
    g = gold_other[np.searchsorted(gold[:, 1], begin, side="right")]
    f = found_other[np.searchsorted(found[:, 1], begin, side="right")]
    common = np.maximum(0, np.minimum(g[:, 1], f[:, 1]) - np.maximum(g[:, 0], f[:, 0]))
    union = (g[:, 1] - g[:, 0]) + (f[:, 1] - f[:, 0]) - common
    return float((size * np.where(union > 0, common / np.maximum(union, 1), 1.0)).sum())


def mean_agreement(name: str) -> float:
    """Mean over the documents of a set, from their raw files."""
    return float(np.mean([agreement(case, from_files(case)) for case in cases(name)]))


def kept_layout() -> float:
    """Mean over the documents of the layout sets, from texts that still have their layout."""
    return float(np.mean([agreement(case, from_paragraphs(case)) for case in cases(KEPT)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    names = parser.parse_args().sets
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    for name in names:
        print(f"{name:26} {mean_agreement(name):.4f}", flush=True)
    print(f"{'layout kept':26} {kept_layout():.4f}")


if __name__ == "__main__":
    main()
