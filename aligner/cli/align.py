"""``aligner align``, as click parses it."""

from __future__ import annotations

import click

from aligner.cli.group import cli
from aligner.commands.arguments import AlignArguments
from aligner.commands.dress import dress_options
from aligner.commands.parameters import (
    abbreviations_option,
    from_option,
    languages_option,
    lexicons_option,
    output_options,
    outputs_option,
    pre_segmented_option,
    recursive_option,
    swap_option,
    taken_as,
    text_encoding_option,
    unrelated_option,
    workers_option,
)


@cli.command()
@click.argument("source")
@click.argument("target", required=False)
@outputs_option(default="output/")
@languages_option("Codes of source and target, such as en,es or en-US,pt-BR. [default: detected]")
@swap_option
@pre_segmented_option
@unrelated_option
@lexicons_option
@click.option(
    "--encoder",
    metavar="NAME",
    default="auto",
    help="An encoder as additional evidence: multilingual (16 languages, offline), none, a folder, or a model name "
    "known to sentence-transformers or model2vec that is already on this machine. [default: multilingual, if it is "
    "installed, where the package has no lexicon]",
)
@abbreviations_option
@from_option(
    "Format of a text on stdin, such as md or docx. [default: plain text] For files, only html+trafilatura: pages are"
    " read by trafilatura."
)
@text_encoding_option
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(readable=False),
    help="An earlier alignment, such as an edited .json or .xlsx: what a person confirmed or changed in it is kept as "
    "it is. Of a .tsv, which has no statuses, and of another program's memory, all pairs found in the texts are kept.",
)
@output_options
@dress_options
@recursive_option
@click.option("--skip-existing", is_flag=True, help="Leave alone each document all of whose results are there.")
@workers_option
@click.option("--by-name", is_flag=True, help="Match the files of two folders by name only, never by content.")
@taken_as(AlignArguments)
def align(given: AlignArguments) -> int:
    """Align SOURCE with TARGET, or each text of a folder that holds both languages.

    SOURCE alone is one file with both languages (one section after the other, alternating paragraphs, or two columns),
    a folder of such files, or - for stdin. With TARGET: two files, or two folders whose files are matched by name,
    and by content where names do not match: what is sure is aligned, what is doubtful is only named. In one folder,
    files whose names differ only in their language are matched too: day.en.md and day.es.md.
    Formats may differ: .txt .md .html .mhtml .docx .doc .odt .rtf .epub .fb2 .pdf .srt .vtt .ass, and tables and
    message catalogues, whose rows hold a text and its translation: .tsv .csv .xlsx .po.

    \b
    aligner align seeds/
    aligner align both.txt -o pairs.tsv -o page.html
    aligner align book.en.docx book.es.pdf -o book.tmx
    aligner align en/ es/ --to tsv,epub -o results/ --skip-existing
    aligner align book.de.txt book.fr.txt --lexicon de-fr.lexicon
    aligner align book.en.epub book.es.epub -o book.epub --epub-style notes --cover cover.jpg
    cat both.md | aligner align - --from md -o -
    aligner align book.en.txt book.es.txt --keep edited.json -o edited.json
    """
    from aligner.commands.align_files import align_files

    return align_files(given)
