"""The blocks of a document that holds a text and its translation -> the blocks of each.

Each block leans towards one of the two main languages, or neither (names, numbers). Three layouts are tried::

    columns    two cells a row                    one language a column
    sections   en en en en | es es es es
    turns      en es en es | en en es es en es
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from aligner.errors import LanguageError, MismatchError
from aligner.languages import name_of
from aligner.languages.codes import canonical_pair, primary
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
    if languages:
        for side, code, what in ((found.source, languages[0], "source"), (found.target, languages[1], "target")):
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

    Columns of numbers are left out, and so are languages that were not requested.
    """
    cells = [block for block in blocks if block.kind == "cell"]
    if 2 * sum(len(cell.text) for cell in cells) <= sum(len(block.text) for block in blocks):
        return None
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.place)]
    width = Counter(map(len, rows)).most_common(1)[0][0]
    texts = [Block(" ".join(row[i].text for row in rows if len(row) == width)) for i in range(width)]
    leanings = leanings_of(texts, languages)
    languages_of = [_told(odds, leanings.pair) for odds in leanings.odds]
    if languages is not None and width == 2:
        languages_of = _two(languages_of, languages)
    if not set(leanings.pair) <= set(languages_of):
        return None
    if languages is None:
        _check(leanings, asked=False)
    source, target = languages or tuple(dict.fromkeys(code for code in languages_of if code))
    return _dealt(blocks, languages_of, leanings.pair, (source, target))


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


def _dealt(blocks: Sequence[Block], columns: Sequence[str], pair: tuple[str, str], languages: tuple[str, str]) -> Split:
    """The blocks by the languages of their columns; blocks outside regular rows by their own language."""
    source, target = languages
    sides: dict[str, list[Block]] = {source: [], target: []}
    rows: dict[tuple[int, int], None] = {}
    for (is_cell, _), group in groupby(blocks, key=lambda block: (block.kind == "cell", block.place)):
        row = list(group)
        regular = is_cell and len(row) == len(columns)
        before = len(sides[source]), len(sides[target])
        for i, block in enumerate(row):
            code = columns[i] if regular else identify(block.text, pair).language
            if block.text and (code or not regular):
                sides[code if code in sides else source].append(block)
        if regular:
            rows |= {before: None, (len(sides[source]), len(sides[target])): None}
    return Split(tuple(sides[source]), tuple(sides[target]), languages, "columns", rows=tuple(rows))


def _told(odds: float, pair: tuple[str, str]) -> str:
    """The language that the log-odds favour; empty if neither."""
    return "" if abs(odds) < NEUTRAL else pair[0 if odds > 0 else 1]
