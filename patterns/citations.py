"""Documents that a report refers to: "Quy chế số 14-QC/HU, ngày 18/02/2022 của Ban Thường vụ Huyện ủy về …".

Two steps: one scan finds the numbers of documents (`NUMBER_SYMBOL`), which all begin with a digit; what stands before
each one tells its type, what follows its date, issuer and title. Work is bounded by what was found, not by the text.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extract.document import Document
from patterns.claims import Citation
from patterns.compiled import compiled
from patterns.structure.document_types import BARE_TYPE, BY_LETTERS, TYPE, canonical
from patterns.structure.own_number import own_date, own_number
from patterns.structure.written_date import DAY, iso

# -- the number and its letters -------------------------------------------------------------------------------------

# Letters of a type or an office: NQ, QĐi, TTg, CTr, QH15, BDVTU. Never a letter with a tone mark; Ð (U+00D0) is a Đ.
_PART = r"[A-ZĐÐƯ](?:[A-ZĐÐƯ\d]|[a-z]{1,2}(?!\p{Ll})){0,30}"
_END = r"(?![\p{L}\d])"
_NUM = r"\d{1,3}(?:\.\d{3}|\d{0,2})[a-zđ]?"
_NEXT = rf"(?:[-–/.&]|[ ][-–/]|[-–/][ ]){_PART}"
_FULL = "|".join(
    (
        rf"{_NUM}[ ]?/[ ]?(?:19|20)\d\d[ ]?[/-][ ]?{_PART}(?:{_NEXT}){{0,8}}{_END}",  # 30/2020/NĐ-CP, 15/2017/QH14
        rf"{_NUM}[ ]?[-–][ ]?{_PART}(?:[-–]{_PART}){{0,8}}[ ]?/[ ]?{_PART}(?:{_NEXT}){{0,8}}{_END}",  # 14-QC/HU
        rf"{_NUM}(?:/|[ ]/|/[ ]){_PART}(?:{_NEXT}){{1,8}}{_END}",  # 412/BC-UBND, 1751/QĐ-TTg
    )
)
# Letters alone say less ("đạt 120/KH 130 ha"): only where the words before announce a document.
_SHORT = rf"{_NUM}(?:[ ]?/[ ]?{_PART}|[ ]?[-–][ ]?{_PART}(?:[-–]{_PART}){{0,8}}){_END}"  # 163/CP, 18-NQ
_NUMBERED = rf"(?<=(?:(?i:{TYPE})[ ](?:số[ ]?:?[ ]?)?|(?<!\p{{L}})[Ss]ố[ ]?:?[ ]?))"
_LIST = rf"(?:{_NUM}[ ]?(?:,|và|&)[ ]?){{1,20}}(?:{_FULL})"  # 217, 218-QĐ/TW
_PLAIN = r"\d{1,4}[a-zđ]?(?![\p{L}\d%]|[.,/-][ ]?\d|[ ]?[-–][ ]?\d)"
# What may follow "Nghị quyết 18": no counted noun ("Quyết định 12 trường hợp").
_AFTER_BARE = (
    r"(?=[ ]?(?:[.,;:)\]”\"…\n\[–-]|\Z|(?:của|về|ngày|khóa|khoá|và|đã|được|trên|tại|trong|cho|đến|tới|với|đối|có|là"
    r"|ở|nhằm|gắn|vào|theo|để|còn|nêu|do|ban|thì|một|bằng|từ|sẽ)(?!\p{L})))"
)
_BARE = (
    rf"(?<=(?i:{TYPE})[ ]số[ ]?:?[ ]?){_PLAIN}"
    rf"|(?<=(?<!\p{{L}})(?:{BARE_TYPE})[ ])(?!(?:19|20)\d\d(?!\d)){_PLAIN}{_AFTER_BARE}"
)
NUMBER_SYMBOL: regex.Pattern[str] = compiled(
    rf"(?<![\d\p{{L}}/.,–-])(?:(?P<full>{_FULL})|{_NUMBERED}(?:(?P<list>{_LIST})|(?P<short>{_SHORT}))|(?P<bare>{_BARE}))"
)
"""A document's number and symbol where it stands; in a list ("217, 218-QĐ/TW") all of them at once."""

