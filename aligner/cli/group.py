"""The group of all commands, and its help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from aligner.version import __version__

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class ClosedPipeError(Exception):
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
        raise ClosedPipeError from error


@click.group(context_settings=CONTEXT, cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="aligner")
@click.pass_context
def cli(context: click.Context) -> None:
    """Align a text and its translation, sentence by sentence.

    \b
    aligner align seeds/                                a folder of texts, each in two languages
    aligner align book.en.txt book.es.txt -o book.html  two files
    aligner match en/ es/ -o manifest.tsv               which document translates which, by content
    aligner batch manifest.tsv -o corpus/               many pairs, on all cores; goes on where it was
    aligner convert book.json -o book.tsv               another format from a saved alignment
    aligner glossary book.json -o terms.xlsx            the terms of an alignment, the glosses in texts
    aligner check book.json                             what is worth a look in it
    aligner evaluate book.gold book.json                how right an alignment is
    aligner train pairs.tsv -o de-fr.lexicon            a lexicon for any two languages
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
