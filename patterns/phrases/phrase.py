"""What stands left and right of a figure in its clause: the verb, the label, the words that go with its noun."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from patterns.phrases.clause import Word, role

_BOUNDARY = frozenset({",", ";", ".", ":", "(", ")", "/", "+", "F", "C", "X"})
_CONNECTIVE = frozenset({"A", "Q", "E", "P", "D"})
_LEVEL_WORDS = role("before number")
_TIME_WORDS = frozenset(
    {"năm", "tháng", "quý", "ngày", "cuối", "đầu", "trong", "giai đoạn", "cùng", "kỳ", "nhiệm", "giai", "đoạn"}
    | {"tính", "đến", "hết", "từ", "vào", "nay", "riêng", "báo", "cáo", "trước", "ngoái", "i", "ii", "iii", "iv"}
)
_ENDS = frozenset({".", ";", ":", "(", ")", "/", "+", "F", "Q", "C", "P", "S", "R", "T", "X"})
_PLANS = frozenset({"kh", "chỉ tiêu", "nghị quyết", "kế hoạch", "dự toán", "kế hoạch năm"})
_MOST = 12
_FARTHEST = 30  # words before a figure that are looked at


@dataclass(slots=True)
class Left:
    """The words before a figure, back to the clause's start or to what belongs to the figure before."""

    links: list[str] = field(default_factory=list)  # connectives that stand directly before the number
    verb: list[str] = field(default_factory=list)  # with its aspect: "đang giải quyết"
    object: list[str] = field(default_factory=list)  # between verb and number: "tiếp công dân 28 lượt"
    object_head: str = ""  # tag of the object's first word
    label: list[str] = field(default_factory=list)  # a noun phrase that names the figure: "đảng viên nữ là"
    head: str = ""  # tag of the label's first word
    rate: bool = False  # it begins with "tỷ lệ"
    chained: bool = False  # nothing but connectives back to the figure before
    colon: bool = False
    each: bool = False  # it says so much for one: "mỗi suất trị giá"


class Right(NamedTuple):
    """The words behind a figure that go with its noun; where they stop, and who and where they name."""

    words: list[str]
    tags: list[str]
    stop: int
    actor: Word | None
    level: Word | None


def left_of(words: list[Word], low: int, at: int) -> Left:
    """What stands before `words[at]`, not before `words[low]`."""
    left = Left()
    low = max(low, at - _FARTHEST)
    i = at - 1
    while i >= low and (words[i].tag in _CONNECTIVE or words[i].text in _LEVEL_WORDS):
        left.links.append(words[i].text)
        i -= 1
    if i >= low and words[i].tag == ":":
        left.colon = True
        i -= 1
    segment: list[Word] = []
    skipping = False  # the words of a date, before it
    while i >= low and (tag := words[i].tag) not in _BOUNDARY:
        if tag == "T":
            skipping = True
        elif not (skipping and words[i].text in _TIME_WORDS):
            skipping = False
            segment.append(words[i])
        i -= 1
    if segment:
        segment.reverse()
        _read_segment(segment, left)
    else:
        left.chained = i < low or words[i].tag in (",", "/", "F")
    return left


def _read_segment(segment: list[Word], left: Left) -> None:
    verb = plain = -1
    for n, word in enumerate(segment):
        tag = word.tag
        if not tag:
            continue
        if tag in ("V", "J"):
            verb = n
        elif (tag == "G" or tag == "E") and _opens(segment, n):
            plain = n
        elif tag == "R":
            left.rate = True
    if verb > plain or (verb >= 0 and plain == len(segment) - 1 and segment[plain].text != "có"):
        left.verb = [word.text for word in segment[max(0, verb - 3) : verb] if word.tag == "K"] + [segment[verb].text]
        left.object, left.object_head = _noun_words(segment[verb + 1 :])
        segment = [word for word in segment[plain + 1 if plain < verb else 0 : verb] if word.tag != "V"]
    else:
        segment = segment[plain + 1 :]
    if left.verb == ["thu hút"] and not left.rate:  # "…, thu hút 200 lượt người" joins like "với"
        left.verb, left.chained = [], True
        left.links.append("thu hút")
    left.each = any(word.text in ("mỗi", "mức") for word in segment)
    left.label, left.head = _noun_words(segment)


def _opens(segment: list[Word], n: int) -> bool:
    """Whether a verb that tells nothing begins the clause: "huyện có …", not "đảng viên là người dân tộc thiểu số"."""
    return segment[n].tag == "G" or (segment[n].tag == "E" and (n == 0 or segment[n].text not in ("là", "đạt")))


