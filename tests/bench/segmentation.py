"""Sentence boundaries against treebanks: ``python tests/bench/segmentation.py [SET]...``; SET shows its errors.

The sets are paragraphs from Universal Dependencies with the spans of their sentences. What counts is the ends of
sentences inside a paragraph (the last one is trivial), exact to the character:

- F: F1 over all of them; *even* and *odd*: over every second paragraph. Rules are made by looking at the even ones.
- Ft: the same without the ends that no rule could know, because the gold sentence has no stop before its closing
  quotes and brackets. Such an end counts neither as found nor as missed.

Every set is treated as one document, as a user would have it. The last columns are F of other programs, each with its
own rules for the language or a mark * if it has none, if they are installed (see segmenters.py).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex
from segmenters import PEERS, Ends

from aligner.languages import language
from aligner.model import Block
from aligner.text.segment import segment

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "segmentation"

# Floors: the lowest F and the lowest Ft allowed (None: no floor), each a little below what was measured.
FLOORS: dict[str, tuple[float | None, float | None]] = {
    "de_gsd-dev": (0.98, 0.99),
    "en_ewt-dev": (0.89, 0.98),
    "en_pud-test": (0.997, None),
    "es_ancora-dev": (0.986, None),
    "es_gsd-dev": (0.983, None),
    "es_pud-test": (0.993, None),
    "fi_tdt-dev": (0.935, 0.985),
    "fr_gsd-dev": (0.978, 0.99),
    "hy_armtdp-dev": (0.99, None),
    "ja_gsd-dev": (0.995, None),
    "ko_gsd-dev": (0.93, 0.995),
    "pt_bosque-dev": (0.905, 0.995),
    "ru_gsd-dev": (0.973, 0.983),
    "tr_boun-dev": (0.915, 0.97),
    "zh_gsdsimp-dev": (0.995, None),
}


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

    characters: int
    seconds: float
    every: Count = field(default_factory=Count)
    even: Count = field(default_factory=Count)
    odd: Count = field(default_factory=Count)
    terminal: Count = field(default_factory=Count)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and the ends of its sentences but the last; `unmarked` are those without a stop."""

    text: str
    ends: frozenset[int]
    unmarked: frozenset[int]


def paragraphs(name: str) -> list[Paragraph]:
    """The paragraphs of a set."""
    own = "".join(map(regex.escape, language(name[:2]).stops))
    stop = regex.compile(rf"[\p{{Sentence_Terminal}}…{own}][\p{{Pe}}\p{{Pf}}\"'*_]*\Z")
    return list(_paragraphs(FOLDER / f"{name}.jsonl", stop))


def _paragraphs(path: Path, stop: regex.Pattern[str]) -> Iterator[Paragraph]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, spans = row["text"], row["sentences"][:-1]
        unmarked = {end for start, end in spans if not stop.search(text[max(start, end - 8) : end])}
        yield Paragraph(text, frozenset(end for _, end in spans), frozenset(unmarked))


def evaluate(name: str) -> Result:
    """Segment a set and compare; the time is processor time without imports."""
    given = paragraphs(name)
    blocks = [Block(paragraph.text) for paragraph in given]
    segment(blocks[:1], name[:2])  # so that imports and data are loaded
    began = time.process_time()
    document = segment(blocks, name[:2])
    result = Result(sum(len(block.text) for block in blocks), time.process_time() - began)
    for number, (paragraph, block) in enumerate(zip(given, document.blocks, strict=True)):
        _compare(paragraph, {s.end for s in block.sentences[:-1]}, number, result)
    return result


def _compare(paragraph: Paragraph, found: set[int], number: int, result: Result) -> None:
    text, gold, unmarked = paragraph.text, set(paragraph.ends), paragraph.unmarked
    result.every.add(gold, found)
    (result.odd if number % 2 else result.even).add(gold, found)
    result.terminal.add(gold - unmarked, found - unmarked)
    if number % 2 == 0:
        for end in sorted((gold ^ found) - unmarked):
            kind = "missed" if end in gold else "extra "
            result.errors.append(f"{kind} {text[max(0, end - 60) : end]}|{text[end : end + 40]}")


def peer_f1(given: Iterable[Paragraph], ends: Ends) -> float:
    """F of another program."""
    count = Count()
    for paragraph in given:
        count.add(set(paragraph.ends), ends(paragraph.text) - {len(paragraph.text)})
    return count.f1


def _peers(name: str) -> Iterator[str]:
    given = paragraphs(name)
    for peer in PEERS:
        ends = peer.load(name[:2])
        mark = " " if name[:2] in peer.languages else "*"
        yield ("–" if ends is None else f"{peer_f1(given, ends):.4f}{mark}").rjust(9)


def main() -> None:
    if not FOLDER.is_dir():
        print(f"no bench folder at {FOLDER}: nothing measured")
        return
    peers = "".join(peer.name.rjust(9) for peer in PEERS)
    print(f"{'set':<15}{'F':>8}{'even':>8}{'odd':>8}{'Ft':>8}{'extra':>7}{'missed':>8}{'thousand chars/s':>18}{peers}")
    for name in FLOORS:
        result = evaluate(name)
        figures = (result.every.f1, result.even.f1, result.odd.f1, result.terminal.f1)
        print(
            f"{name:<15}{''.join(f'{figure:>8.4f}' for figure in figures)}{result.every.extra:>7}"
            f"{result.every.missed:>8}{result.characters / result.seconds / 1000:>18,.0f}{''.join(_peers(name))}"
        )
        if name in sys.argv[1:]:
            print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
