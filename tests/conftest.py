"""What tests share: golden files, compared whole, and the multilingual encoder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# As on the command line, and before numpy is imported: on matrices this small a second thread only costs time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# No test asserts a wall-clock time.
settings.register_profile("aligner", deadline=None)
settings.load_profile("aligner")

if TYPE_CHECKING:
    from aligner.encoders.model import Model

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-golden", action="store_true", help="write the golden files anew; look at the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with the golden file of that name, or make them the golden file under ``--accept-golden``."""

    def compare(name: str, found: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--accept-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found)
        assert found.decode() == path.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def multilingual() -> Model:
    """The multilingual encoder, loaded once."""
    from aligner.encoders import load_model

    return load_model("multilingual")
