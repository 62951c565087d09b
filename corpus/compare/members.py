"""The communes that a district has, as its own report counts and names them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from patterns.compiled import compiled

_NAME = r"\p{Lu}[\p{L}'’]*(?:[ -]\p{Lu}[\p{L}'’]*)*"
_KINDS = r"xã|phường|thị trấn|đặc khu"
# "gồm 03 xã: Nậm Phung, Huổi Sáy", "các xã (Nậm Phung, Huổi Sáy và Chiềng Lượt)", "3/3 xã trong huyện, gồm: …"
_LISTED = compiled(
    rf"(?P<kind>{_KINDS})(?![ ]\p{{Lu}})(?:[ ](?:trong|của|thuộc|trên địa bàn)[ ](?:toàn[ ])?(?:huyện|tỉnh))?"
    rf"(?:,?[ ](?:gồm|là|bao gồm)(?:[ ]các xã)?)?[ ]?[:(][ ]?(?:(?:{_KINDS})[ ])?"
    rf"(?P<names>{_NAME}(?:(?:,| và)[ ](?:(?:xã)[ ])?{_NAME})+)"
)
_TOWN = compiled(rf"(?P<kind>thị trấn|phường)[ ](?P<name>{_NAME})")
_AND = compiled(r"(?:,| và)[ ](?:xã[ ])?")
_COUNT = compiled(
    r"(?<![\d.,])(?:\d{1,3}[ ]?/[ ]?)?(?P<count>\d{1,3})[ ](?:(?:đơn vị(?: hành chính)?|địa phương)[ ]"
    r"(?:hành chính[ ])?cấp xã|xã,[ ](?:phường,[ ])?(?:thị trấn|đặc khu)|xã,[ ]phường"
    r"|xã(?!\p{L}| \p{Lu}|[ ](?:đạt|có|chưa|được|đã đạt|hoàn thành)))"
)


@dataclass(frozen=True, slots=True)
class Members:
    """`names` with their type ("xã Nậm Phung"), as far as the report names them; `count` 0 where it gives none."""

    names: tuple[str, ...] = ()
    count: int = 0


def bare(name: str) -> str:
    """A commune's name without its type: a list of "xã, phường" says one type for all.

    >>> bare("phường Cam Đường"), bare("thị trấn Cái Rô")
    ('Cam Đường', 'Cái Rô')
    """
    return regex.sub(rf"^(?:{_KINDS})[ ]", "", name)


def members(text: str) -> Members:
    """What a district's report says of its communes.

    >>> members("Huyện có 03 xã (Nậm Phung, Huổi Sáy và Chiềng Lượt) với 33 bản.")
    Members(names=('xã Nậm Phung', 'xã Huổi Sáy', 'xã Chiềng Lượt'), count=3)
    >>> members("Huyện có 13 xã, thị trấn; có 02 xã đạt chuẩn.")
    Members(names=(), count=13)
    """
    names: dict[str, None] = {}
    for found in _LISTED.finditer(text):
        names.update((f"{found['kind']} {name}", None) for name in _AND.split(found["names"]))
        end = compiled(r"[.;\n]").search(text, found.end())
        for town in _TOWN.finditer(text, found.end(), end.start() if end else len(text)):
            names[f"{town['kind']} {town['name']}"] = None
        break
    counts = [int(found["count"]) for found in _COUNT.finditer(text)]
    return Members(tuple(names), max([*counts, len(names)], default=0))
