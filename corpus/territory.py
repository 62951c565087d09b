"""Territorial units with their official codes and the days from which to which they existed.

Until 30/06/2025 province, district and commune; since 01/07/2025 34 provinces (Nghị quyết 202/2025/QH15) and 3,321
communes, with the codes of Quyết định 19/2025/QĐ-TTg. A code alone names no unit, since old codes were given to new
units: 03390 was thị trấn Tam Đường and is xã Bình Lư. Sources: gazetteer/README.md.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.outline.content import spelled
from patterns.claims import Letterhead
from patterns.structure import areas as named

REFORM = "2025-07-01"
"""The first day of the units without districts."""

_TYPES = ("xã ", "phường ", "thị trấn ", "huyện ", "quận ", "thành phố ", "tỉnh ", "thị xã ", "đặc khu ")  # by number
_LEVELS = {2: "tỉnh", 3: "huyện", 5: "xã"}  # by the length of the code


@dataclass(frozen=True, slots=True)
class Area:
    """A unit. `code` "" where it is not known; days are ISO 8601, "" for no known limit."""

    name: str  # with its type: "huyện Tam Đường"
    level: str  # xã, huyện, tỉnh
    code: str = ""
    parent: str = ""
    parent_code: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def exists(self, day: str) -> bool:
        """Whether it existed on a day; on an unknown day any unit may have."""
        return not day or (self.valid_from <= day and (not self.valid_to or day <= self.valid_to))


NOWHERE = Area("", "")
"""Of a report that names no unit."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit that took over all (`whole`) or some of another one, or that was taken over so."""

    area: Area
    whole: bool


def locate(head: Letterhead, day: str = "", extra: Sequence[Area] = ()) -> Area:
    """The unit that a report is about: by the name and the parent in its letterhead, on the day of its date.

    `extra` are the user's own units and go first. What is not found, or could be several units, stays as printed.
    """
    printed = Area(head.area, head.level, parent=head.parent_area)
    if not head.area:
        return printed
    known = _own(extra) if extra else _names()
    for when in dict.fromkeys((day or head.date, head.period_end, "")):
        found = [area for area in known.called(_key(head.area, head.level)) if area.exists(when)]
        if head.parent_area:
            found = [area for area in found if _key(head.parent_area) in known.above(area)]
        # A district may have had a town and a commune of one name; a commune may have become a ward, but only the
        # parent tells that from a ward somewhere else.
        same_type = [area for area in found if spelled(area.name) == spelled(head.area)]
        found = same_type or (found if head.parent_area else [])
        if len({area.code for area in found}) == 1:
            return max(found, key=lambda area: area.valid_from)
        if found and when:
            return printed
    return locate(head, day) if extra else printed


def communes(code: str, day: str) -> tuple[Area, ...]:
    """The communes of a district or a province on a day, by code."""
    below = _below()
    units = [area for area in below.get(code, ()) if area.exists(day)]
    deeper = [area for unit in units if unit.level == "huyện" for area in below.get(unit.code, ()) if area.exists(day)]
    return tuple(area for area in [*units, *deeper] if area.level == "xã")


def successors(old_code: str) -> tuple[Succession, ...]:
    """What became of a province or commune of before the reform."""
    return _successions()[0].get(old_code, ())


def predecessors(new_code: str) -> tuple[Succession, ...]:
    """What a province or commune of since the reform was made of."""
    return _successions()[1].get(new_code, ())


def unchanged(old_code: str) -> Area | None:
    """The unit of since the reform that is one old unit and nothing else, whatever its name; None where none is."""
    after = successors(old_code)
    if len(after) == 1 and after[0].whole and len(predecessors(after[0].area.code)) == 1:
        return after[0].area
    return None


_COLUMNS = {
    "name": ("name", "area", "đơn vị", "địa bàn"),
    "level": ("level", "cấp"),
    "code": ("code", "area_code", "mã"),
    "parent": ("parent", "parent_area", "đơn vị cấp trên"),
    "parent_code": ("parent_code",),
    "valid_from": ("valid_from",),
    "valid_to": ("valid_to",),
}


