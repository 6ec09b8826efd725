"""XML of any size is read element by element, and no part of it is held that no document needs."""

from __future__ import annotations

import gzip
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.formats import reading, xml_stream
from aligner.formats.pairs import read_pairs
from aligner.formats.xml_stream import elements

UNIT = '<tu><tuv xml:lang="en"><seg>{0}</seg></tuv><tuv xml:lang="es"><seg>{1}</seg></tuv></tu>'


def tmx(*units: str) -> str:
    return f'<tmx version="1.4"><header srclang="en"/><body>{"".join(units)}</body></tmx>'


def units_of(path):
    return list(elements(path, root="tmx", on_opening=(), whole=("tu",)))


texts = st.text("ab \n", max_size=8)
trees = st.recursive(
    st.builds(lambda text: f"<b>{text}</b>", texts),
    lambda inner: st.builds(lambda parts: "<i>" + "".join(parts) + "</i>", st.lists(inner | texts, max_size=5)),
)


@given(st.lists(trees, max_size=3))
def test_an_element_comes_out_as_any_parser_reads_it(tmp_path_factory, inside):
    unit = f"<tu>{'x'.join(inside)}</tu>"
    path = tmp_path_factory.mktemp("a") / "a.tmx"
    path.write_text(tmx(unit, " between ", unit), "utf-8")
    wanted = ElementTree.canonicalize(unit)
    found = [ElementTree.canonicalize(ElementTree.tostring(each, encoding="unicode")) for each in units_of(path)]
    assert found == [wanted, wanted]


TOO_LARGE = {
    "text": (UNIT.format("a" * 6_000, "b"), "line 2: holds a <tu> of more than"),
    "text in pieces": (UNIT.format("<i>a</i>" * 2_000, "b"), "holds a <tu> of more than"),
    "elements": (UNIT.format("a", "<i/>" * 2_000), "holds a <tu> of more than"),
    "attributes": ("<tu " + " ".join(f'a{i}="1"' for i in range(200_000)) + "/>", "holds a tag of more than"),
    "a value": (f'<tu a="{"x" * 1_500_000}"/>', "holds a tag of more than"),
    "a comment": (f"<!--{'x' * 1_500_000}-->", "holds a tag of more than"),
    "depth": ("<a>" * 300, "nested too deeply"),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_no_translation_needs_is_refused_with_its_line(tmp_path, monkeypatch, name):
    monkeypatch.setattr(xml_stream, "MAX_PIECE", 5_000)
    unit, message = TOO_LARGE[name]
    path = tmp_path / "a.tmx"
    path.write_text(tmx("\n", unit, "\n" * 200_000), "utf-8")
    with pytest.raises(InputError, match=message) as caught:
        units_of(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.remedy


def test_a_memory_of_any_size_is_streamed_if_its_units_are_of_a_usual_size(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_stream, "MAX_PIECE", 1_000)
    monkeypatch.setattr(xml_stream, "MAX_UNPACKED", 10_000)
    path = tmp_path / "a.tmx.gz"
    path.write_bytes(gzip.compress(memory_of(500).encode()))
    assert len(list(read_pairs([path], ("en", "es")))) == 500
    with pytest.raises(InputError, match="unpacks to more than"):
        units_of(path)


def memory_of(count: int) -> str:
    return tmx(*(UNIT.format(f"number {i}", f"número {i}") for i in range(count)))


def test_a_line_of_a_table_has_a_bound_and_a_table_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_PIECE", 1_000)
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(b"one\tuno\n" * 5_000))
    assert len(list(read_pairs([path], ("en", "es")))) == 5_000
    path.write_bytes(gzip.compress(b"one\tuno\n" * 2 + b"one " * 300 + b"\tuno\n"))
    with pytest.raises(InputError, match=r"a\.tsv\.gz, line 3: is longer than"):
        list(read_pairs([path], ("en", "es")))
