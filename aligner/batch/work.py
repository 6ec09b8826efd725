"""The work of one worker, here or on a cluster: tasks in, as many results out; what goes wrong becomes a status.

::

    Settings ──worker──▶ align_group(tasks) ──▶ Result, Result, … in the order of the tasks
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TypeVar

from aligner.batch.caught import warnings_caught
from aligner.batch.faults import FaultError, details
from aligner.batch.pair import Prepared, Settings, complete, finished, prepared, run
from aligner.batch.pool import Failure
from aligner.batch.task import OK, Outcome, Result, Task
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

T = TypeVar("T")

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
# Seconds of work that may need more memory than all before. On some systems, asking for it takes some milliseconds.
_LONG = 0.05
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
    done = 0
    with suppress(Exception):  # of one of them: of which is seen when the rest are attempted one by one
        for result in _together(tasks, settings):
            if result.status == "memory":
                break
            yield result
            done += 1
    for task in tasks[done:]:
        result = attempt(task, settings)
        if result.status == "memory":
            raise MemoryError
        yield result


def _together(tasks: Sequence[Task], settings: Settings) -> Iterator[Result]:
    """The results of tasks, the small ones among them searched together; raises what a fault in any of them is."""
    memory = 0
    begun = time.perf_counter()
    read = [_tried(task, partial(prepared, task, settings)) for task in tasks]
    results = _of_prepared([each for each in read if isinstance(each, Prepared)], settings)
    for each in read:
        result = each if isinstance(each, Result) else next(results)
        ended = time.perf_counter()
        if not memory or ended - begun > _LONG:
            memory = _peak_memory()
        yield replace(result, seconds=ended - begun, memory=memory)
        begun = ended


def _of_prepared(ready: Sequence[Prepared], settings: Settings) -> Iterator[Result]:
    """The results of tasks whose texts are read."""
    from aligner.align import align_many

    for has_stops, several in groupby(ready, lambda each: bool(each.texts.stops)):
        if has_stops:  # they are told of no pair but one
            yield from (_result(each.task, partial(complete, each, settings)) for each in several)
            continue
        for _, group in groupby(several, lambda each: each.lexicon and each.lexicon.languages):
            members = list(group)
            pairs = ((each.texts.source, each.texts.target) for each in members)
            options, lexicon = settings.reading.options, members[0].lexicon
            found = align_many(pairs, options=options, lexicon=lexicon, encoder=settings.encoder)
            for each in members:
                with warnings_caught() as caught:
                    alignment = next(found)
                yield _result(each.task, partial(finished, each, alignment, caught, settings))


def failed(task: Task, failure: Failure) -> Result:
    """The result of a task that took more than it may, or whose process died."""
    error = InputError(failure.detail, where=task.files, remedy=_REMEDIES[failure.cause])
    return Result(task.id, _CAUSES[failure.cause], error=error)


def attempt(task: Task, settings: Settings, progress: Progress | None = None) -> Result:
    """What becomes of a task; for `progress` see `aligner.align`.

    Raises only `BrokenPipeError`, where a result goes to stdout and nobody reads it.
    """
    started = time.perf_counter()
    result = _result(task, partial(run, task, settings, progress))
    return replace(result, seconds=time.perf_counter() - started, memory=_peak_memory())


def _result(task: Task, make: Callable[[], Outcome]) -> Result:
    """The result of what makes the outcome of a task."""
    found = _tried(task, make)
    return found if isinstance(found, Result) else Result(task.id, OK, found)


def _tried(task: Task, make: Callable[[], T]) -> T | Result:
    """What the function returns, or the result of a task that ends in the error which it raises."""
    try:
        return make()
    except AlignerError as error:
        return Result(task.id, status_of(error), error=error, details=tuple(details(error)))


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
