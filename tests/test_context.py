"""Who did what, where and when: what the words around a figure say of it, and that one claim has one phrase."""

from __future__ import annotations

from pathlib import Path

import pytest

import plain
from extract.document import Document
from patterns.claims import Figure, Letterhead
from patterns.context import in_context
from patterns.find import Prose, find
from patterns.measure import measure
from patterns.outline import outline
from patterns.relate import relate

HEAD = Letterhead(
    issuer="Huyện ủy Tam Đường",
    level="huyện",
    area="huyện Tam Đường",
    period_start="2023-01-01",
    period_end="2023-12-31",
)


def read(text: str, head: Letterhead = HEAD) -> tuple[Figure, ...]:
    """The figures of a text, in context."""
    return figures_of(plain.document(text), head)


def figures_of(document: Document, head: Letterhead = HEAD) -> tuple[Figure, ...]:
    """The figures of a document, in context."""
    sections = outline(document)
    prose = Prose.of(document)
    prose = Prose.of(document)
    mentions = find(document, prose, sections, head)
    figures, _links = relate(document, prose, measure(document, prose, sections, mentions, "r"))
    return in_context(document, prose, sections, head, mentions, figures)


def said(text: str, field: str = "indicator") -> list[str]:
    """One column of the figures of a text."""
    return [getattr(figure, field) for figure in read(text)]


INDICATORS = [
    (
        "Tổ chức 91 hội nghị tuyên truyền, tập huấn về công tác dân vận cho 4.353 lượt người tham dự; có 13 văn bản.",
        [
            "hội nghị tuyên truyền, tập huấn về công tác dân vận",
            "lượt người tham gia hội nghị tuyên truyền, tập huấn",
            "văn bản",
        ],
    ),
    ("Tỷ lệ hộ nghèo chiếm 32,1%; cận nghèo chiếm 14,21%.", ["tỷ lệ hộ nghèo", "tỷ lệ cận nghèo"]),
    ("Tham gia hòa giải 49 vụ, hòa giải thành 43 vụ.", ["vụ hòa giải", "vụ hòa giải thành"]),
    (
        "Đã giải quyết xong 68 đơn, đạt 73%; đang giải quyết 25 đơn.",
        ["đơn giải quyết", "tỷ lệ đơn giải quyết", "đơn đang giải quyết"],
    ),
    ("Tổng số hội viên: 2.345.", ["hội viên"]),
    ("Khởi tố 68 vụ, 95 bị can.", ["vụ khởi tố", "bị can khởi tố"]),
    (
        "MTTQ các cấp vận động ủng hộ Quỹ “Vì người nghèo” được 98,6 triệu đồng.",
        ["quỹ vì người nghèo"],
    ),
    (
        "Thu ngân sách trên địa bàn đạt 7.642,3 triệu đồng, bằng 103,27% dự toán giao.",
        ["thu ngân sách", "tỷ lệ thu ngân sách so với dự toán"],
    ),
    (
        "Tổng số đảng viên là 2.778 đồng chí, trong đó: đảng viên nữ là 959 đồng chí.",
        ["đảng viên", "đảng viên nữ"],
    ),
    ("Nhân dân hiến 11.934 m² đất, đóng góp 294 triệu đồng.", ["đất hiến", "tiền đóng góp"]),
    (
        "Trật tự xã hội 13 vụ/31 đối tượng; ma túy 60 vụ/69 đối tượng.",
        ["vụ trật tự xã hội", "đối tượng trật tự xã hội", "vụ ma túy", "đối tượng ma túy"],
    ),
    (
        "Số hồ sơ tiếp nhận 5635 hồ sơ, trong đó: số hồ sơ đã giải quyết 5600 hồ sơ, số hồ sơ quá hạn 0 hồ sơ.",
        ["hồ sơ tiếp nhận", "hồ sơ giải quyết", "hồ sơ quá hạn"],
    ),
    (
        "Có 10.774 gia đình đăng ký danh hiệu “Gia đình văn hóa” đạt 88,5%.",
        ["gia đình đăng ký danh hiệu gia đình văn hóa", "tỷ lệ gia đình đăng ký danh hiệu gia đình văn hóa"],
    ),
    (
        "Tiếp nhận 93 đơn (giảm 39 đơn so với năm 2022).",
        ["đơn tiếp nhận", "đơn tiếp nhận"],
    ),
    (
        "MTTQ huyện chủ trì 01 hội nghị phản biện, có 72 người tham dự, 52 ý kiến.",
        ["hội nghị phản biện", "người tham gia hội nghị phản biện", "ý kiến tại hội nghị phản biện"],
    ),
    (
        "Có 169 tập thể, 118 cá nhân đăng ký mô hình “Dân vận khéo”.",
        ["tập thể đăng ký mô hình dân vận khéo", "cá nhân đăng ký mô hình dân vận khéo"],
    ),
    (
        "Xảy ra 07 vụ tai nạn giao thông, làm chết 03 người, bị thương 05 người.",
        ["vụ tai nạn giao thông", "người chết", "người bị thương"],
    ),
    ("Tiếp nhận 23 đơn, trong đó: khiếu nại 02, tố cáo 01.", ["đơn tiếp nhận", "đơn khiếu nại", "đơn tố cáo"]),
    ("100% cán bộ, công chức tham gia phong trào thi đua.", ["tỷ lệ cán bộ, công chức tham gia phong trào thi đua"]),
]


