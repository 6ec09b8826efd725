"""What commands share in their parameters: options, help on formats, and checks of values (usage errors, exit 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from aligner.batch.task import Output
from aligner.commands.arguments import DEFAULT_FORMATS, WriteArguments
from aligner.commands.dress import check_dress
from aligner.errors import CodeError, OutputError
from aligner.formats import choose, require
from aligner.formats.table import FORMATS, WRITTEN
from aligner.streams import STDIO

_T = TypeVar("_T")
_R = TypeVar("_R")


def taken_as(arguments: Callable[..., _T]) -> Callable[[Callable[[_T], _R]], Callable[..., _R]]:
    """Pass a command its parameters as one record whose fields have their names."""

    def decorate(command: Callable[[_T], _R]) -> Callable[..., _R]:
        @wraps(command)
        def call(**values: object) -> _R:
            return command(arguments(**values))

        return call

    return decorate


@dataclass
class Asked:
    """What is asked of the command line as a whole, for `main`."""

    verbose: bool = False
    quiet: bool = False


def _set_quiet(context: click.Context, _option: click.Parameter, value: bool) -> bool:
    context.ensure_object(Asked).quiet = value
    return value


def _set_verbose(context: click.Context, _option: click.Parameter, value: bool) -> bool:
    context.ensure_object(Asked).verbose = value
    return value


def refuse_both(quiet: bool, verbose: bool) -> None:
    """A usage error for --quiet with --verbose."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose contradict each other")


def is_verbose(*, quiet: bool) -> bool:
    """Whether the command line says --verbose, for commands to which it is not passed; a usage error with --quiet."""
    verbose = click.get_current_context().ensure_object(Asked).verbose
    refuse_both(quiet, verbose)
    return verbose


# Options that are the same for every command that has them.
quiet_option = click.option("-q", "--quiet", is_flag=True, callback=_set_quiet, help="Report only what went wrong.")
lexicons_option = click.option(
    "--lexicon",
    "lexicons",
    metavar="FILE",
    multiple=True,
    type=click.Path(readable=False),
    help="A lexicon of your own.",
)
swap_option = click.option("--swap", is_flag=True, help="Exchange source and target.")
pre_segmented_option = click.option(
    "--pre-segmented", is_flag=True, help="Each line is one sentence; a blank line ends a paragraph."
)
unrelated_option = click.option(
    "--unrelated", is_flag=True, help="Align even texts that are plainly not translations of each other."
)
abbreviations_option = click.option(
    "--abbreviations",
    metavar="FILE",
    type=click.Path(readable=False),
    help="Additional abbreviations, one per line; they do not end a sentence.",
)
text_encoding_option = click.option(
    "--text-encoding", metavar="NAME", help="Encoding of text files. [default: recognised]"
)
recursive_option = click.option("--recursive", is_flag=True, help="Also take the subfolders of a folder.")


