"""How far a long piece of work is, told to whoever asks."""

from __future__ import annotations

from collections.abc import Callable

# Called with the name of a step as it begins, and the share of the whole that is done, from 0 to 1.
Progress = Callable[[str, float], None]


def part(progress: Progress | None, begin: float, end: float) -> Progress:
    """For a part of the work: its shares are told as shares of the whole, from `begin` to `end`.

    >>> part(lambda step, share: print(step, share), 0.5, 0.75)("reading", 0.5)
    reading 0.625
    """

    def tell(step: str, share: float) -> None:
        if progress is not None:
            progress(step, begin + (end - begin) * share)

    return tell
