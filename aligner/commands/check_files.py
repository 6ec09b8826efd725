"""`aligner check`: saved alignments, ours or other programs', to a report of what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from aligner.batch.faults import as_ours
from aligner.batch.pair import lexicon_for
from aligner.commands.arguments import ANY, CheckArguments
from aligner.commands.overwriting import refuse_to_clash, refuse_to_overwrite, refuse_to_replace_alignments
from aligner.commands.parameters import check_names
from aligner.commands.report import say_error
from aligner.commands.saved_files import saved_files
from aligner.commands.terminal import say
from aligner.formats import read_back
from aligner.formats.report import RENDERERS, render, write_report
from aligner.quality.check import Checked, check, totals
from aligner.quality.finding import FLAGS
from aligner.streams import STANDARD_INPUT, STDIO, write_stdout
from aligner.words.lexicon import Lexicon


def check_files(given: CheckArguments, *, verbose: bool) -> tuple[list[str], int]:
    """Check every file and write the reports.

    Of several files, those that cannot be read are said, and the others checked; with `verbose`, where a fault of the
    program lies is said, too.

    Returns why the gate of --fail-on is shut, a line for each reason, and the worst exit code of any file.
    """
    _check(given)
    files = saved_files(given.alignments)
    refuse_to_overwrite(given.outputs, (*files, *given.lexicons))
    refuse_to_replace_alignments(given.outputs)
    lexicons = tuple(Lexicon.load(path) for path in given.lexicons)
    checked, worst = _checked_each(files, given, lexicons, verbose=verbose)
    if checked:
        _write(checked, given)
    return list(_shut(checked, given.fail_on)), worst


def _checked_each(
    files: Sequence[str], given: CheckArguments, lexicons: Sequence[Lexicon], *, verbose: bool
) -> tuple[list[Checked], int]:
    """What could be checked, and the worst exit code of what could not; raises the error of a single file."""
    checked: list[Checked] = []
    worst = 0
    for path in files:
        try:
            checked.append(_checked(path, given, lexicons))
        except Exception as fault:
            if len(files) == 1:
                raise
            error = as_ours(fault)
            say_error(error, verbose=verbose)
            worst = max(worst, error.exit_code)
    return checked, worst


def _write(checked: Sequence[Checked], given: CheckArguments) -> None:
    """Write the reports, to stdout if none is asked for, and say a line for each file if stdout does not."""
    for output in given.outputs:
        if output == STDIO:
            write_stdout(render(checked, ".tsv"))
        else:
            write_report(checked, output)
    if given.as_json:
        write_stdout(render(checked, ".json"))
    elif not given.outputs:
        write_stdout(render(checked, ".txt"))
    elif not given.quiet:
        for one in checked:
            counts = ", ".join(f"{count:,} {flag}" for flag, count in totals([one]).items())
            say(f"{one.name}: {one.beads:,} beads, {one.flagged:,} worth a look{f': {counts}' if counts else ''}")


def _check(given: CheckArguments) -> None:
    """Raise usage errors, and what can be known of the outputs before anything is read."""
    check_names(*given.alignments, *given.outputs)
    for output in given.outputs:
        if output != STDIO and Path(output).suffix.lower() not in RENDERERS:
            known = ", ".join(RENDERERS)
            raise click.BadParameter(f"{output}: its suffix chooses the format; use one of {known}", param_hint="'-o'")
    if given.alignments.count(STDIO) > 1:
        raise click.UsageError("- (stdin) can be read only once")
    if given.as_json and STDIO in given.outputs:
        raise click.UsageError("--json and -o - both write to stdout; give one of them")
    refuse_to_clash(given.outputs)


def _checked(path: str, given: CheckArguments, lexicons: Sequence[Lexicon]) -> Checked:
    name = STANDARD_INPUT if path == STDIO else path
    report = (lambda line: None) if given.quiet else say
    loaded = read_back(path, format=given.format, languages=given.languages, report=report)
    for doubt in loaded.doubts:
        say(f"aligner: {name}, {doubt}", "yellow")
    alignment = loaded.alignment
    lexicon = lexicon_for(lexicons, alignment.source.language, alignment.target.language)
    return check(alignment, name=name, lexicon=lexicon, only=given.only or FLAGS)


def _shut(checked: Sequence[Checked], fail_on: Sequence[tuple[str, int]]) -> list[str]:
    counts = totals(checked)
    counts[ANY] = sum(counts.values())
    return [
        f"{counts.get(flag, 0):,} {'remarks' if flag == ANY else flag}, and --fail-on allows {least - 1:,}"
        for flag, least in fail_on
        if counts.get(flag, 0) >= least
    ]
