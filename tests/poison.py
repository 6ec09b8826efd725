"""What makes worker processes die, as a fault in a library would, or a machine that is taken away."""

from __future__ import annotations

import os
from pathlib import Path

from aligner.batch.shards import Shard
from aligner.batch.task import Result
from aligner.model import Alignment

WORD = "Arsenic"


def dies_of(alignment: Alignment) -> Alignment:
    """The alignment; the process dies if it holds the word."""
    if any(WORD in sentence.text for sentence in alignment.source.sentences):
        os._exit(1)
    return alignment


class Mortal:
    """A worker of a cluster that dies at some shards: the first time at 1, each time at 4.

    Args:
        folder: holds a file for each shard at which one has died.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def ready(self) -> None:
        """Nothing is to be done."""

    def work_out(self, shard: Shard) -> list[Result]:
        """One result, with the number of the shard."""
        met = self._folder / str(shard.number)
        if shard.number == 4 or (shard.number == 1 and not met.exists()):
            met.touch()
            os._exit(1)
        return [Result(str(shard.number), "ok")]
