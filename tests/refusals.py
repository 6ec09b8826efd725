"""How files that cannot be used are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.read import read


def check_refused(path: Path, data: bytes, message: str) -> None:
    """A file of these bytes is refused with this message, its path, and a remedy."""
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