def read_areas(path: Path) -> tuple[Area, ...]:
    """The units of a user's CSV; ValueError says (in Vietnamese) what is wrong with it. Only the name must be there."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"Tệp {path} không phải CSV mã hoá UTF-8; hãy lưu lại dạng «CSV UTF-8».") from error
    made = []
    for row in csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ","):
        cells = {str(name).strip().lower(): (cell or "").strip() for name, cell in row.items() if isinstance(cell, str)}
        given = {
            field: next((cells[name] for name in names if cells.get(name)), "") for field, names in _COLUMNS.items()
        }
        if given["name"]:
            first = next(iter(named.areas(given["name"])), None)
            made.append(Area(**{**given, "level": given["level"] or (first.level if first else "")}))
    if not made:
        raise ValueError(f"Tệp {path} không có đơn vị nào; dòng đầu phải là tên cột, trong đó có cột «name».")
    return tuple(made)


def type_and_name(name: str) -> tuple[str, str]:
    """
    >>> type_and_name("Thị trấn Tam Đường"), type_and_name("Nậm Phung")
    (('thị trấn', 'tam đường'), ('', 'nậm phung'))
    """
    plain = spelled(name)
    kind = next((each for each in _TYPES if plain.startswith(each)), "")
    return kind.strip(), plain[len(kind) :]


def _key(name: str, level: str = "") -> str:
    """The name without its type, with its level: a town may have become a ward. "xã:bình lư" of "thị trấn Bình Lư"."""
    if not level:
        level = next((area.level for area in named.areas(name)), "")
    return f"{level}:{type_and_name(name)[1]}"


class _Names:
    """Units by their names, and what stands above them. Those that are asked for are made, of thousands a few."""

    def __init__(self, keys: Iterable[str], codes: Iterable[str], unit: Callable[[int], Area]) -> None:
        self._unit = unit
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            self._by_name[key].append(at)
        for at, code in enumerate(codes):
            self._by_code[code].append(at)

    def called(self, key: str) -> list[Area]:
        """The units of this name and level."""
        return [self._unit(at) for at in self._by_name.get(key, ())]

    def above(self, area: Area) -> Iterator[str]:
        """The keys of the wider units that a unit stood in, the nearest first."""
        if area.parent:
            yield _key(area.parent)
        for parent in map(self._unit, self._by_code.get(area.parent_code, ()) if area.parent_code else ()):
            if parent.exists(area.valid_to or area.valid_from):
                yield from self.above(parent)


def _own(areas: Sequence[Area]) -> _Names:
    return _Names((_key(area.name, area.level) for area in areas), (area.code for area in areas), areas.__getitem__)


@cache
def _names() -> _Names:
    rows = _units()
    names = spelled("|".join(row[2] for row in rows)).split("|")  # at once: there are thousands
    keys = (f"{_LEVELS[len(row[0])]}:{name}" for row, name in zip(rows, names, strict=True))
    return _Names(keys, (row[0] for row in rows), _unit)


def _table(name: str) -> list[list[str]]:
    """The lines without the first, which names the columns."""
    packed = (files("corpus") / "gazetteer" / name).read_bytes()
    return list(csv.reader(gzip.decompress(packed).decode().splitlines()))[1:]


@cache
def _units() -> list[list[str]]:
    """Code, type, name, code of the parent, first and last day."""
    return _table("units.csv.gz")


@cache
def _wider() -> dict[tuple[str, bool], str]:
    """The names of provinces and districts, by code and whether it is one since the reform."""
    return {
        (code, since >= REFORM): f"{type} {name}" for code, type, name, _parent, since, _to in _units() if len(code) < 5
    }


@cache
def _unit(at: int) -> Area:
    code, type, name, parent, since, to = _units()[at]
    above = _wider()[parent, since >= REFORM] if parent else ""
    return Area(f"{type} {name}", _LEVELS[len(code)], code, above, parent, since, to)


@cache
def _areas() -> tuple[Area, ...]:
    return tuple(map(_unit, range(len(_units()))))


@cache
def _below() -> dict[str, tuple[Area, ...]]:
    made: dict[str, list[Area]] = defaultdict(list)
    for area in _areas():
        made[area.parent_code].append(area)
    return {code: tuple(below) for code, below in made.items()}


@cache
def _successions() -> tuple[dict[str, tuple[Succession, ...]], dict[str, tuple[Succession, ...]]]:
    """By old and by new code."""
    old = {area.code: area for area in _areas() if area.exists("2025-06-30")}
    new = {area.code: area for area in _areas() if area.exists(REFORM)}
    after: dict[str, list[Succession]] = defaultdict(list)
    before: dict[str, list[Succession]] = defaultdict(list)
    for old_code, new_code, whole in _table("successors.csv.gz"):
        after[old_code].append(Succession(new[new_code], whole == "1"))
        before[new_code].append(Succession(old[old_code], whole == "1"))
    return {code: tuple(all_) for code, all_ in after.items()}, {code: tuple(all_) for code, all_ in before.items()}
