"""Folders of documents: no two results share a file, and whatever is not aligned is reported."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.commands.folders import Found, of_folder
from aligner.commands.two_folders import TwoFolders
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


def of_two(*arguments: Any, **more: Any) -> Found:
    return TwoFolders.of(*arguments, **more).found()


def test_files_with_the_same_stem_are_called_by_their_full_names(tmp_path):
    found = of_folder(filled(tmp_path, "book.docx", "book.txt", "letter.txt"))
    assert [name for name, _, _ in found.documents] == ["book.docx", "book.txt", "letter"]


@given(names=NAMES)
def test_each_file_of_a_folder_is_in_one_document_or_reported_and_no_two_documents_have_one_name(
    names, tmp_path_factory
):
    folder = filled(tmp_path_factory.mktemp("docs"), *names)
    found = of_folder(folder)
    told = [path for _, *pair in found.documents for path in pair if path] + [path for path, _ in found.left]
    assert sorted(map(str, told)) == sorted(map(str, folder.iterdir()))
    assert len({name for name, _, _ in found.documents}) == len(found.documents)


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
    filled(tmp_path, "book.txt", "a.pages", "b.pages", "c.jpg", "d.jpg", "e.odp", ".hidden.jpg")
    ((where, why),) = of_folder(tmp_path).left
    assert where == f"{tmp_path}: a.pages, b.pages, c.jpg and 2 more"
    assert why == "no reader for .jpg, .odp, .pages files"


def test_a_folder_of_nothing_but_results_is_refused_and_says_so(tmp_path):
    write(factories.small(), tmp_path / "book.tsv")
    with pytest.raises(InputError, match="already aligned"):
        of_folder(tmp_path)


def found_in(folder: Path, *names: str, languages: tuple[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """The files of each document found among files of these names."""
    found = of_folder(filled(folder, *names), languages).documents
    return {name: tuple(Path(path).name for path in pair if path) for name, *pair in found}


# Files in one folder -> the documents in them.
WITHIN = {
    "versions of one text are one document": (
        ("day.en.md", "day.es.md", "night_es.txt", "night_en.docx"),
        {"day": ("day.en.md", "day.es.md"), "night": ("night_en.docx", "night_es.txt")},
    ),
    "a word that could be a code is part of the name": (
        ("day_one.md", "day_two.md", "my_cat.md"),
        {"day_one": ("day_one.md",), "day_two": ("day_two.md",), "my_cat": ("my_cat.md",)},
    ),
    "a version alone keeps its name": (("day.es.md",), {"day.es": ("day.es.md",)}),
    "varieties have the code of their language": (
        ("a.pt_BR.txt", "a.en-GB.txt"),
        {"a": ("a.en-GB.txt", "a.pt_BR.txt")},
    ),
    "codes may be in capitals": (("day.EN.txt", "day.ES.txt"), {"day": ("day.EN.txt", "day.ES.txt")}),
    "each version has the partner with its suffix": (
        ("a.en.md", "a.en.txt", "a.es.md", "a.es.txt"),
        {"a.en.md": ("a.en.md", "a.es.md"), "a.en.txt": ("a.en.txt", "a.es.txt")},
    ),
}


@pytest.mark.parametrize("case", WITHIN)
def test_versions_within_a_folder(case, tmp_path):
    names, documents = WITHIN[case]
    assert found_in(tmp_path, *names) == documents


def test_which_two_of_three_versions_is_for_the_user_to_say(tmp_path):
    names = ("a.de.md", "a.en.md", "a.es.md", "b.txt")
    assert found_in(tmp_path, *names, languages=("es", "en")) == {
        "a": ("a.es.md", "a.en.md"),
        "a.de": ("a.de.md",),
        "b": ("b.txt",),
    }
    found = of_folder(tmp_path)
    assert [name for name, _, _ in found.documents] == ["b"]
    assert [Path(path).name for path, _ in found.left] == ["a.de.md", "a.en.md", "a.es.md"]
    assert all("--lang" in why for _, why in found.left)


# Files of two folders -> the names of the documents, and the languages asked for.
BETWEEN = {
    "words that could be codes tell documents apart": (["chapter_one.md"], ["chapter_man.md"], None, None),
    "codes of the languages in play do not": (["a.en.md", "b_en.md"], ["a.es.md", "b_es.md"], None, ["a", "b"]),
    "one side may have none": (["a.md"], ["a.es.md"], None, ["a"]),
    "where both sides have the same code, it is a name": (["a_es.md"], ["a_es.md"], None, ["a_es"]),
    "languages that are asked for": (["a_eu.md"], ["a_ca.md"], ("en", "es"), None),
}


@pytest.mark.parametrize("case", BETWEEN)
def test_names_between_two_folders(case, tmp_path):
    left, right, languages, names = BETWEEN[case]
    source, target = filled(tmp_path / "left", *left), filled(tmp_path / "right", *right)
    if names is None:
        with pytest.raises(InputError, match="share a name"):
            of_two(source, target, languages)
    else:
        assert [name for name, _, _ in of_two(source, target, languages).documents] == names


def test_subfolders_are_taken_when_asked_for_and_named_when_not(tmp_path):
    filled(tmp_path / "in", "day.txt")
    filled(tmp_path / "in" / "part one", "day.txt", "night.en.md", "night.es.md")
    filled(tmp_path / "in" / ".hidden", "no.txt")
    plain = of_folder(tmp_path / "in")
    assert [name for name, _, _ in plain.documents] == ["day"]
    ((where, why),) = plain.left
    assert where.endswith("in: part one") and "--recursive" in why
    whole = of_folder(tmp_path / "in", recursive=True)
    assert [name for name, _, _ in whole.documents] == ["day", "part one/day", "part one/night"]
    assert not whole.left


def test_links_to_folders_and_what_is_no_file_are_named_and_not_waited_for(tmp_path):
    filled(tmp_path / "elsewhere", "day.txt")
    filled(tmp_path / "in", "day.txt")
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    for recursive in (False, True):
        found = of_folder(tmp_path / "in", recursive=recursive)
        assert [name for name, _, _ in found.documents] == ["day"]
        assert [(where.rpartition(": ")[2], why) for where, why in found.left] == [
            ("linked", "a link to a folder, which is not followed"),
            ("pipe.txt", "no regular file"),
        ]


def test_a_folder_of_nothing_but_folders_says_what_to_give(tmp_path):
    filled(tmp_path / "in" / "sub", "day.txt")
    with pytest.raises(InputError, match="only folders; give --recursive"):
        of_folder(tmp_path / "in")


def test_subfolders_of_two_folders_are_matched_by_name(tmp_path):
    for side in ("en", "es"):
        filled(tmp_path / side / "a", "day.txt")
        filled(tmp_path / side / "b", "day.txt")
    found = of_two(tmp_path / "en", tmp_path / "es", recursive=True).documents
    assert [name for name, _, _ in found] == ["a/day", "b/day"]
    assert all(Path(left).parts[-2:] == Path(str(right)).parts[-2:] for _, left, right in found)
