"""Who signed a report and as what: the lines of the closing block."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.document import Document
from patterns.compiled import compiled
from patterns.structure.closing import AUTHORITY_LINE, ROLE_LINE, body_end, closing_start, paragraphs_from
from patterns.structure.headings import is_capitals

_RANK = (
    r"(?:(?:Đại|Thượng|Trung|Thiếu)[ ](?:tướng|tá|úy|uý)"
    r"|(?i:PGS\.?[ ]?TS|ThS|TS|[BD]S\.?[ ]?(?:CK[ ]?I{1,2})?|KS|CN|LS|NGƯT|NGND|TTƯT)(?:\.|(?=[ ])))"
)
_NAME = compiled(
    rf"(?:{_RANK}[ .-]*)*(?P<name>(?!(?:Nơi|Lưu|Đã|Phụ|Người|Kính)[ ])"
    rf"\p{{Lu}}[\p{{L}}'’]*(?:[ ]\p{{Lu}}[\p{{L}}'’]*){{1,5}})[. ]*"
)
_TRAILING_NAME = compiled(r"(?<=[.;:/][ ])(?P<name>\p{Lu}\p{Ll}*(?:[ ]\p{Lu}\p{Ll}*){1,4})$")
_SMALL_ROLE = compiled(
    r"(?:Phó |Quyền )?(?:Bí thư|Chủ tịch|Trưởng \p{L}+|Giám đốc|Chánh \p{L}+|Chủ nhiệm|Hiệu trưởng|Chỉ huy trưởng)"
    r"(?: [\p{L}\d]+){0,6}"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The signatory's name with rank and title, the role in the last line before it, the body that it is signed for."""

    name: str = ""
    role: str = ""
    body: str = ""


def signature(document: Document) -> Signature:
    """The signature of a report; empty where there is none."""
    end = body_end(document)
    lines = [
        " ".join(regex.sub(r"\[\^[^\]\n]*\]", "", document.text[block.start : block.end]).split())
        for block in paragraphs_from(document, closing_start(document))
        if block.end <= end
    ]
    role = body = substitute = ""
    last = -1
    for number, line in enumerate(lines):
        if regex.match(r"(?i)(?:phụ lục|biểu)[ \d]", line):
            break
        if found := AUTHORITY_LINE.search(line):
            if found["by"].startswith(("T/M", "TM")):
                body = body or found["body"].strip()
            else:
                substitute = found.group().strip()
            last = number
        elif found := ROLE_LINE.search(line):
            role, last = found["role"].strip(" ,-"), number
        elif last >= 0 and _SMALL_ROLE.fullmatch(line):
            role, last = line, number
    if last < 0:
        return Signature()
    unknown, name = _read_name(lines[last + 1 :])
    return Signature(name, unknown or role or substitute, body)


def _read_name(lines: list[str]) -> tuple[str, str]:
    """The name that follows the last known role, and a role of its own between them ("TRƯỞNG TIỂU BAN")."""
    between = ""
    for position, line in enumerate(lines):
        if line[:1] in "-+*" or regex.fullmatch(r"[(\[].*[)\]]|(?i:đã ký)", line):
            continue
        if found := _NAME.fullmatch(line):
            more = any(_NAME.fullmatch(later) for later in lines[position + 1 : position + 3])
            if is_capitals(line) and more and not between:
                between = line
                continue
            return between, found.group().rstrip(". ")
    for line in lines:
        if found := _TRAILING_NAME.search(line):
            return "", found["name"]
    return "", ""
