"""What the user sees on stderr while a command works: lines, and a bar on a terminal; results are not written here.

A terminal that cannot show colours or move its cursor (``TERM=dumb``) gets lines only, and so does a file.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from aligner.characters import printable
from aligner.progress import Progress
from aligner.streams import lead_nowhere

_BAR = "{desc} {bar} {percentage:3.0f} %"
_LABEL = 36
_BAR_OF_MANY = "{n_fmt}/{total_fmt} {unit} {bar} {percentage:3.0f} %, {rate_noinv_fmt}, {remaining} left"
_SMOOTHING = 0.05  # of the rate: pairs come in groups

_bars: list[Any] = []


def say(text: str, style: str | None = None) -> None:
    """Print one line on stderr, coloured on a terminal unless NO_COLOR is set; control characters are shown escaped.

    Where stderr is closed or full, nothing is said: that is no reason to end the work.
    """
    text = printable(text)
    if style and not os.environ.get("NO_COLOR") and _is_able():
        text = click.style(text, bold=True) if style == "bold" else click.style(text, fg=style)
    try:
        if _bars:
            _bars[-1].clear()
        click.echo(text, err=True)
        if _bars:
            _bars[-1].refresh()
    except (OSError, ValueError):
        lead_nowhere("stderr")


@contextmanager
def progress_of_many(total: int, done: int, unit: str, *, shown: bool) -> Iterator[Callable[[], None]]:
    """A function to be called for each of so many things as it is done; on a terminal it moves a bar.

    Args:
        done: how many were done before.
        unit: what they are: ``"pairs"``.
    """
    if not (shown and _is_able()):
        yield lambda: None
        return
    bar = _opened(_BAR_OF_MANY, unit=unit, total=total, initial=done, smoothing=_SMOOTHING)
    try:
        yield lambda: bar.update() and None
    finally:
        while _bars:
            _bars.pop().close()


@contextmanager
def progress_of_steps(*, shown: bool, of: str = "") -> Iterator[Progress | None]:
    """A function of a step's name and the share done that moves a bar on a terminal; None if there is no terminal.

    There is no bar before it is first called, and none is left at the end.

    Args:
        of: what is in work, such as ``"3/12 letter"``.
    """
    if not (shown and _is_able()):
        yield None
        return

    def move(step: str, share: float) -> None:
        bar = _bars[-1] if _bars else _opened(_BAR, total=1.0)
        bar.set_description_str(f"{printable(of)[:40]} {step:{_LABEL}}".lstrip(), refresh=False)
        bar.n = min(1.0, share)
        bar.refresh()

    try:
        yield move
    finally:
        while _bars:
            _bars.pop().close()


def _opened(format: str, **more: Any) -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own
    columns, lines = shutil.get_terminal_size()
    _bars.append(tqdm(leave=False, file=sys.stderr, ncols=columns, nrows=lines, bar_format=format, **more))
    return _bars[-1]


def _is_able() -> bool:
    """Whether stderr is a terminal that can show colours and move its cursor."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
