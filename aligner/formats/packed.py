"""Files packed into a ZIP archive whose bytes depend on nothing but them: no clock, no user, no system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

# The first moment that a ZIP archive can hold.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


def packed(members: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """An archive of named files in this order; those in `stored` are not compressed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _MODE
            archive.writestr(info, content)
    return data.getvalue()
