"""The jobs of `sokhop serve`: each reads the files that were dropped, in a process of its own, one at a time."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

_TIMEOUT = 300.0  # seconds for one document
_RESULTS = (
    ("Trang xem", "review/index.html"),
    ("Sổ tính Excel", "sokhop.xlsx"),
    ("Kiểm tra (CSV)", "checks.csv"),
    ("Số liệu (CSV)", "figures.csv"),
)


@dataclass(slots=True)
class Job:
    """One drop of files, as the page is told of it."""

    id: str
    folder: Path
    total: int
    done: int = 0
    state: Literal["running", "ready", "failed"] = "running"
    said: str = ""
    process: multiprocessing.process.BaseProcess | None = field(default=None, repr=False)

    @property
    def inputs(self) -> Path:
        return self.folder / "in"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def start(self) -> None:
        """Begins to read; a thread takes down how far it is."""
        # A fresh interpreter: forking this process, which has threads, could lock up in the child.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_read, args=(self.inputs, self.out, theirs))
        self.process.start()
        theirs.close()
        threading.Thread(target=self._follow, args=(ours,), daemon=True).start()

    def stop(self) -> None:
        """Ends the job where it still runs."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()
            self.process.join()

    def told(self) -> dict[str, object]:
        """The job for the page."""
        files = [(name, path) for name, path in _RESULTS if (self.out / path).exists()]
        return {
            "id": self.id,
            "total": self.total,
            "done": self.done,
            "state": self.state,
            "said": self.said,
            "files": files if self.state == "ready" else [],
        }

    def _follow(self, pipe: Connection) -> None:
        state: Literal["ready", "failed"] = "failed"
        with suppress(EOFError):
            while self.state == "running":
                kind, said = pipe.recv()
                if kind == "done":
                    self.done += 1
                else:
                    self.said, state = said, kind
                    break
        self.said = self.said or "Chương trình dừng giữa chừng; hãy thử lại với ít tệp hơn."
        self.state = state


def _read(inputs: Path, out: Path, pipe: Connection) -> None:
    """Runs in the process of the job."""
    from outputs.atomic import BusyError
    from sokhop.inputs import find_inputs
    from sokhop.people import ForPeople, Wanted
    from sokhop.run import Options, run
    from sokhop.workers import usable_cores

    found = find_inputs([inputs])
    try:
        made = ForPeople(out, {entry.source: entry.path for entry in found}, Wanted(review=True, xlsx=True))
        options = Options(usable_cores(), _TIMEOUT, draws=made.draws)
        summary = run(found, out, options, lambda source: pipe.send(("done", source)), made.write, made.load)
    except (OSError, BusyError) as error:
        pipe.send(("failed", f"Không ghi được kết quả: {error}."))
        return
    said = (
        f"{summary.reports} báo cáo, {summary.figures} số liệu, {summary.checks} phép kiểm tra, "
        f"không khớp {summary.mismatches}, không đọc được {len(summary.errors)}."
    )
    pipe.send(("ready", said))