@pytest.mark.parametrize(("text", "expected"), INDICATORS, ids=[text[:40] for text, _ in INDICATORS])
def test_indicator(text: str, expected: list[str]) -> None:
    assert said(text) == expected


PAIRS = [
    ("UBND xã tổ chức 91 hội nghị tuyên truyền.", "91 hội nghị tuyên truyền đã được tổ chức."),
    ("Đã ban hành 13 văn bản chỉ đạo.", "Có 13 văn bản chỉ đạo được ban hành."),
    ("Kết nạp 34 đảng viên mới.", "Có 34 đảng viên mới được kết nạp."),
    ("Hòa giải thành 59 vụ.", "Có 59 vụ hòa giải thành."),
    ("Hòa giải thành công 59 vụ.", "59 vụ được hòa giải thành."),
    ("Đã giải quyết 68 đơn.", "68 đơn đã được giải quyết."),
    ("Số hộ nghèo cuối năm 2023 là 894 hộ.", "Cuối năm 2024 số hộ nghèo còn 275 hộ."),
    ("Toàn huyện có 894 hộ nghèo.", "Tổng số hộ nghèo: 894 hộ."),
    ("Tổng số hội viên: 2.345.", "Hội có 2.345 hội viên."),
    ("Đảng viên nữ là 959 đồng chí.", "Đảng bộ có 959 đảng viên nữ."),
    ("Diện tích quế trồng mới là 104,6 ha.", "Trồng mới được 55,3 ha quế."),
    (
        "Thu ngân sách trên địa bàn các xã đạt 7.642,3 triệu đồng.",
        "Thu ngân sách nhà nước trên địa bàn được 3.214,9 triệu đồng.",
    ),
    (
        "MTTQ vận động ủng hộ Quỹ “Vì người nghèo” được 98,6 triệu đồng.",
        "MTTQ xã tiếp nhận ủng hộ Quỹ “Vì người nghèo” 45,2 triệu đồng.",
    ),
    ("Khởi tố 68 vụ.", "68 vụ bị khởi tố."),
    ("Xử lý hành chính 29 đối tượng.", "29 đối tượng bị xử lý hành chính."),
    ("Có 88 ý kiến, đã giải quyết 80 ý kiến.", "Có 88 ý kiến, 80 ý kiến đã được giải quyết."),
    ("Nhân dân hiến 5.680 m² đất.", "5.680 m² đất được Nhân dân hiến."),
    ("Nhân dân đóng góp 5.120 ngày công lao động.", "5.120 ngày công được Nhân dân đóng góp."),
    ("Có 23 mô hình được công nhận.", "Công nhận 23 mô hình."),
    ("Tiếp nhận 3.968 hồ sơ thủ tục hành chính.", "Số hồ sơ TTHC tiếp nhận: 3.968 hồ sơ."),
    ("Giải quyết đúng hạn 3.912 hồ sơ.", "3.912 hồ sơ được giải quyết đúng hạn."),
    ("Kích hoạt được 3.405 tài khoản định danh điện tử.", "Có 6.127 tài khoản định danh điện tử được kích hoạt."),
    ("Tỷ lệ hộ nghèo còn 12,5%.", "Tỷ lệ hộ nghèo là 21,79%."),
    ("Toàn huyện có 33 tổ hòa giải.", "Xã có 13 tổ hòa giải."),
    ("Các xã tổ chức 18 cuộc giám sát.", "MTTQ xã thực hiện 06 cuộc giám sát."),
    ("Huyện có diện tích tự nhiên 19.388,05 ha.", "Diện tích tự nhiên 7.105,50 ha."),
    (
        "Tổ chức 02 hội nghị đối thoại giữa người đứng đầu với Nhân dân.",
        "Người đứng đầu các xã tổ chức 05 hội nghị đối thoại trực tiếp với Nhân dân.",
    ),
    ("Đã tiếp 37 lượt công dân.", "Tiếp công dân 37 lượt."),
    ("Phát hành 4.800 tờ rơi.", "Có 4.800 tờ rơi được phát hành."),
    ("Xảy ra 07 vụ tai nạn giao thông.", "07 vụ tai nạn giao thông đã xảy ra."),
]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[one[:40] for one, _ in PAIRS])
def test_one_claim_has_one_phrase(one: str, other: str) -> None:
    assert said(one)[-1] == said(other)[-1]


