"""Year over year: what a report says has changed against what the same office reported for the time before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.check import Check
from corpus.compare.across import across, counted, where
from corpus.compare.comparable import alike, in_one_unit, planned, rolls_up
from corpus.compare.levels import ALIKE, Code, Level, levels_of_both
from corpus.compare.pairing import Partner
from corpus.compare.ratio import ratio_checks
from corpus.compare.record import Claimed, Record
from corpus.compare.restated import baselines, restated_checks
from corpus.compare.words import tokens
from patterns.claims import Figure
from patterns.compiled import compiled

_NEARLY_AS_GOOD = 12
_BACK = 6  # so many figures before a stated change its level may stand
_LOOSELY = 2
_WORDS = 2  # so many words beside its unit may stand between a level and its growth
_REVISED = compiled(
    r"(?:điều chỉnh|hiệu chỉnh|rà soát|đối soát|tính|thống kê) (?:lại|thành|mới|là|theo)(?!\p{L})"
    r"|cách (?:tính|thống kê)"
)
_PART = compiled(r"(?<!\p{L})(?:kể cả|trong đó|riêng)(?!\p{L})")
_YEAR = compiled(r"(?:19|20)\d\d")
_TOLD, _ROOM = 35, 100  # ... where it is a slip of the pen
_COMMAS = [Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3)]
_JUMPS = (Decimal(10), Decimal(100), Decimal(1000))


def change_checks(
    later: Record, earlier: Record, code: Code = lambda claimed: "", *, next_year: bool = True
) -> Iterator[Check]:
    """The stated changes of a report against an earlier one of the same office, and levels that jump."""
    levels = levels_of_both(later, earlier, code)
    told: set[str] = set()
    for claimed in later.claims:
        figure = claimed.figure
        against = later.compared_to.get(figure.figure_id, "")
        if "điểm" in figure.raw and figure.kind == "percent":
            continue  # points of a rate, which no growth is: "tỷ lệ hộ nghèo giảm 0,9 điểm phần trăm"
        if figure.table or not figure.change or not _of_year(against, earlier, next_year=next_year):
            continue
        stated = _levels_of(later, claimed)
        found = [levels[now.figure.figure_id] for now in stated if now.figure.figure_id in levels]
        # What is nearest and has no partner may be what has changed; then others can only agree.
        check = _change(later, claimed, found, earlier.year, sure=_is_sure(claimed, stated, found)) if found else None
        if check:
            told.update(check.part_ids)
            yield check

    def partners(claimed: Claimed) -> Sequence[Partner]:
        level = levels.get(claimed.figure.figure_id)
        return level.partners if level else ()

    yield from restated_checks(later, earlier.year, partners, told)
    yield from ratio_checks(later, earlier.year, partners)
    for level in levels.values() if next_year else ():
        if level.now.figure.figure_id not in told:
            yield from _jump(level)


def _is_sure(change: Claimed, stated: Sequence[Claimed], found: Sequence[Level]) -> bool:
    """Whether the likeliest level has a partner, and counts what the change does."""
    likeliest = found[0].now
    counts = change.figure.kind == "percent" or _counted_alike(change.figure, likeliest.figure) != _LOOSELY
    return likeliest is stated[0] and counts


def _of_year(against: str, earlier: Record, *, next_year: bool) -> bool:
    """Whether a difference against that is one to the earlier report's time."""
    named = _YEAR.findall(against)
    if named:
        return named == [str(earlier.year)] and ("tháng" not in against or earlier.months < 12)
    return next_year and against.startswith(("cùng kỳ", "năm trước", "năm ngoái"))


def _levels_of(record: Record, change: Claimed) -> list[Claimed]:
    """The levels that a stated change may be the change of, the likeliest first: in its sentence, else in the last."""
    said = tokens(f"{change.before} {change.after}")
    here: list[tuple[int, int, bool, int, int, Claimed]] = []
    there: list[tuple[int, int, bool, int, int, Claimed]] = []
    at = record.order[change.figure.figure_id]
    for distance, level in enumerate(reversed(record.claims[max(0, at - _BACK) : at])):
        together = level.figure.sentence_start == change.figure.sentence_start
        if level.figure.section_id != change.figure.section_id or planned(level.figure) or not rolls_up(record, level):
            continue
        rank = 0 if change.figure.kind == "percent" else _counted_alike(change.figure, level.figure)
        shared = len(
            said & tokens(f"{level.before} {level.after} {level.figure.indicator}")
        )  # "05 người chết …, giảm 02 người chết"
        # "So với năm 2020, số suất quà tăng 19 suất": the sentence before has the level, by the same words
        if rank is not None and (together or (shared and rank < _LOOSELY)):
            part = bool(level.figure.part_of or _PART.search(level.before))
            # "thu ngân sách xã 29.150 triệu đồng, tăng 9,4%": a growth is of what stands just before it
            growth = change.figure.kind == "percent" and change.follows == level.figure.figure_id
            apart = 0 if growth and _close(level, change) else 1
            (here if together else there).append((apart, rank, part, -shared, distance, level))
    return [level for *_rank, level in sorted(here or there, key=lambda each: each[:5])]


