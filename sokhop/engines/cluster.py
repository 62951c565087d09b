"""The engine of many machines: batches of documents go to the workers of a Ray cluster, parts come back as Parquet.

Only so many batches are under way that every core has its next one waiting: neither the documents nor their rows are
ever all in memory. Ray itself tries nothing again (`max_retries=0`), because a document that takes its worker with it
would be tried for ever; what was lost with a worker is sent once more here, each document alone.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extract.limits import Limits
from sokhop.engines import EngineError
from sokhop.engines.node import Parcel, Part, ReaderLostError, read_batch
from sokhop.engines.parts import Parts
from sokhop.identity import file_sha256
from sokhop.known import reader as reader_of
from sokhop.outcome import Outcome
from sokhop.spool import place
from sokhop.work import Task, unread
from sokhop.workers import read_alone

_BATCH = 32  # documents: a task costs Ray some milliseconds, a lost one costs its batch
_BATCH_BYTES = 8_000_000  # of documents that are sent along
_BATCHES_A_CORE = 4  # at least, where there are enough documents: cores shall end at about the same time
_WAITING = 2  # batches under way for each core
_LOST = 3  # times that a document may be lost, once in company and twice alone


class Cluster(Parts):
    """Reads on a Ray cluster, with so many `workers` or (0) with all its cores."""

    def __init__(self, spool: Path, settings: str, workers: int, timeout: float, address: str | None) -> None:
        super().__init__(spool)
        self._spool = spool
        self._settings = settings
        self._workers = workers
        self._timeout = timeout
        self._address = address

    def place(self, source: str) -> Path:
        """The file that would take what is read from a source: its name says by which settings."""
        return place(self._spool, source, self._settings)

    def read(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Outcome]]:
        """The position of each task with its outcome, as they come."""
        kept = self.kept()
        away: list[int] = []
        for at, task in enumerate(tasks):
            part, outcome = kept.get(task.spool.stem, ("", None))
            if outcome and not task.url and outcome.sha256 == _digest(task.path):
                self.note(task.source, part)
                yield at, outcome
            elif task.url or _can_be_sent(task):
                away.append(at)
            elif (refused := read_alone(task, self._timeout)).error:  # as a local run says it
                yield at, refused
            else:
                away.append(at)
        if away:
            with _connected(self._address, self._workers) as ray:
                yield from self._sent(ray, tasks, away)

    def _sent(self, ray: Any, tasks: Sequence[Task], away: Sequence[int]) -> Iterator[tuple[int, Outcome]]:
        remote = ray.remote(max_retries=0)(read_batch)
        gone = (
            ray.exceptions.WorkerCrashedError,
            ray.exceptions.NodeDiedError,
            ray.exceptions.OutOfMemoryError,
            ray.exceptions.ObjectLostError,
            ReaderLostError,
        )
        alone: deque[int] = deque()
        lost: Counter[int] = Counter()
        waiting = _batches(tasks, away, max(1, min(_BATCH, len(away) // (_BATCHES_A_CORE * self._cores(ray)))))
        running: dict[Any, tuple[str, list[int]]] = {}
        try:
            while True:
                room = self._workers or _WAITING * self._cores(ray)
                while len(running) < room and (batch := [alone.popleft()] if alone else next(waiting, None)):
                    parcels = {}
                    for at in batch:
                        try:
                            parcels[at] = _parcel(tasks[at])
                        except OSError as error:
                            yield at, unread(tasks[at], "mở tệp", f"Không đọc được tệp: {error.strerror or error}.")
                    if parcels:
                        name = uuid.uuid4().hex
                        running[remote.remote(name, list(parcels.values()), self._timeout)] = (name, list(parcels))
                if not running:
                    return
                (done,), _ = ray.wait(list(running), num_returns=1)
                name, batch = running.pop(done)
                try:
                    part: Part = ray.get(done)
                except gone:
                    lost.update(batch)
                    alone.extend(at for at in batch if lost[at] < _LOST)
                    yield from ((at, _vanished(tasks[at])) for at in batch if lost[at] >= _LOST)
                    continue
                except ray.exceptions.RayTaskError as error:
                    if isinstance(error.cause, OSError):
                        raise EngineError("node_failed", why=error.cause) from error
                    raise
                yield from self._taken(name, part, tasks, batch)
        finally:
            for task in running:
                with suppress(Exception):  # the cluster may be what has failed
                    ray.cancel(task, force=True)

    def _taken(
        self, name: str, part: Part, tasks: Sequence[Task], batch: Sequence[int]
    ) -> Iterator[tuple[int, Outcome]]:
        if part.reader != reader_of(tasks[batch[0]].given):
            raise EngineError("other_program")
        if part.tables:
            self.add(name, part.tables)
        for at, outcome in zip(batch, part.outcomes, strict=True):
            self.note(tasks[at].source, f"{name}/{tasks[at].spool.stem}")
            yield at, outcome

    def _cores(self, ray: Any) -> int:
        """Of the whole cluster, which may grow."""
        return max(1, self._workers or int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _connected(address: str | None, workers: int) -> Iterator[Any]:
    """Ray, connected to the cluster, or to one of this machine that ends with the run."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    try:
        import ray
    except ImportError:
        raise EngineError("no_ray") from None
    if ray.is_initialized():
        yield ray
        return
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address or "RAY_ADDRESS" in os.environ:
            _knock(address or "")
            ray.init(address=address, **quiet)
        else:
            ray.init(num_cpus=workers or None, include_dashboard=False, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError("no_cluster", why=error) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError where nobody answers; Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()


def _batches(tasks: Sequence[Task], away: Sequence[int], most: int) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for at in away:
        more = 0 if tasks[at].url else _size(tasks[at].path)
        if batch and (len(batch) == most or size + more > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(at)
        size += more
    if batch:
        yield batch


def _parcel(task: Task) -> Parcel:
    return Parcel(task, None if task.url else task.path.read_bytes())


def _can_be_sent(task: Task) -> bool:
    """Whether the file can be opened and is not too large; why not, reading it here will say."""
    try:
        with task.path.open("rb"):
            return _size(task.path) <= (task.limits or Limits()).file_bytes
    except OSError:
        return False


def _digest(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError:
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _vanished(task: Task) -> Outcome:
    error = f"Máy đọc tệp này mất {_LOST} lần giữa chừng; hãy chạy lại để đọc tiếp, hoặc xin bản khác."
    return unread(task, "tiến trình", error)
