"""How much of the text of office files is found, whole and in the same paragraphs, beside another program's reading.

The truth of ``NAME.docx`` is ``NAME.docx.txt`` beside it, one paragraph a line; for files without one, the paragraphs
that pandoc finds, where the command or the package `pypandoc` is installed. Folders are searched with all below them.

Notes, alternative texts of pictures, and numbers of lists are no part of pandoc's paragraphs here, as they are none of
ours. Words and paragraphs are counted as often as they occur, and the counts are added up over all files: ``found`` is
the share of the truth's words that we have, ``extra`` the share of our words that the truth has not, ``exact`` the
share of the truth's paragraphs that we have word by word. Where pandoc is the truth, what is extra may be its loss;
it reads all RTF as Windows-1252.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from field_halves import HALVES, half_of

from aligner.errors import AlignerError
from aligner.read import read

# The suffixes of office files, with pandoc's name of the format.
SUFFIXES = {".docx": "docx", ".docm": "docx", ".odt": "odt", ".fodt": "", ".rtf": "rtf", ".epub": "epub", ".xlsx": ""}
_LONGEST = 60  # seconds that pandoc has for a file
_PARAGRAPHS = {"Para", "Plain", "Header", "CodeBlock"}


@dataclass
class Count:
    """Counts of files, words, paragraphs and seconds, added up over files."""

    files: int = 0
    refused: int = 0
    wanted: int = 0
    found: int = 0
    ours: int = 0
    paragraphs: int = 0
    exact: int = 0
    seconds: float = 0.0
    pandoc: float = 0.0

    def __add__(self, other: Count) -> Count:
        return Count(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))

    def row(self, name: str, peers: bool) -> str:
        """A line of the table."""
        shares = [
            self.found / max(1, self.wanted),
            1 - self.found / self.ours if self.ours else 0,
            self.exact / max(1, self.paragraphs),
        ]
        line = f"{name:<15}{self.files:>6}{self.refused:>9}" + "".join(f"{share:>8.3f}" for share in shares)
        return line + f"{self.seconds:>9.1f}" + (f"{self.pandoc:>9.1f}" if peers else "")


def recognises(folder: Path) -> bool:
    """Whether the folder has office files whose truth is known, or can be had from pandoc."""
    return any(_beside(path).exists() or _pandoc() for path in _files(folder))


def table(folder: Path, half: str | None, peers: bool) -> list[str]:
    """A row for each suffix and half, and for both halves; with `peers`, the seconds that pandoc takes as well."""
    counts: dict[tuple[str, str], Count] = {}
    for path in _files(folder):
        part = half_of(path.name)
        if half in (None, part) and (count := _counted(path)):
            for name in (part, "all"):
                key = path.suffix.lower(), name
                counts[key] = counts.get(key, Count()) + count
    head = f"{'':<15}{'files':>6}{'refused':>9}{'found':>8}{'extra':>8}{'exact':>8}{'seconds':>9}"
    lines = [head + (f"{'pandoc':>9}" if peers else "")]
    for suffix in SUFFIXES:
        for name in (half,) if half else (*HALVES, "all"):
            if (suffix, name) in counts:
                lines.append(counts[suffix, name].row(f"{suffix[1:]} {name}", peers))
    return lines


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())


def _counted(path: Path) -> Count | None:
    """The counts of a file; None if its truth is not known."""
    before = _children()
    wanted = _truth(path)
    pandoc = _children() - before
    if wanted is None:
        return None
    started = time.process_time()
    ours = _read(path)
    seconds = time.process_time() - started
    words, own = Counter(_words(wanted)), Counter(_words(ours or []))
    exact = Counter(map(_plain, wanted)) & Counter(map(_plain, ours or []))
    return Count(
        files=1,
        refused=ours is None,
        wanted=words.total(),
        found=(words & own).total(),
        ours=own.total(),
        paragraphs=len(wanted),
        exact=exact.total(),
        seconds=seconds,
        pandoc=pandoc,
    )


def _read(path: Path) -> list[str] | None:
    """Our paragraphs, those of a cell one by one; none of a file without text, None for one that is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            blocks = read(path)
        except AlignerError as error:
            return [] if "holds no text" in str(error) else None
    return [part for block in blocks for part in block.text.split("\n\n") if _plain(part)]


def _truth(path: Path) -> list[str] | None:
    if _beside(path).exists():
        texts = _beside(path).read_text("utf-8").splitlines()
    elif (texts := _by_pandoc(path)) is None:
        return None
    return [text for text in texts if _plain(text)]


def _by_pandoc(path: Path) -> list[str] | None:
    """The paragraphs that pandoc finds; None if it finds none, or fails."""
    program, form = _pandoc(), SUFFIXES[path.suffix.lower()]
    if not program or not form:
        return None
    command = [program, "-f", form, "-t", "json", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return list(_paragraphs(json.loads(done.stdout)["blocks"])) or None


def _paragraphs(node: Any) -> Iterator[str]:
    """The texts of the paragraphs in a part of pandoc's tree."""
    if isinstance(node, list):
        for each in node:
            yield from _paragraphs(each)
    elif isinstance(node, dict) and node.get("t") in _PARAGRAPHS:
        yield node["c"][1] if node["t"] == "CodeBlock" else _text(node["c"])
    elif isinstance(node, dict):
        yield from _paragraphs(node.get("c", []))


def _text(node: Any) -> str:
    """The text of a paragraph, without notes and pictures."""
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict) or node.get("t", "") in ("", "Note", "Image"):  # without "t": keys of a citation
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] in ("Code", "Math"):
        return str(node["c"][1])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    opening, closing = ("“”" if node["c"][0]["t"] == "DoubleQuote" else "‘’") if node["t"] == "Quoted" else ("", "")
    return opening + _text(node.get("c")) + closing


def _words(texts: list[str]) -> Iterator[str]:
    return (word for text in texts for word in re.findall(r"\w+", text.lower()))


def _plain(text: str) -> str:
    """The words of a paragraph, by which it is compared."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.txt")


@cache
def _pandoc() -> str:
    """The command, or that of the package; empty if there is neither."""
    if found := shutil.which("pandoc"):
        return found
    if find_spec("pypandoc"):
        import pypandoc

        try:
            return str(pypandoc.get_pandoc_path())
        except OSError:  # the package without the program
            return ""
    return ""


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
