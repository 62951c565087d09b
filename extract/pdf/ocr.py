"""Reads a scanned page with Tesseract: straightened, every character with its box and confidence."""

from __future__ import annotations

import html
import itertools
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field

from PIL import Image

from extract.document import UnreadableError
from extract.pdf.ocr_marks import Inked, Row, restore_marks
from extract.pdf.page import Glyph, ListedPage
from extract.programs import output_of

_PROGRAM = "tesseract"
_LANGUAGE = "vie"
_NOT_FOUND = 127  # of the shell
_TIMEOUT = 120.0  # seconds for one page
_UNSURE = 85.0  # per cent: a word with digits read with less confidence is told
_UPRIGHT = 70.0  # per cent: text that lies on its side or on its head is read with less
_NOISE = 30.0  # per cent: below it a word without letter or digit is dirt on the paper
_LEAN = 4.0  # degrees: a page that lies more askew than this is not straightened
_LINE = re.compile(r"<span class='ocr_(?:line|header|caption|textfloat)'[^>]*title=\"([^\"]*)\"")
_CHAR = re.compile(r"<span class='ocrx_cinfo' title='x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)'>([^<]*)</span>")
_WORD = re.compile(r"<span class='ocrx_word'[^>]*x_wconf (\d+)")
_TOKEN = re.compile("|".join((_LINE.pattern, _WORD.pattern, _CHAR.pattern)))
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_SIZE = re.compile(r"x_size ([\d.]+)")


@dataclass(slots=True)
class Reading:
    """A page as Tesseract reads it: the page, the angle it was turned by, warnings in Vietnamese."""

    page: ListedPage
    skew: float  # degrees counter-clockwise that made the lines level
    next_label: int  # the label that the next note should have
    turns: int = 0  # quarter turns clockwise that made the text upright
    warnings: list[str] = field(default_factory=list)
    confidence: float = 0.0  # mean of the words, per cent


@dataclass(slots=True)
class _Word:
    chars: list[Inked]
    confidence: float


