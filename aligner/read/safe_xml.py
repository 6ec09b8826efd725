"""Untrusted XML -> an lxml tree: no entities, no DTD, nothing fetched, limited depth and size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError, MissingExtraError
from aligner.read.refusals import DO_NOT_TRUST, too_much_markup, whole_copy

if TYPE_CHECKING:
    from lxml.etree import _Element

# Files with more tags and attributes than this are refused: a tree takes 150 to 400 bytes for each, and a reader up to
# 5 millionths of a second. A guess: a document of 1,500 pages by a word processor has half as many.
MAX_MARKS = 1_000_000

_SAFE = {
    **dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree"), False),
    **dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True),
}
_CHUNK = 1 << 16  # bytes that are parsed before what has been used is dropped


def parse(data: bytes, suffix: str = ".xml") -> _Element:
    """The root of an XML file, or of a part of a `suffix` file; messages name the suffix.

    Comments and processing instructions are left out; lxml limits depth to 256. Raises `InputError` if the XML
    is not well-formed, declares entities or is too large, and `MissingExtraError` without lxml.
    """
    etree = _lxml(suffix)
    check_marks((data,), 2 * MAX_MARKS)
    parser = etree.XMLParser(**_SAFE)
    try:
        root: _Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(str(getattr(error, "msg", error)), suffix) from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise _refusal("entity", suffix)
    etree.strip_tags(root, etree.Entity)  # defined in a DTD that is not read
    return root


def elements(data: bytes, root: str, name: str, suffix: str) -> Iterator[_Element]:
    """The elements of a local name, one by one, in a part of a `suffix` file whose root has the local name `root`.

    No tree of all is held, so that each is to be used before the next is asked for. Raises what `parse` does, except
    for too much markup, of which the caller asks `check_marks`.
    """
    etree = _lxml(suffix)
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise _refusal("entity", suffix)
    tags = f"{{*}}{root}", f"{{*}}{name}"
    parser = etree.XMLPullParser(("start", "end"), tag=tags, **_SAFE)
    top = None
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            for event, element in parser.read_events():
                if top is None:
                    top = element
                elif event == "end" and element is not top:
                    yield element
            if top is None or not top.tag.endswith(f"}}{root}"):
                raise _refusal(f"no {root} in it", suffix)
            _forget(top, name)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(str(getattr(error, "msg", error)), suffix) from None


def _forget(element: _Element, name: str) -> None:
    """Drop all that has ended of a tree that is being read, down to elements of this local name."""
    while len(element) and not element.tag.endswith(f"}}{name}"):
        del element[:-1]
        element = element[-1]


def check_marks(parts: Iterable[bytes], most: int) -> None:
    """Raise `InputError` if the parts of a file have more marks together: beginnings of tags, and attributes."""
    if sum(part.count(b"<") + part.count(b"=") for part in parts) > most:
        raise too_much_markup()


def _lxml(suffix: str) -> ModuleType:
    try:
        from lxml import etree
    except ImportError:
        raise MissingExtraError(f"reading {suffix} needs lxml", remedy="pip install 'aligner[documents]'") from None
    return etree


def _refusal(reason: str, suffix: str) -> InputError:
    """The error that explains the parser's message."""
    if "ntity" in reason and "defined" not in reason:
        return InputError("declares XML entities, which no document needs", remedy=DO_NOT_TRUST)
    if "depth" in reason:
        return InputError("has markup nested too deeply for a document", remedy=DO_NOT_TRUST)
    reason = (reason.splitlines() or ["nothing in it"])[0]
    what = f"is damaged, or not a {suffix} file (its XML: {reason})"
    return InputError(what, remedy=whole_copy(suffix))
