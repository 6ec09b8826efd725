"""Plain text -> blocks: decides which line ends are paragraph ends and which only wrap a paragraph to a width.

A chunk is a run of lines between blank lines. Wrapped text can be recognised because its lines are full, that is, the
first word of the next line would not have fitted. So the width is inferred from the text around a chunk, and a line
that is not full ends a paragraph, with or without a blank line after it. If lines are not wrapped (one paragraph per
line, verse, addresses, lists), each line is a block.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from aligner.languages import words
from aligner.languages.patterns import any_of, without_accents
from aligner.model import Block
from aligner.read.hyphens import Hyphens
from aligner.read.texts import prose_of

# The width of a chunk is inferred from this many lines on each side, so that parts of a file may differ. A guess.
NEIGHBOURHOOD = 60

# Narrowest and widest column of wrapped text. Narrower text is verse or a list; wider, one paragraph per line. Guesses.
MIN_WIDTH, MAX_WIDTH = 30, 200

# Least share of lines in wrapped text that are full or end a sentence, and least share of full lines whose sentence
# continues. The wrapped development sets (layout_wrap72*) have at least .99 and .74; verse and addresses fail the first
# test, text with one paragraph per line fails the second.
MIN_FITTING, MIN_RUNNING = 0.8, 0.35

# If a line has no stop and a lower-case word follows, the sentence continues. If the line also fills this share of the
# width, it was wrapped by hand or by a page, and is not verse. A guess.
LONG_LINE = 0.7

# Least share of lines with the same number of tabs in a text in columns; the other lines are titles. A guess.
MIN_COLUMNS = 0.8

# Maximum length of a heading, in characters. A guess: two lines of a book.
MAX_HEADING = 100

_STOP = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*$")
# "A." is an initial, not a list mark.
_ITEM = re.compile(r"(?:(?P<bullet>[-*+•·‣◦▪●])|\(?(?:\d{1,3}[.)]|[a-z][.)]|[A-Z]\)))\s+(?=\S)")
_ROMAN = re.compile(r"[IVXLC]+\.?$")
_NO_HEADING = re.compile(r"[.,:;!…。]$|^[^\w¿¡]|\b(?:19|20)\d\d\b,?$")
_QUOTED = re.compile(r"[\"“«‘'—–-]")
_RULE = re.compile(r"[-=_*~#·•\s]+")
_SPEECH = re.compile(r"[—–]|--?(?=[¿¡\w])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number from 1, its indent in columns, and its text without surrounding space."""

    number: int
    indent: int
    text: str

    @property
    def first_word(self) -> str:
        return self.text.split(None, 1)[0]

    @property
    def runs_on(self) -> bool:
        """Whether its first letter is in lower case, so that it probably continues a sentence."""
        letter = next((c for c in self.text[:8] if c.isalpha()), "")
        return letter.islower()

    @property
    def stops(self) -> bool:
        return _STOP.search(self.text[-8:]) is not None


Chunk = list[Line]


