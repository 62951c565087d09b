"""What a Ray worker does with a batch of documents: lay them down, have them read, give the rows back as Parquet."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from extract.document import UnreadableError
from extract.limits import Limits
from sokhop.engines.parts import packed
from sokhop.known import reader as reader_of
from sokhop.outcome import Outcome
from sokhop.remote import fetch
from sokhop.work import Task, unread

_PREFIX = "sokhop-node-"
_SUFFIX = re.compile(r"\.\w{1,16}", re.ASCII)
_HANDED_ON = (
    "PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH",
    "PYTHONPATH", "PYTHONHASHSEED", "TESSDATA_PREFIX",
)  # fmt: skip
"""Of the environment: the process that reads is told no keys of the cluster or of a storage."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document on its way to a node; without data the node fetches it from the task's URL."""

    task: Task
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a node has made of a batch."""

    reader: str  # what read it: another version of the program reads differently
    outcomes: tuple[Outcome, ...]  # in the order of the parcels
    tables: dict[str, bytes]  # Parquet


class ReaderLostError(Exception):
    """The process that reads has died."""


class _Reader:
    """The process that reads, for as long as the Ray worker lives."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        command = [sys.executable, "-P", "-m", "sokhop.engines.reader"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def read(self, tasks: Sequence[Task], timeout: float) -> list[Outcome]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump((tasks, timeout), self._process.stdin)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise ReaderLostError from None
        answer = self._process.stdout.readline()
        if not answer.endswith(b"\n"):
            raise ReaderLostError
        return [Outcome.unpacked(said) for said in json.loads(answer)]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


_reader: _Reader | None = None


def read_batch(name: str, parcels: Sequence[Parcel], timeout: float) -> Part:
    """Reads the documents. `name` is what the driver calls the part. Raises ReaderLostError."""
    global _reader  # noqa: PLW0603 - it takes a second to start, and a Ray worker does one task at a time
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as made, _locked(Path(made)):
        work = Path(made)
        for folder in ("files", "spool"):
            (work / folder).mkdir()
        outcomes: dict[int, Outcome] = {}
        tasks: dict[int, Task] = {}
        for at, parcel in enumerate(parcels):
            task = _here(parcel.task, work, at)
            try:
                _lay(parcel, task.path)
                tasks[at] = task
            except UnreadableError as error:
                outcomes[at] = unread(parcel.task, error.stage, str(error))
        if tasks:
            _reader = _reader or _Reader()
            try:
                outcomes |= zip(tasks, _reader.read(list(tasks.values()), timeout), strict=True)
            except ReaderLostError:
                _reader.end()
                _reader = None
                raise
        read = [(task, outcomes[at]) for at, task in tasks.items() if not outcomes[at].error]
        tables = packed(name, read, work) if read else {}
        given = parcels[0].task.given
        return Part(reader_of(given), tuple(outcomes[at] for at in range(len(parcels))), tables)


def _here(task: Task, work: Path, at: int) -> Task:
    """The task with its files on this machine. Readers ask no more of a name than its suffix."""
    suffix = task.path.suffix if _SUFFIX.fullmatch(task.path.suffix) else ""
    return replace(task, path=work / "files" / f"{at}{suffix}", spool=work / "spool" / f"{task.spool.stem}.json")


def _lay(parcel: Parcel, path: Path) -> None:
    if parcel.data is None:
        fetch(parcel.task.url, path, parcel.task.limits or Limits())
    else:
        path.write_bytes(parcel.data)


def _sweep() -> None:
    """Removes what a worker that was killed has left: it may hold reports."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/lock"):
        with suppress(OSError), lock.open() as file:  # of another user, or gone already
            if _lock(file):
                shutil.rmtree(lock.parent, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Says that the folder is in use, for as long as this process lives; whoever finds `lock` finds it taken."""
    with (folder / "new").open("w") as file:
        _lock(file)
        (folder / "new").rename(folder / "lock")
        yield


def _lock(file: IO[str]) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
