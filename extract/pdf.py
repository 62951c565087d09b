"""Reads a PDF: pdfium for the text, geometry for what the text does not say, OCR where there is no text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.builder import Builder
from extract.document import Document, UnreadableError
from extract.limits import Limits
from extract.pdf_columns import Region, regions_of
from extract.pdf_furniture import without_furniture
from extract.pdf_lines import DisorderError, Line, lines_of, rebuilt
from extract.pdf_notes import Marks, Notes
from extract.pdf_page import Frame, PdfiumPage, open_page
from extract.pdf_paragraphs import cell_paragraphs, margins, paragraphs_of, pitches
from extract.pdf_quality import has_vietnamese, is_worthless
from extract.pdf_runs import paragraph_of

_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TAIL = 2048  # bytes at the end in which a whole file has its trailer


@dataclass(slots=True)
class _Sheet:
    """A page as read: what is needed of it after its handle is closed."""

    number: int
    frame: Frame
    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    tables: list[Region] = field(default_factory=list)
    ocr: bool = False


def read_pdf(data: bytes, *, password: str | None = None, limits: Limits | None = None) -> Document:
    """The document that the bytes of a PDF hold. UnreadableError where there is none to be had."""
    limits = limits or Limits()
    builder = Builder("pdf")
    document = _opened(data, password, limits, builder.warnings)
    try:
        limits.check("pages", len(document))
        sheets = [_sheet(document, number, limits, builder.warnings) for number in range(1, len(document) + 1)]
    finally:
        document.close()
    kept = [sheet for sheet in sheets if sheet is not None]
    if not has_vietnamese(" ".join(line.text for sheet in kept for line in sheet.lines)):
        raise UnreadableError(
            "đọc văn bản",
            "Chữ trong tệp không phải tiếng Việt, không thấy báo cáo nào trong đó; "
            "hãy kiểm tra xem có gửi nhầm tệp không.",
        )
    _write(kept, builder)
    return builder.document(pages=len(sheets), ocr=any(sheet.ocr for sheet in kept))


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
    tail = _STARTXREF.search(data[-_TAIL:])
    if tail is None or not _is_xref(data, int(tail.group(1))):
        warnings.append(
            "Tệp PDF hỏng hoặc thiếu phần cuối, đã dựng lại những trang còn thấy: có thể thiếu trang, "
            "hãy đối chiếu với bản gốc."
        )
    return document


def _is_xref(data: bytes, offset: int) -> bool:
    """A cross-reference table or stream begins there; the header may be preceded by other bytes."""
    shift = max(0, data[:1024].find(b"%PDF-"))
    for start in (offset, offset + shift):
        if re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", data[start : start + 40]):
            return True
    return False


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


def _sheet(document: pdfium.PdfDocument, number: int, limits: Limits, warnings: list[str]) -> _Sheet | None:
    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        warnings.append(f"Trang {number} hỏng, không đọc được; nội dung trang này không có trong kết quả.")
        return None
    try:
        handle = raw.FPDFText_LoadPage(page)
        if not handle:
            warnings.append(f"Trang {number} hỏng, không đọc được chữ; nội dung trang này không có trong kết quả.")
            return None
        try:
            return _read(page, handle, number, limits)
        finally:
            raw.FPDFText_ClosePage(handle)
    finally:
        raw.FPDF_ClosePage(page)


def _read(page: Any, handle: Any, number: int, limits: Limits) -> _Sheet:
    opened = open_page(page, handle, number)
    if len(opened.text) > limits.page_characters and not is_worthless(opened.text):
        limits.check("page_characters", len(opened.text), "đọc văn bản")
    sheet = _Sheet(number, opened.frame)
    if is_worthless(opened.text, opened.lost):
        return sheet
    sheet.lines = _lines(opened)
    return sheet


def _lines(page: PdfiumPage) -> list[Line]:
    try:
        return lines_of(page)
    except DisorderError:
        return lines_of(rebuilt(page, page.number))


def _write(sheets: list[_Sheet], builder: Builder) -> None:
    """Lays the pages out and gives paragraphs, tables and notes to the builder."""
    frames = {sheet.number: sheet.frame for sheet in sheets}
    kept, builder.furniture[:] = without_furniture(
        [sheet.lines for sheet in sheets], [sheet.frame.size()[1] for sheet in sheets], list(frames)
    )
    sizes: Counter[float] = Counter()
    for lines in kept:
        for line in lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    notes = Notes(body_size)
    pages = []
    for sheet, lines in zip(sheets, kept, strict=True):
        width = sheet.frame.size()[0]
        regions = regions_of(lines)
        for region in regions:
            if region.kind in ("body", "prose"):
                region.columns = [notes.take(column, sheet.rules, width) for column in region.columns]
        pages.append(regions)
    _set_margins(pages)
    flow = [column for regions in pages for r in regions if r.kind in ("body", "prose") for column in r.columns]
    pitch = pitches([line for column in flow for line in column])
    marks = Marks(notes.found)
    waiting: list[Line] = []
    for regions in pages:
        for region in regions:
            if region.kind in ("body", "prose"):
                waiting += [line for column in region.columns for line in column]
                continue
            _flush(waiting, pitch, marks, frames, builder)
            if region.kind == "cells":
                for column in region.columns:
                    for lines in cell_paragraphs(column):
                        builder.paragraph(paragraph_of(lines, marks, frames))
            else:
                builder.table(
                    "",
                    [
                        (*spot, [paragraph_of(lines, marks, frames) for lines in cell_paragraphs(cell)])
                        for *spot, cell in region.cells
                    ],
                )
    _flush(waiting, pitch, marks, frames, builder)
    for note in notes.found:
        builder.note(note.name, [paragraph_of(note.lines, None, frames)])
    for label in marks.unclaimed():
        builder.warnings.append(f"Không thấy chỗ đánh dấu chú thích {label} trong bài; hãy xem lại trang có chú thích.")


def _flush(
    waiting: list[Line], pitch: dict[int, float], marks: Marks, frames: dict[int, Frame], builder: Builder
) -> None:
    for lines in paragraphs_of(waiting, pitch):
        builder.paragraph(paragraph_of(lines, marks, frames))
    waiting.clear()


def _set_margins(pages: list[list[Region]]) -> None:
    """Sets the margins of every line: of the body by page, by odd and even pages where a page has few lines."""
    sides: dict[tuple[int, int], list[Line]] = {}
    for regions in pages:
        for region in regions:
            for column in region.columns if region.kind == "body" else ():
                for line in column:
                    sides.setdefault((line.page % 2, 0), []).append(line)
    common = {side: margins(lines) for side, lines in sides.items()}
    for regions in pages:
        body = [line for r in regions if r.kind == "body" for column in r.columns for line in column]
        if body:
            left, right = margins(body, common[body[0].page % 2, 0])
            for line in body:
                line.left, line.right = left, right
        for region in regions:
            for column in region.columns if region.kind != "body" else ():
                left, right = margins(column) if column else (0.0, 0.0)
                for line in column:
                    line.left, line.right = left, right
            for *_, cell in region.cells:
                for line in cell:
                    line.left, line.right = min(o.x0 for o in cell), max(o.x1 for o in cell)
