"""`aligner align`: runs one job after the other and reports on each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.commands.arguments import AlignArguments
from aligner.commands.jobs import Job, Outcome, Settings, plan, run
from aligner.commands.parameters import check_outputs
from aligner.commands.report import of_document, progress_of_steps, reason, say, say_documents, with_progress
from aligner.commands.settings import settings_of
from aligner.errors import AlignerError, LanguageError

if TYPE_CHECKING:
    from aligner.encoders.vectors import Progress


def align_files(given: AlignArguments) -> int:
    """Align what the arguments name and write the results; returns the worst exit code of any document.

    A single document's error is raised as it is; of several, `LanguageError` is raised only if none could be aligned.
    """
    if given.keep and Path(given.source).is_dir():
        raise click.UsageError("--keep is for one document, or one pair of files")
    jobs, left = plan(given.source, given.target, given)
    check_outputs(jobs[0].outputs, excel=given.excel)
    settings = settings_of(given)
    rows: list[tuple[str, ...]] = []
    hints: dict[str, None] = {}
    if len(jobs) == 1:
        worst = 0
        with progress_of_steps(shown=not given.quiet) as progress:
            outcome, row = _aligned(jobs[0], settings, progress)
        _say_notes(jobs[0], outcome, given)
        rows.append(row)
        hints.update(dict.fromkeys(outcome.hints))
    else:
        worst = _align_each(jobs, settings, given, rows, hints)
    for hint in hints if not given.quiet else ():
        say(f"aligner: {hint}", "yellow")
    if not given.quiet:
        say_documents([*rows, *((path, f"passed over: {why}") for path, why in left)], len(jobs) > 1)
    if not any(len(row) > 2 for row in rows):
        what, remedy = "no document holds two languages", "give texts with their translations"
        raise LanguageError(what, where=given.source, remedy=remedy)
    return worst


def _align_each(
    jobs: Sequence[Job],
    settings: Settings,
    given: AlignArguments,
    rows: list[tuple[str, ...]],
    hints: dict[str, None],
) -> int:
    """Align several documents; each failure becomes a row of the summary and counts towards the exit code."""
    worst = 0
    for job in with_progress(jobs, "aligning", shown=not given.quiet):
        try:
            outcome, row = _aligned(job, settings)
            _say_notes(job, outcome, given)
            rows.append(row)
            hints.update(dict.fromkeys(outcome.hints))
        except AlignerError as error:
            # In a folder, a text in one language is not a failure: there is just nothing to align.
            worst = max(worst, 0 if isinstance(error, LanguageError) else error.exit_code)
            rows.append((job.name, f"not aligned: {reason(error)}"))
    return worst


def _aligned(job: Job, settings: Settings, progress: Progress | None = None) -> tuple[Outcome, tuple[str, ...]]:
    """Align a document: what came of it, and its row of the summary."""
    started = time.perf_counter()
    outcome = run(job, settings, progress)
    return outcome, (job.name, *of_document(outcome, time.perf_counter() - started))


def _say_notes(job: Job, outcome: Outcome, given: AlignArguments) -> None:
    for warning in outcome.warnings:
        say(f"aligner: {warning}", "yellow")
    if not given.quiet:
        for note in outcome.written:
            say(note)
    if given.verbose:
        for note in (*outcome.notes, outcome.alignment.signature):
            say(f"{job.name}: {note}")
