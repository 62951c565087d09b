"""Reads a PDF: pdfium for the text, geometry for what the text does not say, OCR where there is no text."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract import progress
from extract.builder import Builder
from extract.document import Document, UnreadableError
from extract.limits import Limits
from extract.pdf.compose import Sheet, compose
from extract.pdf.damage import damage
from extract.pdf.drawn import drawn_on
from extract.pdf.forms import load_page
from extract.pdf.gutters import parted_by_gutters
from extract.pdf.legacy import decode_page, decode_symbols
from extract.pdf.page import PdfiumPage, open_page
from extract.pdf.quality import has_vietnamese, is_language, is_whole, is_worthless
from extract.pdf.scans import Scans
from extract.pdf.scattered import lines_in_place
from extract.pdf.sideways import take_sideways
from extract.pdf.tables import ruled_tables
from extract.pdf.tags import mark_lines, structure_of

_MOSTLY = 0.7  # share of the page under pictures from which on it is taken for a scan
_NOTE = 300  # characters
_NO_REPORT = (
    "Chữ trong tệp không phải tiếng Việt, không thấy báo cáo nào trong đó; hãy kiểm tra xem có gửi nhầm tệp không."
)
_FOREIGN = "Chữ trong tệp không phải tiếng Việt; hãy kiểm tra xem có gửi nhầm tệp không."
_NO_TEXT = "Tệp PDF không có chữ nào, không thấy báo cáo nào trong đó; hãy kiểm tra xem có gửi nhầm tệp không."


def read_pdf(data: bytes, *, password: str | None = None, limits: Limits | None = None) -> Document:
    """The document that the bytes of a PDF hold. UnreadableError where there is none to be had."""
    limits = limits or Limits()
    builder = Builder("pdf")
    document = _opened(data, password, limits, builder.warnings)
    try:
        count = len(document)
        limits.check("pages", count)
        tagged = bool(raw.FPDFCatalog_IsTagged(document.raw))
        sheets = _sheets(document, tagged, limits, builder.warnings)
        if tagged:
            tags = structure_of(data, password)
            mark_lines([line for sheet in sheets for line in sheet.lines], tags)
    finally:
        document.close()
    if not any(sheet.tables or has_vietnamese(" ".join(line.text for line in sheet.lines)) for sheet in sheets):
        if not any(is_language(" ".join(line.text for line in sheet.lines)) for sheet in sheets):
            raise UnreadableError("đọc văn bản", _NO_REPORT if any(sheet.lines for sheet in sheets) else _NO_TEXT)
        builder.warnings.append(_FOREIGN)
    compose(sheets, builder)
    return builder.document(pages=count, ocr=any(sheet.ocr for sheet in sheets))


def _opened(data: bytes, password: str | None, limits: Limits, warnings: list[str]) -> pdfium.PdfDocument:
    if not data:
        raise UnreadableError("mở tệp", "Tệp rỗng (0 byte); hãy xin gửi lại tệp.")
    limits.check("file_bytes", len(data))
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise UnreadableError("mở tệp", _why(error, data, password)) from None
    except ValueError:  # a password that no encoding of PDF can hold
        raise UnreadableError("mở tệp", "Mật khẩu có ký tự không dùng được trong PDF; hãy kiểm tra lại.") from None
    if len(document) == 0:
        document.close()
        raise UnreadableError("mở tệp", "Tệp PDF không có trang nào; tệp hỏng hoặc thiếu, hãy xin gửi lại.")
    if (found := damage(data)) is not None:
        warnings.append(found)
    return document


def _why(error: pdfium.PdfiumError, data: bytes, password: str | None) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        if password is None:
            return (
                "Tệp PDF có mật khẩu; hãy ghi mật khẩu vào một tệp và chạy lại với `--password-file TỆP`, "
                "hoặc xin bản không đặt mật khẩu."
            )
        return "Mật khẩu không đúng với tệp PDF này; hãy kiểm tra tệp đưa vào `--password-file`."
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return "Tệp PDF dùng kiểu mã hóa không đọc được; hãy xin bản không mã hóa."
    if b"%PDF-" not in data[:1024]:
        return "Tệp không phải là PDF (không có dòng đầu %PDF); hãy kiểm tra lại tệp gửi."
    return "Tệp PDF hỏng hoặc chưa tải đủ, không mở được; hãy xin gửi lại tệp."


def _sheets(document: pdfium.PdfDocument, tagged: bool, limits: Limits, warnings: list[str]) -> list[Sheet]:
    """The pages as read, those without text by OCR; a page that cannot be read is told in the warnings."""
    sheets: list[Sheet] = []
    scans = Scans(document)
    for number in range(1, len(document) + 1):
        progress.advance()
        page = load_page(document, number - 1)
        handle = raw.FPDFText_LoadPage(page) if page else None
        try:
            sheet = _sheet(open_page(page, handle, number, tagged), page, limits, warnings) if handle else None
        finally:
            if handle:
                raw.FPDFText_ClosePage(handle)
            if page:
                raw.FPDF_ClosePage(page)
        if sheet is None:
            warnings.append(f"Trang {number} hỏng, không đọc được; nội dung trang này không có trong kết quả.")
            continue
        sheets.append(scans.read(sheet) if sheet.ocr else sheet)
    scans.tell(warnings, any(sheet.lines for sheet in sheets))
    return sheets


def _sheet(opened: PdfiumPage, page: Any, limits: Limits, warnings: list[str]) -> Sheet:
    """The lines and tables of a page; without lines and with `ocr` set where its text layer is worth nothing."""
    number = opened.number
    limits.check("page_points", round(max(opened.frame.size())))
    sheet = Sheet(number, opened.frame)
    if (lacking := decode_page(opened)) is not None:
        warnings.append(lacking)
    worthless = is_worthless(opened.text, opened.lost)
    if len(opened.text) > limits.page_characters:
        if worthless:
            raise UnreadableError("đọc văn bản", _NO_REPORT)
        limits.check("page_characters", len(opened.text), "đọc văn bản")
    drawn = drawn_on(page, opened.frame)
    covered = drawn.pictures > _MOSTLY
    if worthless or not opened.text.strip() or (covered and not is_whole(opened.text)):
        sheet.ocr = worthless or drawn.objects > 0
        if not sheet.ocr:
            warnings.append(f"Trang {number} trống, không có chữ và không có hình; hãy xem lại trang.")
        return sheet
    if opened.lost:
        warnings.append(
            f"Trang {number}: {opened.lost} ký tự có phông chữ hỏng, không rõ là chữ gì và bị bỏ; hãy xem lại trang."
        )
    decode_symbols(opened)
    sideways, slanted = take_sideways(opened)
    lines = lines_in_place(opened)
    sheet.rules = [(x0, x1, (top + bottom) / 2) for x0, top, x1, bottom in drawn.horizontal]
    sheet.tables, lines = ruled_tables(opened, drawn, lines, sideways, limits)
    sheet.lines = parted_by_gutters(opened, lines)
    sideways += slanted
    if sum(len(line.text) for line in sideways) > _NOTE:
        sheet.lines += sideways  # too much for a stamp in the margin
    else:
        sheet.aside = [line.text for line in sideways]
    return sheet
