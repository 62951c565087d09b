"""Footnote marks in OCR: Tesseract reads raised digits as quotes or stars, so they are looked for in the ink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

_SUSPECT = frozenset("“”‘’'\"`´°º*?!¹²³^~®™0123456789>»«/|lIi")
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
    found: list[_Candidate] = []
    for n, char in enumerate(row):
        if char is None or char.text not in _SUSPECT:
            continue
        before = row[n - 1] if n else None
        after = row[n + 1] if n + 1 < len(row) else None
        # the boxes of raised characters are vague: look from the middle of one neighbour to the middle of the other
        left = (before.x0 + before.x1) / 2 if before else char.x0
        right = (after.x0 + after.x1) / 2 if after else char.x1
        if after and after.text == "%":
            right = after.x0  # its ring is no digit
        own = (char.x0, char.x1) if char.text.isalnum() else None
        box = _raised_ink(image, threshold, (left, right), own, char)
        if box is None:
            continue
        if found and found[-1].last == n - 1 and box[0] - found[-1].box[2] < 0.2 * char.size:
            joined = found[-1].box
            found[-1].box = (joined[0], min(joined[1], box[1]), max(joined[2], box[2]), max(joined[3], box[3]))
            found[-1].last = n
        else:
            found.append(_Candidate(number, n, n, box))
    return found


def _raised_ink(
    image: Image.Image, threshold: int, between: tuple[float, float], own: tuple[float, float] | None, char: Inked
) -> Box | None:
    """Box of what looks like raised digits with their middle between two places of a line, None where there is none.

    None also where a letter or digit of full height stands in the character's `own` place.
    """
    size, baseline = char.size, char.baseline
    x0, y0 = max(0, int(between[0] - size)), max(0, int(baseline - 0.95 * size))
    x1, y1 = min(image.width, int(between[1] + size)), min(image.height, int(baseline + 0.25 * size))
    if x1 <= x0 or y1 <= y0:
        return None
    window = image.crop((x0, y0, x1, y1))
    spots = _spots(window.tobytes(), window.width, threshold)
    level = baseline - y0
    if own and any(
        spot[3] > level - 0.12 * size and spot[3] - spot[1] > 0.4 * size and own[0] <= x0 + _middle(spot) <= own[1]
        for spot in spots
    ):
        return None
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