def _close(level: Claimed, change: Claimed) -> bool:
    between = level.behind[: change.figure.char_start - level.figure.char_end]
    return ";" not in between and len(between.split()) <= len(level.figure.unit.split()) + _WORDS


def _counted_alike(change: Figure, level: Figure) -> int | None:
    """ "giảm 12 lượt" is of "96 lượt công dân" and not of "104 người"; 0 is surest, None not at all."""
    if change.kind != level.kind and {change.kind, level.kind} != {"count", "other"}:
        return None
    if change.kind not in ("count", "other"):
        return 0 if alike(change, level) else None
    if (
        change.unit == level.unit
        or level.unit.startswith(change.unit + " ")
        or change.unit.startswith(level.unit + " ")
    ):
        return 0
    first, second = change.unit.split(), level.unit.split()
    if first and second and first[0] == second[0]:
        return 1
    return _LOOSELY if f" {change.unit} " in f" {level.indicator} " else None


def _restated(later: Record, change: Claimed, level: Level, year: int) -> Claimed | None:
    """The level of the year before as the later report gives it: "so với năm 2023 (229,4 triệu đồng)"."""
    for claimed in baselines(later, year):
        same = claimed.figure.sentence_start == change.figure.sentence_start
        if same and claimed.figure.char_start > change.figure.char_end and alike(claimed.figure, level.now.figure):
            return claimed
    return None


def _change(later: Record, claimed: Claimed, stated: Sequence[Level], year: int, *, sure: bool) -> Check | None:
    """A stated change against the two levels; None where the earlier level is not sure enough to differ."""
    for level in stated:
        for partner in level.partners:
            change, now, then = _measured(claimed.figure, level.now.figure, partner.claimed.figure)
            if partner.likeness >= level.likeness - _NEARLY_AS_GOOD and (by := _agrees(change, now, then)):
                return _check(claimed, level, partner.claimed.figure, by, None)
    level = _meant(claimed.figure, stated[0])
    if _REVISED.search(claimed.figure.sentence.lower()):
        return None  # the base is another than that of the earlier report, and the report says so
    # "Ủy ban MTTQ huyện chủ trì 03 cuộc": last year it was said with others, and a note told its part
    if any(_agrees(*_measured(claimed.figure, level.now.figure, part.figure)) for part in level.parts):
        return None
    if not sure or level.likeness < (_TOLD if _slipped(claimed.figure, level) else ALIKE):
        return None
    return _check(claimed, level, level.then.figure, "", _restated(later, claimed, level, year))


def _meant(figure: Figure, level: Level) -> Level:
    """The level against that of its partners and their parts which it fits but for a comma; as it is where none is."""
    for partner in level.partners:
        if partner.likeness >= level.likeness - _NEARLY_AS_GOOD and _slipped(figure, level.against(partner)):
            return level.against(partner)
    parts = [level.against(Partner(part, level.likeness)) for part in level.parts]
    return next((each for each in parts if _slipped(figure, each)), level)


def _slipped(figure: Figure, level: Level) -> bool:
    """Whether the change fits but for a comma of one of the levels: "74.300 lượt, tăng 420" upon 7.010."""
    change, now, then = (each.quantity.value for each in _measured(figure, level.now.figure, level.then.figure))
    if figure.kind == "percent" or change * _ROOM < min(now, then):
        return False
    way = 1 if figure.change == "increase" else -1
    return any(now * jump - then == way * change or now - then * jump == way * change for jump in _COMMAS)


def _measured(change: Figure, now: Figure, then: Figure) -> tuple[Figure, Figure, Figure]:
    """The stated change and the two levels in one unit: "2,5 ha, tăng 3.500 m²". A growth in percent has none."""
    if change.kind == "percent":
        now, then = in_one_unit([now, then])
        return change, now, then
    change, now, then = in_one_unit([change, now, then])
    return change, now, then


