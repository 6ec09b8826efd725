"""Runs the command line: errors become a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import click

from aligner.batch.faults import as_ours
from aligner.cli.group import ClosedPipeError, cli
from aligner.commands.parameters import Asked
from aligner.commands.report import say_error
from aligner.commands.terminal import say
from aligner.errors import AlignerWarning
from aligner.signals import Stopped, ignore, raised
from aligner.streams import lead_nowhere


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
        with _warnings_said(asked):
            code = cli.main(standalone_mode=False, obj=asked)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(code or 0)
    except (ClosedPipeError, BrokenPipeError):
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


@contextmanager
def _warnings_said(asked: Asked) -> Iterator[None]:
    """Say in the program's own way what is warned of meanwhile and belongs to no result, each once: of a list of words,
    say. Guesses that are sure are not said to the quiet. Warnings that are not of ours are shown as ever."""
    as_ever, said = warnings.showwarning, set[str]()

    def show(message: Warning | str, *place: object, **more: object) -> None:
        if not isinstance(message, AlignerWarning):
            as_ever(message, *place, **more)  # type: ignore[arg-type]
            return
        if str(message) not in said and not (message.is_note and asked.quiet):
            said.add(str(message))
            say(str(message) if message.is_note else f"aligner: {message}", None if message.is_note else "yellow")

    with warnings.catch_warnings():
        warnings.simplefilter("always", AlignerWarning)
        warnings.showwarning = show
        yield


def _show(error: click.ClickException) -> None:
    """Usage and the error; control characters in what the user typed are shown escaped."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        for line in error.ctx.get_usage().splitlines():
            say(line)
        say(f"Try '{error.ctx.command_path} --help' for help.")
        say("")
    say(f"Error: {error.format_message()}")
