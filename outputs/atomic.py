"""A run's files appear all at once: staged beside the old ones, written through to the disk, then renamed or appended.

A run killed while it reads or stages leaves the old outputs as they were; killed among the renames, its journal lets
the next run finish them before it does anything else.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import IO, Any

_STAGE = ".sokhop"
_JOURNAL = "commit.json"
SPOOL = "spool"
"""The folder of the stage that outlives a run that was ended."""


def spool_of(out: Path) -> Path:
    """The spool of the run that writes to the output folder."""
    return out / _STAGE / SPOOL


_PATIENCE = 1.0  # seconds: so long the workers of a run that was killed may take to die


class BusyError(Exception):
    """Another run writes to this output folder."""


class Staging:
    """The folder `OUT/.sokhop`, in which a run writes before anything of it is seen."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stage = out / _STAGE
        self._new = self._stage / "new"
        self._more = self._stage / "more"
        self._removed: set[str] = set()
        self._lock: int | None = None
        self._committed = False

    def open(self) -> None:
        """Finishes what a killed run had committed, throws away what it had not but the spool, and begins anew.

        Raises BusyError while another run has the folder open.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.out)
        if (self._stage / _JOURNAL).exists():
            self._apply(json.loads((self._stage / _JOURNAL).read_text(encoding="utf-8")))
        self._clear()
        self._new.mkdir(parents=True)
        self._more.mkdir()

    def folder(self, name: str) -> Path:
        """A folder below the stage for what the run needs only itself."""
        path = self._stage / name
        path.mkdir(exist_ok=True)
        return path

    def file(self, name: str) -> IO[str]:
        """Opens the output `name` (one folder deep at most) for writing; text is written as it is given."""
        path = self._new / name
        path.parent.mkdir(exist_ok=True)
        return path.open("w", encoding="utf-8", newline="")

    def staged(self, name: str) -> Path:
        """Where the output `name` is staged, if it is."""
        return self._new / name

    def more(self, name: str) -> Path:
        """The file that takes what the commit will append to the output `name`."""
        return self._more / name

    def remove(self, name: str) -> None:
        """The output `name` will be gone."""
        self._removed.add(name)

    def commit(self) -> None:
        """Puts every staged file in its place, and what is to be appended behind what is there."""
        files = _names_below(self._new)
        appended = {name: _size(self.out / name) for name in _names_below(self._more) if name not in files}
        for path in (*(self._new / name for name in files), *(self._more / name for name in appended)):
            _sync(path)
        journal = {"files": files, "appended": appended, "removed": sorted(self._removed.difference(files))}
        with (self._stage / "journal").open("w", encoding="utf-8") as file:
            json.dump(journal, file)
        _sync(self._stage / "journal")
        (self._stage / "journal").rename(self._stage / _JOURNAL)
        _sync(self._stage)
        self._apply(journal)
        self._committed = True

    def close(self) -> None:
        """Throws away what is still staged, and lets other runs in. What was read stays unless it was committed."""
        if self._lock is not None:
            if self._committed:
                shutil.rmtree(self._stage, ignore_errors=True)
            self._clear()
            os.close(self._lock)
            self._lock = None

    def _clear(self) -> None:
        """Removes all but the spool, from which a run that was ended is taken up again."""
        for path in self._stage.iterdir() if self._stage.is_dir() else ():
            if path.name != SPOOL:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
        with contextlib.suppress(OSError):  # it is not empty
            (self._stage / SPOOL).rmdir()
        with contextlib.suppress(OSError):
            self._stage.rmdir()

    def _apply(self, journal: dict[str, Any]) -> None:
        """Renames and appends; done twice it does no harm, so a killed commit can be finished later."""
        for name in journal["files"]:
            target = self.out / name
            target.parent.mkdir(exist_ok=True)
            if (self._new / name).exists():
                (self._new / name).replace(target)
        for name, size in journal["appended"].items():
            with (self.out / name).open("ab") as target_file, (self._more / name).open("rb") as more:
                target_file.truncate(size)  # what a killed commit had begun to append
                shutil.copyfileobj(more, target_file)
            _sync(self.out / name)
        for name in journal["removed"]:
            (self.out / name).unlink(missing_ok=True)
        _sync(self.out)


def _names_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _locked(folder: Path) -> int | None:
    """A handle that holds the folder for this process; the system lets go of it however the process ends."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(handle)
                raise BusyError(folder) from None
            time.sleep(0.02)
        except BaseException:
            os.close(handle)
            raise
        else:
            return handle


def _sync(path: Path) -> None:
    """Waits until the file, or the names in the folder, are on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
