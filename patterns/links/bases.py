"""What a figure is measured against: the plan, the level then, the total that the words name - and no part of anything.

"đạt 103% kế hoạch năm (4.000 lao động)", "tăng 09 vụ so với cùng kỳ (25 vụ)", "128 vụ việc trong tổng số 136 vụ việc".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.lexicon import HEADS

Role = Literal["plan", "then", "total"]

_PLAN_WORD = r"(?:kế hoạch|kh|chỉ tiêu|dự toán|(?<!có )mục tiêu(?! quốc gia))(?!\p{L})"
_GIVEN = r"(?:[^,;.:()\d“”]{0,45}\b(?:giao|năm|quý|tháng|đề ra|duyệt|nhiệm kỳ|đại hội|nghị quyết)(?: (?:19|20)\d\d)?)?"
_PLAN = compiled(
    rf"(?<!\p{{L}}){_PLAN_WORD}{_GIVEN}[ ]*(?:\((?:{_PLAN_WORD}{_GIVEN})?)?[ ]*(?::|=|là)?[ ]*$"
    rf"|(?<!\p{{L}})so với {_PLAN_WORD}(?: \p{{L}}+){{1,4}}[ ]*\([ ]*$"
)
_TIME = (
    r"(?:cùng kỳ(?: (?:19|20)\d\d)?|cùng thời điểm"
    r"|kỳ trước|(?:năm|năm học|học kỳ|khóa|mùa|vụ|tháng|quý) trước|năm ngoái"
    r"|đầu năm|đầu kỳ|cuối năm|cuối kỳ|đầu nhiệm kỳ|đầu giai đoạn"
    r"|quý [ivx]+|tháng \d{1,2}|năm(?: học)? (?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?"
    r"|(?:nhiệm kỳ|giai đoạn)(?: trước| (?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d))"
)
_TIMES = rf"{_TIME}(?:[ ]+{_TIME})*"
_THEN = compiled(
    rf"(?<!\p{{L}})so(?:[ ]+với)?[ ]+[^,;.()]{{0,20}}?{_TIMES}[^,;.()\d]{{0,20}}[ ]*\([ ]*(?:là[ ]+)?$"
    rf"|\([ ]*{_TIMES}(?:[ ]+\p{{L}}+){{1,3}}[ ]+$"  # "(năm trước thụ lý 85 vụ)"
    rf"|^[ ]*{_TIMES}[^,;.()\d]{{0,20}}[ ]*\([ ]*$"  # "90% cùng kỳ năm 2022 (60 lượt)"
    rf"|[(;,][ ]*{_TIMES}[ ]*(?::|là|có|đạt)?[ ]*$|(?<!\p{{L}})so[ ]+với[ ]+$"
)
_THEN_AT_ALL = compiled(f"(?r){_THEN.pattern}")  # from the end, where it stands: a third of the time that it takes
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAME_TIME = compiled(r"cùng|năm|kỳ|tháng|quý|đầu")  # "tăng 8% so với cùng kỳ" is against no plan
_CARRIED = compiled(r"chuyển|tồn|còn lại|trong đó|tiếp nhận|phát sinh|thực hiện")
_JOINED = compiled(r"[ ]?\p{L}+(?: \p{L}+){0,3}[ ]?/[ ]?")  # "(104 vụ/151 bị can)"
_WORD = compiled(r"\p{L}+")
_ENDS = compiled(r"[;:,()]|\d+(?:[.,]\d+)*")
_SAY_NOTHING = frozenset(
    ["tăng", "giảm", "hơn", "số", "tổng", "đàn", "đã", "cũng", "có", "là", "các", "trong", "so", "với", "vượt", "thêm"]
)
_FROM = compiled(r"\btừ[ ]*$")
_TO = compiled(r"[^,;.()\d]{0,30}(?:(?:19|20)\d\d[^,;.()\d]{0,20})?(?:giảm|tăng|xuống|lên|còn)[^,;.()\d]{0,20}$")
# "đầu năm 4,1%, cuối năm còn 2,6%"
_OPENING = compiled(r"(?<!\p{L})(?:đầu (?:năm(?: học)?|kỳ|nhiệm kỳ|giai đoạn)|năm trước)[ ]*(?:là|có|:)?[ ]*$")
_CLOSING = compiled(
    r"[^;.()\d]{0,30},[^;.()\d]{0,20}(?<!\p{L})(?:cuối (?:năm(?: học)?|kỳ|nhiệm kỳ|giai đoạn)|đến nay|năm nay)"
    r"[^;.()\d]{0,20}"
)
_SEPARATED = compiled(r";(?! (?:tỷ lệ|tốc độ) (?:tăng|giảm))")
_RATE = compiled(r"[^;.:()\n]{0,90}?(?P<cue>đạt(?: tỷ lệ)?|chiếm(?: tỷ lệ)?|bằng|tỷ lệ|tương ứng|\()[ ]*")
_AGAINST = compiled(r"[ ]*(?:so|cùng|năm|kỳ|quý|tháng)\b[^,;.(]*\(|[ ]so với $")
_OPENS = compiled(r"(?:^|.*;)[ ]*(?:trong|trên)[ ]+(?:tổng số|tổng|số)[ ]*")  # what follows are its parts
_BEHIND_THEN = compiled(r"[^,;.()\d]*\)[ ]*,[ ]*(?:tức )?bằng[ ]*")
_TOTAL = compiled(r"(?:trong|trên|so với|/|của)[ ]*(?:tổng số|tổng|số)(?:(?: \p{L}+){1,4} là)?[ ]*(?:là[ ]*)?$")


def roles(prose: Prose, figures: tuple[Figure, ...]) -> dict[str, Role]:
    """The figures that others are measured against."""
    text = prose.lower
    found: dict[str, Role] = {}
    for n, figure in enumerate(figures):
        before = figures[n - 1] if n and figures[n - 1].sentence_start == figure.sentence_start else None
        left = text[before.char_end if before else figure.sentence_start : figure.char_start]
        if figure.table or figure.change:
            continue
        if _may_plan(left) and _PLAN.search(left) and not (before and before.unit.startswith("chỉ tiêu")):
            found[figure.figure_id] = "plan"
        elif (
            _may_compare(left)
            and _THEN_AT_ALL.search(left)
            and (then := _THEN.search(left))
            and not _CARRIED.search(then[0])
            and (then[0].startswith("so") or not _is_later(text, figure, then[0]))
        ) or (before and found.get(before.figure_id) == "then" and _JOINED.fullmatch(left)):
            found[figure.figure_id] = "then"
        elif (
            ("số" in left or "tổng" in left)
            and _TOTAL.search(left)
            and ((before and ";" not in left) or not _OPENS.fullmatch(left))
        ):
            found[figure.figure_id] = "total"
        elif n + 1 < len(figures) and _goes_to(text, figure, figures[n + 1], left):
            found[figure.figure_id] = "then"
    return found


def _may_plan(left: str) -> bool:
    """Whether one of the words is said of which `_PLAN` asks for one: most of what stands before a figure has none."""
    return "kế hoạch" in left or "kh" in left or "chỉ tiêu" in left or "dự toán" in left or "mục tiêu" in left


def _may_compare(left: str) -> bool:
    """The same for `_THEN`."""
    return (
        "năm" in left or "kỳ" in left or "với" in left or "cùng" in left or "trước" in left
        or "quý" in left or "tháng" in left or "giai đoạn" in left
    )  # fmt: skip


def _goes_to(text: str, figure: Figure, after: Figure, left: str) -> bool:
    """ "từ 5% còn 3,4%", "đầu năm 4,1%, cuối năm còn 2,6%": a level then, with the level now right behind it."""
    if after.kind != figure.kind:
        return False
    if "từ" in left and _FROM.search(left):
        return _TO.fullmatch(text, figure.char_end, after.char_start) is not None
    opens = "đầu" in left or "trước" in left
    return opens and bool(_OPENING.search(left) and _CLOSING.fullmatch(text, figure.char_end, after.char_start))


def _is_later(text: str, figure: Figure, time: str) -> bool:
    """ "Năm 2022 có 24 tuyến; năm 2023 có 28 tuyến": the later of two years is not the one compared with."""
    year, before = _YEAR.search(time), text[figure.sentence_start : figure.char_start]
    return year is not None and any(earlier < year[0] for earlier in _YEAR.findall(before.rpartition(time)[0]))


def base_links(prose: Prose, figures: tuple[Figure, ...], named: dict[str, Role]) -> Iterator[Link]:
    """Rates of a plan or a named total, and changes from a level then. A percent may have several."""
    text = prose.lower
    by_sentence: dict[int, list[Figure]] = {}
    for figure in figures:
        if not figure.table:
            by_sentence.setdefault(figure.sentence_start, []).append(figure)
    earlier: Sequence[Figure] = ()
    for sentence in by_sentence.values():
        for at, figure in enumerate(sentence):
            role = named.get(figure.figure_id)
            if role == "total" and (part := _level_before(sentence, at, figure, named)):
                yield Link("subset", figure.figure_id, (part.figure_id,), _cue(text, part, figure))
            if role in ("plan", "total") or (role == "then" and at and _level_rate(text, sentence[at - 1], figure)):
                yield from _rates(text, sentence, at, named, earlier)
            if role == "then":
                yield from _level_behind(text, sentence, at, named)
            if role in ("plan", "then") and figure.quantity.of is None:
                yield from _changes(text, sentence, at, named)
        earlier = [figure for figure in sentence if not figure.change]


def near_rates(figures: tuple[Figure, ...], text: str, links: tuple[Link, ...]) -> Iterator[Link]:
    """Percents that no link explains yet, of the number right before them: "1.468 phiếu hợp lệ (97,9%)"."""
    done = {link.whole for link in links if link.type in ("rate", "change")}
    for n, percent in enumerate(figures[1:], 1):
        before = figures[n - 1]
        if n > 1 and figures[n - 2].quantity.of is not None and before.quantity.of is None:
            before = figures[n - 2]  # "10.236/11.580 hộ đạt 8 tiêu chí, đạt 88,4%"
        if percent.kind != "percent" or percent.change or percent.table or percent.figure_id in done or percent.rate_of:
            continue
        if before.kind == "percent" or before.change or before.sentence_start != percent.sentence_start:
            continue
        cue = _RATE.fullmatch(text, before.char_end, percent.char_start)
        if cue:
            yield Link("rate", percent.figure_id, (before.figure_id,), cue["cue"].strip())


def _level_rate(text: str, percent: Figure, then: Figure) -> bool:
    """ "bằng 108,4% so với cùng kỳ năm trước (226,8 tỷ đồng)" """
    said = text[percent.char_end : then.char_start]
    return percent.kind == "percent" and not percent.change and _AGAINST.match(said) is not None


def _level_behind(text: str, sentence: list[Figure], at: int, named: dict[str, Role]) -> Iterator[Link]:
    """ "317 người, tăng 58 người so với năm 2022 (259 người), bằng 122,4%": the level now of the level then."""
    then = sentence[at]
    for percent in sentence[at + 1 : at + 2]:
        behind = _BEHIND_THEN.fullmatch(text, then.char_end, percent.char_start)
        if percent.kind == "percent" and not percent.change and behind:
            now = _level_before(sentence, at, then, named)
            if now:
                yield Link("rate", percent.figure_id, (now.figure_id, then.figure_id), "bằng")


def _rates(
    text: str, sentence: list[Figure], at: int, named: dict[str, Role], earlier: Sequence[Figure]
) -> Iterator[Link]:
    base = sentence[at]
    cue = named[base.figure_id]
    before = sentence[at - 1] if at else None
    if before and before.kind == "percent" and not before.change:  # "đạt 103% kế hoạch năm (4.000 lao động)"
        level = _level_before(sentence, at - 1, base, named)
        levels = [f for f in sentence[:at] if f is level or (f.figure_id == before.rate_of and _like(f, base))]
        # "lương thực 52.630 tấn, trong đó ngô 8.640 tấn, đạt 102,2% kế hoạch (51.500 tấn)"
        levels.sort(key=lambda f: abs(100 * f.quantity.value - before.quantity.value * base.quantity.value))
        done = next(iter(levels), None) or (_any_before(sentence, at - 1) if cue == "total" else None)
        done = done or next((f for f in reversed(earlier) if _like(f, base) and _states(before, f, base)), None)
        if done:
            yield Link("rate", before.figure_id, (done.figure_id, base.figure_id), _cue(text, before, base))
        return
    for follow, percent in enumerate(sentence[at + 1 : at + 3], at + 1):
        if percent.kind != "percent" or percent.change or ";" in text[base.char_end : percent.char_start]:
            continue
        if follow == at + 2 and cue == "plan":  # "KH 450, thực hiện 486, đạt 108%"
            level = sentence[at + 1]
        else:  # "1.876 đơn vị máu/chỉ tiêu 1.700 đơn vị, đạt 110,4%"
            level = _level_before(sentence, at, base, named) if follow == at + 1 else None
        if level and _like(level, base) and level.figure_id not in named:
            yield Link("rate", percent.figure_id, (level.figure_id, base.figure_id), _cue(text, base, percent))
        return


def _states(percent: Figure, part: Figure, base: Figure) -> bool:
    """ "kết nạp 19 đảng viên. … Số kết nạp đạt 86,4% chỉ tiêu (22 đảng viên)" """
    rate = 100 * part.quantity.value / base.quantity.value if base.quantity.value else None
    return rate is not None and abs(rate - percent.quantity.value) < percent.quantity.step


def _changes(text: str, sentence: list[Figure], at: int, named: dict[str, Role]) -> Iterator[Link]:
    """The difference stands before the level then ("tăng 09 vụ so với cùng kỳ (25 vụ)"), or behind it."""
    then = sentence[at]
    near = [*reversed(sentence[max(0, at - 4) : at]), *sentence[at + 1 : at + 4]]
    counted = [f for f in near if f.change and f.kind != "percent" and _like(f, then)]
    counted = [f for f in counted if not _past_another(text, sentence, f, then)]
    rates = [f for f in near if f.change and f.kind == "percent"]
    rates = [
        f
        for f in rates
        if not _SEPARATED.search(_between(text, f, then)) or any(_next(sentence, f, c) for c in counted)
    ]
    rates = [f for f in rates if not _of_another(sentence, f, then)]
    if named[then.figure_id] == "plan":
        counted, rates = [], [f for f in rates if abs(sentence.index(f) - at) == 1 and not _SAME_TIME.match(f.baseline)]
    if then.kind == "percent":
        counted, rates = rates, []
    for change in (*counted[:1], *rates[:1]):
        place = min(at, sentence.index(change))
        left = text[sentence[at - 1].char_end if at else then.sentence_start : then.char_start]
        behind = sentence[at + 1 : sentence.index(change)]
        now = _level_before(sentence, place, then, named, _subject(text, change))
        if at + 1 < len(sentence) and _goes_to(text, then, sentence[at + 1], left):
            now = sentence[at + 1]
        if now is None:  # "giảm từ 11,42% năm 2013 còn 8,67%, giảm 2,75%"
            now = next((f for f in behind if not f.change and _like(f, then)), None)
        if now:
            yield Link("change", change.figure_id, (now.figure_id, then.figure_id), _cue(text, change, then))


def _past_another(text: str, sentence: list[Figure], change: Figure, then: Figure) -> bool:
    """ "684 con (cùng kỳ: 749 con); đàn bò 1.236 con, tăng 65 con": behind a semicolon and a level of its own."""
    first, last = sorted((sentence.index(change), sentence.index(then)))
    own = any(not f.change and _like(f, then) for f in sentence[first + 1 : last])
    return own and ";" in _between(text, change, then)


def _of_another(sentence: list[Figure], percent: Figure, then: Figure) -> bool:
    """ "(104 vụ/151 bị can) tăng 08 vụ (7,7%)": the percent goes with the change before it, of vụ and not of bị can."""
    at = sentence.index(percent)
    before = sentence[at - 1] if at else None
    return bool(before and before.change and before.kind != "percent" and not _like(before, then))


def _level_before(
    sentence: list[Figure], at: int, like: Figure, named: dict[str, Role], subject: tuple[str, set[str]] = ("", set())
) -> Figure | None:
    """The last level of the sentence before the place, that is counted as `like` is.

    `subject`: the text and what changed in it: of "trâu 746 con, dê 675 con; đàn trâu giảm 38 con" the first.
    """
    text, words = subject
    levels = [f for f in sentence[:at] if not f.change and f.figure_id not in named and _like(f, like)]
    meant = [f for f in levels if words & set(_WORD.findall(_item(text, f)))] if words else []
    meant = meant or levels
    outer = [figure for figure in meant if not figure.part_of]
    return next(reversed(outer or meant), None)


def _subject(text: str, change: Figure) -> tuple[str, set[str]]:
    """The words of the change's own clause before it."""
    before = text[max(change.sentence_start, change.char_start - 60) : change.char_start]
    return text, set(_WORD.findall(_ENDS.split(before)[-1])) - _SAY_NOTHING


