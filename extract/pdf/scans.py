"""The scanned pages of a PDF: pictured through pdfium, read by OCR."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium

from extract.document import UnreadableError
from extract.pdf import ocr
from extract.pdf.compose import Sheet
from extract.pdf.lines import lines_of

_DPI = 300.0
_MOST_PIXELS = 40_000_000  # of one picture: larger pages are pictured coarser


class Scans:
    """Reads the scanned pages of one document in order; keeps what went wrong until the end."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._label = 1  # of the next note
        self._missing: str | None = None
        self._asked = False
        self._failed: dict[int, str] = {}
        self._warnings: list[str] = []

    def read(self, sheet: Sheet) -> Sheet:
        """The sheet with the lines that OCR finds on its page; without lines where OCR cannot be had."""
        if not self._asked:
            self._missing, self._asked = ocr.missing(), True
        if self._missing:
            self._failed[sheet.number] = self._missing
            return sheet
        width, height = sheet.frame.size()
        scale = min(_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
        page = self._document[sheet.number - 1]
        try:
            image = page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()
        try:
            reading = ocr.read_scan(image, sheet.number, scale * 72, self._label)
        except UnreadableError as error:
            self._failed[sheet.number] = str(error)
            return sheet
        self._label = reading.next_label
        self._warnings += reading.warnings
        shown = sheet.frame.shown
        sheet.frame = replace(sheet.frame, rotation=(shown + reading.turns) % 4, skew=reading.skew)
        sheet.lines = lines_of(reading.page)
        if not sheet.lines:  # a picture that is damaged is drawn as a blank page
            self._warnings.append(
                f"Trang {sheet.number} là hình, không nhận dạng được chữ nào (hình hỏng hoặc không có chữ); "
                "hãy xem lại trang."
            )
        return sheet

    def tell(self, warnings: list[str], has_text: bool) -> None:
        """Adds what was uncertain to the warnings; UnreadableError when OCR failed and no other page has text."""
        for number, why in self._failed.items():
            if not has_text:
                raise UnreadableError("OCR", why)
            warnings.append(f"Trang {number} là bản quét, không đọc được: {why}")
        warnings += self._warnings
