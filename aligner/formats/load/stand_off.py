"""A file of links that is called ``.xml``, as OPUS's are -> Alignment; its first element tells whose they are."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import InputError
from aligner.formats.load import tei, xces
from aligner.formats.load.linked import local, read_xml
from aligner.model import Alignment

_LOADERS = {"cesAlign": xces.load, "TEI": tei.load}


def load(path: str | Path) -> Alignment:
    """Read links with their documents beside them. Raises `InputError` if they are neither of XCES nor of TEI."""
    root = local(read_xml(Path(path), ".xml"))
    if root not in _LOADERS:
        what = f"holds no links between sentences: its first element is <{root[:40]}>, not <cesAlign> or <TEI>"
        raise InputError(what, where=str(path), remedy="give links of OPUS or TEI beside their documents")
    return _LOADERS[root](path)
