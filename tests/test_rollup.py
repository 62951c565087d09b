"""Districts against their communes: every planted slip is found, and none is invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import many
from corpus.compare.judge import judge
from corpus.compare.members import Members, members
from corpus.compare.record import Record
from corpus.compare.scope import scope
from many import CORPORA, ROOT

# Of each set how many totals are confirmed, at least.
CONFIRMED = {
    "mat-tran": 27, "ubnd": 30, "phu-nu": 25, "dan-van": 31, "cong-an": 18, "y-te": 24, "nong-dan": 13, "doan": 17,
    "kinh-te": 35, "thanh-nien": 41, "cuu-chien-binh": 21, "cai-cach": 20, "khoi-dan-van": 22, "xa-hoi": 26,
}  # fmt: skip
SETS = [
    pytest.param(ROOT / "examples" / "reports", ROOT / "examples" / "expected-slips.csv", 71, id="examples"),
    *(
        pytest.param(CORPORA / f"rollup-{name}", CORPORA / f"rollup-{name}" / "slips.csv", sums, id=name)
        for name, sums in CONFIRMED.items()
    ),
]
MAT_TRAN = CORPORA / "rollup-mat-tran"


@pytest.mark.parametrize(("folder", "slips", "sums"), SETS)
def test_every_planted_slip_and_no_other(folder: Path, slips: Path, sums: int) -> None:
    records = many.records(folder)
    checks = judge(records.values())
    names = {record.report_id: name for name, record in records.items()}
    found = set().union(*(many.found(names[report_id], each) for report_id, each in checks.items()))
    assert {replace(slip, expected=round(slip.expected, 2)) for slip in found} == {
        replace(slip, expected=round(slip.expected, 2)) for slip in many.planted(slips)
    }
    holding = [
        check for each in checks.values() for check in each if (check.type, check.verdict) == ("rollup", "holds")
    ]
    assert len(holding) >= sums


def rollups(*records: Record) -> dict[Decimal, tuple[str, Decimal]]:
    """Verdict and sum by what the district states."""
    checks = [check for each in judge(records).values() for check in each if check.type == "rollup"]
    return {check.stated: (check.verdict, check.expected) for check in checks}


def test_no_mismatch_while_a_commune_is_missing() -> None:
    records = many.records(MAT_TRAN)
    present = [record for name, record in records.items() if name != "xa-khe-bac-2024.txt"]
    checks = [check for each in judge(present).values() for check in each if check.type == "rollup"]
    assert not [check for check in checks if check.verdict == "mismatch" and len(check.part_ids) > 1]


def test_without_a_commune_the_other_totals_say_that_one_is_missing() -> None:
    """The district does not say how many communes it has."""
    records = many.records(CORPORA / "rollup-thanh-nien")
    present = [record for name, record in records.items() if name != "doan-xa-tay-con-2024.txt"]
    assert not [
        check
        for each in judge(present).values()
        for check in each
        if (check.type, check.verdict) == ("rollup", "mismatch")
    ]


def test_the_message_says_who_reported_and_which_commune_moves_the_difference() -> None:
    records = many.records(MAT_TRAN)
    (checks,) = [
        each
        for report_id, each in judge(records.values()).items()
        if report_id == records["huyen-dong-vai-2024.txt"].report_id
    ]
    said = next(check.message for check in checks if check.stated == Decimal(4570))
    assert "4 trên 4 xã đã nộp" in said
    assert "xã Khe Bạc 930 ngày công" in said
    assert "4.750" in said


def test_order_of_reports_does_not_matter() -> None:
    records = list(many.records(MAT_TRAN).values())
    assert judge(records) == judge(reversed(records))


def test_a_figure_left_standing_from_the_year_before_is_said_to_be_one() -> None:
    records = many.records(CORPORA / "rollup-phu-nu")
    later = records["huyen-vinh-sa-2021.txt"]
    checks = judge(records.values())[later.report_id]
    said = next(check for check in checks if check.type == "rollup" and check.stated == Decimal(148))
    assert said.verdict == "mismatch"
    assert "chưa được cập nhật" in said.message


@pytest.mark.parametrize(
    ("folder", "stated", "cause"),
    [
        ("rollup-cuu-chien-binh", "12533", "đúng bằng tổng khi bỏ sót xã Nà Mòn"),
        ("rollup-cuu-chien-binh", "71400000", "hai số chỉ lệch nhau ở dấu phân cách hoặc đơn vị tính"),
        ("rollup-cuu-chien-binh", "485", "đúng bằng tổng khi lấy số chưa đủ kỳ của xã Phú Nhuệ"),
        ("rollup-cai-cach", "9743", "hai số chỉ lệch nhau như lỗi gõ chữ số"),
        ("rollup-cai-cach", "7841", "đúng bằng tổng khi tính xã Huổi Lặp hai lần"),
        ("rollup-cai-cach", "120314200", "đúng bằng tổng khi số của xã Mường Vây bị nhầm đơn vị tính"),
    ],
)
def test_the_message_says_what_may_have_gone_wrong(folder: str, stated: str, cause: str) -> None:
    checks = [check for each in judge(many.records(CORPORA / folder).values()).values() for check in each]
    said = next(each for each in checks if each.type == "rollup" and each.stated == Decimal(stated))
    assert f"; {cause}" in said.message


def test_a_commune_that_had_nothing_of_it_is_not_waited_for(tmp_path: Path) -> None:
    records = many.records(CORPORA / "rollup-dan-van")
    name = "huyen-uy-dak-ro-lang-6t-2024.txt"
    text = (CORPORA / "rollup-dan-van" / name).read_text(encoding="utf-8")
    assert "lắp 100 mắt camera an ninh (Kon Brẻ chưa thực hiện)" in text
    later = written(tmp_path / name, text.replace("lắp 100 mắt", "lắp 136 mắt"))
    others = [record for key, record in records.items() if key != name]
    assert rollups(later, *others)[Decimal(136)] == ("mismatch", Decimal(100))
    unsaid = written(
        tmp_path / "unsaid.txt", text.replace("lắp 100 mắt", "lắp 136 mắt").replace(" (Kon Brẻ chưa thực hiện)", "")
    )
    assert Decimal(136) not in rollups(unsaid, *others)


def test_a_province_is_the_sum_of_its_communes_since_the_reform(tmp_path: Path) -> None:
    names = (("xã", "Mường Khương", 32, "1.240"), ("xã", "Bản Lầu", 27, "980"), ("phường", "Cam Đường", 41, "655"))
    records = [
        written(
            tmp_path / f"{number}.txt",
            f"UBND TỈNH LÀO CAI\nUBND {kind.upper()} {name.upper()}\nSố: {number}/BC-UBND\n"
            f"{name}, ngày 05 tháng 01 năm 2026\n\nBÁO CÁO\nKết quả công tác dân vận 6 tháng cuối năm 2025\n\n"
            f"Tiếp {visits} lượt công dân. Nhân dân đóng góp {days} ngày công.\n",
        )
        for number, (kind, name, visits, days) in enumerate(names)
    ]
    province = written(
        tmp_path / "tinh.txt",
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 99/BC-UBND\nLào Cai, ngày 20 tháng 01 năm 2026\n\nBÁO CÁO\n"
        "Kết quả công tác dân vận 6 tháng cuối năm 2025\n\n"
        "Tổng hợp báo cáo của 03 xã, phường (Mường Khương, Bản Lầu, Cam Đường). UBND các xã, phường tiếp 100 lượt công "
        "dân; UBND tỉnh tiếp 58 lượt công dân. Nhân dân đóng góp 2.785 ngày công.\n",
    )
    (checks,) = judge([*records, province]).values()
    assert {check.stated: check.verdict for check in checks} == {Decimal(100): "holds", Decimal(2785): "mismatch"}
    assert "tỉnh ghi 2.785 ngày công" in checks[-1].message
    assert "3 trên 3 xã đã nộp;" in checks[-1].message
    assert "thiếu phường" not in checks[-1].message
    before = [replace(each, period_start="2024-07-01", period_end="2024-12-31") for each in (*records, province)]
    assert not judge(before)


def written(path: Path, text: str) -> Record:
    path.write_text(text, encoding="utf-8")
    return many.read(path)


DISTRICT = (
    "HỘI NÔNG DÂN TỈNH A\nHỘI NÔNG DÂN HUYỆN B\nSố: 9/BC-HND\nB, ngày 20 tháng 12 năm 2022\n\nBÁO CÁO\n"
    "Kết quả công tác Hội năm 2022\n\nHuyện có 03 xã (Khe Một, Khe Hai, Khe Ba). "
)


def of_three(tmp_path: Path, district: str, *communes: str) -> dict[Decimal, tuple[str, Decimal]]:
    """Verdicts and sums for a district and its three communes, by what the district states."""
    records = [written(tmp_path / "huyen.txt", DISTRICT + district + "\n")]
    for name, text in zip(("Khe Một", "Khe Hai", "Khe Ba"), communes, strict=True):
        head = (
            f"HỘI NÔNG DÂN HUYỆN B\nHỘI NÔNG DÂN XÃ {name.upper()}\nSố: 4/BC-HND\n"
            f"{name}, ngày 05 tháng 12 năm 2022\n\nBÁO CÁO\nKết quả công tác Hội năm 2022\n\n"
        )
        records.append(written(tmp_path / f"{name}.txt", f"{head}{text}\n"))
    return rollups(*records)


def test_the_halves_of_a_year_are_one_figure(tmp_path: Path) -> None:
    found = of_three(
        tmp_path,
        "Các xã tổ chức 61 buổi tuyên truyền pháp luật.",
        "Hội tổ chức 21 buổi tuyên truyền pháp luật.",
        "6 tháng đầu năm tổ chức 9 buổi tuyên truyền pháp luật, 6 tháng cuối năm tổ chức 12 buổi tuyên truyền.",
        "Hội tổ chức 19 buổi tuyên truyền pháp luật.",
    )
    assert found[Decimal(61)] == ("holds", Decimal(61))


def test_the_half_of_a_commune_is_not_taken_for_its_year_because_it_fits(tmp_path: Path) -> None:
    found = of_three(
        tmp_path,
        "Các xã thăm hỏi 371 lượt hội viên ốm đau.",
        "Hội thăm hỏi 145 lượt hội viên ốm đau.",
        "6 tháng đầu năm thăm hỏi 71 lượt hội viên ốm đau; cả năm thăm hỏi 162 lượt hội viên ốm đau.",
        "Hội thăm hỏi 155 lượt hội viên ốm đau.",
    )
    assert found[Decimal(371)] == ("mismatch", Decimal(462))


def test_what_a_commune_itself_adds_up_is_its_total(tmp_path: Path) -> None:
    found = of_three(
        tmp_path,
        "Các xã tổ chức 12 hội nghị đối thoại.",
        "Hội tổ chức 04 hội nghị đối thoại.",
        "Bí thư tổ chức 02 hội nghị đối thoại, Chủ tịch tổ chức 01 hội nghị đối thoại, tổng số 03 hội nghị.",
        "Hội tổ chức 05 hội nghị đối thoại.",
    )
    assert found[Decimal(12)] == ("holds", Decimal(12))


def test_less_than_some_communes_had_is_wrong_whatever_a_silent_one_had(tmp_path: Path) -> None:
    communes = ("Trồng mới 62,4 ha rừng sản xuất.", "Trồng mới 138 ha rừng sản xuất.", "Không có cháy rừng.")
    less = of_three(tmp_path, "Các xã trồng mới 62,4 ha rừng sản xuất.", *communes)
    more = of_three(tmp_path, "Các xã trồng mới 262,8 ha rừng sản xuất.", *communes)
    assert less[Decimal("62.4")] == ("mismatch", Decimal("200.4"))
    assert Decimal("262.8") not in more


def test_units_of_one_name_are_told_apart_by_their_codes() -> None:
    records = many.records(MAT_TRAN)
    known = [
        replace(each, area_code="", parent_code="001") if each.level == "xã" else each for each in records.values()
    ]
    same = [replace(each, area_code="001") if each.level == "huyện" else each for each in known]
    other = [replace(each, area_code="002") if each.level == "huyện" else each for each in known]
    assert rollups(*known) == rollups(*same) == rollups(*records.values())
    assert not rollups(*other)


def test_communes_that_name_no_district_are_of_the_only_one() -> None:
    """The head of "ỦY BAN NHÂN DÂN XÃ …" names no district above it."""
    records = list(many.records(MAT_TRAN).values())
    bare = [replace(each, parent_area="") if each.level == "xã" else each for each in records]
    assert judge(bare) == judge(records)
    other = replace(next(each for each in records if each.level == "huyện"), report_id="other", area="huyện Khác")
    assert not [c for checks in judge([*bare, other]).values() for c in checks if c.type == "rollup"]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("06", "own"),  # Ủy ban MTTQ huyện tổ chức 06 hội nghị
        ("110", "communes"),  # MTTQ các xã, thị trấn tổ chức 110 hội nghị
        ("47", "area"),  # Toàn huyện có 47 mô hình
        ("504", "both"),  # MTTQ hai cấp trao 504 suất quà
        ("150", "own"),  # cấp huyện 150 suất
        ("354", "communes"),  # cấp xã 354 suất
        ("3.840 m²", "one"),  # xã Bình Sơn nhiều nhất với 3.840 m² đất
        ("22", "both"),
        ("1.468 triệu đồng", "own"),  # Quỹ cứu trợ huyện
    ],
)
def test_whose_figure_it_is(raw: str, kind: str) -> None:
    district = many.records(MAT_TRAN)["huyen-dong-vai-2024.txt"]
    claimed = next(each for each in district.claims if each.figure.raw == raw and not each.figure.change)
    assert scope(district, claimed).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "gồm 03 xã: Nậm Phung, Huổi Sáy, Chiềng Lượt; 33 bản",
            Members(("xã Nậm Phung", "xã Huổi Sáy", "xã Chiềng Lượt"), 3),
        ),
        (
            "(03 xã: Tân Lũng, Bình Sơn, Khe Bạc và thị trấn Đồng Vai)",
            Members(("xã Tân Lũng", "xã Bình Sơn", "xã Khe Bạc", "thị trấn Đồng Vai"), 4),
        ),
        ("có 5 xã gồm: Suối Trầu, Bản Lằm và Hua Nặm", Members(("xã Suối Trầu", "xã Bản Lằm", "xã Hua Nặm"), 5)),
        ("tổng hợp báo cáo của 11/13 xã, thị trấn", Members((), 13)),
        ("có 02 xã đạt chuẩn nông thôn mới", Members()),
    ],
)
def test_members_as_the_district_names_them(text: str, expected: Members) -> None:
    assert members(text) == expected
