"""Damages files as accident and malice do: each mutation keeps enough of the structure for a reader to go on.

A file is taken apart as far as it can be (the members of an archive, a gzip file, the streams of a PDF, the tags of
markup, the files of a folder, the values of JSON, lines), one part is changed, and it is put together again::

    mutate(docx, [docx, …], Random("1-7")) ──▶ the same archive, in whose word/document.xml one tag is repeated

What is made depends on nothing but the arguments.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from fuzz_tokens import hostile
from fuzz_trees import tree_changed

# Before each file of a folder; see `fuzz_targets`.
FILE_NAME = re.compile(rb"(\n==> [^\n]*\n)")

_MARKUP = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_VALUE = re.compile(rb"(=\s*[\"'])([^\"']*)")
_WRONG_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0.5, 10**30, 1e308, "", "a", "\ud800"),
    *([], {}, [[]], [[0, 1]], {"id": 1}),
)

# Mutations in a row: mostly one, so that what is found is easy to understand.
_TIMES = (1, 1, 1, 2, 2, 3, 5)

# How often a piece is repeated: rarely very often, since large files take long.
_REPEATS = (*[2] * 120, *[3] * 60, *[10] * 30, *[50] * 10, 3000)

# A file is not made larger than this by repetition: the limits in time and memory are for files that people have.
_LARGEST = 2_000_000


def mutate(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The file with one to five changes; `others` are files to take pieces from."""
    for _ in range(chance.choice(_TIMES)):
        data = _changed(data, others, chance)
    return data


def _changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    taken_apart = next((way for begins, way in _STRUCTURES if data[:64].lstrip().startswith(begins)), None)
    if taken_apart is not None and chance.random() < 0.85:
        try:
            return taken_apart(data, others, chance)
        except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):  # RuntimeError: encrypted
            pass  # damaged by an earlier change
    return _bytes_changed(data, others, chance)


def _zip_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    members = list(_members(data))
    at = chance.randrange(len(members))
    name, content = members[at]
    what = chance.random()
    if what < 0.8:
        inner = [other for _, other in members if other[:5] == content[:5]]
        members[at] = (name, _changed(content, inner, chance))
    elif what < 0.9:
        del members[at]
    else:
        members[at] = (chance.choice((name.upper(), "../" + name, name + "x", members[0][0])), content)
    out = io.BytesIO()
    packed = zipfile.ZIP_DEFLATED if chance.random() < 0.2 else zipfile.ZIP_STORED  # which is quicker
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in dict(members).items():
            archive.writestr(zipfile.ZipInfo(name), content, packed)
    return out.getvalue()


