"""One walk over a story of a Word file (body, note, header): paragraphs and tables in reading order.

As Word shows it: insertions stand, deletions and hidden text do not, fields are their results, a text box comes once
and after the paragraph that it hangs on. Blanks that an element does not ask to preserve are kept all the same: a
blank too many does no harm, one too few makes one number of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.docx.drafts import Draft, Grid, Piece
from extract.docx.fields import Fields
from extract.docx.math import formula
from extract.docx.numbering import Numbering
from extract.docx.shapes import ALTERNATE, CHOICE, DRAWINGS, boxes, chosen, unread
from extract.docx.styles import Look, Setting, Styles, W, children_of
from extract.symbols import drawn, symbols

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _R, _T, _TBL, _RPR, _PPR = W + "p", W + "r", W + "t", W + "tbl", W + "rPr", W + "pPr"
_FIELD, _SIMPLE, _INSTRUCTION, _SYMBOL = W + "fldChar", W + "fldSimple", W + "instrText", W + "sym"
_CHUNK, _EMBEDDED = W + "altChunk", {W + "altChunk", W + "subDoc"}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What only wraps other content.
_WRAPPERS = {W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdt")}
_WRAPPERS |= {W + name for name in ("sdtContent", "ruby", "rubyBase")} | {CHOICE}
_FORMULAS = {_M + "oMath", _M + "oMathPara"}
_FIXED = {W + name: " " for name in ("tab", "br", "cr", "ptab")}
_FIXED |= {W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}  # in TCVN3 that is ư; else the builder drops it


@dataclass(slots=True)
class _Line:
    """The paragraph that is being walked."""

    look: Look
    pieces: list[Piece]
    boxes: list[etree._Element] = field(default_factory=list)
    swallowed: list[Piece] = field(default_factory=list)  # what stands in the instruction of a field
    bold: bool | None = None
    contents: bool | None = None


class Walk:
    """Walks one story. `mark` says what a reference to a note is called, `noted` whether a note is called so, `table`
    makes a grid of a table, `chunk` reads an embedded file by the id of its relation."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        mark: Callable[[etree._Element, str], str],
        noted: Callable[[str], bool],
        table: Callable[[Walk, etree._Element], Grid],
        chunk: Callable[[str], list[Draft | Grid] | None] | None = None,
    ) -> None:
        self.styles = styles
        self._numbering, self._mark, self._noted, self._table = numbering, mark, noted, table
        self._chunk = chunk
        self._fields = Fields()
        self._cited = ""  # what a field says that refers to a note once more
        self._line = _Line(Look(), [])
        self._carried: Draft | None = None  # a paragraph without an end of its own: the next goes on with it
        self.page_numbers: list[str] = []  # texts of the fields that print a page number
        self.unread: set[str] = set()  # what was met and holds text that is not read

    def items(self, parent: etree._Element) -> list[Draft | Grid]:
        """Paragraphs and tables below a body, note, text box or header."""
        return self.among(children_of(parent))

    def among(self, children: list[etree._Element]) -> list[Draft | Grid]:
        """Paragraphs and tables among the children of such a part, or of a cell."""
        found: list[Draft | Grid] = []
        outer, self._carried = self._carried, None
        self._collect(children, found)
        self._end_carried(found)
        self._carried = outer
        return found

    def _collect(self, children: list[etree._Element], found: list[Draft | Grid]) -> None:
        for child in children:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, found)
            elif tag == _TBL:
                self._end_carried(found)
                found.append(self._table(self, child))
            elif tag in _WRAPPERS:
                self._collect(children_of(child), found)
            elif tag == ALTERNATE:
                self._collect(children_of(chosen(child)), found)
            elif tag in _EMBEDDED:
                inner = self._chunk(child.get(_ID) or "") if tag == _CHUNK and self._chunk is not None else None
                if inner is None:
                    self.unread.add("phần văn bản nhúng từ tệp khác")
                else:
                    self._end_carried(found)
                    found += inner

    def _end_carried(self, found: list[Draft | Grid]) -> None:
        """Nothing follows that the paragraph before could go on in: it stands alone."""
        if self._carried is not None:
            found.append(self._carried)
            self._carried = None

    def _paragraph(self, element: etree._Element, found: list[Draft | Grid]) -> None:
        children = children_of(element)
        if children and children[0].tag == _PPR:
            setting, end = self.styles.paragraph(children.pop(0))
        else:
            setting, end = self.styles.setting(None), ""
        before, self._carried = self._carried, None
        if len(children) == 1 and not end and before is None and not self._fields.open:
            plain = self._plain(children[0], setting)
            if plain is not None:
                found.append(plain)
                return
        outer, line = self._line, _Line(setting.look, before.pieces if before is not None else [])
        self._line = line
        self._inline(children)
        if self._fields.open and self._fields.drop_unfinished():
            line.pieces += line.swallowed
        self._line = outer
        draft = Draft(line.pieces, setting, bool(line.bold), bool(line.contents))
        if setting.numbering[0] and end != "deleted" and (line.pieces or not end):
            self._number(draft)
        if before is not None and before.label is not None:
            draft.label = before.label
        if not end:
            found.append(draft)
        elif draft.pieces:
            self._carried = draft
        for box in line.boxes:
            found += self.items(box)

    def _plain(self, run: etree._Element, setting: Setting) -> Draft | None:
        """A paragraph of one run of one text, as most cells of tables are, by a short way; None where it is not."""
        if run.tag != _R:
            return None
        children, look = children_of(run), setting.look
        if len(children) == 2 and children[0].tag == _RPR:
            look = self.styles.apply(look, children[0])
        elif len(children) != 1:
            return None
        text = children[-1].text if children[-1].tag == _T else None
        if not text or look.hidden or look.symbolic:
            return None
        draft = Draft([Piece(text, look)], setting, look.bold and not text.isspace())
        if setting.numbering[0]:
            self._number(draft)
        return draft

    def _number(self, draft: Draft) -> None:
        number, index = draft.setting.numbering
        made = self._numbering.label(number, index, draft.setting.style)
        if made is None:
            return
        label, level = made
        look = draft.setting.look
        if level.look is not None:
            look = self.styles.apply(look, level.look)
        if look.hidden:
            return
        draft.label = Piece(drawn(label, look.font), look)

    def _inline(self, children: list[etree._Element]) -> None:
        for child in children:
            tag = child.tag
            if tag == _R:
                self._run(child, self._line.look)
            elif tag in _WRAPPERS:
                self._inline(children_of(child))
            elif tag == _SIMPLE:
                self._fields.simple(child.get(W + "instr") or "")
                self._inline(children_of(child))
                self._fields.close()
            elif tag == ALTERNATE:
                self._inline(children_of(chosen(child)))
            elif tag in _FORMULAS:
                self._add(formula(child), self._line.look)

    def _run(self, run: etree._Element, look: Look) -> None:
        for child in children_of(run):
            tag = child.tag
            if tag == _T:
                if text := child.text:
                    self._add(text, look)
            elif tag == _RPR:
                look = self.styles.apply(look, child)
            elif tag in _FIXED:
                self._add(_FIXED[tag], look)
            elif tag == _FIELD:
                if shown := self._fields.character(child):
                    self._add(shown, look)
            elif tag == _INSTRUCTION:
                self._fields.instruction(child.text or "")
            else:
                self._other(child, look)

    def _other(self, child: etree._Element, look: Look) -> None:
        """What stands in a run and is neither text nor field."""
        tag = child.tag
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            self._reference(child, look)
        elif tag == _SYMBOL:
            self._symbol(child, look)
        elif tag in DRAWINGS:
            self._drawing(child, look)
        elif tag == ALTERNATE:
            self._run(chosen(child), look)
        elif tag in _WRAPPERS:
            self._inline(children_of(child))
        elif tag == W + "pgNum":
            self.page_numbers.append("")

    def _add(self, text: str, look: Look) -> None:
        if look.hidden:
            return
        line = self._line
        pieces = line.pieces
        contents = False
        if self._fields.open:
            if self._fields.page_number:
                self.page_numbers.append(text)
                return
            if self._fields.hidden:
                pieces = line.swallowed
            elif look.raised and self._fields.note:
                self._cite(text, look)
                return
            else:
                self._fields.written()
            contents = self._fields.contents
        if look.symbolic:
            text = drawn(text, look.font)
        if (line.bold is not look.bold or line.contents is not contents) and not text.isspace():
            line.bold = look.bold and line.bold is not False
            line.contents = contents and line.contents is not False
        last = pieces[-1] if pieces else None
        if last is not None and last.mark is None and (last.look is look or last.look.like(look)):
            last.text += text
        else:
            pieces.append(Piece(text, look))

    def _cite(self, text: str, look: Look) -> None:
        """Adds to the number of a note that is referred to once more; it may come in several runs."""
        if not self._fields.open[-1].shown:
            self._cited = ""
            self._line.pieces.append(Piece("", look))
        self._fields.written()
        self._cited += text
        piece, label = self._line.pieces[-1], self._cited.strip()
        piece.text, piece.mark = ("", label) if self._noted(label) else (self._cited, None)

    def _symbol(self, element: etree._Element, look: Look) -> None:
        font = element.get(W + "font") or ""
        self._add(_letter(element), replace(look, font=font, symbolic=False))

    def _drawing(self, element: etree._Element, look: Look) -> None:
        if look.hidden or self._fields.hidden:
            return
        self._line.boxes += boxes(element)
        self.unread |= unread(element)

    def _reference(self, element: etree._Element, look: Look) -> None:
        if look.hidden or self._fields.hidden:
            return
        typed = ""
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            following = _following(element)
            if following is not None and following.tag == _T:
                typed, following.text = following.text or "", ""
            elif following is not None:
                typed = _letter(following)
                following.set(W + "char", "")
        self._line.pieces.append(Piece("", look, self._mark(element, typed)))


def _letter(element: etree._Element) -> str:
    """The character of a `w:sym`; nothing when it names none."""
    try:
        return symbols(chr(int(element.get(W + "char") or "", 16)), element.get(W + "font") or "")
    except (ValueError, OverflowError):
        return ""


def _following(reference: etree._Element) -> etree._Element | None:
    """The text or symbol after a reference, in its run or in the next."""
    found = next(reference.itersiblings(_T, _SYMBOL), None)
    run = reference.getparent()
    if found is None and run is not None:
        after = next(run.itersiblings(_R), None)
        found = next(after.iterchildren(_T, _SYMBOL), None) if after is not None else None
    return found
