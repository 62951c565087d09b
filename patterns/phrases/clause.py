"""The words of a paragraph, tagged by what they do in a clause: verbs, bodies, areas, connectives, figures, times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from patterns.claims import Mention
from patterns.lexicon import HEADS, rows


class Word(NamedTuple):
    """A word or a fixed phrase, in lower case. Tags:

    V verb that tells what was done · G verb that tells nothing ("tổ chức") · J verb of taking part · E "có", "đạt",
    "còn" · A auxiliary · K aspect or negation that counts ("đang") · D adverb that does not · P preposition that ends
    a noun phrase · C connective that opens another clause · Q approximator · S "tổng số" · R "tỷ lệ" · M noun of money
    · N counted noun · B body · L administrative level · Z named area · F figure with its unit · T date or period
    · X other number · punctuation as itself · "" any other word
    """

    text: str
    start: int
    end: int
    tag: str


_ROLES = {
    "plain": "",  # fixed phrases whose syllables would be taken for something else
    "auxiliary": "A",
    "aspect": "K",
    "adverb": "D",
    "preposition": "P",
    "connective": "C",
    "existence": "E",
    "approximator": "Q",
    "total": "S",
    "rate": "R",
    "money": "M",
    "conjunction": "&",
    "possession": "O",
}


def role(name: str) -> frozenset[str]:
    """The words of `lexicon/clause_words.csv` with that role."""
    return frozenset(row["word"] for row in rows("clause_words") if row["role"] == name)


_AREA_TYPES = role("area type")
_BODY_HEADS = role("body head")
_QUALIFIERS = role("qualifier")
_JOINTS = frozenset({("và",), (",",), ("các",), ("từ",), ("và", "các"), (",", "các")})
_TOKEN = re.compile(r"[^\W\d_][\w&²³]*(?:/[^\W\d_]\w*)?|[.,;:()/+“”]")
_PUNCTUATION = frozenset(".,;:()/+")


def _pieces(phrase: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(phrase))


def _said(pieces: Sequence[str]) -> str:
    return " ".join(pieces).replace(" ,", ",")


@dataclass(slots=True)
class _Node:
    """Where fixed phrases stand that begin alike: tag and words of the one that ends here, and how others go on."""

    tag: str | None = None
    text: str = ""
    after: dict[str, _Node] = field(default_factory=dict)


def _tree() -> _Node:
    """The fixed phrases, syllable by syllable; of two tags for one phrase, what is said first here wins."""
    tagged: dict[tuple[str, ...], str] = {}
    for row in rows("clause_words"):
        if row["role"] in _ROLES:
            tagged.setdefault(_pieces(row["word"]), _ROLES[row["role"]])
    for row in rows("actors"):
        tagged.setdefault(_pieces(row["body"]), "B" if row["class"] == "body" else "L")
    for row in rows("verbs"):
        tagged.setdefault(_pieces(row["verb"]), {"act": "V", "generic": "G", "attend": "J"}[row["class"]])
    for mark in _PUNCTUATION:
        tagged[(mark,)] = mark
    for head in HEADS:
        tagged.setdefault(_pieces(head), "N")
    root = _Node()
    for phrase, tag in tagged.items():
        node = root
        for syllable in phrase:
            node = node.after.setdefault(syllable, _Node())
        node.tag, node.text = tag, _said(phrase)
    return root


_PHRASES = _tree()
_QUOTES = frozenset("“”")
_KNOWN = frozenset({*_PHRASES.after, *(word.split()[0] for word in _AREA_TYPES | _BODY_HEADS)})
_ALONE = {word: node.tag or "" for word, node in _PHRASES.after.items() if not node.after}  # begin no longer phrase
_new = tuple.__new__  # quicker than Word(…), and there are many words
_CLASS_TAGS = {"figure": "F", "date": "T", "period": "T"}


def tagged(lower: str, cased: str, start: int, end: int, numbers: Sequence[tuple[Mention, int]]) -> list[Word]:
    """The words of `lower[start:end]`; `numbers` are its mentions, each with the end of its unit's words."""
    words: list[Word] = []
    at = start
    for mention, unit_end in numbers:
        if mention.start > at:
            _tag(lower, cased, at, mention.start, words)
        tag = _CLASS_TAGS.get(mention.cls, "X")
        stop = unit_end if tag == "F" else mention.end
        words.append(Word(lower[mention.start : stop], mention.start, stop, tag))
        at = max(at, stop)
    if at < end:
        _tag(lower, cased, at, end, words)
    return words


