"""The arguments of `aligner batch`, as parsed and checked by click; each field has the name of its parameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.commands.arguments import FilterArguments, TextArguments

if TYPE_CHECKING:
    from aligner.batch.places import Places


@dataclass(frozen=True, kw_only=True)
class BatchArguments(FilterArguments, TextArguments):
    """The arguments of `aligner batch`.

    Attributes:
        source: a manifest, or a folder of texts.
        target: the folder of their translations, or None.
        output: ``-o``: the folder of the results.
        table: ``--to``: the format of shards, one of `aligner.batch.tables.TABLES`.
        each: ``--each``: formats of files for each pair, in place of shards.
        shard_size: ``--shard-size``: pairs of a shard.
        log: ``--log``: a file that gets a line for each pair.
        workers: ``--workers``: processes; None for one for each core.
        ray: ``--ray``: the address of a Ray cluster that does the work, ``local`` for a Ray of our own; None for none.
        gpus: ``--gpus-per-worker``: what each process there has of a GPU.
        timeout, max_memory: ``--timeout``, ``--max-memory``: seconds and megabytes for one pair; None: any.
        force: ``--force``: start over, and overwrite even files that a person has worked on.
        quiet: ``--quiet``: report only what went wrong.
        verbose: ``--verbose``: also report details.
    """

    source: str
    target: str | None
    output: str
    table: str | None
    each: tuple[str, ...]
    shard_size: int
    log: str | None
    workers: int | None
    ray: str | None
    gpus: float
    timeout: float | None
    max_memory: int | None
    force: bool
    quiet: bool
    verbose: bool

    @property
    def places(self) -> Places:
        """Where the results go."""
        from aligner.batch.addresses import place
        from aligner.batch.places import Places

        return Places(place(self.output), "" if self.each else self.table or "tsv")
