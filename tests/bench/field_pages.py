"""How much of a page's article is found, and of its site kept, in collections of saved web pages.

Three layouts are recognised::

    ground-truth.json, html/ID.html.gz      whole articles (scrapinghub/article-extraction-benchmark)
    evaldata.json, cache/*.html, eval/*     pieces that must be found, or must not be (adbar/trafilatura, tests/)
    NAME.html, NAME.txt                     pages that are all text, such as books

Whole articles are compared by shingles of four words: precision and recall are means over pages, each with its true
positives (shingles in both, as often as in both) over those found or those wanted. Pieces are looked for in the text
with white space made alike; their counts are added up over all pages. For pages that are all text, precision is the
share of found words that are in the text, and recall the share of the text's words that are found.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from field_halves import HALVES, half_of

from aligner.errors import AlignerError
from aligner.model import Block
from aligner.read.web.saved_page import read_page

SHINGLE = 4
_WORD = re.compile(r"\w+")

Extractor = Callable[[bytes], str]


@dataclass
class Page:
    """A page with its truth: the whole text, or pieces that must and must not be found."""

    path: Path
    text: str = ""
    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the page."""
        return gzip.decompress(self.path.read_bytes()) if self.path.suffix == ".gz" else self.path.read_bytes()

    @property
    def half(self) -> str:
        """The half that the page belongs to, by its name."""
        return half_of(self.path.name)


@dataclass(frozen=True)
class Score:
    """Counts for one page: what is found and wanted, found but not wanted, and wanted but not found."""

    right: int
    wrong: int
    missed: int


@dataclass(frozen=True)
class Layout:
    """One layout: the file that shows it, how its pages are listed and scored, and whether scores are added up."""

    title: str
    sign: str
    pages: Callable[[Path], Iterator[Page]]
    score: Callable[[Page, str], Score]
    added_up: bool


def recognises(folder: Path) -> bool:
    """Whether the folder has one of the layouts."""
    return layout_of(folder) is not None


def table(folder: Path, half: str | None, peers: bool) -> list[str]:
    """The rows of each program: F1, precision, recall of each half and of all pages, and seconds of the processor."""
    layout = layout_of(folder)
    if layout is None:
        return []
    pages = [page for page in layout.pages(folder) if half in (None, page.half)]
    halves = [half] if half else [*HALVES, "all"]
    sizes = [sum(name in ("all", page.half) for page in pages) for name in halves]
    heads = [f"{f'{name}, {size} pages: F1 / P / R':>38}" for name, size in zip(halves, sizes, strict=True)]
    lines = [f"{folder.name}: {layout.title}", f"{'':<14}{''.join(heads)}{'CPU s':>8}"]
    for name, extract in _programs(peers):
        if extract is None:
            lines.append(f"{name:<14}  not installed")
            continue
        start = time.process_time()
        texts = [extract(page.data()) for page in pages]
        seconds = time.process_time() - start
        scores = [layout.score(page, text) for page, text in zip(pages, texts, strict=True)]
        cells = [
            _figures([s for s, p in zip(scores, pages, strict=True) if h in ("all", p.half)], layout) for h in halves
        ]
        lines.append(f"{name:<14}{''.join(f'{cell:>38}' for cell in cells)}{seconds:>8.1f}")
    return lines


def f1_precision_recall(scores: list[Score], added_up: bool) -> tuple[float, float, float]:
    """Of counts added up, or as means over pages; a page without anything to find or found says nothing."""
    if added_up:
        total = Score(*(sum(getattr(s, name) for s in scores) for name in ("right", "wrong", "missed")))
        scores = [total]
    precisions = [s.right / (s.right + s.wrong) for s in scores if s.right + s.wrong]
    recalls = [s.right / (s.right + s.missed) for s in scores if s.right + s.missed]
    precision, recall = (sum(values) / len(values) if values else 0.0 for values in (precisions, recalls))
    return 2 * precision * recall / (precision + recall or 1.0), precision, recall


def own_text(data: bytes) -> str:
    """The text of a page as we read it; empty if it is refused."""
    return "\n".join(block.text for block in _blocks(data))


def own_body(data: bytes) -> str:
    """The same without headings of the first level, which truths give elsewhere, and which a reader of ours wants."""
    return "\n".join(block.text for block in _blocks(data) if (block.kind, block.level) != ("heading", 1))


def _blocks(data: bytes) -> tuple[Block, ...]:
    try:
        return read_page(data)
    except AlignerError:
        return ()


def by_shingles(page: Page, text: str) -> Score:
    """The score of a page with its whole article."""
    return _compared(shingles(page.text), shingles(text))


def by_words(page: Page, text: str) -> Score:
    """The score of a page that is all text."""
    return _compared(Counter(_WORD.findall(page.text)), Counter(_WORD.findall(text)))


def by_pieces(page: Page, text: str) -> Score:
    """The score of a page with pieces of its article and of what is around it."""
    text = _plain(text)
    right = sum(_plain(piece) in text for piece in page.wanted)
    return Score(right, sum(_plain(piece) in text for piece in page.unwanted), len(page.wanted) - right)


def _compared(wanted: Counter[object], found: Counter[object]) -> Score:
    right = (wanted & found).total()
    return Score(right, found.total() - right, wanted.total() - right)


def shingles(text: str) -> Counter[object]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(min(1, len(words)), len(words) - SHINGLE + 1)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _articles(folder: Path) -> Iterator[Page]:
    for name, item in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        yield Page(folder / "html" / f"{name}.html.gz", item.get("articleBody", ""))


def _pieces(folder: Path) -> Iterator[Page]:
    for item in json.loads((folder / "evaldata.json").read_text("utf-8")).values():
        paths = (folder / name / item["file"] for name in ("cache", "eval"))
        yield Page(next(path for path in paths if path.is_file()), "", item["with"], item["without"])


def _all_text(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*.html")):
        if (text := path.with_suffix(".txt")).is_file():
            yield Page(path, text.read_text("utf-8"))


LAYOUTS = (
    Layout("whole articles", "ground-truth.json", _articles, by_shingles, False),
    Layout("pieces of pages", "evaldata.json", _pieces, by_pieces, True),
    Layout("pages that are all text", "*.html", _all_text, by_words, False),
)


def layout_of(folder: Path) -> Layout | None:
    return next((layout for layout in LAYOUTS if any(folder.glob(layout.sign)) and any(layout.pages(folder))), None)


def _figures(scores: list[Score], layout: Layout) -> str:
    return " / ".join(f"{value:.3f}" for value in f1_precision_recall(scores, layout.added_up))


def _programs(peers: bool) -> Iterator[tuple[str, Extractor | None]]:
    yield "aligner", own_text
    yield "  no headline", own_body
    if peers:
        yield "trafilatura", _by_trafilatura if find_spec("trafilatura") else None
        yield "readability", _by_readability if find_spec("readability") else None


def _by_trafilatura(data: bytes) -> str:
    """With the options of its own evaluation."""
    from trafilatura import extract

    return extract(data, include_comments=False, include_tables=True) or ""


def _by_readability(data: bytes) -> str:
    """The text of the part that it chooses, as html-text's layout would set it: one line an element."""
    from lxml.etree import ParserError
    from readability import Document
    from readability.readability import Unparseable

    from aligner.read.web.page import blocks_of_page
    from aligner.read.web.saved_page import parse_page

    try:
        part = Document(data.decode("utf-8", "replace")).summary(html_partial=True)
        return "\n".join(block.text for block in blocks_of_page(parse_page(part.encode())))
    except (AlignerError, ParserError, Unparseable):
        return ""