def _item(text: str, figure: Figure) -> str:
    """The item of a list that the figure stands in."""
    before = text[max(figure.sentence_start, figure.char_start - 60) : figure.char_start]
    return f"{_ENDS.split(before)[-1]} {_ENDS.split(text[figure.char_end : figure.char_end + 60])[0]}"


def _any_before(sentence: list[Figure], at: int) -> Figure | None:
    """The number just before the place, whatever it counts: "22.416 hội viên, chiếm 81,5% trong tổng số 27.505 hộ"."""
    before = sentence[at - 1] if at else None
    return before if before and before.kind == "count" and not before.change else None


def _next(sentence: list[Figure], figure: Figure, other: Figure) -> bool:
    return abs(sentence.index(figure) - sentence.index(other)) == 1


def _like(a: Figure, b: Figure) -> bool:
    counted = {"count", "other"}
    return (a.kind == b.kind and (a.kind not in counted or _share(a.unit, b.unit))) or (
        {a.kind, b.kind} <= counted and _share(a.unit, b.unit)
    )


def _share(a: str, b: str) -> bool:
    """One unit begins the other, or one is not said, or both are people."""
    if not a or not b or a.split()[0] == b.split()[0]:
        return True
    return HEADS.get(a) == HEADS.get(b) == "person" and "lượt" not in (a.split()[0], b.split()[0])


def _cue(text: str, a: Figure, b: Figure) -> str:
    return _between(text, a, b).strip(" ,(:")


def _between(text: str, a: Figure, b: Figure) -> str:
    first, second = sorted((a, b), key=lambda figure: figure.char_start)
    return text[first.char_end : second.char_start]
