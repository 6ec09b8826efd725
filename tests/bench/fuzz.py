"""Whether any file breaks the program: ``python tests/bench/fuzz.py --runs 1000 --save found``.

Damaged files are given to every reader, to everything that is read back, and to the whole way from two texts to every
format and back. A finding is whatever a user should never meet: an exception that is not an `AlignerError`, more than
10 seconds, more than 500 MB, the end of the process, or texts that were changed between writing and reading back.

What is run follows from ``--seed`` and the target alone, so that a finding can be made again with the same options, or
from the file that ``--save`` keeps of it. ``--only`` names targets by a part of their name::

    python tests/bench/fuzz.py --again found/read.docx-3.bin --only read.docx

With ``--guided``, and the package ``atheris`` installed, libFuzzer keeps the files that reach new lines of the program,
and damages these further.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import multiprocessing
import os
import pkgutil
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

if TYPE_CHECKING:
    from fuzz_targets import Target

# What a user with an ordinary computer puts up with, for one file; seconds of the processor, for others may use it too.
MAX_SECONDS, MAX_BYTES = 10.0, 500_000_000

# Seconds on the clock after which a worker that says nothing is stopped.
_SILENCE = 6 * MAX_SECONDS

# A worker may not take more than this beyond what it has when it begins: then Python raises MemoryError in time.
_ALLOWANCE = 4_000_000_000

_START = 300.0  # seconds until a worker must have imported everything and made its seeds
_KEPT = 3  # inputs kept of each kind of finding


class Run(NamedTuple):
    """One file given to a target: what it took, and what was wrong, or nothing."""

    index: int
    seconds: float = 0.0
    bytes: int = 0
    finding: str = ""


@dataclass
class Summary:
    """All runs of a target."""

    runs: int = 0
    slowest: float = 0.0
    largest: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, run: Run) -> None:
        self.runs += 1
        self.slowest, self.largest = max(self.slowest, run.seconds), max(self.largest, run.bytes)
        if run.finding:
            self.findings[run.finding] += 1


@dataclass(frozen=True)
class Plan:
    """What a worker does: runs `first` to `last` of a target."""

    target: str
    seed: int
    first: int
    last: int
    guided: bool
    folder: Path

    @property
    def input(self) -> Path:
        """The file that is being tried."""
        return self.folder / "input"

    def kept(self, index: int) -> Path:
        """The file of a run with a finding."""
        return self.folder / f"found{index}"


# --- in the worker


def work(plan: Plan, results: Connection) -> None:
    """Run a target, and send a `Run` for each file; the first is sent when all is ready."""
    if plan.guided:
        os.chdir(plan.folder)  # where libFuzzer leaves what it likes
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # it talks a lot
    target, mutate = _imported(plan)
    seeds = target.seeds()
    warnings.simplefilter("ignore")
    logging.disable()
    taken = _status("VmSize")
    resource.setrlimit(resource.RLIMIT_AS, (taken + _ALLOWANCE, taken + _ALLOWANCE))
    results.send(Run(-1))
    if plan.guided:
        _guided(plan, target, partial(mutate, others=seeds), results)
    for index in range(plan.first, plan.last):
        chance = random.Random(f"{plan.seed} {plan.target} {index}")
        results.send(tried(plan, target, mutate(chance.choice(seeds), seeds, chance), index))
    results.close()


def _imported(plan: Plan) -> tuple[Target, Callable[[bytes, tuple[bytes, ...], random.Random], bytes]]:
    if plan.guided:
        import atheris

        with atheris.instrument_imports(include=["aligner"]):
            import aligner

            for module in pkgutil.walk_packages(aligner.__path__, "aligner."):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
    from fuzz_mutations import mutate
    from fuzz_targets import targets

    seeds = plan.folder / "seeds"
    seeds.mkdir(exist_ok=True)
    return next(target for target in targets(seeds) if target.name == plan.target), mutate


def tried(plan: Plan, target: Target, data: bytes, index: int) -> Run:
    """What happens when the file is given to the target."""
    from aligner.errors import AlignerError

    plan.input.write_bytes(data)
    place = plan.folder / "place"
    place.mkdir()
    Path("/proc/self/clear_refs").write_text("5")  # sets the peak of memory back to what is in use
    before, started, finding = _status("VmHWM"), time.process_time(), ""
    try:
        target.run(data, place)
    except AlignerError as error:
        finding = "a message of more than one line" if "\n" in str(error) else ""
    except Exception as error:
        finding = _named(error)
    seconds, grown = time.process_time() - started, _status("VmHWM") - before
    shutil.rmtree(place, ignore_errors=True)
    if not finding and seconds > MAX_SECONDS:
        finding = f"over {MAX_SECONDS:.0f} s"
    if not finding and grown > MAX_BYTES:
        finding = f"over {MAX_BYTES // 10**6} MB"
    if finding:
        plan.kept(index).write_bytes(data)
    return Run(index, seconds, grown, finding)


def _named(error: Exception) -> str:
    """The kind of an exception, and the last line of the program that it passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/aligner/" in frame.filename]
    place = f" at {frames[-1].filename.rpartition('/aligner/')[2]}:{frames[-1].lineno}" if frames else ""
    text = f": {error}" if type(error).__name__ == "ChangedError" else ""
    return f"{type(error).__name__}{text}{place}"


