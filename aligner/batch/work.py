"""The work of one worker, here or on a cluster: tasks in, as many results out; what goes wrong becomes a status.

::

    Settings ──worker──▶ align_group(tasks) ──▶ Result, Result, … in the order of the tasks
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from aligner.batch.faults import FaultError, details
from aligner.batch.pair import Settings, run
from aligner.batch.pool import Failure
from aligner.batch.task import OK, Result, Task
from aligner.errors import (
    AlignerError,
    CodeError,
    InputError,
    LanguageError,
    MismatchError,
    MissingExtraError,
    OutputError,
    RowError,
)
from aligner.progress import Progress

# The status of a task that ended in an error, by the first class that fits.
_STATUSES: tuple[tuple[type[AlignerError], str], ...] = (
    (RowError, "row"),
    (CodeError, "row"),
    (LanguageError, "language"),
    (MismatchError, "unrelated"),
    (OutputError, "unwritable"),
    (MissingExtraError, "missing"),
    (InputError, "unreadable"),
    (FaultError, "fault"),
)
_FIRST = Task(
    "", "It rained all day long. We stayed at home.", "Llovió todo el día. Nos quedamos en casa.", are_texts=True
)
# The status of a task without a result, by the cause of its failure, and what can be done about it.
_CAUSES = {"time": "timeout", "memory": "memory", "crash": "crash", "error": "fault"}
_REMEDIES = {
    "time": "give it in parts, or more time with --timeout",
    "memory": "give it in parts, or more memory with --max-memory",
    "crash": "please report it, if memory is not short",
    "error": "please report it",
}


def worker(settings: Settings) -> Callable[[Sequence[Task]], Iterator[Result]]:
    """What a process does with each group of tasks; called once in it, so that all that the work needs is loaded once.

    A first small pair sees to that: what the process holds after it, no pair is charged with.
    Raises what `aligner.encoders.load_model` raises.
    """
    from aligner.encoders import AUTO, NONE, load_model

    if isinstance(settings.encoder, str) and settings.encoder not in (AUTO, NONE):
        settings = replace(settings, encoder=load_model(settings.encoder))
    attempt(_FIRST, replace(settings, lexicons=()))
    return partial(align_group, settings=settings)


def align_group(tasks: Sequence[Task], settings: Settings) -> Iterator[Result]:
    """A result for each task, in order, as soon as it is there.

    Raises only `MemoryError`: the pool then tries the task once more, in a process that others have not filled.
    """
    for task in tasks:
        result = attempt(task, settings)
        if result.status == "memory":
            raise MemoryError
        yield result


def failed(task: Task, failure: Failure) -> Result:
    """The result of a task that took more than it may, or whose process died."""
    error = InputError(failure.detail, where=task.files, remedy=_REMEDIES[failure.cause])
    return Result(task.id, _CAUSES[failure.cause], error=error)


def attempt(task: Task, settings: Settings, progress: Progress | None = None) -> Result:
    """What becomes of a task; for `progress` see `aligner.align`.

    Raises only `BrokenPipeError`, where a result goes to stdout and nobody reads it.
    """
    started = time.perf_counter()
    try:
        outcome = run(task, settings, progress)
    except AlignerError as error:
        result = Result(task.id, status_of(error), error=error, details=tuple(details(error)))
    else:
        result = Result(task.id, OK, outcome)
    return replace(result, seconds=time.perf_counter() - started, memory=_peak_memory())


def status_of(error: AlignerError) -> str:
    """One of `aligner.batch.task.STATUSES`.

    >>> status_of(InputError("is empty", where="book.txt"))
    'unreadable'
    """
    if isinstance(error.__cause__, MemoryError):
        return "memory"
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), "unreadable")


def _peak_memory() -> int:
    """The most memory that this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
