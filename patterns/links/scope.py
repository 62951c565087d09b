"""What the walk keeps while it goes: the scopes that cues open, and the bracket levels that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field


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
