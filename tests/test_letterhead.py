"""What a report says of itself: issuer, area, number, place, date, title, period, signature."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.citations import citations
from patterns.claims import Letterhead
from patterns.letterhead import letterhead
from patterns.notes import anchors
from patterns.outline import outline
from patterns.structure.areas import areas
from patterns.structure.own_number import own_number
from patterns.structure.report_period import cut_offs, read_period
from plain import document, gold_files, report_of

FIELDS = set(Letterhead.__dataclass_fields__)


def read(text: str) -> Letterhead:
    made = document(text)
    return letterhead(made, outline(made))


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


@pytest.mark.parametrize(
    "gold",
    gold_files("sections"),
    ids=lambda path: path.name.split(".")[0],
)
def test_gold(gold: Path) -> None:
    data = json.loads(gold.read_text(encoding="utf-8"))
    wanted = data.get("metadata", {}) if isinstance(data, dict) else {}
    made = report_of(gold)
    found = letterhead(made, outline(made))
    asked = {field: value for field, value in wanted.items() if value and field in FIELDS}
    got = {field: getattr(found, field) for field in asked}
    assert {field: squeezed(value) for field, value in got.items()} == {
        field: squeezed(value) for field, value in asked.items()
    }


def test_the_sample_has_no_letterhead(samples: Path) -> None:
    found = read((samples / "tam-duong-2023.expected.txt").read_text(encoding="utf-8"))
    assert found.title == "Báo cáo tổng kết công tác dân vận năm 2023, nhiệm vụ trọng tâm năm 2024"
    assert (found.level, found.area, found.parent_area) == ("huyện", "huyện Tam Đường", "tỉnh Lai Châu")
    assert (found.period_start, found.period_end) == ("2023-01-01", "2023-12-31")
    assert (found.signatory, found.signer_role, found.issuer) == ("Cao Trang Trọng", "PHÓ BÍ THƯ", "BAN THƯỜNG VỤ")
    assert (found.number_symbol, found.place, found.date, found.number_span) == ("", "", "", (0, 0))


PARTY = """ĐẢNG BỘ TỈNH LAI CHÂU
HUYỆN ỦY TAM ĐƯỜNG
*
Số 123-BC/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Tam Đường, ngày 15 tháng 12 năm 2023
BÁO CÁO
tổng kết công tác dân vận năm 2023
Năm 2023, huyện đã làm tốt.
Nơi nhận:
- Tỉnh ủy,
- Lưu.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
(Đã ký)
CAO TRANG TRỌNG"""


def test_party() -> None:
    made = document(PARTY)
    found = letterhead(made, ())
    assert found.issuer == "HUYỆN ỦY TAM ĐƯỜNG"
    assert (found.level, found.area, found.parent_area) == ("huyện", "huyện Tam Đường", "tỉnh Lai Châu")
    assert (found.number_symbol, found.place, found.date) == ("123-BC/HU", "Tam Đường", "2023-12-15")
    assert made.text[slice(*found.number_span)] == "123-BC/HU"
    assert made.text[slice(*found.title_span)] == "BÁO CÁO\ntổng kết công tác dân vận năm 2023"
    assert (found.signatory, found.signer_role) == ("CAO TRANG TRỌNG", "PHÓ BÍ THƯ")


def test_state_with_columns_read_across_and_blanks_left_open() -> None:
    found = read("""ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ KHUN HÁ Độc lập - Tự do - Hạnh phúc
