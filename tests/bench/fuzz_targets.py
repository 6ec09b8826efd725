"""What `fuzz.py` gives damaged files to: every reader, everything that is read back, and the whole way of the data.

A target takes the bytes of a file, which it may store in a folder of its own, and should return or raise an
`AlignerError`; `ChangedError` says that something was lost on the way.
"""

from __future__ import annotations

import gzip
import random
import signal
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fuzz_commands
import fuzz_pipeline
from factories import small
from fuzz_checks import ChangedError, check_alignment, check_formats
from fuzz_mutations import mutate
from stories import ENGLISH, SPANISH, story

import aligner
from aligner.errors import InputError
from aligner.formats import load, write
from aligner.formats.pairs import read_pairs
from aligner.formats.table import FORMATS, WRITTEN, Format
from aligner.model import Alignment, Document
from aligner.read import read
from aligner.read.about import about
from aligner.read.pdf.check import check
from aligner.read.pdf.document import read_pdf
from aligner.read.readers import TABLE
from aligner.words.lexicon import MAGIC, Lexicon
from aligner.words.train import train

FILES = Path(__file__).parents[1] / "files"

# Files larger than this make slow seeds, and no better ones.
SMALL = 12_000

# Seconds for a PDF that is not read in a process of its own.
_PDF_SECONDS = 1.0

# Divides the two texts that the whole way begins with; without it, the text is a mixed document.
BETWEEN = b"\n=====\n"


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


def targets(folder: Path) -> Iterator[Target]:
    """All targets; their seeds are made in the folder."""
    for reader in TABLE:
        suffix = ".txt" if "" in reader.suffixes else reader.suffixes[0]
        yield Target(f"read {suffix}", partial(_samples, reader.suffixes), partial(_read, suffix))
        if suffix == ".pdf":  # most of the time goes into its process
            yield Target("pdf", partial(_samples, reader.suffixes), _pdf_here)
    for format in FORMATS:
        if format.is_loaded:
            yield Target(f"load {format.suffix}", partial(_written, format, folder), partial(_load, format))
    for format in FORMATS:
        if format.stream is not None:
            yield Target(f"train {format.suffix}", partial(_pair_files, format, folder), partial(_train, format.suffix))
    yield Target("lexicon", _lexicons, _lexicon)
    yield Target("whole", lambda: tuple(_texts()), _whole)
    yield Target("commands", tuple, fuzz_commands.run, lambda chance, _: fuzz_commands.made(chance))
    yield Target("pipeline", tuple, fuzz_pipeline.run, lambda chance, _: fuzz_pipeline.made(chance))


def _samples(suffixes: Sequence[str]) -> tuple[bytes, ...]:
    paths = [path for path in sorted(FILES.glob("*/*")) if path.suffix in suffixes and path.is_file()]
    found = [path.read_bytes() for path in paths]
    if ".pdf" in suffixes:
        found.extend(_pdf(compressed) for compressed in (True, False))
    if ".txt" in suffixes:
        found.extend(path.read_bytes() for path in FILES.glob("office/*.md"))
    return tuple(data for data in found if len(data) < SMALL) or tuple(found)


def _pdf(compressed: bool) -> bytes:
    """A page of two lines: far smaller, and so far quicker to read, than what office programs make."""
    content = b"BT /F1 12 Tf 72 720 Td (The sea was calm.) Tj 0 -14 Td [(No)-20(body came.)] TJ ET"
    packed = zlib.compress(content) if compressed else content
    filter = b"/Filter /FlateDecode" if compressed else b""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), filter, packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def _alignments() -> tuple[Alignment, ...]:
    """Two small ones, for what is read again and again."""
    return small(), aligner.align(story(0, without=range(8, 36)), story(1, without={3, *range(8, 36)}))


def _written(format: Format, folder: Path) -> tuple[bytes, ...]:
    """The file of the format for each alignment or, of a folder format, its files one after the other."""
    seeds = []
    for number, alignment in enumerate(_alignments()):
        for each in [format] if format.is_written else [WRITTEN[".xces"], WRITTEN[".tei"]]:
            path = folder / f"seed{number}{each.suffix}"
            write(alignment, path, force=True)
            seeds.append(_joined(path) if path.is_dir() else path.read_bytes())
    if format.name == "tmx":
        seeds += [gzip.compress(seed, mtime=0) for seed in seeds]
    return tuple(seeds)


def _pair_files(format: Format, folder: Path) -> tuple[bytes, ...]:
    lines = "".join(f"{pair.source}\t{pair.target}\n" for pair in _alignments()[1].pairs()).encode()
    other = [lines, b"en\tes\tnote\n" + lines, gzip.compress(lines, mtime=0)] if format.name == "tsv" else []
    return (*_written(format, folder), *other)


# In the bytes of a folder, the name of each file is on a line of its own before it.
_NAME = b"\n==> "


def _joined(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"".join(_NAME + str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes() for path in files)


def _unjoined(data: bytes, folder: Path) -> None:
    for part in data.split(_NAME)[1:]:
        name, _, content = part.partition(b"\n")
        path = folder / name.decode("utf-8", "replace").replace("..", "_").strip("/\0")[:60].replace("\0", "_")
        if not path.exists() and not any(parent.is_file() for parent in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _texts() -> Iterator[bytes]:
    english, spanish = ("\n\n".join(block.text for block in story(side).blocks).encode() for side in (0, 1))
    short = [text[: text.index(b"\n\n")] for text in (english, spanish)]
    yield BETWEEN.join(short)
    yield english[:1200] + b"\n\n" + spanish[:1200]
    yield (
        "En 1962, llegó. ¿Quién? «Yo», dijo.\n\n# Uno".encode()
        + BETWEEN
        + "In 1962 he came. Who? “I,” he said.".encode()
    )
    yield "他来了。谁?「我」。".encode() + BETWEEN + b"He came. Who? I."
    yield b"en\tes\tnote\nThe sea.\tLa mar.\t1\nThe rock.\tLa roca.\t"


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


def _lexicons() -> tuple[bytes, ...]:
    """The content of a lexicon's file before compression."""
    pairs = zip(ENGLISH, SPANISH, strict=True)
    return (train(pairs, languages=("en", "es"))._packed, Lexicon.empty()._packed)


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
    if data.startswith(_NAME):
        _unjoined(data, folder / "a")
        path = folder / "a"
        links = sorted(path.glob("*.xml"))
        if format.name == "xml" and links:
            path = links[0]
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
