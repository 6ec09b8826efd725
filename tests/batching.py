"""Runs of a batch for tests: in this process, without workers, and what they leave in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from aligner.batch.local import on_this_machine
from aligner.batch.manifest import Manifest
from aligner.batch.pair import Settings
from aligner.batch.places import Places
from aligner.batch.pool import Pool
from aligner.batch.run import Batch, run_batch
from aligner.batch.task import Result, Task
from aligner.batch.texts import Reading
from aligner.batch.work import failed, worker
from aligner.options import Options

# Pairs of texts, each with its id; the third is no pair.
TEXTS = {
    "rain": ("It rained. We stayed at home.", "Llovía. Nos quedamos en casa."),
    "dog": ("The dog barks. The cat sleeps on the sofa.", "El perro ladra. El gato duerme en el sofá."),
    "same": ("There is nothing to align here.", "There is nothing to align here."),
    "sea": ("The sea was calm. Nobody came.\n\nThe end.", "El mar estaba en calma. No vino nadie.\n\nFin."),
    "night": ("It was night. She opened the window.", "Era de noche. Abrió la ventana."),
}
ENGLISH_SPANISH = Options(languages=("en", "es"))


def manifest(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A manifest in JSON lines."""
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def of_texts(path: Path, texts: Mapping[str, tuple[str, str]] = TEXTS) -> Path:
    """A manifest of texts."""
    return manifest(path, ({"id": id, "source_text": one, "target_text": two} for id, (one, two) in texts.items()))


class Silent:
    """A watcher who only counts what is safe; may be told to fail at the nth result, as if interrupted."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.kept = self.told = 0
        self._fails_at = fails_at

    def tell(self, result: Result) -> None:
        self.told += 1
        if self.told == self._fails_at:
            raise KeyboardInterrupt

    def keep(self, tasks: int) -> None:
        self.kept += tasks


def run_here(
    tasks: Callable[[], Iterable[Task]] | Path,
    folder: Path,
    *,
    table: str = "tsv",
    size: int = 2,
    watcher: Silent | None = None,
) -> Silent:
    """Run tasks, or those of a manifest, in this process."""
    give = Manifest(tasks).tasks if isinstance(tasks, Path) else tasks
    settings = Settings(Reading(ENGLISH_SPANISH), table=table)
    count = sum(1 for _ in give())
    batch = Batch(lambda: iter(give()), count, {"tasks": count}, size, Places(folder, table))
    watcher = watcher or Silent()
    with Pool(partial(worker, settings), failed, workers=0) as pool:
        run_batch(batch, partial(on_this_machine, pool=pool), watcher)
    return watcher


def results_here(tasks: Sequence[Task], settings: Settings) -> list[Result]:
    """The results of one group of tasks, in this process."""
    with Pool(partial(worker, settings), failed, workers=0) as pool:
        return next(pool.map([tasks]))


def results_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for what only the next run must know."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and ".aligner-batch" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
