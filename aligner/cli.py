"""The command line: parse, call, report. Results go to files or stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from aligner.commands.arguments import AlignArguments, ConvertArguments
from aligner.commands.check_arguments import CheckArguments, flags_named, gates
from aligner.commands.faults import as_ours
from aligner.commands.parameters import (
    Asked,
    Share,
    from_option,
    languages_option,
    naming_formats,
    output_options,
    outputs_option,
    refuse_both,
    taken_as,
    verbose_option,
)
from aligner.commands.report import of_training, say_error
from aligner.commands.terminal import progress_of_steps, say
from aligner.signals import Stopped, ignore, raised
from aligner.streams import lead_nowhere, write_stdout
from aligner.version import __version__

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class _ClosedPipeError(Exception):
    """Whatever read stdout is gone; not an `OSError`, for which click itself would end the program."""


class _Commands(click.Group):
    """The commands; a closed pipe is left to `main`."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        with _closed_pipes():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _closed_pipes():
            return super().invoke(ctx)


@contextmanager
def _closed_pipes() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _ClosedPipeError from error


def main() -> None:
    """Run the command line: errors become one line on stderr and an exit code, whatever goes wrong."""
    # The matrices here are small: a second thread would mostly wait. This must be set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with raised():
            code = _run()
    except (Stopped, KeyboardInterrupt, click.Abort) as stop:
        ignore()
        say("aligner: interrupted; finished work is kept", "red")
        code = stop.exit_code if isinstance(stop, Stopped) else 130
    sys.exit(code)


def _run() -> int:
    """The exit code of the command that the arguments name."""
    asked = Asked()
    try:
        code = cli.main(standalone_mode=False, obj=asked)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code or 0)
    except (_ClosedPipeError, BrokenPipeError):
        lead_nowhere("stdout")
        return 0
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except Exception as error:
        ours = as_ours(error)
        if isinstance(error, OSError):  # what could not be written must not be tried again at the end
            lead_nowhere("stdout")
        say_error(ours, verbose=asked.verbose)
        return ours.exit_code


def _show(error: click.ClickException) -> None:
    """Usage and the error; control characters in what the user typed are shown escaped."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        for line in error.ctx.get_usage().splitlines():
            say(line)
        say(f"Try '{error.ctx.command_path} --help' for help.")
        say("")
    say(f"Error: {error.format_message()}")


@click.group(context_settings=CONTEXT, cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="aligner")
@click.pass_context
def cli(context: click.Context) -> None:
    """Align a text and its translation, sentence by sentence.

    \b
    aligner align seeds/                                a folder of texts, each in two languages
    aligner align book.en.txt book.es.txt -o book.html  two files
    aligner convert book.json -o book.tsv               another format from a saved alignment
    aligner check book.json                             what is worth a look in it
    aligner evaluate book.gold book.json                how right an alignment is
    aligner train pairs.tsv -o de-fr.lexicon            a lexicon for any two languages
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.argument("source")
@click.argument("target", required=False)
@outputs_option(default="output/")
@languages_option("Codes of source and target, such as en,es or en-US,pt-BR. [default: detected]")
@click.option("--swap", is_flag=True, help="Exchange source and target.")
@click.option("--pre-segmented", is_flag=True, help="Each line is one sentence; a blank line ends a paragraph.")
@click.option("--unrelated", is_flag=True, help="Align even texts that are plainly not translations of each other.")
@click.option("--lexicon", "lexicons", metavar="FILE", multiple=True, type=click.Path(), help="A lexicon of your own.")
@click.option(
    "--encoder",
    metavar="NAME",
    default="auto",
    help="An encoder as additional evidence: multilingual (16 languages, offline), none, a folder, or a model name "
    "known to sentence-transformers or model2vec that is already on this machine. [default: multilingual, if it is "
    "installed, where the package has no lexicon]",
)
@click.option(
    "--abbreviations",
    metavar="FILE",
    type=click.Path(),
    help="Additional abbreviations, one per line; they do not end a sentence.",
)
@from_option("Format of a text on stdin, such as md or docx. [default: plain text]")
@click.option("--text-encoding", metavar="NAME", help="Encoding of text files. [default: recognised]")
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(),
    help="An earlier alignment, such as an edited .json or .xlsx: what a person confirmed or changed in it is kept as "
    "it is. Of a .tsv, which has no statuses, and of another program's memory, all pairs found in the texts are kept.",
)
@output_options
@click.option("--recursive", is_flag=True, help="Also take the subfolders of a folder.")
@click.option("--skip-existing", is_flag=True, help="Leave alone each document all of whose results are there.")
@taken_as(AlignArguments)
def align(given: AlignArguments) -> int:
    """Align SOURCE with TARGET, or each text of a folder that holds both languages.

    SOURCE alone is one file with both languages (one section after the other, alternating paragraphs, or two columns),
    a folder of such files, or - for stdin. With TARGET: two files, or two folders whose files are matched by name.
    In one folder, files whose names differ only in their language are matched too: day.en.md and day.es.md.
    Formats may differ: .txt .md .html .docx .odt .rtf .epub .pdf .srt .vtt, and tables and message catalogues, whose
    rows hold a text and its translation: .tsv .csv .xlsx .po.

    \b
    aligner align seeds/
    aligner align both.txt -o pairs.tsv -o page.html
    aligner align book.en.docx book.es.pdf -o book.tmx
    aligner align en/ es/ --to tsv,epub -o results/ --skip-existing
    aligner align book.de.txt book.fr.txt --lexicon de-fr.lexicon
    cat both.md | aligner align - --from md -o -
    aligner align book.en.txt book.es.txt --keep edited.json -o edited.json
    """
    from aligner.commands.align_files import align_files

    return align_files(given)


