"""A session with Ray: joined or started, with nothing of it on the terminal, and left again."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aligner.errors import AlignerError, MissingExtraError

# The address that stands for a Ray of our own, on this machine, for as long as the run takes.
HERE = "local"
# The address that stands for the cluster that this machine is part of.
AUTO = "auto"
_ADDRESS = re.compile(r"(ray://)?([^:/\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})")
_SECONDS_TO_ANSWER = 5.0  # for a machine to accept a connection; Ray itself would try for more than a minute
# Results do not pass through Ray's store of objects, but the settings with their lexicons do.
_STORE_BYTES = 128 * 2**20


class ClusterError(AlignerError):
    """A cluster that cannot be reached, or cannot do the work."""


@dataclass(frozen=True)
class Cluster:
    """Where the workers are, and how many.

    Attributes:
        address: ``"local"``, ``"auto"``, ``"host:port"`` or ``"ray://host:port"``.
        workers: how many; None for as many as there are cores, or GPUs for them.
        gpus: what each worker has of a GPU: 0, a part such as 0.25, or a whole number.
    """

    address: str = HERE
    workers: int | None = None
    gpus: float = 0.0

    def count(self, resources: dict[str, float]) -> int:
        """How many workers there are to be, by what the machines have.

        Raises `ClusterError` where GPUs are asked for, and there are none.
        """
        room = max(int(resources.get("CPU", 1)), 1)
        if self.gpus:
            room = min(room, int(resources.get("GPU", 0) / self.gpus))
        if not room and (self.workers is None or self.address == HERE):  # a cluster may grow
            what = f"has no {self.gpus:g} GPU for a worker"
            raise ClusterError(what, where=self.shown, remedy="ask for less, or for none")
        return self.workers or room

    @property
    def shown(self) -> str:
        """The address as shown to the user."""
        return "this machine" if self.address == HERE else self.address


def is_cluster(text: str) -> bool:
    """Whether a text is an address that `Cluster` can have.

    >>> [is_cluster(text) for text in ("local", "ray://head:10001", "pairs.tsv")]
    [True, True, False]
    """
    return text in (HERE, AUTO) or _ADDRESS.fullmatch(text) is not None


@contextmanager
def joined(cluster: Cluster) -> Iterator[Any]:
    """The module `ray`, connected; a Ray that this process has joined before is taken as it is, and not left.

    Raises `MissingExtraError` if it is not installed, `ClusterError` if the cluster does not answer.
    """
    ray = _imported()
    if ray.is_initialized():
        yield ray
        return
    _refuse_silence(cluster.address)
    with _our_signals():
        try:
            ray.init(**_settings(cluster))
        except (Exception, SystemExit) as error:  # Ray ends the program where a cluster's store does not answer
            raise _unreachable(cluster, error) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _imported() -> Any:
    # Read when ray is imported: no report of its use to its makers, no colours among our lines.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_COLOR_PREFIX", "0")
    try:
        import ray
    except ImportError:
        raise MissingExtraError("--ray needs Ray", remedy="pip install 'aligner[cluster]'") from None
    return ray


def _settings(cluster: Cluster) -> dict[str, Any]:
    quiet = {"address": cluster.address, "log_to_driver": False, "logging_level": "ERROR"}
    if cluster.address != HERE:
        return quiet
    return {
        **quiet,
        "num_cpus": cluster.workers or os.cpu_count(),
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
    }


def _refuse_silence(address: str) -> None:
    """Raise `ClusterError` if nothing answers at HOST:PORT."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return
    try:
        socket.create_connection((found[2].strip("[]"), int(found[3])), _SECONDS_TO_ANSWER).close()
    except (OSError, OverflowError) as error:
        what = f"no Ray cluster answers there ({str(error) or type(error).__name__})"
        raise ClusterError(what, where=address, remedy="see that it runs, and that its port is open to you") from error


def _unreachable(cluster: Cluster, error: BaseException) -> ClusterError:
    said = next(iter(str(error).splitlines()), "") if isinstance(error, Exception) else "it does not answer"
    if cluster.address == HERE:
        what, remedy = f"Ray cannot be started here ({said})", "leave out --ray to run without it"
    else:
        what = f"no Ray cluster can be joined there ({said})"
        remedy = "see that it runs, with the same Ray as here, and set RAY_AUTH_MODE=token if it asks for a token"
    return ClusterError(what, where=cluster.shown, remedy=remedy)


@contextmanager
def _our_signals() -> Iterator[None]:
    """Keep our own handlers of signals, where Ray would put its own in their place."""
    kept = {}
    if threading.current_thread() is threading.main_thread():
        kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
