"""Which section of a report answers which item of its outline: by the headings, from the outermost inwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from corpus.outline.answered import Answers
from corpus.outline.content import Weights, content, folded, is_outlook
from corpus.outline.tree import Item, ReportOutline
from patterns.claims import Section
from patterns.compiled import compiled

_LIKE = 50  # of 100: so like must two headings be
_LIKE_AWAY = 75  # where the section does not stand below the section of the item's parent
_SLIP = 88  # of 100: two headings that differ by slips of the pen
_NAMED = 80  # of 100: so much of a further section's heading must the item name
_HOME = 20  # added at home, so that of two like headings the one at home is taken
_SAME_LABEL = 5
_BRACKET = compiled(r"\([^()]*\)")
_PERIOD = compiled(r"(?i)\d+ tháng (?:đầu|cuối) năm(?: \d{4})?|(?:tháng|quý) (?:\d+|[IV]+)(?:[ /]\d{4})?|năm \d{4}")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading without its period and its brackets."""

    said: str
    words: frozenset[str]


def answers(outline: ReportOutline, sections: Sequence[Section]) -> Answers:
    """Matches each item to one section at most, then gives every other section to the item that it stands below."""
    items = {item.item_id: item for item in outline.items}
    weights = Weights(
        content(title) for title in [*(item.title for item in outline.items), *(each.title for each in sections)]
    )
    wanted = {item.item_id: _heading(item.title) for item in outline.items}
    given = {section.section_id: _heading(section.title) for section in sections if section.title}
    section_of: dict[str, Section] = {}
    item_of: dict[str, Item] = {}
    for level in sorted({item.level for item in outline.items}):
        pairs = []
        for item in (item for item in outline.items if item.level == level):
            home = section_of.get(item.parent_id)
            for section in sections:
                if section.section_id in item_of or section.section_id not in given:
                    continue
                at_home = section.parent_id == home.section_id if home else section.level == level
                known = wanted[item.parent_id].words if home and at_home else frozenset()
                score = _likeness(wanted[item.item_id], given[section.section_id], known, weights)
                if score >= (_LIKE if at_home else _LIKE_AWAY):
                    score += _HOME * at_home + _SAME_LABEL * (section.label == item.label)
                    pairs.append((-score, section.char_start, item.item_id, section))
        for _, _, item_id, section in sorted(pairs, key=lambda pair: pair[:3]):
            if item_id not in section_of and section.section_id not in item_of:
                section_of[item_id] = section
                item_of[section.section_id] = items[item_id]
    _give_the_rest(outline, sections, weights, item_of)
    return Answers(section_of, item_of)


def _heading(title: str) -> _Heading:
    said = _PERIOD.sub(" ", _BRACKET.sub(" ", title))
    return _Heading(" ".join(folded(said).split()), content(said))


def _likeness(one: _Heading, other: _Heading, known: frozenset[str], weights: Weights) -> int:
    """By slips of the pen, or by shared words; words of the heading above say nothing of the headings below it."""
    if is_outlook(one.said) and is_outlook(other.said):
        return _LIKE_AWAY
    alike = round(ratio(one.said, other.said))
    words = weights.likeness(one.words, other.words)
    if one.words - known and other.words - known:
        words = max(words, weights.likeness(one.words - known, other.words - known))
    return max(alike if alike >= _SLIP else 0, words)


def _give_the_rest(
    outline: ReportOutline, sections: Sequence[Section], weights: Weights, item_of: dict[str, Item]
) -> None:
    """A section without an item of its own: the neighbouring item that names it ("… (cơ quan tư pháp, …)"), else the
    item of the section around it."""
    titles = {item.item_id: content(item.title) for item in outline.items}
    asked = {item.item_id: content(" ".join(each.text for each in item.requirements)) for item in outline.items}
    for section in sections:
        if section.section_id in item_of:
            continue
        around = item_of.get(section.parent_id)
        if around is None:
            continue
        words = content(section.title)
        beside = [item for item in outline.items if item.parent_id == around.item_id and words]
        item_of[section.section_id] = next(
            (
                best
                for named in (titles, asked)
                for best in sorted(beside, key=lambda item: -weights.share(words, named[item.item_id]))[:1]
                if weights.share(words, named[best.item_id]) >= _NAMED
            ),
            around,
        )
