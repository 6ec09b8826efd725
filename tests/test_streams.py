"""Open streams where paths are: read, load and write take them."""

from __future__ import annotations

import io

import factories
import pytest

import aligner
from aligner.errors import InputError, OutputError
from aligner.formats.table import FORMATS

BYTES = [format.name for format in FORMATS if format.render and (format.load or format.table)]


@pytest.mark.parametrize("name", BYTES)
def test_what_is_written_to_a_stream_is_the_file_and_comes_back(name, tmp_path):
    stream = io.BytesIO()
    notes = aligner.write(factories.small(), stream, format=name)
    path = tmp_path / f"stream.{name}"
    assert notes == aligner.write(factories.small(), path)
    assert stream.getvalue() == path.read_bytes()
    stream.seek(0)
    assert aligner.load(stream, format=name) == aligner.load(path)


def test_text_formats_go_to_text_streams_and_come_back():
    stream = io.StringIO()
    aligner.write(factories.small(), stream, format="json")
    stream.seek(0)
    assert aligner.load(stream, format=".JSON") == factories.small()


def test_texts_are_read_from_streams_of_bytes_and_of_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Título\n\nLlovía.\n", encoding="utf-8")
    with path.open("rb") as in_bytes, path.open(encoding="utf-8") as in_text:
        assert aligner.read(in_bytes, format="md") == aligner.read(in_text, format="md") == aligner.read(path)


def closed() -> io.BytesIO:
    stream = io.BytesIO()
    stream.close()
    return stream


# What is asked for -> what is said.
BAD = {
    "no format to write": (lambda: aligner.write(factories.small(), io.BytesIO()), "no suffix that chooses a format"),
    "no format to load": (lambda: aligner.load(io.BytesIO(b"x")), "has no suffix; name its format"),
    "an unknown format": (lambda: aligner.load(io.BytesIO(b"x"), format="doc"), r"\.doc is no format"),
    "a workbook to text": (lambda: aligner.write(factories.small(), io.StringIO(), format="xlsx"), "open it for bytes"),
    "a folder": (lambda: aligner.write(factories.small(), io.BytesIO(), format="moses"), "name of a folder"),
    "a closed stream": (lambda: aligner.read(closed()), "stream: cannot be read"),
    "closed for writing": (
        lambda: aligner.write(factories.small(), closed(), format="tsv"),
        "stream: cannot be written",
    ),
    "damaged content": (lambda: aligner.load(io.BytesIO(b"{"), format="json"), "^stream, line 1"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_streams_are_refused_by_name(case):
    ask, said = BAD[case]
    with pytest.raises((InputError, OutputError), match=said):
        ask()


# Names that no file can have -> what is done with them.
NAMES = ["x" * 300 + "{}", "a\0b{}"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["", ".json", ".tsv", ".tmx", ".xlsx", ".docx", ".xces", ".gold"])
def test_names_that_no_file_can_have_are_errors_for_the_user(name, suffix, tmp_path):
    path = str(tmp_path / name.format(suffix))
    for use in (aligner.read, aligner.load, lambda path: aligner.write(factories.small(), path)):
        with pytest.raises(aligner.AlignerError):
            use(path)


def test_a_lexicon_is_trained_saved_to_a_stream_and_loaded_from_it(tmp_path):
    pairs = [("the cat", "el gato"), ("the house", "la casa"), ("a cat", "un gato"), ("a house", "una casa")]
    lexicon = aligner.train(pairs, languages=("en", "es"))
    stream = io.BytesIO()
    lexicon.save(stream)
    lexicon.save(tmp_path / "a.lexicon")
    assert stream.getvalue() == (tmp_path / "a.lexicon").read_bytes()
    stream.seek(0)
    assert aligner.Lexicon.load(stream).digest == lexicon.digest
    with pytest.raises(InputError, match=r"^stream: is not a lexicon"):
        aligner.Lexicon.load(stream)
