"""The command line: parse, call, report. Results go to files or stdout, all else to stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner import __version__
from aligner.errors import AlignerError, LanguageError

if TYPE_CHECKING:
    from aligner.jobs import Job, Outcome, Settings

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_DEFAULT_FORMATS = "tsv,html,json"


def main() -> None:
    """Run the command line; user errors become one line on stderr and an exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except AlignerError as error:
        _say(f"aligner: {error}", "red")
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("aligner: interrupted; finished work is kept", "red")
        code = 130
    except BrokenPipeError:
        # The reader of stdout has left: nothing more to say, and no complaint when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="aligner")
def cli() -> None:
    """Align a text and its translation, sentence by sentence.

    \b
    aligner align seeds/                                a folder of texts, each in two languages
    aligner align book.en.txt book.es.txt -o book.html  two files
    aligner convert book.json -o book.tsv               another format from a saved alignment
    """


def _output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Where results go: shared by the commands that write."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
        click.option("--force", is_flag=True, help="Overwrite even a .json in which a person has worked."),
        click.option(
            "--min-score",
            metavar="P",
            type=click.FloatRange(0, 1),
            help="Leave out beads with a lower score, except from .json.",
        ),
        click.option(
            "--to",
            "formats",
            metavar="LIST",
            default=_DEFAULT_FORMATS,
            show_default=True,
            callback=lambda _context, _option, value: _suffixes(value),
            help="Formats to write into a folder.",
        ),
    ):
        command = option(command)
    return command


@cli.command()
@click.argument("source")
@click.argument("target", required=False)
@click.option(
    "-o",
    "outputs",
    metavar="PATH",
    multiple=True,
    callback=lambda _context, _option, value: _known_outputs(value),
    help="Where to write: the suffix chooses the format, a folder takes --to, - is TSV on stdout. [default: output/]",
)
@click.option(
    "--lang",
    "languages",
    metavar="EN,ES",
    callback=lambda _context, _option, value: _languages(value),
    help="Languages of source and target, as ISO 639-1 codes. [default: detected]",
)
@click.option("--swap", is_flag=True, help="Exchange source and target.")
@click.option("--pre-segmented", is_flag=True, help="Each line is one sentence; a blank line ends a paragraph.")
@click.option("--lexicon", "lexicons", metavar="FILE", multiple=True, type=click.Path(), help="A lexicon of your own.")
@click.option(
    "--abbreviations", metavar="FILE", type=click.Path(), help="More abbreviations, one a line: no sentence ends there."
)
@click.option("--text-encoding", metavar="NAME", help="Encoding of text files. [default: recognised]")
@_output_options
@click.option("-v", "--verbose", is_flag=True, help="Also say what was found in each document.")
def align(source: str, target: str | None, outputs: tuple[str, ...], **given: Any) -> None:
    """Align SOURCE with TARGET, or each text of a folder that holds both languages.

    SOURCE alone is one file with both languages (one section after the other, paragraphs in turn, or two columns),
    a folder of such files, or - for stdin. With TARGET: two files, or two folders whose files are matched by name.

    \b
    aligner align seeds/
    aligner align both.txt -o pairs.tsv -o page.html
    aligner align book.en.txt book.es.txt --to tsv,ladder -o results/
    cat both.txt | aligner align - -o -
    """
    from aligner.jobs import plan

    jobs, alone = plan(source, target, outputs or ("output/",), given["formats"])
    settings = _settings(given)
    several = len(jobs) > 1
    worst = 0
    rows: list[tuple[str, ...]] = []
    for job in _with_progress(jobs, shown=several and not given["quiet"]):
        started = time.perf_counter()
        try:
            outcome = _run(job, settings)
        except AlignerError as error:
            if not several:
                raise
            # In a folder, a text in one language is no failure: there is just nothing to align.
            worst = max(worst, 0 if isinstance(error, LanguageError) else error.exit_code)
            rows.append((job.name, f"not aligned: {_reason(error)}"))
            continue
        rows.append((job.name, *_summary(outcome, time.perf_counter() - started)))
        if given["verbose"]:
            for note in (*outcome.notes, outcome.alignment.signature):
                _say(f"{job.name}: {note}")
    rows += [(path, "not aligned: no partner of that name in the other folder") for path in alone]
    if not given["quiet"]:
        _report(rows, several)
    aligned = sum(len(row) > 2 for row in rows)
    if several and not aligned:
        raise LanguageError(
            "no document holds two languages", where=source, remedy="give texts with their translations"
        )
    sys.exit(worst)


