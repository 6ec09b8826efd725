"""What the commands report on stderr; only a table that is a command's result is returned."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.commands.jobs import Outcome
    from aligner.commands.train_files import Summary

T = TypeVar("T")

HEADER = ("document", "languages", "sentences", "beads", "nulls", "linked", "under 0.5", "seconds")


def say(text: str, style: str | None = None) -> None:
    """Print a line on stderr, coloured on a terminal unless NO_COLOR is set."""
    if style and not os.environ.get("NO_COLOR") and sys.stderr.isatty():
        text = click.style(text, bold=True) if style == "bold" else click.style(text, fg=style)
    click.echo(text, err=True)


def with_progress(items: Sequence[T], label: str, *, shown: bool) -> Iterator[T]:
    """The items, with a progress bar on a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield from items
        return
    with click.progressbar(items, file=sys.stderr, label=label) as bar:
        yield from bar


@contextmanager
def progress_of_steps(*, shown: bool) -> Iterator[Callable[[str, float], None] | None]:
    """A function of a step's name and the share done that moves a bar on a terminal; None if there is no terminal.

    There is no bar before it is first called.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    steps = 1000
    bar = click.progressbar(length=steps, file=sys.stderr)
    with ExitStack() as open_bar:

        def move(step: str, share: float) -> None:
            if not bar.pos and not bar.label:
                open_bar.enter_context(bar)
            bar.label = f"{step:24}"
            bar.update(round(share * steps) - bar.pos)
            bar.render_progress()

        yield move


def of_document(outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """The cells of a document's summary line, without its name."""
    from aligner.quality.verdict import linked

    beads = outcome.alignment.beads
    scores = [bead.score for bead in beads]
    return (
        f"{outcome.alignment.source.language}-{outcome.alignment.target.language}",
        f"{len(outcome.alignment.source.sentences)} + {len(outcome.alignment.target.sentences)}",
        str(len(beads)),
        str(sum(bead.is_null for bead in beads)),
        f"{100 * linked(outcome.alignment):.1f} %",
        f"{100 * sum(score < 0.5 for score in scores) / len(scores):.0f} %",
        f"{seconds:.1f}",
    )


def reason(error: AlignerError) -> str:
    """The error without the file's name, which already begins the line."""
    return f"{error.what}; {error.remedy}" if error.remedy else error.what


def say_documents(rows: Sequence[tuple[str, ...]], several: bool) -> None:
    """One line for a single document; for several, a table followed by the documents that were not aligned."""
    aligned = [row for row in rows if len(row) > 2]
    if not several:
        for row in aligned:
            cells = [f"{value} {name}" for name, value in zip(HEADER[2:], row[2:], strict=True)]
            say(f"{row[0]}: {row[1]}, {', '.join(cells)}")
    elif aligned:
        for number, line in enumerate(table([HEADER, *aligned])):
            say(line, "bold" if not number else None)
    for row in rows:
        if len(row) == 2:
            say(f"{row[0]}  {row[1]}", "yellow")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with aligned columns, the first flush left, the others flush right.

    >>> table([("set", "beads"), ("pud", "7")])
    ['set  beads', 'pud      7']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]


def of_training(output: str, summary: Summary, seconds: float) -> str:
    """The summary line after training."""
    source, target = summary.languages
    return (
        f"{'standard output' if output == '-' else output}: {source}-{target}, {summary.pairs:,} pairs, "
        f"{summary.running_words[0]:,} + {summary.running_words[1]:,} running words, "
        f"{summary.words[0]:,} + {summary.words[1]:,} words, {summary.entries:,} entries, {summary.size:,} bytes, "
        f"{seconds:.1f} seconds"
    )
