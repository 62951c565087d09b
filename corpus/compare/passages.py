"""Long sentences in the form that a copy from last year's report would share: without their dates and years."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extract.document import Document
from patterns.compiled import compiled
from patterns.find import Prose

_LONG = 25  # words; a shorter sentence may be alike by chance
_SENTENCE = compiled(r"(?<=[.;])\s+(?=\p{Lu})")
_DATE = compiled(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:19|20)\d\d(?:[ ]?[-–][ ]?(?:19|20)\d\d)?")
_BETWEEN_WORDS = compiled(r"[^\p{L}\p{N} ]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Two passages of one `form` differ in dates, case and punctuation alone; `dates` tells them apart."""

    form: str
    dates: str
    opening: str  # its first words, as written
    start: int


def passages(document: Document, prose: Prose) -> tuple[Passage, ...]:
    """The long sentences of the body that name a date or a year."""
    made = []
    for block in document.blocks:
        if block.kind != "paragraph" or not _DATE.search(prose.cased, block.start, block.end):
            continue
        at = block.start
        for sentence in _SENTENCE.split(prose.cased[block.start : block.end]):
            start, at = prose.cased.index(sentence, at), at + len(sentence)
            dates = _DATE.findall(sentence)
            words = _BETWEEN_WORDS.sub(" ", _DATE.sub(" ", sentence.lower())).split() if dates else []
            if len(words) >= _LONG:
                form = hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
                made.append(Passage(form, " ".join(dates), " ".join(sentence.split()[:10]), start))
    return tuple(made)
