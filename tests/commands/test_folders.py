"""Folders of documents: no two results share a file, and whatever is not aligned is reported."""

from __future__ import annotations

from pathlib import Path

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.commands.folders import of_folder, of_two
from aligner.errors import InputError
from aligner.formats import write
from aligner.formats.table import is_aligned
from aligner.read import READERS

NAMES = st.sets(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["a", "A", "b", "a.en", "a.txt"]),
        st.sampled_from(["", ".md", ".es"]),
        st.sampled_from([".txt", ".md", ".docx"]),
    ),
    min_size=1,
)


def filled(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("Good morning.\n")
    return folder


def test_files_with_the_same_stem_are_called_by_their_full_names(tmp_path):
    found = of_folder(filled(tmp_path, "book.docx", "book.txt", "letter.txt"))
    assert [name for name, _, _ in found.documents] == ["book.docx", "book.txt", "letter"]


@given(names=NAMES)
def test_no_two_documents_of_a_folder_have_one_name(names, tmp_path_factory):
    folder = filled(tmp_path_factory.mktemp("docs"), *names)
    found = of_folder(folder).documents
    assert len({name for name, _, _ in found}) == len(found) == len(list(folder.iterdir()))


@given(left=NAMES, right=NAMES)
def test_each_file_of_two_folders_has_one_partner_or_is_reported_without_one(left, right, tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    source, target = filled(folder / "en", *left), filled(folder / "es", *right)
    try:
        found = of_two(source, target)
    except InputError:
        return
    told = [path for _, *pair in found.documents for path in pair] + [path for path, _ in found.left]
    assert sorted(map(str, told)) == sorted(str(path) for side in (source, target) for path in side.iterdir())
    assert len({name for name, _, _ in found.documents}) == len(found.documents)


def test_files_that_share_a_name_and_a_suffix_belong_together(tmp_path):
    source = filled(tmp_path / "en", "book.en.txt", "book.en.docx", "page.html")
    target = filled(tmp_path / "es", "book.es.docx", "book.es.txt", "page.epub")
    found = of_two(source, target)
    assert [(name, Path(a).name, Path(str(b)).name) for name, a, b in found.documents] == [
        ("book.en.docx", "book.en.docx", "book.es.docx"),
        ("book.en.txt", "book.en.txt", "book.es.txt"),
        ("page", "page.html", "page.epub"),
    ]


def test_which_of_two_files_is_the_partner_is_not_guessed(tmp_path):
    source, target = filled(tmp_path / "en", "a.txt", "book.docx"), filled(tmp_path / "es", "a.txt", "book.md")
    filled(target, "book.txt")
    found = of_two(source, target)
    assert [name for name, _, _ in found.documents] == ["a"]
    assert [Path(path).name for path, _ in found.left] == ["book.docx", "book.md", "book.txt"]
    assert all("more than one" in why for _, why in found.left)


@pytest.mark.parametrize("format", ["tsv", "tsv+excel", "html", "epub", "xlsx", "json", "tmx", "ladder"])
def test_our_results_in_a_folder_are_not_documents(tmp_path, format):
    filled(tmp_path, "book.txt")
    suffix = "." + format.partition("+")[0]
    write(factories.small(), tmp_path / f"book{suffix}", format=format)
    found = of_folder(tmp_path)
    assert [name for name, _, _ in found.documents] == ["book"]
    assert found.left == ((f"{tmp_path}: book{suffix}", "aligned already"),)


def test_files_of_other_programs_are_not_our_results():
    files = Path(__file__).parents[1] / "files"
    documents = [path for path in files.glob("*/*") if path.suffix in READERS]
    assert [path.name for path in documents if is_aligned(path)] == ["alignment.tsv"]


def test_a_broken_file_is_not_one_of_our_results(tmp_path):
    filled(tmp_path, "a.epub", "a.xlsx", "a.html", "a.tsv")
    assert not any(map(is_aligned, tmp_path.iterdir()))


def test_files_that_cannot_be_read_are_reported_the_first_ones_by_name(tmp_path):
    filled(tmp_path, "book.txt", "a.doc", "b.doc", "c.jpg", "d.jpg", "e.odp", ".hidden.jpg")
    ((where, why),) = of_folder(tmp_path).left
    assert where == f"{tmp_path}: a.doc, b.doc, c.jpg and 2 more"
    assert why == "no reader for .doc, .jpg, .odp files"


def test_a_folder_of_nothing_but_results_is_refused_and_says_so(tmp_path):
    write(factories.small(), tmp_path / "book.tsv")
    with pytest.raises(InputError, match="already aligned"):
        of_folder(tmp_path)
