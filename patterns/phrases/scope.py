"""Who, where and when while the words of a paragraph are walked: the last subject, the place and the time it is in."""

from __future__ import annotations

from dataclasses import dataclass, field

from patterns.phrases.clause import Word, role
from patterns.phrases.period import Span, meant

_SUBJECT_AFTER = frozenset({",", ";", ".", ":", "(", "/", "+", "C", "T", "&", "G"})
_SUBJECT_WORDS = frozenset({"năm", "kỳ", "nay", "qua", "quý", "tháng"})
_TIME_CUES = role("time")
_PLAN_WORDS = role("plan")
_LEVELS = (
    (
        "cấp xã",
        ("các xã", "cấp xã", "cấp cơ sở", "cấp phường", "khối xã", "tuyến xã", "các phường", "ubnd xã, thị trấn"),
    ),
    ("cấp huyện", ("cấp huyện", "khối huyện", "tuyến huyện", "các huyện")),
    ("cấp tỉnh", ("cấp tỉnh",)),
)


@dataclass(slots=True)
class Scope:
    """What the walk remembers; a bracket opens a copy, its end drops it."""

    actor: str = ""
    place: str = ""  # of the clause
    head_place: str = ""  # of the list: "Cấp xã: …"
    clause_period: Span | None = None
    sentence_period: Span | None = None
    topic: list[str] = field(default_factory=list)  # of the list: "Lúa Đông Xuân: …"


@dataclass(slots=True)
class Said:
    """Of one figure, while its paragraph is walked."""

    actor: str
    place: str
    period: Span | None


def _is_subject(words: list[Word], n: int) -> bool:
    if n == 0:
        return True
    before = words[n - 1]
    return before.tag in _SUBJECT_AFTER or before.text in _SUBJECT_WORDS


def subject(cased: str, words: list[Word], n: int, scope: Scope) -> None:
    """The n-th word, a body or a level, becomes the actor where it is the subject: "Công an huyện khởi tố …"."""
    word = words[n]
    following = words[n + 1].tag if n + 1 < len(words) else "."
    if not _is_subject(words, n) or (
        word.tag == "L" and following not in (":", "F", "V", "G", "J", "E", "A", "D", "K", "Q")
    ):
        return
    if word.text in (
        "toàn huyện",
        "toàn xã",
        "toàn tỉnh",
        "từ huyện đến cơ sở",
        "ở cơ sở",
        "cơ sở",
        "các cấp",
        "hai cấp",
    ):
        return
    scope.actor = cased[word.start : word.end]
    scope.place = level_of(word.text)
    if following == ":":
        scope.head_place = scope.place


def level_of(text: str) -> str:
    """The level that a body or a modifier names: "UBND các xã" is "cấp xã"; "" where it names none or several."""
    if "đến" in text:
        return ""
    found = [level for level, names in _LEVELS if any(name in text for name in names)]
    if not found and text in ("xã, thị trấn", "các xã, thị trấn", "các bản", "các thôn"):
        return "cấp xã"
    return found[0] if len(found) == 1 else ""


def area(cased: str, words: list[Word], n: int, scope: Scope, said: list[Said], last: int) -> None:
    """ "tại xã Nà Tăm", "xã Nậm Mạ hiến …": where the clause is."""
    before = words[n - 1] if n else None
    name = cased[words[n].start : words[n].end]
    name = name[0].lower() + name[1:]
    if before and before.text in ("tại", "ở", "trên địa bàn", "bản", "thôn", "cho", "xã", "với"):
        scope.place = name
        if last >= 0 and before.tag == "P":
            said[last].place = name
    elif before is None or before.tag in (",", ";", ".", ":", "(", "+"):
        scope.place = name


def time(report: Span, words: list[Word], n: int, scope: Scope, said: list[Said], last: int) -> None:
    """A time leads the clause or the sentence ("Năm 2022, …"), or follows its figure ("nhập ngũ năm 2022")."""
    span, first = span_at(words, n, report)
    if span is None:
        return
    before = words[first - 1] if first else None
    if any(word.tag == "X" for word in words[max(0, first - 3) : first]):
        return  # "Quy định số 11-QĐi/TW, ngày 18/02/2019"
    if before and (before.text in ("so", "so với", "với") or before.text in _PLAN_WORDS):
        return
    if before is None or before.tag == ".":
        scope.sentence_period = span
    elif before.tag in (";", ":", "(", "+", ",") or last < 0:
        scope.clause_period = span
    elif not any(word.tag == "C" or word.text in _PLAN_WORDS for word in words[max(0, n - 8) : n]):
        said[last].period = span


def span_at(words: list[Word], n: int, report: Span) -> tuple[Span | None, int]:
    """The days that the n-th word means with the time words before it, and the first of these."""
    first = n
    while first and words[first - 1].text in _TIME_CUES:
        first -= 1
    before = tuple(part for word in words[first:n] for part in word.text.split())
    return meant(words[n].text, before, report), first
