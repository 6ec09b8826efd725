"""What the commands' options have in common: shared options, and the checks of their values (usage errors, exit 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from aligner.formats import formats, require

_DEFAULT_FORMATS = "tsv,html,json"


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Where results go: shared by the commands that write alignments."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
        click.option("--force", is_flag=True, help="Overwrite even a .json in which a person has worked."),
        click.option(
            "--min-score",
            metavar="P",
            type=click.FloatRange(0, 1),
            help="Leave out beads with a lower score, except from .json.",
        ),
        click.option("--excel", is_flag=True, help="Make .tsv files that spreadsheet programs open unharmed."),
        click.option(
            "--to",
            "formats",
            metavar="LIST",
            default=_DEFAULT_FORMATS,
            show_default=True,
            callback=lambda _context, _option, value: _suffixes(value),
            help="Formats to write into a folder; a single one is that of - too. Any of those of -o.",
        ),
    ):
        command = option(command)
    return command


def outputs_option(*, required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``-o``, as often as wanted."""
    default = "" if required else " [default: output/]"
    return click.option(
        "-o",
        "outputs",
        metavar="PATH",
        multiple=True,
        required=required,
        callback=lambda _context, _option, value: _known_outputs(value),
        help=f"Where to write: the suffix chooses the format ({' '.join(formats())}); a folder takes --to, "
        f"- is TSV on stdout.{default}",
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


def _suffixes(names: str) -> tuple[str, ...]:
    """``"tsv,html"`` as suffixes that can be written; a usage error for any other."""
    suffixes = tuple("." + name.strip().lower().removeprefix(".") for name in names.split(","))
    for suffix in suffixes:
        if suffix not in formats():
            raise click.BadParameter(f"there is no format {suffix!r}; use one of {', '.join(formats())}")
    return suffixes


def _known_outputs(outputs: tuple[str, ...]) -> tuple[str, ...]:
    for output in outputs:
        path = Path(output)
        if output == "-" or output.endswith("/") or path.is_dir() or path.suffix.lower() in formats():
            continue
        raise click.BadParameter(
            f"{output}: its suffix chooses the format; use one of {', '.join(formats())}, or end a folder in /"
        )
    return outputs


def format_of_stdout(suffixes: Sequence[str]) -> str:
    """The format of the output "-": that of --to, if it names a single one."""
    return suffixes[0] if len(suffixes) == 1 else ".tsv"


def check_outputs(paths: Sequence[str], stdout: str, *, excel: bool) -> None:
    """Raise what can be known of the outputs before there is anything to write.

    That is `MissingExtraError`, and a usage error if --excel is given and no file that it could change is written.
    """
    suffixes = [stdout if path == "-" else Path(path).suffix.lower() for path in paths]
    for suffix in suffixes:
        require(suffix)
    if excel and ".tsv" not in suffixes:
        raise click.UsageError("--excel is about .tsv, and none is written; .xlsx needs no option")


def _languages(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    codes = [code.strip().lower() for code in value.split(",")]
    if len(codes) != 2 or not all(2 <= len(code) <= 3 and code.isalpha() for code in codes):
        raise click.BadParameter("give two codes, such as en,es")
    return codes[0], codes[1]
