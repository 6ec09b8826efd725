"""The codes of an alignment's languages come back from every file that names them, region and script included."""

from __future__ import annotations

import zipfile
from pathlib import Path

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner
from aligner.languages.codes import canonical

NAMING = ("json", "tmx", "xlf", "xlsx", "xces", "tei")

VARIETIES = [("en-US", "es-419"), ("zh-Hant", "sr-Latn"), ("pt-BR", "pt-PT"), ("nb", "no"), ("tlh", "de-CH-1996")]


def rewritten(folder: Path, name: str, codes: tuple[str, str]) -> tuple[str, str]:
    path = folder / f"book.{name}"
    aligner.write(factories.pair("One.", "Uno.", languages=codes), path, force=True)
    found = aligner.load(path)
    return found.source.language, found.target.language


@pytest.mark.parametrize("codes", VARIETIES, ids="-".join)
@pytest.mark.parametrize("name", NAMING)
def test_a_file_that_names_its_languages_keeps_their_codes(tmp_path, name, codes):
    assert rewritten(tmp_path, name, codes) == codes


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("codes")


@pytest.mark.parametrize("name", ["tmx", "xlf"])
@given(
    st.sampled_from(["en", "es", "zh", "sr", "gsw"]),
    st.sampled_from(["", "-Latn", "-hant"]),
    st.sampled_from(["", "-CH", "-uk", "-419"]),
    st.sampled_from(["", "-x-own", "-u-nu-latn"]),
)
def test_any_code_comes_back_in_its_canonical_form(folder, name, language, script, region, extension):
    code = canonical(language + script + region + extension)
    assert rewritten(folder, name, (code, "fr")) == (code, "fr")


@pytest.mark.parametrize("codes", VARIETIES, ids="-".join)
def test_the_page_and_the_book_name_the_codes(tmp_path, codes):
    alignment = factories.pair("One.", "Uno.", languages=codes)
    aligner.write(alignment, tmp_path / "book.html")
    aligner.write(alignment, tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    for text in ((tmp_path / "book.html").read_text("utf-8"), "".join(parts)):
        for code in codes:
            assert f'lang="{code}"' in text


def test_a_script_decides_the_direction_of_writing(tmp_path):
    aligner.write(factories.pair("Bir.", "Bir.", languages=("az-Arab", "ur-Latn")), tmp_path / "book.html")
    text = (tmp_path / "book.html").read_text("utf-8")
    assert 'lang="az-Arab" dir="rtl"' in text
    assert 'lang="ur-Latn" dir="ltr"' in text