def _tag(lower: str, cased: str, start: int, end: int, words: list[Word]) -> None:
    spans = list(map(re.Match.span, _TOKEN.finditer(lower, start, end)))
    texts = [lower[first:last] for first, last in spans]
    at, quoted = 0, False
    while at < len(texts):
        text, (first, last) = texts[at], spans[at]
        length, tag = 1, _ALONE.get(text)  # as marks of punctuation are
        if text in _QUOTES and not (quoted and text == "“"):
            quoted = text == "“"
            at += 1
            continue
        if quoted or (tag is None and text not in _KNOWN):  # what stands in quotes is a name
            tag = ""
        else:
            if tag is None:
                length, tag, phrase = _phrase(texts, at)
                text = phrase or text
            fixed = length
            if not tag or tag == "N":
                tag, length = _named_thing(texts, spans, cased, at, length, tag, text)
            if tag == "B":
                length = _qualified(texts, spans, cased, at, length)
            if length != fixed:
                text = _said(texts[at : at + length])
            last = spans[at + length - 1][1]
        words.append(_new(Word, (text, first, last, tag)))
        at += length


def _named_thing(
    texts: list[str], spans: list[tuple[int, int]], cased: str, i: int, length: int, tag: str, text: str
) -> tuple[str, int]:
    """Tag and length of what begins with a noun or a word of no tag: a body or an area, where a name follows."""
    if cased[spans[i][0]].isupper() and (body := _body(texts, spans, cased, i)):
        return "B", body
    if text in _AREA_TYPES and (named := _named(spans, cased, i + length)):
        return "Z", length + named
    return tag, length


def _phrase(texts: list[str], i: int) -> tuple[int, str, str]:
    """Length, tag and words of the longest fixed phrase that begins at the i-th token; of none 1, "" and ""."""
    length, longest = 1, None
    node, at = _PHRASES, i
    while at < len(texts) and (further := node.after.get(texts[at])):
        node, at = further, at + 1
        if node.tag is not None:
            length, longest = at - i, node
    return (length, longest.tag or "", longest.text) if longest else (1, "", "")


def _body(texts: list[str], spans: list[tuple[int, int]], cased: str, i: int) -> int:
    """So many tokens are a body that no list names: "Ban Tiếp công dân huyện", "Phòng Quản lý đô thị"; 0 if none."""
    first, last = spans[i]
    if not cased[first].isupper() or cased[first:last].isupper():  # nor is it a heading in capitals
        return 0
    head = 2 if " ".join(texts[i : i + 2]) in _BODY_HEADS else 1 if texts[i] in _BODY_HEADS else 0
    named = _named(spans, cased, i + head) if head else 0
    if not named:
        return 0
    length = head + named
    for ahead in range(length, length + 4):
        if (
            i + ahead >= len(texts)
            or texts[i + ahead] in _PUNCTUATION
            or _phrase(texts, i + ahead)[1] in ("E", "A", "P")
        ):
            break
        if texts[i + ahead] in _QUALIFIERS:
            return ahead + 1
    return length


def _qualified(texts: list[str], spans: list[tuple[int, int]], cased: str, i: int, length: int) -> int:
    """So many tokens a body takes with its level, its area's name and the bodies joined to it: "MTTQ xã Nà Tăm"."""
    while (at := i + length) < len(texts):
        if texts[at] in _QUALIFIERS and _phrase(texts, at)[1] != "B":
            length += 1 + _named(spans, cased, at + 1)
            continue
        for skip in (0, 1, 2):
            if skip and tuple(texts[at : at + skip]) not in _JOINTS:
                continue
            size, tag, _text = _phrase(texts, at + skip)
            if tag in ("B", "L"):
                length += skip + size
                break
        else:
            break
    return length


def _named(spans: list[tuple[int, int]], cased: str, i: int) -> int:
    """How many tokens from the i-th are a proper name: capitalized, with nothing but a blank between."""
    found = 0
    while i + found < len(spans) and found < 4:
        start = spans[i + found][0]
        if not cased[start].isupper() or (found and start - spans[i + found - 1][1] != 1):
            break
        found += 1
    return found
