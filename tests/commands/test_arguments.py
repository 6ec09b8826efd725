"""Where results go and in which format: what -o, --to and --excel mean together."""

from __future__ import annotations

from pathlib import Path

import factories
import pytest
from click.testing import CliRunner

from aligner.cli import cli
from aligner.commands.arguments import Output, WriteArguments
from aligner.errors import InputError
from aligner.formats import write
from aligner.formats.tsv import render_for_excel

DEFAULT = ("tsv", "html", "json")


def arguments(*outputs: str, formats: tuple[str, ...] | None = None, excel: bool = False) -> WriteArguments:
    return WriteArguments(
        outputs=outputs,
        formats=formats,
        excel=excel,
        min_score=None,
        without=(),
        dedupe=False,
        title=None,
        author=None,
        cover=None,
        epub_style=None,
        force=False,
        quiet=True,
        verbose=False,
    )


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (arguments("a.TMX"), [("a.TMX", "tmx")]),
        (arguments("out/"), [("out/book.tsv", "tsv"), ("out/book.html", "html"), ("out/book.json", "json")]),
        (arguments("out/", formats=("tei",)), [("out/book.tei", "tei")]),
        (arguments("a.moses/", formats=("tsv",)), [("a.moses/", "moses")]),
        (arguments("-"), [("-", "tsv")]),
        (arguments("-", formats=("ladder",)), [("-", "ladder")]),
        (arguments("-", formats=("ladder", "tmx")), [("-", "tsv")]),
        (arguments("a.tsv", "b.html", excel=True), [("a.tsv", "tsv+excel"), ("b.html", "html")]),
        (arguments("a.tsv", "-", formats=("tsv+excel",)), [("a.tsv", "tsv+excel"), ("-", "tsv+excel")]),
        (arguments("a.tsv", formats=("json",), excel=True), [("a.tsv", "tsv+excel")]),
        (
            arguments("out/", formats=("json", "tsv"), excel=True),
            [("out/book.json", "json"), ("out/book.tsv", "tsv+excel")],
        ),
        (arguments("out/", formats=("tsv+excel",)), [("out/book.tsv", "tsv+excel")]),
    ],
)
def test_each_output_gets_its_format(given, found):
    assert given.outputs_of("book") == tuple(Output(path, format) for path, format in found)


def test_an_existing_folder_needs_no_slash(tmp_path):
    assert arguments(str(tmp_path), formats=("tmx",)).outputs_of("book") == (Output(str(tmp_path / "book.tmx"), "tmx"),)


@pytest.mark.parametrize("options", [("--excel",), ("--to", "tsv+excel"), ("--to", ".TSV+Excel,json")])
def test_a_table_for_spreadsheets_is_asked_for_by_its_name_or_for_short(options, tmp_path):
    write(factories.small(), tmp_path / "book.json")
    for output in ("a.tsv", "out/"):
        command = ["convert", str(tmp_path / "book.json"), "-o", f"{tmp_path}/{output}", *options]
        assert CliRunner().invoke(cli, command).exit_code == 0
    wanted = render_for_excel(factories.small()).data
    assert (tmp_path / "a.tsv").read_bytes() == (tmp_path / "out" / "book.tsv").read_bytes() == wanted


def test_a_variant_that_does_not_exist_is_a_usage_error(tmp_path):
    result = CliRunner().invoke(cli, ["convert", "book.json", "-o", f"{tmp_path}/", "--to", "tmx+excel"])
    assert result.exit_code == 2
    assert "there is no format '.tmx+excel'; use one of .tsv, .json" in result.output


@pytest.mark.parametrize("name", ["book.json", "book.tmx", "book.gold", "book.sdlxliff"])
def test_an_alignment_is_not_a_text_to_align(name, tmp_path):
    path: Path = tmp_path / name
    path.write_text("{}")
    for texts in ([path], [path, path]):
        result = CliRunner().invoke(cli, ["align", *map(str, texts), "-o", str(tmp_path / "out.tsv")])
        assert isinstance(result.exception, InputError)
        assert f"{path}: {path.suffix} holds an alignment, not a text to align" in str(result.exception)
