"""Alignment -> JSON, and whether a file holds a person's work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.formats.files import Rendered
from aligner.formats.json import SCHEMA_VERSION
from aligner.formats.pictures import as_uri
from aligner.model import Alignment, Bead, Document, Sentence, WordLinks

_VERSION = b'"schema_version"'
# Searched for in the bytes, so that a file broken by an edit still counts. Inside a text the quotes would be escaped.
_HUMAN_STATUS = re.compile(rb'"status"\s*:\s*"(?:confirmed|changed)"')


def render(alignment: Alignment) -> Rendered:
    """The alignment as JSON, with every bead: UTF-8, LF, a newline at the end."""
    from aligner.version import __version__

    members: list[tuple[str, Iterable[str]]] = [
        ("schema_version", [_json(SCHEMA_VERSION)]),
        ("program", [_json({"name": "aligner", "version": __version__})]),
        ("options", [_json(dict(alignment.options))]),
        ("min_score", [_json(alignment.min_score)]),
        ("signature", [_json(alignment.signature)]),
        ("source", _document(alignment.source)),
        ("target", _document(alignment.target)),
        ("beads", _lines(map(_bead, *_numbered(alignment.beads)), "  ")),
        ("paragraph_beads", _lines(map(_bead, *_numbered(alignment.paragraph_beads)), "  ")),
    ]
    if alignment.left_out:
        left_out = {str(index + 1): reason for index, reason in alignment.left_out.items()}
        members.append(("left_out", [_json(left_out)]))
    if alignment.words is not None:
        members.append(("words", _words(alignment.words)))
    if alignment.cover is not None:
        members.append(("cover", [_json(as_uri(alignment.cover))]))
    # Line by line, since a whole book takes several times its size as one string. UTF-8 cannot hold half of a
    # surrogate pair; JSON can, as the escape \udXXX.
    return Rendered(b"".join(piece.encode(errors="backslashreplace") for piece in _pieces(members)))


def _pieces(members: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """The whole file, piece by piece."""
    before = "{\n"
    for key, value in members:
        yield f'{before}  "{key}": '
        yield from value
        before = ",\n"
    yield "\n}\n"


def is_ours(path: Path) -> bool:
    """Whether the file is a saved alignment, whole or not, rather than any other JSON, such as a report of a check."""
    return _VERSION in path.read_bytes().replace(b"\0", b"")


def holds_human_work(path: str | Path) -> bool:
    """Whether the file exists and holds a bead that a person confirmed or changed."""
    try:
        data = Path(path).read_bytes() if Path(path).is_file() else b""
    except OSError:
        return False  # a file that cannot be read cannot be overwritten either, and that error says more
    return bool(_HUMAN_STATUS.search(data.replace(b"\0", b"")))  # without its NULs, UTF-16 reads as ASCII


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _document(document: Document) -> Iterator[str]:
    starts = document.block_starts
    blocks = (
        {
            "kind": block.kind,
            "place": block.place,
            "level": block.level,
            "text": block.text,
            "sentences": [_sentence(number, sentence) for number, sentence in enumerate(block.sentences, start)],
        }
        for block, start in zip(document.blocks, starts, strict=False)
    )
    about = {
        "name": document.name,
        "language": document.language,
        **({"title": document.title} if document.title else {}),
        **({"author": document.author} if document.author else {}),
    }
    yield "{\n"
    for key, value in about.items():
        yield f'    "{key}": {_json(value)},\n'
    yield '    "blocks": '
    yield from _lines(blocks, "    ")
    yield "\n  }"


def _sentence(number: int, sentence: Sentence) -> dict[str, object]:
    original = {} if sentence.original is None else {"original": sentence.original}
    return {"id": number, "start": sentence.start, "end": sentence.end, **original}


def _bead(number: int, bead: Bead) -> dict[str, object]:
    return {
        "id": number,
        "source": list(bead.source),
        "target": list(bead.target),
        "score": bead.score,
        "flags": list(bead.flags),
        "status": bead.status,
    }


def _words(links: WordLinks) -> Iterator[str]:
    """A JSON object with one word per line."""
    return _listed((f"{_json(word)}: {_json(partners)}" for word, partners in links.partners.items()), "  ", "{}")


def _numbered(beads: tuple[Bead, ...]) -> tuple[range, tuple[Bead, ...]]:
    return range(1, len(beads) + 1), beads


def _lines(items: Iterable[object], indent: str) -> Iterator[str]:
    """A JSON list with one item per line."""
    return _listed(map(_json, items), indent, "[]")


def _listed(items: Iterable[str], indent: str, brackets: str) -> Iterator[str]:
    """Items between brackets, one per line; without any, the brackets alone."""
    before = f"{brackets[0]}\n"
    for item in items:
        yield f"{before}{indent}  {item}"
        before = ",\n"
    yield f"\n{indent}{brackets[1]}" if before == ",\n" else brackets
