"""Footnotes of PDF files as programs other than Word print them: plain labels, odd sizes, marks side by side."""

from __future__ import annotations

import re

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")


def _notes(sheet: Sheet, *notes: str, size: float = 10, rule: bool = True) -> None:
    """Notes at the foot of the sheet, below a short rule."""
    sheet.y = 140
    if rule:
        sheet.canvas.line(LEFT, 136, LEFT + 150, 136)
    for note in notes:
        sheet.line(note, size=size, down=1.2 * size)


PLAIN = ("{}", "{}.", "({})", "[{}]")


@needs_fonts
class TestPlainLabels:
    """Labels that are not raised, as LibreOffice prints them, answer the marks of the page."""

    @pytest.mark.parametrize("style", PLAIN)
    @pytest.mark.parametrize("unit", ["m^22", "km^22", "m²^2", "m^{2}^2", "m^32"])
    def test_mark_after_a_power(self, unit: str, style: str) -> None:
        """One raised digit after a unit of length is its power, the next the mark."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line(f"Vận động 118 hộ^1 bàn giao 23.460 {unit} đất; xây 3 km^2 rừng.", x=LEFT + 30)
            _notes(sheet, f"{style.format(1)} Có 96 hộ mới.", f"{style.format(2)} Kế hoạch giao 1.033 ha.")

        document = read(draw(page))
        power = "³" if "3" in unit else "²"
        assert (
            f"118 hộ[^1] bàn giao 23.460 {unit[: unit.index('m') + 1]}{power}[^2] đất; xây 3 km² rừng." in document.text
        )
        assert document.text.endswith("[^1]: Có 96 hộ mới.\n[^2]: Kế hoạch giao 1.033 ha.\n")
        assert not document.warnings

    def test_whole_number_after_a_unit_where_it_is_due(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            prose(sheet)
            sheet.line(" ".join(f"a^{n}" for n in range(1, 22)))
            sheet.line("Đường dài 20 m^22 và rộng 3 m^2.", x=LEFT + 30)
            sheet.y = 320
            for n in range(1, 23):
                sheet.line(f"{n} Ghi chú 0{n}.", size=9, down=11)

        text = read(draw(page)).text
        assert "dài 20 m[^22] và rộng 3 m²." in text
        assert "[^21]: Ghi chú 021.\n[^22]: Ghi chú 022.\n" in text

    @pytest.mark.parametrize("style", PLAIN)
    @pytest.mark.parametrize("labels", [(1, 2), (1, 2, 3), (9, 10), (9, 10, 11), (11, 12)])
    def test_marks_side_by_side(self, labels: tuple[int, ...], style: str) -> None:
        raised = "".join(map(str, labels))

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line(f"Thu ngân sách đạt 486,72 triệu đồng^{raised}, bằng 108,2% dự toán.", x=LEFT + 30)
            _notes(sheet, *(f"{style.format(n)} Kế hoạch 05 ha." for n in labels))

        document = read(draw(page))
        assert f"triệu đồng{''.join(f'[^{n}]' for n in labels)}, bằng" in document.text
        assert [note.label for note in document.notes] == [str(n) for n in labels]
        assert not document.warnings

    @pytest.mark.parametrize("style", PLAIN)
    def test_marks_in_a_ruled_table(self, style: str) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Toàn xã có 1.264 hộ^1.", x=LEFT + 30)
            top = sheet.y - 10
            for y in (top, top - 20, top - 40):
                sheet.canvas.line(LEFT, y, LEFT + 300, y)
            for x in (LEFT, LEFT + 150, LEFT + 300):
                sheet.canvas.line(x, top, x, top - 40)
            for row, (name, value) in enumerate([("Chỉ tiêu", "Thực hiện"), ("Diện tích lúa^2", "391^3")]):
                for column, text in enumerate((name, value)):
                    sheet.y = top - 14 - 20 * row + 18
                    sheet.line(text, x=LEFT + 5 + 150 * column)
            notes = ("Có 96 hộ mới", "Kế hoạch 1.033 ha", "Số liệu 48 hộ")
            _notes(sheet, *(f"{style.format(n)} {text}" for n, text in enumerate(notes, 1)))

        document = read(draw(page))
        assert "\nDiện tích lúa[^2]\n391[^3]\n" in document.text
        assert document.text.endswith("[^1]: Có 96 hộ mới\n[^2]: Kế hoạch 1.033 ha\n[^3]: Số liệu 48 hộ\n")
        assert not document.warnings

    @pytest.mark.parametrize("style", PLAIN)
    @pytest.mark.parametrize("seen", ["1", "2", ""])
    def test_note_whose_mark_is_not_seen(self, seen: str, style: str) -> None:
        """Below the separator the number that comes next begins a note; that its mark is missing is told."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line(f"Toàn xã có 1.264 hộ{'^' + seen if seen else ''}.", x=LEFT + 30)
            _notes(sheet, f"{style.format(1)} Có 96 hộ mới.", f"{style.format(2)} Kế hoạch giao 1.033 ha.")

        document = read(draw(page))
        assert document.text.endswith("[^1]: Có 96 hộ mới.\n[^2]: Kế hoạch giao 1.033 ha.\n")
        assert [f"chú thích {label} " in " ".join(document.warnings) for label in "12"] == [seen != "1", seen != "2"]

    def test_figures_within_a_note_are_no_labels(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Toàn xã có 1.264 hộ^1.", x=LEFT + 30)
            _notes(sheet, "1 Gồm:", "2 xã vùng cao;", "2 960 hộ nghèo;", "3 thôn.")

        assert read(draw(page)).text.endswith("[^1]: Gồm: 2 xã vùng cao; 2 960 hộ nghèo; 3 thôn.\n")

    def test_small_list_is_no_notes(self) -> None:
        """Without a separator or a mark, numbers in small type are text."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            _notes(sheet, "1. Văn phòng;", "2. Phòng Thống kê.", rule=False)

        document = read(draw(page))
        assert document.text.endswith("1. Văn phòng;\n2. Phòng Thống kê.\n")
        assert not document.notes


@needs_fonts
@pytest.mark.parametrize("size", [0.58, 0.7])
@pytest.mark.parametrize("drop", [0.09, 0.16, 0.3])
@pytest.mark.parametrize("late", [False, True])
def test_subscripts(size: float, drop: float, late: bool) -> None:
    """A small digit that hangs below the line belongs to it, also where it is drawn after the rest of the line."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.line("", x=LEFT)
        at, hanging = LEFT, []
        for part in ("Khí CO", "_2", " giảm 12 tấn, X", "_12", " tăng, H", "_2", "O tăng 3 tấn."):
            if part.startswith("_"):
                hanging.append((at, part[1:]))
                at += stringWidth(part[1:], "Serif", 13 * size)
            if hanging and (not late or part.endswith(".")):
                sheet.canvas.setFont("Serif", 13 * size)
                for x, digits in hanging:
                    sheet.canvas.drawString(x, sheet.y - 13 * drop, digits)
                hanging = []
            if not part.startswith("_"):
                sheet.canvas.setFont("Serif", 13)
                sheet.canvas.drawString(at, sheet.y, part)
                at += stringWidth(part, "Serif", 13)
        sheet.line("Toàn xã có 1.264 hộ.", x=LEFT + 30)

    assert read(draw(page)).text == PROSE + "Khí CO2 giảm 12 tấn, X12 tăng, H2O tăng 3 tấn.\nToàn xã có 1.264 hộ.\n"


def _full_size(sheet: Sheet, text: str, rise: float) -> None:
    """Writes a line whose `^1` are raised by so many em and not smaller."""
    sheet.y -= 18
    at = LEFT + 30
    for n, part in enumerate(re.split(r"\^(\d)", text)):
        sheet.canvas.setFont("Serif", 13)
        sheet.canvas.drawString(at, sheet.y + (13 * rise if n % 2 else 0), part)
        at += stringWidth(part, "Serif", 13)


@needs_fonts
@pytest.mark.parametrize("rise", [0.22, 0.3, 0.5])
@pytest.mark.parametrize("label", ["^{}", "{}", "({})"])
def test_mark_at_full_size(rise: float, label: str) -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        _full_size(sheet, "Toàn xã có 1.264 hộ^1, đạt 1.046^2 ha và 20 m^2, số 5^7; (tăng)^3.", rise)
        _notes(sheet, *(f"{label.format(n)} Kế hoạch giao." for n in (1, 2, 3)))

    document = read(draw(page))
    assert "Toàn xã có 1.264 hộ[^1], đạt 1.046[^2] ha và 20 m², số 57; (tăng)[^3].\n" in document.text
    assert not document.warnings


@needs_fonts
@pytest.mark.parametrize("angle", [-1.5, -0.5, 0.5, 1.5])
def test_digits_of_a_sloping_line_are_not_raised(angle: float) -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.canvas.saveState()
        sheet.canvas.translate(LEFT, sheet.y)
        sheet.canvas.rotate(angle)
        sheet.canvas.setFont("Serif", 13)
        sheet.canvas.drawString(0, -30, "Toàn xã có 1.264 hộ nghèo, đạt 1.046 ha, tăng 5.1 tấn so với 12.2.")
        sheet.canvas.restoreState()
        _notes(sheet, "^1 Kế hoạch giao.", "^2 Kế hoạch giao.")

    assert "có 1.264 hộ nghèo, đạt 1.046 ha, tăng 5.1 tấn so với 12.2." in read(draw(page)).text


@needs_fonts
@pytest.mark.parametrize("mark", ["({})", "[{}]"])
@pytest.mark.parametrize("label", ["^{{{}}}", "({})", "[{}]", "{}."])
def test_brackets_belong_to_the_mark(mark: str, label: str) -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        one, two = (f"^{{{mark.format(n)}}}" for n in (1, 2))
        sheet.line(f"Toàn xã có 1.264 hộ{one} (tăng 12 hộ) và 23 km^2{two}.", x=LEFT + 30)
        _notes(sheet, *(f"{label.format(n)} Kế hoạch giao." for n in (1, 2)))

    document = read(draw(page))
    assert "Toàn xã có 1.264 hộ[^1] (tăng 12 hộ) và 23 km²[^2].\n" in document.text
    assert document.text.endswith("[^1]: Kế hoạch giao.\n[^2]: Kế hoạch giao.\n")


@needs_fonts
@pytest.mark.parametrize("style", PLAIN)
@pytest.mark.parametrize("count", [1, 4])
def test_roman_endnotes_behind_the_last_page(count: int, style: str) -> None:
    """Their plain labels answer the marks of earlier pages; other small print that begins with an i is text."""
    romans = ("i", "ii", "iii", "iv")[:count]

    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.line("Toàn xã có 1.264 hộ^1; năm 2023" + "; năm 2024".join(f"^{{{n}}}" for n in romans), x=LEFT + 30)
        _notes(sheet, f"{style.format(1)} Có 96 hộ mới.")

    def last(sheet: Sheet) -> None:
        for n in romans:
            sheet.line(f"{style.format(n)} nguồn: Phòng Thống kê, 05 biểu.", size=10, down=12)

    document = read(draw(page, last))
    assert [note.label for note in document.notes] == ["1", *romans]
    assert "năm 2023[^i]" in document.text
    assert document.text.endswith(
        "[^1]: Có 96 hộ mới.\n" + "".join(f"[^{n}]: nguồn: Phòng Thống kê, 05 biểu.\n" for n in romans)
    )
    assert not document.warnings


@needs_fonts
@pytest.mark.parametrize("size", [12.5, 13])
@pytest.mark.parametrize("rule", [True, False])
@pytest.mark.parametrize("style", ["^{}", *PLAIN])
def test_notes_in_the_size_of_the_body(style: str, rule: bool, size: float) -> None:
    """Below a separator, or with raised labels that answer marks above."""

    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.line("Toàn xã có 1.264 hộ^1 và 1.046 ha^2, 20 m^2.", x=LEFT + 30)
        one = f"{style.format(1)} Trong đó có 96 hộ mới tách trong năm, tổng cộng ba thôn và"
        _notes(sheet, one, "05 bản vùng cao.", f"{style.format(2)} Kế hoạch 1.033 ha.", size=size, rule=rule)

    document = read(draw(page))
    if not rule and "^" not in style:
        assert not document.notes  # a numbered list could look so
        return
    assert "1.264 hộ[^1] và 1.046 ha[^2], 20 m².\n" in document.text
    assert document.text.endswith("thôn và 05 bản vùng cao.\n[^2]: Kế hoạch 1.033 ha.\n")
    assert not document.warnings


@needs_fonts
def test_numbered_list_below_a_rule_is_no_notes() -> None:
    """No mark above asks for them."""

    def page(sheet: Sheet) -> None:
        sheet.line("UBND XÃ SUỐI MƠ", x=LEFT, bold=True)
        sheet.canvas.line(LEFT + 20, sheet.y - 5, LEFT + 100, sheet.y - 5)
        sheet.line("1. Toàn xã có 1.264 hộ^1.", x=LEFT)
        sheet.line("2. Toàn xã có 1.046 ha^2.", x=LEFT)
        prose(sheet)

    assert not read(draw(page)).notes


@needs_fonts
@pytest.mark.parametrize("style", ["^{}", *PLAIN])
def test_note_in_the_size_of_the_body_runs_over_the_page(style: str) -> None:
    def first(sheet: Sheet) -> None:
        prose(sheet)
        sheet.line("Toàn xã có 1.264 hộ^1.", x=LEFT + 30)
        _notes(sheet, f"{style.format(1)} Có 96 hộ mới và", size=13)

    def second(sheet: Sheet) -> None:
        sheet.line("Toàn xã có 1.046 ha^2.", x=LEFT + 30)
        _notes(sheet, "05 bản vùng cao.", f"{style.format(2)} Kế hoạch 1.033 ha.", size=13)

    document = read(draw(first, second))
    assert document.text.endswith(
        "Toàn xã có 1.264 hộ[^1].\nToàn xã có 1.046 ha[^2].\n"
        "[^1]: Có 96 hộ mới và 05 bản vùng cao.\n[^2]: Kế hoạch 1.033 ha.\n"
    )
    assert not document.warnings
