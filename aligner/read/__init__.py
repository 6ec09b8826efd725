"""A path -> blocks.

::

    path ─▶ bytes ─▶ signature: is it what its name says? ─▶ the reader of its suffix ─▶ blocks and warnings

Files are opened here and nowhere else; the readers are pure functions of bytes.

- `readers`: the table of all formats, which says where the reader of each is: in `plain`, `web`, `office` or `pdf`.
- `texts`, `encoding`, `guess`, `letters`: bytes of text files as text. `hyphens`: words broken at line ends.
- `archive`, `unpack`, `safe_xml`, `apart`: what keeps hostile files within limits.
- `refusals`: the words in which files are refused. `about`: titles and authors, for books that are written.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aligner.errors import AlignerError, FileWarning, InputError
from aligner.model import Block
from aligner.read.readers import READERS, variant
from aligner.read.refusals import GIVE_TEXT
from aligner.read.signature import recognise, refuse_other
from aligner.read.texts import clean, text_of
from aligner.streams import STANDARD_INPUT, Place, bytes_of, name_of, read_stdin

__all__ = ["READERS", "STDIN", "clean", "read", "read_text", "variant"]

_T = TypeVar("_T")

STDIN = "-"


def read(path: Place, *, encoding: str | None = None, format: str | None = None) -> tuple[Block, ...]:
    """The blocks of a file in reading order.

    Args:
        path: a file; ``"-"`` for stdin, or an open stream of text or bytes.
        encoding: of a text file; None to detect it.
        format: the suffix to read it as, such as ``"docx"``, or a variant, ``"html+trafilatura"``; None for its own,
            and plain text for stdin and streams.

    Raises `InputError` with the file's name if the file cannot be read or holds no text, and `MissingExtraError` if the
    format's library is not installed. Warns with `LeftOutWarning` of columns of a table that are no text, with
    `LostTextWarning` of pages whose letters are not known, and with `GuessWarning` of an encoding that nothing names.
    """
    return _named(path, lambda: _read(path, encoding, format))


def read_text(path: Place, *, encoding: str | None = None) -> str:
    """The text of a file as it is, but with ``\\n`` for every line ending and without control characters.

    Raises `InputError` as `read` does.
    """
    return _named(path, lambda: text_of(_bytes(path), encoding))


def _read(path: Place, encoding: str | None, format: str | None) -> tuple[Block, ...]:
    suffix = "." + format.lower().removeprefix(".") if format else _suffix(path)
    data = _bytes(path)
    reader = READERS.get(suffix) or variant(suffix)
    if reader is None:
        raise _no_reader(data, suffix)
    refuse_other(data, suffix)
    reader.check_library(suffix)
    blocks = reader.read(data, encoding)
    if not any(block.text.strip() for block in blocks):
        raise InputError("the file holds no text", remedy=GIVE_TEXT)
    return blocks


def _suffix(path: Place) -> str:
    """That of a file; none for stdin and streams."""
    return Path(path).suffix.lower() if isinstance(path, (str, Path)) and str(path) != STDIN else ""


def _no_reader(data: bytes, suffix: str) -> InputError:
    content = recognise(data)
    if content is not None and content.way_out:
        return InputError(f"this is {content.name}", remedy=content.way_out)
    known = ", ".join(filter(None, READERS))
    return InputError(f"no reader for {suffix} files", remedy=f"these can be read: {known}")


def _named(path: Place, job: Callable[[], _T]) -> _T:
    """The job's result; adds the file's name to errors and warnings of the readers, which do not know it."""
    name = STANDARD_INPUT if path == STDIN else name_of(path)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", FileWarning)
            return job()
    except AlignerError as error:
        error.where = error.where or name
        raise
    finally:
        for warning in caught:
            if isinstance(warning.message, FileWarning):
                warning.message.where = warning.message.where or name
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def _bytes(path: Place) -> bytes:
    if not isinstance(path, (str, Path)):
        return bytes_of(path)
    if str(path) == STDIN:
        return read_stdin()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file", remedy="name a file in it") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"cannot be read ({reason})", remedy="check its name and its permissions") from None
