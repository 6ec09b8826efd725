"""Reading pairs that are already aligned: TSV and TMX, good and bad."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.formats.pairs import read_pairs

ONE = [("One cat.", "Un gato."), ("Two cats.", "Dos gatos.")]
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>
"""


def read(path: Path, languages: tuple[str, str] = ("en", "es")) -> list[tuple[str, str]]:
    return list(read_pairs([path], languages))


def unit(**texts: str) -> str:
    """A translation unit; ``en_GB="…"`` is a variant in ``en-GB``."""
    variants = (f'<tuv xml:lang="{name.replace("_", "-")}"><seg>{text}</seg></tuv>' for name, text in texts.items())
    return f"<tu>{''.join(variants)}</tu>"


def tmx(path: Path, *units: str) -> Path:
    path.write_text(TMX.format("".join(units)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        "One cat.\tUn gato.\nTwo cats.\tDos gatos.\n",
        "One cat.\tUn gato.\nTwo cats.\tDos gatos.",
        "\ufeffOne cat.\tUn gato.\tsource\r\n\r\nTwo cats.\tDos gatos.\tsource\r\n",
        "One cat. \t Un gato.\n\tVacío.\nEmpty.\t\nTwo cats.\tDos gatos.\n",
        "source\ttarget\nOne cat.\tUn gato.\nTwo cats.\tDos gatos.\n",
        "Notes\tSpanish (MX)\tInglés\nx\tUn gato.\tOne cat.\ny\tDos gatos.\tTwo cats.\n",
        "id\tES\tEN\n1\tUn gato.\tOne cat.\n2\tDos gatos.\tTwo cats.\n",
        "id\tparagraph\tkind\tscore\tsource\ttarget\tflags\n"
        "1\t1\t1-1\t0.9731\tOne cat.\tUn gato.\t\n"
        "2\t1\t1-0\t0.9\tAlone.\t\t\n3\t1\t1-1\t0.9\tTwo cats.\tDos gatos.\t\n",
    ],
    ids=["plain", "no-last-newline", "bom-crlf-third-column", "empty-sides", "header", "names", "languages", "our-own"],
)
def test_a_tsv_gives_its_pairs(content: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content.encode())
    assert read(path) == ONE
    packed = tmp_path / "pairs.TSV.GZ"
    packed.write_bytes(gzip.compress(content.encode(), mtime=0))
    assert read(packed) == ONE


TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)


@settings(max_examples=50, deadline=None)
@given(pairs=st.lists(st.tuples(TEXT, TEXT), min_size=1))
def test_every_pair_of_a_tsv_comes_back_in_order(
    pairs: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pairs") / "a.tsv"
    path.write_text("source\ttarget\n" + "".join(f"{s}\t{t}\n" for s, t in pairs), encoding="utf-8", newline="")
    assert read(path) == pairs


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("One cat.\tUn gato.\n", encoding="utf-8")
    tmx(tmp_path / "b.tmx", unit(es="Dos gatos.", en="Two cats."))
    assert list(read_pairs([tmp_path / "a.tsv", str(tmp_path / "b.tmx")], ("en", "es"))) == ONE


def test_a_stray_line_is_skipped_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("One cat.\tUn gato.\n" * 30 + "no tab here\n" + "One cat.\tUn gato.\n", encoding="utf-8")
    told: list[str] = []
    assert len(list(read_pairs([path], ("en", "es"), report=told.append))) == 31
    assert told == [f"{path}: 1 of 32 lines skipped, line 31 has 1 of at least 2 columns"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tsv", b"", "a.tsv: holds no pairs"),
        ("a.tsv", b"source\ttarget\n", "a.tsv: holds no pairs"),
        ("a.tsv", b"one\t\n\tuno\n", "a.tsv: holds no pairs"),
        ("a.tsv", b"one\tuno\n\nno tab\nno tab\n", "a.tsv: line 3 has 1 of at least 2 columns, 2 lines of 3"),
        ("a.tsv", "one\tuno\nnight\tma\u00f1ana\n".encode("latin-1"), "a.tsv, line 2: is not UTF-8"),
        ("a.tsv.gz", b"one\tuno\n", "a.tsv.gz: is a damaged .gz file"),
        ("a.tsv.gz", gzip.compress(b"one\tuno\n" * 99, mtime=0)[:-9], "a.tsv.gz: is a damaged .gz file"),
        ("a.docx", b"one\tuno\n", "a.docx: is not a file of pairs"),
        ("a.gz", gzip.compress(b"one\tuno\n", mtime=0), "a.gz: is not a file of pairs"),
        ("noname", b"one\tuno\n", "noname: is not a file of pairs"),
        ("a.tmx", b"", "a.tmx: is not well-formed XML"),
        ("a.tmx", b"<tmx><body><tu>", "a.tmx: is not well-formed XML"),
        ("a.tmx", TMX.format(unit(en="One", de="Eins")).encode(), "a.tmx: holds no units in both en and es"),
        ("a.tmx", TMX.format("").encode(), r"a.tmx: holds no units in both en and es \(found: none\)"),
        ("a.tmx", TMX.format(unit(**{"x&#10;\u202e": "One"})).encode(), r"\(found: x\\n\\u202e\); name its languages"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_place(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: cannot be read"):
        read(tmp_path / "none.tsv")


def test_a_tmx_gives_its_units_in_either_order_and_for_any_region(tmp_path: Path) -> None:
    path = tmx(
        tmp_path / "memory.tmx",
        unit(en_GB="One cat.", de="Eine Katze.", es_419="Un gato."),
        unit(en="No partner.", de="Ohne."),
        unit(ES="Dos gatos.", EN_US="Two cats."),
        unit(en="Empty.", es=" "),
    )
    assert read(path) == ONE
    assert read(path, ("es", "en")) == [(target, source) for source, target in ONE]
    assert read(path, ("de", "es")) == [("Eine Katze.", "Un gato.")]
    packed = tmp_path / "memory.tmx.gz"
    packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    assert read(packed) == ONE


def test_markup_inside_a_segment_is_not_text_but_what_it_encloses_is(tmp_path: Path) -> None:
    text = 'One <bpt i="1">&lt;b></bpt>fat<ept i="1">&lt;/b></ept> <hi>cat</hi>\n  &amp; more<ph>%s</ph>.'
    path = tmx(tmp_path / "a.tmx", unit(en=text, es="Un gato."))
    assert read(path) == [("One fat cat & more.", "Un gato.")]


def test_a_tmx_with_the_old_language_attribute_is_read(tmp_path: Path) -> None:
    path = tmx(tmp_path / "a.tmx", unit(en="One cat.", es="Un gato.").replace("xml:lang", "lang"))
    assert read(path) == ONE[:1]


def test_languages_are_whole_words_of_a_tag(tmp_path: Path) -> None:
    path = tmx(tmp_path / "a.tmx", unit(enm="Oon catte.", es="Un gato."), unit(en="One cat.", es="Un gato."))
    assert read(path) == ONE[:1]