def _status(name: str) -> int:
    """A figure of this process in bytes, as the kernel has it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def _guided(plan: Plan, target: Target, mutate: Callable[..., bytes], results: Connection) -> None:
    """Let libFuzzer choose what to damage further; it ends the process when done."""
    import atheris

    corpus = plan.folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed{number}").write_bytes(seed)
    done = iter(range(plan.first, plan.last))

    def one(data: bytes) -> None:
        index = next(done, None)
        if index is not None:
            results.send(tried(plan, target, data, index))

    def mutated(data: bytes, largest: int, seed: int) -> bytes:
        return mutate(data, chance=random.Random(seed))[:largest]

    options = {"runs": plan.last - plan.first, "seed": plan.seed + 1, "max_len": 2_000_000, "timeout": 10**6}
    options |= {"rss_limit_mb": 0, "len_control": 0, "verbosity": 0, "detect_leaks": 0}
    atheris.Setup(
        ["fuzz", *(f"-{key}={value}" for key, value in options.items()), str(corpus)], one, custom_mutator=mutated
    )
    atheris.Fuzz()


# --- in the process that watches over it


def runs(plan: Plan) -> Iterator[Run]:
    """The runs of a target. A worker that is silent for too long, or ends, is a finding, and a new one goes on."""
    context = multiprocessing.get_context("spawn")
    first = plan.first
    while first < plan.last:
        ours, theirs = context.Pipe(duplex=False)
        current = Plan(plan.target, plan.seed, first, plan.last, plan.guided, plan.folder)
        worker = context.Process(target=work, args=(current, theirs))
        worker.start()
        theirs.close()
        wrong, ready = "", False
        while first < plan.last and not wrong:
            try:
                run = ours.recv() if ours.poll(_SILENCE if ready else _START) else None
            except EOFError:
                wrong = "the process ended"
                continue
            if run is None:
                wrong = f"over {MAX_SECONDS:.0f} s"
            elif ready:
                yield run
                first = run.index + 1
            ready = True
        worker.kill()
        worker.join()
        shutil.rmtree(plan.folder / "place", ignore_errors=True)
        if wrong and not ready:
            raise RuntimeError(f"no worker for {plan.target}: {wrong}")
        if wrong:
            yield Run(first, MAX_SECONDS, 0, wrong)
            first += 1


def fuzzed(plan: Plan, save: Path | None) -> Summary:
    """All runs of a target; keeps the files of findings."""
    summary = Summary()
    for run in runs(plan):
        summary.add(run)
        kept = plan.kept(run.index)
        if run.finding and save is not None and summary.findings[run.finding] <= _KEPT:
            save.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept if kept.exists() else plan.input, save / f"{_short(plan.target)}-{run.index}.bin")
        kept.unlink(missing_ok=True)
    return summary


def _short(name: str) -> str:
    """The name of a target without its blank, for options and files."""
    return name.replace(" ", "")


def _again(target: Target, data: bytes) -> None:
    """Give one file to a target in this process, so that whatever happens is seen whole."""
    with tempfile.TemporaryDirectory() as place:
        target.run(data, Path(place))


def main() -> None:
    from fuzz_targets import targets

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="files for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", metavar="TEXT", help="part of the names of targets, such as read.docx")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where to keep files that make findings")
    parser.add_argument("--again", type=Path, metavar="FILE", help="give this file alone to the targets")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = [target for target in targets(Path(folder)) if asked.only in _short(target.name)]
    if asked.again:
        for target in chosen:
            _again(target, asked.again.read_bytes())
        return
    print(f"{'target':16}{'files':>9}{'findings':>10}{'slowest':>10}{'largest':>10}")
    for target in chosen:
        with tempfile.TemporaryDirectory() as folder:
            found = fuzzed(Plan(target.name, asked.seed, 0, asked.runs, asked.guided, Path(folder)), asked.save)
        figures = f"{found.runs:9,}{found.findings.total():10,}{found.slowest:8.2f} s{found.largest / 1e6:7.0f} MB"
        print(f"{target.name:16}{figures}", flush=True)
        for finding, times in found.findings.most_common():
            print(f"{times:25,}  {finding}", flush=True)


if __name__ == "__main__":
    main()
