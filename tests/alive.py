"""Whether a process is still at work, by a file that it writes to all the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a condition, and fail if it is not met in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def grows(path: Path) -> bool:
    """Whether the file has more bytes a second later."""
    size = path.stat().st_size
    time.sleep(1)
    return path.stat().st_size > size
