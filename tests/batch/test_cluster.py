"""The cluster's runner, on a real Ray of two workers, which all tests of this module share.

For fsspec ``local://`` is an address like ``s3://``, which all processes of this machine can use.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from commandline import run, run_text
from poison import WORD, Mortal, dies_of

from aligner.batch.cluster import Terms, Worker, on_a_cluster
from aligner.batch.crew import Crew
from aligner.batch.pair import Settings
from aligner.batch.places import Places
from aligner.batch.pool import Limits
from aligner.batch.session import Cluster, ClusterError, joined
from aligner.batch.shards import Shard
from aligner.batch.task import Result, Task
from aligner.batch.texts import Reading
from aligner.errors import MissingExtraError
from aligner.options import Options
from aligner.version import __version__

ENGLISH = "The ship left the harbour at dawn. Nobody waved from the shore. The captain counted {} sails."
SPANISH = "El barco dejó el puerto al amanecer. Nadie saludó desde la orilla. El capitán contó {} velas."
# Pairs that come to nothing, and their status: each is a row of its own, and its shard is none the worse.
FAILING = {
    "language": (ENGLISH.format(1), ENGLISH.format(2)),
    "row": ("", SPANISH.format(1)),
}
COUNT = 10


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    pytest.importorskip("ray", reason="pip install 'aligner[cluster]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))  # where Ray's workers find `poison`
        with joined(Cluster(workers=2)) as module:
            yield module


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    texts = [(ENGLISH.format(n), SPANISH.format(n)) for n in range(COUNT)]
    texts[3:3] = FAILING.values()
    path = tmp_path / "pairs.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": f"pair {n}", "source_text": source, "target_text": target}) + "\n"
            for n, (source, target) in enumerate(texts)
        ),
        encoding="utf-8",
    )
    return path


def made(folder: Path) -> dict[str, bytes]:
    """The files of a run, but for what tells of its course."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in ("lock", "ledger.jsonl"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.usefixtures("ray")
@pytest.mark.parametrize(
    ("option", "formats", "address"),
    [("--each", "tsv,json", "{}/there"), ("--to", "tsv", "local://{}/there")],
    ids=["a folder", "an address"],
)
def test_a_cluster_makes_the_very_files_of_one_machine(
    option: str, formats: str, address: str, manifest: Path, tmp_path: Path
):
    arguments = ("batch", manifest.name, option, formats, "--shard-size", "6", "-o")
    here = run(*arguments, "here/", "--workers", "1", cwd=tmp_path)
    there = run(*arguments, address.format(tmp_path), "--ray", cwd=tmp_path)
    assert (here.returncode, there.returncode) == (1, 1)  # some pairs come to nothing
    assert made(tmp_path / "there") == made(tmp_path / "here")
    errors = (tmp_path / "there" / "errors.tsv").read_text().splitlines()[1:]
    assert [line.split("\t")[1] for line in errors] == list(FAILING)


@pytest.mark.usefixtures("ray")
def test_a_pair_at_which_its_process_dies_is_a_row_and_its_shard_is_whole(tmp_path: Path):
    tasks = [Task(f"{n}", ENGLISH.format(n), SPANISH.format(n), are_texts=True) for n in range(4)]
    tasks[1] = replace(tasks[1], source=f"{tasks[1].source} {WORD}.")
    shards = [Shard(0, tuple(tasks[:3])), Shard(1, tuple(tasks[3:]))]
    places, results = Places(tmp_path, "tsv"), list[Result]()
    places.hidden.mkdir()
    settings = Settings(Reading(Options()), table="tsv", filters=dies_of)
    done = on_a_cluster(shards, places, results.append, cluster=Cluster(), settings=settings, limits=Limits())
    assert sorted(done) == [0, 1]
    assert {result.id: result.status for result in results} == {"0": "ok", "1": "crash", "2": "ok", "3": "ok"}
    assert {line.split("\t")[0] for line in places.rows(0).read_text().splitlines()} == {"document", "0", "2"}