def missing() -> str | None:
    """The sentence that says which package to install, None where Tesseract and its Vietnamese data are there."""
    if shutil.which(_PROGRAM) is None:
        return "Cần chương trình Tesseract để đọc bản quét; hãy cài gói `tesseract-ocr` và `tesseract-ocr-vie`."
    found = subprocess.run([_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    if _LANGUAGE not in found.stdout.split():
        return "Tesseract chưa có dữ liệu tiếng Việt để đọc bản quét; hãy cài gói `tesseract-ocr-vie`."
    return None


def read_scan(image: Image.Image, number: int, dpi: float, label: int = 1, timeout: float = _TIMEOUT) -> Reading:
    """Reads the picture of page `number`, whose first note should have the given label.

    UnreadableError when Tesseract fails or takes more than `timeout` seconds.
    """
    reading = _read_upright(image, number, dpi, label, timeout)
    if reading.confidence >= _UPRIGHT or _is_blank(image):
        return reading
    for turns in (1, 3, 2):
        turned = _read_upright(image.rotate(-90 * turns, expand=True), number, dpi, label, timeout)
        if turned.confidence > max(reading.confidence, _UPRIGHT):
            turned.turns = turns
            return turned
    return reading


def _is_blank(image: Image.Image) -> bool:
    small = image.convert("L").resize((64, 64), Image.Resampling.BOX)
    low, high = small.getextrema()
    return bool(high - low < 40)  # type: ignore[operator]


def _read_upright(image: Image.Image, number: int, dpi: float, label: int, timeout: float) -> Reading:
    grey = image.convert("L")
    skew = skew_of(grey)
    if skew:
        grey = grey.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    hocr = _tesseract(grey, dpi, timeout, "hocr")
    lines = _snapped(_lines(hocr))
    rows: list[Row] = [[char for word in line for char in [*word.chars, None]][:-1] for line in lines]
    label = restore_marks(rows, grey, lambda strip: _digits_on(strip, dpi, timeout), label)
    kept = {id(char) for row in rows for char in row}
    warnings = _unsure([word for line in lines for word in line if id(word.chars[-1]) in kept], number)
    rows = [clear for row in rows if (clear := _without_dirt(row))]
    # Tesseract reads text that lies on its side, too, but without baseline: its boxes are then of no use
    sure = [0.0 if "baseline" not in hocr else word.confidence for line in lines for word in line]
    return Reading(_page(rows, number, 72.0 / dpi), skew, label, 0, warnings, sum(sure) / max(1, len(sure)))


def skew_of(image: Image.Image) -> float:
    """Degrees counter-clockwise by which the picture must be turned for its lines to lie level; 0 where unclear."""
    factor = max(1, image.width // 800)
    small = image.reduce(factor)

    def sharpness(angle: float) -> int:
        turned = small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
        profile = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        return sum((a - b) ** 2 for a, b in itertools.pairwise(profile))

    coarse = max((step / 2 for step in range(int(-2 * _LEAN), int(2 * _LEAN) + 1)), key=sharpness)
    best = max((coarse + step / 20 for step in range(-8, 9)), key=sharpness)
    return best if sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def _tesseract(image: Image.Image, dpi: float, timeout: float, *options: str) -> str:
    """What Tesseract prints for the picture. Killed whole at the time limit."""
    header = b"P5 %d %d 255\n" % image.size
    command = [_PROGRAM, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(round(dpi)), "-c", "hocr_char_boxes=1"]
    try:
        exitcode, output = output_of(
            [*command, *options],
            timeout=timeout,
            given=header + image.tobytes(),
            environment={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            "OCR", f"Tesseract đọc một trang quá {timeout:.0f} giây; hãy quét lại trang ở 200-300 dpi."
        ) from None
    if exitcode == _NOT_FOUND:
        raise UnreadableError("OCR", missing() or "Không chạy được Tesseract; hãy cài lại `tesseract-ocr`.")
    if exitcode:
        raise UnreadableError("OCR", "Tesseract không đọc được ảnh của trang; hãy quét lại trang.")
    return output.decode("utf-8", "replace")


def _digits_on(strip: Image.Image, dpi: float, timeout: float) -> list[tuple[float, str]]:
    hocr = _tesseract(strip, dpi, timeout, "--psm", "7", "-c", "tessedit_char_whitelist=0123456789", "hocr")
    return [((char.x0 + char.x1) / 2, char.text) for line in _lines(hocr) for word in line for char in word.chars]


def _lines(hocr: str) -> list[list[_Word]]:
    """The words of each line with the boxes of their characters, in pixels."""
    lines: list[list[_Word]] = []
    bottom = slope = shift = size = x0 = 0.0
    for found in _TOKEN.finditer(hocr):
        title, confidence, *char = found.groups()
        if title is not None:
            box, line, height = _BOX.search(title), _BASELINE.search(title), _SIZE.search(title)
            x0, bottom = (float(box.group(1)), float(box.group(4))) if box else (0.0, 0.0)
            slope, shift = (float(line.group(1)), float(line.group(2))) if line else (0.0, 0.0)
            size = float(height.group(1)) if height else 0.0
            lines.append([])
        elif confidence is not None and lines:
            lines[-1].append(_Word([], float(confidence)))
        elif lines and lines[-1]:
            left, top, right, low = map(float, char[:4])
            baseline = bottom + shift + slope * (left - x0)
            text = html.unescape(char[5])
            lines[-1][-1].chars += [Inked(c, left, top, right, low, baseline, size, float(char[4])) for c in text]
    for words in lines:
        words[:] = [word for word in words if word.chars]
        for word in words:
            if word.confidence < _NOISE and not any(char.text.isalnum() for char in word.chars):
                for dot in word.chars:
                    dot.dirt = True
    return [words for words in lines if words]


def _without_dirt(row: Row) -> Row:
    """The row without spots of dirt and without the blanks that stood around them."""
    kept: Row = []
    for char in row:
        if (char is None and (not kept or kept[-1] is None)) or (char is not None and char.dirt):
            continue
        kept.append(char)
    return kept if not kept or kept[-1] is not None else kept[:-1]


def _snapped(lines: list[list[_Word]]) -> list[list[_Word]]:
    """Tesseract guesses the type size of each line anew: sizes that are near to each other are made one."""
    weights: dict[float, int] = {}
    for line in lines:
        size = line[0].chars[0].size
        weights[size] = weights.get(size, 0) + sum(len(word.chars) for word in line)
    chosen: dict[float, float] = {}
    for size in sorted(weights, key=lambda s: -weights[s]):
        chosen[size] = next((c for c in chosen.values() if abs(size - c) < 0.14 * c), size)
    for line in lines:
        for word in line:
            for char in word.chars:
                char.size = chosen[char.size]
    return lines


def _unsure(words: list[_Word], number: int) -> list[str]:
    """What must be looked at again: words with digits that Tesseract doubts, and what it could not read at all."""
    found = []
    for word in words:
        text = "".join(char.text for char in word.chars)
        doubted = word.confidence < _UNSURE and any(char.isdecimal() for char in text)
        if doubted or (word.confidence < _NOISE and len(text) > 1):
            found.append(f"“{text}” ({word.confidence:.0f} %)")
    return [f"Trang {number}: số nhận dạng kém chắc chắn, cần xem lại ảnh: {', '.join(found)}."] if found else []


def _page(rows: list[Row], number: int, scale: float) -> ListedPage:
    text: list[str] = []
    glyphs: list[Glyph] = []
    for row in rows:
        if text:
            text += "\r\n"
            glyphs += [glyphs[-1]] * 2
        for char in row:
            if char is None:
                text.append(" ")
                glyphs.append(glyphs[-1])
                continue
            up = char.baseline - (0.35 * char.size if char.raised else 0.0)
            size = char.size * (0.6 if char.raised else 1.0)
            text.append(char.text)
            glyphs.append(
                Glyph(
                    char.x0 * scale,
                    (char.top if char.raised else char.baseline - 0.7 * char.size) * scale,
                    char.x1 * scale,
                    (char.bottom if char.raised else char.baseline + 0.2 * char.size) * scale,
                    up * scale,
                    size * scale,
                )
            )
    return ListedPage(number, "".join(text), glyphs)
