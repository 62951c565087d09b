"""The base that the words behind a percent name: "18,2% tổng số trường hợp bị lập biên bản"."""

from __future__ import annotations

from collections.abc import Sequence

from patterns.claims import Figure
from patterns.compiled import compiled

_NAMED = compiled(r"[ ]*(?:trong |của |trên |so với )?(?:tổng )?số (?P<words>\p{L}+(?: \p{L}+){0,7})")
_PHRASE = compiled(
    r"[ ](?P<words>(?!so |kế hoạch|chỉ tiêu|dự toán|mục tiêu|cùng |năm )\p{L}+(?: \p{L}+){1,5})[ ]?(?=[,;.)\n]|$)"
)
_MEASURED = compiled(r"(?:tổng )?(?:diện tích|sản lượng|giá trị|số vốn|số tiền|kinh phí) (?=\p{L})")
_LINK = compiled(
    r"[ :]*(?:(?:tính )?đến (?:hết )?(?:ngày |tháng )?[\d/.]+|(?:trong |của )?(?:năm|quý|tháng) [\d/]+)?"
    r"[ :]*(?:là|đạt|có|được|với|ước đạt|ước|trên|gần|khoảng|hơn)?[ :]*$"
)
_MONEY = compiled(r"(?:tiền|vốn|kinh phí)[ ]")
_WORD = compiled(r"\p{L}+")
_EMPTY = frozenset(["đã", "được", "bị", "phải", "của", "toàn", "các", "là", "có", "trong", "và", "cả", "hiện"])
_CLAUSE = compiled(r"[;.\n]|,(?!\d)")
REACH = 60  # figures before a percent among which its base is sought


def named_base(percent: Figure, part: Figure, before: Sequence[Figure], text: str) -> Figure | None:
    """The last figure before it of the unit that is named, in whose own clause stand all the words that qualify it.

    A part of a hundred has no base that is smaller.
    """
    if percent.quantity.value < 100:
        before = [figure for figure in before if figure is part or figure.quantity.value > part.quantity.value]
    match = _NAMED.match(text, percent.char_end)
    if match is None:
        return _labelled(percent, before, text)
    named = match["words"]
    for figure in reversed(before[-REACH:]):
        money = figure.kind == "money" and _MONEY.match(named)  # "số tiền kiến nghị thu hồi"
        if figure.change or figure.kind == "percent" or not figure.unit:
            continue
        head = figure.unit if f"{named} ".startswith(f"{figure.unit} ") else figure.unit.partition(" ")[0]
        if not (money or f"{named} ".startswith(f"{head} ")):  # "số hộ CCB": of "3.912 hộ gia đình CCB"
            continue
        wanted = set(_WORD.findall(_MONEY.sub("", named) if money else named.removeprefix(head))) - _EMPTY
        if wanted and wanted <= _own_words(figure, text):
            return figure
    return None


def _labelled(percent: Figure, before: Sequence[Figure], text: str) -> Figure | None:
    """ "chi thường xuyên 80.974 triệu đồng, …; chi giáo dục 52.310 triệu đồng, chiếm 64,6% chi thường xuyên"."""
    match = _PHRASE.match(text, percent.char_end)
    if match is None or not before:
        return None
    part, named = before[-1], _MEASURED.sub("", match["words"])
    for figure in reversed(before[-REACH:]):
        if figure.kind != part.kind or figure.change or figure.quantity.value <= part.quantity.value:
            continue
        said = _LINK.sub("", text[max(figure.sentence_start, figure.char_start - 80) : figure.char_start])
        if f" {_MEASURED.sub('', said)}".endswith(f" {named}"):
            return figure
    return None


def _own_words(figure: Figure, text: str) -> set[str]:
    """The words of the clause that the figure stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(text, figure.sentence_start, figure.char_start)), default=0)
    end = _CLAUSE.search(text, figure.char_end)
    return set(_WORD.findall(text[max(start, figure.sentence_start) : end.start() if end else len(text)]))
