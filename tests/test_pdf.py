"""The PDF reader: samples, other producers, marks and notes, columns and tables, broken files."""

from __future__ import annotations

import time
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import UnreadableError
from extract.limits import Limits
from extract.pdf.frame import Frame
from extract.pdf.furniture import without_furniture
from extract.pdf.lines import Line
from extract.pdf.paragraphs import glue
from extract.pdf.quality import is_worthless, vietnamese_share
from extract.pdf.read import read_pdf
from extract.pdf.tags import structure_of
from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.browser import has_browser, print_browser
from tests.pdf_fixtures.content import BODY, CAPTION, TABLE, Report, long_report
from tests.pdf_fixtures.drawn import draw, prose
from tests.pdf_fixtures.office import has_office, print_office
from tests.pdf_fixtures.places import check_places, read
from tests.pdf_fixtures.word import print_word

LATEX = Path(__file__).parent / "pdf_fixtures" / "latex"

needs_office = pytest.mark.skipif(not has_office(), reason="soffice is not installed")
needs_browser = pytest.mark.skipif(not has_browser(), reason="chromium is not installed")
needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")


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


@needs_fonts
class TestTrust:
    def test_limits(self) -> None:
        data = draw(prose, prose)
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
        data = draw(prose, prose)
        document = read_pdf(data[: data.rindex(b"startxref")])
        assert "thiếu" in document.warnings[0]

    def test_broken_stream_is_told(self) -> None:
        """pdfium reads a damaged page as far as it comes and says nothing: this program does."""
        data = bytearray(draw(prose))
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
        assert read_pdf(draw(prose, lambda sheet: None)).warnings == (
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
        _made.append(draw(prose))
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


class TestLatex:
    """PDF files made by TeX, kept beside their sources: no TeX is needed to test them."""

    @pytest.mark.parametrize("name", ["one-column", "two-columns"])
    def test_text(self, name: str) -> None:
        """Notes at the foot of each column, ligatures, fonts with and without a table of Unicode values."""
        report = long_report(3)
        report.letterhead = report.signature = False
        report.body.append("Phần mềm eOffice và hạ tầng fiber, wifi đã có ở 12 xã; workflow số hóa đạt 98,5%.")
        document = read((LATEX / f"{name}.pdf").read_bytes())
        assert document.text == report.text()
        assert not document.warnings


@needs_fonts
@pytest.mark.parametrize("tagged", [True, False])
def test_as_word_saves_it(tagged: bool) -> None:
    """Lines that end in blanks, notes at full width below a filled box, with the structure tree and without."""
    report = long_report(3)
    report.letterhead = report.signature = False
    data = print_word(report)
    data = data if tagged else data.replace(b"/Marked true", b"/Marked null")
    document = read(data)
    assert document.text == report.text()
    assert not document.warnings
    opened = pdfium.PdfDocument(data)
    assert bool(raw.FPDFCatalog_IsTagged(opened.raw)) == tagged
    assert structure_of(data, None)
