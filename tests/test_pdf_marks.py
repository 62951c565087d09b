"""Footnotes of PDF files: what is a mark, where a note begins and goes on."""

from __future__ import annotations

import pytest

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")


@needs_fonts
class TestMarks:
    def test_what_is_a_mark(self) -> None:
        """After letters, digits, quotes and brackets; powers and digits without a note are none."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành 12 văn bản^1 trong năm 2023^2; “từ huyện đến xã”^3 (có 5 đợt)^4.", x=LEFT + 30)
            sheet.line("Trồng 20 m^2 và 35 km^2 rừng, sai số 10-^3, số lạ 2022^9 hết.", x=LEFT + 30)
            sheet.y = 140
            for label in "1234":
                sheet.line(f"^{label} 0{label} kế hoạch, 05 thông báo.", size=10, down=12)

        document = read(draw(page))
        assert document.text == (
            PROSE + "Ban hành 12 văn bản[^1] trong năm 2023[^2]; “từ huyện đến xã”[^3] (có 5 đợt)[^4].\n"
            "Trồng 20 m² và 35 km² rừng, sai số 10⁻³, số lạ 2022⁹ hết.\n"
            + "".join(f"[^{n}]: 0{n} kế hoạch, 05 thông báo.\n" for n in "1234")
        )

    def test_several_together(self) -> None:
        """`¹²` is note 12 where there is one that is due, else notes 1 and 2; a comma between marks stays."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành văn bản^12 và kế hoạch^3,^4 trong năm.", x=LEFT + 30)
            sheet.y = 140
            for label in "1234":
                sheet.line(f"^{label} 0{label} kế hoạch.", size=10, down=12)

        assert "văn bản[^1][^2] và kế hoạch[^3],[^4] trong" in read(draw(page)).text

    def test_note_runs_over_the_page(self) -> None:
        def first(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành 12 văn bản^1.", x=LEFT + 30)
            sheet.y = 120
            sheet.line("^1 Trong đó có 03 kế hoạch, 05 thông báo và", size=10, down=12)

        def second(sheet: Sheet) -> None:
            sheet.line("II. KẾT QUẢ", x=LEFT + 30, bold=True)
            sheet.line("Đã tổ chức 9 hội nghị^2.", x=LEFT + 30)
            sheet.y = 120
            sheet.line("04 hướng dẫn nghiệp vụ.", size=10, down=12)
            sheet.line("^2 Cấp huyện 4 hội nghị.", size=10, down=12)

        document = read(draw(first, second))
        assert document.text.endswith(
            "[^1]: Trong đó có 03 kế hoạch, 05 thông báo và 04 hướng dẫn nghiệp vụ.\n[^2]: Cấp huyện 4 hội nghị.\n"
        )
        assert "\nII. KẾT QUẢ\nĐã tổ chức 9 hội nghị[^2].\n" in document.text

    def test_numbering_starts_anew_on_each_page(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành 12 văn bản^1.", x=LEFT + 30)
            sheet.y = 120
            sheet.line("^1 Có 03 kế hoạch.", size=10, down=12)

        document = read(draw(page, page))
        assert [mark.label for mark in document.marks] == ["1", "1-tr2"]
        assert [note.label for note in document.notes] == ["1", "1-tr2"]

    def test_note_without_mark_is_told(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.y = 120
            sheet.line("^1 Có 03 kế hoạch.", size=10, down=12)

        document = read(draw(page))
        assert document.notes
        assert "chú thích 1" in document.warnings[0]
