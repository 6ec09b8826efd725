"""JSON -> Alignment. People edit these files, so every error names the place; unknown members are ignored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from aligner.errors import InputError
from aligner.formats.json import SCHEMA_VERSION
from aligner.formats.pictures import of_uri
from aligner.formats.reading import readable
from aligner.model import GRADES, KINDS, STATUSES, Alignment, Bead, Block, Document, Picture, Sentence, WordLinks

T = TypeVar("T")
_NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}
_REMEDY = "correct that place, or align the texts again"


def load(path: str | Path) -> Alignment:
    """Read a saved, possibly edited ``.json`` back.

    Raises `InputError`, which names the file and the place, if there is no such file, if it is not JSON or not of this
    schema, or if the beads do not hold every sentence exactly once.
    """
    top = _Node(str(path), "", _parse(str(path), _read(Path(path))))
    _check_version(top)
    beads = tuple(_bead(node) for node in top.nodes("beads", "bead"))
    paragraph_beads = tuple(_bead(node) for node in top.nodes("paragraph_beads", "paragraph bead"))
    documents = [_document(_Node(top.file, f"{side}, ", top.get(side, dict))) for side in ("source", "target")]
    try:
        return Alignment(
            source=documents[0],
            target=documents[1],
            beads=beads,
            paragraph_beads=paragraph_beads,
            signature=top.get("signature", str),
            options=top.get("options", dict),
            min_score=top.get("min_score", float),
            left_out=_left_out(top, len(beads)) if "left_out" in top.members else {},
            words=_words(top) if "words" in top.members else None,
            cover=_cover(top) if "cover" in top.members else None,
        )
    except ValueError as error:
        remedy = "each must be in exactly one bead, in order: correct the beads, or align the texts again"
        raise InputError(str(error), where=top.file, remedy=remedy) from error


@dataclass(frozen=True, slots=True)
class _Node:
    """An object of the file.

    Attributes:
        file: the file's name.
        place: where the object is, for messages: ``"bead 12, "``; empty for the whole file.
        members: the object's members.
    """

    file: str
    place: str
    members: dict[str, object]

    def get(self, key: str, kind: type[T]) -> T:
        """A member, checked for its type; a whole number counts as a number."""
        if key not in self.members:
            self.complain(key, "is missing")
        value = self.members[key]
        if kind is float and type(value) is int:
            value = float(value)
        if not isinstance(value, kind) or isinstance(value, bool):
            self.complain(key, f"should be {_NAMES[kind]}, not {_short(value)}")
        return value

    def nodes(self, key: str, name: str) -> list[_Node]:
        """A member that is a list of objects; messages count them from 1."""
        found = []
        for number, item in enumerate(self.get(key, list), start=1):
            if not isinstance(item, dict):
                self.complain(key, f"{name} {number} should be an object, not {_short(item)}")
            found.append(_Node(self.file, f"{self.place}{name} {number}, ", item))
        return found

    def complain(self, key: str, what: str) -> NoReturn:
        where = f"{self.file}, {self.place}{key}" if key else f"{self.file}, {self.place}".rstrip(", ")
        raise InputError(what, where=where, remedy=_REMEDY)


def _read(path: Path) -> str:
    with readable(path):
        data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=f"{path}, byte {error.start}", remedy="save it as UTF-8") from error


def _parse(file: str, text: str) -> dict[str, object]:
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"{file}, line {error.lineno}, column {error.colno}"
        raise InputError(f"is not JSON: {error.msg}", where=where, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not usable JSON: {error}", where=file, remedy=_REMEDY) from error
    if not isinstance(data, dict) or "schema_version" not in data:
        remedy = "give a .json that `aligner align` saved"
        raise InputError("is not a saved alignment: it has no schema_version", where=file, remedy=remedy)
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _check_version(top: _Node) -> None:
    version = top.get("schema_version", int)
    if version != SCHEMA_VERSION:
        what = f"has schema_version {version}; this aligner reads {SCHEMA_VERSION}"
        newer = version > SCHEMA_VERSION
        remedy = "install a newer aligner" if newer else "align the texts again"
        raise InputError(what, where=top.file, remedy=remedy)


def _document(node: _Node) -> Document:
    blocks = []
    count = 0
    for block_node in node.nodes("blocks", "block"):
        block = _block(block_node, count)
        count += len(block.sentences)
        blocks.append(block)
    title, author = (node.get(key, str) if key in node.members else "" for key in ("title", "author"))
    return Document(node.get("name", str), node.get("language", str), tuple(blocks), title, author)


def _block(node: _Node, first_id: int) -> Block:
    text = node.get("text", str)
    kind = node.get("kind", str)
    if kind not in KINDS:
        node.complain("kind", f"should be one of {', '.join(KINDS)}, not {_short(kind)}")
    sentences: list[Sentence] = []
    for number, sentence in enumerate(node.nodes("sentences", "sentence"), first_id):
        found, start, end = (sentence.get(key, int) for key in ("id", "start", "end"))
        if found != number:
            sentence.complain("id", f"should be {number}, not {found}: ids count from 0 through the whole document")
        floor = sentences[-1].end if sentences else 0
        if not floor <= start <= end <= len(text):
            sentence.complain("start", f"{start} to {end} does not lie between {floor} and {len(text)}")
        sentences.append(Sentence(text[start:end], start, end, _original(sentence, sentences)))
    return Block(text, kind, node.get("place", str), node.get("level", int), tuple(sentences))


def _original(node: _Node, before: list[Sentence]) -> str | None:
    """What the file said in place of a sentence; `before` are those before it in its block."""
    original = node.get("original", str) if "original" in node.members else None
    if original == "" and not (before and before[-1].original is not None):
        node.complain("original", "should not be empty: the sentence before it has none")
    return original


def _bead(node: _Node) -> Bead:
    source, target = (_range(node, key) for key in ("source", "target"))
    score = node.get("score", float)
    if not 0.0 <= score <= 1.0:
        node.complain("score", f"should lie between 0 and 1, not {score}")
    status = node.get("status", str)
    if status not in STATUSES:
        node.complain("status", f"should be one of {', '.join(STATUSES)}, not {_short(status)}")
    if not source and not target:
        node.complain("", "holds no sentence on either side")
    flags = node.get("flags", list)
    for flag in flags:
        if not isinstance(flag, str):
            node.complain("flags", f"should hold texts, not {_short(flag)}")
    return Bead(source, target, score, tuple(flags), status)


def _left_out(top: _Node, beads: int) -> dict[int, str]:
    """The reasons of the beads that exports leave out, by index."""
    node = _Node(top.file, "left_out, ", top.get("left_out", dict))
    for number in node.members:
        if not (number.isdecimal() and 1 <= int(number) <= beads):
            node.complain("", f"should name beads by their ids, 1 to {beads}, not {_short(number)}")
    return {int(number) - 1: node.get(number, str) for number in node.members}


def _words(top: _Node) -> WordLinks:
    """The links between words; no word may contain a blank, because the page separates words by blanks."""
    node = _Node(top.file, "words, ", top.get("words", dict))
    partners: dict[str, dict[str, int]] = {}
    for word in node.members:
        linked = _Node(top.file, f"words, {word}, ", node.get(word, dict))
        for found in (word, *linked.members):
            if not found[:1].isalpha() or found.split() != [found]:
                node.complain("", f"should link words, not {_short(found)}")
        partners[word] = {other: linked.get(other, int) for other in linked.members}
        for other, grade in partners[word].items():
            if grade not in GRADES:
                linked.complain(other, f"should be one of {', '.join(map(str, GRADES))}, not {grade}")
    return WordLinks.of(partners)


def _cover(top: _Node) -> Picture:
    try:
        return of_uri(top.get("cover", str))
    except InputError as error:
        top.complain("cover", error.what)


def _range(node: _Node, key: str) -> range:
    ids = node.get(key, list)
    for found in ids:
        if type(found) is not int or found < 0:
            node.complain(key, f"should hold whole numbers from 0, not {_short(found)}")
    span = range(ids[0], ids[0] + len(ids)) if ids else range(0)
    if list(span) != ids:
        node.complain(key, f"should hold consecutive numbers, not {_short(ids)}")
    return span


def _short(value: object) -> str:
    """The value as JSON, shortened to fit into a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
