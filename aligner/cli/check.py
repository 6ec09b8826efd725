"""``aligner check``, as click parses it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from aligner.cli.group import cli
from aligner.commands.arguments import ANY, CheckArguments
from aligner.commands.naming import naming_formats
from aligner.commands.parameters import (
    from_option,
    is_verbose,
    languages_option,
    lexicons_option,
    quiet_option,
    taken_as,
    verbose_option,
)
from aligner.commands.terminal import say
from aligner.quality.finding import FLAGS


def _flags_named(value: str) -> tuple[str, ...]:
    """Flags from a list with commas; a usage error for a name that is none."""
    names = tuple(name.strip().lower() for name in value.split(","))
    for name in names:
        if name not in FLAGS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FLAGS)}")
    return names


def _gates(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """From ``FLAG`` or ``FLAG:N`` to a flag and the number of remarks from which it counts; usage errors."""
    return tuple(map(_gate, values))


def _gate(value: str) -> tuple[str, int]:
    name, _, number = value.partition(":")
    flag = name.strip().lower()
    if flag not in (ANY, *FLAGS):
        raise click.BadParameter(f"{name!r} is none of {', '.join((ANY, *FLAGS))}")
    if value.endswith(":") or (number and not (number.isdecimal() and int(number) > 0)):
        raise click.BadParameter(f"{number!r} in {value!r} is no number from 1: give {flag}:5 to fail from 5 on")
    return flag, int(number or 1)


@cli.command()
@click.argument("alignments", metavar="ALIGNMENT...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "-o",
    "outputs",
    metavar="REPORT",
    multiple=True,
    type=click.Path(readable=False),
    help="Report to write: .html, .tsv, .json or .txt; - is TSV on stdout. [default: text on stdout]",
)
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@click.option(
    "--only",
    metavar="LIST",
    callback=lambda _context, _option, value: () if value is None else _flags_named(value),
    help="Look only for these flags.",
)
@click.option(
    "--fail-on",
    metavar="FLAG[:N]",
    multiple=True,
    callback=lambda _context, _option, values: _gates(values),
    help="Exit with 1 if there are N remarks or more with this flag; any counts all. [default: N is 1]",
)
@languages_option("Languages of source and target, if a file names more than two, or none. [default: detected]")
@from_option("Format of ALIGNMENT, such as tsv or tmx.gz; needed for - (stdin). [default: as its suffix says]")
@lexicons_option
@quiet_option
@verbose_option()
@taken_as(CheckArguments)
@naming_formats
def check(given: CheckArguments) -> int:
    """Report what is worth a look in each ALIGNMENT: totals, then the worst first.

    ALIGNMENT is any file that holds pairs, ours or from another program: {texts};
    a folder of them; or - for stdin, with --from. Flags are worked out anew; beads that a person confirmed are not
    looked at.

    \b
    {flags}

    \b
    aligner check output/
    aligner check output/book.json -o book-check.html -o book-check.tsv
    aligner check memory.tmx --only number,markup --fail-on number --fail-on markup:5
    """
    from aligner.commands.check_files import check_files

    verbose = is_verbose(quiet=given.quiet)
    shut, worst = check_files(given, verbose=verbose)
    for line in shut:
        say(f"aligner: {line}", "red")
    return worst or (1 if shut else 0)
