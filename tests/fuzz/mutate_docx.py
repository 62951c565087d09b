"""Word files with faults of content: parts lost, doubled and renamed, elements and attributes that make no sense."""

from __future__ import annotations

import copy
import io
import warnings
import zipfile
from random import Random

from lxml import etree

from fuzz.mutate import damaged

_VALUES = (
    "",
    "0",
    "-1",
    "1",
    "2147483648",
    "99999999999999999999",
    "true",
    "none",
    "🂡",
    "\u200f",
    "1.5",
    "NaN",
    "x" * 5000,
)
_NAMES = (
    "document",
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "fldChar",
    "footnoteReference",
)
_NAMES += ("hyperlink", "pict", "txbxContent", "numPr", "pPr", "rPr", "vMerge", "gridSpan", "sym", "altChunk", "body")
_TARGETS = ("../../../etc/passwd", "/word/document.xml", "file:///etc/passwd", "http://example.invalid/a.xml", "", "..")
_TARGETS += (
    "document.xml",
    "footnotes.xml",
    "%2e%2e/%2e%2e/x.xml",
    "styles.xml#a",
    "\\\\host\\share\\a.xml",
    "x" * 3000,
)
_TEXTS = (
    "",
    " ",
    "\u0000"[:0],
    "9" * 400,
    "1.2.3.4,5",
    "[^1]",
    "[^",
    "12/13/14/15",
    "năm " * 40,
    "=1+1",
    "\u0301" * 50,
)
_TEXTS += (
    "XVIII. " * 30,
    "100%" * 50,
    "½¼²³¹",
    "٣٤٥",
    "１２",
    "0,0000000001",
    "(tăng (giảm (trong đó: 1; 2; 3",
    "\ufffe"[:0],
)


def mutated(data: bytes, chance: Random) -> bytes:
    """The file with some fault, in its bytes or in what it says."""
    if chance.random() < 0.25:
        return damaged(data, chance)
    members = _members(data)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(members))
        kind = chance.random()
        if kind < 0.1:
            members[name] = damaged(members[name], chance)
        elif kind < 0.15 and len(members) > 1:
            del members[name]
        elif kind < 0.2:
            members[chance.choice((name + "x", name.upper(), "/" + name, "../" + name, name[1:] or "y"))] = members.pop(
                name
            )
        elif kind < 0.25:
            members[name] = members[chance.choice(sorted(members))]
        elif kind < 0.28:
            members[name] = members[name].decode("utf-8", "replace").replace("UTF-8", "UTF-16").encode("utf-16")
        else:
            members[name] = _element_fault(members[name], chance)
    doubled = chance.choice(sorted(members)) if chance.random() < 0.05 else ""
    return _packed(members, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)), doubled)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes], method: int, doubled: str) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name that comes twice
        for name, content in members.items():
            archive.writestr(name, content)
        if doubled:
            archive.writestr(doubled, members[doubled][: len(members[doubled]) // 2])
    return buffer.getvalue()


def _element_fault(data: bytes, chance: Random) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return damaged(data, chance)
    for _ in range(chance.randint(1, 8)):
        elements = list(root.iter(etree.Element))
        _fault(chance.choice(elements), chance.choice(elements), chance)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _fault(element: etree._Element, other: etree._Element, chance: Random) -> None:
    parent = element.getparent()
    match chance.randrange(9):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(chance.choice((1, 2, 50))):
                parent.insert(parent.index(element), copy.deepcopy(element))
        case 2:
            element.append(copy.deepcopy(other))
        case 3 if element.attrib:
            name = chance.choice(sorted(element.attrib))
            element.set(name, chance.choice(_TARGETS if str(name) in ("Target", "Type") else _VALUES))
        case 4 if element.attrib:
            del element.attrib[chance.choice(sorted(element.attrib))]
        case 5:
            element.tag = etree.QName(etree.QName(element).namespace, chance.choice(_NAMES)).text
        case 6:
            element.text = chance.choice(_TEXTS)
        case 7 if parent is not None and other.getparent() is not None and element not in other.iterancestors():
            parent.append(copy.deepcopy(other))
        case _:
            inner = element
            for _ in range(chance.choice((1, 5, 40, 300))):
                inner = etree.SubElement(inner, inner.tag)
