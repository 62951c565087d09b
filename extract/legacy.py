"""Vietnamese from before Unicode: TCVN3 (ABC), VNI-Windows and VISCII text, by font and by content, into Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

# Characters A1 to FF of TCVN 5712:1993 VN1, as the .Vn fonts draw them. Oracle: glibc `iconv -f TCVN5712-1`.
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậ"
    "èỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
# Bytes 80 to FF of VISCII 1.1 (RFC 1456), and the six letters that stand among the control characters.
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_LINE = re.compile(r"[^\n]+")
_SMALL = re.compile("[a-z]")
_SHOUTED = re.compile("[A-ZĂÂÊÔƠƯĐ]\\w*[A-ZĂÂÊÔƠƯĐ]")
_MOVED = re.compile("[\uf020-\uf0ff]")
_HIGH = re.compile("[\u00a1-\u00ff\uf0a1-\uf0ff]")
_LOOSE_TONE = re.compile(f"(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[{_TONES}]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|o[aăeo]|u[yâêơôa]|iê|yê|ươ|ưa|[iy]a|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnptiyou])?"
)
_TCVN3_FONT = re.compile(r"\.?vn(?!i)[a-z].*", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni\b.*", re.IGNORECASE)


# VIQR (RFC 1456): marks typed after the letter; a backslash before what is no mark.
_VIQR = re.compile(r"\\(.)|([dD])(?:-|(?<=d)d|(?<=D)[dD])|([aeouAEOU])([\^(+])([.'`?~]?)|([aeiouyAEIOUY])(['`?~.])")
_VIQR_MARKS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"} | dict(zip("'`?~.", _TONES, strict=True))


def _viqr(found: re.Match[str]) -> str:
    literal, crossed, hatted, hat, tone, vowel, only = found.groups()
    if literal:
        return literal
    if crossed:
        return "đ" if crossed == "d" else "Đ"
    letters = (hatted or vowel) + "".join(_VIQR_MARKS[mark] for mark in (hat, tone, only) if mark)
    return unicodedata.normalize("NFC", letters)


def _vni_pairs() -> dict[str, str]:
    """VNI-Windows: a vowel and a second character that carries its hat and tone (VNI Software, VNI-Windows table)."""
    plain = dict(zip("ùøûõï", _TONES, strict=True))
    hat = {"â": "\u0302"} | {mark: "\u0302" + tone for mark, tone in zip("áàåãä", _TONES, strict=True)}
    breve = {"ê": "\u0306"} | {mark: "\u0306" + tone for mark, tone in zip("éèúüë", _TONES, strict=True)}
    pairs = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}
    bases = [(base, base, plain) for base in "aeouy"] + [("ô", "ơ", plain), ("ö", "ư", plain)]
    bases += [(base, base, hat) for base in "aeo"] + [("a", "a", breve)]
    for written, base, marks in bases:
        for mark, accents in marks.items():
            pairs[written + mark] = unicodedata.normalize("NFC", base + accents)
    for written, letter in list(pairs.items()):
        pairs[written.upper()] = letter.upper()
        if len(written) == 2:  # shift was let go too early, or too late
            pairs[written[0].upper() + written[1]] = letter.upper()
            pairs[written[0] + written[1].upper()] = letter
    return pairs


def _vni(found: re.Match[str]) -> str:
    written = found[0]
    return _VNI.get(written) or "".join(_VNI.get(letter, letter) for letter in written)


_VNI = _vni_pairs()
_VNI_MARKS = "".join({written[1] for written in _VNI if len(written) == 2})
_VNI_ALONE = "".join(written for written in _VNI if len(written) == 1)  # letters that need no mark to be others
_VNI_TEXT = re.compile(f"[{''.join({written[0] for written in _VNI})}][{_VNI_MARKS}]|[{_VNI_ALONE}]")
_TCVN3_TABLE = {0xA1 + i: letter for i, letter in enumerate(_TCVN3)}
_LOOSE = {ord(letter): chr(0xA1 + i) for i, letter in enumerate(_TCVN3) if letter in _TONES}
_PRIVATE = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}  # where symbol fonts keep their bytes


@lru_cache(maxsize=512)
def font_encoding(font: str) -> str:
    """What a font's name promises: `tcvn3`, `tcvn3h` (draws capitals for small letters), `vni`, or blank."""
    if _VNI_FONT.match(font):
        return "vni"
    if _TCVN3_FONT.match(font):
        return "tcvn3h" if font.rstrip().lower().endswith("h") else "tcvn3"
    return ""


