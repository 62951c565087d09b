"""Figures → links: which figure is part of which, which percent states the rate of which, by the words that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from extract.document import Document
from patterns.claims import Figure, Link, changed
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.links.comparison import begins_list
from patterns.links.compatible import adds_up_but_for_a_slip, alike, is_denominator, same_unit, summable
from patterns.links.evidence import denominators, out_of, sums
from patterns.links.notes import breakdowns
from patterns.links.rates import again, in_pair, in_turn, rate_of, states
from patterns.links.scope import Scope
from patterns.links.walk import Walk
from patterns.measure import Lines

_SEGMENT = compiled(r"(?r)[;:(]|\d")  # from the right
_PLAN = compiled(
    r"[^;.()\d]{0,60}\b(?:kế hoạch|kh|chỉ tiêu|dự toán|mục tiêu|tổng số|tổng)\b"
    r"[^;.()\d]{0,40}(?:năm \d{4}[ ]*)?\([^;.()\d]{0,30}"
)
_DIMENSION = compiled(r"[-+•*][ ]?(?:phân |chia |phân loại )?theo ")
_MANY = 100  # of fewer things one digit makes another number
_ENOUGH = 20  # of fewer things many percents fit by chance
_NAMES = compiled(r",| và ")


def relate(
    document: Document, prose: Prose, figures: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], tuple[Link, ...]]:
    """The figures with `part_of` and `rate_of`, and the links with the words that say so."""
    lines = Lines(document, prose)
    by_block: dict[int, list[int]] = {}
    for number, figure in enumerate(figures):
        if not figure.table:
            by_block.setdefault(lines.block(figure.char_start), []).append(number)
    walk = Walk(prose.lower, prose.cased, figures)
    for index, block in enumerate(document.blocks):
        if block.kind != "cell":
            walk.block(block.start, block.end, by_block.get(index, []), listed=block.kind == "paragraph")
    walk.close()
    _notes(document, figures, prose, lines, by_block, walk)
    rates = dict(_rates(figures, walk, prose.lower))
    _by_numbers(figures, by_block, prose.lower, walk)
    _shares(figures, rates, walk)
    linked = tuple(
        changed(
            figure,
            part_of=figures[walk.part_of[n]].figure_id if n in walk.part_of else figure.part_of,
            rate_of=rates[n][0].figure_id if n in rates else figure.rate_of,
        )
        if n in walk.part_of or n in rates
        else figure
        for n, figure in enumerate(figures)
    )
    return linked, (*_breakdowns(linked, walk, prose.lower), *_rate_links(linked, rates, prose.lower))


def _by_numbers(figures: tuple[Figure, ...], by_block: dict[int, list[int]], lower: str, walk: Walk) -> None:
    number = {figure.figure_id: n for n, figure in enumerate(figures)}

    def attach(part: str, whole: str, scope: Scope) -> None:
        walk.part_of[number[part]] = number[whole]
        scope.parts.setdefault(number[whole], []).append(number[part])

    for numbers in by_block.values():
        if len(numbers) < 2:
            continue
        block = [figures[n] for n in numbers]
        parts = {figures[n].figure_id for n in numbers if n in walk.part_of}
        for part, (whole, cue) in {**denominators(block, parts), **out_of(block, parts, lower)}.items():
            scope = Scope("resolved", cue, [number[whole]])
            attach(part, whole, scope)
            walk.groups.append(scope)
    prose = [figure for figure in figures if not figure.table]
    weak = {
        part: scope
        for scope in walk.groups
        if scope.kind == "resolved"
        for parts in scope.parts.values()
        for part in parts
    }
    firm = {figures[n].figure_id for n in walk.part_of if n not in weak}
    for total, addends in sums(prose, firm, lower):
        scope = Scope("sum", "", [number[total.figure_id]])
        for addend in addends:
            if earlier := weak.get(number[addend.figure_id]):
                earlier.parts = {
                    whole: [n for n in parts if n != number[addend.figure_id]] for whole, parts in earlier.parts.items()
                }
            attach(addend.figure_id, total.figure_id, scope)
        walk.groups.append(scope)


def _notes(
    document: Document,
    figures: tuple[Figure, ...],
    prose: Prose,
    lines: Lines,
    by_block: dict[int, list[int]],
    walk: Walk,
) -> None:
    number = {figure.figure_id: n for n, figure in enumerate(figures)}
    starts = [figure.char_start for figure in figures]
    for mark, note in document.pairs:
        start, _ = lines.sentence(mark.start)
        wholes = [
            figures[n]
            for n in range(bisect_left(starts, start), bisect_left(starts, mark.start))
            if not figures[n].table
            and figures[n].kind != "percent"
            and not figures[n].change
            and not is_denominator(figures, n, prose.lower)
        ]
        parts = [
            figures[n]
            for n in by_block.get(lines.block(note.start), [])
            if n not in walk.part_of and not figures[n].change and figures[n].kind != "percent"
        ]
        for whole, chosen, cue in breakdowns(mark, note, parts, wholes, prose.lower, prose.cased):
            scope = Scope("note", cue, [number[whole.figure_id]])
            scope.parts[number[whole.figure_id]] = [number[part.figure_id] for part in chosen]
            for part in chosen:
                walk.part_of[number[part.figure_id]] = number[whole.figure_id]
            walk.groups.append(scope)


def _rates(figures: tuple[Figure, ...], walk: Walk, lower: str) -> Iterator[tuple[int, tuple[Figure, str]]]:
    last: tuple[int, tuple[Figure, str]] | None = None
    for percent, bases in walk.rate_bases.items():
        figure = figures[percent]
        following = figures[percent + 1] if percent + 1 < len(figures) else None
        if following and following.sentence_start != figure.sentence_start:
            following = None
        found = in_turn(figures, percent, lower) or in_pair(figures, percent, lower)
        found = found or rate_of(figure, [figures[n] for n in bases], following, lower)
        if found is None and last and last[0] == percent - 1 and again(figures[last[0]], figure, lower):
            found = last[1]
        if found:
            last = percent, found
            yield last


def _shares(figures: tuple[Figure, ...], rates: dict[int, tuple[Figure, str]], walk: Walk) -> None:
    """ "4.286 hội viên, …; 231 đồng chí là nữ, chiếm 5,4%": what makes out that share of a number is a part of it."""
    number = {figure.figure_id: n for n, figure in enumerate(figures)}
    for percent, (numerator, cue) in rates.items():
        n = number[numerator.figure_id]
        if not cue.startswith("chiếm") or n in walk.part_of or numerator.change or numerator.quantity.of is not None:
            continue
        if base := _fitting_base(figures, percent, numerator):
            scope = Scope("resolved", cue, [number[base]], parts={number[base]: [n]})
            walk.part_of[n] = number[base]
            walk.groups.append(scope)


def _exhaustive(
    scope: Scope, figures: tuple[Figure, ...], parts: list[int], lower: str
) -> Literal["stated", "likely", "open"]:
    """How surely the wording claims to name all parts."""
    if scope.kind == "colon":  # a list below, of which one item says several numbers: not all of them are parts
        lines = {lower.rfind("\n", 0, figures[part].char_start) for part in parts}
        if 1 < len(lines) < len(parts):
            return "open"
    if scope.kind == "list" and scope.cue.endswith("theo") and len(scope.parts) == 1:
        ((whole, _),) = scope.parts.items()
        total, listed = sum(figures[part].quantity.value for part in parts), [figures[part] for part in parts]
        value = figures[whole].quantity.value
        meant = total <= value or (value >= _MANY and adds_up_but_for_a_slip(listed, figures[whole]))
        return "likely" if meant else "open"  # more than all are all of something else
    if scope.kind == "note" or scope.kind == "colon" or "gồm" in scope.cue:
        return "stated"
    return "likely" if scope.kind == "bracket" or (scope.kind == "cue" and scope.through) else "open"


def _breakdowns(figures: tuple[Figure, ...], walk: Walk, lower: str) -> Iterator[Link]:
    for scope in walk.groups:
        for whole, parts in scope.parts.items():
            if not parts:
                continue
            ids = tuple(figures[part].figure_id for part in parts)
            if scope.kind == "resolved":
                yield Link("subset", figures[whole].figure_id, ids, scope.cue)
                continue
            if scope.kind == "colon" and (by_dimension := _by_dimension(figures, parts, lower)):
                for some in by_dimension:
                    names = tuple(figures[part].figure_id for part in some)
                    yield Link("breakdown", figures[whole].figure_id, names, scope.cue, "stated")
                continue
            multipliers = tuple(_multiplier(figures[part], lower) for part in parts)
            yield Link(
                "breakdown",
                figures[whole].figure_id,
                ids,
                scope.cue,
                _exhaustive(scope, figures, parts, lower),
                multipliers=multipliers,
            )


def _by_dimension(figures: tuple[Figure, ...], parts: list[int], lower: str) -> list[list[int]]:
    """ "Trong 203 đơn: - Theo loại đơn: …; - Theo nội dung: …": each item of such a list breaks it all down."""
    lines: dict[int, list[int]] = {}
    for part in parts:
        lines.setdefault(lower.rfind("\n", 0, figures[part].char_start) + 1, []).append(part)
    sorts = all(len(some) > 1 and _DIMENSION.match(lower, start) for start, some in lines.items())
    return list(lines.values()) if sorts and len(lines) > 1 else []


def _rate_links(figures: tuple[Figure, ...], rates: dict[int, tuple[Figure, str]], lower: str) -> Iterator[Link]:
    part_of = {figure.figure_id: figure.part_of for figure in figures}
    order = {figure.figure_id: n for n, figure in enumerate(figures)}
    for percent, (numerator, cue) in rates.items():
        base = _plan(figures, percent, numerator, lower) or _beyond_slash(figures, order[numerator.figure_id], lower)
        if not base and numerator.quantity.of is None:
            base = part_of[numerator.figure_id] or _fitting_base(figures, percent, numerator)
        yield Link("rate", figures[percent].figure_id, (numerator.figure_id, *([base] if base else [])), cue)


def _fitting_base(figures: tuple[Figure, ...], percent: int, numerator: Figure) -> str:
    """ "193 đảng viên, …; đảng viên nữ 71 đồng chí (36,8%)": the number of the sentence that it is that rate of."""
    for figure in reversed(figures[max(0, percent - 12) : percent]):
        near = figure.sentence_start == numerator.sentence_start and figure.char_start < numerator.char_start
        kin = same_unit(numerator.unit, figure.unit) or alike(numerator.unit, figure.unit)
        whole = near and kin and summable(numerator, figure) and figure.quantity.value >= _ENOUGH
        if whole and states(figures[percent], numerator.quantity.value, figure.quantity.value):
            return figure.figure_id
    return ""


def _beyond_slash(figures: tuple[Figure, ...], at: int, lower: str) -> str:
    """What "86.412 đoàn viên/91.305 công nhân lao động" is measured against: people against people; else ""."""
    numerator = figures[at]
    for figure in figures[at + 1 : at + 2]:
        slash = lower[numerator.char_end : figure.char_start].rstrip().endswith("/")
        if slash and numerator.quantity.of is None and alike(numerator.unit, figure.unit):
            return figure.figure_id
    return ""


def _plan(figures: tuple[Figure, ...], percent: int, numerator: Figure, lower: str) -> str:
    """The plan that "đạt 101,3% kế hoạch (kế hoạch 141.000 triệu đồng)" is a rate of; "" if it states none."""
    for figure in figures[percent + 1 : percent + 2]:
        same = figure.kind == numerator.kind and figure.sentence_start == numerator.sentence_start
        if begins_list(figures, percent + 1, lower):
            return ""
        if same and not figure.change and _PLAN.fullmatch(lower[figures[percent].char_end : figure.char_start]):
            return figure.figure_id
    return ""


def _multiplier(figure: Figure, lower: str) -> int:
    """ "Huyện đoàn, Hội Nông dân, Hội CCB mỗi đoàn thể 01 cuộc" counts three times."""
    last = _SEGMENT.search(lower, figure.sentence_start, figure.char_start)
    segment = lower[last.end() if last else figure.sentence_start : figure.char_start]
    if last and last[0].isdigit():  # "MTTQ huyện 02 cuộc, Hội Nông dân, Huyện đoàn mỗi đoàn thể 01 cuộc"
        segment = segment.partition(",")[2]
    names, each, _ = segment.partition("mỗi ")
    return max(1, len([name for name in _NAMES.split(names) if name.strip()])) if each else 1
