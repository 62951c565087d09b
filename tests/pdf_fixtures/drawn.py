"""PDF files drawn line by line with reportlab, for what office programs seldom write."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype/dejavu")
WIDTH, HEIGHT = A4
LEFT, RIGHT = 85.0, 540.0
_RAISED = re.compile(r"(\^\d+|\^\{[^}]*\})")


def has_fonts() -> bool:
    """A font with Vietnamese letters is installed."""
    return (FONTS / "DejaVuSerif.ttf").is_file()


class Sheet:
    """A page that is written from the top down. A `^7` in the text is a raised 7, a `^{(a)}` a raised (a)."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = 770.0

    def line(self, text: str, *, x: float = LEFT, size: float = 13, bold: bool = False, down: float = 18) -> None:
        """Writes one line; `^` raises what comes after it by a third of the size, at 58 per cent."""
        self.y -= down
        at = x
        for part in _RAISED.split(text):
            if part.startswith("^"):
                at = self._put(at, self.y + size / 3, part.strip("^{}"), 0.58 * size, bold)
            else:
                at = self._put(at, self.y, part, size, bold)

    def full(self, text: str, *, x: float = LEFT, size: float = 13) -> None:
        """Writes a line that ends at the right margin: its blanks are widened."""
        words = text.split(" ")
        name = "Serif"
        room = RIGHT - x - sum(pdfmetrics.stringWidth(word.replace("^", ""), name, size) for word in words)
        self.y -= 18
        for word in words:
            self.y += 18
            self.line(word, x=x, size=size)
            x += pdfmetrics.stringWidth(word.replace("^", ""), name, size) + room / (len(words) - 1)

    def _put(self, x: float, y: float, text: str, size: float, bold: bool) -> float:
        name = "Serif-Bold" if bold else "Serif"
        self.canvas.setFont(name, size)
        self.canvas.drawString(x, y, text)
        return x + pdfmetrics.stringWidth(text, name, size)


def register() -> None:
    """Makes the fonts known under their short names."""
    for name, file in (("Serif", "DejaVuSerif.ttf"), ("Serif-Bold", "DejaVuSerif-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))


def draw(*pages: Callable[[Sheet], None], rotate: int = 0, size: tuple[float, float] = A4) -> bytes:
    """A PDF with a page for each function, which writes on the sheet that it is given."""
    register()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=size[::-1] if rotate % 180 else size)  # reportlab turns the page's box too
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        page(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def prose(sheet: Sheet) -> None:
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
