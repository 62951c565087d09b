"""The run: which files, in which processes, and that nothing is lost however a document behaves."""

from __future__ import annotations

import csv
import os
import signal
import sys
import time
from pathlib import Path

import pytest

import handmade
import sokhop.pipeline
from extract.document import UnreadableError
from outputs.atomic import BusyError, Staging
from outputs.summary import Finding, Summary
from sokhop.identity import report_id
from sokhop.inputs import find_inputs
from sokhop.pipeline import Report
from sokhop.run import Options, run

needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in reader reaches workers by fork only")


def misbehave(path: Path, *, source: str | None = None, **_: object) -> Report:
    """A reader that does what the file's name says; the others are the handmade report, with an id of their own."""
    match path.stem.split("-")[0]:
        case "hang":
            time.sleep(60)
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise RuntimeError("một lỗi")
        case "unreadable":
            raise UnreadableError("giải nén", "Tệp bị cắt; hãy xin bản khác.")
        case "swallow":
            bytearray(20_000_000_000)
        case "print":
            sys.stdout.write("x" * 10_000_000)
            os.write(1, b"x" * 10_000_000)
        case "once":  # dies the first time only
            flag = path.with_suffix(".died")
            if not flag.exists():
                flag.touch()
                os._exit(1)
    made = handmade.document()
    key = report_id(path.read_text(encoding="utf-8"))
    return Report(key, source or path.name, "0" * 64, made, handmade.claims(made), ())


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sokhop.pipeline, "read_report", misbehave)


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"báo cáo {name}", encoding="utf-8")
    return folder


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(out: Path) -> dict[str, bytes]:
    """Every file but the store, whose bytes are DuckDB's own affair."""
    paths = [path for path in sorted(out.rglob("*")) if path.is_file() and path.suffix != ".duckdb"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


# -- inputs


def test_every_file_is_an_input(tmp_path: Path) -> None:
    write(tmp_path, "b.docx", "a/c.pdf", "a/~$c.docx", ".hidden", "Thumbs.db")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe")
    found = find_inputs([tmp_path])
    assert [entry.source for entry in found] == [
        ".hidden", "Thumbs.db", "a/c.pdf", "a/~$c.docx", "b.docx", "gone", "loop", "pipe",
    ]  # fmt: skip
    assert {entry.source for entry in found if not entry.refusal} == {".hidden", "a/c.pdf", "b.docx"}


def test_order_of_inputs_does_not_matter_and_no_file_comes_twice(tmp_path: Path) -> None:
    write(tmp_path, "x/a.txt", "x/b.txt", "y/a.txt")
    x, y = tmp_path / "x", tmp_path / "y"
    found = find_inputs([x, y, x / "b.txt"])
    assert found == find_inputs([y, x / "b.txt", x])
    assert len(found) == 3
    assert len({entry.source for entry in found}) == 3
    assert "b.txt" in {entry.source for entry in found}


def test_own_output_is_no_input(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "out/texts/x.txt")
    assert [entry.source for entry in find_inputs([tmp_path], tmp_path / "out")] == ["a.txt"]


def test_sources_are_printable(tmp_path: Path) -> None:
    write(tmp_path, "a\x1b[31m\nb.txt")
    (tmp_path / os.fsdecode(b"c\xff.txt")).write_text("x")
    sources = [entry.source for entry in find_inputs([tmp_path])]
    assert sources == ["a\\x1b[31m\\nb.txt", "c\\xff.txt"]


# -- identity


def test_same_content_is_the_same_report() -> None:
    docx = "BÁO CÁO\nTổ chức 30 hội nghị[^1], đạt 88,5%.\n[^1]: Hoà Bình\n"
    pdf = "Báo cáo Tổ chức 30 hội nghị[^1], đạt 88,5 %.\n[^1]: Hoà Bình"
    assert report_id(docx) == report_id(pdf)
    assert report_id(docx) != report_id(docx.replace("30", "31"))
    assert report_id("217-QĐ/TW") == report_id("217-Q\u00d0/TW")
    assert len(report_id("")) == 12


# -- the run


@needs_fork
def test_one_bad_document_costs_itself_alone(tmp_path: Path, stand_in: None, capfd: pytest.CaptureFixture[str]) -> None:
    bad = ["hang.txt", "exit.txt", "kill.txt", "raise.txt", "unreadable.txt", "swallow.txt"]
    write(tmp_path / "in", *bad, "good.txt", "once.txt", "print.txt", "z.txt")
    inputs = find_inputs([tmp_path / "in"])
    summary = run(inputs, tmp_path / "out", Options(workers=2, timeout=2))
    errors = {row["source"]: row for row in table(tmp_path / "out", "errors")}
    assert set(errors) == set(bad)
    assert {row["source"] for row in table(tmp_path / "out", "reports")} == {
        "good.txt",
        "once.txt",
        "print.txt",
        "z.txt",
    }
    assert errors["hang.txt"]["stage"] == "thời gian"
    assert errors["exit.txt"]["stage"] == errors["kill.txt"]["stage"] == "tiến trình"
    assert errors["swallow.txt"]["stage"] == "bộ nhớ"
    assert errors["unreadable.txt"]["stage"] == "giải nén"
    assert "RuntimeError" in errors["raise.txt"]["error"] and "Traceback" not in errors["raise.txt"]["error"]
    assert all(len(row["sha256"]) == 64 for row in errors.values())
    assert summary.inputs == summary.reports + len(summary.errors)
    assert "x" * 100 not in capfd.readouterr().out


@needs_fork
@pytest.mark.parametrize("name", ["hang.txt", "kill.txt", "swallow.txt", "raise.txt"])
def test_a_single_document_cannot_take_the_run_with_it(tmp_path: Path, stand_in: None, name: str) -> None:
    write(tmp_path / "in", name)
    summary = run(find_inputs([tmp_path / "in"]), tmp_path / "out", Options(workers=1, timeout=0.5))
    assert (summary.reports, len(summary.errors)) == (0, 1)


@needs_fork
@pytest.mark.parametrize("names", [["hang.txt"], ["hang-1.txt", "hang-2.txt", "hang-3.txt"]])
def test_a_killed_run_leaves_no_worker_and_no_lock(tmp_path: Path, stand_in: None, names: list[str]) -> None:
    write(tmp_path / "in", *names)
    out = tmp_path / "out"
    inputs = find_inputs([tmp_path / "in"])
    child = os.fork()
    if not child:
        run(inputs, out, Options(workers=2, timeout=60))
        os._exit(0)
    deadline = time.monotonic() + 30
    while not (started := workers_of(child)) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert started
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    staging = Staging(out)
    staging.open()  # raises BusyError while a worker of the killed run lives
    staging.close()


def workers_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@needs_fork
def test_output_is_the_same_for_any_number_of_workers_and_order(tmp_path: Path, stand_in: None) -> None:
    write(tmp_path / "in", *(f"{n}.txt" for n in range(12)), "raise.txt")
    one, two, files = tmp_path / "one", tmp_path / "two", tmp_path / "files"
    run(find_inputs([tmp_path / "in"]), one, Options(1, 10))
    run(find_inputs([tmp_path / "in"]), two, Options(2, 10))
    run(find_inputs(sorted((tmp_path / "in").iterdir(), reverse=True)), files, Options(2, 10))
    assert contents(one) == contents(two) == contents(files)
    assert [row["source"] for row in table(one, "reports")] == sorted(f"{n}.txt" for n in range(12))


@needs_fork
def test_the_same_report_twice_counts_once(tmp_path: Path, stand_in: None) -> None:
    write(tmp_path / "in", "a.txt", "b.txt")
    (tmp_path / "in" / "b.txt").write_text("BÁO CÁO: a.txt!", encoding="utf-8")
    run(find_inputs([tmp_path / "in"]), tmp_path / "out", Options(2, 10))
    assert [row["source"] for row in table(tmp_path / "out", "reports")] == ["a.txt"]
    [error] = table(tmp_path / "out", "errors")
    assert (error["source"], error["stage"]) == ("b.txt", "trùng") and "a.txt" in error["error"]


@needs_fork
def test_a_new_run_keeps_what_the_old_one_read(tmp_path: Path, stand_in: None) -> None:
    write(tmp_path / "in", "a.txt", "b.txt")
    out = tmp_path / "out"
    run(find_inputs([tmp_path / "in"]), out, Options(1, 10))
    (out / "decisions.csv").write_text("mine")
    (tmp_path / "in" / "b.txt").unlink()
    run(find_inputs([tmp_path / "in"]), out, Options(1, 10))
    reports = table(out, "reports")
    assert [report["source"] for report in reports] == ["a.txt", "b.txt"]
    assert {path.stem for path in (out / "texts").iterdir()} == {report["report_id"] for report in reports}
    assert (out / "decisions.csv").read_text() == "mine"  # what is not ours stays
    assert not (out / ".sokhop").exists()


# -- staging


def test_a_commit_that_was_killed_is_finished_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = Staging(tmp_path)
    staging.open()
    for name in ("a.csv", "b.csv"):
        with staging.file(name) as file:
            file.write("new")
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "b.csv").write_text("old")

    def killed(self: Staging, journal: dict[str, object]) -> None:
        (tmp_path / ".sokhop/new/a.csv").rename(tmp_path / "a.csv")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Staging, "_apply", killed)
        with pytest.raises(KeyboardInterrupt):
            staging.commit()
    assert (tmp_path / "b.csv").read_text() == "old"
    os.close(staging._lock or 0)  # as the system does when a process is killed

    after = Staging(tmp_path)
    after.open()
    assert [(tmp_path / name).read_text() for name in ("a.csv", "b.csv")] == ["new", "new"]
    after.close()


def test_what_was_not_committed_is_never_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    staging = Staging(tmp_path)
    staging.open()
    with staging.file("a.csv") as file:
        file.write("half")
    staging.close()
    assert contents(tmp_path) == {"a.csv": b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="no file locks of this kind")
def test_two_runs_into_one_folder(tmp_path: Path) -> None:
    first, second = Staging(tmp_path), Staging(tmp_path)
    first.open()
    with pytest.raises(BusyError):
        second.open()
    assert (tmp_path / ".sokhop").exists()  # the second one has not thrown the first one's work away
    first.close()
    second.open()
    second.close()


def test_summary_keeps_the_weightiest_findings() -> None:
    summary = Summary(Path("out"))
    for n in range(100):
        summary.add_findings((Finding(f"{n}.txt", "…", None, n % 50),))
    assert [finding.weight for finding in summary.findings] == [49, 49, 48, 48, 47, 47, 46, 46, 45, 45]
    assert summary.findings[0].source == "49.txt"
