"""A table of a shard holds every pair of every document once, in order, and any reader of tables can read it."""

from __future__ import annotations

import io

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.batch.tables import TABLES, encoded
from aligner.formats.tsv import HEADER, cells_of, one_line, stream_pairs

IDS = st.text(st.characters(codec="utf-8"), max_size=8)


def written(documents, table: str) -> bytes:
    file = io.BytesIO()
    TABLES[table].joined((encoded(alignment, id, table) for id, alignment in documents), file)
    return file.getvalue()


@settings(max_examples=40)
@given(documents=st.lists(st.tuples(IDS, factories.alignments()), max_size=3))
def test_tsv_holds_each_row_of_each_document_once(documents):
    header, *rows = written(documents, "tsv").decode().removesuffix("\n").split("\n")
    assert header.split("\t") == ["document", *HEADER]
    assert [tuple(row.split("\t")) for row in rows] == [
        (one_line(id), *cells_of(pair)) for id, alignment in documents for pair in alignment.pairs()
    ]


@settings(max_examples=40)
@given(documents=st.lists(st.tuples(IDS, factories.alignments()), max_size=3))
def test_parquet_holds_each_row_of_each_document_once(documents):
    from pyarrow import parquet

    rows = parquet.read_table(io.BytesIO(written(documents, "parquet"))).to_pylist()
    assert [(row["document"], row["id"], row["kind"], row["source"], row["target"], row["score"]) for row in rows] == [
        (id, pair.id, pair.kind, pair.source, pair.target, pair.score)
        for id, alignment in documents
        for pair in alignment.pairs()
    ]


@pytest.mark.parametrize("rows", [1, 2, 1_000_000])
def test_rows_are_written_in_groups_that_depend_on_their_number_alone(rows, monkeypatch):
    from pyarrow import parquet

    monkeypatch.setattr("aligner.batch.tables._ROW_GROUP", rows)
    file = parquet.ParquetFile(io.BytesIO(written([("a", factories.small())] * 3, "parquet")))
    one = len(list(factories.small().pairs()))
    assert file.metadata.num_rows == 3 * one
    assert file.metadata.num_row_groups == (1 if rows > one else 4)


def test_train_reads_the_table_of_a_shard(tmp_path):
    path = tmp_path / "part-00000.tsv"
    path.write_bytes(written([("a", factories.small())], "tsv"))
    pairs = list(stream_pairs(path, ("en", "es"), print))
    assert pairs == [(pair.source, pair.target) for pair in factories.small().pairs() if pair.source and pair.target]