def verbose_option(*, passed: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-v``, for every command; `passed` to a command that has details of its own to report."""
    details = "details of each document, and " if passed else ""
    return click.option(
        "-v",
        "--verbose",
        is_flag=True,
        callback=_set_verbose,
        expose_value=passed,
        help=f"Also report {details}where a fault of the program lies.",
    )


class Share(click.FloatRange):
    """A number from 0 to 1; nan, which no bound excludes, is none."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail(f"{value} is not in the range 0<=x<=1.", param, ctx)
        return number


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options on where results go, shared by the commands that write alignments."""
    for option in (
        verbose_option(passed=True),
        quiet_option,
        click.option("--force", is_flag=True, help="Overwrite even a .json or .xlsx that holds a person's work."),
        filter_options,
        click.option("--excel", is_flag=True, help="Make .tsv files that spreadsheet programs open unharmed."),
        click.option(
            "--to",
            "formats",
            metavar="LIST",
            callback=lambda _context, _option, value: None if value is None else formats_named(value),
            help="Formats to write into a folder; a single one also applies to -. Any of those of -o, and variants "
            f"({', '.join(_variants())}), which also apply to files given to -o. "
            f"[default: {','.join(DEFAULT_FORMATS)}]",
        ),
    ):
        command = option(command)
    return command


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options on what exports leave out."""
    for option in (
        click.option(
            "--dedupe", is_flag=True, help="Leave out likewise each pair that repeats an earlier one of its document."
        ),
        click.option(
            "--without",
            metavar="LIST",
            multiple=True,
            callback=lambda _context, _option, values: _left_out(",".join(values)) if values else (),
            help="Leave out likewise beads with a flag (untranslated, moved …), in a kind of block (heading, code …), "
            "of a kind (2-1 …), or with one side only (null).",
        ),
        click.option(
            "--min-score",
            metavar="P",
            type=Share(),
            help=f"Leave out beads with a lower score, except from {_keeping_low()}.",
        ),
    ):
        command = option(command)
    return command


def _left_out(value: str) -> tuple[str, ...]:
    from aligner.quality.filters import NAMES, named

    for name in value.split(","):
        if not named(name):
            raise click.BadParameter(f"{name.strip()!r} is none of {', '.join(NAMES)}, and no kind such as 2-1")
    return tuple(map(named, value.split(",")))


def _keeping_low() -> str:
    return ", ".join(format.suffix for format in FORMATS if format.is_written and "low" in format.keeps)


def _variants() -> list[str]:
    return [f"{format.name}+{variant}" for format in FORMATS for variant in format.variants]


def outputs_option(*, default: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-o``, any number of times; required if there is no default."""
    return click.option(
        "-o",
        "outputs",
        metavar="PATH",
        multiple=True,
        required=not default,
        callback=lambda _context, _option, value: value or (default,),
        help=f"Where to write: the suffix chooses the format ({' '.join(WRITTEN)}); a folder takes --to, "
        f"- is TSV on stdout.{f' [default: {default}]' if default else ''}",
    )


workers_option = click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes to work with. [default: one for each core, if there is work for them]",
)


def from_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--from``, a suffix with or without its dot."""
    return click.option("--from", "format", metavar="FORMAT", help=help)


def languages_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--lang``, two codes."""
    return click.option(
        "--lang",
        "languages",
        metavar="EN,ES",
        callback=lambda _context, _option, value: _languages(value),
        help=help,
    )


def formats_named(names: str) -> tuple[str, ...]:
    """``"tsv+excel, .HTML"`` as names of formats; a usage error for what cannot be written."""
    found = []
    for name in names.split(","):
        try:
            format, variant = choose("-", name.strip())
        except OutputError as error:
            raise click.BadParameter(f"{error.what}; {error.remedy}") from None
        found.append(f"{format.name}+{variant}" if variant else format.name)
    return tuple(found)


def check_names(*names: str | None) -> None:
    """A usage error for a name without a letter, which an unset variable of a shell gives."""
    if "" in names:
        raise click.UsageError("one of the names is empty; is a variable of the shell unset?")


def check_outputs(given: WriteArguments) -> None:
    """Raise what can be known of the outputs before there is anything to read.

    That is `MissingExtraError`, and usage errors: a name whose suffix is no format's, and options that contradict each
    other.
    """
    check_names(*given.outputs)
    for path in given.outputs:
        if path != STDIO and not given.is_place(path) and Path(path).suffix.lower() not in WRITTEN:
            raise click.BadParameter(
                f"{path}: its suffix chooses the format; use one of {', '.join(WRITTEN)}, or end a folder in /",
                param_hint="'-o'",
            )
    outputs = given.outputs_of("result")
    formats = [choose(output.path, output.format)[0] for output in outputs]
    for format in formats:
        require(format)
    if given.excel and not any(format.name == "tsv" for format in formats):
        raise click.UsageError("--excel is for .tsv, and none is written; .xlsx needs no option")
    refuse_both(given.quiet, given.verbose)
    check_dress(given, formats)
    _check_formats(given, outputs)


def _check_formats(given: WriteArguments, outputs: Sequence[Output]) -> None:
    """A usage error if --to is given, and nothing is written that it applies to."""
    if given.formats is None or any(map(given.is_place, given.outputs)):
        return
    if STDIO in given.outputs:
        if len(given.formats) > 1:
            raise click.UsageError("--to names several formats, and - takes one; give -o a folder")
        return
    variants = {output.format for output in outputs if "+" in output.format}
    if not variants.intersection(given.formats):
        names = ",".join(given.formats)
        raise click.UsageError(
            f"--to {names} is for folders and -, and none is written; the suffix of a file chooses its format"
        )


def _languages(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    from aligner.languages.codes import canonical

    codes = [code.strip() for code in value.split(",")]
    if len(codes) != 2 or not all(codes):
        raise click.BadParameter("give two codes, such as en,es")
    try:
        return canonical(codes[0]), canonical(codes[1])
    except CodeError as error:
        raise click.BadParameter(str(error)) from None