@lru_cache(maxsize=32)
def _members(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple((info.filename, archive.read(info)) for info in archive.infolist())


def _folder_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One file of several, each after its name."""
    head, *files = re.split(FILE_NAME, data)
    at = chance.randrange(len(files) // 2) * 2 + 1
    files[at] = _changed(files[at], [], chance)
    return head + b"".join(files)


def _gzip_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return gzip.compress(_changed(gzip.decompress(data), [], chance), mtime=0)


def _pdf_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One stream changed as unpacked, or the objects around the streams."""
    streams = list(_STREAM.finditer(data))
    if not streams or chance.random() < 0.4:
        return _words_changed(data, others, chance)
    stream = chance.choice(streams)
    try:
        content = zlib.compress(_words_changed(zlib.decompress(stream[1]), [], chance))
    except zlib.error:
        content = _words_changed(stream[1], [], chance)
    return data[: stream.start(1)] + content + data[stream.end(1) :]


def _markup_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    if chance.random() < 0.6:
        with contextlib.suppress(ValueError):  # HTML, or damaged by an earlier change
            return tree_changed(data, hostile(chance), chance.choice(_REPEATS), chance)
    parts = _MARKUP.findall(data)
    at = chance.randrange(len(parts))
    what = chance.randrange(6)
    if what == 0 and (value := _VALUE.search(parts[at])):
        parts[at] = parts[at][: value.start(2)] + hostile(chance) + parts[at][value.end(2) :]
    elif what <= 1 and not parts[at].startswith(b"<"):
        parts[at] = _bytes_changed(parts[at], others, chance)
    else:
        _list_changed(parts, chance)
    return b"".join(parts)


def _json_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    root = [json.loads(data)]
    here: Any = root
    key: Any = 0
    while isinstance(here[key], dict | list) and here[key] and chance.random() < 0.85:
        here = here[key]
        key = chance.choice(list(here)) if isinstance(here, dict) else chance.randrange(len(here))
    if chance.random() < 0.3 and isinstance(here, dict | list) and here is not root:
        del here[key]
    elif isinstance(here[key], str) and chance.random() < 0.5:
        changed = _bytes_changed(here[key].encode("utf-8", "surrogatepass"), [], chance)
        here[key] = changed.decode("utf-8", "replace")
    elif isinstance(here[key], int | float) and chance.random() < 0.5:
        here[key] += chance.choice((-1, 1, 1000, 0.5))
    elif isinstance(here, list) and here is not root and chance.random() < 0.3:
        _list_changed(here, chance)
    else:
        here[key] = chance.choice(_WRONG_VALUES)
    return json.dumps(root[0]).encode()


def _words_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Words or, as often, bytes changed: for formats such as PDF and RTF whose tokens are short."""
    if chance.random() < 0.5:
        return _bytes_changed(data, others, chance)
    parts = re.findall(rb"\s+|[\w.]+|[^\w\s]", data) or [data]
    _list_changed(parts, chance)
    return b"".join(parts)


def _lines_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return _words_changed(data, others, chance)
    lines = data.splitlines(keepends=True) or [data]
    _list_changed(lines, chance)
    return b"".join(lines)


def _list_changed(parts: list[Any], chance: random.Random) -> None:
    """One part, or a run of them, deleted, repeated, moved, exchanged or replaced by a hostile one."""
    i, j = sorted(chance.randrange(len(parts)) for _ in range(2))
    short = slice(i, min(j, i + 20) + 1)
    what = chance.randrange(6)
    if what == 0:
        del parts[short]
    elif what == 1:
        most = _LARGEST // (1 + sum(len(part) for part in parts[short] if isinstance(part, bytes)) + j - i)
        parts[short] = parts[short] * min(chance.choice(_REPEATS), max(1, most))
    elif what == 2:
        parts[i], parts[j] = parts[j], parts[i]
    elif what == 3:
        parts.insert(j, parts[i])
    elif what == 4:
        del parts[j:]
    elif isinstance(parts[i], bytes):
        parts.insert(i, hostile(chance))


def _bytes_changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    i, j = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    end = min(j, i + 400)
    what = chance.randrange(8)
    if what == 0 and data:
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 1, 4, 30))):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    if what == 1:
        return data[:i]
    if what == 2:
        return data[:i] + data[end:]
    if what == 3:
        times = min(chance.choice(_REPEATS), max(1, _LARGEST // (1 + end - i)))
        return data[:i] + data[i:end] * times + data[end:]
    if what == 4 and others:
        other = chance.choice(others)
        return data[:i] + other[chance.randrange(len(other) + 1) :]
    if what == 5:
        return data[:i] + chance.randbytes(chance.choice((1, 2, 20))) + data[i:]
    return data[:i] + hostile(chance) + data[end if what == 6 else i :]


_Way = Callable[[bytes, Sequence[bytes], random.Random], bytes]

# By what a file begins with; the first that fits.
_STRUCTURES: tuple[tuple[bytes, _Way], ...] = (
    (b"PK", _zip_changed),
    (b"==> ", _folder_changed),
    (b"\x1f\x8b", _gzip_changed),
    (b"%PDF", _pdf_changed),
    (b"{\\rtf", _words_changed),
    (b"{", _json_changed),
    (b"<", _markup_changed),
    (b"", _lines_changed),
)
