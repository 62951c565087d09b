"""Bytes of a text file as Unicode text: by byte order mark, as UTF-8, else by which encoding reads as Vietnamese."""

from __future__ import annotations

import codecs
import re
import unicodedata

from extract.document import UnreadableError
from extract.legacy import convert, decode, evidence, is_syllable

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_NAMES = {"cp1258": "Windows-1258", "tcvn3": "TCVN3 (ABC)", "vni": "VNI-Windows", "viscii": "VISCII"}
_SAMPLE = 200_000
_ENOUGH = 0.6  # of the words beyond ASCII must be Vietnamese
_BINARY = re.compile(b"[\x00\x01\x03\x04\x07\x0e-\x13\x15-\x18\x1a\x1b\x7f]")
_UNASSIGNED = {0xDC00 + byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_HATS = re.compile(r"[aeo]\^|[uo]\+|a\(|dd|d-", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and warnings. UnreadableError when no encoding gives text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff"), []
            except UnicodeDecodeError as error:
                raise _unknown() from error
    if name := _without_mark(data):
        return data.decode(name, "replace"), []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    if _BINARY.search(data):
        raise _binary()
    if data.isascii() and _is_viqr(text[:_SAMPLE]):
        return decode(text, "viqr"), ["Văn bản dùng bảng mã VIQR; đã chuyển sang Unicode."]
    lines = text.split("\n")
    unicode = convert(lines, [""] * len(lines))  # text of a legacy font that was saved as UTF-8
    if unicode != lines:
        return "\n".join(unicode), ["Văn bản dùng bảng mã cũ trong tệp UTF-8; đã chuyển sang Unicode."]
    return text, []


def _is_viqr(text: str) -> bool:
    """Whether ASCII text is full of letters with hats, which then are Vietnamese."""
    hats = len(_HATS.findall(text))
    return hats >= 10 and hats >= len(text.split()) / 5 and _spelt(decode(text, "viqr")) >= _ENOUGH


def _without_mark(data: bytes) -> str:
    """UTF-16 without a byte order mark shows by the zero bytes of its ASCII characters."""
    head = data[:4000]
    if len(head) < 8 or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) / 8 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) / 8 and odd == 0 else ""


def _legacy(data: bytes) -> tuple[str, list[str]]:
    if b"\x00" in data:
        raise _binary()
    head = data[:_SAMPLE]
    latin = _latin(head)
    scores = {name: _share(*evidence(latin, name)) for name in ("tcvn3", "vni")}
    scores["viscii"] = _spelt(decode(head.decode("latin-1"), "viscii"))
    scores["cp1258"] = _spelt(unicodedata.normalize("NFC", head.decode("cp1258", "replace")))
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _ENOUGH:
        damaged = head.decode("utf-8", "replace")
        if damaged.count("\ufffd") < len(damaged) / 1000 and _spelt(damaged) >= _ENOUGH:
            text = data.decode("utf-8", "replace")
            return text, [f"Có {text.count(chr(0xFFFD))} ký tự hỏng trong tệp UTF-8, được thay bằng \ufffd."]
        raise _unknown()
    warning = f"Văn bản dùng bảng mã {_NAMES[best]}; đã chuyển sang Unicode."
    if best == "cp1258":
        return data.decode("cp1258", "replace"), [warning]
    return decode(data.decode("latin-1") if best == "viscii" else _latin(data), best), [warning]


def _latin(data: bytes) -> str:
    """Windows-1252 as fonts of that time have it; the five bytes it leaves empty as Latin-1."""
    return data.decode("cp1252", "surrogateescape").translate(_UNASSIGNED)


def _share(valid: int, words: int) -> float:
    return valid / words if words else 0.0


def _spelt(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return _share(sum(is_syllable(word) for word in words), len(words))


def _binary() -> UnreadableError:
    return UnreadableError("đọc văn bản", "Tệp chứa dữ liệu nhị phân, không phải văn bản; hãy gửi lại tệp gốc.")


def _unknown() -> UnreadableError:
    return UnreadableError(
        "đọc văn bản", "Không nhận ra bảng mã của tệp văn bản; hãy lưu lại tệp theo Unicode (UTF-8) rồi gửi lại."
    )
