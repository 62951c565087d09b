"""The numbered sections: which labels count, how they nest, what their titles are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from patterns.outline import locator, outline
from plain import document, gold_files, report_of


def paths(text: str) -> list[str]:
    return [section.path for section in outline(document(text))]


def titles(text: str) -> list[str]:
    return [section.title for section in outline(document(text))]


@pytest.mark.parametrize("gold", gold_files("sections"), ids=lambda path: path.name.split(".")[0])
def test_gold(gold: Path) -> None:
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    wanted = wanted if isinstance(wanted, list) else wanted["sections"]
    found = outline(report_of(gold))
    assert [(s.path, s.level, s.title) for s in found] == [
        (s["path"], s["path"].count(">") + 1, (s.get("title") or "").rstrip(".:;")) for s in wanted
    ]


@pytest.mark.parametrize("form", ["docx", "pdf", "odt", "rtf", "doc"])
def test_one_outline_in_every_format(samples: Path, form: str) -> None:
    from extract.document import UnreadableError
    from extract.read import read

    try:
        other = read(samples / f"tam-duong-2023.{form}")
    except UnreadableError as error:
        if error.stage == "chuyển đổi":
            pytest.skip("soffice is not installed")
        raise
    sections = outline(read(samples / "tam-duong-2023.txt"))
    assert [(s.path, s.title) for s in outline(other)] == [(s.path, s.title) for s in sections]
    assert len(sections) == 26


def test_the_outline_of_reports(samples: Path) -> None:
    sections = outline(document((samples / "de-cuong-2023.expected.txt").read_text(encoding="utf-8")))
    assert len(sections) == 24
    assert sections[-1].title == "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CÔNG TÁC DÂN VẬN 6 THÁNG CUỐI NĂM 2023"
    assert sections[22].label == "VI"
    assert not [s for s in sections if s.label.startswith("(")]  # "(1) …; (2) …" runs in a sentence


def test_nesting_follows_the_styles_as_they_come() -> None:
    text = """Phần A\nTÌNH HÌNH\nI. KẾT QUẢ\n1. Kinh tế\n1.1. Nông nghiệp\n1.1.1. Trồng trọt\na) Lúa\n(1) Vụ xuân
(i) Diện tích\n(ii) Năng suất\n(2) Vụ mùa\nb) Ngô\n1.1.2. Chăn nuôi\n1.2 Công nghiệp\n2. Xã hội\nII. NHIỆM VỤ
PHẦN B. KIẾN NGHỊ\n1/ Với tỉnh\n2/ Với huyện"""
    deep = "Phần A > I > 1 > 1.1 > 1.1.1"
    assert paths(text) == [
        *("Phần A", "Phần A > I", "Phần A > I > 1", "Phần A > I > 1 > 1.1", deep, f"{deep} > a"),
        *(
            f"{deep} > a > (1)",
            f"{deep} > a > (1) > (i)",
            f"{deep} > a > (1) > (ii)",
            f"{deep} > a > (2)",
            f"{deep} > b",
        ),
        *("Phần A > I > 1 > 1.1 > 1.1.2", "Phần A > I > 1 > 1.2", "Phần A > I > 2", "Phần A > II"),
        *("PHẦN B", "PHẦN B > 1", "PHẦN B > 2"),
    ]


def test_articles_are_numbered_through_all_chapters() -> None:
    text = """Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nĐiều 2. Nguyên tắc\nChương II\nTRÁCH NHIỆM\nMục 1\nCỦA HUYỆN
