"""The words of a paragraph, tagged by what they do in a clause: verbs, bodies, areas, connectives, figures, times."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


_FUNCTION = {
    "": "thiểu số|dân tộc thiểu số|đại học|trung cấp|cao đẳng|sơ cấp|cuối cùng|trung tâm|học tập|làm theo|chăn nuôi|tại chỗ|cấp độ"
    "|nhà ở|thông qua kết quả|kinh doanh|hàng hóa|thu thập|đầu tư công|học nghề|dạy nghề|số đề|sử dụng đất|vùng cao|đa số|có hạt"
    "|có uy tín|có công|vì người nghèo|có hoàn cảnh|mới thoát nghèo|cận nghèo|thu nhập thấp|đỡ đầu|đại trà",
    "A": "đã|được|bị|sẽ|cũng|đều|do đó|cần|phải|thêm|lại|nhau|hàng|mà|những|các|một số|mỗi|mức|bình quân|ước tính",
    "K": "đang|chưa|không|còn lại",
    "D": "xong|thành công|hiệu quả|có hiệu quả|tích cực|kịp thời|nghiêm túc|cơ bản|trực tiếp với|dứt điểm|theo quy định"
    "|theo đúng quy định|đồng loạt|thường xuyên quan tâm|tốt|nghiêm|mới đây|hiện nay|hiện|đến nay|lần lượt|cụ thể|trở lên|trở xuống",
    "P": "với|cho|tại|ở|trên|trên địa bàn|trong|từ|đến|tới|bởi|để|nhằm|vào|qua|thông qua|đối với|giữa|theo|khi|sau|trước|bằng nguồn"
    "|ngoài ra|liên quan đến",
    "C": "trong đó|gồm|bao gồm|gồm có|chiếm|bằng|tăng|giảm|so|so với|góp phần|đồng thời|ngoài|còn lại là|do|nên|qua đó|kết quả"
    "|cụ thể là|tương đương|tương ứng|trị giá|vượt|hậu quả|như|riêng|nâng|đưa tổng số|lên|xuống|tổng trị giá|thì|nhưng|là do",
    "E": "có|hiện có|đạt|còn|là|gồm các|hiện còn|chỉ còn|xuống còn",
    "Q": "gần|hơn|khoảng|chừng|xấp xỉ|ước|ít nhất|tối thiểu|tối đa|không quá|không dưới|dưới|ước đạt|lên tới|chỉ",
    "S": "tổng số|tổng|số|số lượng|toàn bộ|tổng cộng",
    "R": "tỷ lệ|tỉ lệ|tỷ trọng",
    "M": "quỹ|thu ngân sách|chi ngân sách|tổng thu ngân sách|thu|chi|kinh phí|tổng kinh phí|số tiền|tổng số tiền|tiền|trị giá|tổng trị giá"
    "|giá trị|tổng giá trị|vốn|nguồn vốn|dư nợ|tổng dư nợ|doanh số|doanh thu|thu nhập|nợ|nợ thuế|tiền mặt|ngân sách|mức",
    "&": "và|cùng với|hoặc",
    "O": "của",
}
_AREA_TYPES = frozenset(
    "xã|thị trấn|phường|huyện|quận|bản|thôn|ấp|tổ dân phố|khu phố|tỉnh|thành phố|thị xã|khu".split("|")
)
_BODY_HEADS = frozenset(
    "ban|phòng|hội|trung tâm|trạm|sở|đội|hạt|ngân hàng|viện|đài|thanh tra|cục|chi cục|liên đoàn|trường|tổ|đoàn|bệnh viện|tòa án"
    "|văn phòng|chi nhánh|hợp tác xã|công ty|chi hội|đồn".split("|")
)
_QUALIFIERS = frozenset("huyện|xã|tỉnh|thị trấn|phường|thành phố|thị xã|quận|bản|thôn|cơ sở|việt nam".split("|"))
_JOINTS = frozenset({("và",), (",",), ("các",), ("từ",), ("và", "các"), (",", "các")})
_TOKEN = re.compile(r"[^\W\d_][\w&²³]*(?:/[^\W\d_]\w*)?|[.,;:()/+“”]")
_PUNCTUATION = frozenset(".,;:()/+")


def _pieces(phrase: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(phrase))


def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First syllable -> (all syllables, tag), longest first. What is said first here wins."""
    tagged: dict[tuple[str, ...], str] = {}
    for tag, words in _FUNCTION.items():
        for word in words.split("|"):
            tagged.setdefault(_pieces(word), tag)
    for row in rows("actors"):
        tagged.setdefault(_pieces(row["body"]), "B" if row["class"] == "body" else "L")
    for row in rows("verbs"):
        tagged.setdefault(_pieces(row["verb"]), {"act": "V", "generic": "G", "attend": "J"}[row["class"]])
    for head in HEADS:
        tagged.setdefault(_pieces(head), "N")
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, tag in sorted(tagged.items(), key=lambda item: -len(item[0])):
        found.setdefault(phrase[0], []).append((phrase, tag))
    return found


