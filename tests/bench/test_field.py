"""The bench of real files, over tiny collections of our own in the layouts that it knows."""

import gzip
import json

import field
import field_halves
import pytest

STORY = "The ferry left the harbour on Friday evening with eleven passengers and a dog on board."


def test_whole_articles_are_scored_by_shingles(tmp_path, capsys):
    (tmp_path / "html").mkdir()
    for name in ("a", "b", "c", "d"):
        page = f"<h1>Ferry</h1><p>{STORY}</p>".encode()
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page))
    truth = {name: {"articleBody": STORY} for name in ("a", "b", "c", "d")}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    assert field.main([str(tmp_path)]) == 0
    whole, body = capsys.readouterr().out.splitlines()[2:]
    assert "1.000 / 1.000 / 1.000" in body
    assert "0.963 / 0.929 / 1.000" in whole  # 13 of 14 shingles: the headline is one word too many


def test_pieces_are_added_up_over_pages(tmp_path, capsys):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "a.html").write_text(f"<nav><a href='/'>Menu of it</a></nav><p>{STORY}</p><p>Stray.</p>")
    item = {"file": "a.html", "with": ["eleven  passengers", "a cat"], "without": ["Stray.", "Menu"]}
    (tmp_path / "evaldata.json").write_text(json.dumps({"address": item}))
    assert field.main([str(tmp_path), "--half", field_halves.half_of("a.html")]) == 0
    assert "0.500 / 0.500 / 0.500" in capsys.readouterr().out


def test_pages_that_are_all_text_are_scored_by_words(tmp_path, capsys):
    (tmp_path / "book.html").write_text(f"<p>{STORY}</p>")
    (tmp_path / "book.txt").write_text(f"{STORY} {STORY}")
    assert field.main([str(tmp_path)]) == 0
    assert "0.667 / 1.000 / 0.500" in capsys.readouterr().out


def test_files_are_recognised_by_the_encoding_that_their_folder_names(tmp_path, capsys):
    spanish = "La niña pasó el año junto al río y no volvió jamás. Nadie sabía dónde había estado.\n"
    for folder in ("windows-1252-spanish", "iso-8859-5"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(spanish.encode("cp1252"))
    (tmp_path / "iso-8859-5" / "plain.txt").write_text("Nothing to recognise here.")
    assert field.main([str(tmp_path)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:5]]
    assert rows == [["iso-8859-5", "1", "0"], ["windows-1252-spanish", "1", "1"], ["all", "2", "1"]]


def test_a_folder_without_truth_is_refused(tmp_path, capsys):
    (tmp_path / "page.html").write_text("<p>One.</p>")
    assert field.main([str(tmp_path)]) == 1
    assert "not a folder of files with their truth" in capsys.readouterr().err


@pytest.mark.parametrize("half", field_halves.HALVES)
def test_a_half_holds_about_half_of_the_files(half):
    assert 400 < sum(field_halves.half_of(f"{i}.html") == half for i in range(1000)) < 600
