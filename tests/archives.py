"""ZIP archives of given members, the same at any time of day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the members, all packed by one method."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            file.writestr(info, content)
    return out.getvalue()
