"""Reads many made files the way a worker does, and tells which a reader failed on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from extract.document import UnreadableError
from sokhop.accounting import unaccounted
from sokhop.confine import confine
from sokhop.pipeline import read_report, warm_up

TOO_LONG = 60.0
"""Seconds for one file on a busy machine; the files that are mutated are read in well under one."""

SLOW = 10.0
"""Seconds of the processor."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file on which a reader failed: it raised what it may not, died, or did not come to an end."""

    name: str
    data: bytes
    why: str


def faults(made: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[Fault]:
    """The files among `made` (name, bytes) on which reading fails; one child reads until it dies."""
    warm_up()
    context = multiprocessing.get_context("fork")
    path = folder / "fuzzed"
    ours, child = None, None
    try:
        for name, data in made:
            if child is None or not child.is_alive():
                ours, theirs = context.Pipe()
                child = context.Process(target=_reader, args=(theirs, path), daemon=True)
                child.start()
                theirs.close()
            assert ours is not None
            path.write_bytes(data)
            ours.send(name)
            why = _answer(ours, child)
            if why:
                yield Fault(name, data, why)
    finally:
        if child is not None:
            child.kill()
            child.join()


def _answer(ours: Connection, child: multiprocessing.process.BaseProcess) -> str:
    try:
        if ours.poll(TOO_LONG):
            return str(ours.recv())
        child.kill()
        child.join()
        return f"hangs: more than {TOO_LONG:.0f} s"
    except EOFError:
        child.join()
        return f"dies: {child.exitcode}"


def _reader(answers: Connection, path: Path) -> None:
    confine()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ["PATH"] = ""  # no OCR: seconds for each page of scrambled text, and nothing that other tests do not see
    while True:
        answers.recv()
        start = time.process_time()
        why = failure(path)
        took = time.process_time() - start
        answers.send(why or (f"slow: {took:.1f} s" if took > SLOW else ""))


def failure(path: Path) -> str:
    """What goes wrong with a file that may be anything, "" when it is read or refused with a sentence."""
    try:
        report = read_report(path)
        rows = {name: list(made) for name, made in report.rows.named().items()}
    except UnreadableError as error:
        if "chương trình" in str(error) and error.__cause__ is not None:
            return _where(error.__cause__)
        return "" if str(error).endswith((".", "…")) and "\n" not in str(error) else f"no sentence: {error}"
    except Exception as error:  # that is what is looked for
        return _where(error)
    return unaccounted(report.document, report.claims.mentions, rows["numerals"])


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__name__}: {error} ({place})"
