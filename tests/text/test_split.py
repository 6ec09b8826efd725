"""From one document in two languages to two sides."""

import json
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import LanguageError, LeftOutWarning, MismatchError
from aligner.model import Block
from aligner.read import read
from aligner.read.plain.text import blocks_of
from aligner.text.split import find_split, split

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/split_documents.json").read_text("utf-8"))

ENGLISH = "The boats had left before the sun came up, and nobody had told the captain about it."
SPANISH = "Los barcos habían salido antes de que saliera el sol, y nadie se lo había dicho al capitán."
FRENCH = "Les bateaux étaient partis avant le lever du soleil, et personne ne l’avait dit au capitaine."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_a_mixed_document_is_split(case):
    found = find_split(blocks_of(case["text"]), tuple(case["asked"]) if "asked" in case else None)
    assert [block.text for block in found.source] == case["source"]
    assert [block.text for block in found.target] == case["target"]
    assert (list(found.languages), found.layout, found.seam) == (case["languages"], case["layout"], case["seam"])


def test_the_bilingual_seed_is_cut_before_the_spanish_title():
    found = find_split(read(ROOT / "seeds/000_215b9af7a414cca5.txt"))
    assert (len(found.source), len(found.target)) == (11, 11)
    assert found.source[0].text.startswith("Argentina: 25 Years")
    assert [block.text[:25] for block in found.target[:3]] == [
        "25 años construyendo Conv",
        "Por Comité Ejecutivo de C",
        "A principios de 1997, un ",
    ]
    assert found.describe() == "English and Spanish, one after the other (from line 37): 11 and 11 blocks"


@pytest.mark.parametrize("name", ["001_d682cf8ca2d620ee", "002_13b205a0ef2641d0", "003_1e556dedd9b4a2b1"])
def test_the_english_seeds_are_one_language_for_all_their_spanish_names(name):
    with pytest.raises(LanguageError, match="one language only, 100 % English: there is nothing to align") as caught:
        find_split(read(ROOT / f"seeds/{name}.txt"))
    assert "second file" in caught.value.remedy


def blocks(*parts: tuple[str, int]) -> list[Block]:
    return [Block(text) for text, times in parts for _ in range(times)]


@pytest.mark.parametrize(
    ("document", "asked", "error", "message"),
    [
        (blocks((ENGLISH, 2)), None, LanguageError, "one language only, 100 % English"),
        (blocks((ENGLISH, 24), (SPANISH, 1)), None, LanguageError, r"96 % English \(also 4 % Spanish\)"),
        (blocks((ENGLISH, 9), (SPANISH, 1)), None, MismatchError, "only 11 % of the text is Spanish"),
        (blocks((ENGLISH, 7), (FRENCH, 1), (SPANISH, 7)), None, None, ""),
        (blocks((ENGLISH, 3), (FRENCH, 3), (SPANISH, 3)), None, LanguageError, "more than two languages: .*French"),
        (blocks((ENGLISH, 3), (SPANISH, 3)), ("en", "fr"), LanguageError, "not English and French alone: .*Spanish"),
        (blocks(("1997", 2), ("3.5", 3)), None, LanguageError, "no language can be recognised"),
        (blocks(("Peter Ranis", 2)), None, LanguageError, "no language can be recognised"),
        ([], None, LanguageError, "no language can be recognised"),
    ],
    ids=[
        "the same twice",
        "quotations",
        "abstract",
        "one foreign quotation",
        "three",
        "not as asked",
        "numbers",
        "names",
        "nothing",
    ],
)
def test_what_cannot_be_aligned_is_reported(document, asked, error, message):
    if error is None:
        assert find_split(document, asked).languages == ("en", "es")
        return
    with pytest.raises(error, match=message) as caught:
        find_split(document, asked)
    assert caught.value.remedy and not caught.value.where


def test_a_quotation_in_the_other_language_stays_in_its_section():
    document = blocks((ENGLISH, 12), (SPANISH[:40], 1), (ENGLISH, 2), (SPANISH, 14))
    found = find_split(document)
    assert (found.layout, len(found.source), len(found.target)) == ("sections", 15, 14)


def test_code_does_not_choose_a_side_by_itself():
    code = Block("for the_item in the_list:\n    print(the_item, end=' and ')", kind="code")
    document = [*blocks((SPANISH, 2)), code, *blocks((SPANISH, 1), (ENGLISH, 2)), code, *blocks((ENGLISH, 1))]
    assert [len(side) for side in split(document)] == [4, 4]


