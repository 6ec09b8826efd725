"""``aligner train``, as click parses it."""

from __future__ import annotations

import time

import click

from aligner.cli.group import cli
from aligner.commands.naming import naming_formats
from aligner.commands.parameters import Asked, languages_option, quiet_option, refuse_both, verbose_option
from aligner.commands.report import of_training
from aligner.commands.terminal import progress_of_steps, say


@cli.command()
@click.argument("pairs", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "-o",
    "output",
    metavar="LEXICON",
    required=True,
    type=click.Path(readable=False),
    help="File to write; - is stdout.",
)
@languages_option("Codes of source and target, such as en,es or en-US,pt-BR. [default: as the files say, or detected]")
@quiet_option
@verbose_option()
@naming_formats
def train(pairs: tuple[str, ...], output: str, languages: tuple[str, str] | None, quiet: bool) -> None:
    """Make a lexicon for any two languages from PAIRS of sentences that translate each other.

    PAIRS are files with one pair per line, source and target separated by a tab (.tsv; a header may name the columns,
    and further columns are ignored), or translation memories (.tmx), plain or gzipped (.gz); or any other alignment:
    {whole}. A few thousand pairs help; more are better. Then align with it.

    \b
    aligner train memory.tmx more.tsv.gz -o de-fr.lexicon --lang de,fr
    aligner align book.de.txt book.fr.txt --lexicon de-fr.lexicon
    """
    from aligner.commands.train_files import train_files

    refuse_both(quiet, click.get_current_context().ensure_object(Asked).verbose)
    started = time.perf_counter()
    with progress_of_steps(shown=not quiet) as progress:
        summary = train_files(pairs, output, languages, report=None if quiet else say, progress=progress)
    for line in summary.doubts:
        say(f"aligner: {line}", "yellow")
    if not quiet:
        say(of_training(output, summary, time.perf_counter() - started))
