"""Aggregates and histories: one value for a unit and a time, sums where they add up, breaks where units changed."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from corpus.catalogue import catalogue, proposals
from corpus.history import Point, history, time_period
from corpus.observations import Observation, observations, totals
from corpus.territory import Area
from many import CORPORA
from sokhop.cli import commands
from sokhop.inputs import find_inputs
from sokhop.known import open_store
from sokhop.messages import speaker
from sokhop.run import Options, run

SET = CORPORA / "rollup-ubnd"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus") / "out"
    run(find_inputs([path for path in SET.iterdir() if path.suffix != ".csv"]), made, Options(workers=1, timeout=120))
    return made


@pytest.fixture(scope="module")
def rows(out: Path) -> list[dict[str, str]]:
    store = open_store(out)
    try:
        return list(store.levels())
    finally:
        store.close(commit=False)


def sokhop(*arguments: str | Path) -> str:
    done = CliRunner().invoke(commands(speaker("vi")), [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_value_for_a_unit_and_a_time(rows: list[dict[str, str]]) -> None:
    found = observations(rows)
    assert len({each.key for each in found}) == len(found)
    poor = {
        each.area: each.value
        for each in found
        if (each.indicator, each.period_end) == ("xa_hoi.ho_ngheo", "2024-12-31")
    }
    assert poor["xã Tà Mung"] == 240
    assert poor["huyện Nậm Cuổi"] == 974
    land = next(each for each in found if each.indicator == "ntm.dat_hien" and each.level == "huyện")
    assert (land.value, land.unit) == (Decimal(21_400), "m²")  # said as 2,14 ha


def test_sums_over_the_communes(rows: list[dict[str, str]]) -> None:
    sums = {each.indicator: each for each in totals(observations(rows)) if each.level == "xã"}
    assert sums["ntm.ngay_cong"].value == 9750
    assert sums["ntm.ngay_cong"].area == "5 xã của huyện Nậm Cuổi"
    assert sums["nong_nghiep.san_luong"].value == Decimal("10704")
    assert len(sums["ntm.ngay_cong"].figure_ids) == 5
    assert not any(each.unit == "%" for each in sums.values())


def test_aggregate_long_and_wide_in_both_formats(out: Path, tmp_path: Path) -> None:
    sokhop("aggregate", out, "-o", tmp_path / "long.csv", "--period", "2024", "--level", "xã")
    sokhop("aggregate", out, "-o", tmp_path / "again.csv", "--period", "2024", "--level", "xã")
    assert (tmp_path / "long.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    poor = [row for row in table(tmp_path / "long.csv") if row["indicator"] == "xa_hoi.ho_ngheo"]
    assert [row["value"] for row in poor if row["area"].startswith("5 xã")] == ["974"]
    sokhop("aggregate", out, "-o", tmp_path / "wide.xlsx", "--wide", "--indicator", "xa_hoi.ho_ngheo")
    sheet = openpyxl.load_workbook(tmp_path / "wide.xlsx").active
    assert sheet is not None
    header, *lines = sheet.iter_rows(values_only=True)
    assert "xã Pa Khôm" in header
    assert 156 in lines[-1]


def test_history_in_the_columns_of_sdmx(out: Path, tmp_path: Path) -> None:
    sokhop("history", out, "-o", tmp_path / "h.csv", "--indicator", "xa_hoi.ho_ngheo", "--area", "huyện Nậm Cuổi")
    found = [row for row in table(tmp_path / "h.csv") if row["REF_AREA_NAME"] == "huyện Nậm Cuổi"]
    assert [(row["TIME_PERIOD"], row["OBS_VALUE"], row["OBS_STATUS"]) for row in found] == [
        ("2022", "1382", "A"),
        ("2023", "1190", "A"),
        ("2024", "974", "A"),
    ]
    assert all(row["FIGURE_IDS"] for row in found)


def test_indicators_are_listed_and_proposed(out: Path, rows: list[dict[str, str]]) -> None:
    assert "xa_hoi.ho_ngheo" in sokhop("indicators", out)
    listed = catalogue(rows)
    assert next(each for each in listed if each.code == "ntm.ngay_cong").wordings
    assert all(entry.startswith("- {code:") for entry in proposals(listed))


def observation(code: str, year: int, value: int, area: str = "xã A") -> Observation:
    return Observation(
        "x", "X", "hộ", "xã", area, code, "", f"{year}-01-01", f"{year}-12-31", Decimal(value), False, (f"f{year}",)
    )


def statuses(points: list[Point]) -> list[tuple[str, str, str]]:
    return [(point.REF_AREA, point.TIME_PERIOD, point.OBS_STATUS) for point in points]


def test_a_series_goes_on_over_the_reform_only_where_it_is_the_same_unit() -> None:
    found = [observation("00001", 2024, 5), observation("90001", 2025, 6)]
    apart = history(found, become=lambda code: None)
    assert statuses(apart) == [("00001@2025-06-30", "2024", "A"), ("90001", "2025", "A")]
    joined = history(found, become=lambda code: Area("xã A", "xã", "90001") if code == "00001" else None)
    assert [point.REF_AREA for point in joined] == ["90001", "90001"]
    forced = history(found, {"00001": "90001"}, become=lambda code: None)
    assert statuses(forced) == [("90001", "2024", "A"), ("90001", "2025", "B")]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2023-12-15", "2024-12-14", "2024"),
        ("2024-01-01", "2024-06-30", "2024-S1"),
        ("2024-04-01", "2024-06-30", "2024-Q2"),
        ("2024-05-01", "2024-05-31", "2024-05"),
        ("2024-01-01", "2024-09-30", "2024-01-01/P9M"),
        ("2024-01-01", "2024-10-15", "2024-01-01/P289D"),
    ],
)
def test_times_as_sdmx_writes_them(start: str, end: str, said: str) -> None:
    assert time_period(start, end) == said
