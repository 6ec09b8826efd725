"""Untrusted XML of any size, read element by element with the parser of the standard library.

A translation memory can be larger than the machine's memory, so nothing is kept once it has been yielded. Declared
entities are refused, nothing is fetched, and the depth of markup is limited.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from aligner.errors import InputError
from aligner.formats.reading import opened, readable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Maximum nesting of elements; the same as lxml's limit.
MAX_DEPTH = 256

_CHUNK = 1 << 16
# A declaration that is readable as ASCII but names a two-byte encoding: some programs copy it from a UTF-16 string.
_WRONG_WIDTH = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["'](?:utf-?16|ucs-?2|unicode)""", re.IGNORECASE)


def elements(path: str | Path, *, root: str, on_opening: Collection[str], whole: Collection[str]) -> Iterator[Element]:
    """The elements with these names, in the order of the file; names and tags are without namespace.

    Args:
        path: a file, gzipped if its name ends in ``.gz``.
        root: the root element that the file must have.
        on_opening: elements to yield when they open, with attributes and nothing else.
        whole: elements to yield when they close, with everything in them.

    Raises `InputError` that names the file if it cannot be read, is not well-formed, has another root or declares
    entities.
    """
    with readable(path), opened(path) as file:
        yield from _Stream(str(path), root, frozenset(on_opening), frozenset(whole)).read(file)


class _Stream:
    """The parser's callbacks, and the elements found so far."""

    def __init__(self, path: str, root: str, opened: frozenset[str], whole: frozenset[str]) -> None:
        self._path, self._root, self._names, self._whole = path, root, opened, whole
        self._found: list[Element] = []
        self._depth = 0
        self._inside: list[Element] = []  # the element that is kept whole, and the open elements inside it
        self._closed: Element | None = None  # the child that closed last; text after it is its tail

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
        try:
            while chunk:
                parser.Parse(chunk, False)
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
        named = {f"{{{key}" if "}" in key else key: value for key, value in attributes.items()}
        if self._inside:
            self._inside.append(SubElement(self._inside[-1], tag, named))
        elif tag in self._whole:
            self._inside.append(Element(tag, named))
        elif tag in self._names:
            self._found.append(Element(tag, named))
        self._closed = None

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._inside:
            self._closed = self._inside.pop()
            if not self._inside:
                self._found.append(self._closed)

    def _text(self, text: str) -> None:
        if not self._inside:
            return
        if self._closed is None:
            self._inside[-1].text = (self._inside[-1].text or "") + text
        else:
            self._closed.tail = (self._closed.tail or "") + text

    def _refuse_entities(self, *_: object) -> NoReturn:
        raise self._refusal("declares XML entities, which it does not need", "do not trust it, or export it again")

    def _refusal(self, what: str, remedy: str) -> InputError:
        return InputError(what, where=self._path, remedy=remedy)
