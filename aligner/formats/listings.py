"""Tables that the program writes about texts and alignments: no texts themselves, and no alignments.

They often lie in the folder that is read the next time, where they are passed over.
"""

from __future__ import annotations

import codecs
from pathlib import Path

# The headers of reports, glossaries and manifests.
REPORT = ("file", "id", "flag", "detail", "weight", "score", "source", "target")
GLOSSARY = (
    "source",
    "target",
    "kind",
    "languages",
    "count",
    "source_count",
    "target_count",
    "score",
    "examples",
)
MANIFEST = ("id", "source", "target", "source_language", "target_language", "score", "note")
# The lists of a batch.
DOCUMENTS = (
    "id",
    "source_language",
    "target_language",
    "source_sentences",
    "target_sentences",
    "beads",
    "nulls",
    "linked",
    "score",
    "note",
)
ERRORS = ("id", "status", "reason", "source", "target", "source_language", "target_language")
# The sheet of a glossary's workbook.
SHEET = "glossary"

_HEADERS = {"\t".join(header).encode() for header in (REPORT, GLOSSARY, MANIFEST, DOCUMENTS, ERRORS)}
_WORKBOOK, _FILTERED = "xl/workbook.xml", f"'{SHEET}'!$A$1:${'ABCDEFGHIJ'[len(GLOSSARY) - 1]}$"


def is_listing(path: Path) -> bool:
    """Whether a file is a report, glossary or manifest of ours; no if it cannot be read."""
    try:
        if path.suffix.lower() == ".tsv":
            with path.open("rb") as file:
                return file.readline(1000).removeprefix(codecs.BOM_UTF8).strip() in _HEADERS
        if path.suffix.lower() == ".xlsx":
            from aligner.formats.packed import start_of_member

            workbook = start_of_member(path, _WORKBOOK)
            return f'name="{SHEET}"'.encode() in workbook and _FILTERED.encode() in workbook
    except OSError:
        pass
    return False
