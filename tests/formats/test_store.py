"""The JSON store: nothing is lost, and whatever an edit breaks is named with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import factories
import jsonschema
import pytest
from hypothesis import given, settings

from aligner import formats
from aligner.errors import InputError, OutputError
from aligner.formats import write
from aligner.formats.json.reading import load
from aligner.formats.json.writing import holds_human_work, render
from aligner.formats.table import WRITTEN

FILES = [suffix for suffix, format in WRITTEN.items() if format.render]
SCHEMA = json.loads(files("aligner").joinpath("formats/alignment.schema.json").read_text(encoding="utf-8"))
BROKEN = json.loads((Path(__file__).parents[1] / "cases" / "store_broken.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "saved.json"
    path.write_bytes(data)
    return path


@given(alignment=factories.alignments())
def test_what_is_saved_loads_equal_to_the_last_bit(folder, alignment):
    data = render(alignment).data
    again = load(saved(folder, data))
    assert again == alignment
    assert render(again).data == data


@settings(max_examples=40)  # the validator is slow
@given(alignment=factories.alignments())
def test_what_is_saved_is_valid_by_the_schema(alignment):
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(alignment).data))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("suffix", FILES)
def test_a_loaded_alignment_exports_to_the_same_bytes(suffix, folder):
    again = load(saved(folder, render(factories.small()).data))
    assert formats.render(again, suffix).data == formats.render(factories.small(), suffix).data


@pytest.mark.parametrize("suffix", FILES)
def test_the_least_score_is_kept_for_exports_to_come(suffix, folder):
    sure = replace(factories.small(), min_score=0.9)
    again = load(saved(folder, render(sure).data))
    assert len(again.beads) == len(sure.beads)
    assert formats.render(again, suffix).data == formats.render(sure, suffix).data


def test_every_bead_has_a_line_of_its_own():
    lines = render(factories.small()).data.decode().splitlines()
    assert sum('"status":' in line for line in lines) == len(
        factories.small().beads + factories.small().paragraph_beads
    )


def test_half_a_surrogate_pair_survives(folder):
    alignment = factories.pair("a\ud800b", "c")
    assert load(saved(folder, render(alignment).data)) == alignment


def test_an_editor_may_leave_a_byte_order_mark_and_other_white_space(folder):
    data = json.dumps(json.loads(render(factories.small()).data)).encode()
    assert load(saved(folder, b"\xef\xbb\xbf" + data)) == factories.small()


def test_a_merge_by_hand_needs_no_new_ids(folder):
    data = json.loads(render(factories.small()).data)
    data["beads"][0].update(source=[0, 1], target=[0, 1], status="changed")
    del data["beads"][1]
    beads = load(saved(folder, json.dumps(data).encode())).beads
    assert (beads[0].kind, beads[0].status, len(beads)) == ("2-2", "changed", len(factories.small().beads) - 1)


def test_unknown_members_are_ignored(folder):
    data = json.loads(render(factories.small()).data) | {"comment": "mine"}
    assert load(saved(folder, json.dumps(data).encode())) == factories.small()


# What an edit can break: each case puts one value at a path of the small alignment (or removes it),
# and says where the message points and what it says.


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["name"])
def test_a_broken_member_is_named_with_its_place(case, folder):
    data = json.loads(render(factories.small()).data)
    *parents, last = case["path"]
    node = data
    for key in parents:
        node = node[key]
    if "value" in case:
        node[last] = case["value"]
    else:
        del node[last]
    path = saved(folder, json.dumps(data).encode())
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.where == f"{path}{case['where']}"
    assert case["says"] in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (b'{"schema_version": 1,\n "beads": [}', ", line 2, column 12", "is not JSON"),
        (b"", ", line 1, column 1", "is not JSON"),
        (b"[1, 2]", "", "is not a saved alignment"),
        (b'{"name": "other"}', "", "is not a saved alignment"),
        (b'{"schema_version": NaN}', "", "NaN is not a number"),
        (b"[" * 100_000, "", "is not usable JSON"),
        (b'{"schema_version": 1, "x": "\xe9"}', ", byte 28", "is not UTF-8"),
    ],
)
def test_a_file_that_is_not_a_store_is_named(data, where, says, folder):
    path = saved(folder, data)
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.where == f"{path}{where}"
    assert says in caught.value.what
    assert caught.value.remedy


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(InputError, match="cannot be read") as caught:
            load(path)
        assert caught.value.where == str(path)


# A person's work


def test_human_work_is_overwritten_only_by_force(tmp_path):
    path = tmp_path / "book.json"
    write(factories.small(), path)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="--force"):
        write(factories.pair("a", "b"), path)
    assert path.read_bytes() == before
    write(factories.pair("a", "b"), path, force=True)
    assert load(path) == factories.pair("a", "b")


def test_what_no_person_has_touched_is_overwritten(tmp_path):
    path = tmp_path / "book.json"
    write(factories.pair("a", "b"), path)
    write(factories.small(), path)
    assert load(path) == factories.small()


@pytest.mark.parametrize("status", ["confirmed", "changed"])
def test_a_text_that_mentions_a_status_is_not_human_work(status, folder):
    assert not holds_human_work(saved(folder, render(factories.pair(f'"status": "{status}"', "x")).data))


def test_human_work_in_a_broken_or_utf_16_file_still_counts(folder, tmp_path):
    data = render(factories.small()).data
    assert holds_human_work(saved(folder, data[:-20]))
    assert holds_human_work(saved(folder, data.decode().encode("utf-16")))
    assert not holds_human_work(tmp_path / "missing.json")
