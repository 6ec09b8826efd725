"""The command line, run as a user runs it: what it writes, says and exits with."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commandline import run, run_text, start
from factories import small

from aligner.formats import write

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
BILINGUAL = SEEDS / "000_215b9af7a414cca5.txt"

LAST = ("Become part of Convergencia Socialista", "¡Vení a formar parte de Convergencia Socialista")
ENGLISH = "It rained all night in Madrid. We stayed at home with the dogs.\n\nIn 1997 the war was over.\n"
SPANISH = "Llovió toda la noche en Madrid. Nos quedamos en casa con los perros.\n\nEn 1997 la guerra había terminado.\n"


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    return result.stderr.decode()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "story.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "story.es.txt").write_text(SPANISH, encoding="utf-8")
    (tmp_path / "both.txt").write_text(ENGLISH * 2 + "\n\n" + SPANISH * 2, encoding="utf-8")
    return tmp_path


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def test_seeds_give_the_nineteen_pairs_and_name_the_other_three(tmp_path):
    result = start("align", SEEDS, cwd=tmp_path)
    assert result.returncode == 0
    found = rows(tmp_path / "output" / f"{BILINGUAL.stem}.tsv")[1:]
    assert len(found) == 19
    assert {row[2] for row in found} == {"1-1"}
    assert all(float(row[3]) > 0.5 for row in found)
    assert [row[4:6] for row in found[:2]] == [
        ["Argentina: 25 Years of Building “Convergencia Socialista”", "25 años construyendo Convergencia Socialista"],
        [
            "By the Executive Committee of Convergencia Socialista (RCIT Section in Argentina), July 23, 2022,",
            "Por Comité Ejecutivo de Convergencia Socialista, julio 23, 2022,",
        ],
    ]
    assert found[-1][4].startswith(LAST[0]) and found[-1][5].startswith(LAST[1])
    for name in ("001_d682cf8ca2d620ee", "002_13b205a0ef2641d0", "003_1e556dedd9b4a2b1"):
        line = next(line for line in said(result).splitlines() if line.startswith(name))
        assert "English" in line
        assert not list((tmp_path / "output").glob(f"{name}*"))
    assert sorted(path.suffix for path in (tmp_path / "output").iterdir()) == [".html", ".json", ".tsv"]


def test_committed_sample_is_what_the_program_makes_today(tmp_path):
    start("align", SEEDS, cwd=tmp_path)
    for made in (tmp_path / "output").iterdir():
        assert made.read_bytes() == (ROOT / "output" / made.name).read_bytes(), made.name


def test_two_files_go_to_each_format_that_is_asked_for(texts):
    result = run("align", "story.en.txt", "story.es.txt", "-o", "a.tsv", "-o", "a.ladder", "-o", "a.html", cwd=texts)
    assert result.returncode == 0
    assert (texts / "a.ladder").read_text().splitlines()[0].startswith("[0]:[0]:")
    assert rows(texts / "a.tsv")[1][4:6] == ["It rained all night in Madrid.", "Llovió toda la noche en Madrid."]
    assert "3 + 3 sentences, 3 beads, 0 nulls" in said(result)


def test_stdin_to_stdout_is_tsv_and_nothing_else(texts):
    result = start("align", "-", "-o", "-", cwd=texts, stdin=(texts / "both.txt").read_bytes())
    assert result.returncode == 0
    lines = result.stdout.decode().splitlines()
    assert lines[0] == "id\tparagraph\tkind\tscore\tsource\ttarget\tflags"
    assert len(lines) == 7


def test_a_single_format_in_to_also_applies_to_stdout(texts):
    run("align", "both.txt", "-o", "a.tmx", "-o", "a.json", cwd=texts)
    aligned = run("align", "both.txt", "-o", "-", "--to", "tmx", cwd=texts)
    converted = run("convert", "a.json", "-o", "-", "--to", "tmx", cwd=texts)
    assert aligned.stdout == converted.stdout == (texts / "a.tmx").read_bytes()


def test_a_missing_library_for_an_export_is_reported_before_anything_is_read(tmp_path):
    code = "import sys; sys.modules['openpyxl'] = None; from aligner.cli import main; main()"
    for command in (
        ["align", "nothing.txt", "-o", "a.tsv", "-o", "a.xlsx"],
        ["convert", "nothing.json", "-o", "a.xlsx"],
    ):
        found = subprocess.run([sys.executable, "-c", code, *command], cwd=tmp_path, capture_output=True, check=False)
        assert (found.returncode, said(found)) == (
            4,
            "aligner: writing .xlsx needs openpyxl; pip install 'aligner[documents]'\n",
        )


@pytest.mark.parametrize("suffix", ["html", "epub"])
def test_a_page_of_ours_is_not_aligned_with_itself(texts, suffix):
    run("align", "both.txt", "-o", f"a.{suffix}", cwd=texts)
    result = run("align", f"a.{suffix}", cwd=texts)
    assert result.returncode == 3
    assert f"a.{suffix}: is a result of aligner" in said(result)


def test_files_with_the_same_stem_in_a_folder_have_separate_results(texts):
    for name in ("both.txt", "both.md"):
        (texts / "d").mkdir(exist_ok=True)
        (texts / "d" / name).write_bytes((texts / "both.txt").read_bytes())
    assert run("align", "d", "-o", "d/", "--to", "tsv", cwd=texts).returncode == 0
    again = run("align", "d", "-o", "d/", "--to", "tsv", cwd=texts)
    assert sorted(path.name for path in (texts / "d").iterdir()) == [
        "both.md",
        "both.md.tsv",
        "both.txt",
        "both.txt.tsv",
    ]
    assert "d: both.md.tsv, both.txt.tsv  passed over: aligned already" in said(again)


def test_a_table_made_for_spreadsheets_is_read_back(texts):
    run("align", "both.txt", "-o", "a.tsv", cwd=texts)
    run("align", "both.txt", "-o", "b.tsv", "--excel", cwd=texts)
    run("convert", "b.tsv", "-o", "c.tsv", cwd=texts)
    assert (texts / "c.tsv").read_bytes() == (texts / "a.tsv").read_bytes() != (texts / "b.tsv").read_bytes()


def test_two_folders_are_matched_by_name(texts):
    for language in ("en", "es"):
        (texts / language).mkdir()
        (texts / language / "story.txt").write_bytes((texts / f"story.{language}.txt").read_bytes())
    result = run("align", "en", "es", "-o", "out/", "--to", "tsv,ladder", cwd=texts)
    assert result.returncode == 0
    assert sorted(path.name for path in (texts / "out").iterdir()) == ["story.ladder", "story.tsv"]


def test_partners_that_are_missing_in_a_folder_are_named(texts):
    for language in ("en", "es"):
        (texts / language).mkdir()
        (texts / language / "story.txt").write_bytes((texts / f"story.{language}.txt").read_bytes())
    (texts / "en" / "alone.txt").write_text(ENGLISH)
    result = run("align", "en", "es", "-o", "out/", cwd=texts)
    assert "alone.txt" in said(result)


def test_swap_exchanges_the_sides(texts):
    run("align", "both.txt", "--swap", "-o", "a.tsv", cwd=texts)
    assert rows(texts / "a.tsv")[1][4] == "Llovió toda la noche en Madrid."


def test_min_score_leaves_weaker_beads_out_of_exports_but_not_of_the_store(texts):
    run("align", "both.txt", "-o", "a.json", "-o", "a.tsv", "--min-score", "1", cwd=texts)
    assert len(rows(texts / "a.tsv")) == 1
    assert len(json.loads((texts / "a.json").read_text())["beads"]) == 6


def test_convert_leaves_out_what_it_is_told_to_and_counts_it(texts):
    write(small(), texts / "small.json")
    line = "convert small.json -o small.tsv --without heading,code --without untranslated --dedupe --min-score 0.5"
    done = run_text(*line.split(), cwd=texts)
    assert done.stderr.splitlines()[-1] == "small.tsv: 6 beads left out: 2 of kind heading, 2 below 0.5, 2 of kind code"
    done = run_text("convert", "small.tsv", "-o", "-", "--without", "code", cwd=texts)
    assert "--without code: small.tsv holds none, or does not say which" in done.stderr
    done = run_text("convert", "small.json", "-o", "-", "--without", "code", cwd=texts)
    assert done.stderr.splitlines()[-1] == "standard output: 2 beads of kind code left out"


def test_pre_segmented_lines_are_kept_and_counted(texts):
    (texts / "a").write_text("One. Two.\n  Three \n\nFour.\n")
    (texts / "b").write_text("Uno. Dos.\nTres\n\nCuatro.\n")
    run("align", "a", "b", "--pre-segmented", "--lang", "en,es", "-o", "x.ladder", "-o", "x.json", cwd=texts)
    assert [line.rsplit(":", 1)[0] for line in (texts / "x.ladder").read_text().splitlines()] == [
        "[0]:[0]",
        "[1]:[1]",
        "[2]:[2]",
    ]
    assert len(json.loads((texts / "x.json").read_text())["source"]["blocks"]) == 2


def test_convert_gives_the_bytes_of_a_fresh_export(texts):
    run("align", "both.txt", "-o", "a.json", "-o", "a.tsv", "-o", "a.html", "-o", "a.ladder", cwd=texts)
    result = run("convert", "a.json", "-o", "b.tsv", "-o", "b.html", "-o", "b.ladder", "-o", "b.json", cwd=texts)
    assert result.returncode == 0
    for suffix in ("tsv", "html", "ladder", "json"):
        assert (texts / f"a.{suffix}").read_bytes() == (texts / f"b.{suffix}").read_bytes(), suffix


def test_same_input_gives_the_same_bytes_whatever_the_hash_seed(texts):
    made = []
    for seed in ("1", "2"):
        outputs = ("-o", f"{seed}/a.json", "-o", f"{seed}/a.html")
        assert start("align", "both.txt", *outputs, cwd=texts, PYTHONHASHSEED=seed).returncode == 0
        made.append([(texts / seed / f"a.{suffix}").read_bytes() for suffix in ("json", "html")])
    assert made[0] == made[1]


def test_work_of_a_person_is_not_overwritten_without_force(texts):
    run("align", "both.txt", "-o", "a.json", cwd=texts)
    edited = (texts / "a.json").read_text().replace('"auto"', '"confirmed"', 1)
    (texts / "a.json").write_text(edited)
    result = run("align", "both.txt", "-o", "a.json", cwd=texts)
    assert result.returncode == 3
    assert "--force" in said(result)
    assert (texts / "a.json").read_text() == edited
    assert run("align", "both.txt", "-o", "a.json", "--force", cwd=texts).returncode == 0
    assert '"confirmed"' not in (texts / "a.json").read_text()


def test_own_abbreviations_end_no_sentence(texts):
    (texts / "en").write_text("He met Xyz. Brown in Madrid. They left.")
    (texts / "es").write_text("Vio a Xyz. Brown en Madrid. Se fueron.")
    (texts / "short.txt").write_text("Xyz\n")
    run("align", "en", "es", "--lang", "en,es", "--abbreviations", "short.txt", "-o", "a.tsv", cwd=texts)
    assert rows(texts / "a.tsv")[1][4] == "He met Xyz. Brown in Madrid."


@pytest.mark.parametrize("command", [[], ["align"], ["convert"], ["check"], ["evaluate"], ["train"]])
def test_every_command_has_help_with_an_example(command, tmp_path):
    result = run(*command, "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert "aligner align" in result.stdout.decode() or f"aligner {command[0]}" in result.stdout.decode()


def test_help_imports_nothing_heavy():
    heavy = ("numpy", "nltk", "rapidfuzz", "jinja2", "markdown_it", "py3langid")
    code = f"import sys, aligner.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


LONG = "a word and another one " * 220_000


def recoded(text: str, encoding: str, end: str = "\n") -> bytes:
    return text.replace("\n", end).encode(encoding)


# Files that are only unusual are read, and give the same pairs as plain text.
UNUSUAL = {
    "Latin-1": lambda text: recoded(text, "latin-1"),
    "UTF-16": lambda text: recoded(text, "utf-16"),
    "UTF-16 without BOM": lambda text: recoded(text, "utf-16-le"),
    "Mac Roman": lambda text: recoded(text, "mac-roman"),
    "Windows-1252": lambda text: recoded(text, "cp1252"),
    "BOM": lambda text: recoded(text, "utf-8-sig"),
    "CR only": lambda text: recoded(text, "utf-8", "\r"),
    "CRLF": lambda text: recoded(text, "utf-8", "\r\n"),
    "NUL bytes": lambda text: recoded(text.replace("dogs", "do\0gs").replace("perros", "pe\0rros"), "utf-8"),
    "control characters": lambda text: recoded(text.replace("i", "i\x01", 1), "utf-8"),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_files_give_the_pairs_of_the_plain_text(name, texts):
    run("align", "story.en.txt", "story.es.txt", "-o", "plain.tsv", cwd=texts)
    for language, text in (("en", ENGLISH), ("es", SPANISH)):
        (texts / f"odd.{language}.txt").write_bytes(UNUSUAL[name](text))
    result = run("align", "odd.en.txt", "odd.es.txt", "-o", "odd.tsv", cwd=texts)
    assert result.returncode == 0, said(result)
    assert (texts / "odd.tsv").read_bytes() == (texts / "plain.tsv").read_bytes()


def test_five_megabytes_in_one_line_are_one_long_pair(tmp_path):
    (tmp_path / "a").write_text(LONG)
    (tmp_path / "b").write_text("una palabra y otra más " * 220_000)
    result = run("align", "a", "b", "-o", "a.tsv", cwd=tmp_path)
    assert result.returncode == 0, said(result)
    assert len(rows(tmp_path / "a.tsv")) == 2


def test_columns_of_a_table_that_are_left_out_are_named(tmp_path):
    (tmp_path / "a.csv").write_text(
        "EN,ES,FR,Note\nThe sea was calm.,La mar estaba en calma.,La mer était calme.,Check it.\nNo.,No.,Non.,Done.\n",
        encoding="utf-8",
    )
    result = run("align", "a.csv", "-o", "-", cwd=tmp_path)
    assert said(result).splitlines()[:2] == ["aligner: a: left out: column Note", "aligner: a: left out: column FR"]
    assert [line.split("\t")[4:6] for line in result.stdout.decode().splitlines()[1:]] == [
        ["The sea was calm.", "La mar estaba en calma."],
        ["No.", "No."],
    ]


def test_an_output_folder_that_cannot_be_made_is_named(texts):
    result = run("align", "both.txt", "-o", "/proc/none/a.tsv", cwd=texts)
    assert result.returncode == 3
    assert "/proc/none" in said(result)


def test_an_interrupted_run_exits_130_and_leaves_nothing_half_written(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / "in").mkdir(exist_ok=True)
        text = ENGLISH * 1000 + "\n\n" + SPANISH * 1000
        (tmp_path / "in" / f"{name}.txt").write_text(
            text if name == "c" else ENGLISH + "\n\n" + SPANISH, encoding="utf-8"
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "aligner", "align", "in"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        # A shell makes its background processes ignore this signal, and child processes inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "output" / "b.json").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in message and b"Traceback" not in message
    assert {path.name for path in (tmp_path / "output").iterdir()} >= {"a.tsv", "b.tsv", "b.json"}
    assert all(path.suffix in {".tsv", ".html", ".json"} for path in (tmp_path / "output").iterdir())


def test_a_missing_encoder_is_named(texts):
    result = run("align", "both.txt", "--encoder", "no/such/model", cwd=texts)
    assert result.returncode in (3, 4)  # 4 where its library is missing too
    assert "no/such/model" in said(result) or "pip install" in said(result)
    assert "Traceback" not in said(result)


def test_a_lexicon_of_other_languages_is_refused(texts):
    pairs = "".join(f"haus{n % 7}\tmaison{n % 7}\n" for n in range(50))
    (texts / "pairs.tsv").write_text(pairs)
    assert run("train", "pairs.tsv", "--lang", "de,fr", "-o", "de-fr.lexicon", cwd=texts).returncode == 0
    result = run("align", "both.txt", "--lexicon", "de-fr.lexicon", cwd=texts)
    assert result.returncode == 3
    assert "de-fr" in said(result) and "en-es" in said(result)
