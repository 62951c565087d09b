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

    @pytest.mark.parametrize(
        ("one", "two"), [("*", "**"), ("†", "‡"), ("i", "ii"), ("a", "b"), ("iii", "iv"), ("9", "10")]
    )
    def test_stars_letters_and_roman_numerals(self, one: str, two: str) -> None:
        """A raised sign is a mark where a note answers it; the same letters at full size are text."""

        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line(f"Tổng số có 320^{{{one}}} hộ, 12 xã^{{{two}}}, vị trí a, xi và b.", x=LEFT + 30)
            sheet.y = 140
            sheet.line(f"^{{{one}}} 14 hộ mới.", size=10, down=12)
            sheet.line(f"^{{{two}}} 05 xã vùng cao.", size=10, down=12)

        assert read(draw(page)).text == (
            f"{PROSE}Tổng số có 320[^{one}] hộ, 12 xã[^{two}], vị trí a, xi và b.\n"
            f"[^{one}]: 14 hộ mới.\n[^{two}]: 05 xã vùng cao.\n"
        )

    def test_a_raised_letter_without_a_note_is_text(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Lần 2^{a}, tăng 3*4 lần, 15^{*} hộ; * Kết quả.", x=LEFT + 30)

        document = read(draw(page))
        assert document.text == PROSE + "Lần 2a, tăng 3*4 lần, 15* hộ; * Kết quả.\n"
        assert not document.marks

    def test_star_at_full_size(self) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Tổng số có 320* hộ.", x=LEFT + 30)
            sheet.y = 140
            sheet.line("* Số liệu đến ngày 30/10.", size=10, down=12)

        assert read(draw(page)).text == PROSE + "Tổng số có 320[^*] hộ.\n[^*]: Số liệu đến ngày 30/10.\n"

    @pytest.mark.parametrize("label", ["^{1}", "^{(1)}", "(1)", "1.", "[1]"])
    def test_brackets_around_marks_and_labels(self, label: str) -> None:
        def page(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành 12 văn bản^{(1)}.", x=LEFT + 30)
            sheet.y = 140
            sheet.line(f"{label} Có 03 kế hoạch.", size=10, down=12)

        assert read(draw(page)).text == PROSE + "Ban hành 12 văn bản[^1].\n[^1]: Có 03 kế hoạch.\n"

    def test_note_of_several_paragraphs_that_ends_on_a_page_without_labels(self) -> None:
        def first(sheet: Sheet) -> None:
            prose(sheet)
            sheet.line("Ban hành 12 văn bản^1.", x=LEFT + 30)
            sheet.y = 120
            sheet.line("^1 Cấp huyện: 03 kế hoạch.", size=10, down=12)
            sheet.line("Cấp xã: 05 thông báo, trong đó", x=LEFT + 20, size=10, down=12)

        def second(sheet: Sheet) -> None:
            sheet.line("II. KẾT QUẢ", x=LEFT + 30, bold=True)
            sheet.y = 120
            sheet.line("04 hướng dẫn.", size=10, down=12)

        assert read(draw(first, second)).text == (
            PROSE + "Ban hành 12 văn bản[^1].\nII. KẾT QUẢ\n"
            "[^1]: Cấp huyện: 03 kế hoạch. Cấp xã: 05 thông báo, trong đó 04 hướng dẫn.\n"
        )
