"""`aligner align`: works on one document after the other, or on several at once, and reports on each."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

import click

from aligner.batch.caught import warnings_caught
from aligner.batch.local import grouped, size_of
from aligner.batch.pair import Settings, run
from aligner.batch.pool import Pool, cores
from aligner.batch.task import Outcome, Result, Task
from aligner.batch.work import attempt, failed, worker
from aligner.commands.arguments import AlignArguments
from aligner.commands.by_content import by_content
from aligner.commands.parameters import check_names, check_outputs
from aligner.commands.plan import Plan, plan
from aligner.commands.report import Documents, of_document, of_failure, say_hints
from aligner.commands.settings import settings_of
from aligner.commands.terminal import progress_of_many, progress_of_steps, say
from aligner.commands.two_folders import ByContent
from aligner.errors import LanguageError
from aligner.signals import Stopped

# A process is worth its start, half a second, for so many bytes of text, which take about as long to align.
_BYTES_A_PROCESS = 500_000


def align_files(given: AlignArguments) -> int:
    """Align what the arguments name and write the results; returns the worst exit code of any document.

    A single document's error is raised as it is; of several, `LanguageError` is raised only if none could be aligned.
    """
    if given.keep and Path(given.source).is_dir():
        raise click.UsageError("--keep is for one document, or one pair of files")
    if given.recursive and not given.takes_many:
        raise click.UsageError("--recursive is for folders")
    check_names(given.source, given.target)
    check_outputs(given)
    settings = settings_of(given)
    planned = plan(given, lambda sources, targets: _by_content(sources, targets, settings, given))
    if given.takes_many:
        return _align_each(planned, settings, given)
    for task in planned.tasks:
        started = time.perf_counter()
        with progress_of_steps(shown=not given.quiet) as progress:
            outcome = run(task, settings, progress)
        _say_notes(task, outcome, given)
        say_hints(outcome.hints, quiet=given.quiet)
        row = of_document(outcome.counts, time.perf_counter() - started)
        Documents([task.id], quiet=given.quiet).say_one((task.id, *row))
    _say_done(planned, given)
    return 0


def _by_content(
    sources: Sequence[str], targets: Sequence[str], settings: Settings, given: AlignArguments
) -> ByContent | None:
    """What is matched by content; None without two languages. What it warns of, aligning warns of, too."""
    with warnings_caught(), progress_of_steps(shown=not given.quiet) as progress:
        try:
            return by_content(sources, targets, settings, progress)
        except LanguageError:
            return None


def _align_each(planned: Plan, settings: Settings, given: AlignArguments) -> int:
    """Align several documents; each failure becomes a row of the summary and counts towards the exit code."""
    tasks = planned.tasks
    documents = Documents([task.id for task in tasks], quiet=given.quiet)
    worst = finished = 0
    hints: dict[str, None] = {}
    _say_matched(planned, given)
    for path, why in planned.unreadable:
        documents.say_failure(path, why, counts=True)
        worst = 3
    try:
        with closing(_results(tasks, settings, given)) as results:
            for task, result in zip(tasks, results, strict=True):
                if result.outcome is None:
                    worst = max(worst, _say_failure(task, result, documents, given))
                    continue
                finished += 1
                _say_notes(task, result.outcome, given)
                documents.say_row((task.id, *of_document(result.outcome.counts, result.seconds)))
                hints.update(dict.fromkeys(result.outcome.hints))
    except (Stopped, KeyboardInterrupt):
        say(f"{finished} of {len(tasks)} documents are finished; --skip-existing goes on from there")
        raise
    say_hints(hints, quiet=given.quiet)
    for path, why in planned.left:
        documents.say_failure(path, f"passed over: {why}", counts=False)
    _say_done(planned, given)
    if not finished and not planned.done and not worst:
        what, remedy = "no document holds two languages", "give texts with their translations"
        raise LanguageError(what, where=given.source, remedy=remedy)
    return worst


def _results(tasks: Sequence[Task], settings: Settings, given: AlignArguments) -> Generator[Result, None, None]:
    """What becomes of each document, in order."""
    workers = min(len(tasks), given.workers or _worth_while(tasks))
    if workers < 2:
        yield from _in_turn(tasks, settings, given)
        return
    make = partial(worker, replace(settings, encoder=given.encoder))
    shown = progress_of_many(len(tasks), 0, "documents", shown=not given.quiet)
    with Pool(make, failed, workers) as pool, shown as move:
        for result in chain.from_iterable(pool.map(grouped(tasks))):
            move()
            yield result


def _worth_while(tasks: Sequence[Task]) -> int:
    """How many processes do it sooner than fewer."""
    return min(cores(), 1 + sum(map(size_of, tasks)) // _BYTES_A_PROCESS)


def _in_turn(tasks: Sequence[Task], settings: Settings, given: AlignArguments) -> Iterator[Result]:
    """The same in this process; on a terminal a bar shows each step."""
    for number, task in enumerate(tasks, start=1):
        of = f"{number}/{len(tasks)} {task.id}" if len(tasks) > 1 else ""
        with progress_of_steps(shown=not given.quiet, of=of) as progress:
            result = attempt(task, settings, progress)
        yield result


def _say_failure(task: Task, result: Result, documents: Documents, given: AlignArguments) -> int:
    """Say why a document is not aligned; returns the exit code that it counts for."""
    error = result.error
    assert error is not None
    # In a folder, a text in one language is not a failure: there is just nothing to align.
    counts = not isinstance(error, LanguageError)
    documents.say_failure(task.id, f"not aligned: {of_failure(error, task)}", counts=counts)
    for line in result.details if given.verbose else ():
        say(line)
    return error.exit_code if counts else 0


def _say_matched(planned: Plan, given: AlignArguments) -> None:
    for task in planned.tasks if not given.quiet else ():
        if task.id in planned.by_content:
            say(f"{task.id}: matched by content: {task.files} ({planned.by_content[task.id]:.2f})")


def _say_notes(task: Task, outcome: Outcome, given: AlignArguments) -> None:
    for warning in outcome.warnings:
        say(f"aligner: {warning}", "yellow")
    if not given.quiet:
        for note in outcome.written:
            say(note)
    if given.verbose:
        for note in (*outcome.notes, outcome.signature):
            say(f"{task.id}: {note}")


def _say_done(planned: Plan, given: AlignArguments) -> None:
    if planned.done and not given.quiet:
        say(f"{planned.done:,} document{'s' * (planned.done > 1)} skipped: the results are there")
