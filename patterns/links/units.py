"""Whether two figures may count the same thing: their units, where they stand, what stands beside them."""

from __future__ import annotations

from patterns.claims import Figure

_GENERAL = frozenset({"đơn vị", "trường hợp", "người", "đồng chí", "đối tượng", "vụ", "vụ việc", "lượt", "cơ sở"})


def apart(a: Figure, b: Figure) -> bool:
    """True for figures of different sentences that are not cells of one table or parts of one whole."""
    if a.sentence_start == b.sentence_start or (a.table and a.table == b.table):
        return False
    linked = {a.figure_id, a.part_of} & {b.figure_id, b.part_of} - {""}
    return not linked


def one_unit(a: Figure, b: Figure) -> str:
    """How the units agree: "same", "general" where one may stand for the other, or ""."""
    if a.unit == b.unit and a.unit:
        return "same"
    if not a.unit or not b.unit or a.kind != b.kind:
        return ""
    if a.unit.startswith(b.unit + " ") or b.unit.startswith(a.unit + " "):
        return "same"
    return "general" if a.kind in ("count", "other") and (a.unit in _GENERAL or b.unit in _GENERAL) else ""


def beside(one: Figure | None, other: Figure | None) -> int:
    """How much it tells of their neighbours that two figures are the same number of the same unit."""
    if one is None or other is None or not one.unit or (one.unit, one.kind) != (other.unit, other.kind):
        return 0
    value = one.quantity.value
    return 0 if value != other.quantity.value else 5 if value >= 100 else 4 if value >= 10 else 2
