"""Every task gets exactly one result, in order, whatever it does to the process that it runs in."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import scripted
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.batch.pool import Failure, Limits, Pool
from aligner.batch.pool.jobs import Job
from aligner.batch.pool.supervisor import WorkerError
from aligner.errors import AlignerError

MEMORY = 200_000_000
# Long enough that no task but one that hangs takes it, also on a busy machine.
LIMITS = Limits(timeout=2, max_memory=MEMORY)
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")


def pool(workers: int = 2, limits: Limits = LIMITS, make=scripted.make) -> Pool:
    return Pool(make, scripted.failed, workers, limits)


@pytest.fixture(scope="module")
def two() -> Iterator[Pool]:
    """A pool of two, which outlives whatever one test does to it."""
    with pool() as there:
        yield there


def groups(*acts: str, size: int = 5) -> list[list[scripted.Task]]:
    """Tasks that do these, numbered from 0, in groups of a size."""
    tasks = [(act, number) for number, act in enumerate(acts)]
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


def flat(results) -> list:
    return [result for group in results for result in group]


def test_results_come_in_the_order_and_the_groups_of_the_tasks(two):
    sizes = [1, 4, 0, 7, 2, 30, 1]
    given = [[("succeed", 100 * k + i) for i in range(size)] for k, size in enumerate(sizes)]
    assert list(two.map(given)) == [[number for _, number in group] for group in given]


MISHAPS = {
    "raise": ("error", "ValueError: no such number: 3"),
    "unpicklable": ("error", None),
    "exit": ("crash", "the process has ended with exit code 7"),
    "die": ("crash", "the process was ended by SIGKILL, as happens where memory is short"),
    "crash": ("crash", "the process was ended by SIGSEGV"),
    "hang": ("time", "it took longer than 2 s"),
    "grow": ("memory", "it took more than 200 MB of memory"),
    "grow-unasked": ("memory", "it took more than 200 MB of memory"),
}


@on_linux
@pytest.mark.parametrize("act", MISHAPS)
def test_a_task_that_goes_wrong_fails_alone(two, act):
    results = flat(two.map(groups("succeed", "succeed", "succeed", act, *["succeed"] * 8)))
    cause, number, detail = results.pop(3)
    assert (cause, number) == (MISHAPS[act][0], 3)
    assert MISHAPS[act][1] in (None, detail)
    assert results == [0, 1, 2, *range(4, 12)]


def test_a_task_at_which_a_process_dies_is_tried_once_more(two, tmp_path):
    acts = ["succeed", f"die-once {tmp_path / 'a'}", f"die-once {tmp_path / 'b'}", "succeed"]
    assert flat(two.map(groups(*acts))) == [0, 1, 2, 3]


@on_linux
def test_memory_that_others_have_left_behind_is_no_fault_of_a_task(two):
    assert flat(two.map(groups("leave", "need", "need", "leave", "need"))) == [0, 1, 2, 3, 4]


def test_a_process_is_for_one_core_unless_the_user_says_otherwise(two, monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    two.close()
    assert flat(two.map(groups("threads"))) == ["1"]
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    two.close()
    assert flat(two.map(groups("threads"))) == ["4"]


def test_work_that_gives_all_results_at_the_end_loses_none(tmp_path):
    with pool(make=scripted.make_all_at_once) as there:
        results = flat(there.map(groups("succeed", "die", "succeed", "raise", "succeed", "succeed")))
    short = [result if isinstance(result, int) else result[:2] for result in results]
    assert short == [0, ("crash", 1), 2, ("error", 3), 4, 5]


def test_work_that_gives_too_few_results_fails_where_they_end():
    with pool(make=scripted.make_too_few) as there:
        assert flat(there.map(groups("succeed", "succeed", "succeed"))) == [0, 1, 2]  # each was tried alone


@given(st.data())
def test_each_task_of_a_job_gets_one_result_whatever_dies(data):
    """Any order of the pieces, any place of death, whether or not the culprit is known: the job comes to an end."""
    number = data.draw(st.integers(1, 8))
    job: Job[int, object] = Job(range(number))
    pieces, deaths = [job.whole()], 0
    while pieces:
        piece = pieces.pop(data.draw(st.integers(0, len(pieces) - 1)))
        received = data.draw(st.integers(0, len(piece.numbers)))
        piece.add(list(piece.numbers[:received]))
        if piece.numbers:
            deaths += 1
            suspect = piece.at(data.draw(st.integers(received, 9)))
            pieces += piece.others(suspect)
            if job.suspect(suspect):
                pieces.append(piece.alone(suspect))
            else:
                job.add(suspect, "failed")
    assert [result in (k, "failed") for k, result in enumerate(job.done.result(timeout=0))] == [True] * number
    assert deaths <= 2 * number


@settings(max_examples=4)
@given(
    st.lists(st.sampled_from(["succeed"] * 12 + ["die", "die-once", "raise", "exit"]), max_size=20),
    st.integers(1, 7),
)
def test_order_and_number_of_results_never_change(two, tmp_path_factory, acts, size):
    folder = tmp_path_factory.mktemp("marks")
    results = flat(two.map(groups(*(f"{act} {folder / str(k)}" for k, act in enumerate(acts)), size=size)))
    assert [result if isinstance(result, int) else result[1] for result in results] == list(range(len(acts)))
    good = [number for number, act in enumerate(acts) if act.startswith(("succeed", "die-once"))]
    assert [result for result in results if isinstance(result, int)] == good


def test_what_make_raises_is_raised():
    with pytest.raises(FileNotFoundError) as raised:
        list(pool(make=scripted.make_raises).map(groups("succeed")))
    assert raised.value.filename == "en-es.lexicon"
    assert "make_raises" in str(raised.value.__cause__)


def test_processes_that_never_begin_end_the_work():
    with pytest.raises(WorkerError, match=r"before they begin any work .*exit code 3"):
        list(pool(make=scripted.make_dies).map(groups("succeed")))


def test_what_the_groups_raise_is_raised_and_ends_all_processes():
    def broken():
        yield [("succeed", 1)]
        raise ValueError("row 2")

    before = set(multiprocessing.active_children())
    with pool() as there:
        with pytest.raises(ValueError, match="row 2"):
            list(there.map(broken()))
        assert set(multiprocessing.active_children()) <= before
        assert flat(there.map(groups("succeed"))) == [0]


def test_closing_the_iterator_ends_processes_that_are_at_work():
    before = set(multiprocessing.active_children())
    with pool(limits=Limits()) as there:
        results = there.map(groups("succeed", "hang", size=1))
        assert next(results) == [0]
        results.close()
        assert set(multiprocessing.active_children()) <= before


def test_groups_are_taken_a_few_ahead_only(two):
    taken = []

    def endless():
        while True:
            taken.append(len(taken))
            yield [("succeed", taken[-1])]

    results = two.map(endless())
    for number in range(3):
        assert next(results) == [number]
    assert len(taken) < 100
    results.close()


def test_large_tasks_and_results_pass(two):
    big = "succeed " + "x" * 5_000_000
    assert flat(two.map(groups(*[big] * 6, size=2))) == list(range(6))


def test_processes_are_kept_and_those_that_die_idle_are_replaced(two):
    def names() -> set[int]:
        return set(flat(two.map(groups(*["name"] * 20, size=1))))

    before = names()
    assert names() <= before | names()
    for process in multiprocessing.active_children():
        os.kill(process.pid, signal.SIGKILL)  # from outside: to wait for it is the pool's matter
    assert not names() & before


def test_nothing_that_a_task_prints_reaches_the_terminal(capfd):
    with pool() as there:
        assert flat(there.map(groups("speak", "speak"))) == [0, 1]
    assert capfd.readouterr() == ("", "")


def test_without_workers_all_is_done_in_this_process():
    with pool(workers=0, limits=Limits()) as there:
        results = flat(there.map(groups("name", "raise", "succeed")))
    assert results == [os.getpid(), ("error", 1, "ValueError: no such number: 1"), 2]


def test_a_limit_that_the_system_cannot_keep_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(AlignerError, match="cannot be limited"):
        pool(limits=Limits(max_memory=1))


def test_a_failure_says_what_was_raised():
    assert Failure.of_exception(MemoryError()).cause == "memory"
    assert Failure.of_exception(KeyError("a\nb")) == Failure("error", "KeyError: 'a\\nb'")
    assert Failure.of_exception(ValueError()) == Failure("error", "ValueError")


PARENT = """
import sys
import scripted
from aligner.batch.pool import Limits, Pool
from aligner.signals import Stopped, raised
if __name__ == "__main__":
    try:
        with raised(), Pool(scripted.make, scripted.failed, 2) as pool:
            for result in pool.map([[("name", 0)], [("name", 1)], [("hang", 2)], [("stick " + sys.argv[1], 3)]]):
                print(*result, flush=True)
    except Stopped as stop:
        sys.exit(stop.exit_code)
"""


@pytest.fixture
def parent(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """A program in a process group of its own, as on a terminal; its two workers hang, one of them within a library."""
    path = tmp_path / "parent.py"
    path.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(scripted.__file__).parent)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(
        [sys.executable, path, tmp_path / "stuck"],
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background would ignore it
        **streams,
    ) as process:
        yield process
        process.kill()


@on_linux
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_workers_end_with_their_parent_however_it_ends(parent, name, tmp_path):
    """Ctrl-C reaches the workers, too, and must not make them speak; after SIGKILL the parent can see to nothing."""
    workers = {int(parent.stdout.readline()) for _ in range(2)}
    assert eventually((tmp_path / "stuck").exists)
    assert all(map(alive, workers))
    number = signal.Signals[name]
    if number == signal.SIGINT:
        os.killpg(parent.pid, number)
    else:
        parent.send_signal(number)
    assert parent.wait(30) == (-number if number == signal.SIGKILL else 128 + number)
    assert parent.stderr.read() == ""
    assert eventually(lambda: not any(map(alive, workers)))


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked after does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(condition) -> bool:
    """Whether it comes true, sooner or later."""
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()
