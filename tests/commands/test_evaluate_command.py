"""``aligner evaluate``, run as a user runs it: every format, folders, the gate, and what cannot be evaluated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from commandline import Finished, run_text
from factories import bead, small

from aligner import write
from aligner.commands.evaluate_files import compare

GOLD = "[0]:[0]\n[1]:[1]\n[2,3]:[2]\n[4]:[]\n[]:[3]\n[5]:[4]\n[6]:[5]\n[7]:[6]\n[8]:[7]\n[9]:[8]\n[10]:[9]\n[11]:[10]\n"
HEADER = ["document", "found", "gold", "precision", "recall", "F1", "lax precision", "lax recall", "lax F1"]


def run(*arguments: str | Path, cwd: Path) -> Finished[str]:
    return run_text("evaluate", *arguments, cwd=cwd)


def figures(*arguments: str | Path, cwd: Path) -> dict:
    result = run(*arguments, "--json", cwd=cwd)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def written(folder: Path, **files: str) -> Path:
    """The files; "__" in a name stands for its dot."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def straight(tmp_path: Path) -> Path:
    """The hand-made alignment, without moved text, in every format that can be evaluated, and a gold ladder."""
    alignment = small()
    beads = [replace(one, flags=tuple(flag for flag in one.flags if flag != "moved")) for one in alignment.beads]
    beads[6], beads[7] = bead("6", "5", 0.7), bead("7", "6", 0.7)
    for suffix in ("json", "tsv", "ladder", "xlsx"):
        write(replace(alignment, beads=tuple(beads)), tmp_path / f"found.{suffix}")
    return written(tmp_path, gold__gold=GOLD)


