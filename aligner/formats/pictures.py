"""Pictures for covers: read from a file, and as the URI that holds one in a page or in JSON.

::

    cover.jpg ──picture──▶ Picture ──as_uri──▶ "data:image/jpeg;base64,…" ──of_uri──▶ Picture
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path

from aligner.errors import InputError
from aligner.model import Picture

# A guess: a cover of 1,600 × 2,400 pixels as JPEG has about half as many. It is in the page as a third more.
MOST_BYTES = 1_000_000

# What the files of each kind begin with. No SVG: it may hold scripts, and links to elsewhere.
_BEGINNINGS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
_URI = re.compile(r"data:(image/[a-z]+);base64,([A-Za-z0-9+/]*={0,2})")


def picture(path: str | Path) -> Picture:
    """The picture in a file, PNG, JPEG, GIF or WebP whatever its suffix says.

    Raises `InputError` that names the file, if it cannot be read, is no such picture or has more than `MOST_BYTES`.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), remedy="check the name") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"cannot be read ({reason})", where=str(path), remedy="name a picture") from None
    try:
        return of_bytes(data)
    except InputError as error:
        error.where = str(path)
        raise


def of_bytes(data: bytes) -> Picture:
    """The picture that the bytes are; raises `InputError` if they are none, or too many."""
    kind = next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(data)), None)
    if kind is None:
        raise InputError("is not a PNG, JPEG, GIF or WebP picture", remedy="save the cover as one of these")
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        remedy = "make it smaller: 800 pixels are wide enough"
        raise InputError(f"has {size}, and a cover may have {MOST_BYTES / 1e6:.0f} MB", remedy=remedy)
    return Picture(data, kind)


def as_uri(picture: Picture) -> str:
    """The picture as a ``data:`` URI.

    >>> as_uri(Picture(b"GIF89a", "image/gif"))
    'data:image/gif;base64,R0lGODlh'
    """
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def of_uri(uri: str) -> Picture:
    """The picture in a ``data:`` URI; raises `InputError` if there is none."""
    found = _URI.fullmatch(uri)
    try:
        picture = of_bytes(base64.b64decode(found[2])) if found else None
    except binascii.Error:
        picture = None
    if picture is None:
        raise InputError("is not a picture as a data: URI", remedy="leave it out")
    return picture
