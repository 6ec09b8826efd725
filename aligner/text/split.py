"""The blocks of a document that holds a text and its translation -> the blocks of each.

Each block leans towards one of the two main languages, or neither (names, numbers). Three layouts are tried::

    columns    two cells a row or more            one language a column
    sections   en en en en | es es es es
    turns      en es en es | en en es es en es
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product
from typing import NamedTuple

from aligner.errors import LanguageError, LeftOutWarning, MismatchError
from aligner.languages import name_of
from aligner.languages.codes import canonical_pair, matches, primary
from aligner.languages.columns import column_named
from aligner.languages.contradiction import warn_if_contradicted
from aligner.languages.identify import identify
from aligner.model import Block
from aligner.text.labels import labels_of, opening
from aligner.text.leanings import NEUTRAL, Leanings, leanings_of, size

# A second language with a smaller share of the text is quotations rather than a translation. Quotations and footnotes
# made up at most 5 % in the texts examined; translations make up 40 % or more.
MIN_SHARE = 0.08

# Least ratio of the smaller to the larger part. A guess: a translation of a third of the text passes, one of an
# abstract does not.
MIN_RATIO = 0.2

# A third language with a larger share is more than quotations, and the user must say which two are meant.
MAX_THIRD = 0.1

_LETTER = re.compile(r"[^\W\d_]")

WORTH_NAMING = 0.01  # least share of a language for messages to name it


@dataclass(frozen=True)
class Split:
    """The two languages found in a document.

    Attributes:
        source, target: the blocks of each language, in reading order.
        languages: codes of source and target.
        layout: ``"sections"``, ``"turns"`` or ``"columns"``.
        seam: place of the first block of the second section; empty for other layouts.
        others: other languages and their shares of the text, largest first.
        rows: for columns, the numbers of source and target blocks before the first row of the table and after each
            row. Blocks in the same row belong together.
    """

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    languages: tuple[str, str]
    layout: str
    seam: str = ""
    others: tuple[tuple[str, float], ...] = ()
    rows: tuple[tuple[int, int], ...] = ()

    def describe(self) -> str:
        """One line for the user: ``English and Spanish, one after the other (from line 37): 11 and 11 blocks``."""
        seam = f" (from {self.seam})" if self.seam else ""
        layout = {"sections": "one after the other", "turns": "in turn", "columns": "in two columns"}[self.layout]
        names = " and ".join(map(name_of, self.languages))
        return f"{names}, {layout}{seam}: {len(self.source)} and {len(self.target)} blocks{_also(*self.others)}"


def split(
    blocks: Sequence[Block], languages: tuple[str, str] | None = None
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Source and target blocks of a mixed document; `find_split` returns more, and says what is raised."""
    found = find_split(blocks, languages)
    return found.source, found.target


def find_split(blocks: Sequence[Block], languages: tuple[str, str] | None = None) -> Split:
    """How a document divides into two languages. The source is the one that comes first, or ``languages[0]``.

    Raises `LanguageError` if there is only one language, if there is a third, or if they are not those requested, and
    `MismatchError` if one part is too small to be a translation of the other. Warns with `ContradictionWarning` if a
    part is plainly in another language than was requested or the table's header says, and with `LeftOutWarning` of
    columns that are not used.
    """
    languages = canonical_pair(languages) if languages else None
    found = _columns(blocks, languages) or _flow([block for block in blocks if block.text.strip()], languages)
    sizes = [sum(size(block.text) for block in side) for side in (found.source, found.target)]
    if min(sizes) < MIN_RATIO * max(sizes):
        name = name_of(found.languages[sizes.index(min(sizes))])
        what = (
            f"only {_percent(min(sizes) / sum(sizes))} of the text is {name}, too little for a translation of the rest"
        )
        raise MismatchError(what, remedy="give the text and its whole translation, in one file or two")
    if languages or found.layout == "columns":
        for side, code, what in (
            (found.source, found.languages[0], "source"),
            (found.target, found.languages[1], "target"),
        ):
            warn_if_contradicted(" ".join(block.text for block in side if block.kind != "code"), code, what)
    return found