Số: /BC-UBND Khun Há, ngày tháng 11 năm 2024
BÁO CÁO
Kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội năm 2024
(tính đến 15/11/2024)
Kính gửi: UBND huyện Tam Đường
Thực hiện Công văn số 12/UBND-VP ngày 1/11/2024.
I. KẾT QUẢ
Nơi nhận: TM. ỦY BAN NHÂN DÂN
- UBND huyện; KT. CHỦ TỊCH
- Lưu: VT. PHÓ CHỦ TỊCH
Sùng A Páo""")
    assert (found.issuer, found.area, found.level) == ("ỦY BAN NHÂN DÂN XÃ KHUN HÁ", "xã Khun Há", "xã")
    assert (found.number_symbol, found.place, found.date) == ("/BC-UBND", "Khun Há", "")
    assert found.title == "Báo cáo Kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội năm 2024"
    assert (found.period_start, found.period_end) == ("2024-01-01", "2024-11-15")
    assert (found.signatory, found.signer_role) == ("Sùng A Páo", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize(
    ("head", "issuer", "level", "area", "parent"),
    [
        ("UBND HUYỆN TAM ĐƯỜNG\nPHÒNG NỘI VỤ", "PHÒNG NỘI VỤ", "huyện", "huyện Tam Đường", ""),
        ("TỈNH ỦY LAI CHÂU\nBAN DÂN VẬN", "BAN DÂN VẬN", "tỉnh", "tỉnh Lai Châu", ""),
        ("THÀNH ỦY ĐÀ NẴNG\nQUẬN ỦY HẢI CHÂU", "QUẬN ỦY HẢI CHÂU", "huyện", "quận Hải Châu", "thành phố Đà Nẵng"),
        (
            "ỦY BAN MTTQ VIỆT NAM\nHUYỆN TAM ĐƯỜNG\nBAN THƯỜNG TRỰC",
            "ỦY BAN MTTQ VIỆT NAM HUYỆN TAM ĐƯỜNG",
            "huyện",
            "huyện Tam Đường",
            "",
        ),
        ("ĐẢNG BỘ XÃ SƠN THƯỢNG\nCHI BỘ BẢN NÀ TĂM", "CHI BỘ BẢN NÀ TĂM", "xã", "xã Sơn Thượng", ""),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ VÂN LÂM", "ỦY BAN NHÂN DÂN THÀNH PHỐ VÂN LÂM", "huyện", "thành phố Vân Lâm", ""),
        ("UBND THÀNH PHỐ HÀ NỘI\nSỞ NỘI VỤ", "SỞ NỘI VỤ", "tỉnh", "thành phố Hà Nội", ""),
        (
            "TỈNH ĐOÀN TÂY LĨNH ĐOÀN TNCS HỒ CHÍ MINH\nHUYỆN ĐOÀN SÌN MAI",
            "HUYỆN ĐOÀN SÌN MAI",
            "huyện",
            "huyện Sìn Mai",
            "tỉnh Tây Lĩnh",
        ),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG 5", "ỦY BAN NHÂN DÂN PHƯỜNG 5", "xã", "phường 5", ""),
    ],
)
def test_issuers(head: str, issuer: str, level: str, area: str, parent: str) -> None:
    found = read(f"{head}\nBÁO CÁO\nKết quả năm 2023")
    assert (found.issuer, found.level, found.area, found.parent_area) == (issuer, level, area, parent)


@pytest.mark.parametrize(
    ("title", "issuer", "area"),
    [
        (
            "Kết quả năm 2023\ncủa Hội Chữ thập đỏ huyện Tân Hưng Lợi",
            "Hội Chữ thập đỏ huyện Tân Hưng Lợi",
            "huyện Tân Hưng Lợi",
        ),
        ("Kết quả năm 2023\n(Bảo hiểm xã hội huyện Chợ Lầu)", "Bảo hiểm xã hội huyện Chợ Lầu", "huyện Chợ Lầu"),
        ("Công tác dân vận trên địa bàn huyện Trà Khê năm 2023", "", "huyện Trà Khê"),
        ("Kết quả năm 2023\nHuyện Tam Đường có 13 xã.", "", "huyện Tam Đường"),
        ("Kết quả năm 2023\nBình Lư là xã vùng II của huyện Tam Đường.", "", "xã Bình Lư"),
        ("Kết quả năm 2023\nNăm qua, công tác được quan tâm.", "", ""),
    ],
)
def test_without_letterhead(title: str, issuer: str, area: str) -> None:
    found = read(f"BÁO CÁO\n{title}")
    assert (found.issuer, found.area) == (issuer, area)


@pytest.mark.parametrize(
    ("lines", "name", "role"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Thắm", "Lò Văn Thắm", "CHỦ TỊCH"),
        (
            "KT. TRƯỞNG CÔNG AN HUYỆN\nPHÓ TRƯỞNG CÔNG AN HUYỆN\nThượng tá Lò Văn Thịnh",
            "Thượng tá Lò Văn Thịnh",
            "PHÓ TRƯỞNG CÔNG AN HUYỆN",
        ),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n(ký tên, đóng dấu)\nNguyễn Thị Hà", "Nguyễn Thị Hà", "CHÁNH VĂN PHÒNG"),
        ("TRƯỞNG PHÒNG\nVàng A Sử\nPHỤ LỤC I\nCHỦ TỊCH", "Vàng A Sử", "TRƯỞNG PHÒNG"),
        ("T/M BAN CHẤP HÀNH\nBÍ THƯ\n\nNơi nhận:\n- Tỉnh ủy,\n- Lưu.", "", "BÍ THƯ"),
        ("Cuối báo cáo.", "", ""),
    ],
)
def test_signatures(lines: str, name: str, role: str) -> None:
    found = read(f"BÁO CÁO\nnăm 2023\nI. KẾT QUẢ\nĐã làm.\n{lines}")
    assert (found.signatory, found.signer_role) == (name, role)


@pytest.mark.parametrize(
    ("title", "brackets", "start", "end"),
    [
        ("năm 2023, nhiệm vụ năm 2024", "", "2023-01-01", "2023-12-31"),
        ("6 tháng đầu năm; nhiệm vụ 6 tháng cuối năm 2023", "", "2023-01-01", "2023-06-30"),
        ("9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2024", "", "2024-01-01", "2024-09-30"),
        ("10 tháng năm 2019", "", "2019-01-01", "2019-10-31"),
        ("quý I/2024", "", "2024-01-01", "2024-03-31"),
        ("quý III năm 2024", "", "2024-07-01", "2024-09-30"),
        ("quý II và 6 tháng đầu năm 2024", "", "2024-01-01", "2024-06-30"),
        ("tháng 11, nhiệm vụ tháng 12 năm 2023", "", "2023-11-01", "2023-11-30"),
        ("thực hiện Chương trình giai đoạn 2021-2025 năm 2023", "", "2023-01-01", "2023-12-31"),
        ("nhiệm kỳ 2020 - 2025", "", "2020-01-01", "2025-12-31"),
        ("10 năm thực hiện Nghị quyết số 25-NQ/TW (2013 - 2023)", "", "2013-01-01", "2023-12-31"),
        ("6 tháng đầu năm 2024", "(Số liệu tính từ ngày 15/12/2023 đến ngày 14/6/2024)", "2023-12-15", "2024-06-14"),
        ("năm 2020", "(từ ngày 01/10/2019 đến ngày 30/9/2020) của huyện", "2019-10-01", "2020-09-30"),
        ("bệnh Dịch tả", "(số liệu từ ngày 11/3/2019 đến 16h00 ngày 31-7-2019)", "2019-03-11", "2019-07-31"),
        ("thiệt hại do bão số 9", "(tính đến 17h00 ngày 30/10/2020)", "", "2020-10-30"),
        ("Phương hướng, nhiệm vụ năm 2024", "", "2024-01-01", "2024-12-31"),
        ("năm học 2018 - 2019", "", "", ""),
        ("công tác tuần 45", "", "", ""),
    ],
)
def test_periods(title: str, brackets: str, start: str, end: str) -> None:
    period = read_period(f"Báo cáo {title}", brackets)
    assert (period.start, period.end) == (start, end)


def test_a_year_of_state_bodies_counts_from_december_only_where_the_text_says_so() -> None:
    assert cut_offs("Số liệu tính từ ngày 15/12/2022 đến ngày 14/12/2023 như sau").start == "2022-12-15"
    assert not cut_offs("Từ ngày 15/12/2022 đến ngày 14/12/2023, huyện tổ chức 12 hội nghị")
    found = read("UBND XÃ A\nBÁO CÁO\nKết quả năm 2023\nSố liệu báo cáo từ 15/12/2022 đến 14/12/2023.")
    assert (found.period_start, found.period_end) == ("2022-12-15", "2023-12-14")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("HUYỆN TAM ĐƯỜNG TỈNH LAI CHÂU", ["huyện Tam Đường", "tỉnh Lai Châu"]),
        ("Thành ủy Đà Nẵng", ["thành phố Đà Nẵng"]),
        ("huyện Đắk R’Lấp, tỉnh Đắk Nông", ["huyện Đắk R’Lấp", "tỉnh Đắk Nông"]),
        ("thị xã Đông Quý năm 2019", ["thị xã Đông Quý"]),
        ("HUYỆN NĂM CĂN NĂM 2023", ["huyện Năm Căn"]),
        ("huyện Châu Thành, thị trấn Tam Đường", ["huyện Châu Thành", "thị trấn Tam Đường"]),
        ("các xã, thị trấn trên địa bàn huyện", []),
        ("UBND xã báo cáo", []),
    ],
)
def test_areas(line: str, names: list[str]) -> None:
    assert [area.name for area in areas(line)] == names


PIECES = [
    *(
        "BÁO CÁO",
        "năm 2023",
        "Số: ",
        "/BC-UBND",
        "12",
        "ngày",
        "tháng",
        "TM. ",
        "KT. CHỦ TỊCH",
        "Nơi nhận:",
        "I. ",
        "1. ",
        "a) ",
    ),
    *(
        "\n",
        " ",
        "[^1]",
        ": ",
        "Phần thứ nhất",
        "huyện ",
        "Tam Đường",
        "(",
        ")",
        "…",
        "“",
        "6 tháng",
        "31/02/2023",
        "Lò Văn A",
        "-",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_nothing_makes_it_fail(pieces: list[str]) -> None:
    made = document("".join(pieces))
    sections = outline(made)
    assert letterhead(made, sections) is not None
    assert all(made.text[one.char_start : one.char_end] == one.raw for one in citations(made))
    assert all(made.text.startswith(one.anchor, one.anchor_start or 0) for one in anchors(made, sections))
    assert all(s.char_start < s.label_end <= s.title_end and s.char_start < s.char_end for s in sections)


def test_place_and_day_above_the_signature() -> None:
    found = read("BÁO CÁO\nnăm 2023\nĐã làm tốt.\nKhun Há, ngày 10 tháng 12 năm 2023\nTRƯỞNG BẢN\nSùng A Páo")
    assert (found.place, found.date, found.signatory) == ("Khun Há", "2023-12-10", "Sùng A Páo")


def test_an_official_letter() -> None:
    found = read("""UBND HUYỆN TAM ĐƯỜNG
PHÒNG NỘI VỤ
Số: 12/PNV-CCHC
V/v báo cáo kết quả cải cách hành chính quý I/2024
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Tam Đường, ngày 20 tháng 3 năm 2024
Kính gửi: Sở Nội vụ tỉnh Lai Châu
Thực hiện Công văn số 45/SNV-CCHC, Phòng Nội vụ báo cáo như sau:""")
    assert (found.issuer, found.number_symbol, found.date) == ("PHÒNG NỘI VỤ", "12/PNV-CCHC", "2024-03-20")
    assert found.title == "V/v báo cáo kết quả cải cách hành chính quý I/2024"
    assert (found.period_start, found.period_end) == ("2024-01-01", "2024-03-31")


def test_a_number_cited_in_the_head_is_not_the_report_s_own() -> None:
    assert own_number(document("ĐỀ CƯƠNG\n(Kèm theo Công văn số 1029-CV/BDVTU ngày 25/5/2023)")) == (0, 0)
    assert own_number(document("BÁO CÁO\nSố 12-BC/HU")) == (0, 0)
