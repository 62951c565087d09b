"""The PDF reader: samples, other producers, marks and notes, columns and tables, broken files."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, UnreadableError
from extract.limits import Limits
from extract.pdf.furniture import without_furniture
from extract.pdf.lines import Line
from extract.pdf.page import Frame
from extract.pdf.paragraphs import glue
from extract.pdf.quality import is_worthless, vietnamese_share
from extract.pdf.read import read_pdf
from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.browser import has_browser, print_browser
from tests.pdf_fixtures.content import BODY, CAPTION, TABLE, Report, long_report
from tests.pdf_fixtures.drawn import LEFT, Sheet, draw
from tests.pdf_fixtures.office import has_office, print_office

needs_office = pytest.mark.skipif(not has_office(), reason="soffice is not installed")
needs_browser = pytest.mark.skipif(not has_browser(), reason="chromium is not installed")
needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")

_RUN = re.compile(r"[0-9]+")
_MARK = re.compile(r"\[\^[^\]]+\]:?")


def check_places(document: Document) -> None:
    """Every run of digits has its place, every line holds what it says, all in order."""
    text = document.text
    plain = _MARK.sub(lambda m: "_" * len(m.group()), text)
    placed = [(place.start, place.end) for place in document.digits]
    assert placed == sorted(placed)
    assert placed == [m.span() for m in _RUN.finditer(plain)]
    starts = [place.start for place in document.lines]
    assert starts == sorted(starts)
    for place in (*document.lines, *document.digits):
        assert place.start < place.end <= len(text)
        assert "\n" not in text[place.start : place.end]
        assert place.x0 < place.x1
        assert place.top < place.bottom
    for mark in document.marks:
        assert text[mark.start : mark.end] == f"[^{mark.label}]"
    assert {mark.label for mark in document.marks} <= {note.label for note in document.notes}


def read(data: bytes) -> Document:
    document = read_pdf(data)
    check_places(document)
    return document


class TestSamples:
    def test_report(self, samples: Path) -> None:
        document = read((samples / "tam-duong-2023.pdf").read_bytes())
        assert document.text == (samples / "tam-duong-2023.expected.txt").read_text("utf-8")
        assert document.pages == 12
        assert not document.warnings
        assert not document.ocr
        assert [f.text for f in document.furniture if f.is_page_number] == [str(n) for n in range(2, 13)]
        assert len(document.marks) == len(document.notes) == 20

    def test_places(self, samples: Path) -> None:
        document = read((samples / "tam-duong-2023.pdf").read_bytes())
        at = document.text.index("4.353")
        found = document.locate(at, at + 5)
        assert found is not None
        page, (x0, top, x1, bottom) = found
        assert page == 2
        # pdftotext -bbox: "4.353" stands at x 276, y 203 to 217 on page 2
        assert 270 < x0 < x1 < 320
        assert 200 < top < bottom < 220

    def test_bold_and_centered(self, samples: Path) -> None:
        document = read((samples / "tam-duong-2023.pdf").read_bytes())
        blocks = {document.text[b.start : b.end]: b for b in document.blocks}
        assert blocks["BÁO CÁO"].bold
        assert blocks["BÁO CÁO"].centered
        assert blocks["1. Thuận lợi"].bold
        assert not blocks["1. Thuận lợi"].centered
        assert not next(b for text, b in blocks.items() if text.startswith("Tam Đường là huyện")).bold

    def test_password(self, samples: Path) -> None:
        data = (samples / "bad" / "password.pdf").read_bytes()
        with pytest.raises(UnreadableError, match="--password-file"):
            read_pdf(data)
        with pytest.raises(UnreadableError, match="Mật khẩu không đúng") as wrong:
            read_pdf(data, password="hunter2")
        assert "hunter2" not in str(wrong.value)
        document = read_pdf(data, password="secret")
        assert document.text == (samples / "tam-duong-2023.expected.txt").read_text("utf-8")

    @pytest.mark.parametrize(
        ("name", "said"), [("empty.pdf", "rỗng"), ("truncated.pdf", "hỏng"), ("garbage-1mb.pdf", "không thấy báo cáo")]
    )
    def test_bad(self, samples: Path, name: str, said: str) -> None:
        begun = time.monotonic()
        with pytest.raises(UnreadableError, match=said):
            read_pdf((samples / "bad" / name).read_bytes())
        assert time.monotonic() - begun < 10

    def test_truncated_anywhere(self, samples: Path) -> None:
        """Half a file is an error, or is said to be half a file: never the whole report in silence."""
        data = (samples / "tam-duong-2023.pdf").read_bytes()
        for share in (10, 30, 60, 90, 97, 99):
            try:
                document = read_pdf(data[: len(data) * share // 100])
            except UnreadableError:
                continue
            assert document.warnings


@needs_office
class TestOffice:
    @pytest.mark.parametrize(
        ("name", "report", "options"),
        [
            ("justified", long_report(), {}),
            ("page number at the foot", long_report(4), {"number": "footer"}),
            ("ragged, paragraphs by space", long_report(), {"align": "start", "indent": 0, "after": 0.3}),
            ("justified, paragraphs by space", long_report(), {"indent": 0, "after": 0.3}),
            ("notes without rule", long_report(), {"rule": False}),
            ("labels of notes not raised", long_report(), {"raised": False}),
            ("letters from another font", long_report(), {"font": "Liberation Serif", "size": 14}),
            ("two columns", long_report(4), {"columns": True, "size": 12, "indent": 0.5}),
            ("landscape", long_report(), {"landscape": True}),
            ("tagged", long_report(), {"tagged": True}),
            ("sans serif", long_report(), {"font": "DejaVu Sans", "size": 12}),
            ("ruled table", Report(table=True), {}),
            ("table without ruling", Report(table=True), {"ruled": False}),
        ],
    )
    def test_text(self, tmp_path: Path, name: str, report: Report, options: dict[str, object]) -> None:
        document = read(print_office(report, tmp_path, **options))  # type: ignore[arg-type]
        assert document.text == report.text(), name
        assert all(piece.is_page_number for piece in document.furniture)
        if report.table:
            (table,) = document.tables
            assert table.caption == CAPTION
            said = {(cell.row, cell.column): document.text[cell.start : cell.end] for cell in table.cells}
            assert {spot: text for spot, text in said.items() if text} == {
                (r, c): text for r, row in enumerate(TABLE, 1) for c, text in enumerate(row, 1) if text
            }


@needs_browser
class TestBrowser:
    @pytest.mark.parametrize("report", [Report(table=True), long_report()])
    def test_text(self, tmp_path: Path, report: Report) -> None:
        assert read(print_browser(report, tmp_path)).text == report.text()


def _prose(sheet: Sheet) -> None:
    """Enough Vietnamese for a report, in lines that end at the right margin."""
    sheet.line("I. ĐẶC ĐIỂM TÌNH HÌNH", x=LEFT + 30, bold=True)
    sheet.full("Mường Lâm là huyện vùng cao, có tổng diện tích tự nhiên là", x=LEFT + 30)
    sheet.full("45.812,75 ha, gồm 11 xã, 98 bản, dân số trên 4,6 vạn người. Đảng")
    sheet.full("bộ huyện có 43 tổ chức cơ sở đảng trực thuộc, trong đó có 14 đảng")
    sheet.line("bộ cơ sở và 29 chi bộ cơ sở.")


PROSE = (
    "I. ĐẶC ĐIỂM TÌNH HÌNH\nMường Lâm là huyện vùng cao, có tổng diện tích tự nhiên là 45.812,75 ha, gồm 11 xã, 98 "
    "bản, dân số trên 4,6 vạn người. Đảng bộ huyện có 43 tổ chức cơ sở đảng trực thuộc, trong đó có 14 đảng bộ cơ sở "
    "và 29 chi bộ cơ sở.\n"
)


@needs_fonts
class TestMarks:
    def test_what_is_a_mark(self) -> None:
        """After letters, digits, quotes and brackets; powers and digits without a note are none."""

        def page(sheet: Sheet) -> None:
            _prose(sheet)
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
            _prose(sheet)
            sheet.line("Ban hành văn bản^12 và kế hoạch^3,^4 trong năm.", x=LEFT + 30)
            sheet.y = 140
            for label in "1234":
                sheet.line(f"^{label} 0{label} kế hoạch.", size=10, down=12)

        assert "văn bản[^1][^2] và kế hoạch[^3],[^4] trong" in read(draw(page)).text

    def test_note_runs_over_the_page(self) -> None:
        def first(sheet: Sheet) -> None:
            _prose(sheet)
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
            _prose(sheet)
            sheet.line("Ban hành 12 văn bản^1.", x=LEFT + 30)
            sheet.y = 120
            sheet.line("^1 Có 03 kế hoạch.", size=10, down=12)

        document = read(draw(page, page))
        assert [mark.label for mark in document.marks] == ["1", "1-tr2"]
        assert [note.label for note in document.notes] == ["1", "1-tr2"]

    def test_note_without_mark_is_told(self) -> None:
        def page(sheet: Sheet) -> None:
            _prose(sheet)
            sheet.y = 120
            sheet.line("^1 Có 03 kế hoạch.", size=10, down=12)

        document = read(draw(page))
        assert document.notes
        assert "chú thích 1" in document.warnings[0]


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
        document = read(draw(_prose, rotate=rotate))
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
            _prose(sheet)

        document = read(draw(page))
        assert document.text == PROSE
        assert all(place.x1 <= drawn.WIDTH + 1 and place.bottom <= drawn.HEIGHT + 1 for place in document.lines)

    def test_page_box_away_from_the_origin(self) -> None:
        """Boxes are counted from the top left of what is shown of the page, also where that is cropped."""

        def page(sheet: Sheet) -> None:
            sheet.canvas.setCropBox((50, 40, 560, 800))
            _prose(sheet)

        whole, cropped = read(draw(_prose)).lines[0], read(draw(page)).lines[0]
        assert cropped.x0 == pytest.approx(whole.x0 - 50, abs=0.1)
        assert cropped.top == pytest.approx(whole.top - (drawn.HEIGHT - 800), abs=0.1)

    def test_running_heads(self) -> None:
        def page(sheet: Sheet) -> None:
            sheet.line("Báo cáo công tác dân vận - lưu hành nội bộ", size=9, down=0)
            sheet.y -= 30
            _prose(sheet)
            sheet.y = 60
            sheet.line(f"Trang {sheet.canvas.getPageNumber()}/4", x=300, size=11)

        document = read(draw(page, page, page, page))
        assert document.text == PROSE * 4
        assert [f.text for f in document.furniture if f.is_page_number] == [f"Trang {n}/4" for n in range(1, 5)]
        assert sum(not f.is_page_number for f in document.furniture) == 4

    def test_a_lone_number_of_a_table_is_no_page_number(self) -> None:
        def page(sheet: Sheet) -> None:
            _prose(sheet)
            sheet.line("Tổng số hội nghị đã tổ chức:", x=LEFT + 30)
            sheet.line("76", x=LEFT + 30)

        assert read(draw(page)).text == PROSE + "Tổng số hội nghị đã tổ chức:\n76\n"

    def test_merged_heading_of_a_ruled_table(self) -> None:
        def page(sheet: Sheet) -> None:
            _prose(sheet)
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
            _prose(sheet)

        assert read(draw(page)).text == (
            "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG\nSố: 412/BC-UBND\nCỘNG HÒA XÃ HỘI\nMường Lâm, ngày 14 tháng 11 năm 2023\n"
            "BÁO CÁO\n" + PROSE
        )

    def test_justified_lines_with_wide_blanks_are_no_columns(self) -> None:
        def page(sheet: Sheet) -> None:
            _prose(sheet)
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
            _prose(sheet)
            for y, *row in ((500, "Đơn vị", "Hội nghị", ""), (480, "Nậm Păm", "12", "640"), (460, "Hoa", "9", "512")):
                for x, text in zip((90, 250, 330), row, strict=True):
                    sheet.canvas.setFont("Serif", 12)
                    sheet.canvas.drawString(x, y, str(text))

        text = read(draw(page)).text
        assert "12 640" not in text
        assert "9 512" not in text


@needs_fonts
class TestTrust:
    def test_limits(self) -> None:
        data = draw(_prose, _prose)
        for limits, name in (
            (Limits(pages=1), "pages"),
            (Limits(file_bytes=100), "file_bytes"),
            (Limits(page_characters=50), "page_characters"),
            (Limits(page_points=500), "page_points"),
        ):
            with pytest.raises(UnreadableError, match=name):
                read_pdf(data, limits=limits)

    def test_not_a_pdf(self) -> None:
        with pytest.raises(UnreadableError, match="không phải là PDF"):
            read_pdf(b"PK\x03\x04 hello")

    def test_missing_end_is_told(self) -> None:
        data = draw(_prose, _prose)
        document = read_pdf(data[: data.rindex(b"startxref")])
        assert "thiếu" in document.warnings[0]

    def test_broken_stream_is_told(self) -> None:
        """pdfium reads a damaged page as far as it comes and says nothing: this program does."""
        data = bytearray(draw(_prose))
        at = data.index(b"stream", data.index(b"/FlateDecode")) + 60
        data[at : at + 8] = b"xxxxxxxx"
        try:
            document = read_pdf(bytes(data))
        except UnreadableError:
            return
        assert "hỏng" in " ".join(document.warnings)

    def test_blank_pages(self) -> None:
        with pytest.raises(UnreadableError, match="không có chữ nào"):
            read_pdf(draw(lambda sheet: None))
        assert read_pdf(draw(_prose, lambda sheet: None)).warnings == (
            "Trang 2 trống, không có chữ và không có hình; hãy xem lại trang.",
        )

    def test_fonts_without_meaning_are_not_passed_on(self) -> None:
        """Characters of the private use area are a broken font map: they never come out as text."""
        assert is_worthless("\ue012\ue013\ue014 \ue015" * 20)
        assert is_worthless("ab", lost=30)
        assert is_worthless(" ".join(["Xqzt", "bgfw", "prtq", "zzkw", "vvbn"] * 6))
        assert not is_worthless("\n".join(BODY))
        assert not is_worthless("1.038 2.190 36 640")

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_mutations(self, data: st.DataObject) -> None:
        """Whatever is done to the bytes, a document or an UnreadableError comes back."""
        whole = bytearray(_small())
        for _ in range(data.draw(st.integers(1, 20))):
            at = data.draw(st.integers(0, len(whole) - 1))
            whole[at] = data.draw(st.integers(0, 255))
        try:
            check_places(read_pdf(bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])))
        except UnreadableError as error:
            assert str(error).endswith(".")


_made: list[bytes] = []


def _small() -> bytes:
    if not _made:
        _made.append(draw(_prose))
    return _made[0]


class TestPieces:
    @pytest.mark.parametrize(
        ("before", "after", "between"),
        [
            ("Kế hoạch số 15-", "KH/HU", ""),
            ("giai đoạn 2021-", "2025", ""),
            ("chính trị -", "xã hội", " "),
            ("số 41/", "KH-UBND", ""),
            ("02 lần/", "tháng", " "),
            ("dân vận", "của huyện", " "),
        ],
    )
    def test_glue(self, before: str, after: str, between: str) -> None:
        assert glue(before, after) == between

    def test_vietnamese_share(self) -> None:
        assert (vietnamese_share("\n".join(BODY)) or 0) > 0.85
        assert (vietnamese_share("The committee published twelve documents about the district " * 4) or 1) < 0.6
        assert vietnamese_share("1 2 3") is None

    @given(st.integers(0, 3), st.integers(0, 3), st.floats(0, 500), st.floats(0, 700))
    def test_frames_lead_back_to_the_page(self, rotation: int, shown: int, x: float, y: float) -> None:
        """A box of the reading frame, shown on the page, is where pdfium's own point is shown."""
        reading, page = Frame(0, 0, 600, 800, rotation, shown), Frame(0, 0, 600, 800, shown, shown)
        at = reading.read(x, y)
        box = reading.page_box(*at, *at)
        assert box[:2] == pytest.approx(page.read(x, y))

    def test_page_number_needs_its_page(self) -> None:
        def line(text: str, page: int, y: float) -> Line:
            return Line(page, text, 300, y - 10, 310, y + 3, y, 13)

        pages = [[line(str(n + 4), n, 40), line(f"Nội dung {'abc'[n - 1]}", n, 100)] for n in range(1, 4)]
        kept, furniture = without_furniture(pages, [842.0] * 3, [1, 2, 3])
        assert [f.text for f in furniture] == ["5", "6", "7"]
        assert [[one.text for one in lines] for lines in kept] == [["Nội dung a"], ["Nội dung b"], ["Nội dung c"]]