def test_the_table_names_precision_recall_and_f1_strict_and_lax(tmp_path):
    written(tmp_path, gold__gold="[0]:[0,1]\n[1]:[2]\n[2]:[]\n[3]:[3]\n")
    written(tmp_path, found__txt="[0]:[0]\n[]:[1]\n[1]:[2]\n[2]:[]\n[3]:[3]\n")
    result = run("gold.gold", "found.txt", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr == ""
    header, row = result.stdout.splitlines()
    assert [cell.strip() for cell in header.split("  ") if cell.strip()] == HEADER
    assert row.split() == ["found", "5", "3", "0.6000", "0.6667", "0.6316", "0.8000", "1.0000", "0.8889"]


def test_json_on_stdout_says_everything_and_stdout_holds_nothing_else(straight):
    found = figures("gold.gold", "found.json", cwd=straight)
    assert found["all"]["strict"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "found": 12,
        "found_right": 12,
        "gold": 10,
        "gold_found": 10,
    }
    assert "nulls" in found["convention"]
    assert [document["name"] for document in found["documents"]] == ["found"]
    calibration = found["all"]["calibration"]
    assert sum(one["beads"] for one in calibration["bins"]) == 12
    assert len(calibration["bins"]) == 10
    assert 0 < calibration["brier"] < calibration["expected_calibration_error"] < 1


@pytest.mark.parametrize("suffix", ["tsv", "ladder", "xlsx"])
def test_every_format_of_ours_gives_the_same_figures(straight, suffix):
    exact, found = (figures("gold.gold", f"found.{name}", cwd=straight)["all"] for name in ("json", suffix))
    assert (found["strict"], found["lax"]) == (exact["strict"], exact["lax"])
    # Both write scores with four decimals.
    assert found["calibration"]["brier"] == pytest.approx(exact["calibration"]["brier"], abs=1e-4)


def test_a_workbook_with_beads_left_out_is_refused_as_its_sentences_cannot_be_counted(straight):
    write(replace(small(), min_score=0.9), straight / "sure.xlsx")
    result = run("gold.gold", "sure.xlsx", cwd=straight)
    assert result.returncode == 3
    assert "sure.xlsx, row" in result.stderr and "beads left out" in result.stderr


def test_any_format_can_be_the_gold(straight):
    for gold in ("found.json", "found.tsv", "found.ladder", "gold.gold"):
        assert figures(gold, "found.json", cwd=straight)["all"]["strict"]["f1"] == 1


def test_moved_text_is_evaluated_from_json_and_ladder(tmp_path):
    for suffix in ("json", "ladder"):
        write(small(), tmp_path / f"moved.{suffix}")
    assert figures("moved.ladder", "moved.json", cwd=tmp_path)["all"]["strict"]["f1"] == 1
    assert "[6]:[6]" in (tmp_path / "moved.ladder").read_text()


# Ladders of other programs: with Vecalign's cost, with SentAlign's similarity; and a gold file saved by an editor.
FOREIGN = {
    "blanks and a cost": "[0]:[0]:0.0312\n[1, 2]:[1]:0.4\n[3]:[]:0.3\n",
    "a cost above 1": "[0]:[0]:0.0312\n[1,2]:[1]:1.4\n[3]:[]:0.3\n",
    "not every bead with a score": "[0]:[0]:0.9\n[1,2]:[1]\n[3]:[]:0.3\n",
    "not a number": "[0]:[0]:nan\n[1,2]:[1]:0.4\n[3]:[]:0.3\n",
    "no scores": "[0]:[0]\n[1,2]:[1]\n[3]:[]\n",
    "blank lines, CRLF, blanks anywhere": "\n[0] : [0]\r\n  [1 ,2]:[ 1 ]\r\n\r\n[3]:[ ]",
    "a byte order mark": "\ufeff[0]:[0]\n[1,2]:[1]\n[3]:[]\n",
    "an empty bead": "[0]:[0]\n[]:[]\n[1,2]:[1]\n[3]:[]\n",
    "another order": "[3]:[]\n[2,1]:[1]\n[0]:[0]\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_ladders_of_other_programs_are_read_but_their_numbers_are_not_scores(name, tmp_path):
    written(tmp_path, found__ladder=FOREIGN[name], gold__gold="[0]:[0]\n[1,2]:[1]\n[3]:[]\n")
    total = compare(tmp_path / "gold.gold", tmp_path / "found.ladder").total
    assert total.strict.f1 == 1
    assert total.scored == ()


@pytest.mark.parametrize("suffix", ["gold", "txt"])
def test_only_a_file_named_ladder_has_scores(tmp_path, suffix):
    ladder = "[0]:[0]:0.75\n[1]:[1]:0.5\n"
    written(tmp_path, a__ladder=ladder, **{f"a__{suffix}": ladder})
    assert figures("a.ladder", "a.ladder", cwd=tmp_path)["all"]["calibration"]["brier"] == pytest.approx(0.15625)
    assert figures("a.ladder", f"a.{suffix}", cwd=tmp_path)["all"]["calibration"] is None


def test_beads_of_sentences_that_are_not_adjacent_are_evaluated(tmp_path):
    written(tmp_path, gold__gold="[0,2]:[0]\n[1]:[1]\n", found__ladder="[0,2]:[0]\n[1]:[1]\n")
    assert figures("gold.gold", "found.ladder", cwd=tmp_path)["all"]["strict"]["f1"] == 1


def test_gold_may_leave_sentences_out_and_the_user_is_told_what_that_costs(tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n[2]:[1]\n", found__ladder="[0]:[0]\n[1]:[]\n[2]:[1]\n[3]:[]\n")
    result = run("gold.gold", "found.ladder", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.splitlines()[1].split()[3:6] == ["0.5000", "1.0000", "0.6667"]
    assert "no nulls" in result.stderr and "2" in result.stderr


def test_a_ladder_without_nulls_may_leave_out_sentences_that_are_nulls_in_gold(tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n[1]:[]\n[]:[1]\n", found__ladder="[0]:[0]\n")
    assert figures("gold.gold", "found.ladder", cwd=tmp_path)["all"]["strict"]["f1"] == 1


def test_folders_are_matched_by_stem_and_all_is_the_sum_of_counts(tmp_path):
    gold = written(tmp_path / "gold", a__gold="[0]:[0]\n", b__gold="[0]:[0]\n[1]:[1]\n[2]:[2]\n")
    found = written(tmp_path / "found", b__ladder="[0]:[0]\n[1,2]:[1]\n[]:[2]\n", a__ladder="[0]:[0]\n")
    result = run(gold, found, cwd=tmp_path)
    assert [line.split()[:6] for line in result.stdout.splitlines()[1:]] == [
        ["a", "1", "1", "1.0000", "1.0000", "1.0000"],
        ["b", "3", "3", "0.3333", "0.3333", "0.3333"],
        ["all", "4", "4", "0.5000", "0.5000", "0.5000"],
    ]
    names = [document["name"] for document in figures(gold, found, cwd=tmp_path)["documents"]]
    assert names == ["a", "b"]


def test_the_gold_files_of_a_folder_are_taken_whatever_else_is_there(tmp_path):
    gold = written(tmp_path / "gold", a__gold="[0]:[0]\n", a__txt="It rained.", a__json="{}")
    found = written(tmp_path / "found", a__ladder="[0]:[0]\n", a__html="<p>", a__tsv="It rained.")
    assert figures(gold, found, cwd=tmp_path)["all"]["strict"]["f1"] == 1


def test_documents_without_a_partner_are_named_and_shut_the_gate(tmp_path):
    gold = written(tmp_path / "gold", a__gold="[0]:[0]\n", lost__gold="[0]:[0]\n")
    found = written(tmp_path / "found", a__ladder="[0]:[0]\n", extra__ladder="[0]:[0]\n")
    result = run(gold, found, cwd=tmp_path)
    assert result.returncode == 0
    assert "no partner in FOUND: lost" in result.stderr and "no partner in GOLD: extra" in result.stderr
    assert figures(gold, found, cwd=tmp_path)["not_evaluated"] == {"gold": ["lost"], "found": ["extra"]}
    gated = run(gold, found, "--fail-under", "0.5", cwd=tmp_path)
    assert gated.returncode == 1
    assert "lost" in gated.stderr.splitlines()[-1]


@pytest.mark.parametrize("least, code", [("0.5", 0), ("0.6666", 0), ("0.6667", 1), ("1", 1)])
def test_the_gate_compares_the_unrounded_strict_f1_in_all(least, code, tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n[1,2]:[1]\n[3]:[2]\n", found__ladder="[0]:[0]\n[1]:[1]\n[3]:[2]\n")
    result = run("gold.gold", "found.ladder", "--fail-under", least, cwd=tmp_path)
    assert result.returncode == code
    assert result.stdout.splitlines()[1].split()[5] == "0.6667"
    assert result.stderr == (f"aligner: strict F1 0.6666 is under {least}\n" if code else "")


def test_the_gate_leaves_json_on_stdout_whole(tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n[1]:[1]\n", found__ladder="[0]:[1]\n[1]:[0]\n")
    result = run("gold.gold", "found.ladder", "--json", "--fail-under", "0.5", cwd=tmp_path)
    assert result.returncode == 1
    assert json.loads(result.stdout)["all"]["strict"]["f1"] == 0


@pytest.mark.parametrize("least", ["1.5", "-0.1", "most"])
def test_a_gate_outside_0_to_1_is_wrong_usage(least, tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n")
    assert run("gold.gold", "gold.gold", "--fail-under", least, cwd=tmp_path).returncode == 2


def test_the_help_states_the_convention_and_which_scores_count(tmp_path):
    text = " ".join(run("--help", cwd=tmp_path).stdout.split())
    assert "Precision counts every found bead, nulls too; recall counts the gold beads with both sides" in text
    assert "a cost or a similarity, not a probability" in text


def test_what_cannot_be_evaluated_exits_3_with_nothing_on_stdout(tmp_path):
    written(tmp_path, gold__gold="[0]:[0]\n[1]:[1]\n", found__ladder="[0]:[0]\n")
    result = run("gold.gold", "found.ladder", "--json", "--fail-under", "0", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 1
