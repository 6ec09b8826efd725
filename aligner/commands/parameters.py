"""What commands share in their parameters: options, help on formats, and checks of values (usage errors, exit 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TypeVar

import click

from aligner.commands.arguments import STDIO, Output
from aligner.errors import CodeError, OutputError
from aligner.formats import choose, require
from aligner.formats.table import FORMATS, WRITTEN, Format

_DEFAULT_FORMATS = "tsv,html,json"

_T = TypeVar("_T")


def taken_as(arguments: Callable[..., _T]) -> Callable[[Callable[[_T], None]], Callable[..., None]]:
    """Pass a command its parameters as one record whose fields have their names."""

    def decorate(command: Callable[[_T], None]) -> Callable[..., None]:
        @wraps(command)
        def call(**values: object) -> None:
            command(arguments(**values))

        return call

    return decorate


def naming_formats(command: Callable[..., None]) -> Callable[..., None]:
    """Fill the formats of the table into a command's help, in place of ``{ladders}`` and the like in its docstring."""
    command.__doc__ = (command.__doc__ or "").format(
        whole=_list(format for format in FORMATS if (format.load or format.table) and not format.stream),
        summaries="\n".join(
            f"    {each.suffix:10} {each.summary}".replace("`", "") for each in WRITTEN.values()
        ).strip(),
        texts=_list(format for format in FORMATS if format.load or format.table),
        tables=_list(format for format in FORMATS if format.table),
        ladders=_list(format for format in FORMATS if format.load_ladder),
        rungs=_list(format for format in FORMATS if format.rungs),
    )
    return command


def _list(formats: Iterable[Format]) -> str:
    return " ".join(suffix for format in formats for suffix in format.suffixes)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options on where results go, shared by the commands that write alignments."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Report only what went wrong."),
        click.option("--force", is_flag=True, help="Overwrite even a .json that holds a person's work."),
        click.option(
            "--min-score",
            metavar="P",
            type=click.FloatRange(0, 1),
            help=f"Leave out beads with a lower score, except from {_keeping_low()}.",
        ),
        click.option("--excel", is_flag=True, help="Make .tsv files that spreadsheet programs open unharmed."),
        click.option(
            "--to",
            "formats",
            metavar="LIST",
            default=_DEFAULT_FORMATS,
            show_default=True,
            callback=lambda _context, _option, value: _formats(value),
            help="Formats to write into a folder; a single one also applies to -. Any of those of -o, and variants "
            f"({', '.join(_variants())}), which also apply to files given to -o.",
        ),
    ):
        command = option(command)
    return command


def _keeping_low() -> str:
    return ", ".join(format.suffix for format in FORMATS if format.is_written and "low" in format.keeps)


def _variants() -> list[str]:
    return [f"{format.name}+{variant}" for format in FORMATS for variant in format.variants]


def outputs_option(*, default: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``-o``, any number of times; required if there is no default."""
    return click.option(
        "-o",
        "outputs",
        metavar="PATH",
        multiple=True,
        required=not default,
        callback=lambda _context, _option, value: _known_outputs(value or (default,)),
        help=f"Where to write: the suffix chooses the format ({' '.join(WRITTEN)}); a folder takes --to, "
        f"- is TSV on stdout.{f' [default: {default}]' if default else ''}",
    )


def languages_option(help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``--lang``, two codes."""
    return click.option(
        "--lang",
        "languages",
        metavar="EN,ES",
        callback=lambda _context, _option, value: _languages(value),
        help=help,
    )


def _formats(names: str) -> tuple[str, ...]:
    """``"tsv+excel, .HTML"`` as names of formats; a usage error for what cannot be written."""
    found = []
    for name in names.split(","):
        try:
            format, variant = choose("-", name.strip())
        except OutputError as error:
            raise click.BadParameter(f"{error.what}; {error.remedy}") from None
        found.append(f"{format.name}+{variant}" if variant else format.name)
    return tuple(found)


def _known_outputs(outputs: tuple[str, ...]) -> tuple[str, ...]:
    for output in outputs:
        path = Path(output)
        if output == STDIO or output.endswith("/") or path.is_dir() or path.suffix.lower() in WRITTEN:
            continue
        raise click.BadParameter(
            f"{output}: its suffix chooses the format; use one of {', '.join(WRITTEN)}, or end a folder in /"
        )
    return outputs


def check_outputs(outputs: Sequence[Output], *, excel: bool) -> None:
    """Raise what can be known about the outputs before there is anything to write.

    That is `MissingExtraError`, and a usage error if --excel is given but no file that it affects is written.
    """
    formats = [choose(output.path, output.format)[0] for output in outputs]
    for format in formats:
        require(format)
    if excel and not any(format.name == "tsv" for format in formats):
        raise click.UsageError("--excel is for .tsv, and none is written; .xlsx needs no option")


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