Điều 3. Huyện\nMục 2\nCỦA XÃ\nĐiều 4. Xã\nChương III\nTỔ CHỨC\nĐiều 5. Hiệu lực"""
    assert paths(text)[5:] == [
        *("Chương II > Mục 1 > Điều 3", "Chương II > Mục 2", "Chương II > Mục 2 > Điều 4"),
        *("Chương III", "Chương III > Điều 5"),
    ]
    assert titles(text)[3:5] == ["TRÁCH NHIỆM", "CỦA HUYỆN"]


@pytest.mark.parametrize(
    "line",
    [
        "30. Trong tháng đã tổ chức 12 hội nghị.",
        "1.069 buổi tuyên truyền đã được tổ chức.",
        "2023. Năm qua là năm có nhiều khó khăn.",
        "15/6 là ngày khai mạc.",
        "12 hội nghị đã được tổ chức.",
        "7. Đã tổ chức 12 hội nghị với 300 người tham dự.",
        "D. Nguyễn Văn A",
        "V/v báo cáo kết quả năm 2023",
        "Phần I của báo cáo đã nêu kết quả.",
        "Mục 2 của Nghị quyết đã được thực hiện.",
        "- Tổ chức 12 hội nghị.",
        "+ Lúa 12 ha",
        "1.5 ha lúa bị ngập",
        "10 - 12 người",
        "3-5 mô hình",
    ],
)
def test_what_is_no_section(line: str) -> None:
    assert paths(f"I. KẾT QUẢ\n{line}\nII. NHIỆM VỤ") == ["I", "II"]


def test_slips_are_borne() -> None:
    assert paths(
        "I. KẾT QUẢ\n1. Kinh tế\n2. Văn hóa\n4. Quốc phòng\n5. An ninh\nII. HẠN CHẾ\n1. A\n2. B\n2. C\n3. D"
    ) == [*("I", "I > 1", "I > 2", "I > 4", "I > 5", "II", "II > 1", "II > 2", "II > 2", "II > 3")]
    assert paths("II. KẾT QUẢ\n2. Văn hóa\n3. Xã hội\nIII. NHIỆM VỤ") == ["II", "II > 2", "II > 3", "III"]
    assert paths("I. KẾT QUẢ\n1. A\n2. B\n1.1. C\n1.2. D") == ["I", "I > 1", "I > 2", "I > 2 > 1.1", "I > 2 > 1.2"]


def test_a_letter_is_a_numeral_or_a_letter_by_what_came_before() -> None:
    capitals = [f"{letter}. MỤC {letter}{letter}" for letter in "ABCDĐEGHI"]
    small = [f"{letter}) Việc thứ {letter}" for letter in "abcdefghik"]
    found = paths("\n".join(capitals + small))
    assert found[:9] == list("ABCDĐEGHI")
    assert found[9:] == [f"I > {letter}" for letter in "abcdefghik"]
    assert paths("I. A A\nII. B B\nIII. C C\nIV. D D\nV. E E") == ["I", "II", "III", "IV", "V"]
    assert paths("A. KẾT QUẢ\nI. KINH TẾ\nII. XÃ HỘI\nB. NHIỆM VỤ\nI. MỤC TIÊU\nC. KIẾN NGHỊ") == [
        *("A", "A > I", "A > II", "B", "B > I", "C")
    ]


def test_a_list_goes_on_after_the_numbers_inside_it() -> None:
    text = "I. KẾT QUẢ\na) Kinh tế\n1. Trồng trọt\n2. Chăn nuôi\nb) Văn hóa\n1. Giáo dục\n2. Y tế\nII. NHIỆM VỤ"
    assert paths(text) == ["I", "I > a", "I > a > 1", "I > a > 2", "I > b", "I > b > 1", "I > b > 2", "II"]
    text = "I. KẾT QUẢ\nGồm các việc sau:\na) làm đường;\nb) làm trường;\n1. Kinh tế\n2. Văn hóa"
    assert paths(text) == ["I", "I > a", "I > b", "I > 1", "I > 2"]


def test_numbers_begin_again_below_headings_without_number() -> None:
    assert paths("1. Kinh tế\n2. Xã hội\nKiến nghị, đề xuất\n1. Với tỉnh\n2. Với huyện") == ["1", "2", "1", "2"]


def test_recipients_and_notes_are_no_sections() -> None:
    text = "1. Kinh tế[^1]\n2. Xã hội\nNơi nhận:\n1. Huyện ủy\n3. UBND\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n[^1]: 3. Ba"
    made = document(text)
    sections = outline(made)
    assert [section.path for section in sections] == ["1", "2"]
    assert made.text[sections[-1].char_start : sections[-1].char_end] == "2. Xã hội"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Công tác dân tộc, tôn giáo năm 2023[^2]", "Công tác dân tộc, tôn giáo năm 2023"),
        ("Phong trào “Toàn dân đoàn kết”.", "Phong trào “Toàn dân đoàn kết”"),
        ("Về kinh tế: Tốc độ tăng trưởng đạt 8,2%, thu nhập đạt 45 triệu đồng.", "Về kinh tế"),
        ("Công tác tuyên truyền. Trong năm đã tổ chức 12 hội nghị với 300 người.", "Công tác tuyên truyền"),
        ("Tiếp tục đẩy mạnh tuyên truyền. Phấn đấu đạt 100%.", ""),
        ("Phấn đấu thu ngân sách đạt 410 triệu đồng; giải ngân 100% vốn giao.", ""),
        ("Tổng số 12 hội viên được tập huấn.", ""),
    ],
)
def test_titles(line: str, title: str) -> None:
    assert titles(f"1. {line}\n2. Sau")[0] == title


def test_titles_over_lines() -> None:
    text = """I.\nĐẶC ĐIỂM TÌNH HÌNH\n1.\nThuận lợi\nHuyện có nhiều thuận lợi trong năm qua.\n2.\nKhó khăn
