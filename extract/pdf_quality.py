"""Is a text layer worth anything? Judged by its characters and by the syllables of Vietnamese."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters that are looked at
_FEW = 20  # words: with fewer nothing is said
_STAMP = 400  # characters: a digital signature set on a scan has fewer
_ONSET = r"(?:ngh?|kh|nh|ph|th|tr|ch|gh|gi|qu|[bcdđghklmnprstvx])?"
_SYLLABLE = re.compile(_ONSET + r"[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?", re.I)
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)


def broken_share(text: str) -> float:
    """Share of the characters that no reader can make sense of: private use, replacement, controls; 0 to 1."""
    sample = text[:_SAMPLE]
    shown = [char for char in sample if not char.isspace()]
    if not shown:
        return 0.0
    odd = sum(
        (unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") and char not in "\x02\ufffe") or char == "\ufffd"
        for char in shown
    )
    return odd / len(shown)


def vietnamese_share(text: str) -> float | None:
    """Share of the words that can be Vietnamese syllables, 0 to 1; None where there are too few words to tell.

    Unaccented and English text reaches about a third, random letters a tenth, a report nine tenths.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    if len(words) < _FEW:
        return None
    return sum(bool(_SYLLABLE.fullmatch(_plain(word))) for word in words) / len(words)


def has_vietnamese(text: str) -> bool:
    """At least one word in twenty has a letter that only Vietnamese has."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return sum(bool(_VIETNAMESE.search(word)) for word in words) * 20 >= max(1, len(words))


def is_whole(text: str) -> bool:
    """Over a picture of the page: the text is that of the page, and not a stamp or signature set on a scan."""
    return len(text) > _STAMP and has_vietnamese(text)


def is_worthless(text: str, lost: int = 0) -> bool:
    """The text layer must not be used: broken characters, characters without meaning, or no language at all."""
    if broken_share(text) > 0.05 or lost > 0.05 * (len(text) + lost):
        return True
    share = vietnamese_share(text)
    return share is not None and share < 0.2 and not has_vietnamese(text[:_SAMPLE])


def _plain(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.replace("Đ", "D").replace("đ", "d").replace("Ð", "D")
