"""Reports, glossaries and manifests are known as such, and passed over where texts are looked for."""

from __future__ import annotations

from dataclasses import fields

import pytest
from commandline import run_text
from factories import pair

from aligner.commands.manifest import Row
from aligner.formats import write
from aligner.formats.listings import DOCUMENTS, ERRORS, MANIFEST, is_listing


@pytest.mark.parametrize("name", ["terms.tsv", "terms.xlsx", "report.tsv"])
def test_a_folder_is_read_again_after_a_listing_was_written_into_it(name, tmp_path):
    command = "check" if name.startswith("report") else "glossary"
    write(pair("It was built in 1880, they say.", "Fue construida en 1890, dicen."), tmp_path / "a.json")
    for _ in range(2):
        done = run_text(command, ".", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert is_listing(tmp_path / name)


@pytest.mark.parametrize("header", [MANIFEST, DOCUMENTS, ERRORS])
def test_align_passes_listings_over_and_says_so(header, tmp_path):
    (tmp_path / "both.txt").write_text("It rained. We stayed at home.\n\nLlovía. Nos quedamos en casa.\n", "utf-8")
    (tmp_path / "list.tsv").write_text("\t".join(header) + "\n", "utf-8")
    done = run_text("align", ".", "-o", "out/", cwd=tmp_path)
    said = "list.tsv  passed over: a report, glossary, manifest or list of a batch"
    assert (done.returncode, said in done.stderr) == (0, True)


def test_a_manifest_has_the_columns_of_its_rows():
    assert tuple(field.name for field in fields(Row)) == MANIFEST


def test_other_tables_are_texts(tmp_path):
    (tmp_path / "pairs.tsv").write_text("source\ttarget\nOne.\tUno.\n", "utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    assert not any(map(is_listing, (tmp_path / "pairs.tsv", tmp_path / "broken.xlsx", tmp_path / "missing.tsv")))
