"""Manifests of every kind give the same tasks; a row that cannot be used is a task that says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.batch.manifest import SUFFIXES, Manifest
from aligner.batch.survey import survey
from aligner.batch.task import Task
from aligner.commands.manifest import MANIFESTS, Row, write_manifest
from aligner.errors import InputError
from aligner.formats.tsv import one_line

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\r\n\0\ufeff")).map(str.strip).filter(bool)


def tsv(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    path.write_bytes("".join("\t".join(line) + "\n" for line in lines).encode())


def jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_bytes("".join(json.dumps(row) + "\n" for row in rows).encode())


def parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path)


WRITERS = {".tsv": tsv, ".jsonl": jsonl, ".parquet": parquet}


def tasks(path: Path) -> list[Task]:
    return list(Manifest(path).tasks())


def test_there_is_a_test_of_every_kind():
    assert set(WRITERS) == set(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4))
def test_texts_come_as_they_were_given(suffix, rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / f"m{suffix}"
    WRITERS[suffix](path, [dict(zip(("id", "source_text", "target_text"), row, strict=True)) for row in rows])
    assert tasks(path) == [Task(one_line(id), source, target, are_texts=True) for id, source, target in rows]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_paths_are_relative_to_the_manifest_unless_they_are_absolute(suffix, tmp_path):
    row = {"target": "/es/a.txt", "note": "", "source": "en/a.txt", "target_language": "es", "source_language": "en"}
    WRITERS[suffix](tmp_path / f"m{suffix}", [row, {**row, "target": "", "source_language": "", "target_language": ""}])
    source = str(tmp_path / "en" / "a.txt")
    assert tasks(tmp_path / f"m{suffix}") == [
        Task("1", source, "/es/a.txt", languages=("en", "es")),
        Task("2", source),
    ]


@pytest.mark.parametrize("suffix", MANIFESTS)
def test_what_match_writes_is_a_manifest(suffix, tmp_path):
    written = Row(
        "day", str(tmp_path / "en" / "día.md"), str(tmp_path / "es" / "b.docx"), "en", "es", 0.9971, "doubtful"
    )
    write_manifest([written], str(tmp_path / f"m{suffix}"))
    assert tasks(tmp_path / f"m{suffix}") == [Task("day", written.source, written.target, languages=("en", "es"))]


# A row in JSON -> the id of its task, and what is wrong with it.
BAD_ROWS = {
    '{"id": "", "source": "a", "target": "b"}': ("row 2", "its id is empty"),
    '{"id": 7.5, "source": "a", "target": "b"}': ("row 2", "its id is not a text"),
    '{"id": true, "source": "a", "target": "b"}': ("row 2", "its id is not a text"),
    '{"id": "a"}': ("a", "it names no source"),
    '{"id": "a", "source_text": "Hello.", "target_text": " "}': ("a", "its target_text is empty"),
    '{"id": "a", "source": "a", "target": "b", "source_language": "en"}': ("a", "it does not name two languages"),
    '{"id": "a", "source": "a", "target": "b", "languages": "en"}': ("a", "it does not name two languages"),
    '{"id": "a", "source": "a\\u0000b", "target": "b"}': ("a", "no file can have such a name"),
    '["a", "b"]': ("row 2", "line 2 is not an object"),
    "{": ("row 2", "line 2 is not JSON in UTF-8"),
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_row_that_cannot_be_used_says_why_and_does_not_end_the_others(row, tmp_path):
    good = '{"id": "x", "source": "a", "target": "b"}'
    (tmp_path / "m.jsonl").write_text(f"{good}\n{row}\n{good}\n")
    first, bad, last = tasks(tmp_path / "m.jsonl")
    assert (bad.id, bad.problem) == BAD_ROWS[row]
    assert first == last and not first.problem


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_an_id_may_be_a_number(suffix, tmp_path):
    WRITERS[suffix](tmp_path / f"m{suffix}", [{"id": id, "source": "/a", "target": "/b"} for id in (0, 12)])
    assert tasks(tmp_path / f"m{suffix}") == [Task("0", "/a", "/b"), Task("12", "/a", "/b")]


def test_an_id_is_what_the_tables_of_results_show(tmp_path):
    ids = ["a\nb", "a\tb ", "half \ud800"]
    rows = ({"id": id, "source": "a", "target": "b"} for id in ids)
    (tmp_path / "m.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    found = Manifest(tmp_path / "m.jsonl").tasks
    assert [task.id for task in found()] == ["a b", "a b", "half \ufffd"]
    assert survey(found, are_files=False).clash == ((1, "a b"), (2, "a b"))


def test_lines_of_a_table_that_are_not_rows_say_so(tmp_path):
    (tmp_path / "m.tsv").write_bytes(b"\xef\xbb\xbfid\tsource\ttarget\r\na\tb\tc\td\n\xff\tb\tc\n\nx\ta\n")
    assert [(task.id, task.problem) for task in tasks(tmp_path / "m.tsv")] == [
        ("row 1", "line 2 has 4 cells, and the header 3"),
        ("row 2", "line 3 is not UTF-8"),
        ("x", ""),
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_manifest_that_names_no_texts_is_refused_and_its_columns_are_named(suffix, tmp_path):
    WRITERS[suffix](tmp_path / f"m{suffix}", [{"id": "a", "text": "b", "target_text": "c"}])
    with pytest.raises(InputError, match="its columns are 'id', 'text', 'target_text'; give it the columns source"):
        tasks(tmp_path / f"m{suffix}")


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    (tmp_path / "m.tsv").write_text("id\tsource\tnote\tsource\tnote\na\tb\tc\td\te\n")
    with pytest.raises(InputError, match="has two columns 'source'"):
        tasks(tmp_path / "m.tsv")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [None, b"\xff\xfe\0"])
def test_a_manifest_that_is_missing_or_broken_is_an_error_that_names_it(suffix, content, tmp_path):
    path = tmp_path / f"m{suffix}"
    if content is not None:
        path.write_bytes(content)
    if (suffix, content) == (".jsonl", b"\xff\xfe\0"):  # one row that cannot be used
        assert tasks(path)[0].problem
        return
    with pytest.raises(InputError) as error:
        tasks(path)
    assert error.value.where == str(path)


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[:-40] + b"\xff" * 32 + data[-8:],  # what describes its columns
        lambda data: data.replace(b"source", b"\xf4ource"),  # their names
        lambda data: data[:4] + b"\xff" * 40 + data[44:],  # their contents
    ],
)
def test_a_damaged_parquet_file_is_refused_in_one_line(damaged, tmp_path):
    path = tmp_path / "m.parquet"
    parquet(path, [{"source": "a.txt"}] * 3)
    path.write_bytes(damaged(path.read_bytes()))
    with pytest.raises(InputError, match=r"^.*m\.parquet: is a damaged \.parquet file; write it again$"):
        tasks(path)


@given(ids=st.lists(st.sampled_from(["a", "A", "é", "e\u0301", "ß", "ss", "b"])))
def test_the_first_two_ids_that_clash_are_found(ids):
    def given_tasks() -> list[Task]:
        return [Task(id, "") for id in ids]

    seen = survey(given_tasks, are_files=False)
    assert seen.count == len(ids)
    assert (seen.clash is None) == (len(set(ids)) == len(ids))
    if seen.clash:
        (first, one), (second, other) = seen.clash
        assert one == other == ids[first - 1] == ids[second - 1] and first < second
        assert len(set(ids[: second - 1])) == second - 1


def test_ids_that_name_files_clash_if_a_system_would_take_them_for_one():
    for one, other in (("a", "A"), ("é", "e\u0301"), ("ß", "SS")):
        clash = survey(lambda one=one, other=other: [Task(one, ""), Task(other, "")], are_files=True).clash
        assert clash == ((1, one), (2, other))


def test_a_row_that_cannot_be_used_clashes_with_none():
    assert survey(lambda: [Task("a", ""), Task("a", "", problem="its id is empty")], are_files=True).clash is None
