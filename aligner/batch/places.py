"""The files of a run, by name: what stands where in the folder of its results.

::

    documents.tsv, errors.tsv             the lists (`aligner.batch.lists`)
    part-00000.tsv, part-00001.tsv, …     the tables of the shards, if each pair has no files of its own
    .aligner-batch/ledger.jsonl           what is done (`aligner.batch.ledger`)
                   part-00000.jsonl, …    what became of each task of a shard
                   lock                   held while a run is at work
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aligner.batch.tables import TABLES

DOCUMENTS_NAME, ERRORS_NAME = "documents.tsv", "errors.tsv"
HIDDEN_NAME = ".aligner-batch"


def part(number: int) -> str:
    """What the files of a shard are named after."""
    return f"part-{number:05}"


@dataclass(frozen=True)
class Places:
    """Where the files of a run are.

    Attributes:
        folder: that of the results.
        table: the format of its shards, one of `aligner.batch.tables.TABLES`; empty if each task has files of its own.
    """

    folder: Path
    table: str

    @property
    def documents(self) -> Path:
        """The list of the pairs that are aligned."""
        return self.folder / DOCUMENTS_NAME

    @property
    def errors(self) -> Path:
        """The list of the pairs that are not."""
        return self.folder / ERRORS_NAME

    @property
    def hidden(self) -> Path:
        """The folder of what the next run must know."""
        return self.folder / HIDDEN_NAME

    @property
    def ledger(self) -> Path:
        """The file that says what is done."""
        return self.hidden / "ledger.jsonl"

    @property
    def lock(self) -> Path:
        """The file that keeps other runs out."""
        return self.hidden / "lock"

    def rows(self, number: int) -> Path:
        """The file with the rows of a shard."""
        return self.folder / f"{part(number)}.{self.table}"

    def lines(self, number: int) -> Path:
        """The file that says what became of each task of a shard."""
        return self.hidden / f"{part(number)}.jsonl"

    def files(self, number: int) -> tuple[Path, ...]:
        """All files of a shard."""
        return (*((self.rows(number),) if self.table else ()), self.lines(number))

    @property
    def tables(self) -> list[Path]:
        """The tables that are in the folder, by whatever run."""
        return sorted(path for table in TABLES for path in self.folder.glob(f"part-[0-9]*.{table}"))

    def clear(self) -> None:
        """Remove whatever a run before has left here, but for the files of single pairs."""
        lines = self.hidden.glob("part-*.jsonl")
        for path in (*self.tables, self.documents, self.errors, *lines, self.ledger):
            path.unlink(missing_ok=True)
