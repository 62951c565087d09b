"""The report's own number and day in its letterhead: "Số: 412/BC-UBND", "Số 123-BC/HU", blank "Số:      /BC-UBND"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document
from patterns.compiled import compiled
from patterns.structure.written_date import DAY, iso

HEAD = 25  # blocks in which a letterhead may stand
_OWN = compiled(
    r"(?:^|(?<=[ ]))(?i:Số)[ ]?:?[ ]?(?P<number>(?:\d{1,5}[a-zđ]?)?[ ]?[.…_]*[ ]?[-–/][ ]?"
    r"(?:\d{4}[ ]?/[ ]?)?[A-ZĐÐƯ][\p{L}\d]*(?:[ ]?[-–/.&][ ]?[A-ZĐÐƯ][\p{L}\d]*)*)(?P<rest>.*)",
)
# The whole line is the number, or it goes on with the place and date of the right column.
_REST = compiled(r"[ ]*(?:\[\^.*|$|\p{Lu}[\p{L}'’ ]*(?:[ ]-[ ][\p{L} ]+)?,?[ ]+ngày\b.*)")

# "Tam Đường, ngày 15 tháng 12 năm 2023"; day and month may be left blank.
PLACE_DATE = compiled(
    rf"(?P<place>\p{{Lu}}[\p{{L}}'’]*(?:[ -]+[\p{{L}}'’]+){{0,6}}?)?[ ]?,?[ ]?ngày[ ]*"
    rf"(?:{DAY}|[\d.…_ ]*tháng[ ]*[\d.…_ ]*năm[ ]*[\d.…_]*)"
)


def own_number(document: Document) -> tuple[int, int]:
    """Where the report's own number stands in its head; (0, 0) where it has none."""
    for start, line in _head(document):
        if (found := _OWN.match(line)) and _REST.match(found["rest"]):
            return start + found.start("number"), start + found.end("number")
    return 0, 0


def own_date(document: Document) -> str:
    """The day in the report's head, ISO 8601; "" where it has none."""
    return next((iso(found) for _, line in _head(document) if (found := PLACE_DATE.search(line))), "")


def _head(document: Document) -> Iterator[tuple[int, str]]:
    """The lines above the title with where they begin."""
    for block in document.blocks[:HEAD]:
        line = document.text[block.start : block.end]
        if line.upper().startswith(("BÁO CÁO", "PHẦN", "KÍNH GỬI")):
            return
        if block.kind == "paragraph":
            yield block.start, line
