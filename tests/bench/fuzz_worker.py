"""The process of `fuzz.py` that gives damaged files to one target, and measures what each takes.

It may be stopped at any moment: it sends what it has found after each file.
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
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
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

# A worker may not take more than this beyond what it has when it begins: then Python raises MemoryError in time.
_ALLOWANCE = 4_000_000_000


class Run(NamedTuple):
    """One file given to a target: what it took, and what was wrong, or nothing."""

    index: int
    seconds: float = 0.0
    bytes: int = 0
    finding: str = ""


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
    before, started, finding = _status("VmHWM"), _computed(), ""
    try:
        target.run(data, place)
    except AlignerError as error:
        finding = "a message of more than one line" if "\n" in str(error) else ""
    except Exception as error:
        finding = _named(error)
    seconds, grown = _computed() - started, _status("VmHWM") - before
    shutil.rmtree(place, ignore_errors=True)
    if not finding and seconds > MAX_SECONDS:
        finding = f"over {MAX_SECONDS:.0f} s"
    if not finding and grown > MAX_BYTES:
        finding = f"over {MAX_BYTES // 10**6} MB"
    if finding:
        plan.kept(index).write_bytes(data)
    return Run(index, seconds, grown, finding)


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
