"""The digits of a line, and the signs that may be footnote marks: where they stand, and how large they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.builder import clean
from extract.pdf.page import Glyph, PageText, Style

# Both begin with one class of characters: what does not begin so is tried at every character of the text.
DIGITS = re.compile("[0-9⁰¹²³⁴-⁹](?:(?<=[0-9])[0-9]*|[⁰¹²³⁴-⁹]*)")
# What may be a mark without being a digit: where a word ends, and where a note begins.
_SIGN = re.compile(r"[*†‡a-hivx](?:(?<=[*†‡])[*†‡]{0,3}|(?<!\s.)(?:(?<=[ivx])[ivx]{0,4}|(?<=[a-h]))(?!\w))")
_made = tuple.__new__  # Digits(...) by its own __new__ takes twice as long


class Digits(NamedTuple):
    """Digits side by side of one size, or a sign that may be a mark: where in the line's text, where on paper."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float


def digits_of(page: PageText, first: int, end: int, style: Style | None) -> list[tuple[int, Glyph, Glyph]]:
    """Digits of the page's text as runs of one size and height: how many, the first, the last.

    `style` is that of all of them, where it is known.
    """
    found: list[tuple[int, Glyph, Glyph]] = []
    known = style
    if known is None:
        known = page.style(first)
        for index in range(first + 1, end):
            other = page.style(index)
            if other is not known and other[:2] != known[:2]:
                found.append((index - first, page.glyph(first, known), page.glyph(index - 1, known)))
                first, known = index, other
    start = page.glyph(first, known)
    found.append((end - first, start, page.glyph(end - 1, known) if end - first > 1 else start))
    return found


def placed_in(text: str, runs: list[tuple[int, Glyph, Glyph]]) -> list[Digits]:
    """The runs of digits at their offsets in the text of the line, from which some characters may be gone."""
    starts = [at for found in DIGITS.finditer(text) for at in range(*found.span())]
    placed = []
    at = 0
    for count, first, last in runs:
        placed.append(_digits(starts[at], count, first, last))
        at += count
    return placed


def _digits(start: int, count: int, first: Glyph, last: Glyph) -> Digits:
    # those of a font are of one height
    x0, top, _, bottom, baseline, size, _, _, _ = first
    return _made(Digits, (start, start + count, x0, top, last.x1, bottom, baseline, size))


def signs_of(page: PageText, parts: list[tuple[str, int]], size: float, baseline: float) -> list[Digits]:
    """Stars and small letters that may be marks, smaller, higher and drawn apart from the word that they cling to;
    stars at full size too, behind a word. `parts` are the stretches of the line, and where they begin on the page."""
    found: list[Digits] = []
    before = ""  # the text of the line so far
    stands, higher = page.baseline, 0.12 * size
    for raw, begin in parts:
        for match in _SIGN.finditer(raw):
            start = match.start()
            first, end = begin + start, match.end()
            if baseline - stands(first) < higher or page.style(first)[1] > 0.92 * size:
                if raw[start] not in "*†‡":
                    continue  # most are ends of words
                if not (before + raw[:start])[-1:].strip() or raw[end : end + 1].isalnum():
                    continue
            beside = start - 1 if start else end
            if raw[start].isalpha() and beside < len(raw) and _same_source(page, begin + beside, first):
                continue
            offset = len(clean(before + raw[:start]).lstrip())
            found.append(_digits(offset, end - start, page.glyph(first), page.glyph(first + end - start - 1)))
        before += raw
    return found


def _same_source(page: PageText, a: int, b: int) -> bool:
    return page.style(a)[4] == page.style(b)[4]


def cut_at(digits: list[Digits], at: int) -> tuple[list[Digits], list[Digits]]:
    """The runs before and behind an offset of the line; one that runs over it is cut: its digits are of one width."""
    before: list[Digits] = []
    behind: list[Digits] = []
    for run in digits:
        if run.start < at < run.end:
            x = run.x0 + (run.x1 - run.x0) * (at - run.start) / (run.end - run.start)
            before.append(run._replace(end=at, x1=x))
            behind.append(run._replace(start=at, x0=x))
        else:
            (before if run.end <= at else behind).append(run)
    return before, behind
