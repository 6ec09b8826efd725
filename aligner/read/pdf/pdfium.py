"""A PDF as pdfium sees it: its pages one after the other, and in our words why it or one of them cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import PYFUNCTYPE, c_double, c_int, c_uint, c_ulong, c_void_p, cast
from typing import Any, NamedTuple

from aligner.errors import InputError
from aligner.read.pdf.check import REMEDY

# The longest novels have 1,500 pages.
MAX_PAGES = 5_000


class PageHandles(NamedTuple):
    """A page that is open: its number from 1, and what pdfium knows it and its text by."""

    number: int
    page: Any
    text: Any


class Calls(NamedTuple):
    """Functions of pdfium that are called for each character or text object.

    The same functions as in `pypdfium2.raw`, declared with plain addresses: a call costs a third of what it does there.
    The last three take an object; the others a page's text and an index, and where pdfium writes what it finds: an
    `FS_RECTF`, the edges of a box (left, right, bottom, top) or the place of a point, each a double, an `FS_MATRIX`.
    """

    text_object: Callable[[int, int], int | None]
    unicode: Callable[[int, int], int]
    loose_box: Callable[[int, int, int], int]
    is_generated: Callable[[int, int], int]
    has_no_unicode: Callable[[int, int], int]
    tight_box: Callable[[int, int, int, int, int, int], int]
    origin: Callable[[int, int, int, int], int]
    matrix: Callable[[int, int, int], int]
    font_size: Callable[[int, int], float]
    font: Callable[[int], int | None]
    count_marks: Callable[[int | None], int]
    mark: Callable[[int | None, int], int | None]


def calls() -> Calls:
    import pypdfium2.raw as pdfium

    def declared(function: Any, result: Any, *more: Any, of: Sequence[Any] = (c_void_p, c_int)) -> Any:
        return PYFUNCTYPE(result, *of, *more)(cast(function, c_void_p).value or 0)

    return Calls(
        declared(pdfium.FPDFText_GetTextObject, c_void_p),
        declared(pdfium.FPDFText_GetUnicode, c_uint),
        declared(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p),
        declared(pdfium.FPDFText_IsGenerated, c_int),
        declared(pdfium.FPDFText_HasUnicodeMapError, c_int),
        declared(pdfium.FPDFText_GetCharBox, c_int, *4 * [c_void_p]),
        declared(pdfium.FPDFText_GetCharOrigin, c_int, *2 * [c_void_p]),
        declared(pdfium.FPDFText_GetMatrix, c_int, c_void_p),
        declared(pdfium.FPDFText_GetFontSize, c_double),
        declared(pdfium.FPDFTextObj_GetFont, c_void_p, of=(c_void_p,)),
        declared(pdfium.FPDFPageObj_CountMarks, c_int, of=(c_void_p,)),
        declared(pdfium.FPDFPageObj_GetMark, c_void_p, of=(c_void_p, c_ulong)),
    )


def pages(data: bytes) -> Iterator[PageHandles]:
    """The pages of a file, each open until the next is asked for.

    Raises `InputError` for a file that is damaged, encrypted with a password, or has too many pages.
    """
    import pypdfium2.raw as pdfium

    with _document(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if not count:
            raise InputError("is damaged: it has no pages", remedy=REMEDY)
        if count > MAX_PAGES:
            raise InputError(f"has more than {MAX_PAGES} pages", remedy="split it")
        for number in range(1, count + 1):
            page = pdfium.FPDF_LoadPage(document, number - 1)
            text = pdfium.FPDFText_LoadPage(page) if page else None
            try:
                if not text:
                    raise InputError(f"is damaged: page {number} cannot be read", remedy=REMEDY)
                yield PageHandles(number, page, text)
            finally:
                pdfium.FPDFText_ClosePage(text)
                pdfium.FPDF_ClosePage(page)


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(code: int) -> InputError:
    import pypdfium2.raw as pdfium

    if code == pdfium.FPDF_ERR_PASSWORD:
        return InputError("is encrypted", remedy="save it without a password")
    if code == pdfium.FPDF_ERR_SECURITY:
        return InputError("is encrypted in a way that cannot be read", remedy="save it without a password")
    return InputError("is damaged", remedy=REMEDY)
