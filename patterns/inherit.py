"""Units of counts that have none of their own: from the label before, their whole, or the list they stand in."""

from __future__ import annotations

from dataclasses import replace

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.lexicon import HEADS, MEASURES
from patterns.unit import unit_in_label

_LABEL_END = (
    r"[ ]*(?::|\blà|\bđạt|\bcó|\bđược|\bgồm|\bước đạt|\bước|=|\bvới|\btrên|\bkhoảng|\bhơn|\bgần|\bcòn|\bcòn lại)*[ ]*$"
)
_LABEL = compiled(rf"(?P<label>[^;.()\n\d%]{{2,120}}?){_LABEL_END}")
_COUNTED = compiled(r"\b(?:tổng số|số lượng|số)[ ]+\p{L}")
_ROLE = compiled(r"(?:phó |quyền )?(?:chủ|trưởng|bí thư|giám đốc|ủy viên|kế toán|thủ quỹ|văn thư|lái xe|bảo vệ)\b")
_BACK, _TELLING = 40, 100  # figures before a table's greatest number; one that is the same by no chance
_BREAK = compiled(r"[;.)]|:")
_END = compiled(r"[.)]|:")


def inherit_units(figures: tuple[Figure, ...], text: str) -> tuple[Figure, ...]:
    """The figures, counts without a unit given one where the report says it elsewhere. `text` is in lower case."""
    done: list[Figure] = []
    told = _of_tables(figures)
    at = {figure.figure_id: n for n, figure in enumerate(figures)}
    for n, figure in enumerate(figures):
        if figure.unit or figure.kind != "count" or figure.table:
            if figure.table in told and figure.kind == "count" and not figure.unit:
                done.append(replace(figure, unit=told[figure.table]))
                continue
            of = at.get(figure.part_of, n)
            said = of < n and _says_which(figure, done[of], text)
            done.append(replace(figure, unit=done[of].unit) if said else figure)
            continue
        if _is_amount(figure, done):
            done.append(replace(figure, kind="money", unit="đồng"))
            continue
        label = _label(figures, n, text)
        whole = at.get(figure.part_of)
        unit = (
            (unit_in_label(label) if _COUNTED.search(label) else "")
            or (done[whole].unit if whole is not None and whole < n else "")
            or unit_in_label(label)
            or _in_list(figures, done, n, text)
        )
        done.append(replace(figure, unit=unit))
    return tuple(done)


def _of_tables(figures: tuple[Figure, ...]) -> dict[int, str]:
    """What tables that name no unit count: the unit of the number before them that is their greatest one."""
    greatest: dict[int, tuple[int, Figure]] = {}
    named = set[int]()
    for n, figure in enumerate(figures):
        if figure.table and figure.kind == "count":
            if figure.unit:
                named.add(figure.table)
            if figure.table not in greatest or figure.quantity.value > greatest[figure.table][1].quantity.value:
                greatest[figure.table] = n, figure
    found = {}
    for table, (n, most) in greatest.items():
        before = [f for f in figures[max(0, n - _BACK) : n] if not f.table and f.unit and f.kind == "count"]
        units = [f.unit for f in before if f.quantity.value == most.quantity.value >= _TELLING]
        if units and table not in named:
            found[table] = units[-1]
    return found


def _says_which(figure: Figure, whole: Figure, text: str) -> bool:
    """ "11 ủy viên (04 chuyên trách, 07 kiêm nhiệm)": in the bracket stands what they are, and no other thing."""
    if not figure.kind == whole.kind == "count" or not whole.unit or "/" in figure.unit:
        return False
    if figure.unit.split(" ")[0] in HEADS or figure.unit in HEADS or figure.unit in MEASURES:
        return False
    opened = text.count("(", whole.char_end, figure.char_start)
    inside = opened and opened == text.count(")", whole.char_end, figure.char_start) + 1
    return bool(inside) and not _ROLE.match(figure.unit)


def _is_amount(figure: Figure, done: list[Figure]) -> bool:
    """ "vận động 64.800.000 đồng, đạt 81% kế hoạch (80.000.000)": millions without a unit beside money are money."""
    before = next((f for f in reversed(done) if f.kind != "percent"), None)
    near = before is not None and before.kind == "money" and before.sentence_start == figure.sentence_start
    return near and figure.raw.count(".") > 1 and figure.quantity.value >= 1_000_000


def _label(figures: tuple[Figure, ...], n: int, text: str) -> str:
    figure = figures[n]
    start = figure.sentence_start
    if n and figures[n - 1].char_end > start:
        start = figures[n - 1].char_end
    match = _LABEL.search(text[start : figure.char_start])
    return match["label"] if match else ""


def _in_list(figures: tuple[Figure, ...], done: list[Figure], n: int, text: str) -> str:
    """ "khiển trách 02, cảnh cáo 01 đồng chí": of the next count of the clause; else of the one before."""
    figure = figures[n]
    for other in figures[n + 1 : n + 4]:
        if other.sentence_start != figure.sentence_start or _BREAK.search(text[figure.char_end : other.char_start]):
            break
        if other.kind == "count" and other.unit:
            return other.unit
    for other in reversed(done[-6:]):
        if other.sentence_start != figure.sentence_start:
            break
        if other.kind == "count" and other.unit and not other.unit.startswith("lần"):
            return other.unit
    for other in figures[n + 1 : n + 4]:
        if other.sentence_start != figure.sentence_start or _END.search(text[figure.char_end : other.char_start]):
            break
        if other.kind == "count" and other.unit:
            return other.unit
    return ""
