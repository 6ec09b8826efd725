"""A path -> blocks. To add a format: one function ``(data, encoding) -> blocks``, one line in `READERS`.

Files are opened here and nowhere else; the readers are pure functions of bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.plain.encoding import decode
from aligner.read.plain.markdown import blocks_of_markdown
from aligner.read.plain.text import blocks_of
from aligner.read.signature import recognise, refuse_other

Reader = Callable[[bytes, "str | None"], tuple[Block, ...]]

_T = TypeVar("_T")

STDIN = "-"

# Nothing that text means: control characters other than tab and newline, the byte order mark, two noncharacters.
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def read(path: str | Path, *, encoding: str | None = None) -> tuple[Block, ...]:
    """Blocks of a file in reading order; ``"-"`` is standard input, read as plain text.

    Raises `InputError` with the file's name for whatever cannot be read or holds no text.
    """
    reader = _reader_for(path)
    return _named(path, lambda: _blocks(reader, _checked(path), encoding))


def read_text(path: str | Path, *, encoding: str | None = None) -> str:
    """Text of a file as it stands, with ``\\n`` for every line ending and without control characters.

    Raises `InputError` as `read` does.
    """
    return _named(path, lambda: _text(_bytes(path), encoding))


def clean(text: str) -> str:
    """Line endings made ``\\n``, a form feed a paragraph break, other control characters dropped but for the tab.

    >>> clean("a\\r\\nb\\rc\\fd\\x00")
    'a\\nb\\nc\\n\\nd'
    """
    text = re.sub(r"\r\n?|[\x0b\x85\u2028]", "\n", text)
    # A form feed beside an empty line breaks nothing more: without it, line numbers stay those of the file.
    if "\f" in text:
        text = re.sub(r"(?:(?<=\n\n)|\A)\f+|\f+(?=\n\n)", "", text)
    return _DROPPED.sub("", re.sub(r"\f+|\u2029", "\n\n", text))


def read_plain(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of a plain text file."""
    return blocks_of(_text(data, encoding))


def read_markdown(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of a Markdown file."""
    return blocks_of_markdown(_text(data, encoding))


def read_web(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of the article of a saved web page."""
    from aligner.read.web.web import blocks_of_web

    return blocks_of_web(data, encoding)


def read_epub(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of an e-book."""
    from aligner.read.web.epub import blocks_of_epub

    return blocks_of_epub(data)


def read_docx(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of a Word document."""
    from aligner.read.office.docx import blocks_of_docx

    return blocks_of_docx(data)


def read_odt(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of an OpenDocument text."""
    from aligner.read.office.odt import blocks_of_odt

    return blocks_of_odt(data)


def read_fodt(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of an OpenDocument text in one XML file."""
    from aligner.read.office.odt import blocks_of_fodt

    return blocks_of_fodt(data)


def read_rtf(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of an RTF file."""
    from aligner.read.office.rtf import blocks_of_rtf

    return blocks_of_rtf(data)


def read_pdf(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of a PDF."""
    from aligner.read.pdf.pdf import blocks_of_pdf

    return blocks_of_pdf(data)


def read_subtitles(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Blocks of a SubRip or WebVTT file."""
    from aligner.read.plain.subtitles import blocks_of_subtitles

    return blocks_of_subtitles(_text(data, encoding))


def read_po(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Rows of a gettext catalogue."""
    from aligner.read.plain.po import blocks_of_po, charset_of

    return blocks_of_po(_text(data, encoding or charset_of(data)))


def read_table(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Rows of a table with commas, semicolons or tabs."""
    from aligner.read.plain.tables import blocks_of_table

    return blocks_of_table(_text(data, encoding))


def read_sheet(data: bytes, encoding: str | None) -> tuple[Block, ...]:
    """Rows of a workbook."""
    from aligner.read.plain.tables import blocks_of_sheet

    return blocks_of_sheet(data)


READERS: dict[str, Reader] = {
    "": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web,
    ".htm": read_web,
    ".xhtml": read_web,
    ".epub": read_epub,
    ".docx": read_docx,
    ".docm": read_docx,
    ".odt": read_odt,
    ".fodt": read_fodt,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
    ".po": read_po,
    ".csv": read_table,
    ".tsv": read_table,
    ".xlsx": read_sheet,
}


def _reader_for(path: str | Path) -> Reader:
    if str(path) == STDIN:
        return read_plain
    suffix = Path(path).suffix.lower()
    if suffix not in READERS and Path(path).exists() and not Path(path).is_dir():
        raise _no_reader(path, suffix)
    return READERS.get(suffix, read_plain)


def _no_reader(path: str | Path, suffix: str) -> InputError:
    content = recognise(_bytes(path))
    if content is not None and content.way_out:
        return InputError(f"this is {content.name}", where=str(path), remedy=content.way_out)
    known = ", ".join(filter(None, READERS))
    return InputError(f"no reader for {suffix} files", where=str(path), remedy=f"these can be read: {known}")


def _named(path: str | Path, job: Callable[[], _T]) -> _T:
    """What the job gives; the errors of the pure readers get the file's name."""
    try:
        return job()
    except InputError as error:
        where = "standard input" if str(path) == STDIN else str(path)
        raise InputError(error.what, where=error.where or where, remedy=error.remedy) from None


def _bytes(path: str | Path) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file", remedy="name a file in it") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", remedy="check its permissions") from None


def _checked(path: str | Path) -> bytes:
    """A file's bytes, if they are not clearly those of another format than its suffix says."""
    data = _bytes(path)
    refuse_other(data, "" if str(path) == STDIN else Path(path).suffix.lower())
    return data


def _text(data: bytes, encoding: str | None) -> str:
    if not data:
        raise InputError("the file is empty", remedy="give a file with text")
    text = clean(decode(data, encoding))
    if not text.strip():
        raise InputError("the file holds nothing but white space", remedy="give a file with text")
    return text


def _blocks(reader: Reader, data: bytes, encoding: str | None) -> tuple[Block, ...]:
    blocks = reader(data, encoding)
    if not any(block.text.strip() for block in blocks):
        raise InputError("the file holds no text", remedy="give a file with text")
    return blocks