# -- what stands around it ------------------------------------------------------------------------------------------

_BEFORE = compiled(rf"(?ri)(?<!\p{{L}})(?P<type>{TYPE})(?:(?:[ ][\p{{L}}]+){{0,8}}?[ ]số[ ]?:?[ ]?|[ ])\Z")
_COORDINATED = compiled(rf"[ ]?(?:,|và|&)[ ]?(?:(?P<type>(?i:{TYPE})[ ])?(?:số[ ]?:?[ ]?)?)")
_DATE = rf"[ ]?[,(]?[ ]?(?:(?:ký|ban hành)[ ])?(?:cùng[ ])?(?:ngày[ ]?,?[ ]?)?{DAY}\)?"
_AFTER_NUMBER = compiled(_DATE)
# The name of a body: syllables in capitals, each with one small second syllable ("Ban Thường vụ Huyện ủy"), words of
# territory ("UBND tỉnh"), "khóa XI"; it ends before a word that begins a title or a clause.
_STOP = (
    r"(?:về|ban|việc|và|đối|khóa|khoá|quy|thực|trong|tại|đã|được|là|có|cho|để|nhằm|với|theo|công|hướng|triển|phê|nêu|giai"
    r"|năm|do|ngày|sửa|bổ|ra|yêu|chỉ|giao|tới|đến|trên|từ|nêu|thì|cũng|phải|gửi|kèm|như|khi|nếu|bằng|hằng|gồm)(?!\p{L})"
)
_AREA_WORD = (
    r"(?:trung ương|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu|nhân dân|cấp trên|liên ngành)(?!\p{L})"
)
_WORD = rf"(?:(?:Ủy|Uỷ)[ ]ban|\p{{Lu}}[\p{{L}}\d.&]*(?:[ ](?!{_STOP})\p{{Ll}}+)?)"
_ISSUER = compiled(
    rf"[ ]?,?[ ]?của[ ](?P<issuer>(?:{_WORD}|{_AREA_WORD}(?:[ ](?:ủy|uỷ|đoàn))?)"
    rf"(?:[ ]\d+(?!\d)|[ ]{_AREA_WORD}|[ ]{_WORD}|(?:[ ][-–]|,?[ ]và|(?<=Văn hóa|Văn hoá),)[ ](?!(?i:{TYPE})){_WORD})*"
    r"(?:[ ]?\(?[Kk](?:hóa|hoá)[ ][IVXL]+\)?)?(?:[ ]lần thứ[ ][IVXL\d]+)?)"
)
_QUOTE = compiled(r"[ ]?,?[ ]?(?:(?:[Vv]ề[ ]việc|[Vv]ề|V/v|v/v)[ ])?[“\"](?P<title>[^”\"\n]{3,600})[”\"]")
_TITLE = compiled(
    r"[ ]?,?[ ]?(?P<title>(?:[Vv]ề|V/v|v/v|việc|ban hành|quy định|hướng dẫn|phê duyệt|thực hiện|triển khai|công tác"
    r"|sửa đổi|tổ chức|tăng cường|tiếp tục|đẩy mạnh)(?!\p{L})"
    # It ends with its clause: not at every comma, but where a new document, a new subject or an audience follows.
    rf"(?:(?![;\n]|\.(?:\s|\Z)|\.{{2}}|…|\[\^|\)|(?:,|[ ]và)[ ](?:(?i:{TYPE})[ ](?:số|\d)|đã(?!\p{{L}})"
    r"|\p{L}[^,;\n]{1,60}[ ](?:báo cáo|đã)[ ])|[ ]tới[ ](?:cán bộ|toàn thể|đoàn viên|hội viên)).){1,500})"
)
_REACH = 110  # characters before a number in which its type is looked for


