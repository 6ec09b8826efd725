"""Tasks are handed to workers in groups: small ones together, in their order, each once."""

from __future__ import annotations

from itertools import chain

from batching import TEXTS, Silent, run_here
from hypothesis import given
from hypothesis import strategies as st

from aligner.batch import local
from aligner.batch.local import grouped, size_of
from aligner.batch.shards import shards_of
from aligner.batch.task import Task

TASKS = st.lists(st.integers(0, 90_000), max_size=150).map(
    lambda sizes: [Task(str(number), "x" * size, "y", are_texts=True) for number, size in enumerate(sizes)]
)


@given(tasks=TASKS)
def test_each_task_is_in_one_group_and_no_group_is_much_larger_than_it_may_be(tasks):
    groups = list(grouped(tasks))
    assert list(chain.from_iterable(groups)) == tasks
    for group in groups:
        assert 0 < len(group) <= local._MOST_TASKS
        assert sum(map(size_of, group[:-1])) <= local._MOST_BYTES


@given(tasks=TASKS, size=st.integers(1, 40), done=st.sets(st.integers(0, 5)))
def test_shards_are_the_same_whatever_is_done(tasks, size, done):
    every = list(shards_of(tasks, size, lambda number: False))
    assert list(chain.from_iterable(shard.tasks for shard in every)) == tasks
    assert list(shards_of(tasks, size, done.__contains__)) == [shard for shard in every if shard.number not in done]


def test_no_more_tasks_are_held_than_a_shard_has(tmp_path):
    taken = 0

    def tasks():
        nonlocal taken
        taken = 0
        for number in range(40):
            taken += 1
            yield Task(str(number), *TEXTS["same"], are_texts=True)

    class Watcher(Silent):
        def tell(self, result):
            super().tell(result)
            assert taken <= self.told + 8

    assert run_here(tasks, tmp_path / "out", size=8, watcher=Watcher()).kept == 40


def test_files_that_are_not_there_are_no_reason_to_stop(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert size_of(Task("a", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))) == 5
    assert size_of(Task("a", "\0")) == 0