def _noun_words(segment: list[Word]) -> tuple[list[str], str]:
    """The noun phrase in a run of words without its bodies, areas and "tổng số", up to a preposition; its first tag."""
    found: list[Word] = []
    for word in segment:
        if word.tag in ("B", "L", "Z"):
            if found and found[-1].tag == "O":
                found.pop()
            continue
        if word.tag == "P":
            if found:
                break
            continue
        if word.tag in ("A", "D", "Q", "S", "R", "E", "G") or (not found and word.tag in ("&", "O")):
            continue
        if not found and word.text in _TIME_WORDS:
            continue
        found.append(word)
    while found and (found[-1].tag in ("&", "O") or found[-1].text in _TIME_WORDS):
        found.pop()
    return [word.text for word in found], found[0].tag if found else ""


def right_of(words: list[Word], at: int) -> Right:
    """What stands behind `words[at]` up to a preposition, another clause or another figure."""
    said: list[Word] = []
    actor: Word | None = None
    level: Word | None = None
    count, i = len(words), at + 1
    while i < count and len(said) < _MOST:
        word = words[i]
        tag = word.tag
        if tag and _ends(words, i, said):
            break
        if tag == ",":
            said[-1] = said[-1]._replace(text=said[-1].text + ",")
        elif tag in ("B", "L", "Z"):
            if tag == "B":
                following = words[i + 1].tag if i + 1 < count else "."
                if words[i - 1].tag in ("A", "O") or following in ("G", "V", "A"):
                    actor = actor or word
            elif tag == "L":
                level = level or word
            if said and said[-1].tag == "O":
                said.pop()
        elif tag not in ("A", "D", "G"):
            said.append(word)
        i += 1
    if i + 1 < count and words[i].text in ("do", "là do") and words[i + 1].tag == "B":
        actor = actor or words[i + 1]  # "hội nghị do UBND huyện tổ chức"
    timed = i < count and words[i].tag in ("T", "X")
    while said and (said[-1].tag in ("&", "O", "K", "E") or (timed and said[-1].text in _TIME_WORDS)):
        said.pop()
    if said:
        said[-1] = said[-1]._replace(text=said[-1].text.rstrip(","))
    return Right([word.text for word in said], [word.tag for word in said], i, actor, level)


def _ends(words: list[Word], i: int, said: list[Word]) -> bool:
    """Whether the words that go with a figure's noun end before the i-th."""
    tag = words[i].tag
    if tag in _ENDS:
        return True
    following = words[i + 1].tag if i + 1 < len(words) else "."
    if following in ("F", "Q") and tag not in ("N", "B", "L", "Z"):
        return True
    if tag == ",":
        return not said or not _coordinated(words, i, said[-1].tag)
    if tag == "&":
        return following not in ("N", "V", "") or (i + 2 < len(words) and words[i + 2].tag == "F")
    if tag == "G":
        return words[i - 1].tag not in ("A", "B", "D", "L")
    return tag == "E" and words[i].text in ("còn", "gồm các")


def _coordinated(words: list[Word], comma: int, tag: str) -> bool:
    """Whether a comma joins two of a kind ("tuyên truyền, tập huấn") and what follows is no clause with a figure."""
    i = comma + 1
    if tag not in ("N", "V") or i >= len(words) or words[i].tag != tag:
        return False
    while i < len(words) and words[i].tag in ("N", "V", "", "O", "A", "D", "K", "E", "Q"):
        i += 1
    return i == len(words) or words[i].tag != "F"


def topic_of(words: list[Word]) -> list[str]:
    """What a list's head names: "Lúa Đông Xuân: diện tích 285 ha"; nothing for "Kết quả:", "Trong đó:"."""
    if len(words) > 9 or any(word.tag in ("C", "F", "R", "X") for word in words):
        return []
    cut = max((n for n, word in enumerate(words) if word.tag in ("G", "E", ",")), default=-1)
    return _noun_words(words[cut + 1 :])[0]


def is_plan(right: Right) -> bool:
    """Whether a percent is that of a plan: "103% dự toán giao"."""
    return bool(right.words) and (right.words[0] in _PLANS or right.words[:2] in (["dự", "toán"], ["kế", "hoạch"]))


def is_plan_label(label: list[str]) -> bool:
    """Whether a label says no more than that it is a plan: "(kế hoạch 1,2 tỷ đồng)"."""
    words = " ".join(label).split()
    return bool(words) and len(words) <= 4 and " ".join(words[: 1 + (words[0] != "kh")]) in _PLANS | {"mục tiêu", "kh"}