def decode(text: str, encoding: str) -> str:
    """Text in a legacy encoding, held as Latin-1 characters, as Unicode (NFC). Other characters stay as they are."""
    text = _unmoved(text)
    if encoding == "vni":
        return _VNI_TEXT.sub(_vni, text)
    if encoding == "viqr":
        return _VIQR.sub(_viqr, text)
    if encoding == "viscii":
        return "".join(_VISCII_LOW.get(ord(c)) or (_VISCII[ord(c) - 128] if 128 <= ord(c) < 256 else c) for c in text)
    # A tone without a vowel before it is no tone: it is the degree or the square of a font that was laid over it.
    text = _LOOSE_TONE.sub(lambda found: _LOOSE[ord(found[0])], text.translate(_TCVN3_TABLE))
    text = unicodedata.normalize("NFC", text)
    return text.upper() if encoding == "tcvn3h" else _LINE.sub(_capitals, text)


def _capitals(found: re.Match[str]) -> str:
    """TCVN3 has no toned capitals but in a font: "§ÆC §IÓM" is ĐẶC ĐIỂM, its small vowels drawn as capitals."""
    line = found[0]
    return line.upper() if _SHOUTED.search(line) and not _SMALL.search(line) else line


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable, or is an abbreviation in capitals."""
    if not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())):
        return False
    if word.isupper() and all("A" <= letter <= "Z" or letter in "ĐƯ" for letter in word):
        return True
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return len(letters) - sum(letters.count(tone) for tone in _TONES) >= len(letters) - 1 and bool(
        _SYLLABLE.fullmatch(bare)
    )


@lru_cache(maxsize=16384)
def _is_spelt(word: str, encoding: str) -> bool:
    return is_syllable(decode(word, encoding) if encoding else word)


def evidence(text: str, encoding: str) -> tuple[int, int]:
    """How many of the words beyond ASCII are Vietnamese syllables under the encoding (blank: as they stand), of all."""
    words = _words(text)
    return sum(_is_spelt(word, encoding) for word in words), len(words)


def _words(text: str) -> list[str]:
    """The words with letters beyond ASCII."""
    return [word for word in _WORD.findall(_unmoved(text)) if not word.isascii()]


def _unmoved(text: str) -> str:
    """Symbol fonts keep their bytes in the private area: F0B8 is B8."""
    return text.translate(_PRIVATE) if _MOVED.search(text) else text


def suspicious(text: str, font: str = "") -> bool:
    """Whether a stretch must be looked at: letters beyond ASCII, none of which only Unicode has."""
    if text.isascii() or _VIETNAMESE.search(text):
        return False
    return bool(_HIGH.search(text))


def convert(texts: Sequence[str], fonts: Sequence[str]) -> list[str]:
    """The stretches of a document, in reading order, each with the name of its font, as Unicode.

    The font's promise holds unless the words as they stand are better Vietnamese; without a promise the content must
    speak clearly, or stand beside a stretch of which it does.
    """
    chosen = [_by_font(text, font_encoding(font)) for text, font in zip(texts, fonts, strict=True)]
    common = Counter(encoding for encoding in chosen if encoding).most_common(1)
    if common:
        encoding = common[0][0].removesuffix("h")
        for at, text in enumerate(texts):
            beside = chosen[max(0, at - 1)] or chosen[min(len(texts) - 1, at + 1)]
            if chosen[at] or not beside or not suspicious(text):
                continue
            if evidence(text, encoding)[0] > evidence(text, "")[0]:
                chosen[at] = encoding
    return [decode(text, encoding) if encoding else text for text, encoding in zip(texts, chosen, strict=True)]


def _by_font(text: str, promised: str) -> str:
    if promised == "tcvn3h" and text.isascii():
        return promised
    if not suspicious(text):
        return ""
    words = _words(text)
    plain = sum(_is_spelt(word, "") for word in words)
    if promised:
        return promised if sum(_is_spelt(word, promised) for word in words) >= plain else ""
    words = [word for word in words if not word.rstrip("¹²³").isascii()]  # "m²", "xa¹": no letters
    for encoding in ("tcvn3", "vni"):
        valid = sum(_is_spelt(word, encoding) for word in words)
        if valid >= max(2, 0.75 * len(words)) and plain <= 0.4 * len(words):
            return encoding
    return ""
