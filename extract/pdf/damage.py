"""Signs that a PDF is damaged although pdfium opens it: pdfium mends what it can and says nothing."""

from __future__ import annotations

import re
import zlib

_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TAIL = 2048  # bytes at the end in which a whole file has its trailer
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_STREAM = re.compile(rb">>\s{0,2}stream\r?\n")
_DICTIONARY = 600  # bytes before a stream in which its dictionary stands
_OTHER = re.compile(rb"/Image|/DecodeParms|/Filter\s*\[[^\]]*/[^\]]*/|/Crypt")
_MOST_UNPACKED = 100_000_000  # bytes of one file that are looked through
_PIECE = 1 << 20


def damage(data: bytes) -> str | None:
    """A Vietnamese sentence that says what is damaged and may be missing, None for a sound file."""
    tail = _STARTXREF.search(data[-_TAIL:])
    if tail is None or not _is_xref(data, int(tail.group(1))):
        return (
            "Tệp PDF hỏng hoặc thiếu phần cuối, đã dựng lại những trang còn thấy: có thể thiếu trang, "
            "hãy đối chiếu với bản gốc."
        )
    if b"/Encrypt" not in data and _has_broken_stream(data):
        return "Trong tệp PDF có dữ liệu nén bị hỏng: có thể thiếu chữ, hãy đối chiếu với bản gốc."
    return None


def _is_xref(data: bytes, offset: int) -> bool:
    """A cross-reference table or stream begins there; the header may be preceded by other bytes."""
    shift = max(0, data[:1024].find(b"%PDF-"))
    return offset < len(data) and any(_XREF.match(data, start) for start in (offset, offset + shift))


def _has_broken_stream(data: bytes) -> bool:
    """A packed stream does not unpack to its end. Pictures are not looked at."""
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(data):
        dictionary = data[max(0, found.start() - _DICTIONARY) : found.start()]
        dictionary = dictionary[dictionary.rfind(b"obj") :]
        if b"/FlateDecode" not in dictionary or _OTHER.search(dictionary):
            continue
        end = data.find(b"endstream", found.end())
        unpacker = zlib.decompressobj()
        packed = data[found.end() : end if end >= 0 else len(data)]
        try:
            while packed and not unpacker.eof and left > 0:
                left -= len(unpacker.decompress(packed, _PIECE))
                packed = unpacker.unconsumed_tail
        except zlib.error:
            return True
        if left <= 0:
            return False
        if not unpacker.eof:
            return True
    return False
