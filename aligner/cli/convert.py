"""``aligner convert``, as click parses it."""

from __future__ import annotations

import click

from aligner.cli.group import cli
from aligner.commands.arguments import ConvertArguments
from aligner.commands.dress import dress_options
from aligner.commands.naming import naming_formats
from aligner.commands.parameters import from_option, languages_option, output_options, outputs_option, taken_as
from aligner.commands.terminal import say


@cli.command()
@click.argument("alignment", type=click.Path(readable=False))
@click.argument("source", required=False)
@click.argument("target", required=False)
@outputs_option()
@languages_option("Languages of source and target, if the file names more than two, or none. [default: detected]")
@click.option("--pre-segmented", is_flag=True, help="Each line of SOURCE and TARGET is one sentence.")
@from_option("Format of ALIGNMENT, such as tsv or tmx.gz; needed for - (stdin). [default: as its suffix says]")
@output_options
@dress_options
@taken_as(ConvertArguments)
@naming_formats
def convert(given: ConvertArguments) -> None:
    """Write a saved ALIGNMENT in other formats, without realigning anything.

    ALIGNMENT is a .json or .xlsx, possibly edited, or another file, ours or from another program: {texts}; or - for
    stdin, with --from. Of an .xlsx, retyped, joined, moved, added and deleted texts are taken as they are. A ladder
    ({ladders}) holds only sentence numbers: give the two texts as well, SOURCE and TARGET.

    \b
    {summaries}

    \b
    aligner convert output/book.json -o book.tsv
    aligner convert output/book.json -o sure.tsv --min-score 0.9
    aligner convert memory.tmx -o memory.html --lang en,es
    cat memory.tmx | aligner convert - --from tmx -o -
    aligner convert book.ladder book.en.txt book.es.txt -o book.tmx
    """
    from aligner.commands.convert_file import convert_file

    if given.source and not given.target:
        raise click.UsageError("give both texts of a ladder, source and target")
    convert_file(given, report=(lambda line: None) if given.quiet else say)
