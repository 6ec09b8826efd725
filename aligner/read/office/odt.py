"""OpenDocument texts (.odt, or .fodt as a single XML file) -> blocks: what a reader of the body sees.

Left out: notes, comments, headers and footers (which are stored with the styles), the table of contents, deleted and
hidden text. Kept: text boxes (before the paragraph that anchors them), results of fields, text in links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.archive import open_archive
from aligner.read.office.flow import Flow
from aligner.read.office.style_names import is_code, title_level
from aligner.read.safe_xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".odt"

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TEXT, _TABLE = (f"{_OASIS}{name}:1.0}}" for name in ("office", "style", "text", "table"))
_SVG = f"{_OASIS}svg-compatible:1.0}}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"

# Elements whose text is not part of the body.
_SKIPPED = frozenset(
    [f"{_OFFICE}{name}" for name in ("annotation", "forms", "binary-data", "event-listeners")]
    + [f"{_TEXT}{name}" for name in ("note", "tracked-changes", "table-of-content", "ruby-text", "script")]
    + [f"{_SVG}title", f"{_SVG}desc", f"{_MATH}annotation", f"{_STYLE}style"]
)

_BLANK = re.compile("[ \t\r\n]+")  # in OpenDocument, equivalent to one space
_MAX_SPACES = 100  # in a row; a guess
_MAX_REPEATED = 10_000  # repetitions of cells in a document; a guess
_DEEPEST = 20  # longest chain of styles based on one another; a guess


def read_odt(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of an OpenDocument text. Raises `InputError` if it is not one."""
    archive = open_archive(data, SUFFIX)
    manifest = "META-INF/manifest.xml"
    # A password encrypts every part except this one, which says how the others are encrypted.
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise InputError("is encrypted", remedy="save it without a password")
    parts = [parse(archive.read("content.xml"), SUFFIX)]
    if "styles.xml" in archive:
        parts.append(parse(archive.read("styles.xml"), SUFFIX))
    return _blocks(parts, SUFFIX)


