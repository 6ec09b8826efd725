"""A links file named ``.xml``, as in OPUS -> Alignment; its first element tells XCES from TEI."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import InputError
from aligner.formats import tei, xces
from aligner.formats.linked import local, read_xml
from aligner.model import Alignment

_LOADERS = {"cesAlign": xces.load, "TEI": tei.load}


def load(path: str | Path) -> Alignment:
    """Read links with their documents beside them. Raises `InputError` if they are neither XCES nor TEI."""
    root = local(read_xml(Path(path), ".xml"))
    if root not in _LOADERS:
        what = f"holds no links between sentences: its first element is <{root[:40]}>, not <cesAlign> or <TEI>"
        raise InputError(what, where=str(path), remedy="give OPUS or TEI links beside their documents")
    return _LOADERS[root](path)
