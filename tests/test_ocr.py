"""Scans: text and marks from Tesseract, confidence, missing program, time limit."""

from __future__ import annotations

import os
import re
import stat
import time
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.document import Document, UnreadableError
from extract.pdf import ocr
from extract.pdf.ocr_marks import Inked, Row, restore_marks
from extract.pdf.read import read_pdf
from tests.pdf_fixtures import drawn

needs_tesseract = pytest.mark.skipif(ocr.missing() is not None, reason="tesseract with Vietnamese is not installed")
needs_fonts = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")

_GROUP = re.compile(r"\d+(?:[.,/]\d+)*")


@cache
def _scan(path: Path) -> Document:
    return read_pdf(path.read_bytes())


def _distance(a: str, b: str) -> int:
    """Characters to change, put in or take out (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


@needs_tesseract
class TestSample:
    def test_characters(self, samples: Path) -> None:
        document = _scan(samples / "tam-duong-2023-scan.pdf")
        expected = (samples / "tam-duong-2023-scan.expected.txt").read_text("utf-8").splitlines()
        found = document.text.splitlines()
        assert len(found) == len(expected), "the same paragraphs and notes"
        wrong = sum(_distance(a, b) for a, b in zip(found, expected, strict=True) if a != b)
        assert wrong <= 0.005 * sum(map(len, expected))

    def test_digit_groups(self, samples: Path) -> None:
        document = _scan(samples / "tam-duong-2023-scan.pdf")
        expected = (samples / "tam-duong-2023-scan.expected.txt").read_text("utf-8")
        assert _GROUP.findall(document.text) == _GROUP.findall(expected)

    def test_marks_and_places(self, samples: Path) -> None:
        document = _scan(samples / "tam-duong-2023-scan.pdf")
        assert document.ocr
        assert [mark.label for mark in document.marks] == [str(n) for n in range(1, 10)]
        assert [note.label for note in document.notes] == [str(n) for n in range(1, 10)]
        assert all(document.text[place.start : place.end].isdigit() for place in document.digits)
        found = document.locate(document.text.index("4.353"), document.text.index("4.353") + 5)
        assert found is not None
        # the same figure on the page before it was scanned: x 275.6 to 308.9, top 202
        assert found[0] == 2
        assert found[1][0] == pytest.approx(275.6, abs=6)
        assert found[1][1] == pytest.approx(204, abs=6)


def _picture(lines: list[str], size: int = 46) -> Image.Image:
    """A page of 300 dpi with typed lines; `^` raises the digits after it."""
    image = Image.new("L", (2480, 150 + 90 * len(lines)), 255)
    pen = ImageDraw.Draw(image)
    full = ImageFont.truetype(str(drawn.FONTS / "DejaVuSerif.ttf"), size)
    small = ImageFont.truetype(str(drawn.FONTS / "DejaVuSerif.ttf"), round(0.62 * size))
    for n, line in enumerate(lines):
        x, y = 200.0, 140 + 90 * n
        for part_number, part in enumerate(line.split("^")):
            digits = len(part) - len(part.lstrip("0123456789")) if part_number else 0
            pen.text((x, y - 0.36 * size), part[:digits], 0, small, anchor="ls")
            x += pen.textlength(part[:digits], small)
            pen.text((x, y), part[digits:], 0, full, anchor="ls")
            x += pen.textlength(part[digits:], full)
    return image


LINES = [
    "Đảng bộ huyện có 43 tổ chức cơ sở đảng trực thuộc Đảng bộ huyện;",
    "tổng số đảng viên là 2.154 đồng chí, trong đó nữ là 803 đồng chí.",
]


@needs_tesseract
@needs_fonts
class TestPages:
    def test_upside_down_and_sideways(self) -> None:
        image = _picture(LINES * 3)
        for turns in (1, 2, 3):
            reading = ocr.read_scan(image.rotate(90 * turns, expand=True, fillcolor=255), 1, 300)
            assert reading.turns == turns
            assert "2.154 đồng chí" in reading.page.text

    def test_skew(self) -> None:
        image = _picture(LINES * 4).rotate(-2.0, fillcolor=255, resample=Image.Resampling.BICUBIC)
        assert ocr.skew_of(image) == pytest.approx(2.0, abs=0.15)
        assert ocr.skew_of(Image.new("L", (800, 800), 255)) == 0.0

    def test_unsure_digits_are_told(self) -> None:
        """A digit that Tesseract doubts is named with its page."""
        image = _picture(LINES)
        place = (680, 180, 820, 250)  # "2.154"
        image.paste(image.crop(place).resize((25, 12)).resize((140, 70)), place)
        reading = ocr.read_scan(image, 7, 300)
        assert reading.warnings
        assert reading.warnings[0].startswith("Trang 7: số nhận dạng kém chắc chắn")

    def test_blank_page(self) -> None:
        reading = ocr.read_scan(Image.new("L", (1200, 1600), 255), 1, 150)
        assert reading.page.text == ""

    def test_stamped_scan(self) -> None:
        """The few words of a digital signature over a scanned page are not taken for its text."""

        def page(sheet: drawn.Sheet) -> None:
            picture = _picture(LINES * 3).resize((1240, 345))
            canvas = Image.new("L", (1240, 1754), 255)
            canvas.paste(picture, (0, 100))
            sheet.canvas.drawInlineImage(canvas, 0, 0, drawn.WIDTH, drawn.HEIGHT)
            sheet.y = 30
            sheet.line("Người ký: Ủy ban nhân dân huyện Mường Lâm", x=200, size=6, down=0)

        document = read_pdf(drawn.draw(page))
        assert document.ocr
        assert document.text.count("2.154 đồng chí") == 3


class TestMarks:
    def test_digits_in_their_own_place_are_no_marks(self) -> None:
        """Without raised ink nothing is changed, whatever the characters."""
        rows: list[Row] = [[Inked("“", 10, 10, 20, 20, 50, 40, 99), Inked("7", 30, 20, 45, 50, 50, 40, 99)]]
        assert restore_marks(rows, Image.new("L", (200, 100), 255), lambda _: [], 1) == 1
        assert [char.text for char in rows[0] if char] == ["“", "7"]

    @needs_tesseract
    @needs_fonts
    def test_marks_from_the_ink(self) -> None:
        body = ["Ban hành 12 văn bản^1 trong năm 2023^2; có 5 hội nghị^3.", "Nhà “văn hóa” có 7 phòng."]
        notes = ["^1 Có 03 kế hoạch, 05 thông báo.", "^2 Có 02 quyết định.", "^3 Có 04 hội nghị."]
        text = ocr.read_scan(_picture([*body, *notes]), 1, 300).page.text
        lines = text.split("\r\n")
        assert lines[0] == "Ban hành 12 văn bản1 trong năm 20232; có 5 hội nghị3."
        assert [line[:2] for line in lines[-3:]] == ["1 ", "2 ", "3 "]


class TestProgram:
    def test_missing(self, samples: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UnreadableError, match="tesseract-ocr-vie") as caught:
            read_pdf((samples / "tam-duong-2023-scan.pdf").read_bytes())
        assert caught.value.stage == "OCR"

    def test_time_limit_kills_the_whole_group(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(UnreadableError, match="quá 1 giây"):
            ocr.read_scan(Image.new("L", (100, 100), 255), 1, 100, timeout=1)
        child = int((tmp_path / "child").read_text())
        for _ in range(50):  # the kernel takes a moment to end it
            if _is_gone(child):
                return
            time.sleep(0.1)
        pytest.fail("the child of Tesseract lives on")


def _is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] == "Z"
    except OSError:
        return True
