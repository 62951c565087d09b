"""The rows of a data table as a tree: what stands below what, by ordinals, bullets and "trong đó"; and total rows."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from patterns.compiled import compiled
from patterns.tables.grid import Grid

_PREFIX = compiled(
    r"(?P<label>\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}(?:\.\d+)*|[A-ZĐ](?:\.\d+)*|[a-zđ])[.):/]"
    r"|\d{1,2}(?:\.\d{1,2})+|[-–+*•])[ ]+(?=\S)"
)
_ROMAN = compiled(r"[IVX]+|[IVXLC]{2,}")
_OPEN = compiled(r"(?:[-–+*•][ ]*)?(?:trong đó|tr\.?[ ]?đó|trđ)\b", regex.IGNORECASE)
_SPLIT = compiled(r"(?:[-–+*•][ ]*)?(?:chia ra|bao gồm|gồm)\b", regex.IGNORECASE)
_AREA = "huyện|xã|tỉnh|thành phố|thị xã|quận|phường|thị trấn|ngành|đảng bộ|trường|cụm|vùng|quốc|bộ"
TOTAL = compiled(
    rf"(?:tổng(?: cộng| số| chung| toàn (?:{_AREA}))?|cộng|toàn (?:{_AREA})|cả (?:huyện|xã|tỉnh|nước))"
    r"(?:[ ]?[(:].*|[ ][A-Z0-9IVX]+(?:[ ]?\+.*)?)?"
    r"|(?:tổng cộng|cộng(?! (?:đồng|tác|hòa|hoà|sản)))\b.*",
    regex.IGNORECASE,
)
_NAMED_TOTAL = compiled(r"(?:tổng|cộng)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body. `parent` is the row it stands below, 0 for none."""

    row: int
    ordinal: str
    label: str  # without ordinal or bullet
    style: str
    parent: int
    open: bool  # "trong đó": some of the parent, not all
    total: bool  # "Tổng cộng", "Toàn huyện"
    named_total: bool  # "Tổng thu ngân sách" without an ordinal: a total if the numbers say so
    numbers: bool  # states a figure


def prefix(label: str) -> tuple[str, str]:
    """The ordinal or bullet at the beginning of a row's label, and the rest."""
    match = _PREFIX.match(label)
    return (match["label"], label[match.end() :]) if match else ("", label)


def _style(ordinal: str, last_upper: str) -> str:
    """How an ordinal is written; of one that can be a letter or a Roman number, the letter only after its neighbour."""
    plain = ordinal.strip("().:/ ")
    if not plain:
        return ordinal.strip()[:1].replace("–", "-") or "none"
    if "." in plain:
        return f"dotted{plain.count('.')}"
    if plain.isdecimal():
        return "number"
    if plain[:1] in "-–+*•":
        return plain[:1].replace("–", "-")
    if len(plain) == 1 and last_upper and ord(plain) == ord(last_upper) + 1:
        return "upper"
    if _ROMAN.fullmatch(plain):
        return "roman"
    return "upper" if plain.isupper() else "lower"


def rows(grid: Grid) -> dict[int, Row]:
    """The rows of the body by number, each with its parent."""
    made: dict[int, Row] = {}
    stack: list[tuple[str, int, bool]] = []  # style, row, and whether it only says "trong đó"
    last_upper = ""
    last = max(grid.body_rows, default=0)
    for number in grid.body_rows:
        text = grid.label(number)
        ordinal = grid.ordinal(number)
        lead, label = prefix(text) if not ordinal else ("", text)
        if ordinal and (bullet := prefix(text))[0] in ("-", "–", "+", "*", "•"):
            label = bullet[1]
        ordinal = ordinal or lead
        has_numbers = any(
            (one := grid.at.get((number, column)))
            and one.cell.row == number
            and not one.empty
            and regex.search(r"\d", one.text)
            for column in grid.data_columns
        )
        style = _style(ordinal, last_upper)
        if style == "upper":
            last_upper = ordinal.strip("().:/ ")
        # a last row of numbers alone adds up what stands above it
        total = TOTAL.fullmatch(label) is not None or (
            not text and not ordinal and has_numbers and number == last and bool(made)
        )
        says_open = _OPEN.match(label) is not None or _OPEN.match(text) is not None
        if style == "none" and not has_numbers and not says_open and not _SPLIT.match(label):
            style = "group"
        named = style == "none" and _NAMED_TOTAL.match(label) is not None
        if style == "none" and (total or (named and stack and stack[0][0] != "none")):
            made[number] = Row(number, ordinal, label, style, 0, False, total, True, has_numbers)
            continue
        if says_open or (_SPLIT.match(label) and not has_numbers):
            parent = _above(stack)
            made[number] = Row(number, ordinal, label, style, parent, says_open, False, False, has_numbers)
            if not has_numbers:  # what follows is what it announces
                stack.append(("announced", parent, says_open))
            continue
        parent, is_open = _place(stack, style, number, ordinal, made)
        made[number] = Row(number, ordinal, label, style, parent, is_open, total, named, has_numbers)
    return made


def _above(stack: list[tuple[str, int, bool]]) -> int:
    return stack[-1][1] if stack else 0


def _place(
    stack: list[tuple[str, int, bool]], style: str, number: int, ordinal: str, made: dict[int, Row]
) -> tuple[int, bool]:
    """Where a row belongs: beside the last one of its style, else below the last row."""
    if style.startswith("dotted"):
        above = ordinal.strip("().:/ ").rpartition(".")[0]
        row = next((r for r in reversed(made.values()) if r.ordinal.strip("().:/ ") == above), None)
        if row:
            while stack and stack[-1][1] != row.row:
                stack.pop()
            if not stack:
                stack.append((row.style, row.row, False))
            stack.append((style, number, False))
            return row.row, False
    styles = [one[0] for one in stack]
    if style in styles:
        del stack[styles.index(style) :]
    elif style == "group":  # a heading over whatever rows came so far begins anew
        stack.clear()
    parent, is_open = _above(stack), bool(stack) and stack[-1][0] == "announced" and stack[-1][2]
    stack.append((style, number, False))
    return parent, is_open


def path(tree: dict[int, Row], number: int) -> str:
    """The labels from the outermost group down to the row, joined by " / "."""
    labels: list[str] = []
    seen: set[int] = set()
    while number and number in tree and number not in seen:
        seen.add(number)
        row = tree[number]
        if row.label:
            labels.append(row.label)
        number = row.parent
    return " / ".join(reversed(labels))
