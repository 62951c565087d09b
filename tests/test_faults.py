"""Faults: readers that hang, take all memory, die or talk; runs that are killed; disks that are full. Nothing is lost.

The reader that misbehaves is put in place of the real one in this process, and reaches the workers because they are
forked from it: there is no option, variable or file by which a user could bring it in.
"""

from __future__ import annotations

import errno
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import handmade
import sokhop.pipeline
import sokhop.work
from extract import progress
from extract.programs import output_of
from fuzz.kill import contents, killed, start
from outputs.atomic import BusyError, Staging
from sokhop.identity import file_sha256, report_id
from sokhop.inputs import find_inputs
from sokhop.pipeline import Report
from sokhop.run import Options, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in reader reaches workers by fork only")
QUICK = Options(workers=2, timeout=20, stall=1.5, memory=500_000_000)


class MockReader:
    """Does what the file's name says, and notes in a file each reading that it begins."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def __call__(self, path: Path, *, source: str | None = None, **_: object) -> Report:
        with self._log.open("a") as log:
            log.write(path.name + "\n")
        match path.stem.split("-")[0]:
            case "hang":
                time.sleep(600)
            case "spin":  # in a library that holds the interpreter: no other thread of Python runs
                re.match(r"(a+)+$", "a" * 60 + "b")
            case "slow":  # but it gets on
                for _ in range(8):
                    time.sleep(0.5)
                    progress.advance()
            case "allocate":
                kept = []
                while True:
                    kept.append(bytes(50_000_000))
            case "exit":
                os._exit(3)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "raise":
                raise RuntimeError("một lỗi")
            case "print":
                for _ in range(16):
                    os.write(1, bytes(64_000_000))
            case "leave":  # a program that has children of its own
                script = f"sleep 600 & echo $! > {self._log}.child; wait"
                output_of(["sh", "-c", script], timeout=600)
        made = handmade.document()
        text = path.read_text(encoding="utf-8")
        return Report(report_id(text), source or path.name, file_sha256(path), made, handmade.claims(made), ())


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the mock reader has begun to read."""
    sokhop.pipeline.warm_up()
    monkeypatch.setattr(sokhop.pipeline, "read_report", MockReader(tmp_path / "log"))
    monkeypatch.setattr(sokhop.work, "unaccounted", lambda *_: "")  # its claims are a sample and no ledger
    return tmp_path / "log"


