"""The schemas of exchange formats, available only beside the project on our machines and in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "schemas"


def schema(name: str) -> Path:
    """The file of that name; without schemas, skips the test or, in CI, lets it fail."""
    path = SCHEMAS / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"no schema {path}")
    return path
