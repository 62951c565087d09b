"""What the walk keeps while it goes: the scopes that cues open, and the bracket levels that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from patterns.claims import Figure
from patterns.compiled import compiled

_OF_ALL = compiled(r"(?:^|[,:] ?)(?:trong|trên) (?:tổng )?số[ ]*$")
_LIST = 3  # parts with commas between them that are a list


@dataclass(slots=True)
class Scope:
    """What opened it, the figures that it may break down, and the parts found for each."""

    kind: str  # bracket, cue, colon, list, note, resolved
    cue: str
    wholes: list[int]
    through: bool = False  # goes on over semicolons
    parts: dict[int, list[int]] = field(default_factory=dict)
    loose: list[int] = field(default_factory=list)  # figures in the scope that fit no whole
    sorts: bool = False  # names a dimension: "phân theo độ tuổi: …, …, …; có 19 đối tượng" ends where its commas do

    def passes_semicolon(self) -> bool:
        """Takes note of a semicolon; false where it ends the scope."""
        if self.sorts and any(len(parts) > 1 for parts in self.parts.values()):
            return False
        self.sorts = False  # its items are parted by semicolons
        return self.through


@dataclass(slots=True)
class Level:
    """A bracket level: the figures of its segment, of its sentence and of the one before, the scopes opened on it."""

    segment: list[int] = field(default_factory=list)
    rateable: list[int] = field(
        default_factory=list
    )  # the segment's figures and changes, of which a percent may be said
    sentence: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)  # "trong tổng số 172 vụ việc": of what others are counted
    changed: bool = False  # the last figure is a change
    sorts: bool = False  # the sentence breaks down the one before: "Phân theo cấp: …"
    scopes: list[Scope] = field(default_factory=list)


def counts_all(figure: Figure, lower: str) -> bool:
    """ "Trong tổng số 2.186 trường hợp vi phạm có 438 …; 67 …": the rest of the sentence counts some of them."""
    before = lower[figure.sentence_start : figure.char_start]
    return "số" in before and _OF_ALL.search(before) is not None


def list_ends(scope: Scope, figures: Sequence[Figure], lower: str, semicolon: int) -> bool:
    """ "4.418 hội viên: Nông dân 1.216, Phụ nữ 1.507, …, 922; phát triển mới 126": the list ends at the semicolon.

    So it does where what has come of it follows: "trong đó: tỉnh 85 tỷ đồng; huyện 20 tỷ đồng; đã giải ngân 92".
    """
    parts = [n for some in scope.parts.values() for n in some]
    first = figures[min(parts)] if parts else None
    if first is None:
        return False
    if len(parts) > 1 and lower.startswith(" đã ", semicolon + 1):
        return " đã " not in lower[max(first.sentence_start, first.char_start - 40) : first.char_start]
    listed = scope.kind == "colon" and len(parts) >= _LIST
    return listed and ";" not in lower[first.char_end : semicolon]
