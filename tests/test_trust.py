"""Nothing leaves the output folder, nothing is lost, and what strangers sent is read where it can do no harm."""

from __future__ import annotations

import csv
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sokhop.work
import sokhop.workers
from corpus.store import Store
from extract.document import UnreadableError
from extract.read import read
from outputs.atomic import BusyError
from sokhop.accounting import unaccounted
from sokhop.confine import cut_off
from sokhop.identity import file_sha256
from sokhop.inputs import find_inputs
from sokhop.people import ForPeople, Wanted
from sokhop.pipeline import read_text
from sokhop.run import Options, run
from sokhop.workers import apart, draw_apart

ROOT = Path(__file__).parents[1]
SAID = "UBND xã Nậm Phung tổ chức 30 hội nghị"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


# -- what is not the run is read and drawn apart, too


@needs_linux
def test_drawing_and_auditing_die_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(sokhop.workers, "draw", dies)
    assert list(draw_apart(tmp_path / "a.pdf", tmp_path, "0" * 64)) == []
    with pytest.raises(UnreadableError, match="chết giữa chừng"):
        apart(dies)
    with pytest.raises(UnreadableError, match="quá 0 giây"):
        apart(time.sleep, 600, timeout=0.1)
    with pytest.raises(UnreadableError, match="rỗng") as caught:
        apart(read, Path(os.devnull))
    assert caught.value.stage == "mở tệp"


def test_a_paragraph_longer_than_csv_expects(tmp_path: Path) -> None:
    """The limit that Python sets for a cell is not ours: the run must not end in the middle of the review page."""
    (tmp_path / "a.txt").write_text(
        "UBND xã tổ chức " + "vận động nhân dân và " * 8_000 + "30 hội nghị", encoding="utf-8"
    )
    out, found = tmp_path / "out", find_inputs([tmp_path / "a.txt"])
    summary = run(found, out, Options(1, 60), finish=ForPeople(out, {}, Wanted(True, False, True)).write)
    assert summary.reports == 1
    assert (out / "sokhop.xlsx").exists()


def test_nobody_gets_in_while_pages_are_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    seen = []

    def finish() -> None:
        seen.append((tmp_path / "out" / "figures.csv").exists())
        with pytest.raises(BusyError):
            run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))

    run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60), finish=finish)
    assert seen == [True]


# -- nothing leaves


