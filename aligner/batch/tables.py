r"""The table of a shard, one row a bead, the document's id first: encoded by workers, joined by who writes the file.

::

    Alignment ──encoded──▶ bytes ─┐
    Alignment ──encoded──▶ bytes ─┴──TABLES[name].joined──▶ part-00000.tsv, part-00000.parquet

    document⇥id⇥paragraph⇥kind⇥score⇥source⇥target⇥flags
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from aligner.formats.files import encode
from aligner.model import Alignment

COLUMN = "document"
# Rows of a Parquet file that are held, and written together: some 20 MB.
_ROW_GROUP = 50_000


@dataclass(frozen=True)
class Table:
    """A format of shards.

    Attributes:
        encoded: the rows of one alignment, for a document of this id.
        joined: writes the rows of many to a file, one after the other.
    """

    encoded: Callable[[Alignment, str], bytes]
    joined: Callable[[Iterable[bytes], IO[bytes]], None]


def encoded(alignment: Alignment, id: str, table: str) -> bytes:
    """The rows of an alignment that exports show, for a table of this format."""
    return TABLES[table].encoded(alignment, id)


def _tsv_rows(alignment: Alignment, id: str) -> bytes:
    from aligner.formats.tsv import cells_of, one_line

    name = one_line(id)
    return encode("".join("\t".join((name, *cells_of(pair))) + "\n" for pair in alignment.pairs()))


def _write_tsv(pieces: Iterable[bytes], file: IO[bytes]) -> None:
    from aligner.formats.tsv import HEADER

    file.write(encode("\t".join((COLUMN, *HEADER)) + "\n"))
    file.writelines(pieces)


def _schema() -> Any:
    import pyarrow

    from aligner.formats.parquet import SCHEMA_VERSION, fields

    metadata = {"schema_version": str(SCHEMA_VERSION)}
    return pyarrow.schema([(COLUMN, pyarrow.string()), *fields()], metadata=metadata)


def _parquet_rows(alignment: Alignment, id: str) -> bytes:
    import pyarrow

    from aligner.formats.parquet import values

    found = values(alignment)
    found[COLUMN] = [encode(id).decode()] * len(found["id"])
    batch = pyarrow.RecordBatch.from_pydict(found, schema=_schema())
    return bytes(batch.serialize())


def _write_parquet(pieces: Iterable[bytes], file: IO[bytes]) -> None:
    import pyarrow
    from pyarrow import ipc, parquet

    schema = _schema()
    held: list[Any] = []
    rows = 0
    with parquet.ParquetWriter(file, schema) as writer:
        for piece in pieces:
            held.append(ipc.read_record_batch(pyarrow.py_buffer(piece), schema))
            rows += held[-1].num_rows
            if rows >= _ROW_GROUP:
                writer.write_table(pyarrow.Table.from_batches(held, schema).combine_chunks())
                held, rows = [], 0
        writer.write_table(pyarrow.Table.from_batches(held, schema).combine_chunks())


# By name, which is also the suffix of the files.
TABLES = {"tsv": Table(_tsv_rows, _write_tsv), "parquet": Table(_parquet_rows, _write_parquet)}
