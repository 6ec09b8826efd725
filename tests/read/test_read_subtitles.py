"""Subtitles to blocks."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.read import read
from aligner.read.plain.ass import blocks_of_ass
from aligner.read.plain.subtitles import blocks_of_subtitles

FILES = Path(__file__).parents[1] / "files"
EXPECTED = sorted(
    [*FILES.glob("srt/*.expected.json"), *FILES.glob("vtt/*.expected.json"), *FILES.glob("ass/*.expected.json")]
)
CASES = json.loads((Path(__file__).parents[1] / "cases" / "read_subtitles.json").read_text("utf-8"))
ASS_CASES = json.loads((Path(__file__).parents[1] / "cases" / "read_ass.json").read_text("utf-8"))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_blocks_of_files_are_exact(path):
    (source,) = (other for other in path.parent.glob(path.name.split(".expected")[0] + ".*") if other != path)
    found = [{"kind": block.kind, "text": block.text} for block in read(source)]
    assert found == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_cues_become_what_is_said(case):
    assert [block.text for block in blocks_of_subtitles("\n".join(case["lines"]))] == case["blocks"]


@pytest.mark.parametrize("case", ASS_CASES, ids=lambda case: case["promise"])
def test_the_events_of_ass_become_what_is_said(case):
    assert [block.text for block in blocks_of_ass("\n".join(case["lines"]))] == case["blocks"]


def test_the_same_film_is_the_same_in_each_format():
    assert read(FILES / "ass" / "film.es.ass") == read(FILES / "srt" / "film.es.srt")


def test_places_are_times():
    assert [block.place for block in read(FILES / "vtt" / "film.en.vtt")] == [
        "00:00:01.000",
        "01:00:07.000",
        "01:00:07.000",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_any_encoding_and_line_ending_gives_the_same_blocks(tmp_path, ending, encoding):
    text = (FILES / "srt" / "film.es.srt").read_bytes().decode("cp1252").replace("\r\n", "\n")
    path = tmp_path / "film.srt"
    path.write_bytes(text.replace("\n", ending).encode(encoding))
    assert read(path) == read(FILES / "srt" / "film.es.srt")


words = st.lists(
    st.sampled_from(["la", "mar", "no.", "¿Y?", "[ruido]", "- sí", "<i>frío</i>", "...", "1931"]), min_size=1
)


@given(st.lists(words, min_size=1, max_size=8))
def test_no_word_is_lost_or_moved(cues):
    text = "\n\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{' '.join(cue)}" for n, cue in enumerate(cues, 1))
    try:
        found = " ".join(block.text for block in blocks_of_subtitles(text))
    except InputError:
        found = ""
    letters = "".join(word.replace("<i>", "").replace("</i>", "") for cue in cues for word in cue)
    assert [c for c in found if c.isalnum()] == [c for c in letters if c.isalnum()]


@given(st.text("0123456789:,.->\n <iv/b{\\}[]aA-"))
def test_any_text_gives_blocks_or_an_input_error(text):
    try:
        assert all(block.text.strip() for block in blocks_of_subtitles(text))
    except InputError as error:
        assert error.remedy


@given(st.text("0123456789:,.->\n {\\\\p1}[]aA-"))
def test_any_line_of_ass_gives_blocks_or_an_input_error(said):
    try:
        assert all(block.text.strip() for block in blocks_of_ass(f"Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,{said}"))
    except InputError as error:
        assert error.remedy


@pytest.mark.parametrize("suffix", [".srt", ".ass"])
@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"Only text.\n", "no subtitles"), (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no subtitles")],
)
def test_a_file_without_cues_is_refused(tmp_path, suffix, content, message):
    path = tmp_path / f"film{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read(path)


@pytest.mark.parametrize("said", ["a", "(a", "(a)", "A...", "...a"])
def test_a_sentence_through_thousands_of_cues_takes_no_longer_than_its_length(said):
    cues = "".join(f"{n}\n00:00:01,000 --> 00:00:01,900\n{said} {'word ' * 20}\n\n" for n in range(20_000))
    started = time.process_time()
    end = "0\n00:00:02,000 --> 00:00:03,000\nend.\n\n"
    assert len(blocks_of_subtitles(cues + end * 3000)) >= 3000
    assert time.process_time() - started < 20  # it was many minutes
