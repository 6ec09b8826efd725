"""The development sets: texts with gold, which stand beside the project on our machines and in CI only.

::

    DOC.en.sents  DOC.en.paras     one unit a line, and the paragraph of each
    DOC.gold                       a ladder, ``[0,1]:[2]``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from aligner.model import Bead, Block, Document, Sentence

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
PAIRED = BENCH / "en-es"
# The columns whose mean counts, and the sets of each; other sets are for speed, layout and smoke tests.
COLUMNS = {
    "literature": ("literature",),
    "prose": ("prose",),
    "drift": ("drift",),
    "xquad": ("xquad",),
    "pud": ("pud",),
    "bible": ("bible_del", "bible_nm", "bible_mix", "bible_pardrop"),
    "noise_light": ("noise_light",),
    "noise_heavy": ("noise_heavy",),
    "techdocs": ("techdocs",),
    "udhr": ("udhr",),
}
CORE = tuple(name for parts in COLUMNS.values() for name in parts)


@dataclass(frozen=True)
class Case:
    """One document of a set, in both languages, with its gold beads."""

    set: str
    name: str
    source: Document
    target: Document
    gold: tuple[Bead, ...]


def cases(name: str, *, paragraphs: bool = True) -> Iterator[Case]:
    """The documents of a set, units given; without `paragraphs` each side is a single block."""
    for gold in sorted((PAIRED / name).glob("*.gold")):
        stem = gold.name.removesuffix(".gold")
        if not stem.endswith(".para"):
            sides = [_side(gold.parent / f"{stem}.{language}", language, paragraphs) for language in ("en", "es")]
            yield Case(name, stem, *sides, gold=ladder(gold))


def textberg() -> Case:
    """Text+Berg's development part, German and French, without paragraphs."""
    folder = BENCH / "other" / "textberg-dev"
    sides = [
        _document("dev", lang, _lines(folder / f"dev.{end}"), None) for lang, end in (("de", "src"), ("fr", "tgt"))
    ]
    return Case("textberg-dev", "dev", *sides, gold=ladder(folder / "dev.gold"))


def ntrex() -> Iterator[Case]:
    """News in nine pairs of languages, without paragraphs."""
    for gold in sorted((BENCH / "other" / "ntrex").glob("*/*.gold")):
        stem = gold.name.removesuffix(".gold")
        sides = [
            _document(stem, language, _lines(gold.with_name(f"{stem}.{language}.sents")), None)
            for language in gold.parent.name.split("-")
        ]
        yield Case("ntrex", f"{gold.parent.name}/{stem}", *sides, gold=ladder(gold))


def ladder(path: Path) -> tuple[Bead, ...]:
    """The beads of a file of lines ``[0,1]:[2]``."""
    beads = []
    for line in path.read_text().splitlines():
        if line.strip():
            source, target = ([int(n) for n in re.findall(r"\d+", side)] for side in line.split(":")[:2])
            beads.append(Bead(_range(source), _range(target)))
    return tuple(beads)


def _range(indexes: list[int]) -> range:
    return range(indexes[0], indexes[-1] + 1) if indexes else range(0)


def _side(stem: Path, language: str, paragraphs: bool) -> Document:
    numbers = stem.with_name(stem.name + ".paras")
    places = numbers.read_text().split() if paragraphs and numbers.exists() else None
    return _document(stem.name, language, _lines(stem.with_name(stem.name + ".sents")), places)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _document(name: str, language: str, units: list[str], places: list[str] | None) -> Document:
    places = places or ["0"] * len(units)
    groups = groupby(zip(places, units, strict=True), key=lambda pair: pair[0])
    return Document(name, language, tuple(_block([unit for _, unit in group]) for _, group in groups))


def _block(units: list[str]) -> Block:
    sentences, start = [], 0
    for unit in units:
        sentences.append(Sentence(unit, start, start + len(unit)))
        start += len(unit) + 1
    return Block("\n".join(units), sentences=tuple(sentences))
