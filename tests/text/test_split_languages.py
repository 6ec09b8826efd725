"""A file in any two languages is divided, near ones too, however the two alternate."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from aligner.errors import ContradictionWarning, LanguageError
from aligner.model import Block
from aligner.text.split import find_split

STORY: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "cases/same_story.json").read_text("utf-8"))
PAIRS = list(permutations(STORY, 2))
# Lines without a language, at the same places on both sides.
NEUTRAL = {2: "1.", 5: "* * *", 8: "Peter Ranis", 10: "BBC", 12: "12,5 %"}


def story(language: str, *, neutral: bool = False) -> list[Block]:
    """The story, with headings; each block's place is its language."""
    blocks = []
    for i, text in enumerate(STORY[language]):
        if neutral and i in NEUTRAL:
            blocks.append(Block(NEUTRAL[i], place=language))
        blocks.append(Block(text, "heading" if i in (0, 7) else "paragraph", language, 2 if i in (0, 7) else 0))
    return blocks


def mixed(source: str, target: str, run: int, *, neutral: bool = False) -> list[Block]:
    """Both stories, that many blocks of one after as many of the other."""
    left, right = story(source, neutral=neutral), story(target, neutral=neutral)
    return [block for i in range(0, len(left), run) for side in (left, right) for block in side[i : i + run]]


def places(found) -> list[set[str]]:
    return [{block.place for block in side} for side in (found.source, found.target)]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("run", [99, 1, 3], ids=["halves", "turns", "three and three"])
def test_two_languages_are_divided(pair, run):
    found = find_split(mixed(*pair, run))
    assert found.languages == pair
    assert places(found) == [{pair[0]}, {pair[1]}]
    assert found.layout == ("sections" if run == 99 else "turns")


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("run", [99, 1], ids=["halves", "turns"])
def test_numbers_and_names_go_with_their_neighbours(pair, run):
    found = find_split(mixed(*pair, run, neutral=True))
    assert found.languages == pair
    assert places(found) == [{pair[0]}, {pair[1]}]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_columns_are_told_apart(pair):
    rows = enumerate(zip(*(STORY[code] for code in pair), strict=True))
    found = find_split([Block(text, "cell", f"line {i}") for i, row in rows for text in row])
    assert (found.languages, found.layout) == (pair, "columns")
    assert [[block.text for block in side] for side in (found.source, found.target)] == [STORY[code] for code in pair]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_blocks_of_each_language_in_turn_are_told_apart(pair):
    found = find_split([Block(STORY[code][i], place=code) for i in (1, 13) for code in pair])
    assert places(found) == [{pair[0]}, {pair[1]}]


def test_codes_asked_for_are_kept_and_name_the_sides():
    found = find_split(mixed("pt", "es", 1), ("es-MX", "PT_br"))
    assert found.languages == ("es-MX", "pt-BR")
    assert places(found) == [{"es"}, {"pt"}]


def test_one_language_twice_is_not_divided():
    with pytest.raises(LanguageError, match="pt-BR and pt-PT cannot be told apart within one text") as caught:
        find_split(mixed("pt", "es", 99), ("pt-BR", "pt-PT"))
    assert "two files" in caught.value.remedy


def test_columns_in_other_languages_than_asked_for_are_named():
    cells = [Block(STORY[code][i], "cell", f"line {i}") for i in range(14) for code in ("en", "es")]
    with pytest.warns(ContradictionWarning) as caught:
        find_split(cells, ("de", "fr"))
    said = [str(warning.message) for warning in caught]
    assert len(said) == 2 and all("given as" in line for line in said), said
