"""What is left of what was received when what was resolved is taken away, told apart: "Còn lại: 271 hồ sơ".

Such a remainder confirms where the three fit. Where they do not, only a slip of the pen makes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.compatible import same_unit
from patterns.links.slip import is_slip

_REST = compiled(
    r"(?<!\p{L})(?:còn(?! (?:lại )?(?:cao|thấp))|chuyển (?:sang )?kỳ sau|tồn"
    r"|(?:đang|chưa) (?:được )?(?:giải quyết|xử lý|thi hành|xem xét|xác minh|thẩm định|thực hiện|giải ngân|thu hồi))"
    r"(?!\p{L})[^,;.:()\d]{0,40}:?[ ]*$"
)
_DONE = compiled(
    r"(?<!\p{L})(?:đã|được|kết quả|giải quyết|xử lý|hoàn thành|thực hiện|trả|thi hành xong|giải ngân)(?!\p{L})"
    r"[^;.:()\d]{0,40}:?[ ]*$"
)
_ALL = compiled(
    r"(?<!\p{L})(?:tiếp nhận|thụ lý|nhận|phát hiện|xảy ra|tổng số|tổng|phải|được giao|giao|toàn \p{L}+ có|có)(?!\p{L})"
    r"[^;.()\d]{0,40}:?[ ]*$"
)
_OUTCOME = compiled(
    r"(?<!\p{L})(?:xử phạt|xử lý|khởi tố|chuyển|trả lại|trả|đình chỉ|rút|hủy|giải quyết|hòa giải|thi hành|thu hồi|cấp)"
    r"(?!\p{L})[^,;.()\d]{0,40}$"
)
_BACK = 24  # figures before what is left among which the other two are sought
_CHANCE = Decimal(10)
_NEAR = 20  # a rest that is off by one of so many is wrong and not another one
_TELLING = Decimal(100)  # a greater number is the sum of two others by no chance
_LITTLE = Decimal("0.03")


def left_over_links(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """A breakdown of all into what is done and what is left, for each remainder that no breakdown names."""
    parts = {part for link in links if link.type == "breakdown" for part in link.parts}
    inner = parts | {part for link in links if link.type == "subset" and link.cue for part in link.parts}
    for n, rest in enumerate(figures):
        if rest.figure_id in parts or rest.change or rest.table or rest.kind == "percent" or not rest.unit:
            continue
        cue = _REST.search(text, max(rest.sentence_start, rest.char_start - 60), rest.char_start)
        if not cue:
            continue
        before = [
            figure
            for figure in figures[max(0, n - _BACK) : n]
            if figure.section_id == rest.section_id and figure.footnote == rest.footnote and not figure.change
            and figure.kind == rest.kind and same_unit(figure.unit, rest.unit) and figure.quantity.of is None
        ]  # fmt: skip
        found = _several(before, rest, text, parts) or _pair(before, rest, text, inner)
        if found:
            everything, done = found
            names = tuple(figure.figure_id for figure in (*done, rest))
            yield Link("breakdown", everything.figure_id, names, cue[0].strip(" :"), "stated")


_Found = tuple[Figure, Sequence[Figure]]  # all, and what is done of it


def _pair(before: Sequence[Figure], rest: Figure, text: str, inner: set[str]) -> _Found | None:
    """All and what is done of it: the nearest ones that fit, else the last ones where a slip keeps them from it."""
    last: _Found | None = None
    for at in range(len(before) - 1, 0, -1):
        done = before[at]
        said = bool(_DONE.search(text, max(done.sentence_start, done.char_start - 60), done.char_start))
        for everything in reversed(before[:at]):
            left = everything.quantity.value - done.quantity.value
            together = everything.sentence_start == done.sentence_start == rest.sentence_start
            if together and said and left == rest.quantity.value:  # "đường dài 12,4 km đã thảm 7,6 km, còn lại 4,8 km"
                return everything, [done]
            if not _ALL.search(text, max(everything.sentence_start, everything.char_start - 60), everything.char_start):
                continue
            if left == rest.quantity.value and (said or everything.quantity.value >= _TELLING):
                return everything, [done]
            near = abs(left - rest.quantity.value) * _NEAR <= rest.quantity.value
            slip = min(left, rest.quantity.value) >= _CHANCE and (near or is_slip(left, rest.quantity.value))
            slip = slip and "\n" not in text[done.char_start : rest.char_start]
            if said and last is None and slip and everything.figure_id not in inner:
                last = everything, [done]
    return last


def _several(before: Sequence[Figure], rest: Figure, text: str, inner: set[str]) -> _Found | None:
    """ "Phát hiện 38 vụ. Đã xử phạt 35 vụ; chuyển Hạt Kiểm lâm 01 vụ; còn 02 vụ": all that was done with them.

    Semicolons set them side by side: of "giải quyết 900 hồ sơ, chuyển 20 hồ sơ" one may be some of the other.
    """
    outer = [figure for figure in before if figure.figure_id not in inner]
    for at in range(len(outer) - 3, -1, -1):
        everything, done = outer[at], outer[at + 1 :]
        if not _ALL.search(text, max(everything.sentence_start, everything.char_start - 60), everything.char_start):
            continue
        made = rest.quantity.value + sum(figure.quantity.value for figure in done)
        if made == everything.quantity.value:
            return everything, done
        apart = all(";" in text[one.char_end : other.char_start] for one, other in pairwise([*done, rest]))
        near = abs(everything.quantity.value - made) <= _LITTLE * everything.quantity.value
        slip = everything.quantity.value >= _TELLING and is_slip(made, everything.quantity.value)
        fits_two = any(figure.quantity.value + rest.quantity.value == everything.quantity.value for figure in done)
        meant = all(_said_done(figure, text) for figure in done) and (near or slip) and (apart or not fits_two)
        return (everything, done) if meant else None
    return None


def _said_done(figure: Figure, text: str) -> bool:
    return bool(_OUTCOME.search(text, max(figure.sentence_start, figure.char_start - 50), figure.char_start))
