"""What the patterns make of a document: the plain data that go from room to room. Field names are the columns'."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def plain(cls: type[_T]) -> type[_T]:
    """A frozen dataclass that mypy alone keeps frozen: where there are many, to guard each field takes most time."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


MentionClass = Literal[
    "figure",
    "date",
    "period",
    "citation",
    "section_label",
    "footnote_mark",
    "ordinal",
    "name",
    "page_number",
    "other",
]
Kind = Literal["count", "percent", "money", "area", "length", "mass", "volume", "other"]


@plain
class Quantity:
    """A number as it is written, in base units; `step` is the worth of its last digit (or of its scale word)."""

    value: Decimal
    step: Decimal
    value_max: Decimal | None = None
    of: Decimal | None = None


@plain
class Mention:
    """A number expression of the text: `document.text[start:end]`, in exactly one class."""

    start: int
    end: int
    cls: MentionClass
    rule: str
    quantity: Quantity | None = None  # of class `figure`
    unit: str = ""  # of class `figure`, where the expression itself holds its unit ("88,5%", "80 triệu đồng", "12 ha")
    kind: Kind = "count"
    unit_end: int = 0  # end of the unit's words where they stand behind the number, else `end`


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. `text[char_start:char_end]` is the section with its heading and all below it."""

    section_id: str  # "s1", "s2" … in reading order
    parent_id: str  # "" for an outermost section
    level: int  # 1 = outermost
    label: str  # as printed, without the closing dot or bracket
    title: str
    path: str  # labels, joined by " > "
    char_start: int
    char_end: int
    label_end: int  # end of the label as printed, with its dot or bracket
    title_start: int
    title_end: int  # end of the heading's own line or of the run-in title


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the report says of itself; empty strings where it does not say. Dates are ISO 8601."""

    issuer: str = ""
    level: str = ""  # xã, huyện, tỉnh, trung ương
    area: str = ""
    parent_area: str = ""
    number_symbol: str = ""
    place: str = ""
    date: str = ""
    title: str = ""
    period_start: str = ""
    period_end: str = ""
    signatory: str = ""
    signer_role: str = ""
    number_span: tuple[int, int] = (0, 0)  # where the report's own number stands
    title_span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the report refers to; `text[char_start:char_end] == raw`."""

    type: str
    number_symbol: str
    date: str  # ISO 8601 or ""
    issuer: str
    title: str
    raw: str
    char_start: int
    char_end: int


@plain
class Figure:
    """A claimed figure. `text[char_start:char_end] == raw`; values in base units."""

    figure_id: str
    char_start: int
    char_end: int
    raw: str
    sentence: str
    sentence_start: int
    rule: str
    quantity: Quantity
    kind: Kind
    unit: str
    approx: str = ""  # more_than, nearly, about, at_least, at_most
    change: str = ""  # increase, decrease
    baseline: str = ""
    target: bool = False  # a plan, target or quota and no result
    indicator: str = ""
    actor: str = ""
    place: str = ""
    period_start: str = ""
    period_end: str = ""
    section_id: str = ""
    section_path: str = ""
    footnote: str = ""  # label of the note it stands in
    table: int = 0  # number of the table it stands in, 0 = none
    footnote_refs: tuple[str, ...] = ()
    part_of: str = ""
    rate_of: str = ""


_AT = {field.name: n for n, field in enumerate(fields(Figure))}
_values = attrgetter(*_AT)


def changed(figure: Figure, **new: Any) -> Figure:
    """`dataclasses.replace` of a figure, in a third of its time: every figure is replaced once or twice."""
    values = list(_values(figure))
    for name, value in new.items():
        values[_AT[name]] = value
    return Figure(*values)


@plain
class Link:
    """What the wording says of several figures, for the audit to compute. Ids are figure_ids.

    breakdown  `whole` is broken down into `parts`; `exhaustive` says whether the wording claims to name all of them
    rate       `whole` is the percent that states the rate of parts[0] in parts[1] (or of parts[0]'s own a/b)
    subset     parts[0] is some of `whole` (resolved of received)
    same       `whole` and `parts` state the same claim; `exhaustive` is "open" where the words leave that open
    movement   `whole` is what parts[0] has become after the other parts came (multiplier 1) and went (-1)
    change     `whole` is the stated change between the levels parts[0] (now) and parts[1] (then)
    list       `whole` counts the things that the text then names; `named` is how many it names
    """

    type: Literal["breakdown", "rate", "subset", "same", "movement", "change", "list"]
    whole: str
    parts: tuple[str, ...]
    cue: str  # the words of the report that say so
    exhaustive: Literal["stated", "likely", "open"] = "open"
    whole_field: Literal["value", "of"] = "value"
    multipliers: tuple[int, ...] = ()  # one a part where a part counts several times ("mỗi đoàn thể 01 cuộc") or goes
    named: int = 0


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one report claims."""

    letterhead: Letterhead
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    links: tuple[Link, ...]
