"""Characters of symbol fonts, which hold pictures where others hold letters, as the Unicode characters they draw."""

from __future__ import annotations

# Symbol: bytes 61-7A, 41-5A and what reports use of the rest (Adobe Symbol encoding, Unicode's SYMBOL.TXT).
_SYMBOL = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= {0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•"}
_SYMBOL |= {0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xBE: "—", 0xC6: "∅", 0xD2: "®", 0xD3: "©", 0xD4: "™"}
_SYMBOL |= {0xE5: "∑", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAF: "↓"}
# Wingdings and its sisters: bullets, boxes, ticks, arrows.
_WINGDINGS = {0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆"}
_WINGDINGS |= {0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xE0: "→"}
_WINGDINGS |= {0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x46: "☞", 0x2A: "🖂"}
# Fonts by their names in small letters.
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"}}


def is_symbol_font(font: str) -> bool:
    """Whether the font draws pictures for letters."""
    return font.lower() in _FONTS


def drawn(text: str, font: str) -> str:
    """The text of a run as its font draws it. Fonts are put on whole words by mistake: only a sign or two that stand
    alone, and what stands in the private area, are pictures."""
    if not is_symbol_font(font) or (len(text) > 2 and not any("\uf020" <= letter <= "\uf0ff" for letter in text)):
        return text
    return symbols(text, font)


def symbols(text: str, font: str) -> str:
    """The text as the font draws it; what is in no table stays as it is."""
    table = _FONTS.get(font.lower(), {})
    return "".join(table.get(_byte(letter)) or _plain(letter) for letter in text)


def _byte(letter: str) -> int:
    code = ord(letter)
    return code - 0xF000 if 0xF020 <= code <= 0xF0FF else code


def _plain(letter: str) -> str:
    """A private character without a picture of its own: what ASCII and Symbol know of it, as bullets mostly are."""
    byte = _byte(letter)
    if byte == ord(letter):
        return letter
    return chr(byte) if byte < 0x7F else _SYMBOL.get(byte, letter)
