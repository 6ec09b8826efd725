"""Which of a document's two main languages each block leans towards, and how much text is in each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.languages.codes import primary
from aligner.languages.contradiction import neighbours
from aligner.languages.identify import UNKNOWN, log_likelihoods, sample
from aligner.model import Block

# The language of a block is certain from SURE log-odds (7 to 1), and open below NEUTRAL. Guesses.
SURE, NEUTRAL = 2.0, 0.7

# Least log-odds and size of a block to be in a third language; short scraps look like many languages.
FOREIGN, FOREIGN_SIZE = 4.0, 40

# Characters examined: at most in one block, at least in each block, and at most in all blocks together. A thousand
# leave no doubt; the total keeps two long novels (4 MB) under three seconds.
BLOCK_SAMPLE, MIN_BLOCK_SAMPLE, TOTAL_SAMPLE = 1_000, 100, 400_000

# Maximum number of blocks examined to find the main languages, and of languages compared in pairs.
LOOK, CANDIDATES = 300, 10

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True)
class Leanings:
    """How the blocks of a document lean.

    Attributes:
        pair: codes of the two main languages.
        odds: for each block, the log-odds of the pair's first language against the second.
        sizes: sizes of the blocks, as `size` gives them.
        others: other languages and their shares of the text, largest first.
    """

    pair: tuple[str, str]
    odds: list[float]
    sizes: list[int]
    others: tuple[tuple[str, float], ...]

    @property
    def shares(self) -> tuple[float, float]:
        """Share of each language of the pair: what the others leave, divided in proportion to the certain blocks."""
        pairs = list(zip(self.odds, self.sizes, strict=True))
        first = sum(size for odds, size in pairs if odds >= SURE)
        second = sum(size for odds, size in pairs if odds <= -SURE)
        part = (1 - sum(share for _, share in self.others)) / ((first + second) or 1)
        return part * first, part * second


def leanings_of(blocks: Sequence[Block], languages: tuple[str, str] | None) -> Leanings:
    """The leanings of all blocks between two languages; None for the two that explain the blocks best."""
    limit = min(BLOCK_SAMPLE, max(MIN_BLOCK_SAMPLE, TOTAL_SAMPLE // max(1, len(blocks))))
    pair = languages or _main_pair(blocks, limit)
    known = primary(pair[0]), primary(pair[1])
    near = neighbours(known[0]) | neighbours(known[1])
    odds, sizes = [], [size(block.text) for block in blocks]
    foreign: Counter[str] = Counter()
    for block, length in zip(blocks, sizes, strict=True):
        logs = _log_likelihoods(block, limit)
        first, second = (_weight(logs, code, known) for code in known)
        stranger = max((code for code in logs if code not in near), key=lambda code: logs[code], default=UNKNOWN)
        if stranger != UNKNOWN and logs[stranger] > max(first, second) + FOREIGN:
            foreign[stranger] += length if length >= FOREIGN_SIZE else 0
            first = second = 0.0
        odds.append(first - second)
    whole = sum(sizes) or 1
    return Leanings(pair, odds, sizes, tuple((code, size / whole) for code, size in foreign.most_common()))


def _log_likelihoods(block: Block, limit: int) -> dict[str, float]:
    """The log-likelihoods of a block; empty for code, which looks like English in any language."""
    return {} if block.kind == "code" else log_likelihoods(sample(block.text, limit))


def _weight(logs: dict[str, float], code: str, pair: tuple[str, str]) -> float:
    """Log-likelihood of a language or, if the model does not know it, of the best language outside the pair."""
    if code in logs or not logs:
        return logs.get(code, 0.0)
    return max(value for other, value in logs.items() if other not in pair)


def size(text: str) -> int:
    """Number of characters; Chinese, Japanese and Korean ones count as three, their usual length in other scripts."""
    return len(text) + 2 * len(_WIDE.findall(text))


def _main_pair(blocks: Sequence[Block], limit: int) -> tuple[str, str]:
    """The two languages that explain the blocks best if each block is in the more suitable one."""
    seen = [logs for block in _spread(blocks) if (logs := _log_likelihoods(block, limit))]
    mass: Counter[str] = Counter()
    for logs in seen:
        top = max(logs.values())
        mass.update({code: math.exp(value - top) for code, value in logs.items()})
    candidates = [code for code, _ in mass.most_common(CANDIDATES)] or ["en", "es"]
    return max(combinations(candidates, 2), key=lambda pair: sum(max(logs[code] for code in pair) for logs in seen))


def _spread(blocks: Sequence[Block]) -> Iterator[Block]:
    """At most `LOOK` blocks from all over the text; golden-ratio steps never fall in with alternating languages."""
    if len(blocks) <= LOOK:
        yield from blocks
        return
    golden = (math.sqrt(5) - 1) / 2
    for i in range(LOOK):
        yield blocks[int(len(blocks) * (i * golden % 1))]
