"""How many files of known encoding are recognised.

The folder has one for each encoding, named after it and perhaps after a language: ``KOI8-R/``, ``iso-8859-2-polish/``,
as the tests of chardet have. A file counts as recognised if its text is what it is in that encoding, whatever name is
given, wider encodings standing for those that they hold; files that are UTF-8 or ASCII are passed over. The peers are
chardet and charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from field_halves import half_of

from aligner.read.guess import ENCODINGS, guesses

# Encodings that hold all that another has in the same places.
WIDER = {"gb2312": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "iso8859-1": "cp1252", "tis-620": "cp874"}


def recognises(folder: Path) -> bool:
    """Whether the folder has files in encodings that are recognised here."""
    return next(_sets(folder), None) is not None


def table(folder: Path, half: str | None, peers: bool) -> list[str]:
    """A row for each encoding, one for all, and the seconds of the processor that each program takes."""
    programs = {"aligner": _ours}
    if peers:
        programs |= {name: peer for name, peer in PEERS.items() if find_spec(name)}
    totals, seconds, files = dict.fromkeys(programs, 0), dict.fromkeys(programs, 0.0), 0
    lines = [f"{folder.name}: files of known encoding"]
    lines.append(f"{'':24} {'files':>5} " + " ".join(f"{name:>18}" for name in programs))
    for name, codec, paths in _sets(folder):
        texts = [path.read_bytes() for path in paths if half in (None, half_of(path.name))]
        right = dict.fromkeys(programs, 0)
        for data in texts:
            for program, recognise in programs.items():
                started = time.process_time()
                found = recognise(data)
                seconds[program] += time.process_time() - started
                right[program] += _same(data, found, codec)
        files += len(texts)
        totals = {program: totals[program] + right[program] for program in programs}
        if texts:
            lines.append(f"{name:24} {len(texts):5} " + " ".join(f"{n:18}" for n in right.values()))
    lines.append(f"{'all':24} {files:5} " + " ".join(f"{n:18}" for n in totals.values()))
    lines.append(f"{'seconds of the processor':30} " + " ".join(f"{n:18.1f}" for n in seconds.values()))
    return lines


def _sets(root: Path) -> Iterator[tuple[str, str, list[Path]]]:
    """Name, codec and files of each folder whose encoding is among those that are recognised here."""
    known = {codecs.lookup(encoding.codec).name for encoding in ENCODINGS} | {"big5", "euc_jp"}
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        codec = _codec(folder.name)
        if WIDER.get(codec, codec) in known:
            paths = [
                path for path in sorted(folder.iterdir()) if path.is_file() and not _is(path.read_bytes(), "utf-8")
            ]
            if paths:
                yield folder.name, WIDER.get(codec, codec), paths


def _codec(folder: str) -> str:
    """Python's name for the encoding that a folder is named after; empty for none."""
    name = re.sub(r"(?i)^mac(?=[a-z])", "mac-", folder)
    for candidate in (name, name.rpartition("-")[0]):
        try:
            return codecs.lookup(candidate).name
        except LookupError:
            continue
    return ""


def _is(data: bytes, codec: str) -> bool:
    try:
        return bool(data.decode(codec))
    except UnicodeDecodeError:
        return False


def _same(data: bytes, found: str | None, codec: str) -> bool:
    """Whether the text is the same; for damaged files, whether it is the same but for what is lost."""
    try:
        name = codecs.lookup(found or "").name
        return data.decode(WIDER.get(name, name), "replace") == data.decode(codec, "replace")
    except LookupError:
        return False


def _ours(data: bytes) -> str | None:
    return next((guess.codec for guess in guesses(data) if not guess.codec or _is(data, guess.codec)), None)


def _chardet(data: bytes) -> str | None:
    import chardet

    return chardet.detect(data)["encoding"]


def _charset_normalizer(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else None


PEERS: dict[str, Callable[[bytes], str | None]] = {"chardet": _chardet, "charset_normalizer": _charset_normalizer}
