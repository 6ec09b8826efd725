"""Alignment -> JSON, and whether a file holds a person's work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
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

    members = [
        ("schema_version", _json(SCHEMA_VERSION)),
        ("program", _json({"name": "aligner", "version": __version__})),
        ("options", _json(dict(alignment.options))),
        ("min_score", _json(alignment.min_score)),
        ("signature", _json(alignment.signature)),
        ("source", _document(alignment.source)),
        ("target", _document(alignment.target)),
        ("beads", _lines(map(_bead, *_numbered(alignment.beads)), "  ")),
        ("paragraph_beads", _lines(map(_bead, *_numbered(alignment.paragraph_beads)), "  ")),
    ]
    if alignment.left_out:
        members.append(("left_out", _json({str(index + 1): reason for index, reason in alignment.left_out.items()})))
    if alignment.words is not None:
        members.append(("words", _words(alignment.words)))
    if alignment.cover is not None:
        members.append(("cover", _json(as_uri(alignment.cover))))
    text = "{\n" + ",\n".join(f'  "{key}": {value}' for key, value in members) + "\n}\n"
    # UTF-8 cannot hold half of a surrogate pair; JSON can, as the escape \udXXX.
    return Rendered(text.encode(errors="backslashreplace"))


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


def _document(document: Document) -> str:
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
    head = "".join(f'    "{key}": {_json(value)},\n' for key, value in about.items())
    return "{\n" + head + f'    "blocks": {_lines(blocks, "    ")}\n  }}'


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


def _words(links: WordLinks) -> str:
    """A JSON object with one word per line."""
    lines = [f"    {_json(word)}: {_json(partners)}" for word, partners in links.partners.items()]
    return "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"


def _numbered(beads: tuple[Bead, ...]) -> tuple[range, tuple[Bead, ...]]:
    return range(1, len(beads) + 1), beads


def _lines(items: Iterable[object], indent: str) -> str:
    """A JSON list with one item per line."""
    lines = [f"{indent}  {_json(item)}" for item in items]
    return "[\n" + ",\n".join(lines) + f"\n{indent}]" if lines else "[]"
