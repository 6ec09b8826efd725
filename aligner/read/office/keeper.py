"""Another program that works in a folder of its own, and ends when this process ends, in whatever way.

::

    this process ──stdin──▶ a keeper, a Python process ──starts──▶ the program, and all that it starts

A process that is killed, as a batch kills one that takes too long, can clean up nothing. The keeper outlives it: when
its input closes, it ends the program and removes the folder. It is this file, run by itself, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

_TOO_LONG, _NO_START = 3, 4  # exit codes
_TICK = 0.02  # seconds between two looks at the program


def run_kept(command: list[str], folder: Path, seconds: float, memory: int) -> None:
    """Run a program without input or output, and end with it everything that it started.

    Args:
        command: the program and its arguments.
        folder: where it writes; also its folder for temporary files. Removed if this process ends before it.
        seconds: that it may take, by the clock.
        memory: bytes that each of its processes may take, where the system can limit another process (Linux).

    Raises `TimeoutError` if it takes longer, and `OSError` if it does not start.
    """
    keeper = [sys.executable, "-I", "-S", __file__, str(folder), str(seconds), str(memory), *command]
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        keeper, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, env=environment, start_new_session=True
    ) as process:
        assert process.stderr is not None
        errors = process.stderr.read()  # until it ends; its input stays open as long
        code = process.wait()
    if code == _TOO_LONG:
        raise TimeoutError
    if code:
        raise OSError(errors.decode(errors="replace").strip())


def main() -> None:
    """The keeper: takes the folder, the limits and the command as its arguments."""
    folder, seconds, memory, *command = sys.argv[1:]
    quiet = subprocess.DEVNULL
    own = sys.platform != "win32"  # a group of processes, which can be ended as one
    try:
        program = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=own)
    except OSError as error:
        sys.stderr.write(str(error))
        sys.exit(_NO_START)
    _limit(program.pid, int(memory))
    is_left = Event()
    Thread(target=_wait_for_the_end_of_input, args=(is_left,), daemon=True).start()
    end = time.monotonic() + float(seconds)
    while program.poll() is None and time.monotonic() < end and not is_left.wait(_TICK):
        pass
    is_done = program.returncode is not None
    _end(program)
    if is_left.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0 if is_done else _TOO_LONG)  # without waiting for the thread


def _wait_for_the_end_of_input(is_left: Event) -> None:
    os.read(0, 1)
    is_left.set()


def _limit(process: int, memory: int) -> None:
    """Limit the memory of a process and of those that it will start."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(process, resource.RLIMIT_DATA, (memory, memory))


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program and everything that it started."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(program.pid)], capture_output=True, check=False)
    program.wait()


if __name__ == "__main__":
    main()
