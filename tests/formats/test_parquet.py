"""Parquet: typed columns, for data frames."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import factories
import pytest
from hypothesis import given

from aligner.formats import write
from aligner.formats.parquet import SCHEMA_VERSION, render
from aligner.model import Alignment

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def read(alignment: Alignment) -> pyarrow.Table:
    return parquet.read_table(io.BytesIO(render(alignment).data))


def test_the_columns_are_those_of_the_table_and_typed():
    assert [(field.name, str(field.type)) for field in read(factories.small()).schema] == [
        ("id", "int64"),
        ("paragraph", "int64"),
        ("kind", "string"),
        ("score", "double"),
        ("source", "string"),
        ("target", "string"),
        ("flags", "list<element: string>"),
    ]


def test_metadata_name_the_version_of_the_schema_and_the_languages():
    found = read(factories.small()).schema.metadata
    assert found[b"schema_version"] == str(SCHEMA_VERSION).encode()
    assert (found[b"source_language"], found[b"target_language"]) == (b"en", b"es")
    assert found[b"signature"] == factories.small().signature.encode()


@given(factories.alignments())
def test_every_pair_comes_back_as_it_is_whatever_the_text(alignment):
    rows = read(alignment).to_pylist()
    assert rows == [
        {name: list(pair.flags) if name == "flags" else getattr(pair, name) for name in row}
        for row, pair in zip(rows, alignment.pairs(), strict=True)
    ]


def test_half_a_surrogate_pair_is_written_as_a_replacement_character():
    assert read(factories.pair("a\ud800b", "c"))["source"].to_pylist() == ["a\ufffdb"]


@given(factories.alignments())
def test_the_same_alignment_gives_the_same_bytes(alignment):
    assert render(alignment).data == render(alignment).data


def test_beads_below_the_least_score_are_left_out_and_counted(tmp_path):
    alignment = replace(factories.small(), min_score=0.9)
    assert write(alignment, tmp_path / "a.parquet") == ["6 beads below 0.9 left out"]
    assert parquet.read_table(tmp_path / "a.parquet")["id"].to_pylist() == [1, 2, 6, 9, 10, 11]


def test_without_pyarrow_the_line_that_installs_it_is_given_and_the_exit_code_is_4(tmp_path):
    write(factories.small(), tmp_path / "a.json")
    code = (
        "import sys; sys.modules['pyarrow'] = None; sys.argv = ['aligner', *sys.argv[1:]];"
        "from aligner.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "convert", "a.json", "-o", "a.parquet"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 4
    assert found.stderr == "aligner: writing .parquet needs pyarrow; pip install 'aligner[parquet]'\n"
    assert not (tmp_path / "a.parquet").exists()
