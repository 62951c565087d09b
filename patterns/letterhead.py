"""What a report says of itself: who wrote it, its number, place, date, title, period, and who signed.

Convention: an area is named with its type as it is written ("huyện Tam Đường", "xã Khun Há"), not in capitals; the
issuer is named as it is written. Nothing is guessed: what neither letterhead, title, first paragraphs nor signature
say stays empty.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import regex

from extract.document import Block, Document
from patterns.citations import tidy
from patterns.claims import Letterhead, Section
from patterns.compiled import compiled
from patterns.structure.areas import Area, areas, wider
from patterns.structure.closing import closing_start
from patterns.structure.headings import is_capitals
from patterns.structure.labels import label_at
from patterns.structure.own_number import HEAD, PLACE_DATE, own_number
from patterns.structure.report_period import Period, cut_offs, read_period
from patterns.structure.signature import Signature, signature
from patterns.structure.written_date import iso

_ROWS = csv.DictReader((Path(__file__).parent / "lexicon" / "bodies.csv").open(encoding="utf-8"))
_BEGINS = "|".join(sorted((row["begins"].replace("ỦY", "[ỦU][YỶ]") for row in _ROWS), key=len, reverse=True))
_BODY = compiled(rf"(?i)(?:{_BEGINS})(?!\p{{L}})")
_ORGAN = compiled(r"(?i)(?:ban (?:chấp hành|thường vụ|thường trực)|bch|btv|thường trực)")
_MOTTO = compiled(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh phúc"
    r"|(?<=\S )ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH|\[\^[^\]\n]*\]",
    regex.IGNORECASE,
)
_YOUTH = compiled(r"ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH")
_TYPE = compiled(
    r"(?i)(?:(?:dự thảo|đề cương)[ ])*"
    r"(?:báo cáo|b á o[ ]+c á o|kế hoạch|tờ trình|thông báo|nghị quyết|chương trình|đề án)(?!\p{L})"
)
_SUBJECT_ENDS = compiled(r"(?i)kính gửi|căn cứ|\(|[-–_*=]{2,}|nơi nhận|phần thứ")
_IS_A = compiled(
    r"(?P<name>\p{Lu}\p{L}*(?:[ ]\p{Lu}[\p{L}'’]*)*) là (?:một )?"
    r"(?P<type>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?!\p{L})"
)
_BELONGS = compiled(r"(?:của|thuộc|,|phía \p{L}+)[ ](?=huyện|tỉnh|thành phố|thị xã|quận)")
_SAYS_WHERE = compiled(r"(?i)(?:trên địa bàn|tại)[ ]")
_LONGEST_TITLE_LINE = 260
_FIRST_PARAGRAPHS = 12


@dataclass(slots=True)
class _Head:
    """What stands above the first paragraph."""

    bodies: list[str] = field(default_factory=list)
    place: str = ""
    date: str = ""
    title: list[str] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)  # lines in brackets below the title
    title_span: tuple[int, int] = (0, 0)
    next_block: int = 0


def letterhead(document: Document, sections: tuple[Section, ...]) -> Letterhead:
    """The report's own data, from its head, its first paragraphs and its closing block."""
    number = own_number(document)
    stop = min(closing_start(document), sections[0].char_start if sections else len(document.text))
    head = _read_head(document, number, stop)
    if not head.date:
        _read_late_date(head, document)
    signed = signature(document)
    title = " ".join(head.title)
    opening = _opening(document, head.next_block)
    issuer = _issuer(head, title, signed)
    area, parent = _area([*head.bodies, *head.brackets], issuer, title, opening)
    period = _period(head, title, sections, opening)
    return Letterhead(
        issuer=issuer,
        level=area.level
        if area
        else ("trung ương" if regex.search(r"(?i)\btrung ương$|^(?:bộ|chính phủ)\b", issuer) else ""),
        area=area.name if area else "",
        parent_area=parent.name if parent else "",
        number_symbol=regex.sub(r"[.…_]", "", tidy(document.text[number[0] : number[1]])),
        place=head.place,
        date=head.date,
        title=title,
        period_start=period.start,
        period_end=period.end,
        signatory=signed.name,
        signer_role=signed.role,
        number_span=number,
        title_span=head.title_span,
    )


# -- the head -------------------------------------------------------------------------------------------------------


def _read_head(document: Document, number: tuple[int, int], stop: int) -> _Head:
    """The lines down to the title and the title itself."""
    head, text = _Head(), document.text
    blocks = [block for block in document.blocks[: HEAD + 15] if block.kind == "paragraph" and block.start < stop]
    for position, block in enumerate(blocks):
        line = text[block.start : block.end]
        if _TYPE.match(line) and len(line) <= _LONGEST_TITLE_LINE and not line.endswith((".", ":")):
            _read_title(head, text, blocks, position)
            break
        if position >= HEAD or len(line) > _LONGEST_TITLE_LINE or line.startswith("Kính gửi"):
            break
        if line[:3].lower() == "v/v":  # an official letter has its subject in place of a title
            head.title, head.title_span = [_unmarked(text, block)], (block.start, block.end)
            continue
        _read_line(head, line, number[0] - block.start, number[1] - block.start)
    return head


