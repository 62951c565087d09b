"""Whose figure it is in a district's report: the district's own, its communes', one commune's, or of the whole area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from corpus.compare.record import Claimed, Record
from patterns.compiled import compiled

Kind = Literal["communes", "one", "area", "own", "both"]

# Bodies of the district itself; of "toàn huyện", "địa bàn huyện", "trong huyện" the district is a place and no body.
_BODIES = (
    "ủy ban|uỷ ban|ubnd|hđnd|hội đồng|mttq|mặt trận|công an|quân sự|hội|đoàn|đoàn thể|ban|phòng|trung tâm|chi cục"
    "|tòa án|viện kiểm sát|liên đoàn|công đoàn|trường|quỹ|hạt|bệnh viện|thanh tra|đài|kho bạc|ngân hàng|bộ phận một cửa"
    "|sở|cục"
)
_WIDER = {"huyện": "huyện|quận|thị xã|thành phố", "tỉnh": "tỉnh|thành phố"}
"""What a unit of the level is called; since 01/07/2025 a province has its communes directly below it."""
_PARTY = {"huyện": "huyện|quận|thành|thị", "tỉnh": "tỉnh|thành"}
_COMMUNES = compiled(
    r"(?:các|cấp|khối|tuyến|mỗi|từng|\d/\d+|\d\d/\d+|\d+) (?:(?!huyện|tỉnh)[\p{L}]+,? ){0,6}?"
    r"(?:(?<!thị )xã|phường|đặc khu)(?! hội)(?!\p{L})"
    r"|(?:xã|phường)(?:, phường)?,? (?:và )?(?:thị trấn|đặc khu)(?! \p{Lu})|(?:ở|cấp|các) cơ sở"
)


@cache
def _markers(level: str) -> tuple[tuple[regex.Pattern[str], Kind], ...]:
    """The words that say whose a figure is in the report of a unit of the level."""
    unit, party = _WIDER.get(level, _WIDER["huyện"]), _PARTY.get(level, _PARTY["huyện"])
    own = compiled(
        rf"(?:{party}) (?:ủy|uỷ|đoàn)(?!\p{{L}})|(?:cấp|khối|tuyến) (?:{unit})"
        # "bệnh viện khám 64.380 lượt", "đội phòng dịch của trung tâm": nothing of the kind is a commune's
        r"|^[ ]*(?:bệnh viện|trung tâm(?! (?:học tập|văn hóa|xã)))(?!\p{L}| các xã| cấp xã)"
        r"|(?:khoa|đội|phòng) (?:[\p{L}-]+ ){1,4}của (?:bệnh viện|trung tâm)"
        rf"|^(?:{unit})(?! (?:có|còn)(?!\p{{L}}))(?!\p{{L}})"
        rf"|(?:{_BODIES})(?: (?!các |(?<!thị )xã)[\p{{L}}-]+,?){{0,9}}?"
        rf" (?<!(?:toàn|địa bàn|trong|các|từ|đến|cả) )(?:{unit})(?! đến)(?!\p{{L}})"
    )
    area = compiled(rf"(?:toàn|cả) (?:{unit})|địa bàn (?:toàn )?(?:{unit})|trong (?:toàn )?(?:{unit})")
    both = compiled(
        rf"(?:hai|các|2|02) cấp(?! (?:ủy|uỷ|xã|cơ sở|{unit}))|từ (?:{unit}) đến|(?:{unit}) đến (?:xã|cơ sở)"
        rf"|cấp (?:{unit})(?: và|,) cấp xã|(?:{unit}) (?:và|,)(?: (?!tại |ở |trên )[\p{{L}}]+){{0,3}}? (?:các |cấp )?xã"
    )
    return (own, "own"), (_COMMUNES, "communes"), (area, "area"), (both, "both")


_ASSOCIATION = compiled(r"(?:hội|đoàn|huyện đoàn|tỉnh đoàn)(?! đồng| thể)(?!\p{L})")
_HAS = compiled(r" (?:hiện |hiện nay |đang )?(?:có|quản lý)(?!\p{L})")
_LOWER = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_HAMLET = ("bản ", "thôn ", "ấp ", "tổ dân phố ", "khu phố ", "tổ ", "khu ", "buôn ", "làng ")


@dataclass(frozen=True, slots=True)
class Scope:
    """`area` is the commune's name, of kind `one`; `carried`: only a sentence before says it."""

    kind: Kind
    area: str = ""
    carried: bool = False


def scope(record: Record, claimed: Claimed) -> Scope:
    """Whose a figure of a district's report is: the nearest words decide, then its whole, then the actor."""
    said = _said(record, claimed)
    if said.kind == "area":  # "16 trường, gồm 15 trường thuộc các xã và 01 trường của huyện" is of both
        parts = [part for part in record.claims if part.figure.part_of == claimed.figure.figure_id]
        if any(_kind(f"{part.before} {part.after}", record.level) in ("communes", "own") for part in parts):
            return Scope("both")
    return said


def _said(record: Record, claimed: Claimed) -> Scope:
    place = claimed.figure.place
    if place != record.area and place.startswith(_LOWER) and not place.endswith(("các xã", "cấp xã")):
        return Scope("one", place)
    if place.startswith(_HAMLET):
        return Scope("own")
    near = (claimed.before, claimed.after, _last_clause(claimed.clause))
    item = next((kind for words in near if (kind := _kind(words, record.level))), None)
    if item:
        return Scope(item)
    whole = record.by_id.get(claimed.figure.part_of)
    if whole is not None:
        return _said(record, whole)
    if place == "cấp xã":
        return Scope("communes")
    if place in ("cấp huyện", "cấp tỉnh"):
        return Scope("own")
    said = _kind(claimed.clause, record.level)
    if said or claimed.figure.actor == record.issuer:
        return Scope(said or "area")
    if any(_is_whole(body) for body in _markers(record.level)[0][0].finditer(claimed.clause)):
        return Scope("area")
    actor = claimed.figure.actor
    return Scope(_kind(actor.lower(), record.level) or "area", carried=actor not in claimed.figure.sentence)


def _is_whole(body: regex.Match[str]) -> bool:
    """ "Hội Cựu chiến binh huyện có 54 chi hội, 1.753 hội viên": an association has what its branches have."""
    return bool(_ASSOCIATION.match(body[0]) and _HAS.match(body.string, body.end()))


def _last_clause(clause: str) -> str:
    """From the last semicolon or bracket on."""
    return regex.split(r"[;()]", clause)[-1]


def _kind(words: str, level: str) -> Kind | None:
    """What the last marker in the words says."""
    said: list[tuple[int, Kind]] = []
    for pattern, kind in _markers(level):
        matches = [found for found in pattern.finditer(words) if not (kind == "own" and _is_whole(found))]
        if matches:
            said.append((matches[-1].end(), kind))
    if not said:
        return None
    if any(kind == "both" for _end, kind in said):
        return "both"
    return max(said)[1]
