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
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from faulty_runs import KINDS, POISONS, Work, files_in, manifest, poisoned

_PATIENCE = 120.0  # seconds, for whatever must happen sooner or later


def finished(work: Work, out: Path) -> list[str]:
    """What is wrong after the same command once more."""
    process = work.started(out)
    said = process.communicate()[1]
    wrong = [f"exit code {process.returncode} when run again: {said}"] if process.returncode != work.code else []
    return [*wrong, *different(work, out)]


def different(work: Work, out: Path) -> list[str]:
    """Which files are not those of the undisturbed run, and in what."""
    before, after = dict(work.files), files_in(out)
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    lines = {name: set(after.get(name, b"").splitlines()) - set(before.get(name, b"").splitlines()) for name in names}
    return [f"{name} is different: {sorted(lines[name])[:1]}" for name in names]


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


def running(pid: int) -> bool:
    """Whether a process has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


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
    with suppress(ProcessLookupError):  # it was faster
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


def two_runs(work: Work, out: Path, _chance: random.Random) -> list[str]:
    """The second is refused, and the first does not mind."""
    first = work.started(out)
    eventually(lambda: first.poll() is not None or any(path.read_text() for path in out.rglob("lock")))
    second = work.started(out)
    said = second.communicate()[1]
    first.communicate()
    refused = first.returncode == work.code and second.returncode == 3 and f"process {first.pid}" in said
    return [*([] if refused else [f"the second run: {second.returncode}, {said}"]), *different(work, out)]


FAULTS: dict[str, Callable[[Work, Path, random.Random], list[str]]] = {
    "parent killed": parent_killed,
    "worker killed": worker_killed,
    "interrupted": interrupted,
    "disk full": disk_full,
    "two runs": two_runs,
}


def poisons_stand_alone(clean: Work, ill: Work, poisons: Sequence[str]) -> list[str]:
    """What is wrong with a run that has poisoned pairs: they have their statuses, and all others are as ever."""
    before, after = dict(clean.files), dict(ill.files)
    found = [line.split("\t")[:2] for line in after["errors.tsv"].decode().splitlines()[1:]]
    right = {poison: POISONS[poison] for poison in poisons}
    wrong = [f"what became of poisoned pairs: {found}"] if dict(found) != right else []
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
    with tempfile.TemporaryDirectory() as folder:
        failures = [bool(wrong) for wrong in tried(given, Path(folder))]
    print(f"{sum(failures)} of {len(failures)} faults left something wrong")
    sys.exit(any(failures))


def tried(given: argparse.Namespace, folder: Path) -> Iterator[list[str]]:
    """What is wrong after each fault; printed, too."""
    chance = random.Random(given.seed)
    texts = folder / "texts"
    clean = Work(manifest(texts, "clean", given.pairs))
    works = [replace(clean, kind=kind).undisturbed(folder / kind[1]) for kind in KINDS]
    with poisoned(texts):
        ill = Work(manifest(texts, "ill", given.pairs, tuple(POISONS))).undisturbed(folder / "ill")
        yield told("poisoned pairs", ill, poisons_stand_alone(works[0], ill, tuple(POISONS)))
        for name, fault in FAULTS.items():
            for number in range(given.runs) if given.only in (None, name) else ():
                work = (*works, ill)[number % 4]
                with tempfile.TemporaryDirectory(dir=folder) as place:
                    yield told(name, work, fault(work, Path(place) / "out", chance))


def told(name: str, work: Work, wrong: list[str]) -> list[str]:
    print(f"{name}, {work.manifest.stem} {' '.join(work.kind)}: {'; '.join(wrong) or 'right'}", flush=True)
    return wrong


if __name__ == "__main__":
    main()
