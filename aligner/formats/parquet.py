"""Parquet: the columns of the table, typed, for data frames and query engines.

::

    id int64 │ paragraph int64 │ kind string │ score double │ source string │ target string │ flags list<string>

Texts are unchanged, including line ends and tabs; an empty side is an empty string. The schema's metadata hold
``schema_version``, which is increased when a column changes, both languages, and the signature.
"""

from __future__ import annotations

import io
from typing import Any

from aligner.formats.files import Rendered, encode
from aligner.model import Alignment

SCHEMA_VERSION = 1


def render(alignment: Alignment) -> Rendered:
    """One row per pair, nulls included."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema(fields(), metadata=_metadata(alignment))
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(values(alignment), schema=schema), data)
    return Rendered(data.getvalue())


def fields() -> list[tuple[str, Any]]:
    """Name and type of each column."""
    import pyarrow

    text = pyarrow.string()
    return [
        ("id", pyarrow.int64()),
        ("paragraph", pyarrow.int64()),
        ("kind", text),
        ("score", pyarrow.float64()),
        ("source", text),
        ("target", text),
        ("flags", pyarrow.list_(pyarrow.field("element", text))),
    ]


def values(alignment: Alignment) -> dict[str, list[Any]]:
    """The values of each column, a row per pair; texts without halves of surrogate pairs, which UTF-8 cannot hold."""
    pairs = list(alignment.pairs())
    found = {name: [getattr(pair, name) for pair in pairs] for name, _ in fields()}
    for side in ("source", "target"):
        found[side] = [encode(value).decode() for value in found[side]]
    return found


def _metadata(alignment: Alignment) -> dict[str, bytes]:
    found = {
        "schema_version": str(SCHEMA_VERSION),
        "source_language": alignment.source.language,
        "target_language": alignment.target.language,
        "signature": alignment.signature,
    }
    return {name: encode(value) for name, value in found.items()}
