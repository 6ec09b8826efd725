"""How well documents are matched by content: ``python tests/bench/matching.py [--large N --longest N]``.

A third of the documents of each side have no partner. A document is decided rightly if it gets its partner, or none
where it has none. Each row has the number of documents of both sides, the share decided rightly, the share of true
pairs that are found and sure, the wrong pairs that are said to be sure, and the calibration of the scores: their mean
over all pairs found, and the share of these that is right.

Weights are learned (``learn_matching.py``) from other sources than those of ``judged`` rows. ``--large`` cuts N + N
documents from the pairs that the lexicon was trained on, and says what time and memory they take.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from collections_of_documents import (
    JUDGED,
    LEARNED,
    NEWS_JUDGED,
    NEWS_LEARNED,
    Both,
    Collection,
    collection,
    cut,
    every_document,
    news_of,
    taught,
)
from known import encoder
from sets import BENCH

from aligner import Lexicon
from aligner.encoders import NONE
from aligner.matching.run import Match, knowledge, match
from aligner.matching.shelf import Shelf
from aligner.search.knowledge import Knowledge

KNOWN = ("lexicon", "nothing", "encoder")
# Which documents are without a partner, where all are matched together.
SEEDS = range(1, 11)
LARGE = ("bible_ot_kjv", "python-docs", "tatoeba", "tldr", "react", "fastapi", "us-gov", "vita-min")


@cache
def known(name: str, languages: tuple[str, str]) -> Knowledge:
    """What a row lets the aligner know."""
    lexicon = None if name == "lexicon" else Lexicon.empty(languages)
    return knowledge(languages, lexicon, encoder() if name == "encoder" else NONE)


@dataclass(frozen=True)
class Result:
    """What was found in a collection.

    Attributes:
        documents: of both sides.
        decided: how many of them rightly.
        pairs: how many there are in truth.
        found: the score of each pair found, and whether it is right.
    """

    documents: int
    decided: int
    pairs: int
    found: tuple[tuple[float, bool, bool], ...]

    def row(self, name: str) -> str:
        """A line of the table."""
        right = sum(is_right for _, is_right, _ in self.found)
        sure = sum(is_sure and is_right for _, is_right, is_sure in self.found)
        wrong = sum(is_sure and not is_right for _, is_right, is_sure in self.found)
        mean = sum(score for score, *_ in self.found) / max(1, len(self.found))
        return (
            f"{name:32}{self.documents:8,}{self.decided / self.documents:10.3f}{sure / max(1, self.pairs):9.3f}"
            f"{wrong:7}{mean:10.3f}{right / max(1, len(self.found)):9.3f}"
        )


def judged(given: Collection, found: Sequence[Match]) -> Result:
    """The matches against the truth."""
    partner = {each.source: each.target for each in found}
    back = {target: source for source, target in given.partner.items()}
    found_back = {each.target: each.source for each in found}
    decided = sum(partner.get(k) == given.partner.get(k) for k in range(len(given.source)))
    decided += sum(found_back.get(k) == back.get(k) for k in range(len(given.target)))
    told = tuple((each.score, given.partner.get(each.source) == each.target, each.is_sure) for each in found)
    return Result(len(given.source) + len(given.target), decided, len(given.partner), told)


def together(results: Sequence[Result]) -> Result:
    """Several results as one."""
    return Result(
        sum(each.documents for each in results),
        sum(each.decided for each in results),
        sum(each.pairs for each in results),
        tuple(chain.from_iterable(each.found for each in results)),
    )


def matched(given: Collection, name: str) -> Result:
    """What is found in a collection with what a row lets the aligner know."""
    return judged(given, match(Shelf.of(given.source), Shelf.of(given.target), known(name, given.languages)))


def large(documents: int, longest: int) -> list[Both]:
    """Documents of 2 to `longest` sentences from the pairs of `LARGE`, 3 % of the sentences left out on either side."""
    rng = random.Random(1)
    found: list[Both] = []
    for name in LARGE:
        pairs = [[side * (rng.random() > 0.03) for side in pair] for pair in taught(name)]
        found += cut(name, [(source, target) for source, target in pairs], rng, 2, longest)
    rng.shuffle(found)
    return found[: documents * 4 // 3]


def show_large(documents: int, longest: int) -> None:
    """Time and memory of a large collection."""
    given = collection(large(documents, longest), ("en", "es"))
    for name in ("lexicon", "nothing"):
        started = time.perf_counter()
        sides = Shelf.of(given.source), Shelf.of(given.target)
        filled = time.perf_counter()
        result = judged(given, match(*sides, known(name, given.languages)))
        ended = time.perf_counter()
        print(result.row(f"{len(given.source):,} × {len(given.target):,}, {name}"))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        words = sum(bag.size for side in sides for bag in side.bags)
        print(
            f"    {words:,} words; {filled - started:.0f} s to count them, {ended - filled:.0f} s to match; at most "
            f"{memory:,.0f} MB, texts included ({sum(map(len, given.source + given.target)) / 1e6:,.0f} MB)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="How well documents are matched by content.")
    parser.add_argument("--large", type=int, metavar="N", help="documents of each side, cut from long texts")
    parser.add_argument("--longest", type=int, default=200, metavar="N", help="sentences of these [default: 200]")
    parser.add_argument("--known", action="append", choices=KNOWN, help="[default: each in turn]")
    given = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    print(f"{'':32}{'documents':>8}{'decided':>9}{'sure':>9}{'wrong':>7}{'score':>10}{'right':>9}")
    if given.large:
        show_large(given.large, given.longest)
        return
    for name in given.known or KNOWN:
        print(f"known: {name}")
        show(name)


def show(name: str) -> None:
    """The rows of what is known."""
    english = ("en", "es")
    for kind, groups in (("judged", JUDGED), ("learned", LEARNED)):
        for group, documents in groups.items():
            print(matched(collection(documents(), english), name).row(f"{kind}: {group}"), flush=True)
    every = [matched(collection(every_document(), english, seed), name) for seed in SEEDS]
    print(together(every).row(f"every document, {len(SEEDS)} times"), flush=True)
    for kind, pairs in (("judged", NEWS_JUDGED), ("learned", NEWS_LEARNED)) if name != "lexicon" else ():
        for pair in pairs:
            source, target = pair.split("-")
            print(matched(collection(news_of(pair), (source, target)), name).row(f"{kind}: {pair}"), flush=True)


if __name__ == "__main__":
    main()
