"""How much two figures of two reports say the same thing: shared words, the rarer the weightier. Whole numbers only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex

from corpus.compare.comparable import scale
from corpus.compare.record import Claimed, Record
from corpus.compare.words import WORD, tokens
from patterns.claims import Figure
from patterns.compiled import compiled

_STOP = compiled(r"[;(]|[.](?!\d)")
_MARK = compiled(r"[;:()]|[.,](?!\d)")
_MEASURES = {"area": "m²", "length": "mét", "mass": "kg"}  # in whatever unit, it is measured alike


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a figure with the weight of the place that they stand in: what it counts, and what is around it."""

    core: Mapping[str, int]
    around: Mapping[str, int]


def bag(record: Record, claimed: Claimed) -> Bag:
    """The words that say what the figure counts: nearest first, its whole's and its section's last."""
    figure = claimed.figure
    whole = record.by_id.get(figure.part_of)
    before = record.by_id.get(claimed.follows)
    unit = _MEASURES.get(figure.kind, figure.unit)
    lead, scales = _lead(record, claimed)
    trail, more = _trail(record, claimed)
    # "1.105 hộ đạt 8 tiêu chí “5 không, 3 sạch”": what qualifies them says what is counted
    counted = (figure.indicator, lead if scales else "", trail if more else "")
    # "Số liều vắc xin đã tiêm phòng cho gia súc, gia cầm: 4.890 liều"
    label = lead if claimed.clause.rstrip().endswith(":") else ""
    near = ((claimed.before, 1), (claimed.after, 1), (label, 2))
    core = _weighed(((unit, 3), *((text, 3) for text in counted), *near))
    around = _weighed(
        (
            (f"{unit} {figure.indicator}", 4),
            (lead, 1),
            (trail, 1),
            (claimed.before, 2),
            (claimed.after, 2),
            (whole.figure.indicator if whole else "", 2),
            (before.figure.indicator if before else "", 1),
            (claimed.section, 1),
            (actor(record, claimed), 1),
        )
    )
    return Bag(core, around)


def _lead(record: Record, claimed: Claimed) -> tuple[str, list[Figure]]:
    """The words from the figure before, over such as only qualify ("số hộ đạt 8 tiêu chí: 1.105 hộ"); and those."""
    figure = claimed.figure
    scales: list[Figure] = []
    start = figure.sentence_start
    for before in reversed(record.claims[: record.order[figure.figure_id]]):
        if before.figure.sentence_start != figure.sentence_start:
            break
        rising = before.figure.figure_id in record.earlier and before.clause.endswith("từ ")  # "từ 334 xuống 301 trẻ"
        if not (rising or scale(before.figure)):
            start = before.figure.char_end
            break
        scales.append(before.figure)
    words = claimed.clause[start - figure.sentence_start :]
    cut = _last_mark(words)
    return words[cut:], [each for each in scales if each.char_start >= start + cut]


def _trail(record: Record, claimed: Claimed) -> tuple[str, list[Figure]]:
    """The words up to the next figure or mark, over figures that only qualify; and those."""
    figure = claimed.figure
    scales: list[Figure] = []
    words = claimed.behind
    for after in record.claims[record.order[figure.figure_id] + 1 :]:
        if after.figure.sentence_start != figure.sentence_start:
            break
        if not scale(after.figure):
            words = words[: after.figure.char_start - figure.char_end]
            break
        scales.append(after.figure)
    words = words[: next((mark.start() for mark in _MARK.finditer(words) if not _quoted(words, mark)), len(words))]
    return words, [each for each in scales if each.char_start < figure.char_end + len(words)]


def _quoted(words: str, mark: regex.Match[str]) -> bool:
    """Whether a comma stands inside a name: “5 không, 3 sạch”."""
    return mark[0] == "," and words.count("“", 0, mark.start()) > words.count("”", 0, mark.start())


def _last_mark(words: str) -> int:
    """Where the words behind the last mark begin, as far as there are any."""
    marks = [mark.end() for mark in _STOP.finditer(words) if WORD.search(words, mark.end())]
    return marks[-1] if marks else 0


def actor(record: Record, claimed: Claimed) -> str:
    """Who did it, where that is not just whoever reports."""
    said = claimed.figure.actor
    return "" if said == record.issuer else said.lower()


def _weighed(texts: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    made: dict[str, int] = {}
    for text, weight in texts:
        for word in tokens(text):
            made[word] = max(made.get(word, 0), weight)
    return made


@dataclass(frozen=True, slots=True)
class Weighed:
    """A bag whose words have the worth of their place and of their rarity, and what they are worth together."""

    core: Mapping[str, int]
    core_worth: int
    around: Mapping[str, int]
    around_worth: int

    def likeness(self, other: Weighed) -> int:
        """0 for nothing in common, 100 for the same words. What is counted weighs as much as all around it."""
        shared = _shared(self.core, other.core)
        less, more = sorted((self.core_worth, other.core_worth))
        # Of what is counted, one report may say more than the other: "gạo", "gạo gửi các tỉnh phía Nam".
        counted = (200 * shared // (less + more) + 100 * shared // less) // 2 if less else 0
        both = self.around_worth + other.around_worth
        shared = _shared(self.around, other.around)
        return (counted + (200 * shared // both if self.around_worth and other.around_worth else 0)) // 2


def weighed(bags: Mapping[str, Bag]) -> dict[str, Weighed]:
    """The bags of the figures that are compared, by how telling each word is among them."""
    seen: Counter[str] = Counter()
    for each in bags.values():
        seen.update(each.core.keys() | each.around.keys())
    # From 1 for a word that is everywhere; each halving of its figures adds one.
    worth = {word: (len(bags) // count).bit_length() or 1 for word, count in seen.items()}
    made = {}
    for key, each in bags.items():
        core = {word: weight * worth[word] for word, weight in each.core.items()}
        around = {word: weight * worth[word] for word, weight in each.around.items()}
        made[key] = Weighed(core, sum(core.values()), around, sum(around.values()))
    return made


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys())
