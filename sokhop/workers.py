"""Worker processes: each document is read where it can neither stop the run nor take the machine with it.

Many inputs go to a pebble pool, which limits the time of each and replaces workers that die. One input alone, a
second try after a crash or a hang, and a PDF whose pages are drawn later, get a child of their own: starting it costs
3 ms, ending a pool 100 ms.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.document import UnreadableError
from outputs.page_images import draw
from sokhop.confine import MEMORY_BYTES, confine, end_with_parent
from sokhop.work import Outcome, Task, unread, work

if TYPE_CHECKING:
    from concurrent.futures import Future

_RECYCLED_AFTER = 200  # documents, so that what a library leaks stays small
_A_PAGE = 30.0  # seconds for drawing one
_IN_FLIGHT = 4  # tasks handed to the pool for each worker, so that a long list is not held twice


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def read_all(
    tasks: Sequence[Task], workers: int, timeout: float, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[tuple[int, Outcome]]:
    """The position of each task with its outcome, as they come. What died or hung is tried once more, alone, last.

    `meanwhile` is called while one that is the only one is being read.
    """
    if len(tasks) == 1:
        outcomes = iter([(0, read_alone(tasks[0], timeout, meanwhile))])
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


def read_alone(task: Task, timeout: float, meanwhile: Callable[[], None] = lambda: None) -> Outcome:
    """Reads one input in a child process of its own."""
    said, child = _started(_worked, (task,), task.memory)
    try:
        meanwhile()
        if not said.poll(timeout):
            return _hung(task, timeout)
        outcome: Outcome = said.recv()
        return outcome
    except EOFError:
        child.join(1)
        return _died(task, child.exitcode)
    finally:
        _end(child)


def apart(read: Callable[..., Any], *given: object, timeout: float = 1800.0) -> Any:
    """What `read` makes of a file, in a child process of its own. UnreadableError also when that dies or hangs."""
    said, child = _started(_tried, (read, given), MEMORY_BYTES)
    try:
        if not said.poll(timeout):
            raise UnreadableError("thời gian", f"Đọc quá {timeout:.0f} giây chưa xong nên đã dừng; tệp có thể hỏng.")
        made, refused = said.recv()
    except EOFError:
        raise UnreadableError(
            "tiến trình", "Tiến trình đọc tệp này bị chết giữa chừng; tệp có thể hỏng, hãy xin bản khác."
        ) from None
    finally:
        _end(child)
    if refused:
        raise UnreadableError(*refused)
    return made


@contextmanager
def beside(job: Callable[..., object], *given: object) -> Iterator[None]:
    """Another process does a job of ours while the block runs; what it raises is raised behind the block."""
    if usable_cores() == 1:
        job(*given)
        yield
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, _context(), initializer=end_with_parent) as other:
        done = other.submit(job, *given)
        yield
        done.result()


def draw_apart(path: Path, folder: Path, sha256: str, longest: int | None = None) -> Iterator[int]:
    """The pages of a PDF drawn in a child process of its own, which begins at once; each number when it is there.

    No more of them where the child dies or hangs.
    """
    import pypdfium2  # noqa: F401 - loaded once, and not by every child

    return _drawn_by(*_started(draw, (path, folder, sha256, longest), MEMORY_BYTES))


def _drawn_by(said: Connection, child: multiprocessing.process.BaseProcess) -> Iterator[int]:
    try:
        while said.poll(_A_PAGE):
            yield said.recv()
    except EOFError:
        return
    finally:
        _end(child)


def _pooled(tasks: Sequence[Task], workers: int, timeout: float) -> Iterator[tuple[int, Outcome]]:
    from concurrent.futures import FIRST_COMPLETED, wait

    import pebble

    waiting = iter(enumerate(tasks))
    running: dict[Future[Outcome], int] = {}
    with pebble.ProcessPool(
        workers, _RECYCLED_AFTER, initializer=confine, initargs=(tasks[0].memory,), context=_context()
    ) as pool:
        try:
            while True:
                for at, task in islice(waiting, _IN_FLIGHT * workers - len(running)):
                    running[pool.schedule(_read_and_draw, args=(task,), timeout=timeout)] = at
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


def _started(
    answers: Callable[..., Iterator[Any]], given: tuple[object, ...], memory: int
) -> tuple[Connection, multiprocessing.process.BaseProcess]:
    """A child that gives these answers, and where they come; it hangs up when it dies."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(answers, given, memory, theirs), daemon=True)
    child.start()
    theirs.close()
    return ours, child


def _child(answers: Callable[..., Iterator[Any]], given: tuple[object, ...], memory: int, theirs: Connection) -> None:
    confine(memory)
    for answer in answers(*given):
        theirs.send(answer)


def _read_and_draw(task: Task) -> Outcome:
    """Reads one input and, where it is a short PDF, draws its pages beside the spool."""
    outcome = work(task)
    if outcome.report_id and task.draws:
        with suppress(Exception):  # what cannot be drawn here is tried once more apart, where pages are missing
            deque(draw(task.path, task.spool.parent, outcome.sha256, task.draws), maxlen=0)
    return outcome


def _worked(task: Task) -> Iterator[Outcome]:
    yield work(task)


def _tried(read: Callable[..., Any], given: tuple[object, ...]) -> Iterator[tuple[Any, tuple[str, str] | None]]:
    try:
        yield read(*given), None
    except UnreadableError as error:
        yield None, (error.stage, str(error))


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
