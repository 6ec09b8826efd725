"""A first look at all tasks before any work: how many there are, and whether two of them have one id.

Of each id only eight bytes are kept, so that millions of tasks need little memory.
"""

from __future__ import annotations

import hashlib
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aligner.batch.task import Task


@dataclass(frozen=True)
class Survey:
    """What is known of all tasks.

    Attributes:
        count: how many there are.
        clash: numbers, from 1, and ids of the first two that clash; None if none do.
    """

    count: int
    clash: tuple[tuple[int, str], tuple[int, str]] | None


def survey(tasks: Callable[[], Iterable[Task]], *, are_files: bool) -> Survey:
    """Look at all tasks, twice if two seem to clash.

    Args:
        tasks: gives them from the first, each time it is called.
        are_files: ids name files, and on some systems a file's name is the same in capitals.
    """
    digests = array("Q")
    count = 0
    for count, task in enumerate(tasks(), start=1):  # noqa: B007
        if not task.problem:
            digests.append(_digest(task.id, are_files))
    twice = _repeated(digests)
    return Survey(count, _clash(tasks(), twice, are_files) if twice else None)


def _clash(tasks: Iterable[Task], twice: set[int], are_files: bool) -> tuple[tuple[int, str], tuple[int, str]] | None:
    seen: dict[str, tuple[int, str]] = {}
    for number, task in enumerate(tasks, start=1):
        if not task.problem and _digest(task.id, are_files) in twice:
            key = _key(task.id, are_files)
            if key in seen:
                return seen[key], (number, task.id)
            seen[key] = number, task.id
    return None


def _repeated(digests: array[int]) -> set[int]:
    import numpy as np

    ordered = np.sort(np.frombuffer(digests, np.uint64)) if digests else np.zeros(0, np.uint64)
    return set(ordered[1:][ordered[1:] == ordered[:-1]].tolist())


def _key(id: str, are_files: bool) -> str:
    return unicodedata.normalize("NFC", id).casefold() if are_files else id


def _digest(id: str, are_files: bool) -> int:
    key = _key(id, are_files).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "little")
