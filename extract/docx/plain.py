"""Plain paragraphs, read in one pass over a whole story: most of a report's are, those of its tables nearly all.

lxml visits chosen elements of a tree many times faster than a walk from child to child. What is no plain paragraph -
changes, fields, notes, boxes, formulas, content controls - is left to the walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.docx.shapes import ALTERNATE, DRAWINGS
from extract.docx.styles import VAL, Setting, Styles, W

_P, _R, _T, _VANISH = W + "p", W + "r", W + "t", W + "vanish"
_STYLE, _JUSTIFY, _OUTLINE = W + "pStyle", W + "jc", W + "outlineLvl"
_NUMBERS, _LEVEL, _LIST = W + "numPr", W + "ilvl", W + "numId"
FIXED = {W + name: " " for name in ("tab", "br", "cr", "ptab")}
FIXED |= {W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}  # in TCVN3 that is ư; else the builder drops it
_LOOKS = {W + name for name in ("rStyle", "rFonts", "b", "vertAlign", "position", "vanish", "caps")}
_ENDS = {W + name for name in ("tbl", "tr", "tc", "sdt", "sectPr")}
_SETTINGS = {_STYLE, _JUSTIFY, _OUTLINE, _NUMBERS, _LEVEL, _LIST}
_VISITED = (_P, _R, _T, *_SETTINGS, *FIXED, *_LOOKS, *_ENDS)
_OTHER = [
    *(W + name for name in ("ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange", "hyperlink", "smartTag")),
    *(W + name for name in ("customXml", "dir", "bdo", "sdt", "ruby", "fldSimple", "fldChar", "instrText", "sym")),
    *(W + name for name in ("footnoteReference", "endnoteReference", "pgNum", "txbxContent")),
    ALTERNATE,
    *DRAWINGS,
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}*",
]


@dataclass(slots=True)
class PlainParagraph:
    """What a paragraph says of itself, by tag; its texts, each with the properties of its run."""

    said: dict[str, str | None] = field(default_factory=dict)
    texts: list[tuple[str, list[etree._Element]]] = field(default_factory=list)

    def setting(self, styles: Styles) -> Setting:
        """Its properties with those of its style."""
        said = self.said
        numbers = (said.get(_LIST) or "", said.get(_LEVEL) or "") if _NUMBERS in said else None
        return styles.laid_over(said.get(_STYLE), said.get(_JUSTIFY), said.get(_OUTLINE), numbers)


def plain_paragraphs(story: etree._Element) -> dict[etree._Element, PlainParagraph]:
    """The plain paragraphs below an element."""
    found: dict[etree._Element, PlainParagraph] = {}
    other = set(_others(story))
    made: PlainParagraph | None = None
    looks: list[etree._Element] | None = None  # the properties of the run; None before the first
    for item in story.iter(*_VISITED):
        tag = item.tag
        if tag == _P:
            made = None if item in other else PlainParagraph()
            looks = None
            if made is not None:
                found[item] = made
                paragraph = item
        elif made is None:
            continue
        elif tag == _R:
            looks = []
        elif tag in _ENDS:
            made = None
        elif looks is None:
            if tag in _SETTINGS:
                made.said[tag] = item.get(VAL)
            elif tag == _VANISH:  # on the paragraph's mark
                del found[paragraph]
                made = None
        elif tag in _LOOKS:
            looks.append(item)
        elif tag == _T:
            if item.text:
                made.texts.append((item.text, looks))
        elif tag in FIXED:
            made.texts.append((FIXED[tag], looks))
    return found


def _others(story: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that hold something else, and those inside what they hold."""
    for item in story.iter(*_OTHER):
        yield from item.iterancestors(_P)
        if len(item):
            yield from item.iter(_P)
