"""The schemas of exchange formats, which stand beside the project on our machines and in CI only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "schemas"


def schema(name: str) -> Path:
    """The file of that name; skips the test where there are no schemas, and in CI lets it fail."""
    path = SCHEMAS / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"no schema {path}")
    return path
