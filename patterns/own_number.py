"""The report's own number in its letterhead: "Số: 412/BC-UBND", "Số 123-BC/HU", left blank "Số:      /BC-UBND"."""

from __future__ import annotations

import regex

from extract.document import Document

HEAD = 25  # blocks in which a letterhead may stand
_OWN = regex.compile(
    r"(?:^|(?<=[ ]))(?i:Số)[ ]?:?[ ]?(?P<number>(?:\d{1,5}[a-zđ]?)?[ ]?[.…_]*[ ]?[-–/][ ]?"
    r"(?:\d{4}[ ]?/[ ]?)?[A-ZĐÐƯ][\p{L}\d]*(?:[ ]?[-–/.&][ ]?[A-ZĐÐƯ][\p{L}\d]*)*)(?P<rest>.*)",
)
# The whole line is the number, or it goes on with the place and date of the right column.
_REST = regex.compile(r"[ ]*(?:\[\^.*|$|\p{Lu}[\p{L}'’ ]*(?:[ ]-[ ][\p{L} ]+)?,?[ ]+ngày\b.*)")


def own_number(document: Document) -> tuple[int, int]:
    """Where the report's own number stands in its head; (0, 0) where it has none."""
    text = document.text
    for block in document.blocks[:HEAD]:
        if block.kind != "paragraph":
            continue
        line = text[block.start : block.end]
        if line.upper().startswith(("BÁO CÁO", "PHẦN", "KÍNH GỬI")):
            break
        if (found := _OWN.match(line)) and _REST.match(found["rest"]):
            return block.start + found.start("number"), block.start + found.end("number")
    return 0, 0
