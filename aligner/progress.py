"""How far a long piece of work is, told to whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# Called with the name of a step as it begins, and the share of the whole that is done, from 0 to 1.
Progress = Callable[[str, float], None]
T = TypeVar("T")

# How often a loop says how far it is. Enough for half an hour of it.
_TIMES = 1_000


def part(progress: Progress | None, begin: float, end: float) -> Progress:
    """For a part of the work: its shares are told as shares of the whole, from `begin` to `end`.

    >>> part(lambda step, share: print(step, share), 0.5, 0.75)("reading", 0.5)
    reading 0.625
    """

    def tell(step: str, share: float) -> None:
        if progress is not None:
            progress(step, begin + (end - begin) * share)

    return tell


def told(items: Iterable[T], number: int, step: str, progress: Progress | None) -> Iterator[T]:
    """The items of a long loop; the share of them that is done is told now and then.

    Args:
        number: how many items there are.

    >>> list(told("ab", 2, "counting", lambda step, share: print(step, share)))
    counting 0.0
    counting 0.5
    ['a', 'b']
    """
    return iter(items) if progress is None else _told(items, number, step, progress)


def _told(items: Iterable[T], number: int, step: str, progress: Progress) -> Iterator[T]:
    each = max(1, number // _TIMES)
    for k, item in enumerate(items):
        if k % each == 0:
            progress(step, k / number)
        yield item
