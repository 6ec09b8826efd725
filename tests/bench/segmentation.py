"""Sentence boundaries against treebanks: ``python tests/bench/segmentation.py [--errors SET]``.

The sets are paragraphs from Universal Dependencies with the spans of their sentences. What counts is the ends of
sentences inside a paragraph (the last one is trivial), exact to the character:

- F: F1 over all of them.
- Ft: the same without the ends that no rule could know, because the gold sentence has no . ? ! or … before its
  closing quotes and brackets. Such an end counts neither as found nor as missed.

Every set is treated as one document, as a user would have it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from aligner.model import Block
from aligner.text.segment import segment

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "segmentation"

# Floors: the lowest F and the lowest Ft allowed (None: no floor).
FLOORS: dict[str, tuple[float | None, float | None]] = {
    "en_ewt-dev": (None, 0.98),
    "en_pud-test": (0.997, None),
    "es_ancora-dev": (0.98, None),
    "es_gsd-dev": (0.98, None),
    "es_pud-test": (0.993, None),
}

_TERMINAL = re.compile(r"[.?!…][\"'”’»)\]}*_]*\Z")


@dataclass
class Count:
    """Numbers of boundaries that are right, wrong, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, gold: set[int], found: set[int]) -> None:
        self.right += len(gold & found)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.extra + self.missed)


@dataclass
class Result:
    """The figures of one set, and its errors as text with a bar at the place."""

    every: Count
    terminal: Count
    characters: int
    seconds: float
    errors: list[str]


def evaluate(name: str) -> Result:
    """Segment a set and compare; the time is processor time without imports."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    blocks = [Block(row["text"]) for row in rows]
    language = name[:2]
    segment(blocks[:1], language)  # so that imports and data are loaded
    began = time.process_time()
    document = segment(blocks, language)
    seconds = time.process_time() - began
    result = Result(Count(), Count(), sum(len(block.text) for block in blocks), seconds, [])
    for row, block in zip(rows, document.blocks, strict=True):
        _compare(row["text"], row["sentences"], {s.end for s in block.sentences[:-1]}, result)
    return result


def _compare(text: str, spans: list[list[int]], found: set[int], result: Result) -> None:
    gold = {end for _, end in spans[:-1]}
    unmarked = {end for start, end in spans[:-1] if not _TERMINAL.search(text[max(start, end - 8) : end])}
    result.every.add(gold, found)
    result.terminal.add(gold - unmarked, found - unmarked)
    for end in sorted((gold ^ found) - unmarked):
        kind = "missed" if end in gold else "extra "
        result.errors.append(f"{kind} {text[max(0, end - 60) : end]}|{text[end : end + 40]}")


def main() -> None:
    if not FOLDER.is_dir():
        print(f"no bench folder at {FOLDER}: nothing measured")
        return
    print(f"{'set':<15}{'F':>8}{'Ft':>8}{'extra':>7}{'missed':>8}{'thousand chars/s':>18}")
    for name in FLOORS:
        result = evaluate(name)
        speed = result.characters / result.seconds / 1000
        print(
            f"{name:<15}{result.every.f1:>8.4f}{result.terminal.f1:>8.4f}"
            f"{result.every.extra:>7}{result.every.missed:>8}{speed:>18,.0f}"
        )
        if name in sys.argv[2:]:
            print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
