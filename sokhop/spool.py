"""What has been read waits here for the end of the run, and for the next run when this one is ended before.

A file of the spool is named by the source, the program and the settings (`place`) and says of which bytes it was made:
a run that finds it made of the same bytes need not read them again, and ends as if it had.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from sokhop.identity import file_sha256
from sokhop.outcome import Outcome


class SpoolError(OSError):
    """The spool cannot be written: the disk is full, or no longer there. That ends the run."""


class Spool(Protocol):
    """What was read, report by report, when the corpus takes it. Nothing but what is asked for is held in memory."""

    def reports(self, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Text and record of each of the reports, in this order."""

    def lay(self, sources: Sequence[str], folder: Path) -> None:
        """Writes the rows of these reports, in this order, to `folder`/<table>.csv, without headers."""


class Files:
    """The spool of the local engine: a file for each report, with its rows as they will stand in the CSV."""

    def __init__(self, folder: Path, settings: str) -> None:
        self._folder = folder
        self._settings = settings

    def place(self, source: str) -> Path:
        """The file that takes what is read from a source."""
        return place(self._folder, source, self._settings)

    def reports(self, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Text and record of each of the reports, in this order."""
        for source in sources:
            said = json.loads(self.place(source).read_text(encoding="utf-8"))
            yield said["text"], said["record"]

    def lay(self, sources: Sequence[str], folder: Path) -> None:
        """Writes the rows of these reports, in this order, to `folder`/<table>.csv, without headers."""
        with contextlib.ExitStack() as opened:
            files: dict[str, IO[str]] = {}
            for source in sources:
                for table, lines in json.loads(self.place(source).read_text(encoding="utf-8"))["tables"].items():
                    if table not in files:
                        file = (folder / f"{table}.csv").open("w", encoding="utf-8", newline="")
                        files[table] = opened.enter_context(file)
                    files[table].write(lines)


def place(folder: Path, source: str, settings: str) -> Path:
    """The file that takes what is read from a source under some settings."""
    named = hashlib.blake2b(f"{settings}\n{source}".encode(), digest_size=12).hexdigest()
    return folder / f"{named}.json"


def temporary(spool: Path) -> Path:
    """The folder beside the spool for what readers write to disk; it goes when the run ends."""
    folder = spool.parent.parent / "tmp"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SpoolError(error.errno, error.strerror) from error
    return folder


def put(spool: Path, outcome: Outcome, rows: Mapping[str, object]) -> None:
    """Lays down a report that was read, whole or not at all."""
    half = spool.with_suffix(f".{os.getpid()}")
    try:
        with half.open("w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump({**rows, "outcome": outcome.packed()}, file, ensure_ascii=False)
        half.replace(spool)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink()
        raise SpoolError(error.errno, error.strerror) from error


def spooled(spool: Path, path: Path) -> Outcome | None:
    """How the reading of a file went that an earlier run had finished with; None where it is to be read."""
    if not spool.exists():
        return None
    try:
        outcome = Outcome.unpacked(json.loads(spool.read_text(encoding="utf-8"))["outcome"])
        return outcome if outcome.sha256 == file_sha256(path) else None
    except (OSError, ValueError, KeyError, TypeError):  # power failed while it was written: it counts for nothing
        return None
