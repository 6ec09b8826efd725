"""What a person retyped in a workbook, tied to what was written there, so that ``--keep`` finds it in the texts.

::

    row 7 as written   a  b  c  d        marks of the sentences of one side
    row 7 now          a  x  y  d        x and y stand for b and c
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from aligner.formats.loaded import Retyped
from aligner.formats.rows import Row
from aligner.formats.xlsx.marks import Marks, Written, mark
from aligner.model import Alignment, Block, Document, Sentence


class _Stretch(NamedTuple):
    """What is new on a side of a row.

    Attributes:
        new: numbers of the sentences on the side.
        gone: the marks of those in whose place they are; empty if it is not clear that they are in the place of any.
        grown: whether there is text that was not written, in the place of none.
    """

    new: range
    gone: Marks
    grown: bool


def retyped(written: Written, rows: Sequence[Row]) -> tuple[Retyped, Retyped]:
    """The retyped sentences of each side of rows that `Written.compared` gave.

    A sentence is retyped if it was not written, and stands where others of its row were that are gone. Beside a row
    with more text than it had, the text may have come from there: what stands for what is then unknown.
    """
    sides = []
    for side in (0, 1):
        stretches = list(_stretches(written, rows, side))
        grown = [each.grown for each in stretches]
        found: Retyped = {}
        for each, *beside in zip(stretches, [False, *grown], [*grown[1:], False], strict=False):
            if each.new and each.gone and not any(beside):
                found[each.new.start] = (each.new.stop, each.gone)
        sides.append(found)
    return sides[0], sides[1]


def _stretches(written: Written, rows: Sequence[Row], side: int) -> Iterator[_Stretch]:
    """One for each row, apart from the sentences that it begins and ends with as before."""
    marks = [[mark(each) for each in row.sentences[side]] if row.sentences else [] for row in rows]
    here = set(chain.from_iterable(marks))
    there = set(chain.from_iterable(each[side] for each in written.rows.values()))
    number = 0
    for row, now in zip(rows, marks, strict=True):
        was = written.rows.get(int(row.id), ((), ()))[side]
        first = _shared(was, now)
        last = _shared(was[first:][::-1], now[first:][::-1])
        gone, new = was[first : len(was) - last], now[first : len(now) - last]
        place = gone if here.isdisjoint(gone) and there.isdisjoint(new) else ()
        grown = not place and not there.issuperset(new)
        yield _Stretch(range(number + first, number + first + len(new)), place, grown)
        number += len(now)


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    """How many of the first items are the same."""
    return next((k for k, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def with_originals(alignment: Alignment, found: tuple[Retyped, Retyped], texts: Iterable[str]) -> Alignment:
    """The alignment whose retyped sentences have their originals, where these are among the texts."""
    known = {mark(text): text for text in texts}
    source, target = (
        _with_originals(document, each, known)
        for document, each in zip((alignment.source, alignment.target), found, strict=True)
    )
    return replace(alignment, source=source, target=target)


def _with_originals(document: Document, found: Retyped, known: Mapping[str, str]) -> Document:
    starts = document.block_starts
    originals: dict[int, str] = {}
    for first, (stop, marks) in found.items():
        one_block = document.block_of[first] == document.block_of[stop - 1]
        if one_block and all(each in known for each in marks):
            originals |= {first: _joined(marks, known), **dict.fromkeys(range(first + 1, stop), "")}
    if not originals:
        return document
    blocks = (_block(block, start, originals) for block, start in zip(document.blocks, starts, strict=False))
    return replace(document, blocks=tuple(blocks))


def _joined(marks: Marks, known: Mapping[str, str]) -> str:
    return " ".join(known[each] for each in marks)


def _block(block: Block, first: int, originals: Mapping[int, str]) -> Block:
    sentences: list[Sentence] = []
    for number, sentence in enumerate(block.sentences, first):
        sentences.append(replace(sentence, original=originals.get(number)))
    return replace(block, sentences=tuple(sentences))
