"""Territorial units as they are named: "huyện Tam Đường". A name is kept with its type; capitals are undone."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import regex

from patterns.compiled import compiled

_LEXICON = Path(__file__).parents[1] / "lexicon"
_TYPES = list(csv.DictReader((_LEXICON / "area_types.csv").open(encoding="utf-8")))
_CENTRAL = {row["name"].casefold() for row in csv.DictReader((_LEXICON / "central_cities.csv").open(encoding="utf-8"))}
_WRITTEN = "|".join(sorted((row["written"] for row in _TYPES), key=len, reverse=True))
LEVELS = ("xã", "huyện", "tỉnh", "trung ương")

# "huyện Tam Đường", "HUYỆN TAM ĐƯỜNG", "Huyện ủy Tam Đường", "Tỉnh đoàn Lai Châu", "Quận 1"; "Thành ủy", "Thị ủy" say
# their type in short. A name in capitals ends where another type begins.
_AREA = compiled(
    rf"(?<![\p{{L}}-])(?:(?P<type>(?i:{_WRITTEN}))|(?P<short>(?i:thành|thị)(?=[ ](?i:ủy|uỷ|đoàn))))[ ]?"
    r"(?:(?i:ủy|uỷ|đoàn)[ ])?(?P<name>\d{1,2}(?!\d)"
    rf"|(?!(?i:{_WRITTEN}|ủy|uỷ|đoàn|nhân dân)(?!\p{{L}}))\p{{Lu}}[\p{{L}}'’]*"
    rf"(?:[ -](?!(?i:{_WRITTEN})(?!\p{{L}})|(?i:khóa|khoá|năm|quý|nhiệm kỳ)[ ][\dIVX])\p{{Lu}}[\p{{L}}'’]*)*)"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A territorial unit: its name with its type, and its level (xã, huyện, tỉnh)."""

    name: str
    level: str

    @property
    def bare(self) -> str:
        """The name without its type."""
        return self.name.split(" ", 1)[1] if not self.name.startswith(_LONG) else self.name.split(" ", 2)[2]


_LONG = tuple(f"{row['type']} " for row in _TYPES if " " in row["type"])


def areas(text: str) -> list[Area]:
    """The units named in a line, in order."""
    found = []
    for match in _AREA.finditer(text):
        kind = _kind(match["type"] or f"{match['short']} ")
        name = _spelled(match["name"])
        level = next(row["level"] for row in _TYPES if row["type"] == kind)
        if kind == "thành phố" and name.casefold() in _CENTRAL:
            level = "tỉnh"
        found.append(Area(f"{kind} {name}", level))
    return found


def _kind(written: str) -> str:
    small = written.lower().strip()
    if small in ("thành", "thị"):
        return "thành phố" if small == "thành" else "thị xã"
    return next(row["type"] for row in _TYPES if regex.fullmatch(row["written"], small))


def _spelled(name: str) -> str:
    return name.title() if name == name.upper() and not name.isdigit() else name


def wider(level: str) -> tuple[str, ...]:
    """The levels above a level."""
    return LEVELS[LEVELS.index(level) + 1 :] if level in LEVELS else LEVELS