def _read_line(head: _Head, line: str, number_start: int, number_end: int) -> None:
    """One line above the title, with what it holds of either column."""
    if 0 <= number_start < len(line):
        before = regex.sub(r"(?i)Số[ ]?:?[ ]*$", "", line[:number_start])
        line = f"{before} {line[number_end:]}"
    line = " ".join(_MOTTO.sub(" ", line).split())
    if found := PLACE_DATE.search(line):
        head.place = head.place or (found["place"] or "").strip(" ,")
        head.date = head.date or iso(found)
        line = line[: found.start()]
    line = line.strip(" *-–_=.:")
    if not line or (_YOUTH.fullmatch(line) and head.bodies):
        return
    begins = _BODY.match(line) is not None
    if not (is_capitals(line) or begins) or regex.match(r"(?i)số[ ]?:|dự thảo|hỏa tốc|mật$|mẫu|phụ lục|v/v", line):
        return
    joins = head.bodies and (not begins or _ORGAN.fullmatch(head.bodies[-1]))
    if joins:
        head.bodies[-1] += f" {line}"
    else:
        head.bodies.append(line)


def _read_late_date(head: _Head, document: Document) -> None:
    """Place and day above the signature, where papers without a letterhead have them."""
    closing = closing_start(document)
    before = [block for block in document.blocks if block.kind == "paragraph" and block.start < closing]
    for block in before[-2:]:
        if found := PLACE_DATE.fullmatch(document.text[block.start : block.end].strip(" .")):
            head.place, head.date = (found["place"] or "").strip(" ,"), iso(found)


def _read_title(head: _Head, text: str, blocks: list[Block], position: int) -> None:
    """The type and the lines of the subject below it, up to a rule, a bracket, a label or the first paragraph."""
    kind = _unmarked(text, blocks[position])
    head.title = [kind.capitalize() if _TYPE.fullmatch(kind) else kind]
    end = position + 1
    for index in range(position + 1, min(position + 8, len(blocks))):
        line = _unmarked(text, blocks[index])
        ended = line.endswith((".", ":")) or len(line) > _LONGEST_TITLE_LINE
        first = len(head.title) == 1 and _TYPE.fullmatch(kind) is not None
        if (
            _SUBJECT_ENDS.match(line)
            or label_at(text, index, blocks[index])
            or (ended and not (first and len(line) < 200))
        ):
            break
        head.title.append(line)
        end = index + 1
        if ended:
            break
    head.title_span = (blocks[position].start, blocks[end - 1].end)
    while (
        end < len(blocks) and (line := _unmarked(text, blocks[end])) and line.startswith(("(", "-----", "_____", "*"))
    ):
        head.brackets.append(line)
        end += 1
    head.next_block = blocks[end].start if end < len(blocks) else 0


def _unmarked(text: str, block: Block) -> str:
    return " ".join(regex.sub(r"\[\^[^\]\n]*\]", "", text[block.start : block.end]).split())


# -- who ------------------------------------------------------------------------------------------------------------


def _issuer(head: _Head, title: str, signed: Signature) -> str:
    """The last body of the letterhead; else the one that the title or the line below names; else of the signature."""
    bodies = [body for body in head.bodies if not _ORGAN.fullmatch(body)]
    if bodies:
        return bodies[-1]
    for line in (title, *head.brackets):
        found = regex.search(r"(?<=[ ]của[ ]|^\()(?P<body>\p{Lu}[^()]*?)[ )]*$", line)
        if found and _BODY.match(found["body"]):
            return found["body"]
    return signed.body


def _area(bodies: list[str], issuer: str, title: str, opening: list[str]) -> tuple[Area | None, Area | None]:
    """The unit that the report is about, and the wider one that it belongs to."""
    named = [areas(line) for line in (issuer, *reversed(bodies), title)]
    own = next((found[0] for found in named if found), None) or _opening_area(opening)
    if own is None:
        return None, None
    above = [area for found in named for area in found if area.level in wider(own.level)]
    return own, above[0] if above else _parent(own, opening)


def _opening(document: Document, start: int) -> list[str]:
    """The first paragraphs below the title."""
    text = document.text
    after = [block for block in document.blocks if block.kind == "paragraph" and block.start >= start]
    return [text[block.start : block.end][:1500] for block in after[:_FIRST_PARAGRAPHS]]


def _opening_area(opening: list[str]) -> Area | None:
    """ "Tam Đường là huyện cửa ngõ …": the unit of the first sentence that says what it is."""
    for line in opening:
        if found := _IS_A.match(line):
            return next(iter(areas(f"{found['type']} {found['name']}")), None)
        if (begins := areas(line[:60])) and line.casefold().startswith(begins[0].name.casefold()):
            return begins[0]
        if (where := _SAYS_WHERE.search(line)) and (found_areas := areas(line[where.end() : where.end() + 60])):
            return found_areas[0]
    return None


def _parent(own: Area, opening: list[str]) -> Area | None:
    """The wider unit in the sentence that introduces a unit: "X là xã … của huyện Y"."""
    for line in opening:
        for sentence in regex.split(r"(?<=\p{L})\.[ ]", line):
            at = sentence.casefold().find(own.bare.casefold())
            if at >= 0 and (introduced := _BELONGS.search(sentence, at)):
                after = areas(sentence[introduced.end() :])
                if after and after[0].level in wider(own.level):
                    return after[0]
    return None


# -- when -----------------------------------------------------------------------------------------------------------


def _period(head: _Head, title: str, sections: tuple[Section, ...], opening: list[str]) -> Period:
    """By the title and the brackets below it; else by the first heading that states one. Cut-offs go first."""
    for line in opening[:3]:
        if exact := cut_offs(line):
            return exact
    period = read_period(title, " ".join(head.brackets))
    if period:
        return period
    for section in sections[:3]:
        if period := read_period(section.title):
            return period
    return Period()
