"""The options that dress a page or a book: its title, its author and its cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from aligner.commands.arguments import WriteArguments
from aligner.formats.table import Format


def dress_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--title``, ``--author``, ``--cover``, for the commands that write alignments."""
    for option in (
        click.option(
            "--cover",
            metavar="FILE",
            type=click.Path(readable=False),
            help="A picture for the cover of pages and books: .png .jpg .gif .webp.",
        ),
        click.option("--author", metavar="NAME", help="Author of the page or book. [default: as the files say]"),
        click.option(
            "--title",
            metavar="TITLE",
            help="Title of the page or book. [default: as the files say, or the heading over the text, or their names]",
        ),
    ):
        command = option(command)
    return command


def check_dress(given: WriteArguments, formats: Sequence[Format]) -> None:
    """A usage error if the dress is for several documents, or nothing is written that shows or keeps it."""
    asked = [name for name in ("title", "author", "cover") if getattr(given, name) is not None]
    if not asked:
        return
    if given.takes_many:
        raise click.UsageError(f"--{asked[0]} is for one document, or one pair of files")
    if not any(format.shows_dress or format.lossless for format in formats):
        raise click.UsageError(f"--{asked[0]} is for .html, .epub and .json, and none of these is written")
