"""The words of an outline or a report that say something, and how much of one text another one holds.

Vietnamese is written syllable by syllable and most words have two: what is compared are syllables and neighbouring
pairs, with their tones and diacritics. Frame words ("công tác", "kết quả", "triển khai") say nothing of the matter.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import regex

from patterns.compiled import compiled
from patterns.lexicon import alternatives, rows

_HYPHEN = compiled(r"(?<=\p{L})[ ]?[-–][ ]?(?=\p{L})")
_SYLLABLE = compiled(r"\p{L}+|[^\p{L}\s]")
# "hoà" and "hòa" are one spelling: the tone stands on either vowel.
_TONES = {
    f"{first}{late}": f"{early}{second}"
    for first, earlies, second, lates in (
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    )
    for early, late in zip(earlies, lates, strict=True)
}
_TONE = compiled(rf"(?:{'|'.join(_TONES)})(?!\p{{L}})")


@cache
def _listed(*classes: str) -> list[str]:
    text = (files("corpus") / "lexicon" / "outline_words.csv").read_text(encoding="utf-8")
    return [row["words"] for row in csv.DictReader(text.splitlines()) if row["class"] in classes]


@cache
def _whole(words: tuple[str, ...]) -> regex.Pattern[str]:
    return compiled(rf"(?<!\p{{L}})(?:{alternatives(list(words))})(?!\p{{L}})")


@cache
def _synonyms() -> dict[str, str]:
    text = (files("corpus") / "lexicon" / "outline_synonyms.csv").read_text(encoding="utf-8")
    return {row["written"]: row["said"] for row in [*rows("synonyms"), *csv.DictReader(text.splitlines())]}


def spelled(text: str) -> str:
    """Lower case and one spelling: "hoà" as "hòa", "ð" (U+00F0) as "đ", one blank, plain hyphens and apostrophes.

    >>> spelled("Hoà Bình"), spelled("Bà Rịa-Vũng Tàu")
    ('hòa bình', 'bà rịa - vũng tàu')
    """
    plain = text.lower().replace("ð", "đ").replace("’", "'")
    plain = " ".join(plain.split())
    if "-" in plain or "–" in plain:
        plain = _HYPHEN.sub(" - ", plain)
    return _TONE.sub(lambda found: _TONES[found[0]], plain)


def folded(text: str) -> str:
    """As `spelled`, with abbreviations written out.

    >>> folded("MTTQ HOÀ GIẢI")
    'mặt trận tổ quốc hòa giải'
    """
    said = _synonyms()
    return _whole(tuple(said)).sub(lambda found: said[found[0]], spelled(text))


def asks_for_number(request: str) -> bool:
    """Whether a request begins with a word that wants a number: "số …", "tỷ lệ …", "diện tích …"."""
    said = _whole(tuple(_listed("frame", "number"))).findall(folded(request))[:2]
    return any(word in _listed("number") for word in said)


def is_general(request: str) -> bool:
    """Whether any text on the matter answers a request: "Nhiệm vụ, giải pháp"."""
    return not content(_whole(tuple(_listed("general"))).sub(" ", folded(request)))


def is_outlook(heading: str) -> bool:
    """Whether a heading begins the part on what is to be done: "Phương hướng, nhiệm vụ …", "Nhiệm vụ trọng tâm …"."""
    return _whole(tuple(_listed("general"))).match(folded(heading).strip()) is not None


@lru_cache(maxsize=20_000)
def content(text: str) -> frozenset[str]:
    """Syllables that say something, and pairs of neighbours.

    >>> sorted(content("Kết quả công tác hòa giải"))
    ['giải', 'hòa', 'hòa giải']
    """
    plain = folded(text)
    said = _whole(tuple(_listed("frame", "function"))).sub(" | ", plain)
    syllables = _SYLLABLE.findall(said)
    alone = {each for each in syllables if each[0].isalpha() and len(each) > 1}
    pairs = {f"{one} {two}" for one, two in pairwise(syllables) if one in alone and two in alone}
    return frozenset(alone | pairs)


class Weights:
    """How telling a word is among some texts: the fewer of them have it, the more. Whole numbers only."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        seen = list(texts)
        self._texts = len(seen) + 1
        self._with = Counter(unit for units in seen for unit in units)

    def of(self, units: Collection[str]) -> int:
        """The weight of several words; a word that is in every text has 1, each halving adds 1."""
        return sum((self._texts // (self._with[unit] + 1)).bit_length() for unit in units)

    def share(self, wanted: frozenset[str], given: frozenset[str]) -> int:
        """How much of `wanted` stands in `given`, in percent."""
        whole = self.of(wanted)
        return 100 * self.of(wanted & given) // whole if whole else 0

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> int:
        """100 for the same words, 0 for none in common."""
        both = self.of(one) + self.of(other)
        return 200 * self.of(one & other) // both if both else 0
