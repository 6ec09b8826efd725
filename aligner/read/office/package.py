"""The parts of an Office Open XML file (``.docx``, ``.xlsx``), found by the relations between them.

::

    _rels/.rels ──officeDocument──▶ xl/workbook.xml      xl/_rels/workbook.xml.rels ──worksheet──▶ xl/worksheets/a.xml
"""

from __future__ import annotations

import posixpath
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote

from aligner.errors import InputError
from aligner.read.archive import Archive
from aligner.read.safe_xml import parse


class Relation(NamedTuple):
    """A relation of one part to another.

    Attributes:
        kind: the last word of its type, as ``"worksheet"``.
        part: name of the other part.
    """

    kind: str
    part: str


class Package:
    """The parts of an archive by their names, in which case and the direction of slashes do not count."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {_plain(name): name for name in reversed(archive.names)}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises what `Archive.read` does."""
        return self._archive.read(self._names.get(_plain(part), part))

    def main(self, usual: str) -> str:
        """The part that holds the document itself; the usual one if the archive does not say."""
        with suppress(InputError):
            return next((each.part for each in self.related("").values() if each.kind == "officeDocument"), usual)
        return usual

    def related(self, part: str) -> dict[str, Relation]:
        """The relations of a part to others by their ids; those of the whole archive for the part ``""``."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        found = {}
        for element in parse(self.read(relations), self._archive.suffix) if relations in self else ():
            kind = element.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, unquote(element.get("Target", "")).replace("\\", "/"))
            if element.get("TargetMode") != "External":
                found[element.get("Id", "")] = Relation(kind, posixpath.normpath(target).lstrip("/"))
        return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
