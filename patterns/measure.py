"""Mentions → figures: value, unit, kind, approximator, change and baseline of every claimed figure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import islice

from extract.document import Document, Note
from patterns.claims import Figure, Mention, Section
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.in_scale import in_scale
from patterns.unit import Unit, unit_after_bracket, unit_at

_SENTENCE_END = compiled(r"[.!?…](?<!\b(?:tp|tx|tt|ths|ts|đ/c|ông|bà|v\.v|tr)\.)[ ]+(?=[\p{Lu}“\"(\d+•-])")
_CLAUSE_START = compiled(r"[;.:!?(]|(?<=[\p{L}%)”]),")

_APPROX = compiled(
    r"\b(?:(?P<more_than>(?<!(?:cao|nhiều|ít|thấp|lớn|nhỏ|sớm|muộn|nhanh|cấp|không) )(?:trên|hơn|quá))[ ]*$"
    r"|(?P<nearly>gần|ngót)[ ]*$"
    r"|(?P<about>khoảng|chừng|xấp xỉ|ước(?: tính| đạt| thực hiện| có| thu| chi| giá trị| thiệt hại| cả năm"
    r"| khoảng| tổng| được)*)"
    r"|(?P<at_least>ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn)"
    r"|(?P<at_most>không quá|không để[^,;.()\d]{0,30} quá|tối đa|không vượt quá|không hơn|(?<!cấp )dưới"
    r"|nhiều nhất(?! là)|(?:chưa|không) (?:đến|tới|đầy)))"
    r"(?: (?:là|được|đạt|có|tới|từ))?[ ]*$"
)
# One of these is among the last letters before a number that has one.
_APPROX_ENDS = (
    *("trên", "hơn", "quá", "gần", "ngót", "khoảng", "chừng", "xỉ"),
    *("thiểu", "dưới", "đa", "nhất", "đến", "tới", "đầy"),
)
_APPROX_END = 12
_APPROX_AT_ALL = compiled(f"(?r){_APPROX.pattern}")  # from the end, where it stands: few numbers have one
_BOUND = 120  # letters behind a number in which "trở lên" stands
_AT_LEAST_AFTER = compiled(r"(?:[ ]+[\p{L}/]+){0,6}[ ]+trở lên")
_AT_MOST_AFTER = compiled(r"(?:[ ]+[\p{L}/]+){0,4}[ ]+trở xuống")
_ON = compiled(
    r"^(?:tuyến|địa bàn|lĩnh vực|xã|thôn|bản|huyện|mặt|kênh|tỉnh|phường|cánh đồng|ấp|khu|nền tảng|trang|sông|trục)"
)

_APPROX_WORDS = (
    r"(?:trên|hơn|gần|khoảng|chừng|xấp xỉ|được|thêm|bình quân|trung bình|tới|đến|lên tới|ước|ước đạt|nhẹ|mạnh|là"
    r"|thêm được|ít nhất|tối thiểu|tiếp|bình quân mỗi năm|mỗi năm)"
)
_CHANGE = compiled(
    r"\b(?:(?P<increase>tăng trưởng(?: kinh tế| bình quân| giá trị \p{L}+(?: \p{L}+){0,3})?(?: đạt| là)?"
    r"|(?<!thu nhập |việc làm )tăng"
    r"|vượt(?: chỉ tiêu| kế hoạch| dự toán)?|cao hơn|nhiều hơn|lớn hơn)"
    r"|(?P<decrease>(?<!miễn[^.()\d]{0,12})(?<!miễn \d[^.()]{0,40})giảm|hụt|thấp hơn|ít hơn|nhỏ hơn))"
    rf"(?:(?: \p{{L}}+){{1,4}} thêm|(?<=hơn)(?: \p{{L}}+){{1,7}})?(?: {_APPROX_WORDS})*"
    r"(?: so(?: với)?(?: cùng kỳ| kế hoạch| năm| quý| tháng| đầu| cuối| kỳ| trước| ngoái| 6| trung bình| mức"
    r"| chỉ tiêu| dự toán| bình quân| đề ra| giao| báo cáo)*(?: (?:năm )?\d{4}| là)?)?"
    rf"(?: {_APPROX_WORDS})*[ ]*$"
)
_CHANGING = ("tăng", "giảm", "vượt", "hơn", "hụt")  # one of these is in all that `_CHANGE` finds
_EXCEEDS = compiled(r"vượt[ ]*$")
_RATE_OF = compiled(r"%[ ]+trên[ ]*$")
_NO_CHANGE = compiled(r"(?:tăng|giảm|vượt)(?: lên| xuống| còn| từ| xuống còn| lên đến| lên tới| đến| lên thành)+[ ]*$")
_ONLY_LIST = compiled(r"[ ]*(?:,|và|;)?[ ]*(?:và|tương đương|tương ứng(?: với)?|bằng|hay|=)?[ ]*$")
# "giảm 05 người chết (8,2%)", "tăng 78 người, tương đương 14,6%"
_IN_BRACKET = compiled(
    r"(?:[ ]\p{L}+){0,5}[ ]*(?:\([ ]*(?:tương đương|tương ứng|hay|=)?[ ]*|,[ ]*(?:tương đương|tương ứng)(?: với)? )"
)
# "tăng 34 lượt so với năm 2018 (452 lượt), tương ứng 7,5%"
_BEHIND_BRACKET = compiled(r"^[^;.()]*\)[ ]*,[ ]*(?:tương đương|tương ứng|tức)(?: với| là)?[ ]*$")
_BASELINE = compiled(
    r"\bso(?: với| sánh với)?[ ]+(?P<what>(?:cùng kỳ|cùng thời điểm|kế hoạch|chỉ tiêu|dự toán|kỳ trước|đầu năm"
    r"|đầu kỳ|đầu nhiệm kỳ|cuối năm"
    r"|năm|tháng|quý|vụ|nhiệm kỳ|6 tháng|9 tháng|giai đoạn|kỳ|mục tiêu|nghị quyết|bình quân|trung bình"
    r"|mức)[^,;.()\n]{0,40})"
)
_SAME_PERIOD = compiled(r"cùng kỳ(?: năm (?:\d{4}|trước|ngoái))?")
_OF_YEAR = compiled(r"(?:^|(?<=^cùng kỳ ))năm (?=\d{4})")
_BASELINE_END = compiled(r"[ ](?:đạt|là|và|trong đó|tăng|giảm|do|vì|với|chiếm|đã|,|có)\b.*")
_AIMS = ("chỉ tiêu", "kế hoạch", "mục tiêu", "phấn đấu", "dự kiến", "được giao", "nhiệm vụ năm")
_TARGET = compiled(rf"\b(?:{'|'.join(_AIMS)})\b[^.;,()\d]{{0,60}}$")
_TARGET_MET = compiled(r"\b(?:đạt|vượt|bằng|hoàn thành|thực hiện được|kết quả|so với)\b")
_GOAL = compiled(r"/[ ]?(?:kh|kế hoạch|chỉ tiêu|ct|tổng số|tổng)(?: giao| năm)?[ ]?$")
_STAFF = frozenset({"chỉ tiêu", "biên chế", "kế hoạch", "định mức"})  # what counts are measured against
_BRACKETS = compiled(r"\([^()]*\)")
_MARK = compiled(r"\[\^[^\]]*\]")
_CLAUSE_BREAK = compiled(r"[;.\d]")
_DETACHED = compiled(
    r"[^;./()]*(?:\([^()]*\)[^;./()]*)?/[ ]?(?:(?:kh|kế hoạch|chỉ tiêu|ct|tổng số|tổng)(?: giao| năm)?[ ]?)?"
)


class Lines:
    """The blocks of a document by offset, and its sentences."""

    def __init__(self, document: Document, prose: Prose) -> None:
        self._starts = [block.start for block in document.blocks]
        self._blocks = document.blocks
        self._prose = prose
        self._sentences: dict[int, list[int]] = {}

    def block(self, offset: int) -> int:
        """The number of the block that holds the offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the offset."""
        index = self.block(offset)
        block = self._blocks[index]
        if index not in self._sentences:
            cuts = [m.end() for m in _SENTENCE_END.finditer(self._prose.cased, block.start, block.end)]
            self._sentences[index] = [block.start, *cuts, block.end]
        cuts = self._sentences[index]
        at = min(max(0, bisect_right(cuts, offset) - 1), len(cuts) - 2)
        return cuts[at], cuts[at + 1]


def measure(
    document: Document, prose: Prose, sections: tuple[Section, ...], mentions: tuple[Mention, ...], report_id: str
) -> tuple[Figure, ...]:
    """The figures of a document in reading order; ids are `<report_id>-<number of the figure, four digits>`."""
    lines = Lines(document, prose)
    place = Whereabouts(document, sections)
    figures: list[Figure] = []
    before, before_end = -1, -1  # where the figure before starts, and where the words of its unit end
    for mention in mentions:
        if mention.cls != "figure" or mention.quantity is None:
            continue
        start, end = lines.sentence(mention.start)
        unit = _unit(prose.lower, mention)
        left = prose.lower[max(start, before_end) : mention.start]
        approx, change = _approx(prose.lower, mention, unit, left), _change(prose.lower, mention, left)
        last = figures[-1] if before >= start else None
        if (
            not change
            and last
            and last.change
            and (
                _ONLY_LIST.match(prose.lower[_unit_end(last, prose.lower) : mention.start])
                or (mention.kind == "percent" and _restates(last, prose.lower, mention))
            )
        ):
            change = last.change
        elif not change and mention.kind == "percent" and _BEHIND_BRACKET.search(left):
            change = next((f.change for f in reversed(figures[-3:-1]) if f.sentence_start == start and f.change), "")
        section = place.section(mention.start)
        figure = Figure(
            figure_id=f"{report_id}-{len(figures) + 1:04d}",
            char_start=mention.start,
            char_end=mention.end,
            raw=document.text[mention.start : mention.end],
            sentence=document.text[start:end].strip(),
            sentence_start=start,
            rule=mention.rule,
            quantity=mention.quantity,
            kind="other" if unit.rate and mention.kind == "count" else mention.kind,
            unit=unit.text,
            approx=approx,
            change=change,
            baseline=_baseline(prose.lower, mention, end, left) if change else "",
            target=_is_target(left),
            section_id=section.section_id if section else "",
            section_path=section.path if section else "",
            footnote=place.footnote(mention.start),
            table=place.table(mention.start),
            footnote_refs=place.refs(mention.end, start, end),
        )
        figures.append(figure)
        before, before_end = mention.start, max(mention.end, unit.end)
    return tuple(in_scale(_with_denominators(figures, prose.lower), prose.lower))


def _unit(text: str, mention: Mention) -> Unit:
    if mention.unit:
        return Unit(mention.unit, mention.end)
    if text[mention.end : mention.end + 1] == ")" and (behind := unit_at(text, mention.end + 1)):
        return behind  # "100% (245/245) cán bộ"
    return unit_at(text, mention.end) or unit_after_bracket(text, mention.end) or Unit("", mention.end)


def _unit_end(figure: Figure, text: str) -> int:
    unit = unit_at(text, figure.char_end) if figure.kind in ("count", "other") else None
    return unit.end if unit and unit.text == figure.unit else figure.char_end


def _approx(text: str, mention: Mention, unit: Unit, left: str) -> str:
    if text.find(" trở ", mention.end, mention.end + _BOUND) >= 0:
        if _AT_LEAST_AFTER.match(text, mention.end):
            return "at_least"
        if _AT_MOST_AFTER.match(text, mention.end):
            return "at_most"
    near = left.rstrip(" ")[-_APPROX_END:]
    if "ước" not in left and not any(map(near.__contains__, _APPROX_ENDS)):
        return ""
    match = _APPROX.search(left) if _APPROX_AT_ALL.search(left) else None
    if match is None:
        return ""
    if match[0].startswith("trên") and (
        _RATE_OF.search(text, max(0, mention.start - 12), mention.start)
        or text[mention.start] == "0"
        or (unit.text and _ON.match(unit.text) and mention.end - mention.start < 3)
    ):
        return ""  # "trên 05 lĩnh vực": on them, not more than five; "2,35% trên 7.915 hộ": of them
    return match.lastgroup or ""


def _restates(change: Figure, text: str, percent: Mention) -> bool:
    """ "giảm 05 vụ (8,2%)"; but "tăng 2,3% so với cùng kỳ (89,2%)" says the level then."""
    if change.kind == "percent" and " so " in text[change.char_end : percent.start]:
        return False
    return _IN_BRACKET.fullmatch(text, change.char_end, percent.start) is not None


def _is_target(left: str) -> bool:
    aim = _TARGET.search(left) if any(map(left.__contains__, _AIMS)) else None
    return aim is not None and not _TARGET_MET.search(left, aim.start())


def _change(text: str, mention: Mention, left: str) -> str:
    if not any(map(left.__contains__, _CHANGING)):
        return ""
    quantity = mention.quantity
    if quantity and (quantity.value_max is not None or _AT_LEAST_AFTER.match(text, mention.end)):
        left = left.removesuffix("từ ")  # "tăng từ 5 - 7%", "giảm từ 5% trở lên": no level
    if quantity and quantity.of is not None and _EXCEEDS.search(left):
        return ""  # "hoàn thành vượt 8/9 chỉ tiêu": so many of them
    if _NO_CHANGE.search(left):
        return ""
    match = _CHANGE.search(left)
    return (match.lastgroup or "") if match else ""


def _baseline(text: str, mention: Mention, end: int, left: str) -> str:
    clause = text.find(";", mention.end, end)
    match = _BASELINE.search(text, mention.end, clause if clause >= 0 else end)
    match = match or _BASELINE.search(left)
    if match is None and text.rfind("(", max(0, end - 400), mention.start) > text.rfind(
        ")", max(0, end - 400), mention.start
    ):
        match = _BASELINE.search(text, mention.end, end)  # one bracket, one baseline
    if match is None:
        return ""
    what = _BASELINE_END.sub("", match["what"]).strip()
    if same := _SAME_PERIOD.match(what):
        what = same[0]
    return _OF_YEAR.sub("", what)


def _with_denominators(figures: list[Figure], text: str) -> list[Figure]:
    """ "74 hồ sơ (…)/90 hồ sơ", "1.876 đơn vị máu/chỉ tiêu 1.700": the second is a figure and the first one's `of`."""
    done = list(figures)
    for n, first in enumerate(figures):
        if first.quantity.of is not None or first.kind == "percent":
            continue
        for second in figures[n + 1 : n + 4]:
            if second.sentence_start != first.sentence_start or first.kind != second.kind:
                continue
            between = text[first.char_end : second.char_start]
            if between[-1:] not in "/ " or "/" not in between or not _DETACHED.fullmatch(between):
                continue
            goal = second.unit in _STAFF or (not second.unit and _GOAL.search(between))
            same = second.unit and (first.unit + " ").startswith(second.unit + " ")
            if goal or (same and "," not in _BRACKETS.sub("", between)):
                done[n] = replace(first, quantity=replace(first.quantity, of=second.quantity.value))
                break
    return done


