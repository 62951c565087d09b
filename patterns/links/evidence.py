"""Links that the numbers themselves give away where no cue word stands: "87 tin …, 79/87 tin", lists that add up."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.links.compatible import adds_up, nearly_adds_up, same_unit, summable

_OUT_OF = compiled(r"[\p{L} ]{0,40}\b(?:trong|trên|/)[ ]*(?:tổng số|tổng|số)[ ]*(?:là[ ]*)?")
_THEN = compiled(r"(?:so với|cùng kỳ|năm trước|kỳ trước)[^,;.()]{0,40}\([ ]*$")
_FEW, _MANY = Decimal(10), Decimal(20)
_REACH = 15


def denominators(figures: list[Figure], parts: set[str]) -> dict[str, tuple[str, str]]:
    """part -> (whole, cue): "239/248 đơn" is part of the 248 đơn said before."""
    found: dict[str, tuple[str, str]] = {}
    for n, figure in enumerate(figures):
        of = figure.quantity.of
        if of is None or figure.figure_id in parts or figure.kind == "percent":
            continue
        for whole in reversed(figures[max(0, n - _REACH) : n]):
            fits = whole.quantity.value == of and not whole.change and summable(figure, whole)
            if fits and (not figure.unit or same_unit(figure.unit, whole.unit)):
                found[figure.figure_id] = whole.figure_id, f"/{of}"
                break
    return found


def out_of(figures: list[Figure], parts: set[str], lower: str) -> dict[str, tuple[str, str]]:
    """part -> (whole, cue) for "128 vụ việc trong tổng số 136 vụ việc"."""
    found: dict[str, tuple[str, str]] = {}
    for part, whole in pairwise(figures):
        between = lower[part.char_end : whole.char_start]
        if (
            part.figure_id not in parts
            and summable(part, whole)
            and part.quantity.value <= whole.quantity.value
            and _OUT_OF.fullmatch(between)
        ):
            found[part.figure_id] = whole.figure_id, between.strip().rsplit("  ", 1)[-1]
    return found


def _lists_without_unit(figures: list[Figure], lower: str) -> list[list[int]]:
    """Runs of counts without a unit that a colon introduces: "theo lỗi: nồng độ cồn 41; không đội mũ 163; …"."""
    runs: list[list[int]] = []
    for n, figure in enumerate(figures):
        if figure.kind != "count" or figure.unit or figure.change:
            continue
        last = runs[-1][-1] if runs else -2
        if last == n - 1 and figures[last].sentence_start == figure.sentence_start:
            runs[-1].append(n)
        elif ":" in lower[figure.sentence_start : figure.char_start]:
            runs.append([n])
    return [run for run in runs if len(run) > 1]


def sums(figures: list[Figure], linked: set[str], lower: str) -> list[tuple[Figure, list[Figure]]]:
    """(whole, parts): figures of one unit, in the sentence or the next, that follow their exact sum.

    A small sum comes about by chance: it asks for a colon between, or for three parts and more.
    """
    found: list[tuple[Figure, list[Figure]]] = []
    taken = set(linked)
    for n, whole in enumerate(figures):
        if whole.kind == "percent" or whole.change or whole.quantity.value < 2:
            continue
        starts, total = [whole.sentence_start], Decimal(0)
        parts: list[Figure] = []
        for part in figures[n + 1 : n + 1 + _REACH]:
            if part.footnote != whole.footnote:
                break
            if part.sentence_start not in starts:
                starts.append(part.sentence_start)
                if len(starts) > 2:
                    break
            if part.change or (part.unit and not same_unit(part.unit, whole.unit)) or not summable(part, whole):
                continue
            if part.figure_id in taken:
                break
            parts.append(part)
            total += part.quantity.value
            if total >= whole.quantity.value:
                break
        if total not in (whole.quantity.value, whole.quantity.of) or len(parts) < 2:
            continue
        between = lower[whole.char_end : parts[0].char_start]
        introduced = ":" in between and "\n" not in between
        if _THEN.search(lower, whole.sentence_start, whole.char_start):
            continue  # "So với cùng kỳ (05 vụ) tăng 01 vụ. Về nguyên nhân: do sự cố 04 vụ, do sơ suất 01 vụ"
        if introduced or total >= _MANY or (total >= _FEW and len(parts) > 2):
            found.append((whole, parts))
            taken |= {part.figure_id for part in parts}
    found += _of_lists(figures, taken, lower)
    return found


def _of_lists(figures: list[Figure], taken: set[str], lower: str) -> list[tuple[Figure, list[Figure]]]:
    """Lists without unit with the number near before that they add up to, or miss by a slip."""
    found: list[tuple[Figure, list[Figure]]] = []
    for run in _lists_without_unit(figures, lower):
        parts = [figures[n] for n in run]
        if not taken.isdisjoint(part.figure_id for part in parts):
            continue
        nearby = [f for f in figures[max(0, run[0] - _REACH) : run[0]] if f.kind == "count" and not f.change]
        wholes = [
            f for f in nearby if f.unit and f.section_id == parts[0].section_id and f.footnote == parts[0].footnote
        ]
        fitting = [f for f in wholes if adds_up(parts, f)]
        fitting = fitting or [f for f in wholes[-2:] if len(parts) > 2 and nearly_adds_up(parts, f)]
        if any(f.sentence_start == parts[0].sentence_start for f in wholes):
            # "10 hội … . Ban Chấp hành: 21 đ/c; Ban Thường vụ: 07; Ban Kiểm tra: 03": a list of its own sentence
            fitting = [f for f in fitting if f.sentence_start == parts[0].sentence_start]
        if fitting:
            found.append((fitting[-1], parts))
            taken |= {part.figure_id for part in parts}
    return found
