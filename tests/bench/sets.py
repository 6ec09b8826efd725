"""The development sets: texts with gold, which stand beside the project on our machines and in CI only.

::

    DOC.en.sents  DOC.en.paras     one unit a line, and the paragraph of each
    DOC.gold                       a ladder, ``[0,1]:[2]``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import fmean

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
# Texts of one writer, site or data set are one source; what was made from a text belongs to it. The keys are
# how the name of a document begins.
_SOURCES = {
    "4h": "blasco ibanez",
    "dq": "don quixote",
    "k8s": "kubernetes",
    "osg": "open source guides",
    "react": "react",
    **dict.fromkeys(("ef", "fil", "noli", "rg", "sc"), "rizal"),
    **dict.fromkeys(("ba", "ca", "dc", "mn"), "blasco ibanez"),
}


@dataclass(frozen=True)
class Case:
    """One document of a set, in both languages, with its gold beads."""

    set: str
    name: str
    source: Document
    target: Document
    gold: tuple[Bead, ...]


def figures(by_set: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """Figures of sets by column, other sets after them, and the mean of the columns; sets may be missing."""
    columns = {
        name: fmean(by_set[part] for part in parts if part in by_set)
        for name, parts in COLUMNS.items()
        if not by_set.keys().isdisjoint(parts)
    }
    return {**columns, **{name: by_set[name] for name in by_set if name not in CORE}}, fmean(columns.values() or [0.0])


def source_of(case: Case) -> str:
    """The source that a document is part of: no text is to be judged by weights that its own source taught."""
    if case.set.startswith("bible"):
        return "bible"
    if case.set in ("xquad", "pud", "udhr", "textberg-dev", "ntrex"):
        return case.set
    if case.name.startswith("xqg"):
        return "xquad"
    return _SOURCES.get(case.name.split("_")[0], case.name)


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
    """News in nine pairs of languages, without paragraphs; names begin with the pair, as in ``en-de/g00``."""
    for gold in sorted((BENCH / "other" / "ntrex").glob("*/*.gold")):
        stem = gold.name.removesuffix(".gold")
        sides = [
            _document(stem, language, _lines(gold.with_name(f"{stem}.{language}.sents")), None)
            for language in gold.parent.name.split("-")
        ]
        yield Case("ntrex", f"{gold.parent.name}/{stem}", *sides, gold=ladder(gold))


@cache
def news() -> dict[str, list[Case]]:
    """The documents of `ntrex` by pair of languages."""
    return {pair: list(documents) for pair, documents in groupby(ntrex(), key=lambda case: case.name.split("/")[0])}


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
