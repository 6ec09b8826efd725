"""Collections of documents in two languages, to see which are found to belong together.

Two groups of sources: those that weights are learned from, and those that they are judged by. Long texts are cut into
documents, along the gold beads where there are some. Layouts and noises of the same texts are left out, as duplicates.
"""

from __future__ import annotations

import gzip
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sets import BENCH, Case, cases, news, textberg

from aligner.languages.identify import identify
from aligner.model import Document
from aligner.read import read

RAW, TRAIN = BENCH.parent / "raw", BENCH.parent / "train"


@dataclass(frozen=True)
class Both:
    """A document in both languages, by its lines."""

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True)
class Collection:
    """Documents, a third of those of each side without a partner; names are hidden in numbers.

    Attributes:
        languages: of source and target.
        source, target: the texts of both sides.
        partner: the number of the target document for each source document that has one.
        names: of the documents of both sides, to be shown.
    """

    languages: tuple[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    partner: Mapping[int, int]
    names: tuple[tuple[str, ...], tuple[str, ...]]


def collection(documents: Sequence[Both], languages: tuple[str, str], seed: int = 1) -> Collection:
    """The documents in random order: half in both languages, a quarter in each one only."""
    rng = random.Random(seed)
    order = list(documents)
    rng.shuffle(order)
    pairs = math.ceil(len(order) / 2)
    alone = (len(order) - pairs) // 2
    left = order[: pairs + alone]
    right = [*order[:pairs], *order[pairs + alone :]]
    numbers = list(range(len(right)))
    rng.shuffle(numbers)
    place = {number: k for k, number in enumerate(numbers)}
    return Collection(
        languages,
        tuple("\n".join(each.source) for each in left),
        tuple("\n".join(right[number].target) for number in numbers),
        {k: place[k] for k in range(pairs)},
        (tuple(each.name for each in left), tuple(right[number].name for number in numbers)),
    )


def of_set(name: str, beginning: str = "") -> list[Both]:
    """The documents of a development set whose names begin so."""
    return [whole(case) for case in cases(name) if case.name.startswith(beginning)]


def whole(case: Case) -> Both:
    """A document by its sentences."""
    sides = ([sentence.text for sentence in side.sentences] for side in (case.source, case.target))
    return Both(f"{case.set}/{case.name}", *map(tuple, sides))


def of_web(folder: str) -> list[Both]:
    """Web documentation as files; without what is not translated at all."""
    found = []
    for path in sorted((RAW / folder).glob("*.en.*")):
        other = path.with_name(path.name.replace(".en.", ".es."))
        sides = (tuple(block.text for block in read(each)) for each in (path, other))
        found.append(Both(f"{folder}/{path.name}", *sides))
    return [each for each in found if identify("\n".join(each.target)).language == "es"]


def pieces(documents: Sequence[Case], fewest: int, most: int) -> list[Both]:
    """Documents of some beads each, cut from longer ones."""
    rng = random.Random(1)
    found: list[Both] = []
    for case in documents:
        beads = [(_text(case.source, bead.source), _text(case.target, bead.target)) for bead in case.gold]
        found += cut(case.name, beads, rng, fewest, most)
    return found


def cut(name: str, beads: Sequence[tuple[str, str]], rng: random.Random, fewest: int, most: int) -> Iterator[Both]:
    """Pieces of random length, short ones more often."""
    at = 0
    while at < len(beads):
        size = round(math.exp(rng.uniform(math.log(fewest), math.log(most))))
        part = beads[at : at + size]
        sides = [tuple(filter(None, side)) for side in zip(*part, strict=True)]
        if len(part) >= fewest and all(sides):
            yield Both(f"{name}:{at}", *sides)
        at += size


def taught(name: str, most_pairs: int = 0) -> list[tuple[str, str]]:
    """Pairs of sentences, in order, that the package's lexicon was trained on."""
    with gzip.open(next(TRAIN.glob(f"{name}*.gz")), "rt", encoding="utf-8") as file:
        found = [tuple(line.split("\t")[:2]) for line in file]
    return [(source, target) for source, target in found][: most_pairs or None]


def drifted(documents: Sequence[Both]) -> list[Both]:
    """The documents with a stretch of up to half of the lines left out on either side, or on both."""
    rng = random.Random(1)

    def less(lines: tuple[str, ...]) -> tuple[str, ...]:
        gone = int(len(lines) * rng.uniform(0.1, 0.45)) if rng.random() < 0.6 else 0
        start = rng.randint(0, len(lines) - gone)
        return lines[:start] + lines[start + gone :]

    return [Both(each.name, less(each.source), less(each.target)) for each in documents]


def versions(documents: Sequence[Both]) -> list[Both]:
    """Each document twice, the second time with every seventh line replaced by one of the document before it."""
    found: list[Both] = []
    for before, each in zip([documents[-1], *documents], documents, strict=False):
        if len(each.source) == len(each.target) and len(before.source) == len(before.target):
            other = [
                tuple(old[k % len(old)] if k % 7 == 0 else line for k, line in enumerate(lines))
                for old, lines in ((before.source, each.source), (before.target, each.target))
            ]
            found += [each, Both(f"{each.name} (2)", *other)]
    return found


def templates(documents: Sequence[Both]) -> list[Both]:
    """Ten lines of the first document around every other one, as menus and licences stand on every page of a site."""
    first = documents[0]
    top, end = slice(0, 5), slice(5, 10)
    return [
        replace(
            each,
            source=(*first.source[top], *each.source, *first.source[end]),
            target=(*first.target[top], *each.target, *first.target[end]),
        )
        for each in documents[1:]
    ]


def _text(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(document.sentences[i].text for i in sentences)


Documents = Callable[[], list[Both]]


def _lines_of(name: str, most_pairs: int, fewest: int, most: int) -> list[Both]:
    return list(cut(name, taught(name, most_pairs), random.Random(1), fewest, most))


def _long_pieces() -> list[Both]:
    return [
        *pieces(_learned_cases(), 5, 40),
        *_lines_of("react", 4000, 20, 80),
    ]


# English and Spanish, to learn from.
LEARNED: dict[str, Documents] = {
    "whole": lambda: [*of_set("xquad"), *of_set("bible_clean"), *of_web("react"), *of_set("literature", "4h")],
    "pieces": lambda: pieces(_learned_cases(), 8, 30),
    "sentences": lambda: pieces(_learned_cases(), 2, 4),
    "drift": lambda: drifted(_long_pieces()),
    "templates": lambda: templates(_long_pieces()),
    "versions": lambda: versions(_long_pieces()),
    "python-docs": partial(_lines_of, "python-docs", 12_000, 3, 60),
}
# English and Spanish, to judge by: other sources.
JUDGED: dict[str, Documents] = {
    "whole": lambda: [
        *(each for name in ("prose", "drift", "techdocs", "udhr") for each in of_set(name)),
        *of_set("literature", "dq"),
        *(each for name in ("fastapi", "opensource-guide") for each in of_web(name)),
    ],
    "pieces": lambda: pieces(_judged_cases(), 8, 30),
    "sentences": lambda: pieces(_judged_cases(), 2, 4),
    "drift": lambda: drifted(pieces(_judged_cases(), 10, 40)),
    "templates": lambda: templates(pieces(_judged_cases(), 8, 30)),
    "versions": lambda: versions(pieces(_judged_cases(), 10, 40)),
}
NEWS_LEARNED = ("en-de", "en-ru", "en-tr", "en-zh")
NEWS_JUDGED = ("de-fr", "en-ar", "en-ja", "en-ko", "en-th")


def _learned_cases() -> list[Case]:
    novel = (case for case in cases("literature") if case.name.startswith("4h"))
    return [*cases("xquad"), *cases("bible_clean"), *novel]


def _judged_cases() -> list[Case]:
    sets = ("prose", "drift", "techdocs", "udhr", "pud")
    documents = [case for name in sets for case in cases(name) if case.name != "pud_dev_mix"]
    return [*documents, *(case for case in cases("literature") if case.name.startswith("dq"))]


def every_document() -> list[Both]:
    """All English and Spanish documents of the development sets, whole."""
    return [*LEARNED["whole"](), *JUDGED["whole"](), *of_set("pud", "pud_dev")[:1]]


def news_of(pair: str, fewest: int = 4, most: int = 12) -> list[Both]:
    """News in a pair of languages, cut into documents; and for de-fr, Text+Berg, too."""
    return pieces([*news()[pair], *([textberg()] if pair == "de-fr" else [])], fewest, most)
