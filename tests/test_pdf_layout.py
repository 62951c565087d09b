"""How pages of PDF files are laid out: hyphens, rotation, furniture, columns, tables."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")


@needs_fonts
class TestLayout:
    def test_line_end_hyphens(self) -> None:
        def page(sheet: Sheet) -> None:
            sheet.full("Thực hiện tốt Quy chế của Ban Thường vụ và Kế hoạch số 15-", x=LEFT + 30)
            sheet.full("KH/HU, ngày 17/11/2020 của Mặt trận và các tổ chức chính trị -")
            sheet.full("xã hội giai đoạn năm 2021 theo Công văn số 41/")
            sheet.line("KH-UBND của huyện.")

        assert read(draw(page)).text == (
            "Thực hiện tốt Quy chế của Ban Thường vụ và Kế hoạch số 15-KH/HU, ngày 17/11/2020 của Mặt trận và các tổ "
            "chức chính trị - xã hội giai đoạn năm 2021 theo Công văn số 41/KH-UBND của huyện.\n"
        )

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_rotated_page(self, rotate: int) -> None:
        """Text that is written upright and shown turned is read; its boxes are those of the page as shown."""
        document = read(draw(prose, rotate=rotate))
        assert document.text == PROSE
        first = document.lines[0]
        width, height = (drawn.HEIGHT, drawn.WIDTH) if rotate % 180 else (drawn.WIDTH, drawn.HEIGHT)
        assert 0 <= first.x0 < first.x1 <= width
        assert 0 <= first.top < first.bottom <= height
        if rotate == 90:  # the top of the sheet is shown at the right
            assert first.x0 > width - 100

    def test_sideways_table_page(self) -> None:
        """Text drawn sideways on an upright page is read as if the page lay on its side."""

        def page(sheet: Sheet) -> None:
            sheet.canvas.translate(drawn.WIDTH, 0)
            sheet.canvas.rotate(90)
            sheet.y = 560
            prose(sheet)

        document = read(draw(page))
        assert document.text == PROSE
        assert all(place.x1 <= drawn.WIDTH + 1 and place.bottom <= drawn.HEIGHT + 1 for place in document.lines)

    def test_page_box_away_from_the_origin(self) -> None:
        """Boxes are counted from the top left of what is shown of the page, also where that is cropped."""

        def page(sheet: Sheet) -> None:
            sheet.canvas.setCropBox((50, 40, 560, 800))
            prose(sheet)

        whole, cropped = read(draw(prose)).lines[0], read(draw(page)).lines[0]
        assert cropped.x0 == pytest.approx(whole.x0 - 50, abs=0.1)
        assert cropped.top == pytest.approx(whole.top - (drawn.HEIGHT - 800), abs=0.1)

    def test_running_heads(self) -> None:
        def page(sheet: Sheet) -> None:
            sheet.line("Báo cáo công tác dân vận - lưu hành nội bộ", size=9, down=0)
            sheet.y -= 30
            prose(sheet)
            sheet.y = 60
            sheet.line(f"Trang {sheet.canvas.getPageNumber()}/4", x=300, size=11)

        document = read(draw(page, page, page, page))
        assert document.text == PROSE * 4
        assert [f.text for f in document.furniture if f.is_page_number] == [f"Trang {n}/4" for n in range(1, 5)]
        assert sum(not f.is_page_number for f in document.furniture) == 4

    def test_a_lone_number_of_a_table_is_no_page_number(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Tổng số hội nghị đã tổ chức:", x=LEFT + 30)
            sheet.line("76", x=LEFT + 30)

        assert read(draw(page)).text == PROSE + "Tổng số hội nghị đã tổ chức:\n76\n"

    def test_merged_heading_of_a_ruled_table(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            canvas, top = sheet.canvas, 500
            xs, ys = (85, 130, 300, 400, 500), (top, top - 25, top - 50, top - 75)
            for y in (ys[0], ys[2], ys[3]):
                canvas.line(xs[0], y, xs[-1], y)
            canvas.line(xs[2], ys[1], xs[-1], ys[1])
            for x in (xs[0], xs[1], xs[2], xs[4]):
                canvas.line(x, ys[0], x, ys[3])
            canvas.line(xs[3], ys[1], xs[3], ys[3])
            for x, y, text in (
                (90, -30, "TT"),
                (135, -30, "Đơn vị"),
                (305, -18, "Hội nghị"),
                (305, -43, "Kế hoạch"),
                (405, -43, "Thực hiện"),
                (90, -68, "1"),
                (135, -68, "Xã Nậm Păm"),
                (305, -68, "12"),
                (405, -68, "1.038"),
            ):
                canvas.setFont("Serif", 11)
                canvas.drawString(x, top + y, text)

        document = read(draw(page))
        (table,) = document.tables
        cells = {document.text[c.start : c.end]: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}
        assert cells == {
            "TT": (1, 1, 2, 1),
            "Đơn vị": (1, 2, 2, 1),
            "Hội nghị": (1, 3, 1, 2),
            "Kế hoạch": (2, 3, 1, 1),
            "Thực hiện": (2, 4, 1, 1),
            "1": (3, 1, 1, 1),
            "Xã Nậm Păm": (3, 2, 1, 1),
            "12": (3, 3, 1, 1),
            "1.038": (3, 4, 1, 1),
        }

    def test_letterhead_whose_columns_reach_over_each_other(self) -> None:
        """The left cell is read before the right one, also where no white gutter parts all their lines."""

        def page(sheet: Sheet) -> None:
            for left, right in (
                ((LEFT, "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG"), (370, "CỘNG HÒA XÃ HỘI")),
                ((LEFT + 60, "Số: 412/BC-UBND"), (300, "Mường Lâm, ngày 14 tháng 11 năm 2023")),
            ):
                sheet.line(left[1], x=left[0], size=11)
                sheet.line(right[1], x=right[0], size=11, down=0)
            sheet.line("BÁO CÁO", x=290, bold=True, down=40)
            prose(sheet)

        assert read(draw(page)).text == (
            "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG\nSố: 412/BC-UBND\nCỘNG HÒA XÃ HỘI\nMường Lâm, ngày 14 tháng 11 năm 2023\n"
            "BÁO CÁO\n" + PROSE
        )

    def test_justified_lines_with_wide_blanks_are_no_columns(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.full("Tổ chức thành công những hội nghị đối thoại trực", x=LEFT + 30)
            sheet.full("tiếp giữa người đứng đầu cấp ủy với nhân dân các")
            sheet.line("xã, thị trấn trong huyện.")

        assert read(draw(page)).text == PROSE + (
            "Tổ chức thành công những hội nghị đối thoại trực tiếp giữa người đứng đầu cấp ủy với nhân dân các xã, thị "
            "trấn trong huyện.\n"
        )

    def test_legacy_text_layer(self) -> None:
        """A page set in .VnTime holds TCVN3 bytes; its ¹ and ² are letters and no marks."""
        said = (
            "B¸o c¸o kÕt qu¶ c«ng t¸c d©n vËn cña huyÖn n¨m 2023, víi 4.353 l\u00adît ng\u00adêi t¹i 13 x·, thÞ trÊn."
        )

        def page(sheet: Sheet) -> None:
            for _ in range(4):
                sheet.line(said, size=8)

        document = read(draw(page))
        line = "Báo cáo kết quả công tác dân vận của huyện năm 2023, với 4.353 lượt người tại 13 xã, thị trấn."
        assert document.text.startswith(line)
        assert not document.marks

    def test_figures_side_by_side_are_never_fused(self) -> None:
        """Two figures of one table row stay two, also where a heading reaches over both."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            for y, *row in ((500, "Đơn vị", "Hội nghị", ""), (480, "Nậm Păm", "12", "640"), (460, "Hoa", "9", "512")):
                for x, text in zip((90, 250, 330), row, strict=True):
                    sheet.canvas.setFont("Serif", 12)
                    sheet.canvas.drawString(x, y, str(text))

        text = read(draw(page)).text
        assert "12 640" not in text
        assert "9 512" not in text

    def test_what_was_filled_into_a_form_is_read(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            form = sheet.canvas.acroForm
            sheet.canvas.setFont("Serif", 13)
            sheet.canvas.drawString(LEFT, 306, "Tổng số: ")
            form.textfield(
                name="a", x=LEFT + 60, y=300, width=200, height=20, value="125 ho", fontSize=12, borderWidth=0
            )
            form.choice(name="b", x=LEFT, y=200, width=99, height=20, options=["Ban Bo", "Na Tam"], value="Na Tam")
            sheet.canvas.linkURL("http://example.invalid", (0, 0, 9, 9))

        data = draw(page)
        assert read(data).text == PROSE + "Tổng số: 125 ho\nNa Tam\n"
        undrawn = data.replace(b"/AP ", b"/XX ").replace(b"/Fields ", b"/NeedAppearances true /Fields ")
        assert "Tổng số: 125 ho\nNa Tam\n" in read(undrawn).text

    @pytest.mark.parametrize("sides", [True, False])
    def test_places_that_ruling_does_not_close_in_are_cells_too(self, sides: bool) -> None:
        """A table open at its sides, and one whose rows lack a border: no text is lost, none fused."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            canvas, xs, ys = sheet.canvas, (85, 130, 300, 400, 500), (500, 475, 450, 425)
            for y in ys:
                canvas.line(xs[0], y, xs[-1], y)
            for x in xs[1:-1]:
                canvas.line(x, ys[0], x, ys[-1])
            if sides:  # closed at the left in the first row only
                canvas.line(xs[0], ys[0], xs[0], ys[1])
                canvas.line(xs[-1], ys[0], xs[-1], ys[-1])
            canvas.setFont("Serif", 11)
            rows = ("TT", "Đơn vị", "Số hộ", "Số người"), ("1", "Nậm Păm", "12", "640"), ("2", "Hoa", "9", "51")
            for n, row in enumerate(rows):
                for x, text in zip(xs, row, strict=False):
                    canvas.drawString(x + 5, ys[n] - 18, text)

        document = read(draw(page))
        (table,) = document.tables
        cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
        assert cells == {
            (1, 1): "TT", (1, 2): "Đơn vị", (1, 3): "Số hộ", (1, 4): "Số người",
            (2, 1): "1", (2, 2): "Nậm Păm", (2, 3): "12", (2, 4): "640",
            (3, 1): "2", (3, 2): "Hoa", (3, 3): "9", (3, 4): "51",
        }  # fmt: skip

    def test_text_that_runs_up_an_upright_page(self) -> None:
        """Heads of narrow columns are read in their cells, a stamp in the margin stands apart; no letters are mixed."""

        def upwards(sheet: Sheet, x: float, y: float, text: str) -> None:
            sheet.canvas.saveState()
            sheet.canvas.translate(x, y)
            sheet.canvas.rotate(90)
            sheet.canvas.setFont("Serif", 10)
            sheet.canvas.drawString(0, 0, text)
            sheet.canvas.restoreState()

        def page(sheet: Sheet) -> None:
            prose(sheet)
            canvas, xs, ys = sheet.canvas, (85, 300, 400, 500), (500, 410, 385)
            for y in ys:
                canvas.line(xs[0], y, xs[-1], y)
            for x in xs:
                canvas.line(x, ys[0], x, ys[-1])
            upwards(sheet, 330, 415, "Số hội nghị")
            upwards(sheet, 344, 415, "năm 2023")
            upwards(sheet, 30, 300, "Số hóa ngày 12/11/2023")
            canvas.setFont("Serif", 11)
            row = (90, "Hoa"), (305, "12"), (405, "9")
            for x, y, text in ((90, 440, "Đơn vị"), (405, 440, "Người"), *((x, 392, said) for x, said in row)):
                canvas.drawString(x, y, text)

        document = read(draw(page))
        assert document.text == PROSE + "Đơn vị\nSố hội nghị năm 2023\nNgười\nHoa\n12\n9\n"
        assert [f.text for f in document.furniture] == ["Số hóa ngày 12/11/2023"]

    @pytest.mark.parametrize("angle", [30, 45, 60])
    @pytest.mark.parametrize("apart", [False, True])
    def test_a_watermark_is_no_text(self, angle: int, apart: bool) -> None:
        """Words at a slant are of the page, drawn at once or letter by letter, also over a table; none is lost."""

        def page(sheet: Sheet) -> None:
            canvas = sheet.canvas
            canvas.saveState()
            canvas.translate(drawn.WIDTH / 2, drawn.HEIGHT / 2)
            canvas.rotate(angle)
            canvas.setFont("Serif", 50)
            for n, said in enumerate("DỰTHẢO2" if apart else ["DỰ THẢO 2"]):
                canvas.drawString(40 * n - 140, 0, said)
            canvas.restoreState()
            prose(sheet)
            for y in (480, 440, 400):
                canvas.line(85, y, 500, y)
            for x in (85, 300, 500):
                canvas.line(x, 400, x, 480)
            canvas.setFont("Serif", 11)
            for x, y, said in ((90, 450, "Hội nghị"), (305, 450, "12"), (90, 410, "Hộ"), (305, 410, "9")):
                canvas.drawString(x, y, said)

        document = read(draw(page))
        assert document.text == PROSE + "Hội nghị\n12\nHộ\n9\n"
        assert "".join(f.text for f in document.furniture).replace(" ", "") == "DỰTHẢO2"


@needs_fonts
@pytest.mark.parametrize(
    ("font", "private", "said"),
    [
        (name, *signs)
        for name in ("Symbol", "SymbolMT", "OpenSymbol", "TimesNewRoman")
        for signs in (("\uf0b3", "≥"), ("\uf0a3", "≤"), ("\uf0b0", "°"), ("\uf0b1", "±"), ("\uf0b4", "×"))
    ]
    + [("Symbol", "\uf02d", "−"), ("Symbol", "\uf035", "5"), ("Wingdings-Regular", "\uf0d8", "➢")]
    + [("Wingdings", "\uf031", "\uf031"), ("TimesNewRoman", "\uf031", "\uf031")],
)
def test_fonts_of_pictures(font: str, private: str, said: str) -> None:
    """A private character is what its font draws; a picture at the byte of a digit is no digit."""

    def page(sheet: Sheet) -> None:
        name = f"{font}-{ord(private):X}"
        made = TTFont(name, str(drawn.FONTS / "DejaVuSerif.ttf"))
        face = made.face
        face.name = name.encode()
        face.charToGlyph[ord(private)] = face.charToGlyph[ord("■")]
        face.charWidths[ord(private)] = face.charWidths[ord("■")]
        pdfmetrics.registerFont(made)
        prose(sheet)
        sheet.line("Tỷ lệ đạt", x=LEFT)
        at = LEFT + pdfmetrics.stringWidth("Tỷ lệ đạt ", "Serif", 13)
        sheet.canvas.setFont(name, 13)
        sheet.canvas.drawString(at, sheet.y, private)
        sheet.canvas.setFont("Serif", 13)
        sheet.canvas.drawString(at + 13, sheet.y, "95%.")

    assert read(draw(page)).text in (f"{PROSE}Tỷ lệ đạt {said}95%.\n", f"{PROSE}Tỷ lệ đạt {said} 95%.\n")
