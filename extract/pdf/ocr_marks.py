"""Footnote marks in OCR: Tesseract reads raised digits as quotes or stars, so they are looked for in the ink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

_SUSPECT = frozenset("“”‘’'\"`´°º*?!¹²³^~®™0123456789>»«/|lIi")
_CLEAR = 251  # mean grey value of a column of pixels from which on it holds no ink
_RAISED_FROM = 0.2  # em above the baseline: a raised digit begins there or higher
_HEIGHT = 0.35, 0.62  # em: quotes are lower, full letters higher
_WIDTH = 0.04, 0.5  # em
_SPECK = 6  # pixels: smaller spots are dirt
_ENLARGED = 48  # pixels: height of a digit on the strip that is read anew
_SPACE = 60  # pixels between two of them

Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Inked:
    """A character as read: its box and baseline in pixels, the type size of its line, confidence in per cent."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    confidence: float
    dirt: bool = False  # a spot on the paper, unless it proves to be a mark
    raised: bool = False


Row = list[Inked | None]  # None stands for a blank
DigitReader = Callable[[Image.Image], list[tuple[float, str]]]  # middle from the left in pixels, digit


@dataclass(slots=True)
class _Candidate:
    row: int
    first: int  # index of the suspect characters in the row
    last: int
    box: Box
    read: str = ""
    label: str = ""


def restore_marks(rows: list[Row], image: Image.Image, read: DigitReader, expected: int) -> int:
    """Puts raised digits in the place of what was read for them, in `rows`; returns the next label to expect.

    Notes are numbered on and on, and so are their marks: what cannot be read is told by its neighbours.
    `read` reads digits on a picture; `expected` is the label that the first note of the page should have.
    """
    threshold = _threshold(image)
    candidates = [c for n, row in enumerate(rows) for c in _candidates(n, row, image, threshold)]
    labels = [c for c in candidates if c.first == 0]
    if not labels:
        return expected
    _read_anew(candidates, image, read)
    votes: dict[int, float] = {expected: 0.5}
    for n, candidate in enumerate(labels):
        if candidate.read and int(candidate.read) > n:
            votes[int(candidate.read) - n] = votes.get(int(candidate.read) - n, 0.0) + 1
    first = max(votes, key=lambda base: votes[base])
    for n, candidate in enumerate(labels):
        candidate.label = str(first + n)
    marks = [c for c in candidates if c.first and c.row < labels[0].row]
    for candidate, label in _aligned(marks, [c.label for c in labels]):
        candidate.label = label
    for candidate in reversed(candidates):
        if candidate.label:
            rows[candidate.row][candidate.first : candidate.last + 1] = _raised(candidate, rows[candidate.row])
    return first + len(labels)


def _threshold(image: Image.Image) -> int:
    """The grey value up to which a pixel is ink: half-way from the best parting (Otsu 1979) to the paper.

    Small digits are faint: at the best parting itself they fall to pieces.
    """
    counts = image.histogram()[:256]
    total, weighted = sum(counts), sum(n * count for n, count in enumerate(counts))
    best, chosen, below, sum_below = -1.0, 127, 0, 0
    for value, count in enumerate(counts):
        below += count
        sum_below += value * count
        if not below or below == total:
            continue
        spread = (weighted * below / total - sum_below) ** 2 / (below * (total - below))
        if spread > best:
            best, chosen = spread, value
    paper = max(range(chosen, 256), key=lambda value: counts[value])
    return (chosen + paper) // 2


