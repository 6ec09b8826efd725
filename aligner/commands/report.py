"""What the commands report on stderr; only a table that is a command's result is returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.faults import details
from aligner.characters import printable
from aligner.commands.terminal import say
from aligner.errors import AlignerError
from aligner.streams import STANDARD_OUTPUT, STDIO

if TYPE_CHECKING:
    from aligner.batch.task import Counts, Task
    from aligner.commands.train_files import Summary
    from aligner.glossary.entries import Entry

HEADER = ("document", "languages", "sentences", "beads", "nulls", "linked", "under 0.5", "seconds")
# Room for the cells after the first, where rows are said before all are known.
_WIDTHS = (9, 13, 6, 5, 7, 9, 7)


def say_error(error: AlignerError, *, verbose: bool) -> None:
    """Say an error in one line; if it is a fault of the program and `verbose`, also where it arose."""
    for line in details(error) if verbose else ():
        say(line)
    say(f"aligner: {error}", "red")


def say_hints(hints: Iterable[str], *, quiet: bool) -> None:
    """Say what would make the results better; nothing to the quiet."""
    for hint in hints if not quiet else ():
        say(f"aligner: {hint}", "yellow")


def of_document(counts: Counts, seconds: float) -> tuple[str, ...]:
    """The cells of a document's summary line, without its name."""
    return (
        "-".join(counts.languages),
        f"{counts.sentences[0]} + {counts.sentences[1]}",
        str(counts.beads),
        str(counts.nulls),
        f"{100 * counts.linked:.1f} %",
        f"{100 * counts.low:.0f} %",
        f"{seconds:.1f}",
    )


def of_failure(error: AlignerError, task: Task) -> str:
    """The error with the file that it is about, by its path, and for two files its side."""
    sides = {"source": task.source, "target": task.target} if task.target else {}
    about = [f"{path} ({side})" for side, path in sides.items() if error.where in (path, Path(path or "").name)]
    if len(about) == 2:  # both have this name
        about = [path for path in sides.values() if path]
    where = ", ".join(about) or (error.where if error.where not in (task.source, task.id, task.files) else "")
    reason = f"{error.what}; {error.remedy}" if error.remedy else error.what
    return f"{where}: {reason}" if where else reason


class Documents:
    """The summary: a line for a single document; for several, a table whose rows are said as they come.

    Args:
        names: of all documents, in order.
        quiet: say failures only.
    """

    def __init__(self, names: Sequence[str], *, quiet: bool) -> None:
        widest = max(map(len, (HEADER[0], *map(printable, names))))
        self._widths = (widest, *(max(len(name), width) for name, width in zip(HEADER[1:], _WIDTHS, strict=True)))
        self._quiet = quiet
        self._is_headed = False

    def say_one(self, row: Sequence[str]) -> None:
        """Say the line of the only document."""
        if not self._quiet:
            cells = [f"{value} {name}" for name, value in zip(HEADER[2:], row[2:], strict=True)]
            say(f"{row[0]}: {row[1]}, {', '.join(cells)}")

    def say_row(self, row: Sequence[str]) -> None:
        """Say the row of one of several; the first comes with the header."""
        if self._quiet:
            return
        if not self._is_headed:
            self._is_headed = True
            say(_line(HEADER, self._widths), "bold")
        say(_line([printable(row[0]), *row[1:]], self._widths))

    def say_failure(self, name: str, why: str, *, counts: bool) -> None:
        """Say that something was not aligned; one that does not count as a failure is no matter for the quiet."""
        if counts or not self._quiet:
            say(f"{name}  {why}", "yellow")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with aligned columns, the first flush left, the others flush right.

    >>> table([("set", "beads"), ("pud", "7")])
    ['set  beads', 'pud      7']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([row[0].ljust(widths[0]), *cells])


def of_training(output: str, summary: Summary, seconds: float) -> str:
    """The summary line after training."""
    source, target = summary.languages
    return (
        f"{_place(output)}: {source}-{target}, {summary.pairs:,} pairs, "
        f"{summary.running_words[0]:,} + {summary.running_words[1]:,} running words, "
        f"{summary.words[0]:,} + {summary.words[1]:,} words, {summary.entries:,} entries, {summary.size:,} bytes, "
        f"{seconds:.1f} seconds"
    )


def of_glossary(output: str, entries: Sequence[Entry]) -> str:
    """The summary line after a glossary: how many entries of each kind."""
    from aligner.glossary.entries import KINDS

    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}
    plurals = {"gloss": "glosses"}
    parts = [
        f"{count:,} {kind if count == 1 else plurals.get(kind, f'{kind}s')}" for kind, count in counts.items() if count
    ]
    return f"{_place(output)}: {', '.join(parts) or 'no entries'}"


def _place(output: str) -> str:
    return STANDARD_OUTPUT if output == STDIO else output
