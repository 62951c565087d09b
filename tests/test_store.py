"""The corpus grows: unchanged files are not read again, new ones are added, a re-submitted report replaces the old."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import many
import sokhop.engines.local
from corpus.compare.shelf import packed, unpacked
from many import CORPORA
from outputs.atomic import BusyError
from sokhop.inputs import find_inputs
from sokhop.known import STORE
from sokhop.run import Options, run
from sokhop.work import Task

SET = CORPORA / "rollup-mat-tran"
OPTIONS = Options(workers=1, timeout=120)


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def across(out: Path) -> set[tuple[str, str, str]]:
    return {
        (row["type"], row["stated"], row["verdict"])
        for row in table(out, "checks")
        if row["type"] in ("rollup", "change")
    }


def exports(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and path.name != STORE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for path in SET.glob("*.txt"):
        shutil.copy(path, made)
    return made


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that a run gives to its workers."""
    given: list[str] = []
    real = sokhop.engines.local.read_all

    def noted(tasks: list[Task], *how: Any) -> object:
        given.extend(task.source for task in tasks)
        return real(tasks, *how)

    monkeypatch.setattr(sokhop.engines.local, "read_all", noted)
    return given


def test_a_record_survives_being_packed() -> None:
    for record in many.records(SET).values():
        assert unpacked(packed(record)) == record


def test_unchanged_files_are_not_read_again(folder: Path, tmp_path: Path, read_files: list[str]) -> None:
    first = run(find_inputs([folder]), tmp_path / "out", OPTIONS)
    before = exports(tmp_path / "out")
    read_files.clear()
    second = run(find_inputs([folder]), tmp_path / "out", OPTIONS)
    assert read_files == []
    assert exports(tmp_path / "out") == before
    assert second.json() == first.json()


def test_adding_reports_gives_the_tables_of_one_run_over_all(
    folder: Path, tmp_path: Path, read_files: list[str]
) -> None:
    run(find_inputs([folder]), tmp_path / "whole", OPTIONS)
    later = sorted(folder.glob("xa-*")) + sorted(folder.glob("thi-*"))
    aside = tmp_path / "aside"
    aside.mkdir()
    for path in later:
        path.rename(aside / path.name)
    run(find_inputs([folder]), tmp_path / "grown", OPTIONS)
    assert not any(kind == "rollup" for kind, _stated, _verdict in across(tmp_path / "grown"))
    read_files.clear()
    run(find_inputs([aside]), tmp_path / "grown", OPTIONS)
    assert sorted(read_files) == sorted(path.name for path in later)
    assert exports(tmp_path / "grown") == exports(tmp_path / "whole")  # the district's files sort before the communes'


def test_batches_in_any_order_give_the_same_rows(folder: Path, tmp_path: Path) -> None:
    run(find_inputs([folder]), tmp_path / "whole", OPTIONS)
    for number, path in enumerate(sorted(folder.iterdir(), reverse=True)):
        batch = tmp_path / f"batch-{number // 3}"
        batch.mkdir(exist_ok=True)
        path.rename(batch / path.name)
        last = number // 3
    for number in range(last + 1):
        run(find_inputs([tmp_path / f"batch-{number}"]), tmp_path / "grown", OPTIONS)
    for name in ("reports", "figures", "checks", "numerals"):
        grown, whole = table(tmp_path / "grown", name), table(tmp_path / "whole", name)
        assert sorted(map(repr, grown)) == sorted(map(repr, whole))


def test_a_resubmitted_report_replaces_the_old_one(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    assert ("rollup", "4570", "mismatch") in across(out)
    old = next(row["report_id"] for row in table(out, "reports") if row["source"] == "huyen-dong-vai-2024.txt")
    again = tmp_path / "again"
    again.mkdir()
    text = (folder / "huyen-dong-vai-2024.txt").read_text(encoding="utf-8")
    (again / "huyen-dong-vai-2024-sua.txt").write_text(
        text.replace("4.570 ngày công", "4.750 ngày công"), encoding="utf-8"
    )
    summary = run(find_inputs([again]), out, OPTIONS)
    assert ("rollup", "4570", "mismatch") not in across(out)
    assert ("rollup", "4750", "holds") in across(out)
    assert old not in {row["report_id"] for name in ("reports", "figures", "checks") for row in table(out, name)}
    assert not (out / "texts" / f"{old}.txt").exists()
    assert [error["source"] for error in summary.errors] == ["huyen-dong-vai-2024.txt"]
    with duckdb.connect(str(out / STORE), read_only=True) as db:
        assert db.execute("select count(*) from kept.figures where report_id = ?", [old]).fetchone()[0] > 50  # type: ignore[index]
        assert db.execute("select count(*) from figures where report_id = ?", [old]).fetchone() == (0,)


def test_the_same_content_is_counted_once(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    copies = tmp_path / "copies"
    copies.mkdir()
    shutil.copy(folder / "xa-khe-bac-2024.txt", copies / "ban-sao.md")
    (copies / "ban-sao.md").write_text(
        (folder / "xa-khe-bac-2024.txt").read_text(encoding="utf-8") + "\n\n", encoding="utf-8"
    )
    summary = run(find_inputs([copies]), out, OPTIONS)
    assert [error["stage"] for error in summary.errors] == ["trùng"]
    assert len(table(out, "reports")) == len(list(folder.iterdir()))


def test_a_moved_file_is_known_by_its_content(folder: Path, tmp_path: Path, read_files: list[str]) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    read_files.clear()
    (folder / "xa-khe-bac-2024.txt").rename(folder / "khe-bac.txt")
    run(find_inputs([folder]), out, OPTIONS)
    assert read_files == []
    sources = {row["source"] for row in table(out, "reports")}
    assert "khe-bac.txt" in sources
    assert "xa-khe-bac-2024.txt" not in sources


def test_a_table_that_was_touched_is_written_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    before = exports(out)
    (out / "figures.csv").unlink()
    shutil.rmtree(out / "texts")
    run(find_inputs([folder]), out, OPTIONS)
    assert exports(out) == before


def test_an_error_goes_when_its_file_can_be_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = (folder / "xa-khe-bac-2024.txt").read_bytes()
    (folder / "xa-khe-bac-2024.txt").write_bytes(b"")
    run(find_inputs([folder]), out, OPTIONS)
    assert [row["source"] for row in table(out, "errors")] == ["xa-khe-bac-2024.txt"]
    (folder / "xa-khe-bac-2024.txt").write_bytes(good)
    run(find_inputs([folder / "xa-khe-bac-2024.txt"]), out, OPTIONS)
    assert table(out, "errors") == []


def test_sql_sees_typed_columns(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    with duckdb.connect(str(out / STORE), read_only=True) as db:
        total = db.execute(
            "select sum(value) from figures join reports using (report_id) where indicator_code = 'ntm.ngay_cong' "
            "and level = 'xã' and year(figures.period_end) = 2024 and change is null"
        ).fetchone()
    assert total == (4750,)
    assert json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def test_a_store_that_someone_else_writes_to_is_busy(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(find_inputs([folder]), out, OPTIONS)
    code = f"import duckdb,sys; db=duckdb.connect({str(out / STORE)!r}); print('open', flush=True); sys.stdin.read()"

    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(BusyError):
            run(find_inputs([folder]), out, OPTIONS)
        other.communicate()