def test_a_run_whose_leader_is_killed_goes_on_where_it_was(ray: Any, manifest: Path, tmp_path: Path):
    address = ray.get_runtime_context().gcs_address
    arguments = ("batch", manifest.name, "--shard-size", "1", "-o")
    command = [sys.executable, "-m", "aligner", *arguments, "killed/", "--ray", address]
    leader = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    ledger = tmp_path / "killed" / ".aligner-batch" / "ledger.jsonl"
    while leader.poll() is None and not (ledger.exists() and ledger.read_bytes().count(b"\n") > 2):
        time.sleep(0.01)
    leader.send_signal(signal.SIGKILL)
    leader.wait()
    done = ledger.read_bytes()
    assert run(*arguments, "killed/", "--ray", cwd=tmp_path).returncode == 1
    assert ledger.read_bytes().startswith(done.rpartition(b"\n")[0])
    assert run(*arguments, "clean/", "--workers", "1", cwd=tmp_path).returncode == 1
    assert made(tmp_path / "killed") == made(tmp_path / "clean")


def crew(ray: Any, folder: Path | None, cores: int = 1) -> Crew:
    """Three workers; with a core for each, one of them waits for room, which need not come."""
    return Crew(ray, partial(ray.remote(Mortal).options(num_cpus=cores).remote, folder), size=3)


def test_a_shard_whose_worker_dies_is_done_by_another_and_put_aside_if_all_die_at_it(ray: Any, tmp_path: Path):
    done = Counter[int]()
    with pytest.raises(ClusterError, match=r"not done: part-00004; .* all else is done"):
        for shard, results in crew(ray, tmp_path).work(iter([Shard(number, ()) for number in range(7)])):
            assert [result.id for result in results] == [str(shard.number)]
            done[shard.number] += 1
    assert done == Counter([0, 1, 2, 3, 5, 6])


def test_workers_that_never_start_end_the_run(ray: Any):
    with pytest.raises(ClusterError, match=r"workers cannot be started .*AttributeError.*; install the same"):
        list(crew(ray, None, cores=0).work(iter([Shard(0, ())])))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"version": "0.0.7"}, rf"has aligner {__version__}, and head has 0\.0\.7; install the same version"),
        ({"places": Places(Path("/nowhere/out"), "tsv")}, "/nowhere/out: is not there on machine .*; give a folder"),
    ],
    ids=["another version", "no folder in common"],
)
def test_a_machine_that_is_not_fit_says_why(terms: dict[str, Any], said: str, tmp_path: Path):
    (tmp_path / ".aligner-batch").mkdir()
    fit = Terms(Settings(Reading(Options())), Limits(), Places(tmp_path, "tsv"), Path.cwd(), "head", __version__)
    Worker(fit).ready()
    with pytest.raises(ClusterError, match=said):
        Worker(replace(fit, **terms)).ready()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--ray", "pairs.jsonl", "'pairs.jsonl' is no address"),
        ("--gpus-per-worker", "1", "--gpus-per-worker is for --ray"),
    ],
)
def test_wrong_usage_is_refused(option: str, value: str, said: str, manifest: Path, tmp_path: Path):
    done = run_text("batch", manifest.name, "-o", "out/", option, value, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_cluster_that_does_not_answer_is_named_at_once(manifest: Path, tmp_path: Path):
    pytest.importorskip("ray", reason="pip install 'aligner[cluster]'")
    command = [sys.executable, "-m", "aligner", "batch", manifest.name, "-o", "out/", "--ray", "127.0.0.1:9"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("aligner: 127.0.0.1:9: no Ray cluster answers there")
    assert done.stderr.count("\n") == 1


def test_without_ray_its_installation_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'aligner\[cluster\]'"), joined(Cluster()):
        pass


def test_workers_are_as_many_as_the_machines_have_room_for():
    assert Cluster().count({"CPU": 12.0}) == 12
    assert Cluster(workers=5).count({"CPU": 12.0}) == 5
    assert Cluster(gpus=0.25).count({"CPU": 12.0, "GPU": 2.0}) == 8
    assert Cluster("auto", workers=5, gpus=1).count({"CPU": 12.0}) == 5  # which will come when they are needed
    for cluster in (Cluster("auto", gpus=1), Cluster(workers=5, gpus=1)):
        with pytest.raises(ClusterError, match="has no 1 GPU for a worker"):
            cluster.count({"CPU": 12.0})


def test_a_run_that_is_done_needs_no_cluster(tmp_path: Path):
    unreachable = Cluster("127.0.0.1:9")
    settings = Settings(Reading(Options()))
    runner = partial(on_a_cluster, cluster=unreachable, settings=settings, limits=Limits())
    assert list(runner([], Places(tmp_path, "tsv"), print)) == []
