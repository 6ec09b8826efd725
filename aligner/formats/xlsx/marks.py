"""The marks of a workbook's sentences when it was written: a person's edits show by them, whatever the status says.

::

    sheet "as written"   id │ source                            │ target
                         7  │ 8:5d41402abc4b 13:7d793037a076    │ 17:9bf3a5c0de11      size and hash of each sentence

Marks are looked up by the id of a row, so that rows may be sorted, filtered and deleted. Sentences that a person moves
to another cell are recognised there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain

from aligner.characters import CONTROL
from aligner.formats.rows import Row, most_sentences, pieces
from aligner.text.joined import Known, cut, cut_by_size, inside, one_blank, size

Marks = tuple[str, ...]

_NOTHING: tuple[Marks, Marks] = ((), ())
_MARK = re.compile("([0-9]{1,7}):[0-9a-f]{12}")
_ID = re.compile("[0-9]{1,9}")
_HASH = 12


def mark(text: str) -> str:
    """The mark of a sentence: empty if there is nothing to see in it; white space and control characters do not count.

    >>> mark("It rained."), mark(" ")
    ('9:8b38b558e4df', '')
    """
    seen = one_blank(CONTROL.sub("", text))
    return f"{size(seen)}:{sha256(seen.encode(errors='replace')).hexdigest()[:_HASH]}" if seen else ""


def marks_of(cell: str, sentences: Iterable[str], most: int) -> str:
    """The marks of a cell as one text of at most `most` characters.

    There is one for the whole cell, where there are too many or the cell does not hold the sentences (it was cut).
    """
    found = " ".join(filter(None, map(mark, sentences)))
    fits = len(found) <= most and sum(map(_size, found.split())) == size(CONTROL.sub("", cell))
    return found if fits else mark(cell)


@dataclass(frozen=True)
class Written:
    """What a workbook held when it was written.

    Attributes:
        rows: the marks of source and target by id.
    """

    rows: Mapping[int, tuple[Marks, Marks]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Written:
        """From the rows of the sheet; those that do not begin with an id are passed over."""
        found = {}
        for id, source, target in rows:
            if _ID.fullmatch(id):
                sides = [tuple(m[0] for m in _MARK.finditer(side)) for side in (source, target)]
                found[int(id)] = sides[0], sides[1]
        return cls(found)

    def compared(self, rows: Sequence[tuple[int | None, Row]]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        """The rows with their sentences, and with the status "changed" if they are not as they were written.

        Args:
            rows: each with its id, None if a person added it.

        Also returns the ids of the rows that are gone, text and all: their sentences are in no other row.
        """
        judged: list[Row] = []
        missing = dict(self.rows)
        stray = Counter[tuple[int, str]]()  # side and mark of sentences that are not where they were written
        for id, row in rows:
            written = missing.pop(id, _NOTHING) if id is not None else _NOTHING
            sentences = _unchanged(row, written)
            if sentences is None:
                sentences = self._edited(row, 0), self._edited(row, 1)
                row = replace(row, status="changed")
                stray.update(_by_side(written))
                stray.subtract(_by_side((map(mark, sentences[0]), map(mark, sentences[1]))))
            judged.append(replace(row, sentences=sentences, kind=(len(sentences[0]), len(sentences[1]))))
        for written in missing.values():
            stray.update(_by_side(written))
        stray.subtract(_between(judged, {each for written in missing.values() for each in _by_side(written)}))
        gone = (id for id, written in missing.items() if any(stray[each] > 0 for each in _by_side(written)))
        return tuple(judged), tuple(f"id {id}" for id in gone)

    def _edited(self, row: Row, side: int) -> tuple[str, ...]:
        """The sentences of an edited cell: known ones and what is left, or up to as many as there were."""
        text = (row.source, row.target)[side]
        if not text.strip():
            return ()
        front, rest, back = cut(text, self._known[side])
        if not front and not back:
            number = row.kind[side] if row.kind else 1
            return pieces(text, max(1, min(number, most_sentences(text))))
        return (*front, *([rest] if rest else []), *back)

    @cached_property
    def _known(self) -> tuple[Known, Known]:
        return _known(row[0] for row in self.rows.values()), _known(row[1] for row in self.rows.values())


def _between(rows: Iterable[Row], marks: Collection[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those of the marks, with their sides, whose sentences stand between others that a person typed."""
    wanted = [_known([tuple(each for side, each in marks if side == k)]) for k in (0, 1)]
    for row in rows if marks else ():
        for side, sentences in enumerate(row.sentences or ()):
            for sentence in sentences if row.status == "changed" else ():
                if not wanted[side].holds(one_blank(sentence)):
                    yield from ((side, mark(each)) for each in inside(sentence, wanted[side]))


def _unchanged(row: Row, written: tuple[Marks, Marks]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The sentences of each side of a row that was not edited, else None."""
    sides = tuple(
        cut_by_size(text, [_size(each) for each in marks]) if text.strip() else ()
        for text, marks in zip((row.source, row.target), written, strict=True)
    )
    same = all(tuple(map(mark, side)) == marks for side, marks in zip(sides, written, strict=True))
    return (sides[0], sides[1]) if same else None


def _known(cells: Iterable[Marks]) -> Known:
    every = frozenset(chain.from_iterable(cells))
    return Known(frozenset(map(_size, every)), lambda text: mark(text) in every)


def _by_side(cells: tuple[Iterable[str], Iterable[str]]) -> Iterator[tuple[int, str]]:
    return ((side, each) for side, marks in enumerate(cells) for each in marks)


def _size(mark: str) -> int:
    return int(mark.partition(":")[0])
