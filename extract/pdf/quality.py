"""Is a text layer worth anything? Judged by its characters and by the syllables of Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import islice

_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile("[\ue000-\uf8ff\ufffd\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\U000f0000-\U0010ffff]")
_SHOWN = re.compile(r"\S")
_SAMPLE = 20_000  # characters that are looked at
_GLANCE = 600  # characters
_ENOUGH = _GLANCE // 50  # letters: with more in them it is Vietnamese
_FEW = 20  # words: with fewer nothing is said
_STAMP = 400  # characters: a digital signature set on a scan has fewer
_EDGES = ".,;:!?()[]{}<>«»“”‘’\"'/-–—*•…"  # signs that stand around words
_WHOLE = 0.4  # of the words: so many are whole words in any language, code and tables included
_VOWELS = 0.25, 0.62  # of the letters: what Latin letters of any language have; random ones have fewer
_TWO_SCRIPTS = 0.9  # of the letters: a language and the Latin words in it
_ONSET = r"(?:ngh?|kh|nh|ph|th|tr|ch|gh|gi|qu|[bcdđghklmnprstvx])?"
_SYLLABLE = re.compile(_ONSET + r"[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?", re.I)
_LETTERS = "ăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_VIETNAMESE = re.compile(f"[{_LETTERS}{_LETTERS.upper()}]")


def broken_share(text: str) -> float:
    """Share of the characters that no reader can make sense of: private use, replacement, controls; 0 to 1."""
    sample = text[:_SAMPLE]
    if not _BROKEN.search(sample):
        return 0.0
    return len(_BROKEN.findall(sample)) / max(1, len(_SHOWN.findall(sample)))


def vietnamese_share(text: str) -> float | None:
    """Share of the words that can be Vietnamese syllables, 0 to 1; None where there are too few words to tell.

    Unaccented and English text reaches about a third, random letters a tenth, a report nine tenths.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    if len(words) < _FEW:
        return None
    return sum(bool(_SYLLABLE.fullmatch(_plain(word))) for word in words) / len(words)


def has_vietnamese(text: str) -> bool:
    """At least one character in a hundred is a letter that only Vietnamese has."""
    letters = _VIETNAMESE.finditer(text, 0, _GLANCE)
    if next(islice(letters, _ENOUGH, None), None) is not None:
        return True  # a page of Vietnamese is known by its first line
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    return len(_VIETNAMESE.findall(sample)) * 100 >= max(1, len(sample))


def is_language(text: str) -> bool:
    """The text is of some language: whole words, of letters as languages have them."""
    tokens = [word for token in text[:_SAMPLE].split() if any(map(str.isalpha, word := token.strip(_EDGES)))]
    words = [word for word in tokens if _is_even(word)]
    return len(tokens) > 2 and len(words) >= _WHOLE * len(tokens) and has_vowels(" ".join(words))


def has_vowels(text: str) -> bool:
    """Vowels among the consonants where the letters are Latin, as code and lists have too; else another script."""
    letters = [c for c in unicodedata.normalize("NFD", text[:_SAMPLE].lower()) if c.isalpha()]
    latin = [c for c in letters if c.isascii()]
    if not letters:
        return False
    if 2 * len(latin) > len(letters):
        return _VOWELS[0] <= sum(c in "aeiouy" for c in latin) / len(latin) <= _VOWELS[1]
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in letters)
    return sum(count for _, count in scripts.most_common(2)) > _TWO_SCRIPTS * len(letters)


def _is_even(word: str) -> bool:
    """All letters, and capitals only where words have them."""
    bare = word.replace("-", "").replace("'", "").replace("’", "")
    return bare.isalpha() and (bare[1:] == bare[1:].lower() or bare.isupper())


def is_whole(text: str) -> bool:
    """Over a picture of the page: the text is that of the page, and not a stamp or signature set on a scan."""
    return len(text) > _STAMP and (has_vietnamese(text) or is_language(text))


def is_worthless(text: str, lost: int = 0) -> bool:
    """The text layer must not be used: broken characters, characters without meaning, or no language at all."""
    if broken_share(text) > 0.05 or lost > 0.05 * (len(text) + lost):
        return True
    if has_vietnamese(text):
        return False
    share = vietnamese_share(text)
    return share is not None and share < 0.2 and not has_vowels(text)


def _plain(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.replace("Đ", "D").replace("đ", "d").replace("Ð", "D")
