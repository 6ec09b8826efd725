"""TMX: valid by its DTD, opened by another program, read back as the same pairs, and strangers' files read safely."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import factories
import pytest
from hypothesis import given, settings
from lxml import etree
from schemas import schema

import aligner
from aligner.errors import InputError
from aligner.formats.tmx import render
from aligner.formats.xml import sentence_text
from aligner.model import Alignment, Pair

CASES = json.loads((Path(__file__).parents[1] / "cases" / "load_tmx.json").read_text(encoding="utf-8"))
VERSION = re.compile(rb'(creationtoolversion=)"[^"]*"')


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tmx")


@pytest.fixture(scope="session")
def dtd():
    return etree.DTD(str(schema("tmx14.dtd")))


def loaded(folder: Path, data: bytes | str, name: str = "memory.tmx", **options) -> Alignment:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return aligner.load(path, **options)


def told(pair: Pair) -> tuple[object, ...]:
    """What TMX holds of a pair."""
    texts = sentence_text(pair.source), sentence_text(pair.target)
    return (*texts, pair.kind, f"{pair.score:.4f}", pair.flags, pair.status)


def held(alignment: Alignment) -> list[tuple[object, ...]]:
    rows = [told(pair) for pair in alignment.pairs()]
    return [row for row in rows if str(row[0]).strip() and str(row[1]).strip()]


def test_the_small_alignment_is_written_as_it_always_was(golden):
    golden("small.tmx", VERSION.sub(rb'\1"0"', render(factories.small()).data))


def test_nulls_are_left_out_and_counted():
    assert render(factories.small()).notes == ("2 nulls left out",)


def test_a_unit_is_a_line():
    lines = render(factories.small()).data.decode().splitlines()
    assert [line.startswith("<tu ") and line.endswith("</tu>") for line in lines].count(True) == 10


@settings(max_examples=60, deadline=None)
@given(alignment=factories.alignments())
def test_whatever_the_text_the_file_is_valid_by_the_dtd(dtd, alignment):
    assert dtd.validate(etree.fromstring(render(alignment).data)), dtd.error_log


@settings(max_examples=100, deadline=None)
@given(alignment=factories.alignments())
def test_what_is_read_back_is_the_pairs_that_were_written(folder, alignment):
    if held(alignment):
        again = loaded(folder, render(alignment).data)
        assert [told(pair) for pair in again.pairs()] == held(alignment)
        languages = (alignment.source.language, alignment.target.language)
        assert (again.source.language, again.target.language) == languages


def test_documents_keep_their_names(folder):
    again = loaded(folder, render(factories.small()).data)
    assert (again.source.name, again.target.name) == ("harbour.en.md", "puerto.es.md")


def test_another_program_reads_the_same_texts(tmp_path):
    path = tmp_path / "small.tmx"
    aligner.write(factories.small(), path)
    # GPL: a check in a process of its own, never a part of the program.
    code = (
        "import json, sys; from translate.storage import tmx\n"
        "store = tmx.tmxfile.parsefile(sys.argv[1])\n"
        "print(json.dumps([[unit.source, unit.target] for unit in store.units]))"
    )
    result = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True, timeout=60)
    assert json.loads(result.stdout) == [list(row[:2]) for row in held(factories.small())]


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["name"])
def test_the_memories_of_other_programs_are_read(case, folder):
    said: list[str] = []
    languages = tuple(case["languages"]) if "languages" in case else None
    found = loaded(folder, case["tmx"], languages=languages, report=said.append)
    assert [[pair.source, pair.target] for pair in found.pairs()] == case["pairs"]
    assert [found.source.language, found.target.language] == case["found"]
    assert all(words in " ".join(said) for words in case.get("says", []))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_any_encoding_that_the_file_names_is_read(encoding, folder):
    named = encoding.removesuffix("-sig")
    text = render(factories.small()).data.decode().replace("UTF-8", named, 1)
    assert held(loaded(folder, text.encode(encoding))) == held(factories.small())


def test_a_file_that_names_utf_16_and_is_not_is_read_all_the_same(folder):
    text = render(factories.small()).data.decode().replace("UTF-8", "utf-16", 1)
    assert held(loaded(folder, text)) == held(factories.small())


def test_a_packed_memory_is_read(folder):
    packed = gzip.compress(render(factories.small()).data)
    assert held(loaded(folder, packed, "memory.tmx.gz")) == held(factories.small())


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_a_broken_memory_is_refused_with_its_name(case, folder):
    with pytest.raises(InputError, match=case["says"]) as caught:
        loaded(folder, case["tmx"])
    assert caught.value.where.endswith("memory.tmx")
    assert caught.value.remedy


def test_a_memory_cut_anywhere_is_refused_or_read_in_part_never_a_traceback(folder):
    data = render(factories.small()).data
    for end in range(0, len(data) - 8, 97):
        with pytest.raises(InputError):
            loaded(folder, data[:end])


def test_markup_a_thousand_deep_is_refused(folder):
    with pytest.raises(InputError, match="too deep"):
        loaded(folder, "<tmx><body><tu>" + "<hi>" * 100_000)


def test_nothing_is_fetched(folder, tmp_path):
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "read">')
    unit = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="es"><seg>b</seg></tuv></tu>'
    text = f'<!DOCTYPE tmx SYSTEM "{secret}"><tmx><body>{unit}</body></tmx>'
    assert [pair.source for pair in loaded(folder, text).pairs()] == ["a"]
    with pytest.raises(InputError):
        loaded(folder, text.replace("<seg>a", "<seg>&x;"))
