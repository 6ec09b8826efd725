"""``aligner match``, as click parses it."""

from __future__ import annotations

import click

from aligner.cli.group import cli
from aligner.commands.arguments import MatchArguments
from aligner.commands.parameters import (
    Share,
    is_verbose,
    languages_option,
    lexicons_option,
    quiet_option,
    taken_as,
    text_encoding_option,
    verbose_option,
)


@cli.command()
@click.argument("source", metavar="SOURCE_FOLDER")
@click.argument("target", metavar="TARGET_FOLDER")
@click.option(
    "-o",
    "output",
    metavar="MANIFEST",
    type=click.Path(readable=False),
    default="-",
    help="File to write, .tsv or .jsonl; - is TSV on stdout. [default: -]",
)
@languages_option("Codes of source and target, such as en,es. [default: detected]")
@lexicons_option
@click.option(
    "--encoder",
    metavar="NAME",
    default="auto",
    help="As for align; only the multilingual encoder knows words, and helps here.",
)
@text_encoding_option
@click.option("--min-score", metavar="P", type=Share(), help="Leave out pairs with a lower score.")
@click.option("--recursive", is_flag=True, help="Also take the subfolders of both folders.")
@quiet_option
@verbose_option()
@taken_as(MatchArguments)
def match(given: MatchArguments) -> int:
    """Find which document of SOURCE_FOLDER translates which of TARGET_FOLDER, by content.

    Names do not count. Each document is in one pair at most. The manifest has a row for each pair: id, source, target,
    source_language, target_language, score (the probability that the two belong together) and note, which says of a
    score under 0.9 why the pair is doubtful. Paths are relative to the folder of the manifest, unless they are
    absolute. Documents without a partner are named on stderr.

    \b
    aligner match en/ es/
    aligner match en/ es/ -o manifest.tsv --recursive
    aligner match de/ fr/ -o manifest.jsonl --lexicon de-fr.lexicon --min-score 0.9
    """
    from aligner.commands.match_files import match_files

    return match_files(given, verbose=is_verbose(quiet=given.quiet))
