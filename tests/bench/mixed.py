"""Files that hold a text and its translation, divided: ``python tests/bench/mixed.py``.

The files are made from news in nine pairs of languages and Text+Berg: each document's units of both languages, one
after the other (halves), in turn, and two by two. Every tenth unit is followed by a line without a language, on both
sides: a number, a name, an abbreviation. The figure is the share of units on the right side, the languages detected.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, Case, ntrex, textberg

from aligner.errors import AlignerError
from aligner.model import Block, Document
from aligner.text.split import find_split

# How many blocks of one language come together; 0 for all.
LAYOUTS = {"halves": 0, "turns": 1, "two by two": 2}
NEUTRAL = ("1.", "Peter Ranis", "BBC", "* * *", "12,5 %")
PART = 60  # units of a document, so that a set gives several


def files(case: Case, run: int) -> Iterator[list[Block]]:
    """The files of a case; the place of each block is its side."""
    sides = [list(_blocks(document, name)) for document, name in ((case.source, "source"), (case.target, "target"))]
    for start in range(0, min(map(len, sides)) - PART + 1, PART):
        parts = [side[start : start + PART] for side in sides]
        step = run or PART
        yield [block for i in range(0, PART, step) for part in parts for block in part[i : i + step]]


def _blocks(document: Document, side: str) -> Iterator[Block]:
    for i, sentence in enumerate(document.sentences):
        yield Block(sentence.text, place=side)
        if i % 10 == 9:
            yield Block(NEUTRAL[i // 10 % len(NEUTRAL)], place=side)


def share(blocks: list[Block]) -> float:
    """Share of the units on the right side; 0 if the file is refused."""
    try:
        found = find_split(blocks)
    except AlignerError:
        return 0.0
    sides = (("source", found.source), ("target", found.target))
    units = [(name, block) for name, side in sides for block in side if block.text not in NEUTRAL]
    return sum(block.place == name for name, block in units) / len(units)


def shares() -> dict[str, dict[str, list[float]]]:
    """For each pair of languages and layout, the share of each file."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for case in [*ntrex(), textberg()]:
        pair = f"{case.source.language}-{case.target.language} {case.set}"
        for layout, run in LAYOUTS.items():
            found[pair][layout] += [share(blocks) for blocks in files(case, run)]
    return found


def main() -> None:
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    print(f"{'':<22}" + "".join(f"{layout:>16}" for layout in LAYOUTS) + "   (mean, lowest)")
    for pair, layouts in shares().items():
        row = "".join(f"{sum(found) / len(found):>9.4f} {min(found):>6.3f}" for found in layouts.values())
        print(f"{pair:<22}{row}")


if __name__ == "__main__":
    main()