def _flow(blocks: Sequence[Block], languages: tuple[str, str] | None) -> Split:
    """Sections or turns."""
    if languages and primary(languages[0]) == primary(languages[1]):
        what = f"{languages[0]} and {languages[1]} cannot be told apart within one text"
        raise LanguageError(what, remedy="give two files with one of them each")
    leanings = leanings_of(blocks, languages)
    _check(leanings, asked=languages is not None)
    labels, layout = labels_of(blocks, leanings)
    first = labels[0] if layout == "sections" else opening(labels, leanings)
    other = leanings.pair[1 - leanings.pair.index(first)]
    source, target = languages or (first, other)
    sides = {code: _titled([b for b, m in zip(blocks, labels, strict=True) if m == code]) for code in leanings.pair}
    seam = blocks[labels.index(other)].place if layout == "sections" and other in labels else ""
    return Split(sides[source], sides[target], (source, target), layout, seam, leanings.others)


def _titled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of one language; if they begin with a heading, it is their title, wherever it was in the document."""
    if blocks and blocks[0].kind == "heading":
        return (replace(blocks[0], level=1), *blocks[1:])
    return tuple(blocks)


def _check(leanings: Leanings, *, asked: bool) -> None:
    """Raise unless both languages, and no third one, have a substantial share of the text."""
    (large, main), (small, second) = sorted(zip(leanings.shares, leanings.pair, strict=True), reverse=True)
    others = leanings.others
    if not large and not others:
        raise LanguageError("no language can be recognised", remedy="give a text and its translation as two files")
    if others and others[0][1] > MAX_THIRD and (asked or small >= MIN_SHARE):
        names = " and ".join(map(name_of, leanings.pair))
        what = f"not {names} alone" if asked else "more than two languages"
        what += f": {_listed([(main, large), (second, small), *others])}"
        raise LanguageError(what, remedy="name the right two with --lang, or give two files with one language each")
    if small < MIN_SHARE:
        what = (
            f"one language only, {_listed([(main, large)])}{_also((second, small), *others)}: there is nothing to align"
        )
        raise LanguageError(what, remedy="give the translation as a second file")


def _percent(share: float) -> str:
    return f"{min(round(100 * share), 99 if share < 1 else 100)} %"


def _listed(shares: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{_percent(share)} {name_of(code)}" for code, share in shares if share >= WORTH_NAMING)


def _also(*others: tuple[str, float]) -> str:
    listed = _listed(sorted(others, key=lambda other: -other[1]))
    return f" (also {listed})" if listed else ""


def _columns(blocks: Sequence[Block], languages: tuple[str, str] | None) -> Split | None:
    """The columns of a table that makes up most of the document, if they are in two languages; otherwise None.

    The languages are those that the header names, or else those of the texts. Columns of numbers are left out, and so
    are languages that were not requested. Warns with `LeftOutWarning`.
    """
    cells = [block for block in blocks if block.kind == "cell"]
    if 2 * sum(len(cell.text) for cell in cells) <= sum(len(block.text) for block in blocks):
        return None
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.place)]
    width = Counter(map(len, rows)).most_common(1)[0][0]
    columns = list(zip(*(row for row in rows if len(row) == width), strict=True))
    told = _told_by_names([column[0].column for column in columns], languages) or _told_by_texts(columns, languages)
    if told is None:
        return None
    sides = told.sides
    if columns[0][0].column:  # in a table made for the purpose, but perhaps not in a document, one column each is text
        sides = _most_parallel(sides, columns)
    left_out = [i for i in range(width) if sides[i] is None and any(_LETTER.search(cell.text) for cell in columns[i])]
    if left_out:
        names = [columns[i][0].column or str(i + 1) for i in left_out]
        warnings.warn(LeftOutWarning.of_columns(names), stacklevel=2)
    if languages is None and sides.index(1) < sides.index(0):  # the source is the language that comes first
        return _dealt(blocks, [None if side is None else 1 - side for side in sides], (told.pair[1], told.pair[0]))
    return _dealt(blocks, sides, languages or told.pair)


class _Told(NamedTuple):
    """Two languages and, for each column, which of them it is in: 0, 1, or None for neither."""

    pair: tuple[str, str]
    sides: list[int | None]


def _told_by_names(names: Sequence[str], asked: tuple[str, str] | None) -> _Told | None:
    """What the names of the columns say; None unless they name two languages.

    >>> _told_by_names(["English", "Spanish", "French"], ("fr", "en")).sides
    [1, None, 0]
    """
    codes = [column_named(name).language for name in names]
    named = tuple(dict.fromkeys(filter(None, codes)))
    pair = asked or (named[0], named[1]) if len(named) > 1 else None
    if pair is None:
        return None
    sides = [
        next((k for is_it in (str.__eq__, _is_one) for k in (0, 1) if is_it(code, pair[k])), None) for code in codes
    ]
    if {0, 1} <= set(sides):
        return _Told(pair, sides)
    if len(named) > 2:
        what = f"its columns are not in both {name_of(pair[0])} and {name_of(pair[1])}: {', '.join(names)}"
        raise LanguageError(what, remedy="name two of them with --lang")
    return None


def _is_one(code: str, wanted: str) -> bool:
    """Whether one of two codes stands for a variety of the other."""
    return bool(code) and (matches(code, wanted) or matches(wanted, code))


def _told_by_texts(columns: Sequence[Sequence[Block]], asked: tuple[str, str] | None) -> _Told | None:
    """What the texts of the columns say; None unless there are two languages."""
    leanings = leanings_of([Block(" ".join(cell.text for cell in column)) for column in columns], asked)
    sides = [None if abs(odds) < NEUTRAL else int(odds < 0) for odds in leanings.odds]
    if asked is not None and len(columns) == 2:
        sides = _two(sides)
    if not {0, 1} <= set(sides):
        return None
    if asked is None:
        _check(leanings, asked=False)
    return _Told(leanings.pair, sides)


def _most_parallel(sides: Sequence[int | None], columns: Sequence[Sequence[Block]]) -> list[int | None]:
    """The sides without all but the two columns whose cells are filled together and are most alike in length."""
    sizes = [[size(cell.text) for cell in column] for column in columns]

    def likeness(i: int, j: int) -> float:
        return sum(min(a, b) / max(a, b) for a, b in zip(sizes[i], sizes[j], strict=True) if a and b)

    first, second = ([i for i, side in enumerate(sides) if side == k] for k in (0, 1))
    kept = max(product(first, second), key=lambda both: likeness(*both))
    return [side if i in kept else None for i, side in enumerate(sides)]


def _two(sides: Sequence[int | None]) -> list[int | None]:
    """The sides of two columns: as identified, or the remaining one of the two, or in the order requested.

    >>> _two([None, None]), _two([1, None])
    ([0, 1], [1, 0])
    """
    first, second = sides
    if first is None:
        return [0, 1] if second is None else [1 - second, second]
    return [first, 1 - first if second is None else second]


def _dealt(blocks: Sequence[Block], columns: Sequence[int | None], languages: tuple[str, str]) -> Split:
    """The blocks by the sides of their columns; blocks outside regular rows by their own language."""
    sides: tuple[list[Block], list[Block]] = ([], [])
    rows: dict[tuple[int, int], None] = {}
    for (is_cell, _), group in groupby(blocks, key=lambda block: (block.kind == "cell", block.place)):
        row = list(group)
        regular = is_cell and len(row) == len(columns)
        before = len(sides[0]), len(sides[1])
        for i, block in enumerate(row):
            side = columns[i] if regular else int(identify(block.text, languages).language == languages[1])
            if block.text and side is not None:
                sides[side].append(block)
        if regular:
            rows |= {before: None, (len(sides[0]), len(sides[1])): None}
    return Split(tuple(sides[0]), tuple(sides[1]), languages, "columns", rows=tuple(rows))
