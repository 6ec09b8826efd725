"""`aligner check`: saved alignments, ours or other programs', to a report of what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from aligner.commands.arguments import STDIO
from aligner.commands.check_arguments import ANY, CheckArguments
from aligner.commands.jobs import lexicon_for
from aligner.commands.overwriting import refuse_to_clash, refuse_to_overwrite, refuse_to_replace_alignments
from aligner.commands.parameters import check_names
from aligner.commands.saved_files import saved_files
from aligner.commands.terminal import say
from aligner.formats import read_back
from aligner.formats.report import RENDERERS, render, write_report
from aligner.quality.check import Checked, check, totals
from aligner.quality.finding import FLAGS
from aligner.streams import STANDARD_INPUT, write_stdout
from aligner.words.lexicon import Lexicon


def check_files(given: CheckArguments) -> list[str]:
    """Check every file and write the reports; returns why the gate of --fail-on is shut, a line for each reason."""
    _check(given)
    files = saved_files(given.alignments)
    refuse_to_overwrite(given.outputs, (*files, *given.lexicons))
    refuse_to_replace_alignments(given.outputs)
    lexicons = tuple(Lexicon.load(path) for path in given.lexicons)
    checked = [_checked(path, given, lexicons) for path in files]
    for output in given.outputs:
        write_report(checked, output)
    if given.as_json:
        write_stdout(render(checked, ".json"))
    elif not given.outputs:
        write_stdout(render(checked, ".txt"))
    elif not given.quiet:
        for one in checked:
            counts = ", ".join(f"{count:,} {flag}" for flag, count in totals([one]).items())
            say(f"{one.name}: {one.beads:,} beads, {one.flagged:,} worth a look{f': {counts}' if counts else ''}")
    return list(_shut(checked, given.fail_on))


def _check(given: CheckArguments) -> None:
    """Raise usage errors, and what can be known of the outputs before anything is read."""
    check_names(*given.alignments, *given.outputs)
    for output in given.outputs:
        if Path(output).suffix.lower() not in RENDERERS:
            known = ", ".join(RENDERERS)
            raise click.BadParameter(f"{output}: its suffix chooses the format; use one of {known}", param_hint="'-o'")
    if given.alignments.count(STDIO) > 1:
        raise click.UsageError("- (stdin) can be read only once")
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
