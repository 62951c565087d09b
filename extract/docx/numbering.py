"""Labels that Word counts and does not write: automatic numbering, from `numbering.xml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from extract.docx.styles import VAL, Styles, W, children_of, on

_PLACE = re.compile(r"%([1-9])")
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
_ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_WORDS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False  # all numbers of the label in decimal
    restart: int | None = None  # restarts after this level (from 1); 0 never; None after any higher one
    style: str = ""
    look: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    """A `w:num`: which list it counts in, the levels of that list with its own laid over them, where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of a document, each read when a paragraph first asks for it: files hold hundreds that none does."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._read: dict[str, _Number | None] = {}
        for item in children_of(root) if root is not None else ():
            if item.tag == W + "abstractNum":
                self._abstract[item.get(W + "abstractNumId") or ""] = item
            elif item.tag == W + "num":
                self._numbers[item.get(W + "numId") or ""] = item

    def number(self, number_id: str) -> _Number | None:
        """The list that paragraphs name by this `w:numId`; None where there is none."""
        if number_id not in self._read:
            item = self._numbers.get(number_id)
            self._read[number_id] = self._number(item) if item is not None else None
        return self._read[number_id]

    def _number(self, item: etree._Element) -> _Number:
        levels, starts = self._levels(_abstract(item)), {}
        for override in item.iterfind(W + "lvlOverride"):
            if not (index := _index(override)):
                continue
            if (level := override.find(W + "lvl")) is not None:
                levels[int(index)] = _level(level)
            if (start := override.find(W + "startOverride")) is not None:
                starts[int(index)] = _whole(start.get(VAL), 1)
        return _Number(_abstract(item), levels, starts)

    def _levels(self, name: str) -> dict[int, Level]:
        """The levels of a list, which may be the one that a numbering style points to."""
        found = self._abstract.get(name)
        link = found.find(W + "numStyleLink") if found is not None else None
        if link is not None:
            number = self._numbers.get(self._styles.setting(link.get(VAL) or "").numbering[0] or "")
            found = self._abstract.get(_abstract(number)) if number is not None else found
        if found is None:
            return {}
        return {int(n): _level(x) for x in found.iterfind(W + "lvl") if (n := _index(x))}


class Numbering:
    """Counts through a story. One object a story: a label depends on the labels before it."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number_id: str | None, index: int | None, style: str) -> tuple[str, Level] | None:
        """Counts one paragraph: its label with the blank after it, and the level; None when it has no number."""
        number = self._lists.number(number_id or "")
        if number is None:
            return None
        levels = number.levels
        if index is None:  # a style names the list, the list names the style at one of its levels
            index = next((i for i, level in levels.items() if level.style and level.style == style), 0)
        level = levels.get(index)
        if level is None:
            return None
        counts = self._counts.setdefault(number.abstract, [None] * 9)
        for higher in range(index):  # "1.1." with no "1." before it stands for that "1." too
            if counts[higher] is None:
                counts[higher] = levels.get(higher, Level()).start
        here = counts[index]
        if index in number.starts and (number_id or "", index) not in self._started:
            self._started.add((number_id or "", index))
            counts[index] = number.starts[index]
        else:
            counts[index] = level.start if here is None else here + 1
        for lower in range(index + 1, 9):
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart and index < restart):
                counts[lower] = None
        return self._written(level, levels, counts), level

    def _written(self, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown, count = levels.get(at, Level()), counts[at]
            return numeral(shown.start if count is None else count, "decimal" if level.legal else shown.format)

        text = _PLACE.sub(number, level.text) if level.format != "bullet" else level.text
        return text + ("" if level.suffix == "nothing" or not text else " ")


def numeral(value: int, format: str) -> str:
    """A number in one of Word's formats (ST_NumberFormat); what is not known here is written in digits."""
    if format in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text, rest = "", value
        for worth, letters in _ROMAN:
            text += letters * (rest // worth)
            rest %= worth
        return text.upper() if format == "upperRoman" else text
    if format in ("lowerLetter", "upperLetter") and 0 < value <= 780:
        letter = chr((ord("a") if format == "lowerLetter" else ord("A")) + (value - 1) % 26)
        return letter * ((value - 1) // 26 + 1)
    if format == "decimalZero":
        return f"{value:02}"
    if format in ("none", "bullet"):
        return ""
    if format == "numberInDash":
        return f"- {value} -"
    if format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    if format == "decimalEnclosedParen":
        return f"({value})"
    if format == "decimalEnclosedFullstop":
        return f"{value}."
    if format == "vietnameseCounting" and 0 <= value <= 10:
        return _WORDS[value]
    if format == "chicago" and value > 0:
        return "*†‡§"[(value - 1) % 4] * ((value - 1) // 4 + 1)
    if re.fullmatch(r"0*1, .*", format):  # a custom format is given by its first numbers: "001, 002, 003, ..."
        return f"{value:0{format.index(',')}}"
    return str(value)


def _abstract(number: etree._Element) -> str:
    """The name of the list that a `w:num` counts in."""
    link = number.find(W + "abstractNumId")
    return (link.get(VAL) or "") if link is not None else ""


def _level(item: etree._Element) -> Level:
    level = Level()
    choice = item.find(".//{*}Choice/" + W + "numFmt")  # custom formats stand in mc:AlternateContent
    for child in [*item, *([choice] if choice is not None else [])]:
        value, tag = child.get(VAL) or "", child.tag
        if tag == W + "start":
            level = replace(level, start=_whole(value, 1))
        elif tag == W + "numFmt":
            level = replace(level, format=child.get(W + "format") or "decimal" if value == "custom" else value)
        elif tag == W + "lvlText":
            level = replace(level, text=value)
        elif tag == W + "suff":
            level = replace(level, suffix=value)
        elif tag == W + "isLgl":
            level = replace(level, legal=on(child))
        elif tag == W + "lvlRestart":
            level = replace(level, restart=_whole(value, 0))
        elif tag == W + "pStyle":
            level = replace(level, style=value)
        elif tag == W + "rPr":
            level = replace(level, look=child)
    return level


def _index(item: etree._Element) -> str:
    value = item.get(W + "ilvl") or ""
    return value if value in set("012345678") else ""


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return otherwise
