"""Word documents (.docx) -> blocks: what a reader of the body sees.

Left out: footnotes, endnotes, comments, headers and footers (other parts of the archive), the table of contents,
deleted and hidden text, field codes, and automatic numbers and bullets. Kept: inserted text, results of fields, text
boxes (before the paragraph that anchors them), and text in links and content controls.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from aligner.model import Block
from aligner.read.archive import open_archive
from aligner.read.office.flow import NOTE, Flow
from aligner.read.office.package import Package
from aligner.read.office.style_names import is_code, is_contents, is_prompt
from aligner.read.office.word_styles import Style, child, get, local, properties_of, styles_of
from aligner.read.safe_xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".docx"

_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Elements, besides properties, whose text is not part of the document: deleted text, field codes, readings printed
# above ideographs.
_SKIPPED = frozenset({"tblGrid", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

_PROMPT = re.compile(r"\s*\[[^\[\]]+\]\s*")  # Word's cover pages: [Document title]
_SHORT = 30  # elements in which a prompt ends; a guess: Word writes five

_MAX_FIELDS = 100  # fields open at a time; more were never closed, and the outermost are forgotten
_PRIVATE = range(0xF000, 0xF100)  # the signs of symbol fonts, which mean nothing in other fonts


def read_docx(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a Word document. Raises `InputError` if it is not one."""
    package = Package(open_archive(data, SUFFIX))
    main = package.main("word/document.xml")
    styles = posixpath.join(posixpath.dirname(main), "styles.xml")
    known = styles_of(parse(package.read(styles), SUFFIX)) if styles in package else {}
    return _Walk(known).blocks(parse(package.read(main), SUFFIX))


class _Walk:
    """One pass over the body, without recursion."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles
        self._flow = Flow()
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._hidden: list[bool] = []  # for each open paragraph, whether its style hides it
        self._prompts = 0  # open content controls that say that they show their prompt
        self._starts: dict[str, Callable[[_Element], bool]] = {
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "sym": self._symbol,
            **dict.fromkeys(("footnoteReference", "endnoteReference"), lambda _: self._do(lambda: self._add(NOTE))),
            "fldChar": self._field,
            "sdt": self._control,
            "tbl": lambda _: self._do(self._flow.open_table),
            "tr": self._row,
            "tc": self._cell,
            **dict.fromkeys(_CHARACTERS, self._character),
        }
        self._ends: dict[str, Callable[[_Element], object]] = {
            "p": self._end_paragraph,
            "sdt": self._end_control,
            "tc": lambda _: self._flow.close_cell(),
            "tbl": lambda _: self._flow.close_table(),
        }

    def blocks(self, root: _Element) -> tuple[Block, ...]:
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start":
                if self._start(element):
                    skipped = element
                    walk.skip_subtree()
            elif element is skipped:
                skipped = None
            elif local(element) in self._ends:
                self._ends[local(element)](element)
        return self._flow.blocks()

    def _start(self, element: _Element) -> bool:
        """Process the start of an element; returns whether to skip its contents."""
        name = local(element)
        if not name:
            if element.tag == f"{_COMPATIBILITY}Fallback":  # the same text again, for old programs
                return _previous(element) == f"{_COMPATIBILITY}Choice"
            if element.tag in [f"{name}t" for name in _MATH]:
                self._add(element.text or "")
            return False
        if name in _SKIPPED or name.endswith("Pr"):
            return True
        return name in self._starts and self._starts[name](element)

    def _do(self, action: Callable[[], None]) -> bool:
        action()
        return False

    def _paragraph(self, element: _Element) -> bool:
        properties = child(element, "pPr")
        own = properties_of(properties, None)
        style = self._styles.get(get(child(properties, "pStyle")), Style())
        if any(map(is_contents, style.names[:2])):
            return True
        heading = Style(outline=own.outline).heading if own.outline is not None else style.heading
        item = own.item if own.item is not None else style.item
        self._hidden.append(bool(style.hidden))
        if heading:
            self._flow.open_paragraph("heading", heading)
        elif item:
            self._flow.open_paragraph("item", item)
        elif any(map(is_code, style.names)):
            self._flow.open_paragraph("code")
        else:
            self._flow.open_paragraph()
        return False

    def _end_paragraph(self, element: _Element) -> None:
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        is_drop_cap = get(child(properties, "framePr"), "dropCap") in ("drop", "margin")
        is_deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        self._flow.close_paragraph(runs_on=is_drop_cap or is_deleted)
        self._hidden.pop()
        # A damaged field whose code never ends must not swallow the rest of the document.
        self._fields = [True] * len(self._fields)

    def _run(self, element: _Element) -> bool:
        properties = child(element, "rPr")
        if properties is None:
            return bool(self._hidden and self._hidden[-1])
        own = properties_of(None, properties).hidden
        name = get(child(properties, "rStyle"))
        style = self._styles.get(name, Style())
        if self._prompts and any(map(is_prompt, (name, *style.names))):
            return True
        inherited = self._hidden[-1] if self._hidden else False
        return next((hidden for hidden in (own, style.hidden) if hidden is not None), inherited)

    def _add(self, text: str) -> None:
        if all(self._fields):
            self._flow.add(text)

    def _text(self, element: _Element) -> bool:
        text = re.sub(r"[\t\r\n]", " ", element.text or "")
        self._add(text if element.get(_SPACE) == "preserve" else text.strip(" "))
        return False

    def _character(self, element: _Element) -> bool:
        self._add(_CHARACTERS[local(element)])
        return False

    def _symbol(self, element: _Element) -> bool:
        code = get(element, "char")
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
        if number not in _PRIVATE and not 0xD800 <= number < 0xE000:
            self._add(chr(number))
        return False

    def _field(self, element: _Element) -> bool:
        kind = get(element, "fldCharType")
        if kind == "begin":
            self._fields = [*self._fields, False][-_MAX_FIELDS:]
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        return True

    def _control(self, element: _Element) -> bool:
        """Whether to skip a content control: it is the table of contents, or shows only a prompt in brackets.

        Programs that fill a control often forget to say so, and what they fill in has not the style of prompts.
        """
        properties = child(element, "sdtPr")
        if get(child(child(properties, "docPartObj"), "docPartGallery")) == "Table of Contents":
            return True
        if child(properties, "showingPlcHdr") is None:
            return False
        if _PROMPT.fullmatch(_beginning(child(element, "sdtContent"))):
            return True
        self._prompts += 1
        return False

    def _end_control(self, element: _Element) -> None:
        self._prompts -= child(child(element, "sdtPr"), "showingPlcHdr") is not None

    def _row(self, element: _Element) -> bool:
        if child(child(element, "trPr"), "del") is not None:
            return True
        self._flow.open_row()
        return False

    def _cell(self, element: _Element) -> bool:
        if child(child(element, "tcPr"), "cellDel") is not None:
            return True
        self._flow.open_cell()
        return False


def _beginning(content: _Element | None) -> str:
    """The text of the first elements inside another."""
    inside = islice(content.iter(), _SHORT) if content is not None else ()
    return "".join(each.text or "" for each in inside if local(each) == "t")


def _previous(element: _Element) -> str:
    before = element.getprevious()
    return "" if before is None else str(before.tag)
