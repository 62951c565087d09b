"""A figure with the words around it, and how a phrase is made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from patterns.claims import Figure
from patterns.lexicon import rows
from patterns.phrases.phrase import Left, Right

_SYNONYMS = {row["written"]: row["said"] for row in rows("synonyms")}
_WRITTEN = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(_SYNONYMS, key=len, reverse=True)) + r")(?!\w)"
)
_FIRST = frozenset(word.split()[0] for word in _SYNONYMS)
LONGEST, WORDS = 120, 13  # characters, syllables


@dataclass(slots=True)
class Claim:
    """A figure with the words around it; `indicator` is filled in reading order."""

    figure: Figure
    left: Left
    right: Right
    own_unit: bool  # its unit stands directly behind the number
    topic: list[str]  # of the list that it stands in: "Lúa Đông Xuân: …"
    sentence: int  # number of the sentence, so that neighbours are known
    indicator: str = ""
    lent: list[str] = field(default_factory=list)  # verb or label that goes with the next of its list too

    @property
    def bare(self) -> bool:
        """It stands in a list and has no words of its own."""
        return not (self.left.verb or self.left.label or self.left.object or self.right.words)


def tidy(words: list[str]) -> str:
    """The words as a phrase: abbreviations written out, no word twice in a row, not too long."""
    text = " ".join(words)
    said = text.split()
    letters = text.replace(" ", "").isalpha()  # as mostly, so that each word is looked up at once
    if not (letters and _FIRST.isdisjoint(said)):
        said = _WRITTEN.sub(lambda match: _SYNONYMS[match[0]], text).split()
    kept: list[str] = []
    for word in said:
        if (not kept or kept[-1] != word) and (letters or not any(map(str.isdigit, word))):
            kept.append(word)
    kept = kept[:WORDS]
    text = " ".join(kept).strip(" ,")
    while len(text) > LONGEST and len(kept) > 1:
        kept.pop()
        text = " ".join(kept).strip(" ,")
    return text