ACTORS = [
    ("Công an huyện khởi tố 68 vụ.", ["Công an huyện"]),
    ("Năm 2023, Hội LHPN xã tổ chức 12 buổi tuyên truyền.", ["Hội LHPN xã"]),
    ("MTTQ cấp cơ sở 20 cuộc giám sát.", ["MTTQ cấp cơ sở"]),
    ("Ban chỉ huy Quân sự huyện duy trì chế độ trực. Tổ chức 06 buổi tuyên truyền.", ["Ban chỉ huy Quân sự huyện"]),
    ("Tổ chức được 30 hội nghị.", ["Huyện ủy Tam Đường"]),
    ("Cấp huyện: Bí thư Huyện ủy tổ chức 01 hội nghị. Cấp xã: tổ chức 14 hội nghị.", ["Bí thư Huyện ủy", "Cấp xã"]),
    ("Có 13 hội nghị do UBND huyện tổ chức.", ["UBND huyện"]),
    (
        "Tổ chức 27 cuộc giám sát: Mặt trận Tổ quốc huyện 02 cuộc, MTTQ cấp cơ sở 20 cuộc.",
        ["Huyện ủy Tam Đường", "Mặt trận Tổ quốc huyện", "MTTQ cấp cơ sở"],
    ),
    ("I. KẾT QUẢ\n1. Kết quả công tác dân vận của lực lượng vũ trang\nTổ chức 06 buổi.", ["lực lượng vũ trang"]),
]


@pytest.mark.parametrize(("text", "expected"), ACTORS, ids=[text[:40] for text, _ in ACTORS])
def test_actor(text: str, expected: list[str]) -> None:
    assert said(text, "actor") == expected


PLACES = [
    ("Tổ chức tại xã Nà Tăm với 80 người.", ["xã Nà Tăm"]),
    (
        "Tổ chức 30 hội nghị, trong đó: 02 hội nghị cấp huyện, 27 hội nghị cấp xã, thị trấn.",
        ["huyện Tam Đường", "cấp huyện", "cấp xã"],
    ),
    ("Kết nạp 34 đảng viên.", ["huyện Tam Đường"]),
    ("Ra mắt 01 mô hình tại bản Lao Chải; hiến 200 m² đất.", ["bản Lao Chải", "huyện Tam Đường"]),
    ("UBND các xã tiếp 113 lượt công dân.", ["cấp xã"]),
    ("Xã Nậm Mạ hiến 350 m² đất.", ["xã Nậm Mạ"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text[:40] for text, _ in PLACES])
def test_place(text: str, expected: list[str]) -> None:
    assert said(text, "place") == expected


YEAR = ("2023-01-01", "2023-12-31")
PERIODS = [
    ("Kết nạp 34 đảng viên.", [YEAR]),
    ("Năm 2022 có 84 vụ.", [("2022-01-01", "2022-12-31")]),
    ("Khởi tố 68 vụ (cùng kỳ năm 2022 là 84 vụ).", [YEAR, ("2022-01-01", "2022-12-31")]),
    ("Khởi tố 68 vụ (cùng kỳ 84 vụ).", [YEAR, ("2022-01-01", "2022-12-31")]),
    ("Khởi tố 68 vụ, tăng 13 vụ so với năm 2022.", [YEAR, YEAR]),
    ("6 tháng đầu năm 2023, tiếp nhận 20 đơn.", [("2023-01-01", "2023-06-30")]),
    ("Tính đến 30/10/2023 đã cấp 120 thẻ.", [("2023-01-01", "2023-10-30")]),
    ("Từ đầu năm đến 30/10/2023 tiếp nhận 5635 hồ sơ.", [("2023-01-01", "2023-10-30")]),
    ("Thực hiện kế hoạch năm 2022, trồng 20 ha rừng.", [YEAR]),
    ("Số hộ nghèo cuối năm 2022 là 894 hộ.", [("2022-01-01", "2022-12-31")]),
    ("Quý II năm 2023 thu 20 triệu đồng.", [("2023-04-01", "2023-06-30")]),
    (
        "Tháng 6 năm 2023, tiếp 20 lượt công dân; hòa giải 3 vụ.",
        [("2023-06-01", "2023-06-30"), ("2023-06-01", "2023-06-30")],
    ),
    ("Giai đoạn 2021-2025 xây dựng 12 nhà.", [("2021-01-01", "2025-12-31")]),
    ("Tổ chức 12 buổi (năm 2022: 10 buổi).", [YEAR, ("2022-01-01", "2022-12-31")]),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS, ids=[text[:40] for text, _ in PERIODS])
def test_period(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(figure.period_start, figure.period_end) for figure in read(text)] == expected


def test_the_year_of_tasks_is_the_next() -> None:
    text = "Phần thứ hai\nNHIỆM VỤ TRỌNG TÂM NĂM 2024\n1. Phấn đấu kết nạp 14 đảng viên mới trở lên."
    assert said(text, "period_start")[-1:] == ["2024-01-01"]


@pytest.mark.parametrize("gold", sorted(plain.CORPORA.glob("*.gold.jsonl")), ids=lambda path: path.name)
def test_phrases_are_short_and_hold_no_digits(gold: Path) -> None:
    for figure in figures_of(plain.report_of(gold)):
        assert len(figure.indicator) <= 120
        assert not any(c.isdigit() or c in "[]^" for c in figure.indicator), figure.indicator
        assert figure.indicator == figure.indicator.lower().strip()
        assert figure.indicator
        assert figure.actor
        assert figure.place == figure.place.strip()
