"""The formats that texts can be read from, one record each.

To add one: a module with a function ``(data, encoding) -> blocks`` in one of the folders beside this file, and a record
in `TABLE`. Modules are imported only when used. A reader whose library sets no limits runs `apart`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from aligner.errors import MissingExtraError
from aligner.later import later
from aligner.model import Block
from aligner.read.apart import apart


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that texts can be read from.

    Attributes:
        suffixes: suffixes of its files, in lower case, the usual one first; ``""`` is a name without a suffix.
        read: bytes of a file, and the encoding named by the user or None -> blocks in reading order. Formats that
            declare their encoding ignore the second argument. Raises `InputError`, without the file's name, for bytes
            that it cannot use.
        library: the package that must be installed, and the extra that installs it. The name of the package's module
            is that of the package up to the first dot.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str | None], tuple[Block, ...]]
    library: tuple[str, str] | None = None

    def check_library(self, suffix: str) -> None:
        """Raise `MissingExtraError`, which names the suffix, if the library is not installed; imports nothing."""
        if self.library is None:
            return
        package, extra = self.library
        if find_spec(package.partition(".")[0]) is None:
            raise MissingExtraError(f"reading {suffix} needs {package}", remedy=f"pip install 'aligner[{extra}]'")


_LXML = ("lxml", "documents")

# In the order in which messages list them.
TABLE = (
    Reader(("", ".txt", ".text"), later("aligner.read.plain.text", "read_text_file")),
    Reader((".md", ".markdown"), later("aligner.read.plain.markdown", "read_markdown")),
    Reader((".html", ".htm", ".xhtml"), later("aligner.read.web.saved_page", "read_page"), _LXML),
    Reader((".mhtml", ".mht"), later("aligner.read.web.mhtml", "read_mhtml"), _LXML),
    Reader((".epub",), later("aligner.read.web.epub", "read_epub"), _LXML),
    Reader((".fb2", ".fbz"), later("aligner.read.web.fb2", "read_fb2"), _LXML),
    Reader((".docx", ".docm"), later("aligner.read.office.docx", "read_docx"), _LXML),
    Reader((".doc", ".dot"), later("aligner.read.office.word97", "read_doc"), _LXML),
    Reader((".odt",), later("aligner.read.office.odt", "read_odt"), _LXML),
    Reader((".fodt",), later("aligner.read.office.odt", "read_fodt"), _LXML),
    Reader((".rtf",), later("aligner.read.office.rtf", "read_rtf")),
    Reader((".pdf",), apart("aligner.read.pdf.document", "read_pdf"), ("pypdfium2", "pdf")),
    Reader((".srt", ".vtt"), later("aligner.read.plain.subtitles", "read_subtitles")),
    Reader((".ass", ".ssa"), later("aligner.read.plain.ass", "read_ass")),
    Reader((".po",), later("aligner.read.plain.po", "read_po"), ("polib", "documents")),
    Reader((".csv", ".tsv"), later("aligner.read.plain.tables", "read_table")),
    Reader((".xlsx", ".xlsm"), later("aligner.read.plain.tables", "read_workbook"), _LXML),
)

# Other ways to read the files of a format, used where they are named as the format.
VARIANTS = {
    ".html+trafilatura": Reader(
        (".html", ".htm", ".xhtml"),
        later("aligner.read.web.by_trafilatura", "read_page_by_trafilatura"),
        ("trafilatura", "web"),
    ),
}

READERS: dict[str, Reader] = {suffix: reader for reader in TABLE for suffix in reader.suffixes}


def variant(format: str | None) -> Reader | None:
    """The variant of this name; None if there is none.

    >>> variant("html+trafilatura").suffixes, variant("html")
    (('.html', '.htm', '.xhtml'), None)
    """
    return VARIANTS.get("." + format.lower().removeprefix(".")) if format else None