def read_text_file(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a plain text file; see `blocks_of`."""
    return blocks_of(prose_of(data, encoding))


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text whose line endings are ``\\n``; the `place` of each is its first line.

    >>> [block.text for block in blocks_of("One.\\n\\nTwo.\\nThree.\\n")]
    ['One.', 'Two.', 'Three.']
    """
    lines = text.split("\n")
    cells = _columns(lines)
    if cells:
        return cells
    chunks = list(_chunks(lines))
    page = _Page(chunks)
    return _with_headings([block for chunk in chunks for block in page.blocks(chunk)])


def _columns(lines: Sequence[str]) -> tuple[Block, ...]:
    """Cells, row by row, if most lines have the same number of inner tabs; otherwise nothing."""
    filled = [line for line in lines if line.strip()]
    counts = Counter(line.count("\t") for line in filled)
    usual, times = counts.most_common(1)[0] if counts else (0, 0)
    indented = sum(1 for line in filled if line.startswith("\t"))
    if not usual or times < MIN_COLUMNS * len(filled) or 2 * indented > len(filled):
        return ()
    blocks = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if "\t" not in line:
            blocks.append(Block(line.strip(), place=f"line {number}"))
            continue
        blocks += [Block(cell.strip(), kind="cell", place=f"line {number}") for cell in line.split("\t")]
    return tuple(blocks)


def _chunks(lines: Sequence[str]) -> Iterator[Chunk]:
    chunk: Chunk = []
    for number, raw in enumerate(lines, start=1):
        text = raw.strip()
        if text and not (len(text) >= 3 and _RULE.fullmatch(text)):
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            chunk.append(Line(number, indent, text))
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class _Page:
    """What the whole text shows about each chunk: the width around it, and how words and items are written."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._hyphens = Hyphens(line.text for chunk in chunks for line in chunk)
        self._pairs = [(a, b) for chunk in chunks for a, b in pairwise(chunk)]
        self._numbers = [a.number for a, _ in self._pairs]
        marked = [line.text for chunk in chunks for line in chunk if line.text.startswith("- ")]
        # If several such lines are questions or exclamations, "- Hello?" is someone speaking, not an item.
        self._dashes_speak = sum(1 for line in marked if re.search("[?!¿¡]", line)) > 0.1 * len(marked)

    def blocks(self, chunk: Chunk) -> Iterator[Block]:
        width = self._width(chunk)
        speech = _speech_starts_paragraphs(chunk, width)
        indents = sorted({line.indent for line in chunk if self._marker(line)})
        group: Chunk = []
        for line in chunk:
            if group and (self._breaks(group, line, width) or (speech and _is_speech(group[-1], line))):
                yield self._block(group, indents)
                group = []
            group.append(line)
        yield self._block(group, indents)

    def _width(self, chunk: Chunk) -> int:
        """The width to which the lines around a chunk are wrapped; 0 if they are not."""
        if len(chunk) < 2:
            return 0
        around = slice(
            bisect_left(self._numbers, chunk[0].number - NEIGHBOURHOOD),
            bisect_right(self._numbers, chunk[-1].number + NEIGHBOURHOOD),
        )
        own = slice(bisect_left(self._numbers, chunk[0].number), bisect_left(self._numbers, chunk[-1].number))
        # A long chunk is judged by itself, a short one together with its neighbours.
        pairs = self._pairs[own] if own.stop - own.start >= NEIGHBOURHOOD / 4 else self._pairs[around]
        return _width_of(pairs) if pairs else 0

    def _breaks(self, group: Chunk, line: Line, width: int) -> bool:
        last = group[-1]
        full = _is_full(last, line, width)
        if self._marker(line) and (not width or not full or last.stops or self._marker(group[0])):
            return True
        runs_on = line.runs_on and not last.stops
        if not width:
            return not (runs_on and len(last.text) > MAX_WIDTH * LONG_LINE)
        if line.indent > last.indent and not self._marker(group[0]) and len(group) > 1 and not runs_on:
            return True
        return not full and not (runs_on and last.indent + len(last.text) > width * LONG_LINE)

    def _marker(self, line: Line) -> re.Match[str] | None:
        match = _ITEM.match(line.text)
        return None if match and line.text.startswith("- ") and self._dashes_speak else match

    def _block(self, group: Chunk, indents: Sequence[int]) -> Block:
        marker = self._marker(group[0])
        text = self._hyphens.joined([line.text for line in group])
        place = f"line {group[0].number}"
        if marker is None:
            return Block(text, place=place)
        level = 1 + indents.index(group[0].indent)
        # A bullet is layout and is dropped; a number stays, since people refer to it.
        return Block(text[marker.end() :] if marker["bullet"] else text, "item", place, level)


def _with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with obvious headings marked as such."""
    marked = []
    for i, block in enumerate(blocks):
        under = [other.text for other in blocks[i + 1 : i + 3]]
        if len(under) == 2 and _names_author(under[0]):
            del under[0]  # the author's name may come between the title and the text
        below = under[0] if under else ""
        if block.kind == "paragraph" and _is_heading(block.text, below):
            level = 1 if i == 0 else 2
            block = Block(block.text, "heading", block.place, level)
        marked.append(block)
    return tuple(marked)


def _is_heading(text: str, below: str) -> bool:
    """Whether it is a chapter number, a short line in capitals, or a short line without a stop above a paragraph."""
    if len(text) > MAX_HEADING or not any(c.isalpha() for c in text):
        return False
    numbered = _ROMAN.match(text) or _chapter().match(without_accents(text))
    if numbered or (text.isupper() and len(text) > 3 and not _QUOTED.match(text)):
        return True
    return not _NO_HEADING.search(text) and not _QUOTED.match(text) and len(below) > max(MAX_HEADING, 2 * len(text))


@cache
def _chapter() -> re.Pattern[str]:
    """The beginning of a numbered heading: "Chapter IV", "Capítulo 4:", "Part two"."""
    number = r"(?:[ivxlcdm]+|\d+|[a-z]+(?=[.:]?$))"
    return re.compile(rf"{any_of(words('chapter_words'))}\s+{number}(?:[\s.:—–-]|$)", re.IGNORECASE)


def _names_author(text: str) -> bool:
    """Whether a line names the author: "By Clara Hall"."""
    return _author().match(without_accents(text[:MAX_HEADING])) is not None and not _STOP.search(text)


@cache
def _author() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words('author_words'))}\s+[^\W\d_]", re.IGNORECASE)


def _is_full(line: Line, below: Line, width: int) -> bool:
    """Whether the first word below would not have fitted on the line."""
    return line.indent + len(line.text) + 1 + len(below.first_word) > width


def _is_speech(line: Line, below: Line) -> bool:
    """Whether someone begins to speak on the line below, after a dash, as in Spanish and French books."""
    return line.stops and not below.runs_on and _SPEECH.match(below.text) is not None


def _speech_starts_paragraphs(chunk: Chunk, width: int) -> bool:
    """Whether dashes at the beginning of lines in this chunk mostly open a paragraph rather than occur by chance."""
    starts = [_is_full(a, b, width) for a, b in pairwise(chunk) if _is_speech(a, b)]
    return starts.count(False) > starts.count(True)


def _width_of(pairs: Sequence[tuple[Line, Line]]) -> int:
    """The width to which lines are wrapped, inferred from pairs of a line and the one below it; 0 if they are not."""
    lengths = sorted(n for a, _ in pairs if " " in a.text and (n := a.indent + len(a.text)) <= MAX_WIDTH)
    if 2 * len(lengths) < len(pairs):
        return 0
    # The longest line gives the width, unless a few lines stick out: tables, or pasted text.
    width = lengths[-1 - len(lengths) // 100] if lengths else 0
    full = [(a, b) for a, b in pairs if _is_full(a, b, width)]
    fitting = len(full) + sum(1 for a, b in pairs if not _is_full(a, b, width) and a.stops and not b.runs_on)
    running = sum(1 for a, b in full if not a.stops and not b.text[:1].isupper())
    wrapped = width >= MIN_WIDTH and fitting >= MIN_FITTING * len(pairs) and running >= MIN_RUNNING * len(full)
    return width if wrapped else 0
