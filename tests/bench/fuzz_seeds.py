"""The whole files that `fuzz.py` damages: small ones, for each run reads one, that hold much of what a format can say.

Most come from the cases of the tests, a file for each promise; the others from other programs and from our own writers.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archives import zipped
from factories import small
from fictionbooks import fb2
from office_documents import docx, fodt, rtf
from stories import ENGLISH, SPANISH, story

import aligner
from aligner.formats import write
from aligner.formats.table import WRITTEN, Format
from aligner.model import Alignment, Picture, WordLinks
from aligner.words.lexicon import Lexicon
from aligner.words.train import train

TESTS = Path(__file__).parents[1]
FILES = TESTS / "files"

# Files larger than this make slow seeds, and no better ones.
SMALL = 12_000

# Divides two texts; without it, a text is a mixed document.
BETWEEN = b"\n=====\n"

# In the bytes of a folder, the name of each file is on a line of its own before it.
NAME = b"\n==> "

# From the cases of a reader to files, by its first suffix.
_CASES: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    ".txt": ("text", lambda case: "\n".join(case["text"]).encode()),
    ".md": ("markdown", lambda case: case["text"].encode()),
    ".html": ("web", lambda case: case["html"].encode()),
    ".fb2": ("fb2", lambda case: fb2(case["body"])),
    ".docx": ("docx", lambda case: docx("".join(case["body"]))),
    ".odt": ("odt", lambda case: zipped({"content.xml": _content(case["body"])})),
    ".fodt": ("odt", lambda case: fodt("".join(case["body"]))),
    ".rtf": ("rtf", lambda case: rtf(case["body"])),
    ".srt": ("subtitles", lambda case: "\n".join(case["lines"]).encode()),
    ".ass": ("ass", lambda case: "\n".join(case["lines"]).encode()),
    ".csv": ("tables", lambda case: "\n".join(case["lines"]).encode()),
}


def _content(body: Sequence[str]) -> bytes:
    """The main part of an OpenDocument text."""
    return re.sub(rb"(</?office:document)\b", rb"\1-content", fodt("".join(body)))


def samples(suffixes: Sequence[str]) -> tuple[bytes, ...]:
    """Texts in a format, whose suffixes these are."""
    paths = [path for path in sorted(FILES.glob("*/*")) if path.suffix in suffixes and path.is_file()]
    found = [path.read_bytes() for path in paths]
    if ".pdf" in suffixes:
        found.extend(_pdf(compressed) for compressed in (True, False))
    found = [data for data in found if len(data) < SMALL] or found
    for name, made in (_CASES[suffix] for suffix in suffixes if suffix in _CASES):
        found.extend(made(case) for case in json.loads((TESTS / "cases" / f"read_{name}.json").read_text("utf-8")))
    return tuple(found)


# A heading, a paragraph that is hyphenated and goes on in the next column, a list, a note, a running head.
_PAGE = (
    "BT /F1 18 Tf 72 720 Td (The Harbour) Tj ET BT /F2 9 Tf 72 760 Td (Running head) Tj ET "
    "BT /F1 10 Tf 12 TL 72 690 Td (The sea was calm, and nobody came to the har-) Tj T* "
    "[(bour be)-20(fore n)10(oon.)] TJ T* (1. A coat.) Tj T* <2022> Tj ( Bread.) ' T* ET "
    "q 1 0 0 1 320 690 cm BT /F1 10 Tf 0 0 Td (El mar estaba en calma y no vino) Tj 0 -12 Td (nadie.) Tj ET Q "
    "BT /F2 7 Tf 72 60 Td (1 A note at the foot.) Tj 3 Ts (2) Tj ET /X1 Do\n"
)


def _pdf(compressed: bool) -> bytes:
    """A page: far smaller, and so far quicker to read, than what office programs make."""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 8 0 R >>",
        _stream(_PAGE.encode(), compressed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 32 /LastChar 35 /Widths [250 300 400 500] "
        b"/Encoding << /Differences [32 /space /eacute /fi] >> /ToUnicode 7 0 R >>",
        _stream(b"1 beginbfchar <20> <0020> endbfchar 1 beginbfrange <41> <5A> <0041> endbfrange", compressed),
        b"<< /Font << /F1 5 0 R /F2 6 0 R >> /XObject << /X1 9 0 R >> >>",
        _stream(b"BT /F1 10 Tf 72 500 Td (In a form.) Tj ET", compressed, b"/Subtype /Form /BBox [0 0 9 9]"),
    )
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table
    return out + head + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))


def _stream(content: bytes, compressed: bool, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content) if compressed else content
    filter = b"/Filter /FlateDecode" if compressed else b""
    return b"<< %s /Length %d %s >>\nstream\n%s\nendstream" % (entries, len(packed), filter, packed)


def _alignments() -> tuple[Alignment, ...]:
    """Small ones, for what is read again and again; the last has all that only the lossless store keeps."""
    first = small()
    title, block, *others = first.source.blocks
    reworded = replace(block.sentences[0], original="The sea was flat.")
    blocks = (title, replace(block, sentences=(reworded, *block.sentences[1:])), *others)
    rich = replace(
        first,
        source=replace(first.source, blocks=blocks, title="Harbour", author="Ann"),
        min_score=0.3,
        words=WordLinks.of({"sea": {"mar": 3, "la": 1}}),
        left_out={2: "repeated"},
        cover=Picture(b"GIF89a", "image/gif"),
    )
    return first, aligner.align(story(0, without=range(8, 36)), story(1, without={3, *range(8, 36)})), rich


def written(format: Format, folder: Path) -> tuple[bytes, ...]:
    """The file of the format for each alignment or, of a folder format, its files one after the other."""
    seeds = []
    for number, alignment in enumerate(_alignments()):
        for each in [format] if format.is_written else [WRITTEN[".xces"], WRITTEN[".tei"]]:
            path = folder / f"seed{number}{each.suffix}"
            write(alignment, path, force=True)
            seeds.append(_joined(path) if path.is_dir() else path.read_bytes())
    if format.name == "tmx":
        seeds += [gzip.compress(seeds[0], mtime=0), *_read_from("tmx")]
    if format.name == "xlf":
        seeds += _read_from("xliff")
    return tuple(seeds)


def _read_from(name: str) -> Iterable[bytes]:
    """What other programs write."""
    cases = json.loads((TESTS / "cases" / f"load_{name}.json").read_text("utf-8"))
    return (case[name].encode() for case in cases["read"])


def pair_files(format: Format, folder: Path) -> tuple[bytes, ...]:
    """Files to train from."""
    lines = "".join(f"{pair.source}\t{pair.target}\n" for pair in _alignments()[1].pairs()).encode()
    other = [lines, b"en\tes\tnote\n" + lines, gzip.compress(lines, mtime=0)] if format.name == "tsv" else []
    return (*written(format, folder), *other)


def lexicons() -> tuple[bytes, ...]:
    """The content of a lexicon's file before compression."""
    pairs = zip(ENGLISH, SPANISH, strict=True)
    return (train(pairs, languages=("en", "es"))._packed, Lexicon.empty()._packed)


def texts() -> tuple[bytes, ...]:
    """Pairs of texts, and mixed documents."""
    return tuple(_texts())


def _texts() -> Iterator[bytes]:
    english, spanish = ("\n\n".join(block.text for block in story(side).blocks).encode() for side in (0, 1))
    short = [text[: text.index(b"\n\n")] for text in (english, spanish)]
    yield BETWEEN.join(short)
    yield english[:1200] + b"\n\n" + spanish[:1200]
    yield (
        "En 1962, llegó. ¿Quién? «Yo», dijo.\n\n# Uno".encode()
        + BETWEEN
        + "In 1962 he came. Who? “I,” he said.".encode()
    )
    yield "他来了。谁?「我」。".encode() + BETWEEN + b"He came. Who? I."
    yield b"en\tes\tnote\nThe sea.\tLa mar.\t1\nThe rock.\tLa roca.\t"


def _joined(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"".join(NAME + str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes() for path in files)
