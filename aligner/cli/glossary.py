"""``aligner glossary``, as click parses it."""

from __future__ import annotations

import click

from aligner.cli.group import cli
from aligner.commands.arguments import GlossaryArguments
from aligner.commands.naming import naming_formats
from aligner.commands.parameters import (
    Share,
    check_names,
    from_option,
    is_verbose,
    languages_option,
    lexicons_option,
    quiet_option,
    taken_as,
    verbose_option,
)
from aligner.commands.report import of_glossary, say_error
from aligner.commands.terminal import progress_of_steps, say
from aligner.errors import AlignerError
from aligner.streams import STDIO


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "-o",
    "output",
    metavar="PATH",
    default=STDIO,
    type=click.Path(readable=False),
    help="File to write: .tsv, .xlsx, or .tbx for termbases; - is TSV on stdout. [default: -]",
)
@languages_option("Codes of source and target, such as en,es. [default: as the files say, or detected]")
@from_option("Format of stdin: of an alignment, such as tmx, or of a text, such as md. [default: plain text]")
@lexicons_option
@click.option(
    "--min-score",
    metavar="P",
    type=Share(),
    default=0.5,
    show_default=True,
    help="Leave out terms whose translation is right with a lower probability.",
)
@click.option(
    "--min-count",
    metavar="N",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Leave out terms that stand in fewer beads together with their translation.",
)
@click.option("--max", "most", metavar="N", type=click.IntRange(min=1), help="Write only the first entries.")
@click.option("--force", is_flag=True, help="Overwrite even a workbook that holds a person's work.")
@quiet_option
@verbose_option()
@taken_as(GlossaryArguments)
@naming_formats
def glossary(given: GlossaryArguments) -> int:
    """List bilingual terms and names, the most useful first, and the glosses inside texts.

    INPUTS are alignments ({texts}), texts that 'aligner align' reads, folders of either, or - for stdin.

    Alignments, and texts with both languages, give terms: words and phrases that translate each other, with the number
    of beads that hold both, or either; the probability that the entry is right; and example beads. All must be in the
    same two languages. Texts give the glosses in them, such as "Colectivo Resistencia Sur (Southern Resistance
    Collective)", and abbreviations that are spelt out, with their lines; glosses need a lexicon of both languages.

    With simplemma (pip install 'aligner[glossary]'), the forms of a word make one entry: file, files.

    \b
    aligner glossary output/book.json -o terms.xlsx
    aligner glossary output/ --max 200 -o terms.tbx
    aligner glossary seeds/
    cat memory.tmx | aligner glossary - --from tmx --min-count 5
    """
    from aligner.commands.glossary_files import glossary_files

    check_names(*given.inputs, given.output)
    verbose = is_verbose(quiet=given.quiet)
    codes = [0]

    def fail(error: AlignerError) -> None:
        say_error(error, verbose=verbose)
        codes.append(error.exit_code)

    with progress_of_steps(shown=not given.quiet) as progress:
        entries = glossary_files(given, (lambda line: None) if given.quiet else say, fail, progress)
    if not given.quiet:
        say(of_glossary(given.output, entries))
    return max(codes)
