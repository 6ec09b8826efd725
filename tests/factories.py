"""Hand-made alignments, without reading, segmenting or aligning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from aligner.model import GRADES, STATUSES, Alignment, Bead, Block, Document, Sentence, WordLinks
from aligner.quality.finding import FLAGS


def block(*sentences: str, kind: str = "paragraph", level: int = 0, place: str = "", between: str = " ") -> Block:
    """A block of these sentences, with `between` between them."""
    spans: list[Sentence] = []
    start = 0
    for text in sentences:
        spans.append(Sentence(text, start, start + len(text)))
        start += len(text) + len(between)
    return Block(between.join(sentences), kind, place, level, tuple(spans))


def bead(source: str, target: str, score: float = 0.95, *flags: str, status: str = "auto") -> Bead:
    """Sides as ``"3"``, ``"3-5"`` (both included) or ``""`` for a null."""
    return Bead(_span(source), _span(target), score, flags, status)


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1) if first else range(0)


def small() -> Alignment:
    """Every kind of block and bead once: headings, n-m, nulls, moved text, flags, statuses, a list, code, cells."""
    english = Document(
        "harbour.en.md",
        "en",
        (
            block("The Harbour", kind="heading", level=1, place="line 1"),
            block("The sea was calm.", "It was cold.", "Nobody came.", place="line 3"),
            block("This was left out.", place="line 5"),
            block("What to take", kind="heading", level=2, place="line 7"),
            block("A coat.", "It rains.", kind="item", level=1, place="line 9"),
            block("if cold:", "stay()", kind="code", place="line 11", between="\n    "),
            block("Tide", kind="cell", place="line 14"),
            Block("", "cell", "line 14"),
            block("6:12", kind="cell", place="line 14"),
        ),
    )
    spanish = Document(
        "puerto.es.md",
        "es",
        (
            block("El puerto", kind="heading", level=1, place="line 1"),
            block("La mar estaba en calma.", "Hacía frío y no vino nadie.", place="line 3"),
            block("Esto lo añadió el traductor.", place="line 5"),
            block("Lo que hay que llevar", kind="heading", level=2, place="line 7"),
            block("Llueve.", "Un abrigo.", kind="item", level=1, place="line 9"),
            block("if cold:", "stay()", kind="code", place="line 11", between="\n    "),
            block("Marea", kind="cell", place="line 14"),
            Block("", "cell", "line 14"),
            block("18:30", kind="cell", place="line 14"),
        ),
    )
    beads = (
        bead("0", "0", 0.99),
        bead("1", "1", 0.9731),
        bead("2-3", "2", 0.61, "length", status="confirmed"),
        bead("4", "", 0.8),
        bead("", "3", 1 / 3, "low"),
        bead("5", "4", 1.0),
        bead("6", "6", 0.7, "moved"),
        bead("7", "5", 0.7, "moved", status="changed"),
        bead("8", "7", 0.9, "untranslated"),
        bead("9", "8", 0.9, "untranslated"),
        bead("10", "9", 0.9),
        bead("11", "10", 0.12345, "number", "low"),
    )
    paragraph_beads = (
        bead("0", "0", 0.99),
        bead("1", "1", 0.98),
        bead("2", "", 0.8),
        bead("", "2", 0.5),
        *(bead(str(k), str(k), 0.97) for k in range(3, 9)),
    )
    options = {"languages": ["en", "es"], "pre_segmented": False}
    return Alignment(english, spanish, beads, paragraph_beads, "aligner · en-es · by hand", options)


def pair(source: str, target: str, *flags: str, languages: tuple[str, str] = ("en", "es")) -> Alignment:
    """One sentence against one."""
    documents = [Document("text", code, (block(text),)) for code, text in zip(languages, (source, target), strict=True)]
    return Alignment(documents[0], documents[1], (bead("0", "0", 0.5, *flags),))


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
scores = st.floats(0, 1)
words = st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=4)
word_links = st.dictionaries(words, st.dictionaries(words, st.sampled_from(GRADES), min_size=1, max_size=2), max_size=3)


@st.composite
def documents(draw: st.DrawFn, name: str) -> Document:
    """Up to four blocks of any kind with up to three sentences, some edited, white space or nothing between these."""
    blocks = []
    for kind in draw(st.lists(st.sampled_from(["paragraph", "heading", "item", "code", "cell"]), max_size=4)):
        sentences = draw(st.lists(texts, max_size=3))
        between = draw(st.sampled_from([" ", "\n", ""]))
        made = block(*sentences, kind=kind, level=draw(st.integers(0, 6)), place=draw(texts), between=between)
        blocks.append(replace(made, sentences=tuple(_reworded(draw, made.sentences))))
    title, author = draw(st.just("") | texts), draw(st.just("") | texts)
    return Document(name, draw(st.sampled_from(["en", "es", "de", "he", "und"])), tuple(blocks), title, author)


def _reworded(draw: st.DrawFn, sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """The sentences, some of them as parts of what the file said."""
    before: str | None = None
    for sentence in sentences:
        before = draw(st.sampled_from([None, "", "As it was."] if before is not None else [None, None, "As it was."]))
        yield replace(sentence, original=before)


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Any two documents, any beads that cover them in order."""
    source, target = draw(documents("source")), draw(documents("target"))
    beads = _cover(draw, len(source.sentences), len(target.sentences))
    paragraph_beads = _cover(draw, len(source.blocks), len(target.blocks)) if draw(st.booleans()) else ()
    options = draw(st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts | st.lists(texts)))
    least = draw(st.just(0.0) | scores)
    links = draw(st.none() | word_links.map(WordLinks.of))
    left_out = draw(st.dictionaries(st.sampled_from(range(len(beads))), texts)) if beads and draw(st.booleans()) else {}
    return Alignment(source, target, beads, paragraph_beads, draw(texts), options, least, links, left_out)


def _cover(draw: st.DrawFn, n: int, m: int) -> tuple[Bead, ...]:
    beads = []
    i = j = 0
    while i < n or j < m:
        a, b = draw(st.integers(0, min(3, n - i))), draw(st.integers(0, min(3, m - j)))
        if not a and not b:
            a, b = (1, 0) if i < n else (0, 1)
        flags = tuple(draw(st.lists(st.sampled_from(FLAGS), unique=True, max_size=2)))
        status = draw(st.sampled_from(STATUSES))
        beads.append(Bead(range(i, i + a), range(j, j + b), draw(scores), flags, status))
        i, j = i + a, j + b
    return tuple(beads)
