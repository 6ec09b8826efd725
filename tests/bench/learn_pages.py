"""Learns the weights of traits of blocks of web pages: ``python tests/bench/learn_pages.py FOLDER... [--judge]``.

The folders are those of ``field.py``: whole articles, and pieces of pages. Only the `learn` half is looked at. A block
is part of the article if it, or most of its shingles, are in the article; or if it holds a piece that must be found and
none that must not; blocks of which the truth says nothing teach nothing. Logistic regression with a ridge, by L-BFGS.

``--judge`` writes nothing. It prints how well pages are read by weights that others taught: those of the other two
thirds of the half, and those of the other folders alone, for some least sums.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
import field_pages
import numpy as np
from numpy.typing import NDArray

from aligner.errors import AlignerError
from aligner.model import Block
from aligner.read.web import article
from aligner.read.web.saved_page import parse_page
from aligner.read.web.scraps import without_scraps

Floats = NDArray[np.float64]

WEIGHTS = Path(article.__file__).with_name("weights.json")

# Ridge, fewest pages that a trait must be seen on, and least weight that is kept.
RIDGE, MIN_PAGES, MIN_WEIGHT = 4.0, 8, 0.05
FOLDS = 3
LEAST = (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0)

# Share of a block's shingles from which it is part of an article, and the longest block that one short piece condemns.
MOST, LONGEST, LONG_PIECE = 0.6, 300, 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Example:
    """A page with its truth; for each block, whether it is wanted (None: not known) and how much it counts."""

    folder: Path
    truth: field_pages.Page
    page: article.Page
    wanted: tuple[bool | None, ...]
    counts: tuple[float, ...]


def examples(folder: Path) -> list[Example]:
    """The pages of the half to learn from."""
    layout = field_pages.layout_of(folder)
    if layout is None:
        raise ValueError(f"{folder}: no layout of web pages")
    found = []
    for truth in layout.pages(folder):
        if truth.half != "learn":
            continue
        try:
            page = article.page_of(parse_page(truth.data()))
        except AlignerError:
            continue
        if not page.traits:  # rules decide alone
            found.append(Example(folder, truth, page, (), ()))
            continue
        blocks = [piece.block for piece in page.pieces]
        wanted = [in_article(block, truth) if truth.text else by_pieces(block, truth) for block in blocks]
        counts = [_count(block, truth) if i not in page.settled else 0.0 for i, block in enumerate(blocks)]
        found.append(Example(folder, truth, page, tuple(wanted), tuple(counts)))
    return found


def in_article(block: Block, truth: field_pages.Page) -> bool | None:
    """Whether a block is part of the whole article."""
    words = _WORD.findall(block.text)
    if not words:
        return None
    if f" {' '.join(words)} " in f" {' '.join(_WORD.findall(truth.text))} ":
        return True
    shingles = field_pages.shingles(block.text)
    right = (shingles & field_pages.shingles(truth.text)).total()
    return len(words) >= field_pages.SHINGLE and right >= MOST * shingles.total()


def by_pieces(block: Block, truth: field_pages.Page) -> bool | None:
    """Whether a block holds a piece that must be found, or one that must not."""
    text = " ".join(block.text.split())
    wanted = any(" ".join(piece.split()) in text for piece in truth.wanted)
    unwanted = any(
        " ".join(piece.split()) in text and (len(text) < LONGEST or len(piece) >= LONG_PIECE)
        for piece in truth.unwanted
    )
    return wanted if wanted != unwanted else None


def _count(block: Block, truth: field_pages.Page) -> float:
    """How much a block counts: in a whole article by its share of the text, as the score does; else 1."""
    if not truth.text:
        return 1.0
    share = len(_WORD.findall(block.text)) / max(40, len(_WORD.findall(truth.text)))
    return float(min(3.0, 100 * share) ** 0.5) / 2


def learned(pages: Sequence[Example]) -> dict[str, float]:
    """The weight of each trait."""
    seen = Counter(trait for example in pages for trait in frozenset().union(*example.page.traits))
    number = {trait: i for i, trait in enumerate(sorted(t for t, count in seen.items() if count >= MIN_PAGES))}
    rows, wanted, counts = [], [], []
    for example in pages:
        for own, is_wanted, count in zip(example.page.traits, example.wanted, example.counts, strict=True):
            if is_wanted is not None and count:
                rows.append([number[trait] for trait in own if trait in number])
                wanted.append(float(is_wanted))
                counts.append(count)
    table = np.zeros((len(rows), len(number)), np.float32)
    for row, columns in zip(table, rows, strict=True):
        row[columns] = 1
    found = fitted(table, np.array(wanted), np.array(counts))
    return {trait: round(float(found[i]), 2) for trait, i in number.items() if abs(found[i]) >= MIN_WEIGHT}


def fitted(table: NDArray[np.float32], wanted: Floats, counts: Floats) -> Floats:
    """The weights of the columns that make the rows most likely."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        sums = (table @ weights.astype(np.float32)).astype(float)
        wrong = counts * (1 / (1 + np.exp(-np.clip(sums, -30, 30))) - wanted)
        value = (counts * (np.logaddexp(0, sums) - wanted * sums)).sum() + RIDGE / 2 * weights @ weights
        return float(value), (table.T @ wrong.astype(np.float32)).astype(float) + RIDGE * weights

    return minimum(loss, np.zeros(table.shape[1]))


