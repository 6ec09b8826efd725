"""What a batch makes of faults: ``python tests/bench/faults.py``.

A manifest is worked through once without disturbance, into tables of both kinds and into files for each pair. Then
again and again, each time into a new folder, and each time something happens: the process or one of its workers is
killed at a random moment, or as a file is being written; it is stopped by Ctrl-C; the disk is full; a second run begins
in the same folder; some pairs hang, eat all memory, or kill their process. After it the same command is given once
more, and then the folder must hold the bytes of the undisturbed run and nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
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
_PATIENCE = 120.0  # seconds, for whatever must happen sooner or later


@dataclass(frozen=True)
class Work:
    """A command, and what it makes if nothing disturbs it.

    Attributes:
        manifest: of the pairs.
        kind: one of `KINDS`.
        code: the exit code.
        seconds: how long it takes.
        files: the bytes of each file that it makes.
    """

    manifest: Path
    kind: tuple[str, str] = KINDS[0]
    code: int = 0
    seconds: float = 0.0
    files: tuple[tuple[str, bytes], ...] = ()

    def started(self, out: Path, most_bytes: int | None = None) -> subprocess.Popen[str]:
        """The command, at work in a process group of its own; no file may grow beyond `most_bytes`."""
        options = ["--shard-size", str(SHARD), "--timeout", str(SECONDS), "--max-memory", str(MEGABYTES), *self.kind]

        def prepare() -> None:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))

        return subprocess.Popen(
            [sys.executable, "-m", "aligner", "batch", str(self.manifest), "-o", str(out), "--workers", "2", *options],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=prepare,
        )

    def undisturbed(self, folder: Path) -> Work:
        """The work with what it makes and how long that takes."""
        begin = time.perf_counter()
        process = self.started(folder / "undisturbed")
        said = process.communicate()[1]
        if process.returncode not in (0, 1):
            sys.exit(f"fails without any fault: {said}")
        made = files_in(folder / "undisturbed")
        return replace(self, code=process.returncode, seconds=time.perf_counter() - begin, files=tuple(made.items()))


def files_in(out: Path) -> dict[str, bytes]:
    """All files of a run but its lock, which holds the number of a process."""
    found = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def finished(work: Work, out: Path) -> list[str]:
    """What is wrong after the same command once more."""
    process = work.started(out)
    said = process.communicate()[1]
    wrong = [f"exit code {process.returncode} when run again: {said}"] if process.returncode != work.code else []
    return [*wrong, *different(work, out)]


def different(work: Work, out: Path) -> list[str]:
    """Which files are not those of the undisturbed run."""
    before, after = dict(work.files), files_in(out)
    return [
        f"{name} is different" for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)
    ]


def children(pid: int) -> list[int]:
    """The worker processes of a process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = status.read_text().rpartition(") ")[2].split()[:2]
            if int(parent) == pid and state != "Z" and b"spawn_main" in (status.parent / "cmdline").read_bytes():
                found.append(int(status.parent.name))
    return found


