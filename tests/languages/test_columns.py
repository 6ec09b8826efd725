"""What the names of a table's columns say."""

import json
import time
from pathlib import Path

import pytest

from aligner.languages import known, language
from aligner.languages.columns import column_named, header_of, source_and_target

CASES = json.loads((Path(__file__).parents[1] / "cases" / "columns.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_name_of_a_column_tells_its_language(case):
    assert column_named(case["name"]).language == case["language"]


@pytest.mark.parametrize("code", known())
def test_a_language_goes_by_its_code_and_its_own_and_its_english_name(code):
    found = {column_named(name).language for name in (code, language(code).name, language(code).own_name)}
    assert found == {code}


@pytest.mark.parametrize(
    ("cells", "is_header"),
    [
        (["en", "es", "whatever it is", "and this"], True),
        (["en-GB", "en-US"], True),
        (["id", "text"], True),
        (["English", "Inglés"], False),
        (["The sea.", "La mar."], False),
        (["", ""], False),
    ],
)
def test_a_header_is_told_from_a_row_of_text(cells, is_header):
    assert (header_of(cells) is not None) is is_header


def test_a_first_line_of_many_cells_is_judged_at_once():
    started = time.process_time()
    assert source_and_target([f"cell {n}" for n in range(30_000)], ("en", "es")) is None
    assert time.process_time() - started < 10  # it was minutes, for guessing what code was meant
