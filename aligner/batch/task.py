"""What goes to a worker and what comes back: small, frozen, and the same whichever process or machine does the work.

::

    Task (two paths, or two texts) ──align_group──▶ Result: status ok, Outcome (counts, encoded rows)
                                                    Result: another of STATUSES, the error
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aligner.errors import AlignerError
from aligner.model import Alignment
from aligner.streams import STANDARD_OUTPUT, STDIO

OK = "ok"
# What can become of a pair: each word is stable, and stands in errors.tsv and the log.
STATUSES = {
    OK: "it is aligned",
    "row": "its row of the manifest cannot be used",
    "unreadable": "a file is missing, empty, damaged or of no known format",
    "language": "there are no two languages in it, or not those asked for",
    "unrelated": "the texts are not translations of each other",
    "unwritable": "its result cannot be written",
    "missing": "a part of the program that it needs is not installed",
    "timeout": "it took longer than --timeout",
    "memory": "it needed more memory than --max-memory, or than there is",
    "crash": "the process that worked on it died, twice",
    "fault": "a fault of the program",
}


@dataclass(frozen=True)
class Output:
    """A file or folder to write.

    Attributes:
        path: ``"-"`` is stdout.
        format: a name for `aligner.write`: ``"tmx"``, ``"tsv+excel"``.
    """

    path: str
    format: str

    @property
    def shown(self) -> str:
        """The path, or what "-" stands for, as shown to the user."""
        return STANDARD_OUTPUT if self.path == STDIO else self.path


@dataclass(frozen=True)
class Task:
    """One document, or a pair of documents, and where the results go.

    Attributes:
        id: the name shown to the user, and the stem of results in a folder; no other task of a run has it.
        source: a path, or "-" for stdin; it holds both languages if there is no target.
        target: a path, or None.
        are_texts: source and target are the texts themselves, not paths.
        languages: codes of source and target, where they are known of this pair alone.
        outputs: what to write.
        problem: why the row of a manifest that this comes from cannot be used; empty if it can.
    """

    id: str
    source: str
    target: str | None = None
    are_texts: bool = False
    languages: tuple[str, str] | None = None
    outputs: tuple[Output, ...] = ()
    problem: str = ""

    @property
    def is_done(self) -> bool:
        """Whether all its results are there; never if one goes to stdout."""
        return all(output.path != STDIO and Path(output.path).exists() for output in self.outputs)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files to read."""
        return () if self.are_texts else tuple(path for path in (self.source, self.target) if path)

    @property
    def files(self) -> str:
        """Its files as shown to the user, or its id if there are none."""
        from aligner.batch.texts import shown

        return ", ".join(map(shown, self.paths)) or self.id


@dataclass(frozen=True)
class Counts:
    """What a summary says of an alignment.

    Attributes:
        languages: codes of source and target.
        sentences: of source and target.
        beads, nulls: how many, and how many of them have one side only.
        linked: the share of the text that is linked.
        score: the mean score of the beads.
        low: the share of beads that are more likely wrong than right.
    """

    languages: tuple[str, str]
    sentences: tuple[int, int]
    beads: int
    nulls: int
    linked: float
    score: float
    low: float

    @classmethod
    def of(cls, alignment: Alignment) -> Counts:
        """Count all beads, also those that exports leave out."""
        from aligner.quality.verdict import linked

        source, target, beads = alignment.source, alignment.target, alignment.beads
        return cls(
            (source.language, target.language),
            (len(source.sentences), len(target.sentences)),
            len(beads),
            sum(bead.is_null for bead in beads),
            linked(alignment),
            sum(bead.score for bead in beads) / len(beads),
            sum(bead.score < 0.5 for bead in beads) / len(beads),
        )


@dataclass(frozen=True)
class Outcome:
    """The outcome of a task that went well.

    Attributes:
        counts: for summaries.
        signature: of the alignment.
        rows: its rows, encoded for the table of its shard; empty if no table is asked for.
        notes: details for ``--verbose``: how a mixed document was split.
        written: notes on the files: in which encoding they are, what an export left out.
        warnings: what the user must know: work of theirs that could not be kept, a result that is in doubt.
        hints: what would make the results of all such tasks better.
    """

    counts: Counts
    signature: str
    rows: bytes = b""
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of a task.

    Attributes:
        id: of the task.
        status: one of `STATUSES`.
        outcome: if it went well.
        error: if not.
        details: where a fault of the program arose.
        seconds: the time it took; the first of some that are searched together has the time of the search. It is not
            to be put into results, which are the same each time.
        memory: the most memory, in bytes, that its process has needed so far; 0 where the system does not say.
    """

    id: str
    status: str
    outcome: Outcome | None = None
    error: AlignerError | None = None
    details: tuple[str, ...] = ()
    seconds: float = 0.0
    memory: int = 0