def minimum(loss: Callable[[Floats], tuple[float, Floats]], at: Floats, steps: int = 300, memory: int = 10) -> Floats:
    """Where a smooth convex function with its gradient is least, by L-BFGS (Nocedal and Wright, algorithm 7.5)."""
    value, slope = loss(at)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        way = _direction(slope, moves)
        size = 1.0
        while (found := loss(at - size * way))[0] > value - 1e-4 * size * slope @ way and size > 1e-8:
            size /= 2
        move, change = -size * way, found[1] - slope
        if move @ change > 1e-10:
            moves = [*moves, (move, change)][-memory:]
        done = abs(value - found[0]) < 1e-6 * abs(value)
        at, (value, slope) = at + move, found
        if done:
            break
    return at


def _direction(slope: Floats, moves: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The slope times an estimate of the inverse of the second derivatives."""
    way = slope.copy()
    shares = []
    for move, change in reversed(moves):
        share = move @ way / (change @ move)
        way -= share * change
        shares.append(share)
    way *= moves[-1][0] @ moves[-1][1] / (moves[-1][1] @ moves[-1][1]) if moves else 1 / max(1.0, np.linalg.norm(slope))
    for (move, change), share in zip(moves, reversed(shares), strict=True):
        way += move * (share - change @ way / (change @ move))
    return way


def score(example: Example, weights: Mapping[str, float], least: float) -> field_pages.Score:
    """The score of a page read by these weights."""
    blocks = without_scraps([piece.block for piece in article.chosen(example.page, weights, least)])
    text = "\n".join(block.text for block in blocks)
    return (field_pages.by_shingles if example.truth.text else field_pages.by_pieces)(example.truth, text)


def judge(folders: Sequence[Path], pages: Sequence[Example]) -> None:
    """Print the figures of each folder by weights that others taught."""
    by_thirds = [learned([e for j, e in enumerate(pages) if j % FOLDS != fold]) for fold in range(FOLDS)]
    rows: list[tuple[str, Path, Iterable[tuple[Example, dict[str, float]]]]] = []
    for folder in folders:
        own = [(e, by_thirds[j % FOLDS]) for j, e in enumerate(pages) if e.folder == folder]
        rows.append(("other thirds", folder, own))
        if others := [e for e in pages if e.folder != folder]:
            weights = learned(others)
            rows.append(("other folders", folder, [(e, weights) for e, _ in own]))
    for name, folder, taught in rows:
        for least in LEAST:
            scores = [score(example, weights, least) for example, weights in taught]
            figures = field_pages.f1_precision_recall(scores, not taught[0][0].truth.text)
            print(f"{folder.name:<10} taught by {name:<14} least {least:>5}: {' / '.join(f'{x:.3f}' for x in figures)}")


def main() -> None:
    """Learn, and write or judge."""
    parser = argparse.ArgumentParser(description="Learns the weights of traits of blocks of web pages.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--judge", action="store_true")
    chosen = parser.parse_args()
    pages = [example for folder in chosen.folders for example in examples(folder)]
    if chosen.judge:
        judge(chosen.folders, pages)
        return
    weights = learned(pages)
    WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{len(weights)} weights from {len(pages)} pages")


if __name__ == "__main__":
    main()
