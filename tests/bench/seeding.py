"""Errors of translation, seeded in texts with gold: what an alignment's flags should find.

A text is a list of `Piece`, the sentences of one gold bead; an error is a function that spoils some of them and marks
these as its own. All that it draws by lot comes from one `random.Random`, so that a seed gives the same texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import Random

from sets import Case

from aligner.model import Bead, Block, Document

# Of the beads where an error can be made, this share has it.
_SHARE = 0.05
# What is written alike, and otherwise, on both sides: source, target, and a wrong target.
_VALUES = (
    ("12 km", "12 km", "12 millas"),
    ("10 kg", "10 kilos", "10 libras"),
    ("25 %", "25 por ciento", "35 por ciento"),
    ("1 May 1880", "1880-05-01", "1880-06-01"),
    ("May 1, 1880", "1 de mayo de 1880", "1 de mayo de 1870"),
    ("3 p.m.", "15:00", "16:00"),
    ("the 19th century", "el siglo XIX", "el siglo XX"),
    ("1.5 million", "1500000", "1600000"),
    ("twenty-two", "22", "32"),
    ("two hundred and five", "doscientos cinco", "trescientos cinco"),
    ("$15", "15 dólares", "15 euros"),
    ("1,234.5", "1.234,5", "1.234,6"),
    ("3rd", "3.º", "4.º"),
    ("20,000", "veinte mil", "treinta mil"),
)
_FIXED = (
    ("%s", "%s", "%d"),
    ("%1$d", "%1$d", "%1d"),
    ("{name}", "{name}", "{nombre}"),
    ("{{x}}", "{{x}}", "{x}"),
    ("<b>text</b>", "<b>texto</b>", "<b>texto"),
    ("https://example.org/a?b=1", "https://example.org/a?b=1", "https://example.org/a?b=2"),
    ("info@example.org", "info@example.org", "info@example.com"),
    ("[1]", "[1]", "[2]"),
    ("(so)", "(así)", "(así"),
    ("`--verbose`", "`--verbose`", "`--detallado`"),
)
_NUMBER_WORDS = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "veinte", "treinta")


_NAME = "[A-ZÁÉÍÓÚ][a-záéíóúñ]{3,}"


@dataclass(frozen=True)
class Piece:
    """The sentences of a bead, with their paragraphs, and the error in it, if any."""

    source: tuple[tuple[str, int], ...]
    target: tuple[tuple[str, int], ...]
    error: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether each side is one sentence."""
        return len(self.source) == len(self.target) == 1

    def with_target(self, text: str, error: str = "") -> Piece:
        """With another text for the last target sentence."""
        return replace(self, target=(*self.target[:-1], (text, self.target[-1][1])), error=error or self.error)


Pieces = list[Piece]


def pieces_of(case: Case) -> Pieces:
    """The gold beads of a case."""
    sides = case.source, case.target
    of_block = [side.block_of for side in sides]
    return [
        Piece(
            *(
                tuple((side.sentences[i].text, blocks[i]) for i in places)
                for side, blocks, places in zip(sides, of_block, (bead.source, bead.target), strict=True)
            )
        )
        for bead in case.gold
    ]


def documents_of(pieces: Sequence[Piece]) -> tuple[Document, Document, list[Bead]]:
    """The texts of the pieces as documents, and a bead for each piece."""
    sides = [piece.source for piece in pieces], [piece.target for piece in pieces]
    documents = [
        _document(code, [each for some in side for each in some])
        for code, side in zip(("en", "es"), sides, strict=True)
    ]
    beads, at = [], [0, 0]
    for piece in pieces:
        ends = at[0] + len(piece.source), at[1] + len(piece.target)
        beads.append(Bead(range(at[0], ends[0]), range(at[1], ends[1]), 1.0))
        at = list(ends)
    return documents[0], documents[1], beads


def _document(code: str, sentences: Sequence[tuple[str, int]]) -> Document:
    groups = groupby(sentences, key=lambda each: each[1])
    return Document(code, code, tuple(Block.of_sentences([text for text, _ in group]) for _, group in groups))


@dataclass(frozen=True)
class Error:
    """A kind of error: its name, the flag that should find it, and what it does to the pieces of a text."""

    name: str
    flag: str
    seed: Callable[[Pieces, Random], Pieces] = field(repr=False)


def _each(change: Callable[[Piece, Pieces, Random], str | None]) -> Callable[[Pieces, Random], Pieces]:
    """An error that changes the last target sentence of a share of the pieces where it can."""

    def seed(pieces: Pieces, random: Random) -> Pieces:
        able = [k for k, piece in enumerate(pieces) if piece.source and piece.target]
        random.shuffle(able)
        out, left = list(pieces), max(1, round(_SHARE * len(able)))
        for k in able:
            changed = change(pieces[k], pieces, random) if left else None
            if changed is not None and changed != pieces[k].target[-1][0]:
                out[k], left = pieces[k].with_target(changed, "here"), left - 1
        return out

    return seed


