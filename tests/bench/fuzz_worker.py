"""The process of `fuzz.py` that gives damaged files to targets, and measures what each takes.

::

    Slice ──pipe──▶ worker ──pipe──▶ Batch, Batch, … the last one of the slice

It lives for many slices, so that it imports the program and makes its seeds once, and may be stopped at any moment: the
number of the run that it is at is where its parent can see it.
"""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import random
import resource
import shutil
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

if TYPE_CHECKING:
    from fuzz_targets import Target

# What a user with an ordinary computer puts up with, for one file; seconds of the processor, for others may use it too.
MAX_SECONDS, MAX_BYTES = 10.0, 500_000_000

# A worker may not take more than this beyond what it has when it begins: then Python raises MemoryError in time.
_ALLOWANCE = 4_000_000_000

# A batch is sent after so many seconds on the clock.
_BATCH = 1.0


class Finding(NamedTuple):
    """What was wrong in a run."""

    index: int
    what: str


@dataclass(frozen=True)
class Slice:
    """What a worker is asked for: runs of a target from `first` on, so many, or as many as these seconds allow."""

    target: str
    seed: int
    first: int
    runs: int
    seconds: float


@dataclass
class Batch:
    """Some runs: how many, the processor's seconds they took in all, the slowest, the largest, what was found."""

    runs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    largest: int = 0
    findings: list[Finding] = field(default_factory=list)
    is_last: bool = False

    def add(self, seconds: float, bytes: int, found: Finding | None) -> None:
        self.runs += 1
        self.seconds += seconds
        self.slowest, self.largest = max(self.slowest, seconds), max(self.largest, bytes)
        if found:
            self.findings.append(found)


def work(folder: Path, pipe: Connection, at: Synchronized[int], guided: bool) -> None:
    """Do slices until the pipe is closed; sends an empty batch when ready. `at` is the run that is being tried."""
    if guided:
        _instrument(folder)
    from fuzz_targets import targets

    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    by_name = {target.name: target for target in targets(seeds)}
    warnings.simplefilter("ignore")
    logging.disable()
    taken = _status("VmSize")
    resource.setrlimit(resource.RLIMIT_AS, (taken + _ALLOWANCE, taken + _ALLOWANCE))
    pipe.send(Batch())
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            return
        target = by_name[asked.target]
        if guided:
            _guided(asked, target, folder, pipe, at)
        for batch in _batches(asked, target, folder, at):
            pipe.send(batch)


@cache
def _seeds(target: Target) -> tuple[bytes, ...]:
    return target.seeds()


def damaged(target: Target, seed: int, index: int) -> bytes:
    """The file of a run."""
    return target.made(random.Random(f"{seed} {target.name} {index}"), _seeds(target))


def _batches(asked: Slice, target: Target, folder: Path, at: Synchronized[int]) -> Iterator[Batch]:
    ends = time.monotonic() + asked.seconds
    batch, sent = Batch(), time.monotonic()
    for index in range(asked.first, asked.first + asked.runs):
        at.value = index
        batch.add(*tried(target, damaged(target, asked.seed, index), index, folder))
        now = time.monotonic()
        if now > ends:
            break
        if now - sent > _BATCH:
            yield batch
            batch, sent = Batch(), now
    batch.is_last = True
    yield batch


def tried(target: Target, data: bytes, index: int, folder: Path) -> tuple[float, int, Finding | None]:
    """What happens when the file is given to the target: seconds, bytes of memory, and what is wrong."""
    from aligner.errors import AlignerError

    place = folder / "place"
    place.mkdir(exist_ok=True)
    os.pwrite(_opened("clear_refs", os.O_WRONLY), b"5", 0)  # sets the peak of memory back to what is in use
    before, started, finding = _status("VmHWM"), _computed(), ""
    try:
        target.run(data, place)
    except AlignerError as error:
        finding = "a message of more than one line" if "\n" in str(error) else ""
    except Exception as error:
        finding = _named(error)
    seconds, grown = _computed() - started, _status("VmHWM") - before
    _empty(place)
    if not finding and seconds > MAX_SECONDS:
        finding = f"over {MAX_SECONDS:.0f} s"
    if not finding and grown > MAX_BYTES:
        finding = f"over {MAX_BYTES // 10**6} MB"
    return seconds, grown, Finding(index, finding) if finding else None


def _empty(folder: Path) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry, ignore_errors=True)
        else:
            Path(entry.path).unlink()


def _computed() -> float:
    """Seconds of the processor so far, in this process and in those that it has waited for."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in each)


def _named(error: Exception) -> str:
    """The kind of an exception, and the last line of the program that it passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/aligner/" in frame.filename]
    place = f" at {frames[-1].filename.rpartition('/aligner/')[2]}:{frames[-1].lineno}" if frames else ""
    text = f": {error}" if type(error).__name__ == "ChangedError" else ""
    return f"{type(error).__name__}{text}{place}"


def _status(name: str) -> int:
    """A figure of this process in bytes, as the kernel has it."""
    text = os.pread(_opened("status", os.O_RDONLY), 4096, 0)
    start = text.index(b"\n%s:" % name.encode()) + len(name) + 2
    return int(text[start : text.index(b"kB", start)]) * 1024


@cache
def _opened(name: str, mode: int) -> int:
    """What the kernel has of this process, opened once."""
    return os.open(f"/proc/self/{name}", mode)


def _instrument(folder: Path) -> None:
    """Import the program so that libFuzzer sees which lines are reached."""
    import atheris

    os.chdir(folder)  # where libFuzzer leaves what it likes
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # it talks a lot
    with atheris.instrument_imports(include=["aligner"]):
        import aligner

        for module in pkgutil.walk_packages(aligner.__path__, "aligner."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _guided(asked: Slice, target: Target, folder: Path, pipe: Connection, at: Synchronized[int]) -> None:
    """Let libFuzzer choose what to damage further; it ends the process when done."""
    import atheris
    from fuzz_mutations import mutate

    corpus = folder / "corpus"
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir()
    for number, seed in enumerate(_seeds(target)):
        (corpus / f"seed{number}").write_bytes(seed)
    indexes = iter(range(asked.first, asked.first + asked.runs))
    ends = time.monotonic() + asked.seconds

    def one(data: bytes) -> None:
        index = next(indexes, None)
        if index is None:
            return
        at.value = index
        guided_input(folder, index).write_bytes(data)
        batch = Batch(is_last=index == asked.first + asked.runs - 1 or time.monotonic() > ends)
        batch.add(*tried(target, data, index, folder))
        if not batch.findings:
            guided_input(folder, index).unlink()
        pipe.send(batch)

    def mutated(data: bytes, largest: int, seed: int) -> bytes:
        return mutate(data, _seeds(target), random.Random(seed))[:largest]

    options = {"runs": asked.runs, "seed": asked.seed + 1, "max_len": 2_000_000, "timeout": 10**6}
    options |= {"rss_limit_mb": 0, "len_control": 0, "verbosity": 0, "detect_leaks": 0}
    arguments = ["fuzz", *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(arguments, one, custom_mutator=mutated)
    atheris.Fuzz()


def guided_input(folder: Path, index: int) -> Path:
    """The file of a run that libFuzzer chose, while it is tried and if something is wrong with it."""
    return folder / f"guided{index}"