class Whereabouts:
    """Which section, note, table and marks an offset belongs to."""

    def __init__(self, document: Document, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._section_starts = [section.char_start for section in sections]
        self._notes = document.notes
        self._note_starts = [note.label_start for note in document.notes]
        self._cells = sorted((cell.start, cell.end, table.number) for table in document.tables for cell in table.cells)
        self._cell_starts = [cell[0] for cell in self._cells]
        self._marks = document.marks
        self._mark_of = {note.label_start: mark for mark, note in reversed(document.pairs)}
        self._mark_starts = [mark.start for mark in document.marks]
        self._text = document.text

    def _note(self, offset: int) -> Note | None:
        at = bisect_right(self._note_starts, offset) - 1
        return self._notes[at] if at >= 0 and offset < self._notes[at].end else None

    def footnote(self, offset: int) -> str:
        """Label of the note that holds the offset, or ""."""
        note = self._note(offset)
        return note.label if note else ""

    def section(self, offset: int) -> Section | None:
        """The innermost section; for an offset in a note, the section of the note's mark."""
        note = self._note(offset)
        if note:
            mark = self._mark_of.get(note.label_start)
            if mark is None:
                return None
            offset = mark.start
        at = bisect_right(self._section_starts, offset) - 1
        return self._sections[at] if at >= 0 else None

    def table(self, offset: int) -> int:
        """Number of the table that holds the offset, or 0."""
        at = bisect_right(self._cell_starts, offset) - 1
        return self._cells[at][2] if at >= 0 and offset < self._cells[at][1] else 0

    def refs(self, offset: int, start: int, end: int) -> tuple[str, ...]:
        """Labels of the marks of the clause: from the figure to the next figure or clause end."""
        at = bisect_right(self._mark_starts, offset - 1)
        labels = []
        for mark in islice(self._marks, at, None):
            if mark.start >= end or _CLAUSE_BREAK.search(_MARK.sub("", self._text[offset : mark.start])):
                break
            labels.append(mark.label)
        return tuple(labels)