def _candidates(number: int, row: Row, image: Image.Image, threshold: int) -> list[_Candidate]:
    """Where raised digits stand on a line, whatever was read there: for a suspect character, or between two."""
    chars = [(n, char) for n, char in enumerate(row) if char is not None]
    found: list[_Candidate] = []
    size, baseline = chars[0][1].size, sorted(char.baseline for _, char in chars)[len(chars) // 2]
    ends = min(char.x0 for _, char in chars) - size, max(char.x1 for _, char in chars) + size
    for left, right in _hanging(image, threshold, ends, baseline, size):
        box = _raised_ink(image, threshold, (left, right), baseline, size)
        if box is None:
            continue
        middle = (box[0] + box[2]) / 2
        read = [n for n, char in chars if char.text in _SUSPECT and _read_for(row, n, char, box)]
        first = read[0] if read else 1 + max((n for n, c in chars if (c.x0 + c.x1) / 2 < middle), default=-1)
        last = read[-1] if read else first - 1
        if found and box[0] - found[-1].box[2] < 0.2 * size:
            joined = found[-1].box
            found[-1].box = (joined[0], min(joined[1], box[1]), max(joined[2], box[2]), max(joined[3], box[3]))
            found[-1].last = max(found[-1].last, last)
        else:
            found.append(_Candidate(number, first, last, box))
    return found


def _read_for(row: Row, n: int, char: Inked, box: Box) -> bool:
    """The character was read for the raised ink, and is no full one beside it."""
    middle = (box[0] + box[2]) / 2
    if char.text.isalnum():
        return char.x0 <= middle <= char.x1 and char.x1 - char.x0 < 1.6 * (box[2] - box[0]) + 4
    # the boxes of quotes are vague: from the middle of one neighbour to the middle of the other
    before = row[n - 1] if n else None
    after = row[n + 1] if n + 1 < len(row) else None
    left = (before.x0 + before.x1) / 2 if before else char.x0
    right = (after.x0 + after.x1) / 2 if after else char.x1
    return left <= middle <= right


def _hanging(
    image: Image.Image, threshold: int, ends: tuple[float, float], baseline: float, size: float
) -> list[tuple[int, int]]:
    """The stretches of a line, in pixels from the left, that have ink in the upper half and none at the baseline."""
    x0, x1 = max(0, int(ends[0])), min(image.width, int(ends[1]))
    table = [0 if value <= threshold else 255 for value in range(256)]

    def ink(upper: float, lower: float) -> bytes:
        band = image.crop((x0, max(0, int(baseline + upper * size)), x1, max(1, int(baseline + lower * size))))
        return band.point(table).resize((x1 - x0, 1), Image.Resampling.BOX).tobytes()

    stretches: list[tuple[int, int]] = []
    for n, (above, below) in enumerate(zip(ink(-0.95, -0.22), ink(-0.18, 0.05), strict=True)):
        if above > _CLEAR or below <= _CLEAR:
            continue
        if stretches and stretches[-1][1] == x0 + n:
            stretches[-1] = stretches[-1][0], x0 + n + 1
        else:
            stretches.append((x0 + n, x0 + n + 1))
    return [(left, right) for left, right in stretches if _WIDTH[0] * size <= right - left <= 2 * _WIDTH[1] * size]


def _raised_ink(
    image: Image.Image, threshold: int, between: tuple[float, float], baseline: float, size: float
) -> Box | None:
    """Box of what looks like raised digits with their middle between two places of a line, None where there is none."""
    x0, y0 = max(0, int(between[0] - size)), max(0, int(baseline - 0.95 * size))
    x1, y1 = min(image.width, int(between[1] + size)), min(image.height, int(baseline + 0.25 * size))
    window = image.crop((x0, y0, x1, y1))
    spots = _spots(window.tobytes(), window.width, threshold)
    level = baseline - y0
    digits = []
    for spot in spots:
        height, width = spot[3] - spot[1], spot[2] - spot[0]
        if not between[0] <= x0 + _middle(spot) <= between[1]:
            continue
        if spot[3] > level - _RAISED_FROM * size or not _HEIGHT[0] * size <= height <= _HEIGHT[1] * size:
            continue
        if not _WIDTH[0] * size <= width <= _WIDTH[1] * size:
            continue
        if any(o[1] >= spot[3] and o[0] < spot[2] and spot[0] < o[2] for o in spots):
            continue  # ink below: the upper part of a letter, or of "?"
        digits.append(spot)
    if not digits:
        return None
    return (
        x0 + min(s[0] for s in digits),
        y0 + min(s[1] for s in digits),
        x0 + max(s[2] for s in digits),
        y0 + max(s[3] for s in digits),
    )


def _middle(spot: Box) -> float:
    return (spot[0] + spot[2]) / 2


def _spots(pixels: bytes, width: int, threshold: int) -> list[Box]:
    """Boxes of the connected spots of ink in a small grey picture."""
    ink = {n for n, value in enumerate(pixels) if value <= threshold}
    found = []
    while ink:
        start = ink.pop()
        reached, spot = [start], [start]
        while reached:
            at = reached.pop()
            column = at % width
            for step in (-width, 0, width):
                for side in (-1, 0, 1):
                    if 0 <= column + side < width and at + step + side in ink:
                        ink.remove(at + step + side)
                        reached.append(at + step + side)
                        spot.append(at + step + side)
        if len(spot) >= _SPECK:
            columns, rows = [p % width for p in spot], [p // width for p in spot]
            found.append((min(columns), min(rows), max(columns) + 1, max(rows) + 1))
    return found


def _read_anew(candidates: list[_Candidate], image: Image.Image, read: DigitReader) -> None:
    """Reads all candidates from one picture, on which they stand enlarged and side by side."""
    crops = []
    for candidate in candidates:
        x0, top, x1, bottom = candidate.box
        crop = image.crop((x0 - 1, top - 1, x1 + 1, bottom + 1))
        crops.append(crop.resize((max(1, crop.width * _ENLARGED // crop.height), _ENLARGED), Image.Resampling.BICUBIC))
    strip = Image.new("L", (sum(c.width + _SPACE for c in crops) + _SPACE, 2 * _ENLARGED), 255)
    at, spans = _SPACE, []
    for crop in crops:
        strip.paste(crop, (at, _ENLARGED // 2))
        spans.append((at, at + crop.width))
        at += crop.width + _SPACE
    digits = read(strip)
    for candidate, (left, right) in zip(candidates, spans, strict=True):
        candidate.read = "".join(text for x, text in digits if left - 8 <= x <= right + 8 and text.isdecimal())[:3]


def _aligned(marks: list[_Candidate], labels: list[str]) -> list[tuple[_Candidate, str]]:
    """Marks and labels paired in order so that as many as can be are paired, and those that were read agree."""
    best: list[list[tuple[float, list[tuple[_Candidate, str]]]]] = [[(0.0, [])] * (len(labels) + 1)]
    for mark in marks:
        row = [best[-1][0]]
        for n, label in enumerate(labels, 1):
            score = 2.0 if mark.read == label else 1.0 if len(mark.read) in (0, len(label)) else 0.3
            taken = best[-1][n - 1]
            choices = [best[-1][n], row[n - 1], (taken[0] + score, [*taken[1], (mark, label)])]
            row.append(max(choices, key=lambda choice: choice[0]))
        best.append(row)
    return best[-1][-1][1]


def _raised(candidate: _Candidate, row: Row) -> Row:
    like = next(char for char in row[candidate.first :] if char is not None)
    x0, top, x1, bottom = candidate.box
    step = (x1 - x0) / len(candidate.label)
    return [
        Inked(
            digit,
            x0 + n * step,
            top,
            x0 + (n + 1) * step,
            bottom,
            like.baseline,
            like.size,
            like.confidence,
            raised=True,
        )
        for n, digit in enumerate(candidate.label)
    ]
