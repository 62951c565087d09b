"""What nobody asks for is cut out of the XML of a part before it is parsed.

Most of a Word file says how text looks: parsing and passing over that takes longer than reading what the text says.
Only whole elements go, and only such as no module here looks at.
"""

from __future__ import annotations

import re

# What sets runs, paragraphs, cells and rows without saying anything, what marks places in them; a span of one column.
_SILENT = re.compile(
    rb"<w:(?:(?:s(?:z(?:Cs)?|pacing|hd|napToGrid)|i(?:Cs|nd)?|u|w|kern|lang|color|highlight|noProof|bCs|tcW|vAlign|noWrap"
    rb"|keep(?:Lines|Next)|contextualSpacing|widowControl|auto(?:SpaceDE|SpaceDN)|adjustRightInd"
    rb"|trHeight|cantSplit|tblHeader|bookmark(?:Start|End)|proofErr)(?: [^<>]*)?/>"
    rb'|gridSpan w:val="1"/>)'
)
_EMPTY = tuple(b"<w:" + name + b"></w:" + name + b">" for name in (b"rPr", b"pPr", b"tcPr", b"trPr"))


def slim_story(data: bytes) -> bytes:
    """The XML of a body or of notes without what is silent. What stands between two texts is looked through once: from
    cell to cell and from paragraph to paragraph it is mostly the same."""
    if b"<![CDATA[" in data:  # what looks like an element there is text
        return data
    seen: dict[bytes, bytes] = {}
    *pieces, last = data.split(b"</w:t>")
    kept = []
    for piece in pieces:
        markup, opening, text = piece.rpartition(b"<w:t")
        slimmed = seen.get(markup)
        if slimmed is None:
            slimmed = seen[markup] = _slimmed(markup)
        kept.append(slimmed + opening + text)
    return b"</w:t>".join([*kept, _slimmed(last)])


def _slimmed(markup: bytes) -> bytes:
    markup = _SILENT.sub(b"", markup)
    for empty in _EMPTY:
        markup = markup.replace(empty, b"")
    return markup


def slim_styles(data: bytes) -> bytes:
    """The XML of styles without the names of those that Word would offer, and how table styles set parts of tables."""
    return _cut(_cut(data, b"w:latentStyles"), b"w:tblStylePr")


def slim_theme(data: bytes) -> bytes:
    """The XML of a theme without how it fills shapes."""
    return _cut(data, b"a:fmtScheme")


def _cut(data: bytes, name: bytes) -> bytes:
    """The XML without the elements of that name that have attributes and content; they must not nest."""
    opening, closing = b"<" + name + b" ", b"</" + name + b">"
    before, *pieces = data.split(opening)
    kept = [before]
    for piece in pieces:
        inner, closed, after = piece.partition(closing)
        whole = not closed or inner.partition(b">")[0].endswith(b"/")
        kept.append(opening + piece if whole else after)
    return b"".join(kept)