def eventually(condition: Callable[[], object]) -> bool:
    """Whether it comes true sooner or later."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


def wait_for_moment(work: Work, out: Path, process: subprocess.Popen[str], chance: random.Random) -> None:
    """Wait until a random moment, or until a file is being written for the first, second … time."""
    if chance.random() < 0.5:
        time.sleep(work.seconds * chance.random())
        return
    seen: set[Path] = set()
    number = chance.randint(1, 8)

    def there() -> bool:
        seen.update(out.rglob(".aligner-*.tmp"))
        return len(seen) >= number or process.poll() is not None

    eventually(there)


# Each fault does its worst and returns what is wrong after it; `out` is a new folder.


def parent_killed(work: Work, out: Path, chance: random.Random) -> list[str]:
    process = work.started(out)
    wait_for_moment(work, out, process, chance)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    wrong = [] if eventually(lambda: not any(map(running, workers))) else ["workers outlive it"]
    return [*wrong, *finished(work, out)]


def worker_killed(work: Work, out: Path, chance: random.Random) -> list[str]:
    """The run itself goes on."""
    process = work.started(out)
    time.sleep(work.seconds * chance.random())
    for pid in chance.sample(found := children(process.pid), min(1, len(found))):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    said = process.communicate()[1]
    wrong = [] if process.returncode == work.code else [f"exit code {process.returncode}: {said}"]
    return [*wrong, *different(work, out), *finished(work, out)]


def interrupted(work: Work, out: Path, chance: random.Random) -> list[str]:
    """By Ctrl-C, which goes to the workers, too, or by kill."""
    process = work.started(out)
    wait_for_moment(work, out, process, chance)
    number = chance.choice((signal.SIGINT, signal.SIGTERM))
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    said = process.communicate()[1]
    code = 128 - process.returncode if process.returncode < 0 else process.returncode
    wrong = [] if code in (128 + number, work.code) else [f"exit code {code}"]
    wrong += [f"says {said}"] * ("Traceback" in said)
    wrong += [f"leaves {name}" for name in files_in(out) if ".aligner-" in Path(name).name]
    wrong += ["workers outlive it"] * (not eventually(lambda: not children(process.pid)))
    return [*wrong, *finished(work, out)]


def disk_full(work: Work, out: Path, chance: random.Random) -> list[str]:
    """A file system that is too small, and then no more; where none can be mounted, a limit on files."""
    share = chance.uniform(0.1, 0.9)
    total = sum(len(content) for _, content in work.files)
    largest = max(len(content) for _, content in work.files)
    out.mkdir()
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={int(total * share)}", "tmpfs", out], capture_output=True, check=False
    ).returncode
    try:
        if not mounted and work.kind[0] == "--each":  # there a limit on files is a fault of the pair
            return []
        process = work.started(out, None if mounted else int(largest * share))
        said = process.communicate()[1]
        wrong = [] if process.returncode == 3 and said.count("\n") < 4 else [f"exit code {process.returncode}: {said}"]
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=1g", out], check=True)
        return [*wrong, *finished(work, out)]
    finally:
        if mounted:
            subprocess.run(["umount", out], check=True)


def two_runs(work: Work, out: Path, chance: random.Random) -> list[str]:
    first = work.started(out)
    eventually(lambda: first.poll() is not None or any(path.read_text() for path in out.rglob("lock")))
    time.sleep(work.seconds / 4 * chance.random())
    second = work.started(out)
    said = second.communicate()[1]
    first.communicate()
    refused = second.returncode == 3 and f"process {first.pid}" in said
    return [*([] if refused else [f"the second run: {second.returncode}, {said}"]), *different(work, out)]


FAULTS: dict[str, Callable[[Work, Path, random.Random], list[str]]] = {
    "parent killed": parent_killed,
    "worker killed": worker_killed,
    "interrupted": interrupted,
    "disk full": disk_full,
    "two runs": two_runs,
}


def running(pid: int) -> bool:
    """Whether a process has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


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
            for link in Path("/proc").glob("[0-9]*/fd/*"):
                with suppress(OSError):
                    if link.readlink() == path and int(link.parts[2]) != os.getpid():
                        os.kill(int(link.parts[2]), signal.SIGKILL)
            os.close(writer)


def poisons_stand_alone(clean: Work, ill: Work) -> list[str]:
    """What is wrong with a run that has poisoned pairs: they have their statuses, and all others are as ever."""
    before, after = dict(clean.files), dict(ill.files)
    found = [line.split("\t")[:2] for line in after["errors.tsv"].decode().splitlines()[1:]]
    wrong = [] if dict(found) == POISONS else [f"what became of poisoned pairs: {found}"]
    if rows(before) != rows(after) or before["documents.tsv"] != after["documents.tsv"]:
        wrong.append("other rows of good pairs")
    return wrong


def rows(files: dict[str, bytes]) -> list[bytes]:
    """The rows of all tables of a run."""
    return [line for name in sorted(files) if name.startswith("part-") for line in files[name].splitlines()[1:]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10, help="of each fault [10]")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--only", choices=FAULTS, help="this fault alone")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        failures, runs = _all(given, folder)
    finally:
        shutil.rmtree(folder)
    print(f"{failures} of {runs} faults left something wrong")
    sys.exit(bool(failures))


def _all(given: argparse.Namespace, folder: Path) -> tuple[int, int]:
    """How many faults left something wrong, and of how many."""
    chance = random.Random(given.seed)
    clean = Work(manifest(folder / "texts", "clean", given.pairs))
    ill = Work(manifest(folder / "texts", "ill", given.pairs, tuple(POISONS)))
    failures = runs = 0
    works = []
    for kind in KINDS:
        works.append(replace(clean, kind=kind).undisturbed(folder))
        shutil.rmtree(folder / "undisturbed")
        print(f"{' '.join(kind)}: {len(works[-1].files)} files in {works[-1].seconds:.1f} s", flush=True)

    def tell(name: str, wrong: list[str]) -> None:
        nonlocal failures, runs
        failures, runs = failures + bool(wrong), runs + 1
        print(f"  {name}: {'; '.join(wrong) or 'right'}", flush=True)

    with poisoned(folder / "texts"):
        ill = ill.undisturbed(folder)
        tell(f"poisoned pairs in {ill.seconds:.1f} s", poisons_stand_alone(works[0], ill))
        for name, fault in FAULTS.items():
            for number in range(given.runs) if given.only in (None, name) else ():
                work = (*works, ill)[number % 4]
                with tempfile.TemporaryDirectory(dir=folder) as place:
                    tell(f"{name}, {' '.join(work.kind)}", fault(work, Path(place) / "out", chance))
    return failures, runs


if __name__ == "__main__":
    main()
