"""A worker of `fuzz.py` under watch: one that is silent for too long, or ends, is a finding, and a new one goes on."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from fuzz_worker import MAX_SECONDS, Batch, Finding, Slice, damaged, guided_input, work

# Seconds on the clock after which a worker that says nothing is stopped: others may use the processor too.
_SILENCE = 6 * MAX_SECONDS

_START = 300.0  # seconds until a worker must have imported everything


class Worker:
    """The worker, started when it is first needed; to be used in a ``with`` statement."""

    def __init__(self, folder: Path, guided: bool) -> None:
        """With a folder of its own, and whether libFuzzer chooses what it tries."""
        self._folder, self._guided = folder, guided
        self._context = multiprocessing.get_context("spawn")
        self._at = self._context.Value("q", 0)
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    @property
    def process_id(self) -> int | None:
        """That of the process, if there is one."""
        return self._process.pid if self._process else None

    @property
    def at(self) -> int:
        """The run that is being tried."""
        return int(self._at.value)

    def batches(self, slice: Slice) -> Iterator[Batch]:
        """The runs that were asked for, as they are done."""
        self._started()  # which counts for no time
        ends = time.monotonic() + slice.seconds
        first, last = slice.first, slice.first + slice.runs
        while first < last and time.monotonic() < ends:
            pipe = self._started()
            self._at.value = first - 1
            pipe.send(replace(slice, first=first, runs=last - first, seconds=ends - time.monotonic()))
            batch, wrong = Batch(), ""
            while not wrong and not batch.is_last:
                batch, wrong = self._next(pipe, _SILENCE)
                first += batch.runs
                yield batch
            if batch.is_last and self._guided:
                self._stop()
            if batch.is_last:
                return
            self._stop()
            at = max(self.at, first)
            # The runs since the last batch have been tried, and nothing was wrong with them.
            yield Batch(runs=at + 1 - first, slowest=MAX_SECONDS, findings=[Finding(at, wrong)])
            first = at + 1

    def input(self, slice: Slice, index: int) -> bytes:
        """The file of a run of the slice."""
        from fuzz_targets import targets

        if self._guided:
            return guided_input(self._folder, index).read_bytes()
        made = self._folder / "made"
        made.mkdir(exist_ok=True)
        target = next(target for target in targets(made) if target.name == slice.target)
        return damaged(target, slice.seed, index)

    def _next(self, pipe: Connection, seconds: float) -> tuple[Batch, str]:
        """What the worker says next, or what is wrong."""
        try:
            return (pipe.recv(), "") if pipe.poll(seconds) else (Batch(), f"over {MAX_SECONDS:.0f} s")
        except (EOFError, OSError):
            return Batch(), "the process ended"

    def _started(self) -> Connection:
        if self._pipe is not None:
            return self._pipe
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=work, args=(self._folder, theirs, self._at, self._guided))
        self._process.start()
        theirs.close()
        _, wrong = self._next(ours, _START)
        if wrong:
            raise RuntimeError(f"no worker: {wrong}")
        self._pipe = ours
        return ours

    def _stop(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None
        shutil.rmtree(self._folder / "place", ignore_errors=True)
