"""What has come of what was said before: "phát hiện 17 tồn tại, đã khắc phục 15", "hòa giải 27 vụ, thành 24 vụ".

The words name no whole, so `outcome_links` hold where they can and never accuse: they ask that the outcome be no more.
Only `concluded_links` accuse: where a conclusion is drawn of more things than there are, or of all but for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import takewhile

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.beside import Beside
from patterns.links.categories import categories
from patterns.links.compatible import adds_up_but_for_a_slip, alike, same_unit, summable
from patterns.links.slip import is_slip

_BACK = 6  # figures before an outcome among which its whole is sought
_MANY = 50  # of fewer things some may be said twice
_LITTLE = Decimal("1.1")  # so much more than all is a slip
_CONCLUDES = compiled(r"(?<!\p{L})(?:kết luận|kết quả)(?!\p{L})[^,;.()\d]{0,50}$")
_OUTCOME = compiled(
    r"(?<!\p{L})(?:đã|được|thành|phát hiện|kết nạp|chuyển viện|chuyển|giải quyết|xử lý|xử phạt|thu về|chi trả|còn"
    r"|trả lời|tiếp thu|khắc phục|hoàn thành|cưỡng chế|ban hành kết luận|đạt chuẩn|quá hạn|có mặt|có việc làm"
    r"|song phương|đơn giản hóa|hưởng|trên \d+ tháng|khó thu|làm rõ|khởi tố|trong đó|có)(?!\p{L})"
)


def outcome_links(
    figures: tuple[Figure, ...], text: str, named: dict[str, Role], links: tuple[Link, ...], words: dict[str, Beside]
) -> Iterator[Link]:
    """Outcomes that no link names yet, each of the last number of its unit before it; and members of a kind.

    "5.218 đảng viên; đảng viên nữ 1.987 đồng chí, đảng viên có đạo 86 đồng chí": some of the last who are all.
    """
    linked = {part for link in links if link.type in ("breakdown", "subset") for part in link.parts}
    linked |= {figure.figure_id for figure in figures if figure.part_of}
    countable = [f for f in figures if not f.table and not f.change and f.kind != "percent" and f.unit]
    countable = [f for f in countable if f.figure_id not in named]
    for n, figure in enumerate(countable):
        if figure.figure_id in linked or figure.approx or figure.target:
            continue
        before = countable[n - 1] if n else None
        start = max(figure.sentence_start, before.char_end if before else 0)
        cue = _OUTCOME.search(text, start, figure.char_start)
        if not cue:
            yield from _members(countable, n, text, words)
            continue
        for whole in reversed(countable[max(0, n - _BACK) : n]):
            if whole.sentence_start != figure.sentence_start or ";" in text[whole.char_end : figure.char_start]:
                break
            if _may_hold(figure, whole):
                yield Link("subset", whole.figure_id, (figure.figure_id,), cue[0])
                break


def concluded_links(
    figures: Sequence[Figure], text: str, named: dict[str, Role], links: Sequence[Link]
) -> Iterator[Link]:
    """ "kiểm tra 412 đồng chí. Kết luận 386 đồng chí chấp hành tốt, 36 đồng chí có khuyết điểm": more than all of them.

    What is concluded of some things is so of all of them where it is said of more than there are, or but for a slip.
    """
    broken = {part for link in links if link.type == "breakdown" for part in link.parts}
    countable = [f for f in figures if not (f.table or f.change or f.approx or f.kind == "percent") and f.unit]
    countable = [f for f in countable if f.figure_id not in named]
    for n, first in enumerate(countable):
        cue = _CONCLUDES.search(text, first.sentence_start, first.char_start) if n else None
        if cue is None:
            continue
        parts = [*takewhile(partial(_one_list, first), countable[n:])]
        if len(parts) < 2 or any(part.figure_id in broken for part in parts):
            continue
        total = sum((part.quantity.value for part in parts), Decimal(0))
        for whole in reversed(countable[max(0, n - _BACK) : n]):
            if "\n" in text[whole.char_end : first.char_start] or whole.footnote != first.footnote:
                break
            value = whole.quantity.value
            if whole.figure_id in broken or not same_unit(whole.unit, first.unit) or value < parts[0].quantity.value:
                continue
            if value < _MANY:
                break
            slip = is_slip(total, value)
            if ":" in cue[0] and len(parts) > 2:  # "Kết quả xác minh: có điều kiện 1.905 việc, chưa có 386 việc, …"
                slip = slip or adds_up_but_for_a_slip(parts, whole)
            if total != value and (value < total <= value * _LITTLE or slip):
                names = tuple(part.figure_id for part in parts)
                yield Link("breakdown", whole.figure_id, names, "kết luận", "likely")
            break


def _one_list(first: Figure, figure: Figure) -> bool:
    return figure.sentence_start == first.sentence_start and figure.unit == first.unit and figure.quantity.of is None


def _may_hold(part: Figure, whole: Figure) -> bool:
    units = same_unit(part.unit, whole.unit) or alike(part.unit, whole.unit)
    return units and summable(part, whole) and part.quantity.value <= whole.quantity.value


def _members(countable: list[Figure], n: int, text: str, words: dict[str, Beside]) -> Iterator[Link]:
    part = countable[n]
    kinds = _kinds(words[part.figure_id].label)
    if not kinds or part.kind != "count":
        return
    for whole in reversed(countable[max(0, n - _BACK) : n]):
        if "\n" in text[whole.char_end : part.char_start] or whole.footnote != part.footnote:
            return
        if _may_hold(part, whole) and not _kinds(words[whole.figure_id].label):
            yield Link("subset", whole.figure_id, (part.figure_id,), min(kinds))
            return


def _kinds(label: str) -> set[str]:
    """What the label says of people that others of them are not: women, believers, members of the Party."""
    found = categories(label)
    return {d for d in found if d.startswith("attribute-") and d != "attribute-flow"} | ({"gender"} & found.keys())
