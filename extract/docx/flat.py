"""Flat OPC ("Word XML Document"): a Word file as one XML text, in which each part of the package is an element."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from lxml import etree

from extract.docx.archive import parse
from extract.limits import Limits

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def packed(data: bytes, limits: Limits) -> bytes:
    """The same file as a package, in memory. UnreadableError where the XML is broken or beyond the limits."""
    parts: dict[str, bytes] = {}
    for part in parse(data, limits).iterchildren(_PKG + "part"):
        name = (part.get(_PKG + "name") or "").lstrip("/")
        content, binary = part.find(_PKG + "xmlData"), part.find(_PKG + "binaryData")
        if content is not None and len(content):
            parts[name] = etree.tostring(content[0], encoding="utf-8", with_tail=False)
        elif binary is not None:
            try:
                parts[name] = base64.b64decode(binary.text or "")
            except (binascii.Error, ValueError):  # a picture, mostly: what is asked for and missing is told later
                continue
    limits.check("archive_members", len(parts))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content_of in parts.items():
            archive.writestr(name, content_of)
    return buffer.getvalue()