@needs_linux
def test_workers_have_no_network() -> None:
    """Asked in a process that is cut off, and in a program that it starts."""
    script = (
        "import socket, subprocess, sys; from sokhop.confine import cut_off; assert cut_off()\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):\n"
        "    try: socket.socket(family, socket.SOCK_DGRAM); sys.exit('open')\n"
        "    except PermissionError: pass\n"
        "socket.socketpair()\n"
        "code = 'import socket; socket.create_connection((\"127.0.0.1\", 9))'\n"
        "assert b'PermissionError' in subprocess.run([sys.executable, '-c', code], capture_output=True).stderr\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert callable(cut_off)


@needs_linux
@pytest.mark.program("soffice")
def test_libreoffice_asks_nobody(tmp_path: Path) -> None:
    """A document with a remote picture and a remote template: a server on this machine that must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        text = rf'{{\rtf1 {{\field{{\*\fldinst INCLUDEPICTURE "{url}" \\d}}}}{{\*\template {url}}} 30 h\u7897?\par}}'
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.rtf").write_text(text)
        summary = run(find_inputs([tmp_path / "in"]), tmp_path / "out", Options(1, 120))
        assert summary.inputs == summary.reports + len(summary.errors) == 1
        with pytest.raises(TimeoutError):
            server.accept()


NAMES = ["CON.txt", "aux.md", "..txt", "...", "=1+1.txt", "@SUM(1).txt", "-x.txt", "a\nb.txt", "a\x1b[2J.txt", " .txt"]
NAMES += [
    "'; DROP TABLE.txt",
    "<script>.txt",
    "a\u202etxt.exe",
    "ộ" * 80 + ".txt",
    "x" * 251 + ".txt",
    "%2e%2e%2fx.txt",
]


def test_names_of_inputs_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, name in enumerate(NAMES):
        (folder / name).write_text(f"{SAID} lần {n + 1}", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    summary = run(find_inputs([folder]), tmp_path / "out", Options(2, 60))
    assert (summary.inputs, summary.reports, summary.faults) == (len(NAMES), len(NAMES), [])
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert all(len(path.name) < 40 and path.name.isascii() for path in (tmp_path / "out").rglob("*"))
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                guarded = {name: cell for name, cell in row.items() if name not in ("raw", "quotes")}
                assert not [cell for cell in guarded.values() if cell[:1] in ("=", "@", "\t", "\r")]


def test_files_that_are_shown_alike_are_two_reports(tmp_path: Path) -> None:
    """One would be taken for the other, and a report would be lost without a word."""
    for folder, name in (("in", "a\nb.txt"), ("in", r"a\nb.txt"), ("p", "a.txt"), ("q", "a.txt"), ("r/p", "a.txt")):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / name).write_text(f"{SAID} ở {folder} {len(name)}", encoding="utf-8")
    found = find_inputs([tmp_path / "in", *(Path(os.path.relpath(tmp_path / folder)) for folder in "pqr")])
    assert len({entry.source for entry in found}) == len(found) == 5
    assert found == find_inputs([*(Path(os.path.relpath(tmp_path / folder)) for folder in "rqp"), tmp_path / "in"])
    run(found, tmp_path / "out", Options(2, 60))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8") as file:
        told = {row["source"]: row["sha256"] for row in csv.DictReader(file)}
    assert told == {entry.source: file_sha256(entry.path) for entry in found}


def test_nothing_is_written_beside_the_output(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    run(find_inputs([samples / "bad" / "path-traversal.docx", samples / "bad" / "rtf-inside.docx"]),
        tmp_path / "out", Options(2, 120))  # fmt: skip
    assert list(elsewhere.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"tmp", "out"}


def test_the_password_is_never_told(tmp_path: Path, samples: Path) -> None:
    run(find_inputs([samples / "bad" / "password.pdf"]), tmp_path / "out", Options(1, 60, password="secret-wrong"))
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and b"secret" in path.read_bytes()]


# -- the books


def test_a_number_without_a_row_is_a_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    monkeypatch.setattr(sokhop.work, "unaccounted", lambda document, mentions, rows: unaccounted(document, (), rows))
    summary = run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    assert summary.reports == 1
    assert not summary.clean
    assert "«30»" in summary.faults[0]


def test_rows_that_get_lost_behind_the_reader_are_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the way from the spool into the store, whatever loses them."""
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    monkeypatch.setattr(Store, "count", lambda self, table, reports: 0)
    summary = run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    assert summary.faults == ["numerals.csv có 0 dòng của các báo cáo mới, đáng lẽ phải có 1."]


def test_two_files_of_one_source_are_a_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    found = find_inputs([tmp_path / "a.txt"])
    assert "2 tệp" in run([*found, *found], tmp_path / "out", Options(1, 60)).faults[0]


def test_a_row_that_is_not_the_number_of_the_text_is_a_fault_of_ours() -> None:
    report = read_text(SAID)
    (row,) = report.rows.named()["numerals"]
    assert unaccounted(report.document, report.claims.mentions, [row]) == ""
    assert "không phải con số" in unaccounted(report.document, report.claims.mentions, [row | {"raw": "31"}])


def test_a_file_that_changes_is_known_by_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8") as file:
        assert next(csv.DictReader(file))["sha256"] == file_sha256(tmp_path / "a.txt")


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [n for n, line in enumerate(lines) if line[:1].isalnum()]
    assert pinned
    for n in pinned:
        assert "==" in lines[n]
        assert "--hash=sha256:" in lines[n + 1]
