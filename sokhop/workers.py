"""Worker processes: each document is read where it can neither stop the run nor take the machine with it.

Many inputs go to a pebble pool, which limits the time of each and replaces workers that die. One input alone, and a
second try after a crash or a hang, get a child of their own: starting it costs 3 ms, ending a pool 100 ms.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing.connection import Connection

from sokhop.confine import confine
from sokhop.work import Outcome, Task, unread, work

_RECYCLED_AFTER = 200  # documents, so that what a library leaks stays small
_IN_FLIGHT = 4  # tasks handed to the pool for each worker, so that a long list is not held twice


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def read_all(tasks: Sequence[Task], workers: int, timeout: float) -> Iterator[tuple[int, Outcome]]:
    """The position of each task with its outcome, as they come. What died or hung is tried once more, alone, last."""
    if len(tasks) == 1:
        outcomes = iter([(0, read_alone(tasks[0], timeout))])
    else:
        outcomes = _pooled(tasks, min(workers, len(tasks)), timeout)
    once_more = []
    for at, outcome in outcomes:
        if outcome.again:
            once_more.append(at)
        else:
            yield at, outcome
    for at in sorted(once_more):
        yield at, read_alone(tasks[at], timeout)


def read_alone(task: Task, timeout: float) -> Outcome:
    """Reads one input in a child process of its own."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(task, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(timeout):
            return _hung(task, timeout)
        outcome: Outcome = ours.recv()
        return outcome
    except EOFError:
        child.join(1)
        return _died(task, child.exitcode)
    finally:
        _end(child)


def _pooled(tasks: Sequence[Task], workers: int, timeout: float) -> Iterator[tuple[int, Outcome]]:
    import pebble

    waiting = iter(enumerate(tasks))
    running: dict[Future[Outcome], int] = {}
    with pebble.ProcessPool(
        workers, _RECYCLED_AFTER, initializer=confine, initargs=(tasks[0].memory,), context=_context()
    ) as pool:
        try:
            while True:
                for at, task in islice(waiting, _IN_FLIGHT * workers - len(running)):
                    running[pool.schedule(work, args=(task,), timeout=timeout)] = at
                if not running:
                    break
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    at = running.pop(future)
                    try:
                        yield at, future.result()
                    except TimeoutError:
                        yield at, _hung(tasks[at], timeout)
                    except pebble.ProcessExpired as error:
                        yield at, _died(tasks[at], error.exitcode)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _context() -> multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext:
    """Forked workers share the lexicons that the parent has loaded; where there is no fork they load their own."""
    if sys.platform == "win32" or sys.platform == "darwin":
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("fork")


def _child(task: Task, answer: Connection) -> None:
    confine(task.memory)
    answer.send(work(task))


def _end(child: multiprocessing.process.BaseProcess) -> None:
    child.join(0.2)
    if child.is_alive():
        child.kill()
        child.join()
    child.close()


def _hung(task: Task, timeout: float) -> Outcome:
    error = f"Đọc quá {timeout:.0f} giây chưa xong nên đã dừng; nếu tệp rất dài, hãy tăng --timeout rồi chạy lại."
    return unread(task, "thời gian", error, again=True)


def _died(task: Task, exitcode: int | None) -> Outcome:
    if sys.platform != "win32" and exitcode == -signal.SIGALRM:  # the clock of extract.progress
        error = f"Đọc {task.stall:.0f} giây không tiến thêm nên đã dừng; tệp có thể hỏng, hãy xin bản khác."
        return unread(task, "thời gian", error, again=True)
    error = f"Tiến trình đọc tệp này bị chết giữa chừng (mã {exitcode}); tệp có thể hỏng, hãy xin bản khác."
    return unread(task, "tiến trình", error, again=True)
