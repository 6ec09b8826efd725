"""What one task may take, and why one has failed; how memory is measured and bounded, where the system allows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from aligner.errors import AlignerError


@dataclass(frozen=True)
class Limits:
    """What one task may take; None is without limit.

    Attributes:
        timeout: seconds, by the clock.
        max_memory: bytes by which the process that it runs in may grow beyond what it holds when it is idle.
    """

    timeout: float | None = None
    max_memory: int | None = None

    @property
    def too_slow(self) -> Failure:
        """The failure of a task that takes longer than it may."""
        return Failure("time", f"it took longer than {self.timeout:g} s")

    @property
    def too_big(self) -> Failure:
        """The failure of a task that takes more memory than it may, or, without a limit, than there is."""
        if self.max_memory is None:
            return Failure("memory", "there is not enough memory")
        return Failure("memory", f"it took more than {self.max_memory / 1e6:,.0f} MB of memory")

    def check(self) -> None:
        """Raise `AlignerError` if this system cannot keep to them."""
        if self.max_memory is not None and not sys.platform.startswith("linux"):
            what = "this system does not show how much memory another process holds, so that it cannot be limited"
            raise AlignerError(what, remedy="set no limit, or run this on Linux")


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Failure:
    """Why a task has no result.

    Attributes:
        cause: ``crash``: the process ended; ``time`` or ``memory``: over the limit; ``error``: an exception.
        detail: for people, a clause without a full stop. The same failure has the same words.
    """

    cause: Literal["crash", "time", "memory", "error"]
    detail: str

    @classmethod
    def of_exception(cls, error: BaseException) -> Failure:
        """The failure of a task that raised.

        >>> Failure.of_exception(ValueError("no such day"))
        Failure(cause='error', detail='ValueError: no such day')
        """
        if isinstance(error, MemoryError):
            return NO_LIMITS.too_big
        said = next(iter(str(error).splitlines()), "")[:200]
        return cls("error", f"{type(error).__name__}: {said}" if said else type(error).__name__)


def resident_memory(pid: int) -> int:
    """Bytes of memory that a process holds, 0 if there is no such process (any more); Linux only."""
    return _statm(pid)[1]


def data_memory() -> int:
    """Bytes of memory that this process has reserved to write to, whether it has or not; Linux only."""
    return _statm(os.getpid())[5]


@contextmanager
def bounded_data(bound: int | None) -> Iterator[None]:
    """Raise `MemoryError` where `data_memory` would exceed this; no bound if None.

    The addresses of a process are not bounded: libraries set aside many, and use few.
    """
    if bound is None:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    kept = [bound, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(kept), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _statm(pid: int) -> list[int]:
    """What ``/proc/PID/statm`` says, in bytes: size, resident, shared, text, (nothing), data and stack."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123 -- asked ten times a second
            return [int(pages) * os.sysconf("SC_PAGE_SIZE") for pages in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return [0] * 7
