"""``--lang`` takes any code, keeps it, refuses what is none, and says where the text contradicts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import run_text as run

STORY: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "cases/same_story.json").read_text("utf-8"))
CONTRADICTED = "plainly in English, and given as French"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for code, lines in STORY.items():
        (tmp_path / f"story.{code}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "both.txt").write_text("\n\n".join(STORY["en"] + STORY["es"]) + "\n", encoding="utf-8")
    pairs = "".join(f"{s}\t{t}\n" for s, t in zip(STORY["en"], STORY["es"], strict=True))
    (tmp_path / "pairs.tsv").write_text(pairs * 3, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("files", [["both.txt"], ["story.en.txt", "story.es.txt"]], ids=["one file", "two files"])
def test_a_code_is_kept_in_every_file_and_the_lexicon_of_its_language_is_used(texts, files):
    outputs = [part for name in ("a.json", "a.tmx", "a.xlf", "a.html") for part in ("-o", name)]
    result = run("align", *files, "--lang", "EN_us,spa-419", *outputs, cwd=texts)
    assert result.returncode == 0 and "plainly" not in result.stderr, result.stderr
    saved = json.loads((texts / "a.json").read_text("utf-8"))
    assert (saved["source"]["language"], saved["target"]["language"]) == ("en-US", "es-419")
    assert "lexicon:none" not in saved["signature"]
    for name in ("a.tmx", "a.xlf", "a.html"):
        written = (texts / name).read_text("utf-8")
        assert 'ang="en-US"' in written and 'ang="es-419"' in written


def test_a_lexicon_for_a_language_serves_its_varieties(texts):
    assert run("train", "pairs.tsv", "-o", "de-fr.lexicon", "--lang", "en,es", cwd=texts).returncode == 0
    files = ("story.es.txt", "story.en.txt", "-o", "a.ladder", "--lexicon", "de-fr.lexicon")
    assert run("align", *files, "--lang", "es-MX,eng", cwd=texts).returncode == 0
    refused = run("align", *files, "--lang", "es-MX,ca", cwd=texts)
    assert refused.returncode == 3 and "the texts are es-MX-ca" in refused.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["align", "story.en.txt", "story.es.txt", "--lang", "fr,es", "-o", "a.ladder"],
        ["align", "story.es.txt", "story.en.txt", "--lang", "es,fr", "-q", "-o", "a.ladder"],
        ["train", "pairs.tsv", "--lang", "fr,es", "-q", "-o", "x.lexicon"],
    ],
    ids=["align", "the other side, quiet", "train"],
)
def test_what_the_text_plainly_contradicts_is_said_and_done(texts, command):
    result = run(*command, cwd=texts)
    assert result.returncode == 0, result.stderr
    assert CONTRADICTED in result.stderr
    assert result.stderr.count("plainly") == 1
    assert (texts / command[-1]).exists()


def test_a_ladder_with_texts_in_other_languages_is_warned_of(texts):
    run("align", "story.en.txt", "story.es.txt", "-o", "a.ladder", cwd=texts)
    texts_too = ("a.ladder", "story.en.txt", "story.es.txt", "-o", "a.tsv")
    assert CONTRADICTED in run("convert", *texts_too, "--lang", "fr,es", cwd=texts).stderr
    assert "plainly" not in run("convert", *texts_too, "--lang", "en-GB,es-ES", cwd=texts).stderr


def test_one_file_in_other_languages_than_asked_for_is_not_aligned(texts):
    result = run("align", "both.txt", "--lang", "de,fr", cwd=texts)
    assert result.returncode == 3
    assert "not German and French alone: " in result.stderr and "English" in result.stderr