def read_fodt(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of an OpenDocument text in a single XML file. Raises `InputError` if it is not one."""
    return _blocks([parse(data, ".fodt")], ".fodt")


def _blocks(parts: list[_Element], suffix: str) -> tuple[Block, ...]:
    body = parts[0].find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError(f"holds no text document, so it is not a {suffix} file", remedy="save it as .odt or .docx")
    styles = {_get(style, _STYLE, "name"): style for part in parts for style in part.iter(f"{_STYLE}style")}
    return _Walk(styles).blocks(body)


class _Walk:
    """One pass over the body, without recursion."""

    def __init__(self, styles: dict[str, _Element]) -> None:
        self._styles = styles
        self._flow = Flow()
        self._lists = 0
        self._after_space = True
        self._times: list[int] = []  # for each open cell, how often it is repeated
        self._covered = 0  # following cells that the last one spans
        self._spare = _MAX_REPEATED
        self._starts: dict[str, Callable[[_Element], bool]] = {
            f"{_TEXT}h": self._paragraph,
            f"{_TEXT}p": self._paragraph,
            f"{_TEXT}list": self._list,
            f"{_TEXT}span": self._span,
            f"{_TEXT}section": lambda element: _get(element, _TEXT, "display") == "none",
            f"{_TEXT}hidden-text": lambda element: _get(element, _TEXT, "is-hidden") != "false",
            f"{_TEXT}hidden-paragraph": lambda element: _get(element, _TEXT, "is-hidden") != "false",
            f"{_TEXT}s": lambda element: self._space(" " * _count(element, _TEXT, "c", _MAX_SPACES)),
            f"{_TEXT}tab": lambda _: self._space("\t"),
            f"{_TEXT}line-break": lambda _: self._space("\n"),
            f"{_TABLE}table": lambda _: self._do(self._flow.open_table),
            f"{_TABLE}table-row": self._row,
            f"{_TABLE}table-cell": self._cell,
            f"{_TABLE}covered-table-cell": self._cell,
        }
        self._ends: dict[str, Callable[[], object]] = {
            f"{_TEXT}h": self._end_paragraph,
            f"{_TEXT}p": self._end_paragraph,
            f"{_TEXT}list": self._end_list,
            f"{_TABLE}table": self._flow.close_table,
            f"{_TABLE}table-cell": self._end_cell,
            f"{_TABLE}covered-table-cell": self._end_cell,
        }

    def blocks(self, body: _Element) -> tuple[Block, ...]:
        from lxml.etree import iterwalk

        walk = iterwalk(body, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED or self._start(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._add(element.text)
                continue
            if element is skipped:
                skipped = None
            elif element.tag in self._ends:
                self._ends[element.tag]()
            self._add(element.tail)
        return self._flow.blocks()

    def _start(self, element: _Element) -> bool:
        """Process the start of an element; returns whether to skip its contents."""
        return element.tag in self._starts and self._starts[element.tag](element)

    def _do(self, action: Callable[[], None]) -> bool:
        action()
        return False

    def _add(self, text: str | None) -> None:
        text = _BLANK.sub(" ", text or "")
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._flow.add(text)
            self._after_space = text.endswith(" ")

    def _space(self, text: str) -> bool:
        self._flow.add(text)
        self._after_space = False
        return False

    def _paragraph(self, element: _Element) -> bool:
        names, hidden = self._style(_get(element, _TEXT, "style-name"))
        if hidden:
            return True
        title = next((level for name in names if (level := title_level(name))), 0)
        self._after_space = True
        if element.tag == f"{_TEXT}h":
            self._flow.open_paragraph("heading", _count(element, _TEXT, "outline-level", 10))
        elif title:
            self._flow.open_paragraph("heading", title)
        elif any(map(is_code, names)):
            self._flow.open_paragraph("code")
        elif self._lists:
            self._flow.open_paragraph("item", self._lists)
        else:
            self._flow.open_paragraph()
        return False

    def _end_paragraph(self) -> None:
        self._flow.close_paragraph()
        self._after_space = False  # the paragraph around a text box continues

    def _style(self, name: str) -> tuple[list[str], bool]:
        """Names of a style and of those that it is based on, and whether the style itself hides its text."""
        names = []
        hidden = name in self._styles and any(
            _get(properties, _TEXT, "display") == "none"
            for properties in self._styles[name].iterchildren(f"{_STYLE}text-properties")
        )
        for _ in range(_DEEPEST):
            names.append(name.replace("_20_", " "))  # OpenDocument's escape for a space in a name
            if name not in self._styles:
                break
            name = _get(self._styles[name], _STYLE, "parent-style-name")
        return names, hidden

    def _span(self, element: _Element) -> bool:
        return self._style(_get(element, _TEXT, "style-name"))[1]

    def _list(self, element: _Element) -> bool:
        self._lists += 1
        return False

    def _end_list(self) -> None:
        self._lists -= 1

    def _row(self, element: _Element) -> bool:
        self._covered = 0
        self._flow.open_row()
        return False

    def _cell(self, element: _Element) -> bool:
        """Open a cell. If covered by a cell to its left, it is not a column of its own; if from above, it is empty."""
        if element.tag == f"{_TABLE}covered-table-cell" and self._covered:
            self._covered -= 1
            return True
        times = min(_count(element, _TABLE, "number-columns-repeated", _MAX_REPEATED), self._spare + 1)
        self._spare -= times - 1
        self._covered = _count(element, _TABLE, "number-columns-spanned", _MAX_REPEATED) - 1
        self._times.append(times)
        self._flow.open_cell()
        return False

    def _end_cell(self) -> None:
        self._flow.close_cell(times=self._times.pop())


def _get(element: _Element, namespace: str, name: str) -> str:
    return str(element.get(f"{namespace}{name}", ""))


def _count(element: _Element, namespace: str, name: str, most: int) -> int:
    """A number from 1 to `most`; 1 if the attribute is missing or not a number."""
    value = _get(element, namespace, name)
    return min(max(int(value), 1), most) if re.fullmatch(r"\d{1,9}", value) else 1