PHẦN THỨ HAI: PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CÔNG TÁC\nDÂN VẬN NĂM 2024\nI. MỤC TIÊU\nTRỒNG TRỌT"""
    assert titles(text) == [
        *("ĐẶC ĐIỂM TÌNH HÌNH", "Thuận lợi", "Khó khăn"),
        *("PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CÔNG TÁC DÂN VẬN NĂM 2024", "MỤC TIÊU"),
    ]


@pytest.mark.parametrize(
    "printed", ["II KẾT QUẢ", "II - KẾT QUẢ", "II/ KẾT QUẢ", "II) KẾT QUẢ", "II.KẾT QUẢ", "II- KẾT QUẢ"]
)
def test_labels_as_they_are_typed(printed: str) -> None:
    section = outline(document(f"I. ĐẶC ĐIỂM\n{printed}"))[1]
    assert (section.label, section.title) == ("II", "KẾT QUẢ")


def test_labels_of_automatic_numbering() -> None:
    from extract.builder import Builder, Paragraph, Run

    builder = Builder("docx")
    for label, text in (("I ", "KẾT QUẢ"), ("1 ", "kinh tế"), ("2 ", "Xã hội"), ("", "3 xã đạt chuẩn.")):
        builder.paragraph(Paragraph([Run(text)], automatic=label))
    assert [section.path for section in outline(builder.document())] == ["I", "I > 1", "I > 2"]


def test_spans_and_locator() -> None:
    made = document("BÁO CÁO\nI. A B\n1. Một\nchữ\n2. Hai\nII. C D\ncuối")
    sections = outline(made)
    text = made.text
    assert [text[s.char_start : s.char_end] for s in sections] == [
        *("I. A B\n1. Một\nchữ\n2. Hai", "1. Một\nchữ", "2. Hai", "II. C D\ncuối")
    ]
    assert [text[s.title_start : s.title_end] for s in sections] == ["A B", "Một", "Hai", "C D"]
    assert [text[s.char_start : s.label_end] for s in sections] == ["I.", "1.", "2.", "II."]
    assert [s.parent_id for s in sections] == ["", "s1", "s1", ""]
    locate = locator(sections)
    assert locate(0) is None
    assert [s and s.path for s in (locate(text.index("chữ")), locate(text.index("cuối")))] == ["I > 1", "II"]


def test_many_sections_take_linear_time() -> None:
    import time

    def seconds(parts: int) -> float:
        made = document("\n".join(f"1. Một\n2. Hai\na) Việc {n}\nb) Việc" for n in range(parts)))
        start = time.perf_counter()
        outline(made)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(400), 0.005)
