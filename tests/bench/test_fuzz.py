"""A few damaged files for every target of `fuzz.py`, and that what it finds can be found again."""

from __future__ import annotations

import contextlib
import random
import warnings

import pytest
from fuzz_mutations import mutate
from fuzz_targets import FILES, targets

from aligner.errors import AlignerError
from aligner.formats.table import FORMATS
from aligner.read.readers import TABLE

RUNS = 10
NAMES = [target.name for target in targets(FILES)]


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_used_or_refused(name, tmp_path):
    target = next(target for target in targets(tmp_path) if target.name == name)
    seeds = target.seeds()
    for index in range(RUNS):
        chance = random.Random(f"test {name} {index}")
        place = tmp_path / str(index)
        place.mkdir()
        with warnings.catch_warnings(), contextlib.suppress(AlignerError):
            warnings.simplefilter("ignore")
            target.run(mutate(chance.choice(seeds), seeds, chance), place)


def test_every_reader_and_every_format_that_is_read_back_is_a_target():
    assert sum(name.startswith("read ") for name in NAMES) == len(TABLE)
    assert sum(name.startswith("load ") for name in NAMES) == sum(format.is_loaded for format in FORMATS)
    assert sum(name.startswith("train ") for name in NAMES) == sum(format.stream is not None for format in FORMATS)


@pytest.mark.parametrize("sample", ["docx/garden.en.docx", "pdf/table.pdf", "rtf/garden.en.rtf", "srt/film.en.srt"])
def test_the_same_seed_damages_a_file_in_the_same_way(sample):
    data = (FILES / sample).read_bytes()
    made = [[mutate(data, [data], random.Random(f"{n}")) for n in range(20)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 15
