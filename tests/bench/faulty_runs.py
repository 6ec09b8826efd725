"""Batches for `faults.py`: a manifest, the command that works through it, what it makes, and pairs that do harm."""

from __future__ import annotations

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from stories import PLAIN_ENGLISH, PLAIN_SPANISH

# Where the results go: a table for each shard, or files for each pair.
KINDS = (("--to", "tsv"), ("--to", "parquet"), ("--each", "tsv,json"))
SHARD, SECONDS, MEGABYTES = 10, 4, 50
# What is wrong with the poisoned pair of a shard, by its id, and what becomes of it.
POISONS = {"hangs": "timeout", "grows": "memory", "kills": "crash", "missing": "unreadable"}


@dataclass(frozen=True)
class Work:
    """A command, and what it makes if nothing disturbs it.

    Attributes:
        manifest: of the pairs.
        kind: one of `KINDS`.
        workers: how many.
        code: the exit code.
        seconds: how long it takes.
        files: the bytes of each file that it makes.
    """

    manifest: Path
    kind: tuple[str, str] = KINDS[0]
    workers: int = 2
    code: int = 0
    seconds: float = 0.0
    files: tuple[tuple[str, bytes], ...] = ()

    def started(self, out: Path, most_bytes: int | None = None) -> subprocess.Popen[str]:
        """The command, at work in a process group of its own; no file may grow beyond `most_bytes`."""
        options = {"--shard-size": SHARD, "--timeout": SECONDS, "--max-memory": MEGABYTES, "--workers": self.workers}
        words = ["-o", out, *(word for option in options.items() for word in option), *self.kind]

        def prepare() -> None:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))

        return subprocess.Popen(
            [sys.executable, "-m", "aligner", "batch", str(self.manifest), *map(str, words)],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=prepare,
        )

    def undisturbed(self, folder: Path) -> Work:
        """The work with what it makes and how long that takes."""
        begin = time.perf_counter()
        folder.mkdir(exist_ok=True)
        process = self.started(folder / "undisturbed")
        said = process.communicate()[1]
        if process.returncode not in (0, 1):
            sys.exit(f"fails without any fault: {said}")
        made = files_in(folder / "undisturbed")
        return replace(self, code=process.returncode, seconds=time.perf_counter() - begin, files=tuple(made.items()))


def files_in(out: Path) -> dict[str, bytes]:
    """All files of a run but its lock, which holds the number of a process, and the head of its ledger, which says
    where the texts are from here.
    """
    paths = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "lock")
    found = {str(path.relative_to(out)): path.read_bytes() for path in paths}
    return {
        name: data.partition(b"\n")[2] if Path(name).name == "ledger.jsonl" else data for name, data in found.items()
    }


def manifest(folder: Path, name: str, pairs: int, poisons: Sequence[str] = ()) -> Path:
    """A manifest of pairs of 10 to 60 sentences; each shard has one of the poisoned ones, in turn."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(pairs)
    rows = []
    for number in range(pairs):
        which = [chance.randrange(len(PLAIN_ENGLISH)) for _ in range(chance.randint(10, 60))]
        for language, sentences in (("en", PLAIN_ENGLISH), ("es", PLAIN_SPANISH)):
            text = "\n".join(sentences[k] for k in which) + "\n"
            (folder / f"{number}.{language}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{number}\t{number}.en.txt\t{number}.es.txt\n")
    for place, poison in enumerate(poisons):
        chance = random.Random(place)
        row = f"{poison}\t{poison}.en.txt\t{poison}.es.txt\n"
        rows.insert(place * SHARD + chance.randrange(SHARD), row)
    path = folder / f"{name}.tsv"
    path.write_text("id\tsource\ttarget\n" + "".join(rows), encoding="utf-8")
    return path


@contextmanager
def poisoned(folder: Path) -> Iterator[None]:
    """The files of the poisoned pairs; while the block runs, each process that opens one of them is killed."""
    os.mkfifo(folder / "hangs.en.txt")  # whoever opens it waits for somebody who writes
    os.mkfifo(folder / "kills.en.txt")
    (folder / "hangs.es.txt").write_text("\n".join(PLAIN_SPANISH))
    (folder / "kills.es.txt").write_text("\n".join(PLAIN_SPANISH))
    for language, sentences in (("en", PLAIN_ENGLISH), ("es", PLAIN_SPANISH)):
        (folder / f"grows.{language}.txt").write_text("\n".join(sentences * 150_000))
    over = threading.Event()
    killer = threading.Thread(target=_kill_readers, args=(folder / "kills.en.txt", over))
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def _kill_readers(path: Path, over: threading.Event) -> None:
    while not over.wait(0.01):
        with suppress(OSError):  # nobody reads it
            writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            while not over.is_set() and not _killed(path):  # it is about to open the file, and would find it empty
                pass
            os.close(writer)


def _killed(path: Path) -> bool:
    """Kill the processes that have opened a file to read it; returns whether there are any.

    One that this process has just started still has what this one has open, to write.
    """
    found = False
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if link.readlink() == path and link.lstat().st_mode & stat.S_IRUSR:
                os.kill(int(link.parts[2]), signal.SIGKILL)
                found = True
    return found
