"""Reading back: every format that we write and that can hold pairs, ladders with their texts, and the command line."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import factories
import pytest
from commandline import run_text as run
from hypothesis import HealthCheck, assume, given, settings

import aligner
from aligner.errors import InputError
from aligner.formats import loaded_suffixes, write
from aligner.formats.rows import pieces
from aligner.formats.tsv import one_line
from aligner.read import clean

EN, ES = "The sea was calm. It was cold.\n", "La mar estaba en calma. Hacía frío.\n"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("load")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(alignment=factories.alignments())
def test_a_table_comes_back_row_by_row(folder, alignment):
    path = folder / "book.tsv"
    write(alignment, path)
    rows = [
        (clean(one_line(p.source)), clean(one_line(p.target)), p.kind, f"{p.score:.4f}", p.flags)
        for p in alignment.pairs()
    ]
    # A file full of control characters is not taken for text, or is taken for UTF-16.
    assume(rows and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", path.read_text("utf-8")))
    again = aligner.load(path, languages=("en", "es"))
    assert [(p.source, p.target, p.kind, f"{p.score:.4f}", p.flags) for p in again.pairs()] == rows


def test_a_table_of_plain_text_comes_back_to_the_byte(folder):
    alignment = replace(factories.small(), paragraph_beads=())
    write(alignment, folder / "one.tsv")
    write(aligner.load(folder / "one.tsv"), folder / "two.tsv")
    assert (folder / "two.tsv").read_bytes() == (folder / "one.tsv").read_bytes()


def test_the_languages_of_a_table_are_found_in_its_texts(folder):
    write(factories.small(), folder / "book.tsv")
    again = aligner.load(folder / "book.tsv")
    assert (again.source.language, again.target.language) == ("en", "es")
    assert again.source.name == "book.tsv, source"


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("One. Two three.", 2, ("One.", "Two three.")),
        ("One. Two. Three.", 2, ("One. Two.", "Three.")),
        ("one two three four", 2, ("one two", "three four")),
        ("One.  Two.", 3, ("One.", "", "Two.")),
        ("one", 2, ("one",)),
        ("", 1, ("",)),
        ("", 0, ()),
    ],
)
def test_a_text_is_cut_into_as_many_sentences_as_it_had(text, number, found):
    assert pieces(text, number) == found


def test_thousands_of_sentences_are_cut_at_once():
    text = "It rained. " * 200_000
    started = time.perf_counter()
    assert len(pieces(text, 9999)) == 9999
    assert time.perf_counter() - started < 10


def test_a_ladder_comes_back_with_its_texts(folder):
    alignment = factories.small()
    write(alignment, folder / "book.ladder")
    again = aligner.load(folder / "book.ladder", alignment.source, alignment.target)
    assert [(b.source, b.target, b.score) for b in again.beads] == [
        (b.source, b.target, round(b.score, 4)) for b in alignment.beads
    ]
    assert again.source == alignment.source


def test_sentences_that_a_ladder_leaves_out_are_nulls(folder):
    alignment = factories.small()
    (folder / "some.ladder").write_text("[1]:[1]\n")
    again = aligner.load(folder / "some.ladder", alignment.source, alignment.target)
    assert sum(not bead.is_null for bead in again.beads) == 1
    assert len(again.beads) == len(alignment.source.sentences) + len(alignment.target.sentences) - 1


def test_a_ladder_of_other_texts_is_refused(folder):
    (folder / "long.ladder").write_text("[0]:[0]\n[99]:[1]\n")
    small = factories.small()
    with pytest.raises(InputError, match="names sentence 99") as caught:
        aligner.load(folder / "long.ladder", small.source, small.target)
    assert "bead 2" in caught.value.where


def test_texts_are_for_ladders_only_and_a_ladder_needs_them(folder):
    small = factories.small()
    write(small, folder / "book.json")
    (folder / "book.ladder").write_text("[0]:[0]\n")
    with pytest.raises(InputError, match="holds its own texts"):
        aligner.load(folder / "book.json", small.source, small.target)
    with pytest.raises(InputError, match="give the two texts"):
        aligner.load(folder / "book.ladder")


@pytest.mark.parametrize("suffix", loaded_suffixes())
def test_a_missing_file_of_any_format_is_named(suffix, tmp_path):
    small = factories.small()
    texts = (small.source, small.target) if suffix in (".ladder", ".gold", ".hunalign") else ()
    with pytest.raises(InputError) as caught:
        aligner.load(tmp_path / f"none{suffix}", *texts)
    assert f"none{suffix}" in str(caught.value)


# The command line


def test_a_ladder_and_its_texts_become_a_memory(tmp_path):
    (tmp_path / "a.en.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "a.es.txt").write_text(ES, encoding="utf-8")
    (tmp_path / "a.ladder").write_text("[0]:[0]:0.9\n[1]:[1]:0.8\n")
    result = run("convert", "a.ladder", "a.en.txt", "a.es.txt", "-o", "a.tmx", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "")
    targets = [pair.target for pair in aligner.load(tmp_path / "a.tmx").pairs()]
    assert targets == ["La mar estaba en calma.", "Hacía frío."]


@pytest.mark.parametrize("suffix", ["json", "tmx", "xlf", "tsv"])
def test_each_format_converts_to_a_table_of_the_same_pairs(suffix, tmp_path):
    write(factories.small(), tmp_path / f"a.{suffix}")
    result = run("convert", f"a.{suffix}", "-o", "-", cwd=tmp_path)
    assert result.returncode == 0
    cells = [line.split("\t") for line in result.stdout.splitlines()[1:]]
    kept = [pair for pair in factories.small().pairs() if suffix != "tmx" or (pair.source and pair.target)]
    assert [(row[2], *row[3:7]) for row in cells] == [
        (p.kind, f"{p.score:.4f}", one_line(p.source), one_line(p.target), ",".join(p.flags)) for p in kept
    ]


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.tmx", "", 3, "a.tmx: is not well-formed XML"),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', 3, "declares XML entities"),
        ("a.xlf", "<html/>", 3, "is not a <xliff> file"),
        ("a.tsv", "one\ttwo\n", 3, "its first line is not id"),
        ("a.ladder", "[0]:[0]\n", 3, "give the two texts"),
        ("a.txt", "text\n", 3, "is not a format"),
    ],
)
def test_what_cannot_be_converted_is_one_line(name, content, code, words, tmp_path):
    (tmp_path / name).write_text(content)
    result = run("convert", name, "-o", "b.tsv", cwd=tmp_path)
    assert result.returncode == code
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("suffix", ["xlf", "tmx"])
def test_a_file_of_texts_is_evaluated_by_the_kinds_in_it(suffix, tmp_path):
    alignment = aligner.align(EN, ES, options=aligner.Options(languages=("en", "es")))
    write(alignment, tmp_path / f"a.{suffix}")
    write(alignment, tmp_path / "a.ladder")
    result = run("evaluate", "a.ladder", f"a.{suffix}", "--fail-under", "1", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_memory_with_nulls_left_out_cannot_be_evaluated_and_says_so(tmp_path):
    write(factories.small(), tmp_path / "a.tmx")
    write(factories.small(), tmp_path / "a.json")
    result = run("evaluate", "a.json", "a.tmx", cwd=tmp_path)
    assert result.returncode == 3
    assert "beads left out" in result.stderr


@pytest.mark.parametrize("suffix", ["json", "xlf", "tmx"])
def test_a_lexicon_is_trained_from_any_saved_alignment(suffix, tmp_path):
    write(factories.small(), tmp_path / f"a.{suffix}")
    from aligner.formats.pairs import read_pairs

    pairs = list(read_pairs([tmp_path / f"a.{suffix}"], ("es", "en")))
    assert pairs[0] == ("El puerto", "The Harbour")
    assert len(pairs) == 10
