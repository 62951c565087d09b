"""A run's files appear all at once: staged beside the old ones, written through to the disk, then renamed.

A run killed while it reads or stages leaves the old outputs as they were; killed among the renames, its journal lets
the next run finish them before it does anything else.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any

_STAGE = ".sokhop"
_JOURNAL = "commit.json"


class BusyError(Exception):
    """Another run writes to this output folder."""


class Staging:
    """The folder `OUT/.sokhop`, in which a run writes before anything of it is seen."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stage = out / _STAGE
        self._new = self._stage / "new"
        self._folders: set[str] = set()
        self._lock: int | None = None

    def open(self) -> None:
        """Finishes what a killed run had committed, throws away what it had not, and begins anew.

        Raises BusyError while another run has the folder open.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.out)
        if (self._stage / _JOURNAL).exists():
            self._apply(json.loads((self._stage / _JOURNAL).read_text(encoding="utf-8")))
        shutil.rmtree(self._stage, ignore_errors=True)
        self._new.mkdir(parents=True)

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

    def replace_folder(self, name: str) -> None:
        """The folder `name` will hold this run's files and no older ones."""
        (self._new / name).mkdir(exist_ok=True)
        self._folders.add(name)

    def commit(self) -> None:
        """Puts every staged file in its place."""
        files = sorted(path for path in self._new.rglob("*") if path.is_file())
        for path in files:
            _sync(path)
        journal = {
            "files": [path.relative_to(self._new).as_posix() for path in files],
            "folders": sorted(self._folders),
        }
        with (self._stage / "journal").open("w", encoding="utf-8") as file:
            json.dump(journal, file)
        _sync(self._stage / "journal")
        (self._stage / "journal").rename(self._stage / _JOURNAL)
        _sync(self._stage)
        self._apply(journal)

    def close(self) -> None:
        """Throws away what is still staged, and lets other runs in."""
        if self._lock is not None:
            shutil.rmtree(self._stage, ignore_errors=True)
            os.close(self._lock)
            self._lock = None

    def _apply(self, journal: dict[str, Any]) -> None:
        """Renames; done twice it does no harm, so a killed commit can be finished later."""
        for name in journal["files"]:
            target = self.out / name
            target.parent.mkdir(exist_ok=True)
            if (self._new / name).exists():
                (self._new / name).replace(target)
        kept = set(journal["files"])
        for folder in journal["folders"]:
            for path in (self.out / folder).iterdir() if (self.out / folder).is_dir() else ():
                if path.is_file() and f"{folder}/{path.name}" not in kept:
                    path.unlink()
        _sync(self.out)


def _locked(folder: Path) -> int | None:
    """A handle that holds the folder for this process; the system lets go of it however the process ends."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BusyError(folder) from None
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
