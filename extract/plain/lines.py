"""The lines of a plain text: page numbers off, and those of one paragraph made one where a margin wrapped them."""

from __future__ import annotations

import itertools
import re

_LONE_NUMBER = re.compile(r"\s*(?:[-–]\s*|Trang\s+)?(\d{1,4})(?:\s*[-–]|\s*/\s*\d{1,4})?\s*")
_PAGE_LENGTH = 400  # two page numbers have at least so many characters between them
# What begins a paragraph of its own, whatever the line before it is like.
_NEW = re.compile(
    r"\s*(?:[-–+•*#|>]|\[\^|[¹²³⁰⁴-⁹]|[IVXLC]+\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|\(\d+\)\s)|\s{4,}"
)
_SHORTEST_MARGIN, _LONGEST_MARGIN = 40, 130


def without_page_numbers(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those that only number pages (each one more than the last, far apart), and these."""
    found: list[tuple[int, int]] = []
    length, since = 0, 0
    for at, line in enumerate(lines):
        if number := _LONE_NUMBER.fullmatch(line):
            first = not found and int(number[1]) <= 2
            if first or (found and int(number[1]) == found[-1][1] + 1 and length - since >= _PAGE_LENGTH):
                found.append((at, int(number[1])))
                since = length
        length += len(line)
    if len(found) < 2:
        return lines, []
    places = {at for at, _ in found}
    return [line for at, line in enumerate(lines) if at not in places], [lines[at] for at, _ in found]


def unwrapped(lines: list[str]) -> list[str]:
    """The lines, those of one paragraph made one where most of them reach a margin."""
    lengths = sorted(len(line) for line in lines if line.strip())
    margin = lengths[len(lengths) * 19 // 20] if lengths else 0
    followed = [a for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    full = sum(len(line) >= margin * 0.8 for line in followed)
    wrapped = _SHORTEST_MARGIN <= margin <= _LONGEST_MARGIN and len(followed) >= 5 and full >= len(followed) / 2
    if not wrapped:
        return lines
    joined: list[str] = []
    reaches = False
    for line in lines:
        if reaches and line.strip() and not _NEW.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
        reaches = len(line) >= margin * 0.7 and "|" not in line
    return joined
