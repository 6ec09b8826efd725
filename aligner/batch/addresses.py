"""Files and folders by address, ``s3://bucket/folder``, as fsspec knows them, in place of paths on this machine.

::

    "corpus/"            ──place──▶ Path
    "s3://bucket/corpus" ──place──▶ UPath: has what a Path has, but a file there is put whole, or read whole
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from aligner.errors import AlignerError, InputError, MissingExtraError, OutputError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_REMEDY = "see that the address is right, and that you may use what is there"


def is_address(text: str) -> bool:
    """Whether a text is an address, not a path on this machine.

    >>> [is_address(text) for text in ("s3://bucket/a.txt", "a.txt", "C:/a.txt")]
    [True, False, False]
    """
    return _ADDRESS.match(text) is not None


def place(text: str) -> Path:
    """The file or folder of a path or an address.

    Raises `MissingExtraError` if a library that the address needs is not installed, `InputError` if there is no such
    kind of address.
    """
    if not is_address(text):
        return Path(text)
    try:
        from upath import UPath
    except ImportError:
        raise MissingExtraError(f"{text} needs fsspec", remedy="pip install 'aligner[cloud]'") from None
    try:
        found: Any = UPath(text)
        found.fs  # noqa: B018 -- the library is imported only when it is asked for
    except ImportError as error:
        named = re.findall(r'\binstall (?:the )?(\w+)|"(\w+)"', str(error), re.IGNORECASE)
        packages = list(dict.fromkeys(filter(None, chain.from_iterable(named))))
        what, remedy = ", ".join(packages) or _reason(error), " ".join(packages) or "what it names"
        raise MissingExtraError(f"{text} needs {what}", remedy=f"pip install {remedy}") from None
    except Exception as error:  # each kind of address has its own
        raise InputError(_reason(error), where=text, remedy=_REMEDY) from error
    return Path(found.path) if found.protocol == "file" else cast(Path, found)


def is_elsewhere(path: Path) -> bool:
    """Whether a place is not a file or folder of this machine's file system."""
    return not isinstance(path, Path)


@contextmanager
def at_hand(texts: Iterable[str]) -> Iterator[list[str]]:
    """The paths on this machine of paths and addresses; what is elsewhere is fetched for the time of the block.

    Raises `InputError` for what cannot be fetched, and what `place` raises.
    """
    with ExitStack() as stack:
        yield [_fetched(text, stack) if is_address(text) else text for text in texts]


def _fetched(address: str, stack: ExitStack) -> str:
    there: Any = place(address)
    if not is_elsewhere(there):
        return str(there)
    path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / there.name
    try:
        there.fs.get_file(there.path, str(path))
    except Exception as error:
        raise InputError(f"cannot be read ({_reason(error)})", where=address, remedy=_REMEDY) from error
    return str(path)


@contextmanager
def put_whole(path: Any) -> Iterator[IO[bytes]]:
    """A file to fill, which is put at its address in one piece at the end of the block, and not if the block raises.

    Raises `OutputError`.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "file"
        with whole.open("xb") as file:
            yield file
        with refusals_elsewhere(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.fs.put_file(str(whole), path.path)


@contextmanager
def refusals_elsewhere(path: object) -> Iterator[None]:
    """What goes wrong elsewhere, as `OutputError`; each kind of address has its own exceptions."""
    try:
        yield
    except AlignerError:
        raise
    except Exception as error:
        raise OutputError(f"cannot be written ({_reason(error)})", where=str(path), remedy=_REMEDY) from error


def _reason(error: Exception) -> str:
    said = next(iter(str(error).splitlines()), "")[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
