"""The engine of one machine: worker processes that are forked from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sokhop.outcome import Outcome
from sokhop.spool import Files
from sokhop.work import Task
from sokhop.workers import read_all


class Local(Files):
    """Reads with so many processes."""

    def __init__(self, spool: Path, settings: str, workers: int, timeout: float, meanwhile: Callable[[], None]) -> None:
        super().__init__(spool, settings)
        self._meanwhile = meanwhile
        self._workers = workers
        self._timeout = timeout

    def read(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Outcome]]:
        """The position of each task with its outcome, as they come."""
        if len(tasks) > 1:  # one report alone loads what it needs, and no more
            from sokhop.pipeline import warm_up

            warm_up()
        return read_all(tasks, self._workers, self._timeout, self._meanwhile)
