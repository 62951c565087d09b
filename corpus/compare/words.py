"""Words as reports are compared by: in lower case, abbreviations and variants written out, without empty ones."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import regex

from patterns.compiled import compiled
from patterns.lexicon import rows

WORD = compiled(r"[\p{L}²³]+")
_SYNONYMS = {row["written"]: row["said"] for row in rows("synonyms")}
_WRITTEN = compiled(
    r"(?<!\p{L})(?:" + "|".join(sorted(map(regex.escape, _SYNONYMS), key=len, reverse=True)) + r")(?!\p{L})"
)
_BEGIN = frozenset(tuple(WORD.findall(written)[:2]) for written in _SYNONYMS)  # the words that each variant begins with
_EMPTY = frozenset((Path(__file__).parents[1] / "lexicon" / "empty_words.txt").read_text(encoding="utf-8").split())
"""Words that say nothing of what is counted: function words, general verbs, kinds of bodies and areas."""


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The words alone, in lower case, abbreviations and variants written out; a blank before and behind each."""
    text = text.lower()
    words = _words(text)
    if _may_vary(text, words):
        words = _words(_WRITTEN.sub(lambda match: _SYNONYMS[match[0]], text))
    return f" {' '.join(words)} "


def _may_vary(text: str, words: list[str]) -> bool:
    """Whether a variant may be written: to search for all of them takes longer than all else."""
    if _BEGIN.isdisjoint(zip(words)) and _BEGIN.isdisjoint(pairwise(words)) and "²" not in text and "³" not in text:
        return False
    return any(written in text for written in _SYNONYMS)


def _words(text: str) -> list[str]:
    """The words, without a search where nothing but blanks, commas and full stops parts them."""
    apart = text.replace(",", " ").replace(".", " ")
    return apart.split() if apart.replace(" ", "").isalpha() else WORD.findall(text)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> frozenset[str]:
    """Syllables that say something, and pairs of neighbours."""
    said = plain(text).split()
    alone = {word for word in said if word not in _EMPTY and len(word) > 1}
    pairs = {f"{a} {b}" for a, b in pairwise(said) if not (a in _EMPTY and b in _EMPTY) and a != b}
    return frozenset(alone | pairs)
