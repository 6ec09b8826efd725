"""What all runs of each target came to, over one call of `fuzz.py` or, with a file that keeps it, over many."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from fuzz_worker import Batch

_ROW = "{:18}{:>11}{:>10}{:>11}{:>10}{:>10}{:>10}"


@dataclass
class Count:
    """All runs of a target; seconds of the processor, bytes of memory that a run added."""

    runs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    largest: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Runs a second of the processor; infinite if none are known."""
        return self.runs / self.seconds if self.seconds else math.inf

    def add(self, batch: Batch) -> None:
        self.runs += batch.runs
        self.seconds += batch.seconds
        self.slowest, self.largest = max(self.slowest, batch.slowest), max(self.largest, batch.largest)
        self.findings.update(finding.what for finding in batch.findings)


@dataclass
class Counts:
    """The counts of all targets by name, and the seed that their files follow from."""

    seed: int
    targets: dict[str, Count] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None, seed: int | None) -> Self:
        """What the file holds, or none yet; raises `SystemExit` for a file of another seed."""
        if path is None or not path.exists():
            return cls(seed or 0)
        kept = json.loads(path.read_text())
        if seed not in (None, kept["seed"]):
            raise SystemExit(f"{path} counts runs of seed {kept['seed']}: give that one, or another file")
        counts = {name: Count(**{**of, "findings": Counter(of["findings"])}) for name, of in kept["targets"].items()}
        return cls(kept["seed"], counts)

    def save(self, path: Path) -> None:
        """Keep them, whole or as they were before."""
        new = path.with_name(f"{path.name}.new")
        targets = {name: {**vars(count), "findings": dict(count.findings)} for name, count in self.targets.items()}
        new.write_text(json.dumps({"seed": self.seed, "targets": targets}, indent=1))
        new.replace(path)

    def of(self, target: str) -> Count:
        return self.targets.setdefault(target, Count())

    @property
    def findings(self) -> int:
        return sum(count.findings.total() for count in self.targets.values())

    def lines(self) -> Iterator[str]:
        """A table of them, each target with its findings by kind, and the sum."""
        yield _ROW.format("target", "runs", "findings", "seconds", "a second", "slowest", "largest")
        total = Count()
        for name, count in self.targets.items():
            yield _line(name, count)
            yield from (f"{times:29,}  {finding}" for finding, times in count.findings.most_common())
            total.add(Batch(count.runs, count.seconds, count.slowest, count.largest))
            total.findings.update(count.findings)
        yield _line(f"all, seed {self.seed}", total)


def _line(name: str, count: Count) -> str:
    figures = f"{count.runs:,}", f"{count.findings.total():,}", f"{count.seconds:,.0f}", f"{count.rate:,.0f}"
    return _ROW.format(name, *figures, f"{count.slowest:.2f} s", f"{count.largest / 1e6:.0f} MB")