def inputs(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(f"báo cáo {name}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_costs_one_document_which_is_tried_twice(tmp_path: Path, log: Path, workers: int) -> None:
    stages = {
        "hang.txt": "thời gian", "spin.txt": "thời gian", "allocate.txt": "bộ nhớ", "exit.txt": "tiến trình",
        "kill.txt": "tiến trình", "raise.txt": "xử lý",
    }  # fmt: skip
    good = {"a.txt", "print.txt", "slow.txt", "z.txt"}
    folder = inputs(tmp_path, *stages, *good)
    options = Options(workers, QUICK.timeout, stall=QUICK.stall, memory=QUICK.memory)
    summary = run(find_inputs([folder]), tmp_path / "out", options)
    assert {str(error["source"]): error["stage"] for error in summary.errors} == stages
    assert (summary.inputs, summary.reports) == (10, 4)
    assert not summary.faults
    begun = log.read_text().split()
    assert {name: begun.count(name) for name in stages} == dict.fromkeys(stages, 2) | {"raise.txt": 1}
    for error in summary.errors:
        assert "Traceback" not in str(error["error"]) and str(error["error"]).endswith(".")


def test_children_of_programs_die_with_a_killed_worker(tmp_path: Path, log: Path) -> None:
    summary = run(find_inputs([inputs(tmp_path, "leave.txt")]), tmp_path / "out", Options(1, timeout=1.5, stall=600))
    assert [error["stage"] for error in summary.errors] == ["thời gian"]
    assert gone(int(Path(f"{log}.child").read_text()))


def test_children_of_programs_die_with_a_killed_run(tmp_path: Path, log: Path) -> None:
    child = Path(f"{log}.child")
    run_id = start(inputs(tmp_path, "leave.txt"), tmp_path / "out")
    assert within(30, lambda: child.exists() and bool(child.read_text().strip()))
    killed(run_id, 0, whole_group=False)
    assert gone(int(child.read_text()))


def gone(pid: int) -> bool:
    def dead() -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
        except OSError:
            return True

    return within(10, dead)


def within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


# -- killed runs


def test_what_a_killed_run_had_read_is_not_read_again(tmp_path: Path, log: Path) -> None:
    folder = inputs(tmp_path, *(f"{n}.txt" for n in range(8)), "zhang.txt")
    out = tmp_path / "out"
    (folder / "zhang.txt").rename(folder / "slow-z.txt")
    run(find_inputs([folder]), tmp_path / "undisturbed", QUICK)
    log.unlink()
    run_id = start(folder, out)
    assert within(30, lambda: len(list((out / ".sokhop" / "spool").glob("*.json"))) >= 8)
    killed(run_id, 0, whole_group=True)
    assert contents(out) == {}
    log.unlink()
    (folder / "3.txt").write_text("báo cáo đã sửa", encoding="utf-8")  # other bytes are read anew
    run(find_inputs([folder]), out, QUICK)
    assert sorted(log.read_text().split()) == ["3.txt", "slow-z.txt"]
    (folder / "3.txt").write_text("báo cáo 3.txt", encoding="utf-8")
    assert not (out / ".sokhop").exists()


def test_other_settings_read_anew(tmp_path: Path, log: Path) -> None:
    from extract.limits import Limits

    one, two = Options(1, 9), Options(1, 9, limits=Limits(pages=7))
    assert len({one.settings(), two.settings(), Options(1, 9, password="secret").settings()}) == 3
    assert one.settings() == Options(2, 99).settings()
    assert "secret" not in Options(1, 9, password="secret").settings()


def test_a_torn_spool_counts_for_nothing(tmp_path: Path, log: Path) -> None:
    folder, out = inputs(tmp_path, "a.txt", "b.txt"), tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(find_inputs([folder]), out, QUICK, advance=interrupted)
    for spooled in (out / ".sokhop" / "spool").iterdir():
        spooled.write_bytes(spooled.read_bytes()[:-9] + bytes(9))
    run(find_inputs([folder]), out, QUICK)
    run(find_inputs([folder]), tmp_path / "undisturbed", QUICK)
    assert contents(out) == contents(tmp_path / "undisturbed")


def interrupted(source: str) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_random_and_taken_up_again(tmp_path: Path, log: Path, seed: int) -> None:
    """The short form of `python -m fuzz.kill`, which does it 50 times with the real reader."""
    chance = random.Random(seed)
    folder, out = inputs(tmp_path, "1.txt"), tmp_path / "out"
    run(find_inputs([folder]), out, QUICK)
    before = contents(out)
    inputs(tmp_path, *(f"{n}.txt" for n in range(2, 30)), "raise.txt")
    shutil.copytree(out, tmp_path / "whole")
    began = time.monotonic()
    run(find_inputs([folder]), tmp_path / "whole", QUICK)
    took, expected = time.monotonic() - began, contents(tmp_path / "whole")
    for _ in range(3):
        killed(start(folder, out), chance.uniform(0, took), chance.random() < 0.5)
        if not (out / ".sokhop" / "commit.json").exists():
            assert contents(out) in (before, expected)
    run(find_inputs([folder]), out, QUICK)
    assert contents(out) == expected


# -- disks


def test_a_full_disk_is_a_clear_error_and_loses_nothing(tmp_path: Path, log: Path) -> None:
    folder, out = inputs(tmp_path, "a.txt"), tmp_path / "out"
    run(find_inputs([folder]), out, QUICK)
    before = contents(out)
    inputs(tmp_path, "b.txt", "c.txt")
    for most in (100, 3_000, 100_000):  # bytes that a file may have: the spool, the tables and the store run against it
        child = os.fork()
        if not child:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            try:
                run(find_inputs([folder]), out, QUICK)
            except OSError as error:
                os._exit(error.errno or 1)
            except BaseException:
                os._exit(98)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (errno.EFBIG, errno.EIO), (most, code)
        assert contents(out) == before
    run(find_inputs([folder]), out, QUICK)
    assert len(contents(out)) == len(before) + 2


def test_an_output_folder_that_cannot_be_is_said(tmp_path: Path, log: Path) -> None:
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/none")):
        with pytest.raises(OSError):
            run(find_inputs([inputs(tmp_path, "a.txt")]), out, QUICK)
    assert (tmp_path / "file").read_text() == "x"


def test_the_second_of_two_runs_stops_and_disturbs_nothing(tmp_path: Path, log: Path) -> None:
    folder, out = inputs(tmp_path, "slow.txt", "a.txt"), tmp_path / "out"
    first = start(folder, out)
    assert within(30, (out / ".sokhop" / "spool").exists)
    with pytest.raises(BusyError):
        run(find_inputs([folder]), out, QUICK)
    assert os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) == 0
    assert len(list((out / "texts").iterdir())) == 2
    staging = Staging(out)
    staging.open()
    staging.close()


def test_inputs_are_not_touched(tmp_path: Path, log: Path) -> None:
    folder = inputs(tmp_path, "a.txt", "raise.txt", "kill.txt")
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    run(find_inputs([folder]), tmp_path / "out", QUICK)
    assert {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before
