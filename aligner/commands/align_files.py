"""`aligner align`: runs one job after the other and reports on each."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from aligner.commands.arguments import AlignArguments
from aligner.commands.by_content import by_content
from aligner.commands.caught import warnings_caught
from aligner.commands.faults import as_ours
from aligner.commands.jobs import Outcome, Settings, run
from aligner.commands.parameters import check_names, check_outputs
from aligner.commands.plan import Job, Plan, plan
from aligner.commands.report import Documents, of_document, of_failure, say_error
from aligner.commands.settings import settings_of
from aligner.commands.terminal import progress_of_steps, say
from aligner.commands.two_folders import ByContent
from aligner.errors import LanguageError
from aligner.signals import Stopped


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
    for job in planned.jobs:
        documents = Documents([job.name], quiet=given.quiet)
        outcome, row = _aligned(job, settings, given)
        _say_notes(job, outcome, given)
        _say_hints(outcome.hints, given)
        documents.say_one(row)
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
    documents = Documents([job.name for job in planned.jobs], quiet=given.quiet)
    worst = finished = 0
    hints: dict[str, None] = {}
    for job in planned.jobs if not given.quiet else ():
        if job.by_content is not None:
            say(f"{job.name}: matched by content: {job.files} ({job.by_content:.2f})")
    for path, why in planned.unreadable:
        documents.say_failure(path, why, counts=True)
        worst = 3
    try:
        for number, job in enumerate(planned.jobs, start=1):
            try:
                of = f"{number}/{len(planned.jobs)} {job.name}" if len(planned.jobs) > 1 else ""
                outcome, row = _aligned(job, settings, given, of=of)
            except BrokenPipeError:
                raise
            except Exception as fault:
                error = as_ours(fault)
                # In a folder, a text in one language is not a failure: there is just nothing to align.
                counts = not isinstance(error, LanguageError)
                worst = max(worst, counts * error.exit_code)
                documents.say_failure(job.name, f"not aligned: {of_failure(error, job)}", counts=counts)
                say_error(error, verbose=given.verbose, only_details=True)
                continue
            finished += 1
            _say_notes(job, outcome, given)
            documents.say_row(row)
            hints.update(dict.fromkeys(outcome.hints))
    except (Stopped, KeyboardInterrupt):
        say(f"{finished} of {len(planned.jobs)} documents are finished; --skip-existing goes on from there")
        raise
    _say_hints(hints, given)
    for path, why in planned.left:
        documents.say_failure(path, f"passed over: {why}", counts=False)
    _say_done(planned, given)
    if not finished and not planned.done and not worst:
        what, remedy = "no document holds two languages", "give texts with their translations"
        raise LanguageError(what, where=given.source, remedy=remedy)
    return worst


def _aligned(job: Job, settings: Settings, given: AlignArguments, of: str = "") -> tuple[Outcome, tuple[str, ...]]:
    """Align a document: what came of it, and its row of the summary; on a terminal a bar shows each step."""
    started = time.perf_counter()
    with progress_of_steps(shown=not given.quiet, of=of) as progress:
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


def _say_hints(hints: Iterable[str], given: AlignArguments) -> None:
    for hint in hints if not given.quiet else ():
        say(f"aligner: {hint}", "yellow")


def _say_done(planned: Plan, given: AlignArguments) -> None:
    if planned.done and not given.quiet:
        say(f"{planned.done:,} document{'s' * (planned.done > 1)} skipped: the results are there")
