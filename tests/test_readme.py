"""What the README says is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from aligner.cli import cli
from aligner.formats.table import WRITTEN
from aligner.read import READERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_example_prints_what_it_says(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    exec(compile(code[1], "README.md", "exec"), {})
    promised = re.findall(r"^# (.*)$", code[1], re.MULTILINE)
    assert capsys.readouterr().out.splitlines() == promised
    assert (tmp_path / "page.html").exists()


def test_commands_and_their_options_exist():
    calls = re.findall(r"`(?:[^`|]*\\\| )?aligner (\w+)([^`]*)`", README)
    assert {name for name, _ in calls} == set(cli.commands)
    for name, rest in calls:
        known = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest)) <= known, name


def test_formats_in_and_out_are_all_named():
    for reader in READERS.values():
        assert any(f"`{suffix}`" in README for suffix in reader.suffixes), reader
    for suffix in WRITTEN:
        assert f"`{suffix}`" in README


def test_every_room_has_its_paragraph_and_what_is_named_exists():
    rooms = {path.parent.name for path in (ROOT / "aligner").glob("*/__init__.py")}
    paragraphs = README.partition("## How it works")[2].partition("\n## ")[0]
    assert rooms == set(re.findall(r"\*\*`(\w+)/`\*\*", paragraphs))
    for path in re.findall(r"`(aligner/[\w./]+)`", README):
        assert (ROOT / path).exists(), path


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def test_it_stays_short():
    assert len(README.splitlines()) < 200
