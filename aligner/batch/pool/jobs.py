"""A group of tasks on its way to results, and what becomes of it when something goes wrong on the way.

A group is worked on as a whole. If that ends early, what has no result is tried again one by one, first the task that
was at work, the *suspect*; a task that is the suspect twice has failed.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_TRIES = 2


@dataclass(eq=False)
class Job(Generic[T, R]):
    """A group of tasks, and the results that are there.

    Attributes:
        tasks: may be none.
        done: their results in the same order, when all are there.
    """

    tasks: Sequence[T]
    done: Future[list[R]] = field(default_factory=Future)
    _results: dict[int, R] = field(default_factory=dict)
    _suspected: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._settle()

    def whole(self) -> Piece[T, R]:
        """All of its tasks as one piece."""
        return Piece(self, range(len(self.tasks)))

    def add(self, number: int, result: R) -> None:
        """The result of a task."""
        self._results[number] = result
        self._settle()

    def _settle(self) -> None:
        if len(self._results) == len(self.tasks):
            self.done.set_result([self._results[k] for k in range(len(self.tasks))])

    def suspect(self, number: int) -> bool:
        """Something went wrong at this task; returns whether it is to be tried again."""
        self._suspected[number] += 1
        return self._suspected[number] < _TRIES


class Piece(Generic[T, R]):
    """Tasks of a job that one process works on, one after the other.

    Attributes:
        job: which it is a piece of.
        numbers: of the tasks that have no result yet.
        tasks: all that it began with, pickled.
    """

    def __init__(self, job: Job[T, R], numbers: range) -> None:
        self.job = job
        self.numbers = self._all = numbers
        self.tasks = pickle.dumps(job.tasks[numbers.start : numbers.stop])

    def add(self, results: Sequence[R]) -> None:
        """Results of the next tasks."""
        for number, result in zip(self.numbers, results, strict=False):
            self.job.add(number, result)
        self.numbers = self.numbers[len(results) :]

    def at(self, position: int) -> int:
        """The number of the task at this position; past the last task, a process is still busy with its result."""
        return self._all[min(position, len(self._all) - 1)]

    def alone(self, number: int) -> Piece[T, R]:
        """A piece of this task only."""
        return Piece(self.job, range(number, number + 1))

    def others(self, suspect: int) -> list[Piece[T, R]]:
        """The other tasks without a result, one by one."""
        return [self.alone(number) for number in self.numbers if number != suspect]
