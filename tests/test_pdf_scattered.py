"""Pages that draw their words, marks or lines apart from where they are read, or twice."""

from __future__ import annotations

import random
from itertools import groupby

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

pytestmark = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")

Piece = tuple[str, float, float, float, str]  # font, size, x, y, text
_SAID = PROSE + "Tổng số 1.122 hộ[^1] và 33 m², 9.874,35 triệu đồng[^2].\n[^1]: Trong đó 11 hộ.\n[^2]: Vốn của huyện.\n"


class _Later(Sheet):
    """A sheet that keeps what is written on it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.canvas)
        self.pieces: list[Piece] = []

    def _put(self, x: float, y: float, text: str, size: float, bold: bool) -> float:
        name = "Serif-Bold" if bold else "Serif"
        at = x
        for word in text.split(" "):
            if word:
                self.pieces.append((name, size, at, y, word))
            at += stringWidth(word + " ", name, size)
        return x + float(stringWidth(text, name, size))


def _pieces(sheet: Sheet) -> list[Piece]:
    later = _Later(sheet)
    prose(later)
    later.line("Tổng số 1.122 hộ^1 và 33 m^2, 9.874,35 triệu đồng^2.", x=LEFT + 30)
    later.y = 140
    later.line("^1 Trong đó 11 hộ.", size=10, down=12)
    later.line("^2 Vốn của huyện.", size=10, down=12)
    return later.pieces


def _draw(sheet: Sheet, pieces: list[Piece], dx: float = 0.0, dy: float = 0.0) -> None:
    for name, size, x, y, text in pieces:
        sheet.canvas.setFont(name, size)
        sheet.canvas.drawString(x + dx, y + dy, text)


@pytest.mark.parametrize("last", [False, True])
def test_marks_drawn_before_or_behind_all_lines(last: bool) -> None:
    def page(sheet: Sheet) -> None:
        pieces = _pieces(sheet)
        _draw(sheet, sorted(pieces, key=lambda piece: (piece[1] < 8) == last))

    assert read(draw(page)).text == _SAID


@pytest.mark.parametrize("seed", range(4))
def test_words_drawn_in_random_order(seed: int) -> None:
    def page(sheet: Sheet) -> None:
        pieces = _pieces(sheet)
        random.Random(seed).shuffle(pieces)
        _draw(sheet, pieces)

    assert read(draw(page)).text == _SAID


@pytest.mark.parametrize(("dx", "dy"), [(0.3, 0), (-0.3, 0), (0, 0.3), (0.7, 0)])
@pytest.mark.parametrize("unit", ["word", "line", "page"])
def test_what_is_drawn_twice_to_look_bold_is_read_once(unit: str, dx: float, dy: float) -> None:
    def page(sheet: Sheet) -> None:
        pieces = _pieces(sheet)
        key = {"word": lambda piece: piece, "line": lambda piece: round(piece[3] / 6), "page": lambda piece: 0}[unit]
        for _, group in groupby(pieces, key):
            together = list(group)
            _draw(sheet, together)
            _draw(sheet, together, dx, dy)

    assert read(draw(page)).text == _SAID


def test_words_that_a_report_says_twice_stay() -> None:
    def page(sheet: Sheet) -> None:
        prose(sheet)
        sheet.line("Hộ nghèo giảm dần dần, còn 11 11 hộ ở 22 22 bản.", x=LEFT + 30)

    assert read(draw(page)).text == PROSE + "Hộ nghèo giảm dần dần, còn 11 11 hộ ở 22 22 bản.\n"
