"""What a cluster costs, and what it survives: ``python tests/bench/cluster.py``.

A manifest of pairs of 10 to 80 sentences, made from the development sets, is aligned on this machine and by ``--ray``
on a Ray of two workers here, in turn. Overhead is measured from the first result to the last, so that the start of
either stands apart, in two ways: by the clock, and as the share of the workers' time in which no pair is worked on,
which holds when other programs slow both down. Then a worker is killed in a run, and in another the leader, which is
started again; the files must be those of the run on this machine.

With ``--ray-data`` (``pip install 'ray[data]'``): what Ray Data and plain actors need for shards that are no work.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from sets import CORE, Case, cases

from aligner.batch.session import Cluster, joined

WORKERS = 2
SENTENCES = 10, 80
SHARD = 50
HERE, RAY = ("--workers", str(WORKERS)), ("--ray", "--workers", str(WORKERS))


@dataclass(frozen=True)
class Timing:
    """The course of a run.

    Attributes:
        start: seconds until the first results are safe.
        rest: seconds from then to the end.
        pairs: how many had their results after that.
        busy: seconds that these pairs took in their workers.
        cores: seconds of a core for each pair of the whole run, its start included; Ray's own are not in it.
    """

    start: float
    rest: float
    pairs: int
    busy: float
    cores: float

    @property
    def per_pair(self) -> float:
        """Seconds for a pair, once all workers are at work."""
        return self.rest / self.pairs

    @property
    def idle(self) -> float:
        """The share of the workers' time in which no pair is worked on."""
        return 1 - self.busy / (WORKERS * self.rest)


def manifest(path: Path, count: int, chance: random.Random) -> Path:
    """Write a manifest of so many pairs, each a run of sentences of a document and of its translation."""
    documents = [case for name in CORE for case in cases(name) if len(case.gold) >= SENTENCES[0]]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            source, target = excerpt(chance.choice(documents), chance)
            row = {"id": f"{number:06}", "source_text": source, "target_text": target}
            file.write(json.dumps({**row, "languages": "en,es"}, ensure_ascii=False) + "\n")
    return path


def excerpt(case: Case, chance: random.Random) -> tuple[str, str]:
    """Both sides of some beads of a document that follow each other."""
    length = chance.randint(*SENTENCES)
    start = chance.randrange(max(len(case.gold) - length, 1))
    beads = case.gold[start : start + length]
    sides = case.source.sentences, case.target.sentences
    source = [sides[0][k].text for bead in beads for k in bead.source]
    target = [sides[1][k].text for bead in beads for k in bead.target]
    return "\n".join(source), "\n".join(target)


