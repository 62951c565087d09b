"""Labels of sections at the beginning of a paragraph: "Phần thứ nhất", "II.", "1.", "2.1.", "a)", "(1)".

A label is read in every way it can be ("I." is one and a letter, "i)" is one and a letter); the outline decides by
what came before.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.document import Block
from patterns.compiled import compiled

_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = "nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_SAME = {"một": "nhất", "bốn": "tư", "bẩy": "bảy"}
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"

_NUMBER = r"(?:[1-9]\d?|0[1-9])"
_LABEL = compiled(
    rf"""
    (?P<word>(?i:phần|chương|mục|điều))[ ]
        (?:(?i:thứ)[ ](?P<ordinal>(?i:{_ORDINAL})|\d{{1,2}}|[IVX]{{1,5}})|(?P<of>[IVX]{{1,5}}|[A-ZĐ]|\d{{1,2}}))
        (?![\p{{L}}\d])
        (?:(?P<end>[ ]?[.:)/–-]+(?!\d))|(?=[ ]*(?:\[\^|$))|(?=[ ]["“]?\p{{Lu}}))
    |\((?P<bracketed>\d{{1,2}}|[ivx]{{1,4}}|[a-zđ])\)
    |(?P<many>(?:[IVX]{{1,5}}|[A-ZĐ]|{_NUMBER})(?:\.[1-9]\d?){{1,4}})
        (?:[.):/]+(?!\d)|(?=[ ]["“]?\p{{Lu}})|[ ]?[-–](?=[ ]))
    |(?P<lettered>[a-zđ]\.?[1-9]\d?)[.)/](?!\d)
    |(?P<roman>[IVX]{{1,5}})(?:(?:[.)/:]|[ ]?[-–])(?!\d)|(?=[ ]["“]?\p{{Lu}}{{2}}))
    |(?P<upper>[A-ZĐ])(?:[.)/](?!\d)|[ ]?[-–](?=[ ]))
    |(?P<number>{_NUMBER})(?:(?P<dot>[.:](?!\d))|(?P<close>\))|/(?![\d ]*\d)|[ ]?[-–](?=[ ]?\p{{L}}))
    |(?P<small>[ivx]{{2,4}}|[a-zđ])(?:[)/]|\.(?![a-zđ]\.)|[ ]?[-–](?=[ ]))
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a label: its style, its place in the sequence, and the label that it says it stands below."""

    style: str
    value: str  # a number, or a letter
    above: str = ""  # of "2.1": "2"

    @property
    def first(self) -> bool:
        """Whether it begins a sequence."""
        return self.value in ("1", "a")

    def follows(self, value: str, by: int = 1) -> bool:
        """Whether it is the `by`-th after the value; letters go by the Vietnamese or the English alphabet."""
        if self.value.isdigit() or value.isdigit():
            return self.value.isdigit() and value.isdigit() and int(self.value) == int(value) + by
        return any(
            value in letters
            and letters.index(value) + by < len(letters)
            and letters[letters.index(value) + by] == self.value
            for letters in (_VIETNAMESE, _ENGLISH)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, from `start` to `end` (with its dot), in all its readings."""

    block: int  # index of its block
    start: int
    end: int
    text: str  # without the closing dot or bracket
    readings: tuple[Reading, ...]


def label_at(text: str, index: int, block: Block) -> Label | None:
    """The label that a paragraph begins with."""
    first = text[block.start]
    if not (first.isalnum() or first == "("):
        return None
    match = _LABEL.match(text, block.start, block.end)
    if match is None and block.automatic:  # "1" by automatic numbering needs no dot
        typed = text[block.start : block.start + block.automatic].strip()
        if again := _LABEL.fullmatch(typed + "."):
            return Label(index, block.start, block.start + len(typed), typed, _readings(again))
    if match is None:
        return None
    rest = text[match.end() : block.end]
    # What follows at once is a capital ("1.Kinh tế"); small letters need a blank ("a) tuyên truyền"; not "V/v").
    if rest[:1].islower() or (match["word"] and rest.lstrip()[:1].islower()):
        return None
    printed = match.group() if match["bracketed"] else match.group().rstrip(" .):/-–")
    return Label(index, match.start(), match.end(), printed, _readings(match))


def _roman(numeral: str) -> str:
    worth = {"I": 1, "V": 5, "X": 10}
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = worth[letter]
        total += -value if worth.get(following, 0) > value else value
    return str(total)


def _plain(value: str) -> list[tuple[str, str]]:
    """(style, value) of a bare label: roman, number or letter."""
    if value.isdigit():
        return [("number", str(int(value)))]
    roman = [("roman", _roman(value.upper()))] if regex.fullmatch("[IVXivx]+", value) else []
    return roman + ([("letter", value.lower())] if len(value) == 1 else [])


def _readings(match: regex.Match[str]) -> tuple[Reading, ...]:
    if match["word"]:
        word = match["word"].lower()
        if ordinal := match["ordinal"]:
            small = _SAME.get(ordinal.lower(), ordinal.lower())
            value = str(_ORDINALS.index(small)) if small in _ORDINALS else _plain(ordinal)[0][1]
            return (Reading(word, value),)
        return tuple(Reading(word, value) for _, value in _plain(match["of"]))
    if many := match["many"] or match["lettered"]:
        parts = [part.lstrip("0") for part in regex.findall(r"\d+|\p{L}+", many)]
        above = ".".join(parts[:-1])
        return (Reading(f"many {len(parts)}" if match["many"] else "lettered", parts[-1], above),)
    for group in ("bracketed", "roman", "upper", "small", "number"):
        if value := match[group]:
            case = "small " if value.islower() else ""
            mark = "bracketed " if group == "bracketed" else "closed " if group == "number" and match["close"] else ""
            return tuple(Reading(mark + case + style, found) for style, found in _plain(value))
    raise AssertionError(match.group())
