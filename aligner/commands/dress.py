"""The options that dress a page or a book: its title, its author, its cover, and the style of an EPUB."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from aligner.commands.arguments import EPUB_STYLES, WriteArguments
from aligner.formats.table import Format


def dress_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--title``, ``--author``, ``--cover``, ``--epub-style``, for the commands that write alignments."""
    for option in (
        click.option(
            "--epub-style",
            type=click.Choice(list(EPUB_STYLES)),
            help="How an .epub shows the translation: in columns, or in a note that opens where a sentence of the "
            f"source is tapped. [default: {next(iter(EPUB_STYLES))}]",
        ),
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
    if given.epub_style and not any(format.name == "epub" for format in formats):
        raise click.UsageError("--epub-style is for .epub, and none is written")
    asked = [name for name in ("title", "author", "cover") if getattr(given, name) is not None]
    if not asked:
        return
    if given.takes_many:
        raise click.UsageError(f"--{asked[0]} is for one document, or one pair of files")
    if not any(format.shows_dress or format.lossless for format in formats):
        raise click.UsageError(f"--{asked[0]} is for .html, .epub and .json, and none of these is written")
