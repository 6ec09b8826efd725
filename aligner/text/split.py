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
    column is plainly in another language than the one requested.
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
    languages_of = _named([column[0].column for column in columns], languages) or _told_by_texts(columns, languages)
    if languages_of is None:
        return None
    if columns[0][0].column:  # in a table made for the purpose, but perhaps not in a document, one column each is text
        languages_of = _most_parallel(languages_of, columns)
    left_out = [
        i for i in range(width) if not languages_of[i] and any(_LETTER.search(cell.text) for cell in columns[i])
    ]
    if left_out:
        names = [columns[i][0].column or str(i + 1) for i in left_out]
        warnings.warn(LeftOutWarning.of_columns(names), stacklevel=2)
    source, target = languages or tuple(dict.fromkeys(filter(None, languages_of)))
    return _dealt(blocks, languages_of, (source, target))


def _named(names: Sequence[str], asked: tuple[str, str] | None) -> list[str] | None:
    """The language of each column that may be used, by its name; None unless two languages are named.

    >>> _named(["English", "Spanish", "French"], None), _named(["English", "Spanish", "French"], ("fr", "en"))
    (['en', 'es', ''], ['en', '', 'fr'])
    """
    codes = [column_named(name).language for name in names]
    wanted = asked or tuple(dict.fromkeys(filter(None, codes)))[:2]
    told = [code if code in wanted else next((each for each in wanted if _is_one(code, each)), "") for code in codes]
    found = set(filter(None, told))
    if len(found) < 2 and asked and len(set(filter(None, codes))) > 2:
        what = f"its columns are not in both {name_of(asked[0])} and {name_of(asked[1])}: {', '.join(names)}"
        raise LanguageError(what, remedy="name two of them with --lang")
    return told if len(found) == 2 else None


def _is_one(code: str, wanted: str) -> bool:
    """Whether one of two codes stands for a variety of the other."""
    return bool(code) and (matches(code, wanted) or matches(wanted, code))


def _told_by_texts(columns: Sequence[Sequence[Block]], asked: tuple[str, str] | None) -> list[str] | None:
    """The language of each column that may be used, by its text; None unless there are two."""
    leanings = leanings_of([Block(" ".join(cell.text for cell in column)) for column in columns], asked)
    told = [_told(odds, leanings.pair) for odds in leanings.odds]
    if asked is not None and len(columns) == 2:
        told = _two(told, asked)
    if not set(leanings.pair) <= set(told):
        return None
    if asked is None:
        _check(leanings, asked=False)
    return told


def _most_parallel(told: Sequence[str], columns: Sequence[Sequence[Block]]) -> list[str]:
    """The languages without all but the two columns whose cells are filled together and are most alike in length."""
    sizes = [[size(cell.text) for cell in column] for column in columns]

    def likeness(i: int, j: int) -> float:
        return sum(min(a, b) / max(a, b) for a, b in zip(sizes[i], sizes[j], strict=True) if a and b)

    first, second = ([i for i, code in enumerate(told) if code == each] for each in sorted(set(filter(None, told))))
    kept = max(product(first, second), key=lambda both: likeness(*both))
    return [code if i in kept else "" for i, code in enumerate(told)]


def _two(told: Sequence[str], asked: tuple[str, str]) -> list[str]:
    """The languages of two columns: as identified, or the remaining one of the two, or in the order requested.

    >>> _two(["", ""], ("en", "es")), _two(["es", ""], ("en", "es"))
    (['en', 'es'], ['es', 'en'])
    """
    if not any(told):
        return list(asked)
    first, second = told
    other = {asked[0]: asked[1], asked[1]: asked[0]}
    return [first or other[second], second or other[first]]


def _dealt(blocks: Sequence[Block], columns: Sequence[str], languages: tuple[str, str]) -> Split:
    """The blocks by the languages of their columns; blocks outside regular rows by their own language."""
    source, target = languages
    sides: dict[str, list[Block]] = {source: [], target: []}
    rows: dict[tuple[int, int], None] = {}
    for (is_cell, _), group in groupby(blocks, key=lambda block: (block.kind == "cell", block.place)):
        row = list(group)
        regular = is_cell and len(row) == len(columns)
        before = len(sides[source]), len(sides[target])
        for i, block in enumerate(row):
            code = columns[i] if regular else identify(block.text, languages).language
            if block.text and (code or not regular):
                sides[code if code in sides else source].append(block)
        if regular:
            rows |= {before: None, (len(sides[source]), len(sides[target])): None}
    return Split(tuple(sides[source]), tuple(sides[target]), languages, "columns", rows=tuple(rows))


def _told(odds: float, pair: tuple[str, str]) -> str:
    """The language that the log-odds favour; empty if neither."""
    return "" if abs(odds) < NEUTRAL else pair[0 if odds > 0 else 1]