def test_of_a_table_in_three_languages_the_two_asked_for_are_taken():
    rows = [Block(text, "cell", f"line {i}") for i in range(3) for text in (ENGLISH, FRENCH, SPANISH)]
    found = find_split(rows, ("es", "en"))
    assert ({b.text for b in found.source}, {b.text for b in found.target}) == ({SPANISH}, {ENGLISH})


def table(*columns):
    """Four rows; each column is its name and the text of its cells, or of each cell."""
    texts = [
        (name, cells if isinstance(cells, list) else [f"{cells} {n}" for n in range(4)]) for name, cells in columns
    ]
    return [Block(cells[n], "cell", f"line {n}", column=name) for n in range(4) for name, cells in texts]


NAMED = ("English", ENGLISH), ("fr", FRENCH), ("Español (MX)", SPANISH)
NOTES = ["See above.", "", "", "It was changed by the editor."]


@pytest.mark.parametrize(
    ("columns", "asked", "languages", "left_out"),
    [
        (NAMED, None, ("en", "fr"), "column Español (MX)"),
        (NAMED, ("es", "en"), ("es", "en"), "column fr"),
        (NAMED, ("es-MX", "fr"), ("es-MX", "fr"), "column English"),
        ((("en", ENGLISH), ("de", ENGLISH[::-1])), None, ("en", "de"), ""),
        ((("en-GB", ENGLISH), ("en-US", ENGLISH)), None, ("en-GB", "en-US"), ""),
        (
            (("Term (en)", "boat"), ("Text (en)", ENGLISH), ("Text (es)", SPANISH), ("Term (es)", "barca")),
            None,
            ("en", "es"),
            "columns Term (en), Term (es)",
        ),
        ((("1", ENGLISH), ("2", SPANISH), ("3", NOTES)), None, ("en", "es"), "column 3"),
        ((("1", NOTES), ("2", ENGLISH), ("4", SPANISH)), None, ("en", "es"), "column 1"),
        ((("1", ENGLISH), ("2", SPANISH), ("3", "It was changed.")), None, ("en", "es"), "column 3"),
    ],
    ids=[
        "named",
        "asked",
        "asked with region",
        "odd text",
        "varieties",
        "twice",
        "sparse notes",
        "notes first",
        "full notes",
    ],
)
def test_a_table_gives_two_columns_and_names_the_others(columns, asked, languages, left_out):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LeftOutWarning)
        found = find_split(table(*columns), asked)
    assert (found.languages, found.layout) == (languages, "columns")
    assert (len(found.source), len(found.target)) == (4, 4)
    assert "; ".join(str(each.message) for each in caught) == (f"left out: {left_out}" if left_out else "")


def test_two_columns_in_one_language_are_two_sides_in_their_order():
    found = find_split(table(("1", "The sea was calm."), ("2", "The ocean was still.")), ("en", "en"))
    assert ({block.text[:9] for block in found.source}, {block.text[:9] for block in found.target}) == (
        {"The sea w"},
        {"The ocean"},
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([ENGLISH, SPANISH, "1997", "Peter Ranis", ""]), max_size=30))
def test_every_block_with_text_is_on_one_side_in_order(texts):
    document = [Block(text, place=f"line {i}") for i, text in enumerate(texts)]
    try:
        source, target = split(document)
    except (LanguageError, MismatchError):
        return
    assert sorted(source + target, key=document.index) == [block for block in document if block.text]
    for side in (source, target):
        assert list(side) == sorted(side, key=document.index)


def test_a_part_that_opens_with_a_heading_has_it_as_its_title():
    blocks = read(ROOT / "seeds/000_215b9af7a414cca5.txt")
    assert [(side[0].kind, side[0].level) for side in split(blocks)] == [("heading", 1), ("heading", 1)]


def test_two_columns_too_short_to_tell_are_in_the_languages_that_were_asked_for():
    cells = [
        Block(text, "cell", f"line {row}") for row, pair in enumerate([("Yes", "Sí"), ("No", "No")]) for text in pair
    ]
    found = find_split(cells, ("en", "es"))
    assert [block.text for block in found.source] == ["Yes", "No"]
    assert [block.text for block in found.target] == ["Sí", "No"]
