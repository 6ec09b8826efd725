"""The table of formats: what it says is true, and the rest of the program has no other list."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import factories
import pytest

from aligner.cli import cli
from aligner.commands.arguments import AlignArguments, ConvertArguments
from aligner.formats import load, write
from aligner.formats.beads import bead_suffixes, read_beads
from aligner.formats.pairs import read_pairs
from aligner.formats.table import FORMATS, PARTS, WRITTEN, Format, format_of, is_aligned
from aligner.model import Alignment, Bead
from aligner.read import READERS

BOTH_WAYS = [format for format in FORMATS if format.is_written and format.is_loaded]
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def names(formats: list[Format]) -> list[str]:
    return [format.name for format in formats]


def rich() -> Alignment:
    """Every part once, no beads that cross, and sentences whose ends cannot be guessed."""
    small = factories.small()
    blocks = list(small.source.blocks)
    blocks[1] = factories.block("The sea was calm.", "Dr. Hall came, it was so cold", "and dark", place="line 3")
    beads = [bead for bead in small.beads if "moved" not in bead.flags]
    beads[6:6] = [factories.bead("6", "5", 0.71, "low"), factories.bead("7", "6", 0.7, "name", status="changed")]
    return replace(small, source=replace(small.source, blocks=tuple(blocks)), beads=tuple(beads))


def there_and_back(alignment: Alignment, format: Format, folder: Path) -> Alignment:
    path = folder / f"book{format.suffix}"
    write(alignment, path, force=True)
    return load(path, *((alignment.source, alignment.target) if format.load_ladder else ()))


def full(alignment: Alignment) -> list[Bead]:
    return [bead for bead in alignment.beads if not bead.is_null]


def scores(alignment: Alignment) -> list[float]:
    return [round(bead.score, 4) for bead in full(alignment)]


def paragraphs(alignment: Alignment) -> list[bool]:
    """Of each two neighbours, whether they stand in one paragraph; nulls left out."""
    found = [pair.paragraph for pair in alignment.pairs() if pair.source and pair.target]
    return [a == b for a, b in pairwise(found)]


def surviving(format: Format, folder: Path) -> set[str]:
    """The parts that come back from a file."""
    before = rich()
    after = there_and_back(before, format, folder)
    low = there_and_back(replace(before, min_score=0.9), format, folder)
    same = {
        "nulls": sum(bead.is_null for bead in after.beads) == sum(bead.is_null for bead in before.beads),
        "scores": scores(after) == scores(before),
        "flags": [bead.flags for bead in full(after)] == [bead.flags for bead in full(before)],
        "statuses": [bead.status for bead in full(after)] == [bead.status for bead in full(before)],
        "sentences": [each.text for each in after.source.sentences] == [s.text for s in before.source.sentences],
        "paragraphs": paragraphs(after) == paragraphs(before),
        "low": scores(low) == scores(before),
        "rest": after == before,
    }
    assert tuple(same) == PARTS
    return {part for part, is_same in same.items() if is_same}


@pytest.mark.parametrize("format", BOTH_WAYS, ids=names(BOTH_WAYS))
def test_a_file_keeps_what_the_table_says_and_nothing_else(format, tmp_path):
    assert surviving(format, tmp_path) == set(format.keeps)


def test_the_lossless_format_is_the_store():
    assert names([format for format in FORMATS if format.lossless]) == ["json"]


def test_a_suffix_belongs_to_one_format():
    suffixes = [suffix for format in FORMATS for suffix in format.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for format in FORMATS:
        assert all(format_of(f"Book{suffix.upper()}") is format for suffix in format.suffixes)
        assert format.suffix in format.suffixes


def test_no_end_of_a_name_is_the_end_of_another_formats():
    for format in FORMATS:
        others = tuple(suffix for other in FORMATS if other is not format for suffix in other.suffixes)
        assert not any(suffix.endswith(others) for suffix in format.suffixes)


def test_what_texts_are_called_too_is_a_result_only_if_it_is_ours(tmp_path):
    """Otherwise a folder's own documents would be passed over, or its results aligned again."""
    for suffix, format in WRITTEN.items():
        assert format.is_ours or suffix not in READERS, suffix
        write(factories.small(), tmp_path / f"book{suffix}")
        assert is_aligned(tmp_path / f"book{suffix}")


@pytest.mark.parametrize("format", BOTH_WAYS, ids=names(BOTH_WAYS))
def test_beads_and_pairs_are_read_from_whatever_is_loaded(format, tmp_path):
    small = factories.small()
    source = replace(small.source, blocks=(factories.block("One cat."), factories.block("Two cats.")))
    target = replace(small.target, blocks=(factories.block("Un gato."), factories.block("Dos gatos.")))
    alignment = Alignment(source, target, (factories.bead("0", "0"), factories.bead("1", "1")))
    path = tmp_path / f"book{format.suffix}"
    write(alignment, path)
    if format.suffix in bead_suffixes():
        assert [(b.source, b.target) for b in read_beads(path).beads] == [((0,), (0,)), ((1,), (1,))]
    if not format.load_ladder:
        assert list(read_pairs([path], ("en", "es"))) == [("One cat.", "Un gato."), ("Two cats.", "Dos gatos.")]
    assert format.load_ladder or format.suffix in bead_suffixes()


def test_the_files_of_a_folder_are_looked_for_from_gold_to_guesses():
    order = [".gold", ".ladder", ".json", ".tsv", ".xlf", ".xlsx", ".tmx", ".xces", ".tei", ".txt"]
    assert [suffix for suffix in bead_suffixes() if suffix in order] == order


def test_the_readme_has_each_format_with_its_summary_and_what_is_read_back():
    rows = {line for line in README.splitlines() if line.startswith("| `.")}
    for format in WRITTEN.values():
        assert any(f"`{format.suffix}`" in row.split(" | ")[0] and format.summary in row for row in rows), format.name
        for variant in format.variants:
            assert f"--to {format.name}+{variant}" in README
    for format in FORMATS:
        if format.is_loaded:
            assert all(f"`{suffix}`" in README for suffix in format.suffixes), format.name


@pytest.mark.parametrize(("command", "arguments"), [("align", AlignArguments), ("convert", ConvertArguments)])
def test_the_fields_of_a_commands_arguments_are_its_parameters(command, arguments):
    assert {field.name for field in fields(arguments)} == {parameter.name for parameter in cli.commands[command].params}
