"""The title of a section: the rest of its heading line, the next lines where the label stands alone, or nothing.

A paragraph that merely begins with a number ("1. Tiếp tục tăng cường …; 2. …") is a section without a title.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from extract.document import Block, Document
from patterns.compiled import compiled
from patterns.structure.labels import label_at

_LONGEST = 300  # characters of a heading
_LONGEST_LEAD = 120  # of a title that runs into its paragraph ("Về kinh tế: …")
_MARK = compiled(r"\[\^[^\]\n]*\]")
_CLOSING = " .:;,…-–/"
# Numbers that headings have: years, half-years, quarters, numbers of documents and names; any other is a figure.
_TIME = compiled(
    r"(?i:\d+[ ]tháng|tháng[ ]\d+|(?:19|20)\d\d|quý[ ]\d|\d+[ ]năm|lần thứ[ ]\d+|(?<!tổng[ ])số[ ]\d\S*|covid[ -]+\d+"
    r"|(?:đề án|chương trình|dự án|nghị quyết|chỉ thị|quyết định|quỹ|ban chỉ đạo|quốc lộ)[ ]\d+)|\d+[-/]\p{Lu}\S*"
)
# Tasks begin with a verb or an adverb, headings with a noun.
_TASK_WORDS = csv.DictReader((Path(__file__).parents[1] / "lexicon" / "task_words.csv").open(encoding="utf-8"))
_TASK = compiled(rf"(?i)(?:{'|'.join(row['word'] for row in _TASK_WORDS)})(?!\p{{L}})")
_SENTENCE_END = compiled(r"(?<=[\p{Ll}\d)”\"])[.;][ ]+(?=[\p{Lu}“\"])")
_HANGING = compiled(r"(?:[,\-–:]|[ ](?:VÀ|CỦA|VỀ|CHO|TRONG|VỚI|CÁC|CÔNG TÁC|NĂM|TẠI))$")
_GOES_ON = compiled(r"(?:NĂM|[\d ]+THÁNG|QUÝ|GIAI ĐOẠN|VÀ|CỦA|VỀ|NHIỆM KỲ)[ ]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title without marks and closing punctuation, and where it stands; "" where a section has none."""

    text: str
    start: int
    end: int


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, two at least ("KẾT QUẢ NĂM 2023")."""
    plain = _MARK.sub("", text)
    return plain == plain.upper() and sum(map(str.isalpha, plain)) > 1


def looks_like_heading(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, what follows a label, is a heading and no running text; an empty rest may be one."""
    rest = _MARK.sub("", text[start:end]).strip()
    return not rest or bool(_read_title(rest))


def title_of(document: Document, index: int, label_end: int, stop: int) -> Title:
    """The title of the section whose label ends at `label_end` in block `index`; not beyond `stop`."""
    text, blocks = document.text, document.blocks
    start, end = _strip(text, label_end, blocks[index].end)
    if start == end:
        first = index + 1
        if first >= len(blocks) or not _may_be_title(text, first, blocks[first], stop):
            return Title("", label_end, label_end)
        start, end = _strip(text, blocks[first].start, blocks[first].end)
        pieces = [text[start:end]]
        lines_only = True
    else:
        first = index
        pieces = [text[start:end]]
        lines_only = False
    if is_capitals(pieces[0]):
        for following in range(first + 1, min(first + 4, len(blocks))):
            block = blocks[following]
            line = text[block.start : block.end]
            wrapped = lines_only or _HANGING.search(pieces[-1]) or _GOES_ON.match(line)
            if not (wrapped and is_capitals(line) and _may_be_title(text, following, block, stop)):
                break
            pieces.append(line)
            end = block.end
    title = _read_title(_MARK.sub("", " ".join(pieces)).strip())
    if not title:
        return Title("", start, start)
    if len(title) < end - start and len(pieces) == 1 and text.startswith(title, start):
        end = start + len(title)
    return Title(title, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .:-–)":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _may_be_title(text: str, index: int, block: Block, stop: int) -> bool:
    """Whether the block can be a line of the title before it: a short paragraph, no label, no item of a list."""
    if block.kind != "paragraph" or block.start >= stop or block.end - block.start > _LONGEST:
        return False
    line = text[block.start : block.end]
    return line[0] not in "-+*•(" and label_at(text, index, block) is None and not line.endswith((".", ";", ":"))


def _read_title(rest: str) -> str:
    """The title that the text after a label is or begins with; "" where it is running text."""
    plain = " ".join(rest.split())
    lead, colon, after = plain.partition(": ")
    ended = plain.rstrip('”" ').endswith((".", ";", "…"))
    sentence = _SENTENCE_END.search(plain)
    if sentence is None and not ended and len(plain) <= _LONGEST and not (colon and _has_figures(after)):
        return plain.strip(_CLOSING) if not _is_clause(plain) else ""
    if colon and len(lead) <= _LONGEST_LEAD and not _is_running(lead):
        return lead.strip(_CLOSING)
    if sentence is not None:
        lead = plain[: sentence.start()]
        return lead.strip(_CLOSING) if len(lead) <= _LONGEST_LEAD and not _is_running(lead) else ""
    return plain.strip(_CLOSING) if len(plain) <= _LONGEST_LEAD * 1.5 and not _is_running(plain) else ""


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isdigit, _TIME.sub("", text)))


def _is_clause(text: str) -> bool:
    """Whether a line without a full stop says something with figures ("Tổng số 12 hộ, đạt 100%")."""
    return _has_figures(text) and (len(text) > _LONGEST_LEAD or "%" in text)


def _is_running(text: str) -> bool:
    """Whether it is a sentence of the report, with figures or telling a task, and no title."""
    return ";" in text or bool(_TASK.match(text)) or _has_figures(text)
