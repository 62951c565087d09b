"""One walk over a story of a Word file (body, note, header): paragraphs and tables in reading order.

Counted as Word shows it: insertions stand, deletions and hidden text do not, fields are their results, a text box
comes once and after the paragraph that it hangs on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.docx_math import formula
from extract.docx_numbering import Numbering
from extract.docx_styles import VAL, Look, Setting, Styles, W, on, paragraph_setting
from extract.docx_symbols import is_symbol_font, symbols

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TBL, _RPR, _PPR = W + "p", W + "r", W + "t", W + "tbl", W + "rPr", W + "pPr"
# What only wraps other content.
_WRAPPERS = {
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdt", "sdtContent", "rubyBase")
} | {W + "ruby", _MC + "Choice"}
_ALTERNATE = _MC + "AlternateContent"
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_BLANKS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "ptab": " ", W + "noBreakHyphen": "-", W + "softHyphen": ""}
_DRAWINGS = {W + "drawing", W + "pict", W + "object"}


@dataclass(slots=True)
class Piece:
    """A stretch of one kind of text; with `mark`, a footnote mark."""

    text: str
    font: str = ""
    raised: bool = False
    mark: str | None = None


@dataclass(slots=True)
class Draft:
    """A paragraph as it was found, its text not yet decoded."""

    pieces: list[Piece] = field(default_factory=list)
    setting: Setting = Setting()
    bold: bool = False
    label: str = ""
    label_font: str = ""
    contents: bool = False  # a line of a table of contents

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    items: list[Draft | Grid]
    borders: bool | None  # None: as the table says


@dataclass(slots=True)
class Grid:
    """A table as it was found: data or layout, that is not yet said."""

    cells: list[Cell]
    borders: bool


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Walk:
    """Walks one story. `mark` says what a reference to a note is called: (element, text after it) → label or None."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        mark: Callable[[etree._Element, str], str | None],
        table: Callable[[Walk, etree._Element], Grid],
    ) -> None:
        self.styles = styles
        self._numbering = numbering
        self._mark = mark
        self._table = table
        self._fields: list[_Field] = []
        self._pieces: list[Piece] = []
        self._boxes: list[etree._Element] = []
        self._bold: bool | None = None
        self._look = Look()
        self._carried: list[Piece] = []
        self.page_numbers = 0  # fields met that print a page number
        self.unread: set[str] = set()  # what was met and holds text that is not read

    def items(self, parent: etree._Element) -> list[Draft | Grid]:
        """Paragraphs and tables below a body, cell, note, text box or header."""
        found: list[Draft | Grid] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, found)
            elif tag == _TBL:
                found.append(self._table(self, child))
            elif tag in _WRAPPERS:
                found += self.items(child)
            elif tag == _ALTERNATE:
                found += self.items(_chosen(child))
            elif tag in (W + "altChunk", W + "subDoc"):
                self.unread.add("phần văn bản nhúng từ tệp khác")
        return found

    def _paragraph(self, element: etree._Element, found: list[Draft | Grid]) -> None:
        properties = element.find(_PPR)
        setting = self.styles.setting(None)
        joined = False  # the paragraph mark is deleted: what follows belongs to this paragraph
        if properties is not None:
            style = properties.find(W + "pStyle")
            setting = self.styles.setting(style.get(VAL) if style is not None else None)
            setting = paragraph_setting(setting, properties)
            mark = properties.find(_RPR)
            joined = mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
        outer = self._pieces, self._boxes, self._bold, self._look
        contents = any(f.name == "TOC" for f in self._fields)
        self._pieces, self._boxes, self._bold, self._look = self._carried, [], None, setting.look
        self._carried = []
        self._inline(element)
        draft = Draft(self._pieces, setting, bool(self._bold))
        draft.contents = contents or any(f.name == "TOC" for f in self._fields)
        boxes = self._boxes
        self._pieces, self._boxes, self._bold, self._look = outer
        if joined:
            self._carried = draft.pieces
        else:
            if setting.numbering[0]:
                self._number(draft)
            found.append(draft)
        for box in boxes:
            found += self.items(box)

    def _number(self, draft: Draft) -> None:
        number, index = draft.setting.numbering
        made = self._numbering.label(number, index, draft.setting.style)
        if made is None:
            return
        label, level = made
        look = draft.setting.look
        if level.look is not None:
            look = self.styles.apply(look, level.look)
        draft.label, draft.label_font = symbols(label, look.font), look.font

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _WRAPPERS:
                self._inline(child)
            elif tag == W + "fldSimple":
                self._fields.append(_Field(child.get(W + "instr") or "", result=True))
                self._inline(child)
                self._close_field()
            elif tag == _ALTERNATE:
                self._inline(_chosen(child))
            elif tag == M + "oMath" or tag == M + "oMathPara":
                self._add(formula(child), self._look)

    def _run(self, run: etree._Element) -> None:
        look = self._look
        properties = run.find(_RPR)
        if properties is not None and len(properties):
            look = self.styles.apply(look, properties)
        self._content(run, look)

    def _content(self, run: etree._Element, look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:
                if child.text:
                    self._add(child.text, look)
            elif tag == _RPR:
                continue
            elif tag in _BLANKS:
                self._add(_BLANKS[tag], look)
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction += child.text or ""
            elif tag == W + "footnoteReference" or tag == W + "endnoteReference":
                self._reference(child, look)
            elif tag == W + "sym":
                self._symbol(child, look)
            elif tag in _DRAWINGS:
                self._boxes += _boxes(child)
                if tag == W + "object":
                    self.unread.add("đối tượng nhúng (bảng tính, công thức dạng ảnh)")
            elif tag == _ALTERNATE:
                self._content(_chosen(child), look)
            elif tag in _WRAPPERS:
                self._inline(child)
            elif tag == W + "pgNum":
                self.page_numbers += 1

    def _add(self, text: str, look: Look) -> None:
        if look.hidden or not self._shown():
            return
        if look.font and is_symbol_font(look.font):
            text = symbols(text, look.font)
        if look.capitals:
            text = text.upper()
        if not text.isspace():
            self._bold = look.bold and self._bold is not False
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.mark is None and last.raised == look.raised and last.font == look.font:
            last.text += text
        else:
            self._pieces.append(Piece(text, look.font, look.raised))

    def _symbol(self, element: etree._Element, look: Look) -> None:
        font = element.get(W + "font") or ""
        try:
            letter = chr(int(element.get(W + "char") or "", 16))
        except (ValueError, OverflowError):
            return
        self._add(symbols(letter, font), Look(font, look.bold, look.raised, look.hidden, look.capitals))

    def _reference(self, element: etree._Element, look: Look) -> None:
        if look.hidden or not self._shown():
            return
        following = ""
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            after = element.getnext()
            if after is None:  # the mark is a run of its own
                run = element.getparent()
                after = _next_content(run) if run is not None else None
            if after is not None and after.tag == _T:
                following, after.text = after.text or "", ""
            elif after is not None and after.tag == W + "sym":
                following = symbols(chr(int(after.get(W + "char") or "2a", 16)), after.get(W + "font") or "")
                after.set(W + "char", "")
        label = self._mark(element, following)
        if label is not None:
            self._pieces.append(Piece("", mark=label))
        else:
            self._add(following, look)

    def _field(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._close_field()

    def _close_field(self) -> None:
        if self._fields.pop().name in _PAGE_FIELDS:
            self.page_numbers += 1

    def _shown(self) -> bool:
        return not self._fields or all(f.result and f.name not in _PAGE_FIELDS for f in self._fields)


def _chosen(alternate: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent that is read: the first choice, else the fallback, else nothing."""
    choice = alternate.find(_MC + "Choice")
    if choice is None:
        choice = alternate.find(_MC + "Fallback")
    return alternate if choice is None else choice


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, outermost only, each once."""
    for child in parent:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _ALTERNATE:
            yield from _boxes(_chosen(child))
        elif len(child):
            yield from _boxes(child)


def _next_content(run: etree._Element) -> etree._Element | None:
    following = run.getnext()
    while following is not None and following.tag != _R:
        following = following.getnext()
    if following is None:
        return None
    return next((child for child in following if child.tag in (_T, W + "sym")), None)
