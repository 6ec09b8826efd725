"""What `fuzz.py` gives damaged files to: every reader, everything that is read back, and the whole way of the data.

A target takes the bytes of a file, which it may store in a folder of its own, and should return or raise an
`AlignerError`; `ChangedError` says that something was lost on the way.
"""

from __future__ import annotations

import random
import signal
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fuzz_commands
import fuzz_pipeline
from factories import small
from fuzz_checks import ChangedError, check_alignment, check_formats
from fuzz_manifests import manifests, read_manifest
from fuzz_mutations import mutate
from fuzz_seeds import BETWEEN, NAME, lexicons, pair_files, samples, texts, written

import aligner
from aligner.batch.manifest import SUFFIXES
from aligner.errors import InputError
from aligner.formats import load
from aligner.formats.pairs import read_pairs
from aligner.formats.table import FORMATS, WRITTEN, Format
from aligner.model import Document
from aligner.read import read
from aligner.read.about import about
from aligner.read.pdf.check import check
from aligner.read.pdf.document import read_pdf
from aligner.read.readers import TABLE
from aligner.words.lexicon import MAGIC, Lexicon

# Seconds for a PDF that is not read in a process of its own.
_PDF_SECONDS = 1.0


def _mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    return mutate(chance.choice(seeds), seeds, chance)


@dataclass(frozen=True)
class Target:
    """Something to give files to.

    Attributes:
        name: ``"read .docx"``, ``"load .tmx"``, ``"whole"``.
        seeds: makes whole files; none if `made` needs none.
        run: the bytes of a file, an empty folder -> nothing; may leave files in the folder.
        made: makes a file to try, from the seeds.
    """

    name: str
    seeds: Callable[[], tuple[bytes, ...]]
    run: Callable[[bytes, Path], None]
    made: Callable[[random.Random, Sequence[bytes]], bytes] = _mutated

    @property
    def damages(self) -> bool:
        """Whether what it tries are its seeds with some damage."""
        return self.made is _mutated


def targets(folder: Path) -> Iterator[Target]:
    """All targets; their seeds are made in the folder."""
    for reader in TABLE:
        suffix = ".txt" if "" in reader.suffixes else reader.suffixes[0]
        if suffix == ".doc":  # read by another program, which would take seconds each time
            continue
        yield Target(f"read {suffix}", partial(samples, reader.suffixes), partial(_read, suffix))
        if suffix == ".pdf":  # most of the time goes into its process
            yield Target("pdf", partial(samples, reader.suffixes), _pdf_here)
    for format in FORMATS:
        if format.is_loaded:
            yield Target(f"load {format.suffix}", partial(written, format, folder), partial(_load, format))
    for format in FORMATS:
        if format.stream is not None:
            yield Target(f"train {format.suffix}", partial(pair_files, format, folder), partial(_train, format.suffix))
    yield Target("lexicon", lexicons, _lexicon)
    for suffix in SUFFIXES:
        yield Target(f"manifest {suffix}", partial(manifests, suffix), partial(read_manifest, suffix))
    yield Target("whole", texts, _whole)
    yield Target("commands", tuple, fuzz_commands.run, lambda chance, _: fuzz_commands.made(chance))
    yield Target("pipeline", tuple, fuzz_pipeline.run, lambda chance, _: fuzz_pipeline.made(chance))


def _unjoined(data: bytes, folder: Path) -> None:
    """Store the files of a folder; those with names that no file can have are left out."""
    for part in data.split(NAME)[1:]:
        name, _, content = part.partition(b"\n")
        path = folder / name.decode("utf-8", "replace").replace("..", "_").strip("/")[:60]
        with suppress(OSError, ValueError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _read(suffix: str, data: bytes, folder: Path) -> None:
    path = folder / f"text{suffix}"
    path.write_bytes(data)
    about(path)
    if not any(block.text.strip() for block in read(path)):
        raise ChangedError("blocks without text")


def _pdf_here(data: bytes, folder: Path) -> None:
    """Read a PDF in this process. One that takes long is stopped, as the reader's own process would be."""

    def stop(number: int, frame: object) -> None:
        raise InputError("takes too long")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PDF_SECONDS)
    try:
        check(data)
        read_pdf(data)
    except MemoryError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _lexicon(data: bytes, folder: Path) -> None:
    path = folder / "own.lexicon"
    path.write_bytes(MAGIC + zlib.compress(data, 1))
    lexicon = Lexicon.load(path)
    lexicon.lookup(["the", "mill"], ["el", "molino"])
    lexicon.swapped().translations("molino")
    lexicon.save(path)
    if Lexicon.load(path).digest != lexicon.digest:
        raise ChangedError("another lexicon when read back")


def _load(format: Format, data: bytes, folder: Path) -> None:
    path = folder / f"a{format.suffix}{_gz(data)}"
    documents: tuple[Document, ...] = ()
    if data.startswith(NAME):
        _unjoined(data, folder / "a")
        path = folder / "a"
        links = next((part for part in path.glob("*.xml") if part.is_file() and b"<link" in part.read_bytes()), None)
        if format.name == "xml" and links:
            path = links
        elif path.exists():
            path = path.rename(folder / f"a{format.suffix}")
    else:
        path.write_bytes(data)
    if format.load_ladder:
        documents = small().source, small().target
        if format.rungs is not None:
            format.rungs(path)
    alignment = load(path, *documents)
    check_formats(alignment, folder, formats=(".json",))


def _gz(data: bytes) -> str:
    return ".gz" if data.startswith(b"\x1f\x8b") else ""


def _train(suffix: str, data: bytes, folder: Path) -> None:
    path = folder / f"pairs{suffix}{_gz(data)}"
    path.write_bytes(data)
    for source, target in read_pairs([path], ("en", "es")):
        if not source or not target:
            raise ChangedError("an empty side")


def _whole(data: bytes, folder: Path) -> None:
    first, between, second = data.partition(BETWEEN)
    for name, text in (("a.txt", first), ("b.txt", second)) if between else (("a.txt", first),):
        (folder / name).write_bytes(text)
    blocks = read(folder / "a.txt")
    sides = (blocks, read(folder / "b.txt")) if between else aligner.split(blocks)
    options = aligner.Options(unrelated=True)
    alignment = aligner.align(*sides, options=options, encoder="none")
    check_alignment(alignment)
    check_formats(alignment, folder, tuple(WRITTEN))
