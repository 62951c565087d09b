"""Check boxes and radio buttons of PDF forms: ☒ or ☐ where they stand, once each, and never a digit more or less."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

pytestmark = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")


class Form:
    """A sheet on which labels and boxes are put from the left to the right."""

    def __init__(self, sheet: Sheet, y: float) -> None:
        self.canvas, self.x, self.y = sheet.canvas, LEFT, y

    def label(self, text: str, font: str = "Serif", after: float = 6) -> None:
        self.canvas.setFont(font, 13)
        self.canvas.drawString(self.x, self.y, text)
        self.x += stringWidth(text, font, 13) + after

    def check(self, name: str, ticked: bool, size: float = 12, **more: str) -> None:
        self.canvas.acroForm.checkbox(name=name, checked=ticked, x=self.x, y=self.y - 2, size=size, **more)
        self.x += size + 4

    def radio(self, name: str, value: str, ticked: bool) -> None:
        self.canvas.acroForm.radio(name=name, value=value, selected=ticked, x=self.x, y=self.y - 2, size=12)
        self.x += 16


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_stand_before_and_behind_their_labels(rotate: int) -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        form = Form(sheet, 300)
        form.label("Kết quả:")
        for label, ticked in (("Đạt", True), ("Không đạt", False)):
            form.check(label, ticked, size=14)
            form.label(label)
        form = Form(sheet, 275)
        for label, ticked in (("Có", False), ("Không", True)):
            form.radio("giao-dien", label, ticked)
            form.label(label)
        form = Form(sheet, 250)
        for label, ticked in (("Hộ nghèo 12 hộ", True), ("Khác", False)):
            form.label(label)
            form.check(label, ticked, size=20)

    rows = "Kết quả: ☒ Đạt ☐ Không đạt\n☐ Có ☒ Không\nHộ nghèo 12 hộ ☒ Khác ☐\n"
    assert read(draw(page, rotate=rotate)).text == PROSE + rows


def test_boxes_in_the_blanks_of_one_line() -> None:
    """The line is drawn at once, the boxes later: they are read where they are seen."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        line = "Giới tính:     Nam     Nữ"
        Form(sheet, 300).label(line)
        for label, ticked in (("     Nam", False), ("     Nữ", True)):
            form = Form(sheet, 300)
            form.x += stringWidth(line[: line.index(label)] + "  ", "Serif", 13)
            form.check(label, ticked)

    assert read(draw(page)).text == PROSE + "Giới tính: ☐ Nam ☒ Nữ\n"


def test_boxes_in_cells_and_beside_fields_of_text() -> None:
    xs, ys = (LEFT, 300, 380, 470), (500, 475, 450, 425)

    def page(sheet: Sheet) -> None:
        prose(sheet)
        for y in ys:
            sheet.canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            sheet.canvas.line(x, ys[0], x, ys[-1])
        rows = ("Nội dung", "Đạt", "Không"), ("Thu ngân sách 12 tỷ", True, False), ("Giảm nghèo", False, True)
        for y, row in zip(ys, rows, strict=False):
            for x, what in zip(xs, row, strict=False):
                form = Form(sheet, y - 18)
                form.x = x + 6
                if isinstance(what, str):
                    form.label(what)
                else:
                    form.check(f"{row[0]}{x}", what)
        sheet.canvas.acroForm.textfield(name="a", x=LEFT, y=300, width=200, height=20, value="125 ho", borderWidth=0)

    document = read(draw(page))
    (table,) = document.tables
    cells = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert [cells[2, n] for n in (1, 2, 3)] == ["Thu ngân sách 12 tỷ", "☒", "☐"]
    assert [cells[3, n] for n in (1, 2, 3)] == ["Giảm nghèo", "☐", "☒"]
    assert document.text.endswith("125 ho\n")


def test_a_box_is_read_once_and_digits_stay_as_they_are() -> None:
    """A square that is printed under a box is that box; a number under it is a number; hidden boxes are none."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        form = Form(sheet, 300)
        form.label("o", font="ZapfDingbats", after=0)  # ❏
        form.x = LEFT
        form.check("over", True)
        form.label("Có")
        form = Form(sheet, 275)
        form.label("Điểm: 3", after=0)
        form.x -= 11
        form.check("number", True)
        form = Form(sheet, 250)
        form.check("hidden", True, annotationFlags="hidden")
        form.label("Hết")

    text = read(draw(page)).text.removeprefix(PROSE)
    assert text.splitlines()[0] == "☒ Có"
    assert text.replace("☒", "").replace(" ", "").splitlines() == ["Có", "Điểm:3", "Hết"]
    assert text.count("☒") == 2


def test_a_box_far_from_any_text() -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        Form(sheet, 120).check("alone", False)

    assert read(draw(page)).text == PROSE + "☐\n"
