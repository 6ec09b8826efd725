"""The command line with random arguments: whatever is typed, it ends with a code that is documented, and in order.

A case is JSON; the files that it may name stand in the working folder, those of `texts` beside them::

    {"arguments": ["align", "en/day.txt", "-o", "out.tmx", "--min-score", "2"], "stdin": "…", "texts": {"odd.txt": "…"}}

Arguments are made from what the commands themselves say that they take, so that a new option is tried as well.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import click
from commandline import run as run_command
from factories import small
from fuzz_checks import ChangedError
from fuzz_texts import pair, text
from stories import ENGLISH, SPANISH, story

import aligner
from aligner.cli import cli
from aligner.formats import load
from aligner.formats.table import WRITTEN, format_of
from aligner.quality.finding import FLAGS
from aligner.words.train import train

# Codes that the README names for what a user may do wrong, and for a gate that says no.
_CODES = (0, 1, 2, 3, 4)

# Of each option what it may be given, and what it may not; any others are given files or `_WORDS`.
_SHARES = ("0", "0.5", "0.97", "1", "1e-9"), ("-1", "2", "nan", "inf", "x", "", "٣")
_LANGUAGES = ("en,es", "es,en", "en,en", "pt-BR,zh-Hant", "EN_us,es", "de,fr"), ("en", "xx,yy", "en,es,fr", "", ",")
_FLAGS = (*FLAGS, "number,low"), ("x", "", ",", "number,x")
_OUTPUTS = (
    (*(f"out{suffix}" for suffix in WRITTEN), "out/", "out.TSV", "oút\u202e.html", "out.txt", "-"),
    (
        *("", ".", " ", "en", "no/such/out.tsv", "out.nosuch", "en/day.txt", "small.json"),
        *("-.tsv", "out.tsv/", "out\udcff.json"),
    ),
)
_VALUES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "languages": _LANGUAGES,
    "formats": (("tsv", "tsv,tmx", "json,html,epub", "tsv+excel", *(s[1:] for s in WRITTEN)), ("json+x", "", ",", "x")),
    "format": (("md", "txt", "tsv", "tmx", "json"), ("docx", "pdf", "tmx.gz", ".md", "nosuch", "")),
    "encoder": (("none",), ("no-such-encoder", "")),
    "text_encoding": (("utf-8", "cp1252", "utf-16", "latin-1"), ("nosuch", "", "idna", "rot13", "base64", "utf-7")),
    "lexicons": (("own.lexicon",), ("both.txt", "missing.txt")),
    "abbreviations": (("odd.txt", "both.txt"), ("wide.txt", "damaged.docx", "en")),
    "keep": (("small.json", "day.json", "small.xlsx"), ("both.txt", "small.ladder")),
    "cover": (("cover.png",), ("both.txt", "damaged.docx")),
    "min_score": _SHARES,
    "fail_under": _SHARES,
    "fail_on": (("number", "number:1", "any:3"), ("low:0", "low:-1", "x", "", ":", "number:x")),
    "min_count": (("1", "2"), ("0", "-1", "99999999999999999999", "x")),
    "most": (("1", "5"), ("0", "x")),
    "epub_style": (("columns", "notes"), ("x",)),
    "without": (("code", "nulls", *_FLAGS[0]), _FLAGS[1]),
    "only": _FLAGS,
    "workers": (("1", "2"), ("0", "-1", "x")),
    "timeout": (("20",), ("0", "-1", "nan", "x")),
    "max_memory": (("2000",), ("0", "x")),
    "shard_size": (("1", "2", "1000"), ("0", "x")),
    "table": (("tsv", "parquet"), ("x",)),
    "each": (("tsv", "json,tmx"), ("x", ",")),
    "log": (("log.jsonl",), ("en", "", "no/such/log")),
    "outputs": _OUTPUTS,
    "output": ((*_OUTPUTS[0], "out.tbx", "out.lexicon", "out.jsonl", "out/"), _OUTPUTS[1]),
}
# What each command mostly gets; otherwise any files.
_TEXTS = (
    *("en/day.txt es/day.txt", "en/night.en.md es/night.es.md", "odd.txt odd/day.md"),
    *("both.txt", "en es", "en odd.txt", ".", "-"),
)
_ALIGNED = ("day.json", "small.json", "small.tmx", "small.xlsx", "odd.tsv")
_ARGUMENTS = {
    "align": _TEXTS,
    "batch": ("manifest.tsv", "manifest.tsv", "en es", ".", "odd.tsv"),
    "match": ("en es", "es en", "odd en", "en en", ". ."),
    "convert": (*_ALIGNED, "day.json", "small.ladder en/day.txt es/day.txt"),
    "evaluate": ("small.ladder small.json", "small.json day.json", "day.json small.tmx", ". ."),
    "check": (*_ALIGNED, "day.json small.tmx"),
    "glossary": (*_ALIGNED, "en es", "both.txt", "odd.txt"),
    "train": ("odd.tsv", "day.json", "small.tmx day.json", "pairs.tsv"),
}
_WORDS = (
    *("", "-", "--", "a", "0", "-1", "*", "~", "%s", "{0}", "a\tb", "a\nb", "\udcff", "\u202e", "é", "x" * 300),
    *("--help", "-h"),
)


def made(chance: random.Random) -> bytes:
    """A case."""
    name = chance.choice(sorted(cli.commands))
    arguments = [name, *_arguments(cli.commands[name], chance)]
    if chance.random() < 0.1:
        arguments.insert(chance.randrange(len(arguments) + 1), chance.choice(_WORDS))
    if chance.random() < 0.03:
        chance.shuffle(arguments)
    odd = dict(zip(("odd.txt", "odd/day.md", "odd.tsv"), (*pair(chance), text(chance)), strict=True))
    return json.dumps({"arguments": arguments, "stdin": text(chance), "texts": odd}).encode()


def _arguments(command: click.Command, chance: random.Random) -> Iterator[str]:
    """Up to five of its options; then files, mostly such as it takes."""
    options = [each for each in command.params if isinstance(each, click.Option)]
    chosen = chance.sample(options, min(len(options), chance.choice((0, 1, 1, 2, 3, 5))))
    if chance.random() < 0.6:
        chosen += [option for option in options if "-o" in option.opts and option not in chosen]
    for option in chosen:
        yield chance.choice(option.opts)
        if not option.is_flag:
            yield chance.choice(_VALUES.get(option.name or "", (_names(), _WORDS))[chance.random() < 0.1])
    if chance.random() < 0.85:
        yield from chance.choice(_ARGUMENTS.get(command.name or "", _TEXTS)).split()
        return
    yield from chance.choices(_names(), k=chance.choice((0, 1, 1, 2, 3)))


@cache
def _names() -> tuple[str, ...]:
    return (*_files(), *("odd.txt", "odd/day.md", "odd.tsv", "en", "es/", "odd", ".", "-", "missing.txt"))


@cache
def _files() -> dict[str, bytes]:
    """Files of most kinds that a command takes."""
    sides = ["\n\n".join(block.text for block in story(side).blocks[:3]) for side in (0, 1)]
    aligned = aligner.align(*sides, options=aligner.Options(languages=("en", "es")), encoder="none")
    lexicon = train(zip(ENGLISH, SPANISH, strict=True), languages=("en", "es"))
    files = {
        "en/day.txt": sides[0].encode(),
        "es/day.txt": sides[1].encode(),
        "en/night.en.md": f"# Night\n\n{sides[0][:200]}".encode(),
        "es/night.es.md": f"# Noche\n\n{sides[1][:200]}".encode(),
        "both.txt": "\n\n".join(sides).encode(),
        "empty.txt": b"",
        "manifest.tsv": b"id\tsource\ttarget\nday\ten/day.txt\tes/day.txt\nno\tmissing.txt\todd.txt\nboth\tboth.txt\n",
        "pairs.tsv": "".join(f"{one}\t{other}\n" for one, other in zip(ENGLISH, SPANISH, strict=True)).encode(),
        "cover.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0",
        "wide.txt": sides[0].encode("utf-16"),
        "damaged.docx": b"PK\3\4 not an archive",
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (
            ("own.lexicon", lexicon.save),
            *((f"small.{format}", partial(aligner.write, small())) for format in ("json", "tmx", "ladder", "xlsx")),
            ("day.json", partial(aligner.write, aligned)),
        ):
            write(Path(folder) / name)
            files[name] = (Path(folder) / name).read_bytes()
    return files


def run(data: bytes, folder: Path) -> None:
    """Raise `ChangedError` for a code that is not documented, a traceback, a file half written or lost."""
    case = json.loads(data)
    files = _files() | {name: text.encode("utf-8", "replace") for name, text in case["texts"].items()}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    done = run_command(*case["arguments"], cwd=folder, stdin=case["stdin"].encode("utf-8", "replace"))
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode not in _CODES:
        raise ChangedError(f"exit code {done.returncode}: {said.splitlines()[-1:]}")
    if "Traceback" in said:
        raise ChangedError("a traceback")
    if done.returncode == 3 and not said.strip():
        raise ChangedError("no message")
    _check_folder(folder, case["arguments"], files)


def _check_folder(folder: Path, arguments: list[str], files: dict[str, bytes]) -> None:
    """Nothing temporary is left, no file is lost but those that were named, and what was written can be read."""
    if left := [path.name for path in folder.rglob("*.tmp")]:
        raise ChangedError(f"left behind: {left[0]}")
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or (path.read_bytes() != content and not {name, "."} & {*arguments}):
            raise ChangedError(f"{name} is lost or changed")
    for path in folder.rglob("out*"):
        format = format_of(path)
        if format is not None and format.load and (path.is_file() or format.render_folder) and not path.is_symlink():
            load(path)
