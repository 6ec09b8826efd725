"""LibreOffice as another program that opens and saves what we write."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(not OFFICE and not os.environ.get("CI"), reason="LibreOffice is not installed")


def saved_by_office(path: Path, form: str) -> Path:
    """The file as LibreOffice saves it in a folder beside it, in a format such as ``"xlsx"``."""
    folder = path.parent / "office"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [OFFICE or "soffice", "--headless", profile, "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{form.partition(':')[0]}"
