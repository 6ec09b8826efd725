"""What the user sees on stderr while a command works: lines, and a bar on a terminal; results are not written here.

A terminal that cannot show colours or move its cursor (``TERM=dumb``) gets lines only, and so does a file.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from aligner.characters import printable
from aligner.progress import Progress
from aligner.streams import lead_nowhere

_BAR = "{desc} {bar} {percentage:3.0f} %{postfix}"
_LABEL = 36
_BAR_OF_MANY = "{n_fmt}/{total_fmt} {unit} {bar} {percentage:3.0f} %, {rate_noinv_fmt}, {remaining} left"
_SMOOTHING = 0.05  # of the rate: pairs come in groups
# The bar is drawn at most every so many seconds, and says what time is left from so many on.
_EVERY, _LEFT = 0.1, 5.0

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

    Beside the bar stands how long the rest will take, once that can be told.

    There is no bar before it is first called, and none is left at the end.

    Args:
        of: what is in work, such as ``"3/12 letter"``.
    """
    if not (shown and _is_able()):
        yield None
        return

    drawn = ("", 0.0)

    def move(step: str, share: float) -> None:
        nonlocal drawn
        if step == drawn[0] and time.monotonic() - drawn[1] < _EVERY:
            return
        bar = _bars[-1] if _bars else _opened(_BAR, total=1.0)
        bar.set_description_str(f"{printable(of)[:40]} {step:{_LABEL}}".lstrip(), refresh=False)
        bar.set_postfix_str(_left(share, bar.format_dict["elapsed"]), refresh=False)
        bar.n = min(1.0, share)
        bar.refresh()
        drawn = step, time.monotonic()

    try:
        yield move
    finally:
        while _bars:
            _bars.pop().close()


def _left(share: float, seconds: float) -> str:
    """How long the rest will take, if the share that is done took so many seconds; empty where that is soon.

    >>> _left(0.25, 60.0), _left(0.25, 3.0)
    ('3:00 left', '')
    """
    left = seconds * (1 - share) / share if share else 0.0
    return f"{int(left) // 60}:{int(left) % 60:02} left" if seconds >= _LEFT else ""


def _opened(format: str, **more: Any) -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own
    columns, lines = shutil.get_terminal_size()
    _bars.append(tqdm(leave=False, file=sys.stderr, ncols=columns, nrows=lines, bar_format=format, **more))
    return _bars[-1]


def _is_able() -> bool:
    """Whether stderr is a terminal that can show colours and move its cursor."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
