"""Whatever goes wrong as an error for the user: the only place that judges exceptions which are not `AlignerError`."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from aligner.errors import AlignerError, InputError, OutputError
from aligner.streams import STANDARD_OUTPUT

# Why a stream takes no more: no room, no quota, a limit on files, a broken device, a closed descriptor.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


class FaultError(AlignerError):
    """A fault of the program itself."""

    exit_code = 70  # EX_SOFTWARE of sysexits.h


def as_ours(error: Exception) -> AlignerError:
    """The exception as an error with a remedy; what cannot be the user's doing becomes a `FaultError`.

    >>> print(as_ours(FileNotFoundError(2, "No such file or directory", "book.txt")))
    book.txt: cannot be read or written (No such file or directory); check its name and its permissions
    """
    if isinstance(error, AlignerError):
        return error
    found: AlignerError
    if isinstance(error, MemoryError):
        found = InputError("there is not enough memory for it", remedy="give it in parts")
    elif isinstance(error, OSError) and error.filename is not None:
        what = f"cannot be read or written ({error.strerror})"
        found = InputError(what, where=str(error.filename), remedy="check its name and its permissions")
    elif isinstance(error, OSError):
        reason = error.strerror or str(error)
        if error.errno in _FULL:  # files are opened by name, so that this is a stream
            what, remedy = f"cannot be written ({reason})", "write to a file with -o"
            found = OutputError(what, where=STANDARD_OUTPUT, remedy=remedy)
        else:
            found = InputError(f"the system refuses it ({reason})", remedy="check the folder that this is started in")
    else:
        what = f"a fault of the program: {_in_short(error)}"
        found = FaultError(what, remedy="please report it; -v shows more")
    found.__cause__ = error
    return found


def details(error: AlignerError) -> list[str]:
    """The lines of the traceback of a fault; none for other errors."""
    if not isinstance(error, FaultError) or error.__cause__ is None:
        return []
    return [line for part in traceback.format_exception(error.__cause__) for line in part.rstrip().split("\n")]


def _in_short(error: Exception) -> str:
    """``KeyError: 'a' (rows.py:12)``."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(steps[-1].filename).name}:{steps[-1].lineno})" if steps else ""
    said = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}{f': {said[:200]}' if said else ''}{place}"
