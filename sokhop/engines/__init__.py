"""Where documents are read: on this machine (`local`), or on the machines of a Ray cluster (`cluster`).

An engine reads tasks and keeps what was read until the corpus takes it. What a document becomes is the same with each:
the same function reads it, in the same confined process, and the corpus takes the reports in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from sokhop.outcome import Outcome
from sokhop.spool import Spool
from sokhop.work import Task

EngineName = Literal["local", "ray"]


class Engine(Spool, Protocol):
    """Reads documents, and is the spool of what it has read."""

    def place(self, source: str) -> Path:
        """The file of the spool that a task of this source is given; its name also says by which settings."""

    def read(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Outcome]]:
        """The position of each task with its outcome, as they come."""


class EngineError(Exception):
    """An engine cannot work; `key` is the message of the command line that says why."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields
