"""How a report answers an outline, as the tables show it. Light to load: most reports are read without an outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from corpus.outline.tree import Item
    from patterns.claims import Section

Status = Literal["present", "partial", "missing"]


@dataclass(frozen=True, slots=True)
class Answers:
    """`section_of`: the section that an item's own heading stands over; `item_of`: the item that a section answers."""

    section_of: Mapping[str, Section] = field(default_factory=dict)
    item_of: Mapping[str, Item] = field(default_factory=dict)


UNASKED = Answers()
"""Of a report without an outline."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a report answers an item (`requirement` "") or one thing that the item asks for."""

    outline_item: str
    item_path: str
    requirement: str
    status: Status
    section_id: str
    evidence: str
    figure_ids: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Path and name of the item, for people."""
        named = self.outline_item.startswith(self.item_path)
        return self.outline_item if named else f"{self.item_path}. {self.outline_item}"


def gaps(rows: Sequence[Coverage]) -> tuple[str, ...]:
    """The items that are missing, for people; what stands below a missing item is missing with it."""
    missing = {row.item_path: row for row in rows if row.status == "missing" and not row.requirement}
    return tuple(row.where for path, row in missing.items() if path.rpartition(" > ")[0] not in missing)
