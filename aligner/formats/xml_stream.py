"""Untrusted XML of any size, read element by element with the parser of the standard library.

A translation memory can be larger than the machine's memory, so nothing is kept once it has been yielded, and what is
held until then is limited: the depth of markup, the length of a tag, the size of an element kept whole. Declared
entities are refused, and nothing is fetched.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from aligner.errors import InputError
from aligner.formats.reading import MAX_PIECE, opened, readable
from aligner.read.unpack import MAX_UNPACKED

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Maximum nesting of elements; the same as lxml's limit.
MAX_DEPTH = 256
# Maximum length of a tag with its attributes, or of a comment, in bytes. A guess: the longest have some thousands.
MAX_TAG = 1_000_000

_CHUNK = 1 << 16
_ELEMENT = 200  # bytes that an element takes in memory without its text, about
# A declaration that is readable as ASCII but names a two-byte encoding: some programs copy it from a UTF-16 string.
_WRONG_WIDTH = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["'](?:utf-?16|ucs-?2|unicode)""", re.IGNORECASE)


def elements(
    path: str | Path, *, root: str, on_opening: Collection[str], whole: Collection[str], streamed: bool = False
) -> Iterator[Element]:
    """The elements with these names, in the order of the file; names and tags are without namespace.

    Args:
        path: a file, gzipped if its name ends in ``.gz``.
        root: the root element that the file must have.
        on_opening: elements to yield when they open, with attributes and nothing else.
        whole: elements to yield when they close, with everything in them.
        streamed: whether the caller keeps none of them, so that a gzipped file may unpack to any size.

    Raises `InputError` that names the file if it cannot be read, is not well-formed, has another root, declares
    entities, or is larger in any part than memory should hold.
    """
    with readable(path), opened(path, most=math.inf if streamed else MAX_UNPACKED) as file:
        yield from _Stream(str(path), root, frozenset(on_opening), frozenset(whole)).read(file)


class _Stream:
    """The parser's callbacks, and the elements found so far."""

    def __init__(self, path: str, root: str, opened: frozenset[str], whole: frozenset[str]) -> None:
        self._path, self._root, self._names, self._whole = path, root, opened, whole
        self._found: list[Element] = []
        self._depth = 0
        self._inside: list[Element] = []  # the element that is kept whole, and the open elements inside it
        self._size = 0  # bytes that it takes so far, about
        self._closed: Element | None = None  # the child that closed last; text after it is its tail
        self._pieces: list[str] = []  # text since the last tag
        self._line: Callable[[], int] = lambda: 1  # where the parser is

    def read(self, file: BinaryIO) -> Iterator[Element]:
        from xml.parsers import expat

        chunk = file.read(_CHUNK)
        encoding = "utf-8" if _WRONG_WIDTH.match(chunk.removeprefix(codecs.BOM_UTF8)) else None
        parser = expat.ParserCreate(encoding, namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entities
        self._line = lambda: parser.CurrentLineNumber
        fed = 0
        try:
            while chunk:
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > MAX_TAG:
                    raise self._too_large("a tag", MAX_TAG)
                yield from self._found
                self._found.clear()
                chunk = file.read(_CHUNK)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise self._refusal(f"is not well-formed XML ({error})", "export it again") from None
        yield from self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        from xml.etree.ElementTree import Element, SubElement

        tag = name.rpartition("}")[2]
        if not self._depth and tag != self._root:
            raise self._refusal(f"is not a <{self._root}> file: its first element is <{tag[:40]}>", "check the name")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refusal("has markup nested too deeply for a document", "do not trust it, or export it again")
        self._place_text()
        named = {f"{{{key}" if "}" in key else key: value for key, value in attributes.items()}
        if self._inside:
            self._grow(_ELEMENT + sum(map(len, named.values())))
            self._inside.append(SubElement(self._inside[-1], tag, named))
        elif tag in self._whole:
            self._size = 0
            self._inside.append(Element(tag, named))
        elif tag in self._names:
            self._found.append(Element(tag, named))
        self._closed = None

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._place_text()
        if self._inside:
            self._closed = self._inside.pop()
            if not self._inside:
                self._found.append(self._closed)

    def _text(self, text: str) -> None:
        if self._inside:
            self._grow(len(text))
            self._pieces.append(text)

    def _place_text(self) -> None:
        """Put the text since the last tag where it belongs."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._closed is None:
            self._inside[-1].text = text
        else:
            self._closed.tail = text

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MAX_PIECE:
            raise self._too_large(f"a <{self._inside[0].tag}>", MAX_PIECE)

    def _too_large(self, what: str, most: int) -> InputError:
        return InputError(
            f"holds {what} of more than {most // 1_000_000} MB, far more than a translation needs",
            where=f"{self._path}, line {self._line()}",
            remedy="do not trust it, or export it again",
        )

    def _refuse_entities(self, *_: object) -> NoReturn:
        raise self._refusal("declares XML entities, which it does not need", "do not trust it, or export it again")

    def _refusal(self, what: str, remedy: str) -> InputError:
        return InputError(what, where=self._path, remedy=remedy)