def citations(document: Document) -> tuple[Citation, ...]:
    """Every reference to a numbered document, in the order of the text; the report's own number is none."""
    text, own = document.text, own_number(document)
    found: list[Citation] = []
    waiting: list[int] = []  # citations that share what is said of the next one ("A và B của Bộ Chính trị")
    after, previous_end = 0, -1
    for match in NUMBER_SYMBOL.finditer(text):
        if own[0] < match.end() and match.start() < own[1]:
            continue
        joint = _COORDINATED.fullmatch(text, previous_end, match.start()) if previous_end >= 0 else None
        kind, start = _type_before(text, match.start(), after)
        if joint is not None and not kind:
            kind = found[-1].type
        if joint is None or kind != found[-1].type:
            waiting = []
        sharing_date = joint is not None and joint["type"] is None
        parts = _numbers(match)
        made = [
            _citation(text, kind, symbol, begin if n else start, end) for n, (symbol, begin, end) in enumerate(parts)
        ]
        found += made
        group = [*waiting, *range(len(found) - len(made), len(found))]
        after = _read_on(text, match.end(), found, group, len(made) if not sharing_date else len(group))
        plain = not (found[-1].date or found[-1].issuer)
        waiting, previous_end = (group, match.end()) if plain else ([], -1)
    # An annex may name the report that it goes with: "(Kèm theo Báo cáo số 45-BC/ĐU ngày …)".
    symbol, days = tidy(text[slice(*own)]), ("", own_date(document))
    return tuple(one for one in found if one.number_symbol != symbol or one.date not in days)


def _numbers(match: regex.Match[str]) -> list[tuple[str, int, int]]:
    """The symbols in a match with their spans: "217, 218-QĐ/TW" is 217-QĐ/TW and 218-QĐ/TW."""
    raw, start, end = match.group(), match.start(), match.end()
    if match["list"] is None:
        return [(tidy(raw), start, end)]
    pieces = [(piece.start(), piece.end()) for piece in regex.finditer(r"(?<![\p{L}\d/.-])\d+[a-zđ]?", raw)]
    last = raw[pieces[-1][0] :]
    tail = last[pieces[-1][1] - pieces[-1][0] :]
    made = [(tidy(raw[a:b] + tail), start + a, start + b) for a, b in pieces[:-1]]
    return [*made, (tidy(last), start + pieces[-1][0], end)]


def tidy(symbol: str) -> str:
    """The symbol without blanks, with plain hyphens and the Vietnamese Đ: "217 – QÐ/TW" is "217-QĐ/TW"."""
    return "".join(symbol.split()).replace("Ð", "Đ").replace("–", "-")


def _type_before(text: str, at: int, not_before: int) -> tuple[str, int]:
    """The type that stands before a number, and where the reference begins; ("", at) where none does."""
    window = max(at - _REACH, not_before, text.rfind("\n", 0, at) + 1)
    match = _BEFORE.search(text, window, at)
    return (canonical(match["type"]), match.start("type")) if match else ("", at)


def _citation(text: str, kind: str, symbol: str, start: int, end: int) -> Citation:
    if not kind:
        letters = regex.split(r"[-/]", symbol)
        kind = next((BY_LETTERS[part] for part in letters[1:3] if part in BY_LETTERS), "")
    return Citation(kind, symbol, "", "", "", text[start:end], start, end)


def _read_on(text: str, at: int, found: list[Citation], group: list[int], dated: int) -> int:
    """Reads date, issuer and title behind a number into the citations of its group; returns where the reference ends.

    The last `dated` of the group share the date: "217, 218-QĐ/TW, ngày …" has one date, but in "Quyết định số 217-QĐ/TW
    và Quyết định số 218-QĐ/TW, ngày …" it is said of the second.
    """
    end = at
    day, issuer, title = "", "", ""
    if date := _AFTER_NUMBER.match(text, end):
        day, end = iso(date), date.end()
    raw_end = end
    if by := _ISSUER.match(text, end):
        issuer, end = by["issuer"], by.end()
        if not day and (date := _AFTER_NUMBER.match(text, end)):
            day = iso(date)
            raw_end = end = date.end()
    if named := _QUOTE.match(text, end) or _TITLE.match(text, end):
        title = named["title"].strip(" ,")
    for index in group:
        found[index] = replace(found[index], issuer=issuer)
    for index in group[len(group) - dated :]:
        symbol_year = regex.search(r"/((?:19|20)\d\d)/", found[index].number_symbol)
        if symbol_year is None or symbol_year[1] == day[:4]:
            found[index] = replace(found[index], date=day)
    last = found[group[-1]]
    raw = text[last.char_start : raw_end]
    found[group[-1]] = replace(last, title=title, raw=raw, char_end=raw_end)
    return end