def _digits(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    text = piece.target[-1][0]
    runs = [run for run in re.finditer(r"\d+", text) if run.group() in " ".join(each for each, _ in piece.source)]
    if not runs:
        return None
    run = random.choice(runs)
    changed = str(int(run.group()) + random.choice((1, 2, 3, 10, 100)))
    return text[: run.start()] + changed + text[run.end() :]


def _number_word(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    text = piece.target[-1][0]
    runs = list(re.finditer(rf"\b(?:{'|'.join(_NUMBER_WORDS[1:])})\b", text))
    if not runs:
        return None
    run = random.choice(runs)
    other = random.choice([word for word in _NUMBER_WORDS[1:] if word != run.group()])
    return text[: run.start()] + other + text[run.end() :]


def _names(piece: Piece) -> list[re.Match[str]]:
    """Names inside the last target sentence, of one or more words, each of which the source has too."""
    source = {word.lower() for text, _ in piece.source for word in re.findall(r"[^\W\d_]+", text)}
    inside = re.finditer(rf"(?<=[a-záéíóúñ,] ){_NAME}(?: {_NAME})*(?! [A-ZÁÉÍÓÚ])", piece.target[-1][0])
    return [name for name in inside if source.issuperset(name.group().lower().split())]


def _other_name(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    here = _names(piece)
    others = sorted({name.group() for other in pieces if other.target for name in _names(other)})
    texts = " ".join(text for text, _ in (*piece.source, *piece.target))
    others = [name for name in others if not any(word in texts for word in name.split())]
    if not here or not others:
        return None
    name, text = random.choice(here), piece.target[-1][0]
    return text.replace(name.group(), random.choice(others))


def _no_name(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    here = _names(piece)
    return piece.target[-1][0].replace(" " + random.choice(here).group(), "") if here else None


def _half(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    text = piece.target[-1][0]
    return text[: text.rfind(" ", 0, len(text) // 2)] + "." if piece.is_plain and len(text) > 80 else None


def _double(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    text = piece.target[-1][0]
    if not piece.is_plain or len(text) < 80:
        return None
    more = ""
    while len(more) < len(text):
        more += " ".join(each for each, _ in random.choice(pieces).target) + " "
    return text.rstrip(".") + ", " + more[: len(text)].rpartition(" ")[0] + "."


def _source_again(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    text = piece.source[-1][0]
    return text if piece.is_plain and len(text.split()) > 3 else None


def _no_question(piece: Piece, pieces: Pieces, random: Random) -> str | None:
    asks = "?" in piece.source[-1][0] and "?" in piece.target[-1][0]
    return re.sub("[¿?]", "", piece.target[-1][0]) if asks else None


def _dropped(pieces: Pieces, random: Random) -> Pieces:
    able = [k for k, piece in enumerate(pieces) if piece.is_plain]
    chosen = set(random.sample(able, round(_SHARE * len(able))))
    return [replace(piece, target=(), error="here") if k in chosen else piece for k, piece in enumerate(pieces)]


def _inserted(pieces: Pieces, random: Random) -> Pieces:
    """Target sentences with the source of another place: its own translation is dropped there."""
    flipped = [replace(piece, source=piece.target, target=piece.source) for piece in pieces]
    return [replace(piece, source=piece.target, target=piece.source) for piece in _dropped(flipped, random)]


def _with(snippets: Sequence[tuple[str, str, str]]) -> Callable[[Pieces, Random], Pieces]:
    """Right snippets at the end of many sentences, wrong ones at the end of some."""

    def seed(pieces: Pieces, random: Random) -> Pieces:
        out = []
        for piece in pieces:
            if piece.is_plain and random.random() < 3 * _SHARE:
                source, right, wrong = random.choice(snippets)
                is_wrong = random.random() < 1 / 3
                (text, block), target = piece.source[0], piece.target[0][0]
                piece = replace(piece, source=((f"{text} {source}", block),))
                piece = piece.with_target(f"{target} {wrong if is_wrong else right}")
                piece = replace(piece, error="here" if is_wrong else "")
            out.append(piece)
        return out

    return seed


def _repeated(pieces: Pieces, random: Random) -> Pieces:
    """Sentences that come again at the end, half of them without two words of the translation: both are in error."""
    able = [k for k, piece in enumerate(pieces) if piece.is_plain and len(piece.target[0][0].split()) > 5]
    out, again = list(pieces), []
    for n, k in enumerate(random.sample(able, min(len(able), max(2, round(_SHARE * len(pieces)))))):
        (source, _), (target, _), error = pieces[k].source[0], pieces[k].target[0], "here" if n % 2 else ""
        words = target.split()
        other = " ".join(words[:2] + words[4:]) if error else target
        again.append(Piece(((source, -1 - n),), ((other, -1 - n),), error))
        out[k] = replace(pieces[k], error=error)
    return [*out, *again]


ERRORS = (
    Error("digits changed", "number", _each(_digits)),
    Error("number word changed", "number", _each(_number_word)),
    Error("date, amount, unit", "number", _with(_VALUES)),
    Error("name exchanged", "name", _each(_other_name)),
    Error("name left out", "name", _each(_no_name)),
    Error("half left out", "length", _each(_half)),
    Error("as much added", "length", _each(_double)),
    Error("not translated", "untranslated", _each(_source_again)),
    Error("sentence left out", "omitted", _dropped),
    Error("sentence added", "added", _inserted),
    Error("translated anew", "inconsistent", _repeated),
    Error("mark left out", "question", _each(_no_question)),
    Error("tag, address, bracket", "markup", _with(_FIXED)),
)
