"""Temporary files beside results: their names, and the removal of those that a killed run has left behind."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
import zlib
from pathlib import Path

# Temporary files of other machines are taken for left behind after a day: no result takes so long to write.
_STALE = 24 * 60 * 60

_cleared: set[Path] = set()


def temporary_in(folder: Path) -> Path:
    """A path that does not exist yet; its name is short, so that it is valid wherever the name of the result is.

    It tells the machine and the process that it belongs to. The first call for a folder clears it of stale ones.
    """
    if folder not in _cleared:
        _cleared.add(folder)
        _clear(folder)
    return folder / f".aligner-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.tmp"


def _clear(folder: Path) -> None:
    """Remove what runs that are no longer alive have left; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        for path in folder.glob(".aligner-*.tmp"):
            if not _is_stale(path):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _is_stale(path: Path) -> bool:
    machine, _, process = path.name.removeprefix(".aligner-").rpartition("-")[0].partition("-")
    # On Windows there is no harmless way to ask for a process.
    if os.name == "posix" and machine == _machine() and process.isdigit():
        return not is_alive(int(process))
    return time.time() - path.stat().st_mtime > _STALE


def is_alive(process: int) -> bool:
    """Whether there is such a process on this machine; only on POSIX, for elsewhere there is no harmless way to ask."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # there is one, of another user
        return True
    return True


def _machine() -> str:
    import platform

    return f"{zlib.crc32(platform.node().encode()):08x}"
