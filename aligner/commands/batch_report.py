"""What `aligner batch` tells: a bar while it works, a line of the log for each pair, and at the end a summary."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from aligner.batch.lists import Line
from aligner.batch.places import Places
from aligner.batch.task import OK, STATUSES, Result
from aligner.commands.report import table
from aligner.commands.terminal import progress_of_many, say
from aligner.errors import OutputError
from aligner.formats.files import encode, output_error

_WORST = 10
_BEGINNING = b'{"id": '  # of a line of a log
_HEADER = ("document", "languages", "sentences", "beads", "nulls", "linked", "score")


class Watch:
    """Follows a run: see `aligner.batch.run.Watcher`.

    Args:
        total: how many pairs there are.
        log: takes down each result, or None.
        quiet: show no bar.
        verbose: say what there is to say of each pair.

    Attributes:
        kept: pairs whose results are safe.
        told: pairs that have got a result in this run.
        hints: what would make results better.
    """

    def __init__(self, total: int, log: Callable[[Result], None] | None, *, quiet: bool, verbose: bool) -> None:
        self.kept = self.told = 0
        self.hints: dict[str, None] = {}
        self._total, self._log, self._quiet, self._verbose = total, log, quiet, verbose
        self._ends = ExitStack()
        self._move: Callable[[], None] | None = None

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def keep(self, tasks: int) -> None:
        """So many more are safe; the first time, from a run before."""
        self.kept += tasks
        if self._move is None:
            if tasks and not self._quiet:
                say(f"{tasks:,} of {self._total:,} pairs were done before")
            bar = progress_of_many(self._total, tasks, "pairs", shown=not self._quiet)
            self._move = self._ends.enter_context(bar)

    def tell(self, result: Result) -> None:
        """A pair has a result."""
        self.told += 1
        if self._move is not None:
            self._move()
        if result.outcome is not None:
            self.hints.update(dict.fromkeys(result.outcome.hints))
        for line in _details(result) if self._verbose else ():
            say(line)
        if self._log is not None:
            self._log(result)


@contextmanager
def log_to(path: str | None) -> Iterator[Callable[[Result], None] | None]:
    """A function that adds a line about a result to a file, where it is at once; None if there is no path.

    It raises `OutputError` where the file cannot be written, as does opening it; also if what is there is no log.
    """
    if path is None:
        yield None
        return
    place = Path(path)
    file = _opened(place)

    def add(result: Result) -> None:
        try:
            file.write(encode(json.dumps(_logged(result), ensure_ascii=False) + "\n"))
        except OSError as error:
            raise output_error(place, error) from error

    with file:
        yield add


def _opened(place: Path) -> IO[bytes]:
    """The file to add to; raises `OutputError` if it cannot be opened, or holds something else than a log."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or _begins(place) in (b"", _BEGINNING):
            return place.open("ab", buffering=0)
    except OSError as error:
        raise output_error(place, error) from error
    raise OutputError("is there, and is no log", where=str(place), remedy="give --log another name")


def _begins(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(len(_BEGINNING))


def _details(result: Result) -> list[str]:
    """What the verbose are told of a pair."""
    if result.outcome is None:
        return [f"{result.id}  {result.status}: {result.error}", *result.details]
    notes = (*result.outcome.notes, *result.outcome.written)
    return [*result.outcome.warnings, *(f"{result.id}: {note}" for note in notes)]


def _logged(result: Result) -> dict[str, object]:
    """What the log says of a pair."""
    found: dict[str, object] = {"id": result.id, "status": result.status}
    if result.error is not None:
        found["reason"] = str(result.error)
    if result.outcome is not None:
        counts = result.outcome.counts
        found |= {
            "languages": counts.languages,
            "sentences": counts.sentences,
            "beads": counts.beads,
            "nulls": counts.nulls,
            "linked": round(counts.linked, 4),
            "score": round(counts.score, 4),
            "notes": [*result.outcome.notes, *result.outcome.written, *result.outcome.warnings],
        }
    return {**found, "seconds": round(result.seconds, 4), "memory_mb": round(result.memory / 1e6)}


@dataclass
class Summary:
    """Totals over all pairs, in constant memory.

    Attributes:
        statuses: how many pairs have each status.
        sentences: of source and target.
        beads, nulls: as in `Line`.
        doubtful: how many were aligned, and have a note.
        worst: the least linked of those that were aligned, the worst first.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    sentences: tuple[int, int] = (0, 0)
    beads: int = 0
    nulls: int = 0
    doubtful: int = 0
    worst: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Summary:
        """Add up the lines of all pairs."""
        found = cls()
        found.worst = heapq.nsmallest(_WORST, found._counted(lines), key=lambda line: (line.linked, line.score))
        return found

    def _counted(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            self.statuses[line.status] += 1
            if line.status == OK:
                self.sentences = self.sentences[0] + line.sentences[0], self.sentences[1] + line.sentences[1]
                self.beads += line.beads
                self.nulls += line.nulls
                self.doubtful += bool(line.note)
                yield line

    @property
    def failed(self) -> int:
        """Pairs that were not aligned."""
        return self.statuses.total() - self.statuses[OK]

    def said(self, places: Places, *, quiet: bool) -> None:
        """Say it; to the quiet, only what went wrong."""
        if not quiet:
            self._say_totals()
        if self.doubtful and not quiet:
            say(f"{self.doubtful:,} doubtful; the notes are in {places.documents}", "yellow")
        if self.failed:
            counts = ", ".join(
                f"{self.statuses[name]:,} {name}" for name in STATUSES if name != OK and self.statuses[name]
            )
            say(f"{self.failed:,} not aligned ({counts}); the reasons are in {places.errors}", "yellow")

    def _say_totals(self) -> None:
        say(
            f"{self.statuses[OK]:,} of {self.statuses.total():,} pairs aligned: "
            f"{self.sentences[0]:,} + {self.sentences[1]:,} sentences, {self.beads:,} beads, {self.nulls:,} nulls"
        )
        if len(self.worst) > 1:
            header, *rows = table([_HEADER, *map(_row, self.worst)])
            say("the least linked:")
            say(header, "bold")
            for row in rows:
                say(row)


def _row(line: Line) -> tuple[str, ...]:
    return (
        line.id,
        "-".join(line.languages),
        f"{line.sentences[0]} + {line.sentences[1]}",
        str(line.beads),
        str(line.nulls),
        f"{100 * line.linked:.1f} %",
        f"{line.score:.2f}",
    )
