"""The end of a report: where recipients and signature begin, and who signed as what."""

from __future__ import annotations

import csv
from bisect import bisect_left
from pathlib import Path

from extract.document import Block, Document
from patterns.compiled import compiled

_ROLES = [
    row["role"] for row in csv.DictReader((Path(__file__).parents[1] / "lexicon" / "roles.csv").open(encoding="utf-8"))
]
_ROLE = "|".join(sorted((role.replace("ỦY", "(?:ỦY|UỶ)") for role in _ROLES), key=len, reverse=True))
# "T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. CHỦ TỊCH", "TUQ. …", "Q. GIÁM ĐỐC".
AUTHORITY = r"(?:T/M|TM|K/T|KT|T/L|TL|TUQ|T/UQ|Q)(?:\.[ ]?|[ ])(?=[\p{Lu}]{2,})"
# A line of the signature: who signs for whom, and as what. "Nơi nhận" begins the recipients. Two columns that were read
# as one line keep the left one before it ("- Lưu: VT. PHÓ CHỦ TỊCH").
ROLE_LINE = compiled(rf"(?:^|(?<=[;.,:/][ ]))(?P<role>(?:{_ROLE})(?:[ ,-]+[\p{{Lu}}\d]+){{0,12}})(?:\[\^.*)?$")
AUTHORITY_LINE = compiled(rf"(?:^|(?<=[;.,:/][ ]))(?P<by>{AUTHORITY})(?P<body>[\p{{Lu}}\d ,./-]+)$")
_RECIPIENTS = compiled(r"N(?:ơi nhận|ƠI NHẬN)[ ]?(?::|$|[ ]\p{Lu}{2})")
_TAIL = 40  # paragraphs at the end of the body in which a bare role line may begin the signature
_NEAR = 12  # paragraphs between the signature and the recipients, whichever column was read first


def body_end(document: Document) -> int:
    """Where the body ends and the notes begin."""
    return min((note.label_start for note in document.notes), default=len(document.text))


def closing_start(document: Document) -> int:
    """Where the closing block (recipients, signature) begins; the end of the body where there is none.

    The last one counts: a file may begin with a covering letter that is signed too.
    """
    text = document.text
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    recipients, signed = -1, []
    for position, block in enumerate(paragraphs):
        first = text[block.start]
        if first == "N" and _RECIPIENTS.match(text, block.start, block.end):
            recipients = position
        elif first in "TKQ" and AUTHORITY_LINE.match(text[block.start : block.end]):
            signed.append(position)
    last = recipients if recipients >= 0 else (signed[-1] if signed else -1)
    if last >= 0:
        return paragraphs[min([last, *(at for at in signed if last - _NEAR <= at)])].start
    for block in paragraphs[-_TAIL:]:
        if ROLE_LINE.match(text[block.start : block.end]):
            return block.start
    return body_end(document)


def paragraphs_from(document: Document, offset: int) -> list[Block]:
    """The paragraphs of the body that begin at the offset or later."""
    at = bisect_left(document.blocks, offset, key=lambda block: block.start)
    return [block for block in document.blocks[at:] if block.kind == "paragraph"]
