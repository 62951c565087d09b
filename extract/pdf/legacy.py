"""Pages set in fonts from before Unicode (.VnTime, VNI-Times, Symbol): their text layer holds bytes, not letters."""

from __future__ import annotations

import re

from extract.legacy import decode, evidence, font_encoding
from extract.pdf.page import PdfiumPage
from extract.pdf.quality import has_vietnamese
from extract.symbols import symbols

_ENCODINGS = "tcvn3", "vni", "viscii"
_WORD = re.compile(r"\S+")
_PRIVATE = re.compile("[\uf020-\uf0ff]")  # where fonts of pictures have their bytes
_SOFT_HYPHEN = "\u00ad"
_PAGE = 300  # characters: so much Vietnamese does not do without ư
_FEW = 8  # words: with fewer nothing is said
_CLEAR = 0.6  # share of them that must be Vietnamese once decoded


def decode_page(page: PdfiumPage) -> str | None:
    """Puts Unicode in the place of the page's legacy text, character for character, where it holds such text.

    Returns a Vietnamese sentence where letters are missing.
    """
    if page.text.isascii() or has_vietnamese(page.text):
        return None
    found = {encoding: evidence(page.text, encoding) for encoding in _ENCODINGS}
    encoding = max(found, key=lambda name: found[name][0])
    spelt, words = found[encoding]
    if words < _FEW or spelt < _CLEAR * words or spelt <= evidence(page.text, "")[0]:
        return None
    text: list[str] = []
    origin: list[int] = []  # where each character of the new text stood
    last = 0
    for word in _WORD.finditer(page.text):
        text += page.text[last : word.start()]
        origin += range(last, word.start())
        _add(text, origin, page, word, encoding)
        last = word.end()
    text += page.text[last:]
    origin += range(last, len(page.text))
    lacks = encoding == "tcvn3" and _SOFT_HYPHEN not in page.text and len(page.text) > _PAGE
    page.retype("".join(text), origin)
    if lacks:  # its ư is the byte of the soft hyphen, which some printers of PDF leave out
        return f"Trang {page.number}: chữ TCVN3 (ABC) trong tệp PDF thiếu chữ “ư”; hãy đọc từ bản Word nếu có."
    return None


def decode_symbols(page: PdfiumPage) -> None:
    """Puts what fonts of pictures draw in the place of their private characters: ≥, −, °, bullets."""
    if _PRIVATE.search(page.text) is None:
        return
    text = list(page.text)
    for found in _PRIVATE.finditer(page.text):
        font = page.font(found.start()).lower()
        pictures = "wingdings 2" if re.search("wingdings.?2", font) else "wingdings" if "dings" in font else "symbol"
        drawn = symbols(found.group(), pictures)
        # only Symbol and its like hold digits and letters; of another font it is not known which it draws
        if not drawn.isalnum() or (pictures == "symbol" and "symbol" in font):
            text[found.start()] = drawn
    page.text = "".join(text)


def _add(text: list[str], origin: list[int], page: PdfiumPage, word: re.Match[str], encoding: str) -> None:
    written = word.group()
    if encoding == "tcvn3" and font_encoding(page.font(word.start())) == "tcvn3h":
        encoding = "tcvn3h"
    made = decode(written, encoding)
    at = 0
    for length in range(1, len(made) + 1):
        # a letter of VNI is two characters: it stands where the first of them does
        start = at
        while at < len(written) and len(decode(written[: at + 1], encoding)) < length:
            at += 1
        origin.append(word.start() + min(at if at < len(written) else start, len(written) - 1))
        text.append(made[length - 1])
