"""The data passed between stages: frozen types, with text at one end and indexes at the other.

::

    Block     text, kind, place ── sentences (offsets in the text)
    Document  name, language, title, author ── blocks
    Bead      a range of source sentences | a range of target sentences, score, flags, status
    Alignment source, target (Documents) ── beads, paragraph_beads, signature, words
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise

KINDS = ("paragraph", "heading", "item", "code", "cell")
STATUSES = ("auto", "confirmed", "changed")
GRADES = (0, 1, 2, 3)  # how sure a link between words is: merely spelt the same, unsure, plain, sure


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a block: ``text == block.text[start:end]``.

    Attributes:
        text, start, end: the text, and where it is in the block's text.
        original: what the file said here, if a person edited or divided this sentence; empty for a sentence that a
            person made of the end of the one before; None for all others.
    """

    text: str
    start: int
    end: int
    original: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, piece of code or table cell.

    Attributes:
        text: the block's text, without the markup of its file format.
        kind: one of `KINDS`.
        place: where the block is in its source, in words: ``"line 12"``, ``"page 3"``. Consecutive cells with
            the same place are one row of a table; empty cells are kept, so that columns can be counted.
        level: depth of a heading (1 is the title) or of a list item; 0 where it does not apply.
        sentences: the sentences that `aligner.text.segment` found in the text; empty until then.
        column: for a cell, what the table calls its column, or the number of the column; known only until the table is
            split into two documents.
    """

    text: str
    kind: str = "paragraph"
    place: str = ""
    level: int = 0
    sentences: tuple[Sentence, ...] = ()
    column: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {self.kind!r}")

    @classmethod
    def of_sentences(
        cls, texts: Sequence[str], *, joint: str = " ", kind: str = "paragraph", place: str = "", level: int = 0
    ) -> Block:
        """A block made of known sentences, with one character between them.

        >>> Block.of_sentences(["Hi.", "Bye."]).sentences[1]
        Sentence(text='Bye.', start=4, end=8)
        """
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        sentences = (Sentence(text, start, start + len(text)) for start, text in zip(starts, texts, strict=False))
        return cls(joint.join(texts), kind, place, level, tuple(sentences))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the bytes of its file, and what kind of file that is (``"image/png"``)."""

    data: bytes
    media_type: str


@dataclass(frozen=True)
class Document:
    """Blocks in one language, in reading order, with their sentences.

    Attributes:
        name: what the user calls it, usually the file's name.
        language: code, such as ``"es"`` or ``"pt-BR"`` (BCP 47); ``"und"`` if unknown.
        blocks: the blocks, each with its sentences.
        title, author: what the file says of itself; empty if it says nothing.
    """

    name: str
    language: str
    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order; beads refer to sentences by their index in this tuple."""
        return tuple(chain.from_iterable(block.sentences for block in self.blocks))

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Index of each block's first sentence, followed by the total number of sentences."""
        return tuple(accumulate((len(block.sentences) for block in self.blocks), initial=0))

    @cached_property
    def block_of(self) -> tuple[int, ...]:
        """For each sentence, the index of its block."""
        return tuple(i for i, block in enumerate(self.blocks) for _ in block.sentences)