def started(pairs: Path, out: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """``aligner batch`` at work."""
    command = ["batch", str(pairs), "-o", str(out), "--shard-size", str(SHARD), "--log", f"{out}.log", "-q"]
    return subprocess.Popen([sys.executable, "-m", "aligner", *command, *arguments], stderr=subprocess.DEVNULL)


def timed(pairs: Path, out: Path, *arguments: str) -> Timing:
    """A run without disturbance."""
    begin, spent = time.perf_counter(), core_seconds()
    process = started(pairs, out, *arguments)
    safe_at: float | None = None
    before = 0
    while process.poll() is None:
        time.sleep(0.02)
        if safe_at is None and done(out):
            safe_at, before = time.perf_counter(), done(out) * SHARD
    end = time.perf_counter()
    if process.returncode > 1 or safe_at is None:
        sys.exit(f"{' '.join(arguments)}: exit code {process.returncode}")
    lines = [json.loads(line) for line in Path(f"{out}.log").read_text(encoding="utf-8").splitlines()]
    busy = sum(line["seconds"] for line in lines[before:])
    cores = (core_seconds() - spent) / len(lines)
    return Timing(safe_at - begin, end - safe_at, len(lines) - before, busy, cores)


def core_seconds() -> float:
    """Seconds of a core that processes which have ended, and theirs, have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def done(out: Path) -> int:
    """How many shards the ledger has."""
    ledger = out / ".aligner-batch" / "ledger.jsonl"
    return max(ledger.read_bytes().count(b"\n") - 1, 0) if ledger.exists() else 0


def files(out: Path) -> dict[str, bytes]:
    """The results, by name."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def compared(pairs: Path, folder: Path, runs: int) -> dict[str, bytes]:
    """Print what Ray costs; returns the files of a run on this machine."""
    clean: dict[str, bytes] = {}
    timings: dict[str, list[Timing]] = {"here": [], "ray": []}
    for run in range(runs):
        for name, arguments in (("here", HERE), ("ray", RAY)):
            out = folder / f"{name}{run}"
            timings[name].append(timing := timed(pairs, out, *arguments))
            print(
                f"{name:4}  start {timing.start:5.1f} s  then {timing.rest:6.1f} s, "
                f"{1000 * timing.per_pair:6.2f} ms a pair, idle {timing.idle:5.1%}",
                flush=True,
            )
            clean = clean or files(out)
            print(f"      files {'the same' if files(out) == clean else 'DIFFERENT'}")
    per_pair, idle = (
        {name: median(getattr(timing, field) for timing in found) for name, found in timings.items()}
        for field in ("per_pair", "idle")
    )
    print(f"overhead of Ray by the clock: {per_pair['ray'] / per_pair['here'] - 1:+.1%} (median of {runs})")
    print(f"overhead of Ray by idle time: {(1 - idle['here']) / (1 - idle['ray']) - 1:+.1%}")
    cores = median(timing.cores for timing in timings["here"])
    print(f"a pair takes {1000 * cores:.1f} ms of a core; a million of them {1e6 * cores / 3600:.1f} hours of a core")
    return clean


def killed(pairs: Path, out: Path, victim: Callable[[int], int], chance: random.Random) -> bool:
    """Whether the leader ends well although a process is killed, given the leader's own number."""
    process = started(pairs, out, *RAY)
    after = chance.randint(1, 4)
    while process.poll() is None and done(out) < after:
        time.sleep(0.02)
    time.sleep(chance.random())
    os.kill(victim(process.pid), signal.SIGKILL)
    return process.wait() in (0, 1)


def a_worker(leader: int) -> int:
    """The number of one of Ray's workers under a leader."""
    return next(pid for pid in _descendants(leader) if _command(pid).startswith("ray::Worker"))


def _descendants(pid: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, parent = int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield number
            yield from _descendants(number)


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")


def survived(pairs: Path, folder: Path, clean: dict[str, bytes], chance: random.Random) -> int:
    """Kill a worker, then a leader; returns how many runs end in other files."""
    out = folder / "worker"
    worker = killed(pairs, out, a_worker, chance) and files(out) == clean
    print(f"a worker killed: {'the same files' if worker else 'WRONG'}", flush=True)
    out = folder / "leader"
    killed(pairs, out, lambda leader: leader, chance)
    before = done(out)
    leader = started(pairs, out, *RAY).wait() in (0, 1) and files(out) == clean
    print(f"the leader killed after {before} shards, and started again: {'the same files' if leader else 'WRONG'}")
    return (not worker) + (not leader)


class Idler:
    """An actor without any work to do."""

    def __call__(self, shard: dict[str, object]) -> dict[str, object]:
        return {"number": shard["number"]}


def shards(count: int) -> Iterator[dict[str, object]]:
    """Shards of 200 kB."""
    return ({"number": number, "text": os.urandom(100_000).hex()} for number in range(count))


def by_ray_data(ray: object, count: int) -> int:
    """How many shards come back by Ray Data."""
    from ray.data import ActorPoolStrategy, DataContext, from_items

    DataContext.get_current().enable_progress_bars = False
    data = from_items(list(shards(count)), override_num_blocks=count)
    return sum(1 for _ in data.map(Idler, compute=ActorPoolStrategy(size=WORKERS)).iter_rows())


def by_actors(ray: object, count: int) -> int:
    """How many shards come back by actors that are given the next shard when they are free."""
    actors = [ray.remote(Idler).remote() for _ in range(WORKERS)]
    left = shards(count)
    at = {actor.__call__.remote(next(left)): actor for actor in actors}
    back = 0
    while at:
        (reference,), _ = ray.wait(list(at))
        actor = at.pop(reference)
        back += 1
        for shard in left:
            at[actor.__call__.remote(shard)] = actor
            break
    return back


def judged(way: Callable[[object, int], int], count: int) -> None:
    """Print what a way of giving shards to workers takes."""
    with joined(Cluster(workers=WORKERS)) as ray:
        begin = time.perf_counter()
        back = way(ray, count)
        seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{way.__name__:11} {back:4} shards: {seconds:5.1f} s, leader {memory:4.0f} MB", flush=True)


def ray_data() -> None:
    """Print what both ways take, each in a process of its own."""
    for count in (50, 500):
        for way in ("by_ray_data", "by_actors"):
            code = f"import cluster; cluster.judged(cluster.{way}, {count})"
            subprocess.run(
                [sys.executable, "-c", code], cwd=Path(__file__).parent, stderr=subprocess.DEVNULL, check=True
            )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=1, help="of each kind, for the overhead [1]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ray-data", action="store_true")
    given = parser.parse_args(arguments)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if given.ray_data:
        ray_data()
        return
    chance = random.Random(given.seed)
    folder = Path(tempfile.mkdtemp())
    try:
        pairs = manifest(folder / "pairs.jsonl", given.pairs, chance)
        clean = compared(pairs, folder, given.runs)
        wrong = survived(pairs, folder, clean, chance)
    finally:
        shutil.rmtree(folder)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