@cli.command()
@click.argument("alignment", type=click.Path())
@click.option(
    "-o",
    "outputs",
    metavar="PATH",
    multiple=True,
    required=True,
    callback=lambda _context, _option, value: _known_outputs(value),
    help="Where to write: the suffix chooses the format, a folder takes --to, - is TSV on stdout.",
)
@_output_options
def convert(
    alignment: str,
    outputs: tuple[str, ...],
    formats: tuple[str, ...],
    min_score: float | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write a saved ALIGNMENT (.json, also an edited one) in other formats; nothing is aligned anew.

    \b
    aligner convert output/book.json -o book.tsv
    aligner convert output/book.json -o sure.tsv --min-score 0.9
    """
    from dataclasses import replace

    from aligner.jobs import output_paths
    from aligner.write import write
    from aligner.write.store import load

    loaded = load(alignment)
    if min_score is not None:
        loaded = replace(loaded, min_score=min_score)
    for output in output_paths(Path(alignment).stem, outputs, formats):
        for note in write(loaded, output, force=force):
            if not quiet:
                _say(f"{output}: {note}")


def _settings(given: dict[str, Any]) -> Settings:
    from aligner.jobs import Settings
    from aligner.lexicon import Lexicon
    from aligner.options import Options

    abbreviations: tuple[str, ...] = ()
    if given["abbreviations"]:
        from aligner.read import read_text

        abbreviations = tuple(read_text(given["abbreviations"]).split())
    return Settings(
        options=Options(
            languages=given["languages"], abbreviations=abbreviations, pre_segmented=given["pre_segmented"]
        ),
        encoding=given["text_encoding"],
        swap=given["swap"],
        min_score=given["min_score"] or 0.0,
        force=given["force"],
        lexicons=tuple(Lexicon.load(path) for path in given["lexicons"]),
    )


def _run(job: Job, settings: Settings) -> Outcome:
    from aligner.jobs import run

    return run(job, settings)


def _suffixes(formats: str) -> tuple[str, ...]:
    """``"tsv,html"`` as suffixes that can be written; a usage error for any other."""
    from aligner.write import WRITERS

    suffixes = tuple("." + name.strip().lower().removeprefix(".") for name in formats.split(","))
    for suffix in suffixes:
        if suffix not in WRITERS:
            raise click.BadParameter(f"there is no format {suffix!r}; use one of {', '.join(WRITERS)}")
    return suffixes


def _known_outputs(outputs: tuple[str, ...]) -> tuple[str, ...]:
    from aligner.write import WRITERS

    for output in outputs:
        path = Path(output)
        if output == "-" or output.endswith("/") or path.is_dir() or path.suffix.lower() in WRITERS:
            continue
        raise click.BadParameter(
            f"{output}: its suffix chooses the format; use one of {', '.join(WRITERS)}, or end a folder in /"
        )
    return outputs


def _languages(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    codes = [code.strip().lower() for code in value.split(",")]
    if len(codes) != 2 or not all(2 <= len(code) <= 3 and code.isalpha() for code in codes):
        raise click.BadParameter("give two codes, such as en,es")
    return codes[0], codes[1]


@contextmanager
def _bar(jobs: Sequence[Job], shown: bool) -> Iterator[Any]:
    hidden = not (shown and sys.stderr.isatty())
    with click.progressbar(jobs, file=sys.stderr, hidden=hidden, label="aligning") as bar:
        yield bar


def _with_progress(jobs: Sequence[Job], shown: bool) -> Iterator[Job]:
    with _bar(jobs, shown) as bar:
        yield from bar


def _summary(outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """The cells of a document's summary line."""
    beads = outcome.alignment.beads
    scores = [bead.score for bead in beads]
    return (
        f"{outcome.alignment.source.language}-{outcome.alignment.target.language}",
        f"{len(outcome.alignment.source.sentences)} + {len(outcome.alignment.target.sentences)}",
        str(len(beads)),
        str(sum(bead.is_null for bead in beads)),
        f"{sum(scores) / len(scores):.3f}",
        f"{100 * sum(score < 0.5 for score in scores) / len(scores):.0f} %",
        f"{seconds:.1f}",
    )


def _reason(error: AlignerError) -> str:
    """The error without the file's name, which stands at the head of its line."""
    return f"{error.what}; {error.remedy}" if error.remedy else error.what


_HEADER = ("document", "languages", "sentences", "beads", "nulls", "mean score", "under 0.5", "seconds")


def _report(rows: Sequence[tuple[str, ...]], several: bool) -> None:
    """One line for one document; a table, and below it the documents that were not aligned, for several."""
    aligned = [row for row in rows if len(row) > 2]
    if not several:
        for row in aligned:
            cells = [
                f"{value} {name}" if name != "mean score" else f"{name} {value}"
                for name, value in zip(_HEADER[2:], row[2:], strict=True)
            ]
            _say(f"{row[0]}: {row[1]}, {', '.join(cells)}")
    elif aligned:
        table = [_HEADER, *aligned]
        widths = [max(len(row[column]) for row in table) for column in range(len(_HEADER))]
        for number, row in enumerate(table):
            cells = [row[0].ljust(widths[0])] + [
                cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)
            ]
            _say("  ".join(cells), "bold" if not number else None)
    for row in rows:
        if len(row) == 2:
            _say(f"{row[0]}  {row[1]}", "yellow")


def _say(text: str, style: str | None = None) -> None:
    """A line on stderr; coloured on a terminal unless NO_COLOR is set."""
    if style and not os.environ.get("NO_COLOR") and sys.stderr.isatty():
        text = click.style(text, bold=True) if style == "bold" else click.style(text, fg=style)
    click.echo(text, err=True)