@cli.command()
@click.argument("alignment", type=click.Path())
@click.argument("source", required=False)
@click.argument("target", required=False)
@outputs_option()
@languages_option("Languages of source and target, if the file names more than two, or none. [default: detected]")
@click.option("--pre-segmented", is_flag=True, help="Each line of SOURCE and TARGET is one sentence.")
@from_option("Format of ALIGNMENT, such as tsv or tmx.gz; needed for - (stdin). [default: as its suffix says]")
@output_options
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


@cli.command()
@click.argument("alignments", metavar="ALIGNMENT...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "outputs",
    metavar="REPORT",
    multiple=True,
    type=click.Path(),
    help="Report to write: .html, .tsv, .json or .txt. [default: text on standard output]",
)
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
@click.option(
    "--only",
    metavar="LIST",
    callback=lambda _context, _option, value: () if value is None else flags_named(value),
    help="Look only for these flags.",
)
@click.option(
    "--fail-on",
    metavar="FLAG[:N]",
    multiple=True,
    callback=lambda _context, _option, values: gates(values),
    help="Exit with 1 if there are N remarks or more with this flag; any counts all. [default: N is 1]",
)
@languages_option("Languages of source and target, if a file names more than two, or none. [default: detected]")
@from_option("Format of ALIGNMENT, such as tsv or tmx.gz; needed for - (stdin). [default: as its suffix says]")
@click.option("--lexicon", "lexicons", metavar="FILE", multiple=True, type=click.Path(), help="A lexicon of your own.")
@click.option("-q", "--quiet", is_flag=True, help="Report only what went wrong.")
@verbose_option()
@taken_as(CheckArguments)
@naming_formats
def check(given: CheckArguments) -> int:
    """Report what is worth a look in each ALIGNMENT: totals, then the worst first.

    ALIGNMENT is any file that holds pairs, ours or from another program: {texts};
    or - for stdin, with --from. Flags are worked out anew; beads that a person confirmed are not looked at.

    \b
    {flags}

    \b
    aligner check output/book.json
    aligner check output/book.json -o book-check.html -o book-check.tsv
    aligner check memory.tmx --only number,markup --fail-on number --fail-on markup:5
    """
    from aligner.commands.check_files import check_files

    shut = check_files(given)
    for line in shut:
        say(f"aligner: {line}", "red")
    return 1 if shut else 0


@cli.command()
@click.argument("gold", type=click.Path())
@click.argument("found", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON, unrounded.")
@click.option(
    "--fail-under",
    metavar="F1",
    type=Share(),
    help="Exit with 1 if the overall strict F1 is lower, or a document in GOLD has no partner in FOUND.",
)
@verbose_option()
@naming_formats
def evaluate(gold: str, found: str, as_json: bool, fail_under: float | None) -> int:
    """Measure the beads in FOUND against those in GOLD: precision, recall and F1, and how honest the scores are.

    Each is a ladder ({rungs} .txt: one bead per line, [0,1]:[2] or [0,1]:[2]:0.97, sentences counted from 0), a saved
    .json, a file of pairs written by aligner with all its beads ({tables}), links with their documents (.xces .tei
    .xml), or a folder of such files, matched by name without suffix. From a folder, only files with one suffix are
    taken: .gold if there are any, else .ladder, .json, .tsv, and so on. Both must be over the same sentences.

    Strict: a bead is right if GOLD has exactly the same one; lax: if it shares a link with GOLD. Precision counts
    every found bead, nulls too; recall counts the gold beads with both sides: the convention of published comparisons
    on Text+Berg.

    ECE, the expected calibration error, and the Brier score say how far scores are from the truth; 0 is best. The
    scores of a ladder count only if it looks like ours: a .ladder without blanks, all numbers from 0 to 1. In ladders
    of other programs, the third field is a cost or a similarity, not a probability, and is ignored.

    \b
    aligner evaluate book.gold output/book.json
    aligner evaluate gold/ found/ --fail-under 0.95
    """
    from aligner.commands import report_evaluation
    from aligner.commands.evaluate_files import compare
    from aligner.formats.files import encode

    comparison = compare(gold, found)
    for note in comparison.notes:
        say(f"aligner: {note}", "yellow")
    for side, names in (("FOUND", comparison.gold_alone), ("GOLD", comparison.found_alone)):
        if names:
            say(f"aligner: not evaluated, no partner in {side}: {', '.join(names)}", "yellow")
    write_stdout(encode((report_evaluation.as_json if as_json else report_evaluation.as_text)(comparison)))
    shut = [] if fail_under is None else list(report_evaluation.gate(comparison, fail_under))
    for line in shut:
        say(f"aligner: {line}", "red")
    return 1 if shut else 0


@cli.command()
@click.argument("pairs", nargs=-1, required=True, type=click.Path())
@click.option("-o", "output", metavar="LEXICON", required=True, type=click.Path(), help="File to write; - is stdout.")
@languages_option("Codes of source and target, such as en,es or en-US,pt-BR. [default: as the files say, or detected]")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
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
