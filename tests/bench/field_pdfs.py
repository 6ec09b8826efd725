"""How much of a PDF's text is found, in which order, and in which paragraphs.

Two layouts are recognised::

    NAME.pdf, NAME.txt, NAME.paragraphs.txt          the whole text, or its paragraphs with empty lines between them
    read/extraction-ground-truth/NAME.txt            py-pdf/benchmarks; its PDFs are below it or a folder beside it

``words`` is the share of the truth's words that are found in order (the longest common subsequence of both; a word is a
run of letters, digits and their marks), ``marked`` the same for what is between white space, so with its punctuation.
``ratio`` is that of py-pdf's benchmark: twice the longest common subsequence of characters over the characters of both.
What is not drawn (joiners, marks of direction, kashida) is left out of both sides. A paragraph is right if its letters
and digits, word by word, are those of one of the truth: marks are another program's choice, as TeX's of quotes. Seconds
are those of the processor.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from field_halves import half_of
from rapidfuzz.distance import Indel, LCSseq

from aligner.errors import AlignerError
from aligner.read.pdf.document import read_pdf

TRUTHS = Path("read", "extraction-ground-truth")
_WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]+")
_UNDRAWN = dict.fromkeys(map(ord, "\u00ad\u0640\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))

Reader = Callable[[bytes], list[str]]


@dataclass(frozen=True)
class Sample:
    """A PDF with its truth: its text, its paragraphs, or both."""

    pdf: Path
    text: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a program finds in a PDF: the shares that the module describes, and its seconds for a page."""

    words: float
    marked: float
    ratio: float
    precision: float | None
    recall: float | None
    seconds: float


def recognises(folder: Path) -> bool:
    """Whether the folder has one of the layouts."""
    return (folder / TRUTHS).is_dir() or next(beside(folder), None) is not None


def table(folder: Path, half: str | None, peers: bool) -> list[str]:
    """A row for each program and file, and one for the means of its files."""
    listed = _benchmark(folder) if (folder / TRUTHS).is_dir() else beside(folder)
    samples = [sample for sample in listed if half in (None, half_of(sample.pdf.name))]
    heads = f"{'words':>8}{'marked':>8}{'ratio':>8}{'P':>8}{'R':>8}{'ms/page':>9}"
    lines = [f"{folder.name}: {len(samples)} PDFs{f', half to {half}' if half else ''}", f"{'':<44}{heads}"]
    for name, read in _programs(peers):
        if read is None:
            lines.append(f"{name:<12}not installed")
            continue
        found = [measure(sample, read) for sample in samples]
        lines += [_row(name, sample.pdf.stem, [one]) for sample, one in zip(samples, found, strict=True)]
        lines += [_row(name, "mean", found)] if found else []
    return lines


def measure(sample: Sample, read: Reader) -> Found:
    """What a program finds; a file that it refuses has no text."""
    data = sample.pdf.read_bytes()
    start = time.process_time()
    try:
        paragraphs = read(data)
    except AlignerError:
        paragraphs = []
    seconds = (time.process_time() - start) / _pages(data)
    text, wanted = _drawn("\n".join(paragraphs)), _drawn(sample.text)
    own, true = (
        [letters for part in parts if (letters := _letters(part))] for parts in (paragraphs, sample.paragraphs)
    )
    right = (Counter(own) & Counter(true)).total()
    return Found(
        _share(_WORD.findall(wanted.casefold()), _WORD.findall(text.casefold())),
        _share(wanted.split(), text.split()),
        Indel.normalized_similarity(wanted, text),
        right / len(own) if true and own else None,
        right / len(true) if true else None,
        seconds,
    )


def beside(folder: Path) -> Iterator[Sample]:
    """PDFs with their truth beside them."""
    for pdf in sorted(folder.glob("*.pdf")):
        text, blocks = pdf.with_suffix(".txt"), pdf.with_suffix(".paragraphs.txt")
        paragraphs = _paragraphs(blocks.read_text("utf-8")) if blocks.exists() else []
        if text.exists() or paragraphs:
            yield Sample(pdf, text.read_text("utf-8") if text.exists() else "\n".join(paragraphs), tuple(paragraphs))


def _benchmark(folder: Path) -> Iterator[Sample]:
    """The truths of py-pdf's benchmark whose PDFs are here; some are called otherwise after the first hyphen."""
    pdfs = sorted(path for place in folder.parent.iterdir() if place.is_dir() for path in place.rglob("*.pdf"))
    whole = {pdf.stem: pdf for pdf in reversed(pdfs)}
    first = {pdf.stem.split("-")[0]: pdf for pdf in reversed(pdfs)}
    for truth in sorted((folder / TRUTHS).glob("*.txt")):
        pdf = whole.get(truth.stem) or first.get(truth.stem.split("-")[0])
        if pdf:
            yield Sample(pdf, truth.read_text("utf-8"), ())


def _programs(peers: bool) -> Iterator[tuple[str, Reader | None]]:
    yield "aligner", lambda data: [block.text for block in read_pdf(data) if block.text]
    if peers:
        for name, module, read in (
            ("pdfium", "pypdfium2", _pdfium),
            ("pymupdf", "pymupdf", _pymupdf),
            ("pdfminer", "pdfminer", _pdfminer),
        ):
            yield name, read if find_spec(module) else None


def _pdfium(data: bytes) -> list[str]:
    """pdfium's text, which knows of no paragraphs: its lines."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]


def _pymupdf(data: bytes) -> list[str]:
    with import_module("pymupdf").open(stream=data, filetype="pdf") as document:
        return [block[4] for page in document for block in page.get_text("blocks") if block[6] == 0]


def _pdfminer(data: bytes) -> list[str]:
    return _paragraphs(import_module("pdfminer.high_level").extract_text(BytesIO(data)))


def _pages(data: bytes) -> int:
    import pypdfium2

    try:
        return max(1, len(pypdfium2.PdfDocument(data)))
    except pypdfium2.PdfiumError:
        return 1


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _drawn(text: str) -> str:
    return normalize("NFC", text.translate(_UNDRAWN))


def _letters(paragraph: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", normalize("NFKC", _drawn(paragraph)).casefold()))


def _share(wanted: list[str], found: list[str]) -> float:
    return LCSseq.similarity(wanted, found) / len(wanted) if wanted else 1.0


def _row(name: str, file: str, found: list[Found]) -> str:
    """The means of some files; those without paragraphs say nothing about them."""
    cells = []
    for key in ("words", "marked", "ratio", "precision", "recall"):
        values = [value for one in found if (value := getattr(one, key)) is not None]
        cells.append(f"{sum(values) / len(values):>8.3f}" if values else f"{'–':>8}")
    milliseconds = 1000 * sum(one.seconds for one in found) / len(found)
    return f"{name:<12}{file[:31]:<32}{''.join(cells)}{milliseconds:>9.1f}"