def _agrees(change: Figure, now: Figure, then: Figure) -> str:
    """By which reading the stated change is that between the levels; "" when by none."""
    if (change.change == "increase") != (now.quantity.value >= then.quantity.value) and now.quantity != then.quantity:
        return ""
    if change.kind == "percent":
        base = then.quantity.value
        if not base:
            return ""
        step = change.quantity.step
        # "32,6 tỷ đồng, tăng 3,7%": the office grows the exact level and prints the rounded one.
        slight = 1 < now.quantity.step <= now.quantity.value / 100
        rounded = 50 * (now.quantity.step + then.quantity.step) / base if slight else Decimal(0)
        apart = max(Decimal(0), abs(_percent(now, then) - change.quantity.value) - rounded)
        return "rounding" if apart <= step / 2 or change.approx else "truncation" if apart < step else ""
    total, parts = (now, [then, change]) if change.change == "increase" else (then, [now, change])
    return adds_up(Term(total), [Term(part) for part in parts])


def _percent(now: Figure, then: Figure) -> Decimal:
    return 100 * abs(now.quantity.value - then.quantity.value) / then.quantity.value


def _check(claimed: Claimed, level: Level, earlier: Figure, by: str, restated: Claimed | None) -> Check | None:
    figure, now, then = _measured(claimed.figure, level.now.figure, earlier)
    growth = figure.kind == "percent"
    if growth and not then.quantity.value:
        return None
    expected = round(_percent(now, then), 4) if growth else abs(now.quantity.value - then.quantity.value)
    up = now.quantity.value >= then.quantity.value
    sign = "=" if by else "≠"
    shown_now, shown_then = wording.shown(Term(level.now.figure)), wording.shown(Term(earlier))
    first, second = (shown_now, shown_then) if up else (shown_then, shown_now)
    value = wording.percent(expected) if growth else counted(expected, now)
    formula = f"{first} - {second} = {value}"
    if growth:
        formula = f"({first} - {second}) / {shown_then} = {value}"
    formula += f" {sign} {figure.raw.strip()}" if not by else ""
    way = "tăng" if figure.change == "increase" else "giảm"
    truly = "tăng" if up else "giảm"
    said = wording.said(Term(claimed.figure))
    if by:
        message = f"{where(claimed)}: mức {way} {said} khớp với báo cáo kỳ trước ({formula})."
    else:
        message = (
            f"{where(claimed)}: báo cáo ghi {way} {said}, nhưng theo báo cáo kỳ trước ({shown_then}) và báo cáo này "
            f"({shown_now}) thì {truly} {value}{_restatement(restated, then)}; đề nghị rà soát, làm rõ."
        )
    return across(
        "change", "holds" if by else "mismatch", claimed, [level.now.figure, then], stated=figure.quantity.value,
        expected=expected, formula=formula, message=message, holds_by=by, weight=20 if by else 80,
    )  # fmt: skip


def _restatement(restated: Claimed | None, then: Figure) -> str:
    if restated is None or restated.figure.quantity.value == then.quantity.value:
        return ""
    was, said = wording.shown(Term(then)), wording.shown(Term(restated.figure))
    return f"; số kỳ trước đã bị đổi từ {was} thành {said} mà không nêu lý do"


def _jump(level: Level) -> Iterator[Check]:
    """A level that is about ten, a hundred or a thousand times the one before: a unit or a dot may have slipped."""
    now, then = in_one_unit([level.now.figure, level.then.figure])
    low, high = sorted((now.quantity.value, then.quantity.value))
    if level.likeness < 75 or not low or high < 20:
        return
    ratio = high / low
    jump = next((jump for jump in _JUMPS if jump * 8 <= ratio * 10 and ratio * 10 <= jump * 13), None)
    if jump is None:
        return
    shown_now, shown_then = (wording.said(Term(each.figure)) for each in (level.now, level.then))
    yield across(
        "change", "remark", level.now, [level.now.figure, level.then.figure], stated=high - low, expected=Decimal(0),
        formula=f"{shown_now} / {shown_then}", weight=45,
        message=f"{where(level.now)}: {shown_now} gấp hoặc kém khoảng {jump} lần kỳ trước ({shown_then}); cần xem lại "
        "đơn vị tính hoặc dấu phân cách.",
    )  # fmt: skip


def copied_checks(later: Record, earlier: Record) -> Iterator[Check]:
    """Long sentences that are last year's but for their dates."""
    old = {passage.form: passage.dates for passage in earlier.passages}
    for passage in later.passages:
        if old.get(passage.form, passage.dates) == passage.dates:
            continue
        first = next((claimed for claimed in later.claims if claimed.figure.char_start >= passage.start), None)
        if first is not None:
            yield across(
                "change", "remark", first, [], stated=Decimal(0), expected=Decimal(0), formula="", weight=15,
                message=f"Câu “{passage.opening} …” giống hệt báo cáo kỳ trước, chỉ khác ngày tháng; "
                "cần xem lại có còn đúng.",
            )  # fmt: skip
