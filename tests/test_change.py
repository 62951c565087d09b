"""Year over year: stated changes, restated baselines, jumps, and sentences that were copied."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import many
from corpus.check import Check
from corpus.compare.change import copied_checks
from corpus.compare.judge import judge, same_subject, same_time
from corpus.compare.record import Record
from many import CORPORA, ROOT

MAT_TRAN = CORPORA / "rollup-mat-tran"
UBND = CORPORA / "rollup-ubnd"


def checks(later: Record, *earlier: Record) -> dict[str, Check]:
    """The checks of the later report by the raw text of the change."""
    found = judge([later, *earlier]).get(later.report_id, ())
    return {later.by_id[check.total_id].figure.raw: check for check in found if check.type == "change"}


def mat_tran() -> dict[str, Check]:
    records = many.records(MAT_TRAN)
    return checks(records["huyen-dong-vai-2024.txt"], records["huyen-dong-vai-2023.txt"])


def test_a_stated_change_is_that_between_the_two_reports() -> None:
    records = many.records(ROOT / "examples" / "reports")
    found = checks(records["huyen-muong-phieng-2024.docx"], records["huyen-muong-phieng-2023.pdf"])
    assert (found["12"].verdict, found["12"].stated, found["12"].expected) == ("mismatch", 12, 17)
    assert found["21"].verdict == "holds"  # in the same bracket, of the people and not of their visits
    assert found["07"].verdict == "holds"
    assert found["7,26%"].verdict == "holds"  # of the budget and not of its plan
    assert found["24,2 ha"].verdict == "holds"
    assert len(found["12"].part_ids) == 2


def test_a_growth_in_percent() -> None:
    records = many.records(UBND)
    found = checks(records["huyen-nam-cuoi-2024.txt"], records["huyen-nam-cuoi-2023.txt"])
    assert (found["9,97%"].verdict, round(found["9,97%"].expected, 2)) == ("mismatch", Decimal("9.79"))
    assert found["2,1%"].verdict == "holds"


def test_an_earlier_year_than_the_last() -> None:
    records = many.records(UBND)
    later = records["huyen-nam-cuoi-2024.txt"]
    found = checks(later, records["huyen-nam-cuoi-2023.txt"], records["huyen-nam-cuoi-2022.txt"])
    assert found["38,5 ha"].verdict == "holds"  # so với năm 2022
    assert found["21,5 ha"].verdict == "holds"  # so với năm 2023
    assert "38,5 ha" not in checks(later, records["huyen-nam-cuoi-2023.txt"])


def test_a_baseline_that_was_silently_restated() -> None:
    check = mat_tran()["28,6 triệu đồng"]
    assert (check.verdict, check.expected) == ("mismatch", Decimal(26_600_000))
    assert "từ 231,4 triệu thành 229,4 triệu" in check.message


def test_an_earlier_level_that_is_restated_without_a_change() -> None:
    women = many.records(CORPORA / "rollup-phu-nu")
    found = checks(women["huyen-vinh-sa-2021.txt"], women["huyen-vinh-sa-2020.txt"])
    assert (found["34"].verdict, found["34"].expected) == ("mismatch", 31)  # (năm 2020: 34 vụ)
    assert "190" not in found  # tăng 24 buổi so với năm 2020 (190 buổi): the change says it already
    health = many.records(CORPORA / "rollup-y-te")
    found = checks(health["ttyt-hon-yen-2023.txt"], health["ttyt-hon-yen-2022.txt"])
    assert (found["5.780"].verdict, found["5.780"].expected) == ("mismatch", 5870)  # từ 5.780 hộ lên 6.105 hộ
    assert found["334"].verdict == "holds"


def test_a_change_in_another_unit_than_the_levels() -> None:
    records = many.records(CORPORA / "rollup-dan-van")
    found = checks(records["huyen-uy-dak-ro-lang-6t-2024.txt"], records["huyen-uy-dak-ro-lang-6t-2023.txt"])
    assert (found["3.500 m²"].verdict, found["3.500 m²"].stated) == ("holds", 3500)  # 2,15 ha, 2,5 ha


@pytest.mark.parametrize(
    ("said", "verdict"), [("gấp 1,6 lần", "holds"), ("gấp 1,9 lần", "mismatch"), ("bằng 158,7% so với", "holds")]
)
def test_a_ratio_to_the_year_before(said: str, verdict: str, tmp_path: Path) -> None:
    folder = CORPORA / "rollup-dan-van"
    text = (folder / "huyen-uy-dak-ro-lang-6t-2024.txt").read_text(encoding="utf-8")
    (tmp_path / "later.txt").write_text(text.replace("gấp 1,6 lần", said), encoding="utf-8")
    found = checks(many.read(tmp_path / "later.txt"), many.read(folder / "huyen-uy-dak-ro-lang-6t-2023.txt"))
    (ratio,) = (check for check in found.values() if "/ 63 =" in check.formula)
    assert ratio.verdict == verdict


def test_one_baseline_goes_for_a_list_of_changes() -> None:
    records = many.records(CORPORA / "rollup-cong-an")
    found = checks(records["ca-huyen-tram-luu-9t-2023.txt"], records["ca-huyen-tram-luu-9t-2022.txt"])
    assert [found[raw].verdict for raw in ("03", "02", "04")] == ["holds", "holds", "mismatch"]


def test_a_change_in_the_sentence_after_its_level() -> None:
    records = many.records(CORPORA / "rollup-phu-nu")
    found = checks(records["huyen-vinh-sa-2021.txt"], records["huyen-vinh-sa-2020.txt"])
    assert found["19"].verdict == "holds"  # So với năm 2020, số suất quà tăng 19 suất.


def test_a_jump_by_a_power_of_ten_is_worth_a_look() -> None:
    check = mat_tran()["1.468 triệu đồng"]
    assert check.verdict == "remark"
    assert "khoảng 10 lần" in check.message


def test_a_sentence_that_is_last_years_but_for_its_year() -> None:
    records = many.records(MAT_TRAN)
    later, earlier = records["huyen-dong-vai-2024.txt"], records["huyen-dong-vai-2023.txt"]
    (copied,) = copied_checks(later, earlier)
    assert copied.verdict == "remark"
    assert "Công tác phối hợp giữa Mặt trận" in copied.message
    assert not list(copied_checks(later, later))  # with the same dates it is the same report


def test_no_earlier_report_no_check() -> None:
    records = many.records(MAT_TRAN)
    assert not checks(records["huyen-dong-vai-2024.txt"])


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2023-01-01", "2023-12-31", 12),
        ("2022-12-15", "2023-12-14", 12),
        ("2023-01-01", "2023-06-30", 6),
        ("2023-07-01", "2023-09-30", 3),
        ("2023-10-01", "2023-10-31", 1),
        ("2020-01-01", "2025-12-31", 72),
        ("", "2023-12-31", 0),
    ],
)
def test_how_long_a_report_reaches(start: str, end: str, months: int) -> None:
    record = replace(next(iter(many.records(MAT_TRAN).values())), period_start=start, period_end=end)
    assert record.months == months


def test_which_reports_meet() -> None:
    record = next(iter(many.records(MAT_TRAN).values()))
    year = replace(record, period_start="2024-01-01", period_end="2024-12-31")
    state = replace(record, period_start="2023-12-15", period_end="2024-12-14")
    half = replace(record, period_start="2024-01-01", period_end="2024-06-30")
    other_half = replace(record, period_start="2024-07-01", period_end="2024-12-31")
    assert same_time(year, state)
    assert not same_time(year, half)
    assert not same_time(half, other_half)
    mass, brief, reform = (
        replace(record, title=title)
        for title in (
            "Báo cáo kết quả công tác dân vận năm 2024",
            "Báo cáo công tác dân vận",
            "Báo cáo cải cách hành chính",
        )
    )
    assert same_subject(mass, brief)
    assert not same_subject(brief, reform)
