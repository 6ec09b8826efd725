"""What people do to the texts of a workbook, never touching kind and status, is seen and taken."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import factories
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.formats import render
from aligner.formats.rows import PairTable
from aligner.formats.xlsx.reading import parse
from aligner.model import STATUSES, Alignment, Document

ENGLISH = [
    ("The harbour was empty.",),
    ("It rained.", "She left."),
    ("Nobody saw her go.",),
    ("He stayed at home.",),
    ("In 1997 the war was over.",),
    ("The captain sold his ship.",),
]
SPANISH = [
    ("El puerto estaba vacío.",),
    ("Llovía.",),
    ("Ella se fue.", "Nadie la vio."),
    ("Él se quedó en casa.",),
    ("En 1997 la guerra había terminado.",),
    ("El capitán vendió su barco.",),
]
ID, KIND, SOURCE, TARGET, STATUS = 1, 3, 5, 6, 8


def alignment() -> Alignment:
    """One bead for each line above."""
    sides = [Document(name, name, tuple(factories.block(*cell) for cell in cells)) for name, cells in _SIDES]
    ends = [0, 0]
    beads = []
    for pair in zip(ENGLISH, SPANISH, strict=True):
        spans = [range(end, end + len(cell)) for end, cell in zip(ends, pair, strict=True)]
        ends = [span.stop for span in spans]
        beads.append(replace(factories.bead("0", "0"), source=spans[0], target=spans[1]))
    return Alignment(sides[0], sides[1], tuple(beads))


_SIDES = (("en", ENGLISH), ("es", SPANISH))


@cache
def untouched() -> bytes:
    return render(alignment(), "xlsx").data


def edited(edit: Callable[[Any], object]) -> PairTable:
    return parse(after(edit), "edited.xlsx")


def after(edit: Callable[[Any], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(untouched()))
    edit(book["pairs"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def text(sheet: Any, row: int, column: int) -> str:
    return str(sheet.cell(row, column).value or "")


# How a cell is marked as text, and what a row holds, does not matter here: only what is read.
def put(sheet: Any, row: int, column: int, value: object) -> None:
    sheet.cell(row, column).value = value


def merge_up(sheet: Any, row: int, joint: str = " ", *, delete: bool = False) -> None:
    for column in (SOURCE, TARGET):
        put(sheet, row - 1, column, f"{text(sheet, row - 1, column)}{joint}{text(sheet, row, column)}")
        put(sheet, row, column, None)
    if delete:
        sheet.delete_rows(row)


def swap(sheet: Any, row: int, other: int, column: int = TARGET) -> None:
    first, second = text(sheet, row, column), text(sheet, other, column)
    put(sheet, row, column, second)
    put(sheet, other, column, first)


def move_down(sheet: Any) -> None:
    """The second sentence of row 3 to the row below, where its translation is."""
    put(sheet, 3, SOURCE, "It rained.")
    put(sheet, 4, SOURCE, "She left. Nobody saw her go.")


def insert(sheet: Any) -> None:
    sheet.insert_rows(3)
    put(sheet, 3, SOURCE, "Nobody came.")
    put(sheet, 3, TARGET, "No vino nadie.")


EDITS: dict[str, tuple[Callable[[Any], object], dict[int, str], tuple[str, ...]]] = {
    # what was done, the kinds of the rows that count as changed, the rows that are gone
    "nothing": (lambda sheet: None, {}, ()),
    "white space": (lambda sheet: put(sheet, 3, SOURCE, " It rained.\n\nShe  left. "), {}, ()),
    "a text retyped": (lambda sheet: put(sheet, 2, TARGET, "No había nadie en el puerto."), {2: "1-1"}, ()),
    "a blank taken out": (lambda sheet: put(sheet, 2, TARGET, "El puerto estabavacío."), {2: "1-1"}, ()),
    "one of two sentences retyped": (lambda sheet: put(sheet, 3, SOURCE, "It poured. She left."), {3: "2-1"}, ()),
    "two sentences retyped as one": (lambda sheet: put(sheet, 3, SOURCE, "She left in the rain."), {3: "1-1"}, ()),
    "merged, row emptied": (lambda sheet: merge_up(sheet, 3), {2: "3-2"}, ()),
    "merged, row deleted": (lambda sheet: merge_up(sheet, 3, delete=True), {2: "3-2"}, ()),
    "merged with a line break": (lambda sheet: merge_up(sheet, 6, "\n"), {5: "2-2"}, ()),
    "merged without a blank": (lambda sheet: merge_up(sheet, 6, ""), {5: "2-2"}, ()),
    "a sentence moved to the next row": (move_down, {3: "1-1", 4: "2-2"}, ()),
    "targets exchanged": (lambda sheet: swap(sheet, 5, 6), {5: "1-1", 6: "1-1"}, ()),
    "exchanged and put back": (lambda sheet: (swap(sheet, 5, 6), swap(sheet, 5, 6)), {}, ()),
    "a target cleared": (lambda sheet: put(sheet, 5, TARGET, None), {5: "1-0"}, ()),
    "a row deleted": (lambda sheet: sheet.delete_rows(4), {}, ("id 3",)),
    "rows deleted": (lambda sheet: sheet.delete_rows(3, 3), {}, ("id 2", "id 3", "id 4")),
    "a row emptied": (lambda sheet: (put(sheet, 4, SOURCE, ""), put(sheet, 4, TARGET, " ")), {}, ("id 3",)),
    "half of a row merged, the row deleted": (
        lambda sheet: (put(sheet, 2, SOURCE, "The harbour was empty. It rained."), sheet.delete_rows(3)),
        {2: "2-1"},
        ("id 2",),
    ),
    "a row added": (insert, {3: "1-1"}, ()),
    "a row copied": (
        lambda sheet: sheet.append([cell.value for cell in sheet[5]]),
        {8: "1-1"},
        (),
    ),
    "a formula's sign typed": (lambda sheet: put(sheet, 2, TARGET, 1984), {2: "1-1"}, ()),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_shows_without_a_status_or_a_kind(name):
    edit, changed, deleted = EDITS[name]
    table = edited(edit)
    kinds = {int(row.place.removeprefix("row ")): row for row in table.rows if row.status == "changed"}
    assert {place: "{}-{}".format(*(row.kind or ())) for place, row in kinds.items()} == changed
    assert table.deleted == deleted
    assert table.doubts == ()


def test_sorting_hides_no_edit():
    def edit(sheet: Any) -> None:
        merge_up(sheet, 3, delete=True)
        body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, values in enumerate(reversed(body), start=2):
            for column, value in enumerate(values, start=1):
                put(sheet, number, column, value)

    rows = edited(edit).rows
    assert [(row.id, row.status) for row in rows] == [
        ("1", "changed"), ("3", "auto"), ("4", "auto"), ("5", "auto"), ("6", "auto")
    ]  # fmt: skip
    assert rows[0].sentences == ((*ENGLISH[0], *ENGLISH[1]), (*SPANISH[0], *SPANISH[1]))


@settings(max_examples=25, deadline=None)
@given(factories.alignments())
def test_a_workbook_that_nobody_touched_shows_no_edit(alignment):
    pairs = [pair for pair in alignment.pairs() if pair.source.strip() and pair.target.strip()]
    if pairs:
        table = parse(render(alignment, "xlsx").data, "a.xlsx")
        statuses = {pair.id: pair.status for pair in alignment.pairs()}
        assert {row.status == statuses[int(row.id)] for row in table.rows} == {True}
        assert (table.deleted, table.doubts) == ((), ())


def test_a_text_too_long_for_its_cell_is_not_an_edit():
    long = factories.pair("It rained. " * 4_000, "Llovía.")
    assert [row.status for row in parse(render(long, "xlsx").data, "a.xlsx").rows] == ["auto"]


def test_more_sentences_than_their_marks_have_room_for_are_not_an_edit():
    sides = [Document(code, code, (factories.block(*["a."] * 3_000),)) for code in ("en", "es")]
    many = Alignment(*sides, (factories.bead("0-2999", "0-2999"),))
    rows = parse(render(many, "xlsx").data, "a.xlsx").rows
    assert [row.status for row in rows] == ["auto"]


def test_a_hidden_sheet_that_was_tampered_with_breaks_nothing():
    def edit(sheet: Any) -> None:
        marks = sheet.parent["as written"]
        marks["A2"], marks["B3"], marks["C4"], marks["B5"] = "one", "0:000000000000", "9" * 400, 7

    table = edited(edit)
    assert [row.source for row in table.rows] == [" ".join(cell) for cell in ENGLISH]


# Any sequence of edits


@dataclass
class Line:
    """A row of a sheet: the sentences in each of its cells, and a number if it was there when the sheet was written."""

    sides: tuple[list[str], list[str]]
    id: int | None = None
    status: str = "auto"


@dataclass
class Sheet:
    """What a person sees, and what was there at first."""

    lines: list[Line] = field(default_factory=list)
    count: int = 0

    def new(self, side: int) -> str:
        self.count += 1
        return f"{('New', 'Nuevo')[side]} {self.count}."


def merge(sheet: Sheet, at: int, delete: bool) -> None:
    if at:
        for side in (0, 1):
            sheet.lines[at - 1].sides[side].extend(sheet.lines[at].sides[side])
            sheet.lines[at].sides[side].clear()
        if delete:
            del sheet.lines[at]


def move(sheet: Sheet, at: int, side: bool) -> None:
    if at + 1 < len(sheet.lines) and sheet.lines[at].sides[side]:
        sheet.lines[at + 1].sides[side].insert(0, sheet.lines[at].sides[side].pop())


def retype(sheet: Sheet, at: int, side: bool) -> None:
    sheet.lines[at].sides[side][:] = [sheet.new(side)]


def delete(sheet: Sheet, at: int, flag: bool) -> None:
    del sheet.lines[at]


def add(sheet: Sheet, at: int, flag: bool) -> None:
    sheet.lines.insert(at + 1, Line(([sheet.new(0)], [sheet.new(1)] if flag else [])))


def confirm(sheet: Sheet, at: int, flag: bool) -> None:
    sheet.lines[at].status = STATUSES[1 + flag]


@settings(max_examples=40, deadline=None)
@example([(add, 2, False), (merge, 3, False), (retype, 1, False), (merge, 2, False)], " ")
@given(
    st.lists(
        st.tuples(st.sampled_from([merge, move, retype, delete, add, confirm]), st.integers(0, 9), st.booleans()),
        max_size=8,
    ),
    st.sampled_from([" ", "\n", "  ", ""]),
)
def test_after_any_edits_each_sentence_in_the_sheet_is_in_the_result_once_and_in_order(edits, joint):
    pairs = list(zip(ENGLISH, SPANISH, strict=True))
    sheet = Sheet([Line((list(a), list(b)), id) for id, (a, b) in enumerate(pairs, start=1)])
    for edit, at, flag in edits:
        if sheet.lines:
            edit(sheet, at % len(sheet.lines), flag)
    lines = [line for line in sheet.lines if any(line.sides)]
    if not lines:
        return
    table = edited(lambda found: _fill(found, sheet.lines, joint))
    for row, line in zip(table.rows, lines, strict=True):
        for found, typed in zip(row.sentences or (), line.sides, strict=True):
            new = any(text.startswith(("New", "Nuevo")) for text in typed)
            # Where a new sentence ends, nobody knows.
            assert list(found) == typed or (new and _letters(found) == _letters(typed))
    wanted = ["changed" if _is_edited(line, pairs) else line.status for line in lines]
    assert [row.status for row in table.rows] == wanted
    there = {text for line in lines for side in line.sides for text in side}
    left = {line.id for line in lines}
    gone = [id for id, pair in enumerate(pairs, start=1) if id not in left and not there >= {*pair[0], *pair[1]}]
    assert table.deleted == tuple(f"id {id}" for id in gone)
    found = table.loaded().alignment
    for k, document in enumerate((found.source, found.target)):
        assert _letters(each.text for each in document.sentences) == _letters(
            text for line in lines for text in line.sides[k]
        )


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _is_edited(line: Line, pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> bool:
    return line.id is None or tuple(map(tuple, line.sides)) != pairs[line.id - 1]


def _fill(sheet: Any, lines: list[Line], joint: str) -> None:
    kinds = {sheet.cell(row, ID).value: sheet.cell(row, KIND).value for row in range(2, sheet.max_row + 1)}
    sheet.delete_rows(2, sheet.max_row)
    for row, line in enumerate(lines, start=2):
        source, target = (joint.join(side) or None for side in line.sides)
        values = {ID: line.id, KIND: kinds.get(line.id), SOURCE: source, TARGET: target, STATUS: line.status}
        for column, value in values.items():
            put(sheet, row, column, value if line.id or column in (SOURCE, TARGET) else None)
