"""What branches off a paragraph: alternatives for other programs, text boxes of drawings, content that is not read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.docx.styles import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ALTERNATE, CHOICE = _MC + "AlternateContent", _MC + "Choice"
DRAWINGS = {W + "drawing", W + "pict", W + "object"}
_UNREAD = {"chart": "biểu đồ", "diagram": "sơ đồ SmartArt"}


def chosen(alternate: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent that is read: the first choice that holds something, else the fallback."""
    for branch in (*alternate.iterchildren(CHOICE), *alternate.iterchildren(_MC + "Fallback")):
        if len(branch):
            return branch
    return alternate


def boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, outermost only, each once."""
    for child in parent:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == ALTERNATE:
            yield from boxes(chosen(child))
        elif len(child):
            yield from boxes(child)


def unread(drawing: etree._Element) -> set[str]:
    """What a drawing holds that is not read, in Vietnamese."""
    found = {"đối tượng nhúng"} if drawing.tag == W + "object" else set()
    for data in drawing.iter(_A + "graphicData"):
        kind = (data.get("uri") or "").rpartition("/")[2]
        if kind in _UNREAD:
            found.add(_UNREAD[kind])
    return found
