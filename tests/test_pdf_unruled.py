"""What stands side by side without ruling: columns that nearly touch, headings and values that are no columns."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

pytestmark = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")

_ROWS = (
    ("TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"),
    ("1", "Thu thuế, phí", "310,5", "337,12", "108,57"),
    ("2", "Thu tiền thuê đất", "139,3", "149,60", "107,39"),
    ("", "Cộng", "449,8", "486,72", "108,20"),
)


@pytest.mark.parametrize("gap", [6.5, 8, 12, 20])
def test_columns_by_the_gutters_over_all_rows(gap: float) -> None:
    """No cell is joined with its neighbour, however near that stands in its row."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        x, canvas = LEFT, sheet.canvas
        canvas.setFont("Serif", 11)
        for column in zip(*_ROWS, strict=True):
            width = max(float(stringWidth(said, "Serif", 11)) for said in column)
            for n, said in enumerate(column):
                canvas.drawString(x if x < 200 else x + width - stringWidth(said, "Serif", 11), 600 - 20 * n, said)
            x += width + gap
        sheet.y = 500
        sheet.line("Thu ngân sách đạt 486,72 triệu đồng.", x=LEFT + 30)

    document = read(draw(page))
    cells = "".join(said + "\n" for row in _ROWS for said in row if said)
    assert document.text == PROSE + cells + "Thu ngân sách đạt 486,72 triệu đồng.\n"


def test_a_letter_spaced_heading_is_no_row_of_the_letterhead() -> None:
    def page(sheet: Sheet) -> None:
        left = "HUYỆN ỦY PẮC LỪ", "BAN DÂN VẬN", "*", "Số 96-BC/BDV"
        right = "ĐẢNG CỘNG SẢN VIỆT NAM", "Pắc Lừ, ngày 05 tháng 7 năm 2024"
        for x, texts in ((LEFT, left), (310, right)):
            sheet.y = 770
            for said in texts:
                sheet.line(said, x=x, size=11)
        sheet.y -= 60
        sheet.canvas.setFont("Serif", 13)
        for n, letter in enumerate("BÁO  CÁO"):
            if letter != " ":
                sheet.canvas.drawString(250 + 14 * n, sheet.y, letter)
        prose(sheet)

    document = read(draw(page))
    assert document.text == (
        "HUYỆN ỦY PẮC LỪ\nBAN DÂN VẬN\n*\nSố 96-BC/BDV\nĐẢNG CỘNG SẢN VIỆT NAM\nPắc Lừ, ngày 05 tháng 7 năm 2024\n"
        "B Á O C Á O\n" + PROSE
    )


def test_a_value_in_the_blank_of_a_sentence() -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        for x, said in ((LEFT, "Tổng số hộ nghèo toàn xã:"), (330, "421"), (420, "hộ, giảm mạnh.")):
            sheet.line(said, x=x, down=0 if x > LEFT else 18)

    assert read(draw(page)).text == PROSE + "Tổng số hộ nghèo toàn xã: 421 hộ, giảm mạnh.\n"


def test_a_page_of_short_lines() -> None:
    """Sentences of one length are no lines of one paragraph, and an ordinary paragraph of short lines is one."""
    said = [f"0{n}/ Hộ thứ 10{n} nhận 1{n} con giống." for n in range(1, 7)]

    def page(sheet: Sheet) -> None:
        for text in said:
            sheet.line(text)

    assert read(draw(page)).text == "".join(text + "\n" for text in said)


@pytest.mark.parametrize(("drop", "joined"), [(1.8, True), (8, False)])
def test_a_tall_letter_sets_its_line_lower(drop: float, joined: bool) -> None:
    """LaTeX moves a line with a tall letter down: that is no space before a paragraph."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.y -= 40
        sheet.full("Các đơn vị trong huyện thực hiện Công văn số 1187 của Đảng bộ và")
        sheet.y -= 3.6  # LaTeX's lines stand nearer to each other than this sheet's
        sheet.y -= drop - 1.8
        sheet.full("Ủy ban nhân dân các xã, thị trấn trên địa bàn về việc báo cáo kết")
        sheet.line("quả năm 2023.")

    text = read(draw(page)).text
    assert (" và Ủy ban" in text) == joined
    assert (" và\nỦy ban" in text) != joined
