"""Members of a Word file, by name, unpacked in memory and counted while they unpack. Nothing is written to disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from extract.document import UnreadableError
from extract.limits import Limits

_STAGE = "giải nén"
_HEADER = 30  # bytes of a local header before the name
_CHUNK = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FREE = 1 << 20  # the ratio is asked of what lies beyond the first megabyte: small members compress well
_DAMAGED = "Tệp Word bị hỏng hoặc chưa tải về đủ; hãy xin gửi lại tệp gốc."
_HUGE_TEXT = (
    "Một đoạn chữ trong tệp dài hơn 10 triệu byte, không báo cáo nào dài như vậy; hãy kiểm tra tệp rồi gửi lại."
)
Slim = Callable[[bytes], bytes]
# Strict OOXML says the same under other names: one reader serves both.
_STRICT = [
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"drawingml/main", b"drawingml/2006/main"),
]
# No comments and no instructions: neither is text, and without them the text of an element is one piece.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


class Archive:
    """The members of a ZIP file. Raises UnreadableError when it is damaged, encrypted or beyond the limits."""

    def __init__(self, data: bytes, limits: Limits, within: Archive | None = None) -> None:
        self._data, self._limits = data, limits
        self._within = within  # the file that this one is embedded in, to which its bytes are counted
        self._total = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise UnreadableError(_STAGE, _DAMAGED) from error
        names = self._zip.namelist()
        limits.check("archive_members", len(names), _STAGE)
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in names}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a member. KeyError when there is none of that name (names ignore case, as OPC says)."""
        info = self._zip.getinfo(self._names[name.lower()])
        if info.flag_bits & 1:
            raise UnreadableError(_STAGE, "Tệp được đặt mật khẩu; hãy bỏ mật khẩu trong Word rồi gửi lại.")
        packed = self._packed(info)
        inflate = zlib.decompressobj(-15) if info.compress_type else None
        size, chunks = 0, []
        more = True
        while more:  # what comes is counted, what is declared is not believed
            try:
                chunk = inflate.decompress(packed, _CHUNK) if inflate else packed
            except zlib.error as error:
                raise UnreadableError(_STAGE, _DAMAGED) from error
            packed = inflate.unconsumed_tail if inflate else b""
            size += len(chunk)
            self._limits.check("member_bytes", size, _STAGE)
            self._count(len(chunk))
            if size > _FREE:
                self._limits.check("compression_ratio", (size - _FREE) // info.compress_size, _STAGE)
            chunks.append(chunk)
            more = bool(packed) or (inflate is not None and len(chunk) == _CHUNK)
        data = b"".join(chunks)
        if zlib.crc32(data) != info.CRC:
            raise UnreadableError(_STAGE, _DAMAGED)
        return data

    def _count(self, size: int) -> None:
        self._total += size
        self._limits.check("archive_bytes", self._total, _STAGE)
        if self._within is not None:
            self._within._count(size)

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member as they lie in the file, behind its local header."""
        start = info.header_offset
        header = self._data[start : start + _HEADER]
        if len(header) < _HEADER or header[:4] != b"PK\x03\x04" or info.compress_type not in _METHODS:
            raise UnreadableError(_STAGE, _DAMAGED)
        start += _HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        return self._data[start : start + info.compress_size]

    def xml(self, name: str, slim: Slim | None = None) -> etree._Element:
        """The root element of an XML member, in transitional namespaces. KeyError when there is none of that name."""
        return parse(self.read(name), self._limits, slim)

    def related(self, part: str) -> dict[str, list[tuple[str, str]]]:
        """What a part refers to inside the file: last word of the relation's type → (id, name of the member)."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, list[tuple[str, str]]] = {}
        if rels not in self:
            return found
        for relation in self.xml(rels):
            if relation.get("TargetMode") == "External":  # never followed
                continue
            target = unquote(relation.get("Target") or "")
            name = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found.setdefault(kind, []).append((relation.get("Id") or "", name))
        return found


def parse(data: bytes, limits: Limits, slim: Slim | None = None) -> etree._Element:
    """The root of an XML document; UnreadableError when it is broken, has a DTD, or is beyond the limits. `slim` cuts
    out before what is not asked for."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace").lstrip("\ufeff")
        data = (text.partition("?>")[2] if text.startswith("<?xml") else text).encode()
    if b"<!DOCTYPE" in data[:4096]:
        raise _dtd()
    tags = data.count(b"<")
    limits.check("xml_nodes", tags // 2, "đọc văn bản")  # each element is closed, or is counted as half
    if slim is not None:
        data = slim(data)
    if b"purl.oclc.org/ooxml" in data:
        for strict, transitional in _STRICT:
            for quote in (b'"', b"'"):
                said = quote + b"http://purl.oclc.org/ooxml/" + strict + quote
                data = data.replace(said, quote + b"http://schemas.openxmlformats.org/" + transitional + quote)
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):  # libxml2 has a limit of its own
            limits.check("xml_depth", limits.xml_depth + 1, "đọc văn bản")
        if "XML_PARSE_HUGE" in str(error):  # a text of more than 10 MB in one piece
            raise UnreadableError("đọc văn bản", _HUGE_TEXT) from error
        raise UnreadableError("đọc văn bản", _DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _dtd()
    deepest = limits.xml_depth
    if tags > deepest and root.xpath("boolean(" + "/*" * (deepest + 1) + ")"):
        limits.check("xml_depth", deepest + 1, "đọc văn bản")
    return root


def _dtd() -> UnreadableError:
    return UnreadableError("đọc văn bản", "Tệp chứa khai báo DTD mà không tệp Word nào có; không đọc vì không an toàn.")