@dataclass(frozen=True, slots=True)
class Bead:
    """Source and target sentences that translate each other; either range may be empty.

    Attributes:
        source, target: ranges of sentence indexes (of block indexes in a paragraph bead).
        score: calibrated probability, 0 to 1, that this bead is right.
        flags: what a reviewer should check, in the order of `aligner.quality.finding.FLAGS`.
        status: one of `STATUSES`.
    """

    source: range
    target: range
    score: float = 0.0
    flags: tuple[str, ...] = ()
    status: str = "auto"

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"status must be one of {', '.join(STATUSES)}, not {self.status!r}")
        if not self.source and not self.target:
            raise ValueError("a bead needs at least one sentence")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score must lie between 0 and 1, not {self.score}")

    @property
    def kind(self) -> str:
        """``"2-1"``: two source sentences, one target sentence.

        >>> Bead(range(3, 5), range(7, 8)).kind
        '2-1'
        """
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead as people and exports see it: with its text.

    Attributes:
        id: 1-based number of the bead.
        paragraph: 1-based number of its paragraph bead.
        kind, score, flags, status: as in the bead.
        source, target: the text of each side, its sentences joined by one space; empty for an empty side.
    """

    id: int
    paragraph: int
    kind: str
    score: float
    source: str
    target: str
    flags: tuple[str, ...]
    status: str


class WordLinks:
    """Which words of the two sides translate each other; computed on first use, because few outputs show them.

    >>> WordLinks.of({"house": {"casa": 3, "hogar": 1}}).partners["house"]["hogar"]
    1
    """

    def __init__(self, work_out: Callable[[], Mapping[str, Mapping[str, int]]]) -> None:
        self._work_out = work_out

    @classmethod
    def of(cls, partners: Mapping[str, Mapping[str, int]]) -> WordLinks:
        """Links that are already known."""
        return cls(lambda: partners)

    @cached_property
    def partners(self) -> Mapping[str, Mapping[str, int]]:
        """For each source word, its target words, each with one of `GRADES`; all in lower case."""
        return self._work_out()

    def __eq__(self, other: object) -> bool:
        return self.partners == other.partners if isinstance(other, WordLinks) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # unhashable, like any mapping

    def __reduce__(self) -> tuple[object, ...]:
        return WordLinks.of, (self.partners,)  # pickle the result: the function that computes it may not pickle


@dataclass(frozen=True)
class Alignment:
    """Two documents and the beads between them.

    Raises `ValueError` on creation unless the beads cover every sentence of both sides exactly once,
    in source order (target order may break where text was moved), and the paragraph beads likewise
    cover every block that has sentences.

    Attributes:
        source, target: the documents.
        beads: over sentence indexes.
        paragraph_beads: over block indexes.
        signature: version, languages, signals and lexicon: all that is needed to reproduce any figure.
        options: the options of the run in JSON's types (lists, not tuples), so that they compare equal when reloaded.
        min_score: beads scored lower are left out of `shown`, and so of every export except the lossless one.
        words: which words translate each other, if this comes from a user's lexicon or one learnt from this text;
            None means the lexicon that comes with the package.
        left_out: other beads that are left out likewise, by their index, each with the reason: ``"repeated"``.
        cover: the picture on the cover of its page or book.
    """

    source: Document
    target: Document
    beads: tuple[Bead, ...]
    paragraph_beads: tuple[Bead, ...] = ()
    signature: str = ""
    options: Mapping[str, object] = field(default_factory=dict, hash=False)
    min_score: float = 0.0
    words: WordLinks | None = field(default=None, hash=False)
    left_out: Mapping[int, str] = field(default_factory=dict, hash=False)
    cover: Picture | None = None

    def __post_init__(self) -> None:
        _check_cover("sentence", self.beads, range(len(self.source.sentences)), range(len(self.target.sentences)))
        if self.paragraph_beads:
            filled = [
                [i for i, block in enumerate(doc.blocks) if block.sentences] for doc in (self.source, self.target)
            ]
            _check_cover("block", self.paragraph_beads, *filled, extra_allowed=True)

    def shown(self) -> Iterator[tuple[int, Bead]]:
        """The beads that exports hold, in order, each with its 1-based number."""
        for number, bead in enumerate(self.beads, start=1):
            if bead.score >= self.min_score and number - 1 not in self.left_out:
                yield number, bead

    def pairs(self) -> Iterator[Pair]:
        """Every bead of `shown` with its text.

        >>> from aligner import Options, align
        >>> next(align("Good morning.", "Buenos días.", options=Options(languages=("en", "es"))).pairs()).target
        'Buenos días.'
        """
        paragraphs = self._paragraph_numbers
        for number, bead in self.shown():
            yield Pair(
                id=number,
                paragraph=paragraphs[number - 1],
                kind=bead.kind,
                score=bead.score,
                source=" ".join(self.source.sentences[i].text for i in bead.source),
                target=" ".join(self.target.sentences[j].text for j in bead.target),
                flags=bead.flags,
                status=bead.status,
            )

    @cached_property
    def _paragraph_numbers(self) -> tuple[int, ...]:
        """For each bead, the 1-based number of its paragraph bead; 0 if there are no paragraph beads."""
        of_source = {block: n for n, bead in enumerate(self.paragraph_beads, 1) for block in bead.source}
        of_target = {block: n for n, bead in enumerate(self.paragraph_beads, 1) for block in bead.target}
        numbers = []
        for bead in self.beads:
            if bead.source:
                numbers.append(of_source.get(self.source.block_of[bead.source[0]], 0))
            else:
                numbers.append(of_target.get(self.target.block_of[bead.target[0]], 0))
        return tuple(numbers)


def _check_cover(
    unit: str,
    beads: tuple[Bead, ...],
    source: range | list[int],
    target: range | list[int],
    *,
    extra_allowed: bool = False,
) -> None:
    """Raise unless the beads cover every source and target unit exactly once, with the source in order."""
    found_source = [i for bead in beads for i in bead.source]
    found_target = sorted(j for bead in beads for j in bead.target)
    for side, found, wanted in (("source", found_source, source), ("target", found_target, target)):
        repeated = next((b for a, b in pairwise(found) if b <= a), None)
        if repeated is not None:
            raise ValueError(f"{side} {unit} {repeated} is in two beads or out of order")
        missing = sorted(set(wanted) - set(found))
        if missing:
            raise ValueError(f"{side} {unit} {missing[0]} is in no bead")
        surplus = sorted(set(found) - set(wanted))
        if surplus and not extra_allowed:
            raise ValueError(f"a bead names {side} {unit} {surplus[0]}, which does not exist")
