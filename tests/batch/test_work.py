"""Whatever goes wrong with a pair is a status with a reason, and the others have their results."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from batching import ENGLISH_SPANISH, TEXTS, results_here, results_in, run_here

from aligner.batch.pair import Settings
from aligner.batch.pool import Failure
from aligner.batch.task import STATUSES, Output, Task
from aligner.batch.texts import Reading
from aligner.batch.work import failed, status_of
from aligner.errors import MissingExtraError
from aligner.read import readers

SETTINGS = Settings(Reading(ENGLISH_SPANISH))
# Of one length, and about nothing in common.
UNRELATED = [
    "He had never seen so many ships in the harbour, and his brother counted them aloud. The captain of the "
    "nearest one waved his hat. Their mother called from the house that dinner was ready, but neither of them "
    "heard her. The wind was strong that evening, and it carried the shouts of the sailors far over the roofs "
    "of the town. At last it grew dark, and they walked home along the beach without a word. Nobody asked "
    "where they had been, for everyone was asleep by then, except the old dog, who followed them up the stairs "
    "and lay down beside the bed.",
    "El pan de centeno pide paciencia. La masa madre se refresca la noche anterior con harina y agua tibia. A "
    "la mañana siguiente huele a manzana y forma burbujas pequeñas. Se mezclan quinientos gramos de harina con "
    "trescientos de agua. La sal se añade al final, cuando la harina ya está bien mojada. No hace falta amasar "
    "mucho, porque el centeno apenas tiene gluten. Basta con plegar la masa tres veces y dejarla reposar en un "
    "cuenco. El horno tiene que estar muy caliente antes de meter el molde.",
]


def fail(data: bytes, encoding: str | None) -> None:
    raise KeyError("no such thing")


def run_out_of_memory(data: bytes, encoding: str | None) -> None:
    raise MemoryError


@pytest.fixture
def tasks(tmp_path, monkeypatch):
    """A task for each status, by the status; their files are in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(readers.READERS, ".md", readers.Reader((".md",), fail))
    monkeypatch.setitem(readers.READERS, ".srt", readers.Reader((".srt",), run_out_of_memory))
    for name in ("a.md", "a.srt", "b.txt"):
        (tmp_path / name).write_text("Hello there.")
    (tmp_path / "taken").write_text("")
    good = Task("", *TEXTS["rain"], are_texts=True)
    both = "b.txt"
    found = {
        "ok": good,
        "row": replace(good, problem="its id is empty"),
        "unreadable": Task("", both, "none.txt"),
        "language": Task("", *TEXTS["same"], are_texts=True),
        "unrelated": Task("", *UNRELATED, are_texts=True),
        "unwritable": replace(good, outputs=(Output("taken/a.tsv", "tsv"),)),
        "memory": Task("", both, "a.srt"),
        "fault": Task("", both, "a.md"),
    }
    return {status: replace(task, id=f"of {status}") for status, task in found.items()}


def test_every_status_is_reached_and_each_task_has_a_result(tasks):
    results = results_here(list(tasks.values()), SETTINGS)
    assert {result.id: result.status for result in results} == {f"of {status}": status for status in tasks}
    for result in results:
        assert (result.outcome is not None) == (result.error is None) == (result.status == "ok")
    causes = {
        failed(task, Failure(cause, "")).status for task in tasks.values() for cause in ("time", "memory", "crash")
    }
    assert {*tasks, *causes, status_of(MissingExtraError("needs a part"))} == set(STATUSES)


def test_languages_that_are_no_codes_are_a_fault_of_the_row():
    (result,) = results_here([Task("a", *TEXTS["rain"], are_texts=True, languages=("en", "nonsense!"))], SETTINGS)
    assert result.status == "row"


def test_the_list_of_errors_says_what_is_wrong_with_each(tasks, golden):
    run_here(lambda: list(tasks.values()), Path("out"))
    found = results_in(Path("out"))
    assert found["documents.tsv"].count(b"\n") == 2
    golden("batch.errors.tsv", re.sub(rb"test_work\.py:\d+", b"test_work.py", found["errors.tsv"]))


def test_a_group_of_any_size_has_the_results_of_each_alone():
    tasks = [Task(id, *texts, are_texts=True) for id, texts in TEXTS.items()]
    settings = replace(SETTINGS, table="tsv")
    together = results_here(tasks, settings)
    alone = [result for task in tasks for result in results_here([task], settings)]
    assert [each.outcome for each in together] == [each.outcome for each in alone]
    assert [each.status for each in together] == [each.status for each in alone]
