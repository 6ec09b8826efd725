"""Pairs read from a file -> Alignment; shared by all formats that hold texts but no offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

from aligner.formats.loaded import Loaded, Retyped, Witness
from aligner.formats.scores import UNSCORED
from aligner.languages.identify import UNKNOWN
from aligner.model import Alignment, Bead, Block, Document

# Called with a line on anything skipped or assumed.
Report = Callable[[str], None]

_KIND = re.compile(r"(\d{1,4})-(\d{1,4})", re.ASCII)
# The paragraph of every row if the alignment had no paragraph beads.
_NO_PARAGRAPH = "0"
# Text after which a blank most likely divides two sentences.
_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u2019\u201d\u00bb)\]]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A pair in a file.

    Attributes:
        place: where the row is, for messages: ``"line 3"``.
        source, target: the texts.
        id: the id in the file; empty if there is none.
        paragraph: consecutive rows with the same value are one paragraph.
        kind: number of sentences on each side; None if the file does not say.
        score: the score; None if the file has none.
        flags, status: flags and status of the bead.
        sentences: the sentences of each side; None if only their numbers are known.
    """

    place: str
    source: str
    target: str
    id: str = ""
    paragraph: str = ""
    kind: tuple[int, int] | None = None
    score: float | None = None
    flags: tuple[str, ...] = ()
    status: str = "auto"
    sentences: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class PairTable:
    """The pairs of a file, and what it says about their documents.

    Attributes:
        rows: the pairs, in the order of the alignment.
        names: names of the documents.
        languages: languages of the documents; None to detect them in the texts.
        signature: as in `Alignment`; empty if the file has none.
        unit, witness, deleted, doubts, retyped: as in `Loaded`.
    """

    rows: tuple[Row, ...]
    names: tuple[str, str]
    languages: tuple[str, str] | None = None
    signature: str = ""
    unit: str = "row"
    witness: Witness = Witness.STATUS
    deleted: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    retyped: tuple[Retyped, Retyped] = ({}, {})

    def loaded(self) -> Loaded:
        """An alignment with a bead for each row, and without paragraph beads if no row names its paragraph."""
        found = replace(alignment_of(self.rows, self.names, self.languages), signature=self.signature)
        if all(row.paragraph == _NO_PARAGRAPH for row in self.rows):
            found = replace(found, paragraph_beads=())
        places = tuple(row.place for row in self.rows if any(_sentences(row)))
        return Loaded(found, self.unit, places, self.witness, self.deleted, self.doubts, self.retyped)


def kind_of(text: str) -> tuple[int, int] | None:
    """The numbers of sentences, if the text is the kind of a bead.

    >>> kind_of("2-1"), kind_of("0-0"), kind_of("1-Feb")
    ((2, 1), None, None)
    """
    match = _KIND.fullmatch(text)
    return (int(match[1]), int(match[2])) if match and int(match[1]) + int(match[2]) else None


def flags_of(text: str) -> tuple[str, ...]:
    """The flags in a cell."""
    return tuple(flag for flag in text.split(",") if flag)


def alignment_of(rows: Iterable[Row], names: tuple[str, str], languages: tuple[str, str] | None) -> Alignment:
    """An alignment with a bead for each row that has text; the rows of one paragraph form one block on each side.

    A row without a score gets `UNSCORED`.

    Args:
        names: names of the documents.
        languages: languages of the documents; None to detect them in the texts.
    """
    sides: tuple[list[Block], list[Block]] = ([], [])
    beads: list[Bead] = []
    paragraphs: list[Bead] = []
    at = [0, 0]  # sentences so far
    for _, group in groupby(rows, key=attrgetter("paragraph")):
        texts: tuple[list[str], list[str]] = ([], [])
        for row in group:
            found = _sentences(row)
            if any(found):
                spans = [range(at[k], at[k] + len(found[k])) for k in (0, 1)]
                score = UNSCORED if row.score is None else row.score
                beads.append(Bead(spans[0], spans[1], score, row.flags, row.status))
                for k in (0, 1):
                    texts[k].extend(found[k])
                    at[k] += len(found[k])
        if any(texts):
            places = [range(len(sides[k]), len(sides[k]) + bool(texts[k])) for k in (0, 1)]
            paragraphs.append(Bead(places[0], places[1], 1.0))
            for k in (0, 1):
                sides[k].extend([Block.of_sentences(texts[k])] if texts[k] else [])
    codes = languages or tuple(_identified(blocks) for blocks in sides)
    source, target = (Document(names[k], codes[k], tuple(sides[k])) for k in (0, 1))
    return Alignment(source, target, tuple(beads), tuple(paragraphs))


def _sentences(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if row.sentences is not None:
        return row.sentences
    numbers = row.kind or (int(bool(row.source.strip())), int(bool(row.target.strip())))
    return pieces(row.source, numbers[0]), pieces(row.target, numbers[1])


def pieces(text: str, number: int) -> tuple[str, ...]:
    """The text cut at blanks into that many sentences: evenly, and after sentence-final punctuation where possible.

    Joined by blanks, they give the text again. There are fewer if the text has too few blanks.

    >>> pieces("It rained. We had no coats, Mr. Hall.", 2)
    ('It rained.', 'We had no coats, Mr. Hall.')
    """
    if number < 2:
        return (text,) * number
    blanks = [match.start() for match in re.finditer(" ", text)]
    if len(blanks) >= number:
        blanks = _best(text, blanks, number)
    cuts = [-1, *blanks, len(text)]
    return tuple(text[i + 1 : j] for i, j in pairwise(cuts))


def most_sentences(text: str) -> int:
    """How many sentences the text can hold, by its punctuation.

    >>> most_sentences("It rained. We had no coats, Mr. Hall.")
    3
    """
    return 1 + len(_ends(text, [match.start() for match in re.finditer(" ", text)]))


def _ends(text: str, blanks: list[int]) -> list[int]:
    """The blanks after which a sentence may begin."""
    return [i for i in blanks if _END.search(text, max(0, i - 4), i)]


def _best(text: str, blanks: list[int], number: int) -> list[int]:
    """The blanks at which to cut the text into that many pieces."""
    ends = _ends(text, blanks)
    if len(ends) < number - 1:
        others = sorted(set(blanks) - set(ends))
        step = len(others) / (number - len(ends))
        return sorted([*ends, *(others[int(k * step)] for k in range(1, number - len(ends)))])
    step = len(text) / number
    chosen: list[int] = []
    first = 0  # the first end that is not used yet
    for k in range(1, number):
        last = len(ends) - (number - k)  # leaves enough for the remaining cuts
        after = min(max(bisect_left(ends, k * step), first), last)
        nearest = min((max(after - 1, first), after), key=lambda n: (abs(ends[n] - k * step), n))
        chosen.append(ends[nearest])
        first = nearest + 1
    return chosen


def _identified(blocks: Sequence[Block]) -> str:
    from aligner.languages.identify import identify

    text = "\n".join(block.text for block in blocks)
    return identify(text).language if text.strip() else UNKNOWN