_PHRASES = _table()
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
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(lower, start, end)]
    texts = [token[0] for token in tokens]
    count, i, quoted = len(tokens), 0, False
    while i < count:
        text, first, last = tokens[i]
        tag, length = "", 1
        if text in "“”":
            quoted = text == "“"
            i += 1
            continue
        if text in _PUNCTUATION:
            tag = text
        elif not quoted:  # what stands in quotes is a name
            length, tag = _phrase(texts, i)
            if not tag or tag == "N":
                body = _body(texts, tokens, cased, i)
                tag, length = ("B", body) if body else (tag, length)
            if tag == "B":
                length = _qualified(texts, tokens, cased, i, length)
            elif text in _AREA_TYPES or tag == "N":
                named = _named(tokens, cased, i + length)
                if named and (text in _AREA_TYPES or " ".join(texts[i : i + length]) in _AREA_TYPES):
                    tag, length = "Z", length + named
        if length > 1:
            last = tokens[i + length - 1][2]
            text = " ".join(texts[i : i + length]).replace(" ,", ",")
        words.append(Word(text, first, last, tag))
        i += length


def _phrase(texts: list[str], i: int) -> tuple[int, str]:
    """Length and tag of the longest fixed phrase that begins at the i-th token."""
    if i < len(texts):
        for phrase, tag in _PHRASES.get(texts[i], ()):
            size = len(phrase)
            if size == 1 or tuple(texts[i : i + size]) == phrase:
                return size, tag
    return 1, ""


def _body(texts: list[str], tokens: list[tuple[str, int, int]], cased: str, i: int) -> int:
    """So many tokens are a body that no list names: "Ban Tiếp công dân huyện", "Phòng Quản lý đô thị"; 0 if none."""
    first = tokens[i][1]
    if not cased[first].isupper() or cased[first : tokens[i][2]].isupper():  # nor is it a heading in capitals
        return 0
    head = 2 if " ".join(texts[i : i + 2]) in _BODY_HEADS else 1 if texts[i] in _BODY_HEADS else 0
    named = _named(tokens, cased, i + head) if head else 0
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


def _qualified(texts: list[str], tokens: list[tuple[str, int, int]], cased: str, i: int, length: int) -> int:
    """So many tokens a body takes with its level, its area's name and the bodies joined to it: "MTTQ xã Nà Tăm"."""
    while (at := i + length) < len(texts):
        if texts[at] in _QUALIFIERS and _phrase(texts, at)[1] != "B":
            length += 1 + _named(tokens, cased, at + 1)
            continue
        for skip in (0, 1, 2):
            if skip and tuple(texts[at : at + skip]) not in _JOINTS:
                continue
            size, tag = _phrase(texts, at + skip)
            if tag in ("B", "L"):
                length += skip + size
                break
        else:
            break
    return length


def _named(tokens: list[tuple[str, int, int]], cased: str, i: int) -> int:
    """How many tokens from the i-th are a proper name: capitalized, with nothing but a blank between."""
    found = 0
    while i + found < len(tokens) and found < 4:
        _text, start, _end = tokens[i + found]
        if not cased[start].isupper() or (found and start - tokens[i + found - 1][2] != 1):
            break
        found += 1
    return found
