"""What is known before anything is read: the store of earlier runs, and what decides that a file is not read again.

Light to load, so that the first worker is started early; how reports are kept and judged is in keep.py.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.store import Columns, Kept, Store, StoreBusyError
from outputs.atomic import BusyError, Staging
from outputs.tables import TABLES
from sokhop.given import Given
from sokhop.outcome import Outcome

STORE = "sokhop.duckdb"

_SQL = {"string": "varchar", "integer": "bigint", "number": "decimal(38, 6)", "boolean": "boolean", "date": "date"}


def open_store(out: Path) -> Store:
    """The corpus in an output folder. Raises BusyError while another program has it open."""
    columns: Mapping[str, Columns] = {
        table.name: {column.name: _SQL[column.type] for column in table.columns} for table in TABLES
    }
    try:
        return Store(out / STORE, columns)
    except StoreBusyError:
        raise BusyError(out) from None


def stage_store(staging: Staging) -> None:
    """Copies the store to where the run works on it; the commit puts the copy in its place.

    A disk that fills up while DuckDB writes into its file would leave a store that nothing can open any more.
    Raises BusyError while another program has the store open.
    """
    if not (staging.out / STORE).exists():
        return
    import duckdb  # takes its time to load

    try:
        duckdb.connect(str(staging.out / STORE), read_only=True).close()
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise BusyError(staging.out) from None
        raise
    for name in (STORE, f"{STORE}.wal"):
        if (staging.out / name).exists():
            shutil.copyfile(staging.out / name, staging.staged(name))
    staging.remove(f"{STORE}.wal")  # what stands in it has gone into the copy


def disk_error(error: Exception) -> OSError | None:
    """What DuckDB raises when it cannot write to the disk, as the error of the system that it is."""
    import duckdb

    told = str(error).splitlines()[0]
    if not isinstance(error, duckdb.Error) or not ("write" in told or "space" in told or "Corrupt" in told):
        return None
    return OSError(errno.EIO, told)


@cache
def _program() -> str:
    """A digest of this program's files: what another version read is read anew."""
    digest = hashlib.blake2b(digest_size=8)
    root = Path(__file__).parents[1]
    for room in ("extract", "patterns", "corpus", "outputs", "sokhop"):
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".txt", ".yaml", ".gz"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def reader(given: Given | None) -> str:
    """What decides how a file is read: the program, and the outline and units that the user gave."""
    if given is None or given == Given():
        return _program()
    said = repr((given.outline, given.areas)).encode()
    return f"{_program()}-{hashlib.blake2b(said, digest_size=8).hexdigest()}"


def outcome_of(kept: Kept, source: str) -> Outcome:
    """The outcome of a report that need not be read again."""
    said = json.loads(kept.outcome) | {"source": source, "sha256": kept.sha256, "unchanged": True}
    return Outcome.unpacked(said)


def same_content(source: str) -> str:
    """Why a file is no report of its own."""
    return f"Nội dung trùng hoàn toàn với báo cáo đã đọc từ {source} nên không tính lần nữa."
