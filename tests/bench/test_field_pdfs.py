"""The bench for PDFs finds all of a file that is read whole, and says what is missing of one that is not."""

import json
import shutil
from pathlib import Path

import pytest
from field_pdfs import beside, measure, recognises, table

FILES = Path(__file__).parents[1] / "files" / "pdf"


@pytest.fixture
def folder(tmp_path):
    """A PDF with its paragraphs beside it."""
    blocks = json.loads((FILES / "library.ar.expected.json").read_text("utf-8"))
    shutil.copy(FILES / "library.ar.pdf", tmp_path)
    (tmp_path / "library.ar.paragraphs.txt").write_text("\n\n".join(block["text"] for block in blocks), "utf-8")
    return tmp_path


def test_a_file_that_is_read_whole_has_all_words_and_paragraphs(folder):
    assert recognises(folder)
    mean = table(folder, None, peers=False)[-1].split()
    assert mean[:2] == ["aligner", "mean"]
    assert mean[2:7] == ["1.000"] * 5


def test_words_and_paragraphs_that_are_missing_are_counted(folder):
    (sample,) = beside(folder)
    half = list(sample.paragraphs[: len(sample.paragraphs) // 2])
    found = measure(sample, lambda data: [*half, "one more"])
    assert 0 < found.words < 1
    assert found.recall == len(half) / len(sample.paragraphs)
    assert found.precision == len(half) / (len(half) + 1)


def test_a_folder_without_truth_is_not_recognised(tmp_path):
    shutil.copy(FILES / "library.ar.pdf", tmp_path)
    assert not recognises(tmp_path)
