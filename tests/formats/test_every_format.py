"""What holds for all formats of texts: the same pairs whatever the format or encoding, no harm from broken files."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner
from aligner.cli import cli
from aligner.errors import InputError, LanguageError
from aligner.model import Block
from aligner.read import READERS, read
from aligner.read.plain.markdown import blocks_of_markdown

FILES = Path(__file__).parents[1] / "files"
# One file of each suffix, made by other programs from our own texts.
SAMPLES = {path.suffix: path for path in sorted(FILES.glob("*/*")) if path.suffix in READERS and path.is_file()}


def pairs(source: Sequence[Block], target: Sequence[Block]) -> list[tuple[str, str]]:
    """The texts of all pairs, with plain quotes, because some programs make them typographic."""
    straight = str.maketrans("’‘“”", "''\"\"")
    alignment = aligner.align(source, target)
    return [(pair.source.translate(straight), pair.target.translate(straight)) for pair in alignment.pairs()]


def lighthouse(language: str) -> Sequence[Block]:
    """The text from which the documents were made, without its footnotes."""
    text = (FILES / f"pdf/lighthouse.{language}.md").read_text(encoding="utf-8")
    return blocks_of_markdown(re.sub("{{.*?}}", "", text))


def test_every_reader_has_a_sample_that_another_program_made():
    same = {"": ".txt", ".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".mht": ".mhtml"}
    same |= {".docm": ".docx", ".dot": ".doc", ".xlsm": ".xlsx", ".fbz": ".fb2", ".ssa": ".ass"}
    assert {same.get(suffix, suffix) for suffix in READERS} - {".txt"} <= set(SAMPLES)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("docx/lighthouse.en.docx", "epub/lighthouse.es.epub"),
        ("epub/lighthouse.en.epub", "pdf/columns.es.pdf"),
        ("pdf/book.en.pdf", "epub/lighthouse.es.epub"),
    ],
)
def test_documents_of_different_formats_give_the_pairs_of_their_texts(source, target):
    assert pairs(read(FILES / source), read(FILES / target)) == pairs(lighthouse("en"), lighthouse("es"))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman"]
)
def test_the_encoding_of_a_text_changes_nothing(tmp_path, encoding, ends):
    for language in ("en", "es"):
        text = (FILES / f"office/garden.{language}.md").read_text(encoding="utf-8")
        text = text.translate(str.maketrans("’‘“”–—…", "''\"\"--.")).encode("latin-1", "ignore").decode("latin-1")
        (tmp_path / f"plain.{language}.txt").write_text(text, encoding="utf-8", newline="\n")
        (tmp_path / f"other.{language}.txt").write_bytes(text.replace("\n", ends).encode(encoding))
    plain, other = (
        aligner.align(*(read(tmp_path / f"{name}.{language}.txt") for language in ("en", "es")))
        for name in ("plain", "other")
    )
    assert other.beads == plain.beads
    assert list(other.pairs()) == list(plain.pairs())


def broken(data: bytes) -> dict[str, bytes]:
    chance = random.Random(1)
    noise = bytes(chance.randrange(256) for _ in range(2000))
    middle = len(data) // 2
    return {
        "empty": b"",
        "cut": data[:middle],
        "noise": noise,
        "noise inside": data[:middle] + noise + data[middle:],
        "zeros": bytes(5000),
    }


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
def test_a_broken_file_is_read_or_refused_in_one_line(tmp_path, suffix):
    path = tmp_path / f"broken{suffix}"
    for content in broken(SAMPLES[suffix].read_bytes()).values():
        path.write_bytes(content)
        try:
            blocks = read(path)
        except InputError as error:
            assert error.where.startswith(str(path)) and error.what
            assert "\n" not in str(error)
        else:
            assert any(block.text.strip() for block in blocks)


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
def test_the_command_line_says_what_is_wrong_and_exits_with_three(tmp_path, suffix):
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(b"")
    result = CliRunner().invoke(cli, ["align", str(path), str(SAMPLES[suffix]), "-o", str(tmp_path / "out.tsv")])
    assert isinstance(result.exception, InputError | LanguageError)
    assert result.exception.exit_code == 3
    assert "empty" in str(result.exception)
    assert not (tmp_path / "out.tsv").exists()


@pytest.mark.parametrize("suffix", sorted(set(SAMPLES) - {".md", ".html", ".csv", ".tsv", ".po", ".srt", ".vtt"}))
def test_a_file_with_another_formats_suffix_is_named_for_what_it_is(tmp_path, suffix):
    wrong = ".docx" if suffix != ".docx" else ".odt"
    path = tmp_path / f"file{wrong}"
    path.write_bytes(SAMPLES[suffix].read_bytes())
    with pytest.raises(InputError) as caught:
        read(path)
    assert f"not a {wrong} file" in str(caught.value)


def test_expected_blocks_of_all_samples_are_listed():
    """`tests/bench/reading.py` measures them; this only checks that none was forgotten."""
    for path in FILES.glob("*/*"):
        if path.suffix in READERS and path.parent.name == path.suffix[1:] and path.stem != "locked":
            expected = path.with_name(f"{path.stem}.expected.json")
            assert json.loads(expected.read_text(encoding="utf-8")), path.name
