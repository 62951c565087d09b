"""Word files (DOCX) as documents: opens the package, walks each story once, decodes, and tells the builder."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extract.builder import Builder, Paragraph
from extract.document import Document, Furniture, UnreadableError
from extract.docx.archive import Archive, Slim
from extract.docx.drafts import Draft, Grid
from extract.docx.notes import FoundNote, Notes
from extract.docx.numbering import Lists, Numbering
from extract.docx.slim import slim_story, slim_styles, slim_theme
from extract.docx.styles import Styles, W
from extract.docx.tables import drafts, grid, is_data
from extract.docx.text import decode_drafts, paragraph
from extract.docx.walk import Walk
from extract.limits import Limits
from extract.plain.typed_notes import Item, link, unmarked

_STAGE = "đọc văn bản"
_DEEPEST = 3  # files within files
_CAPTION = "Bảng ", "Biểu ", "BẢNG ", "BIỂU ", "Phụ biểu ", "Phụ lục "
_SLIM: dict[str, Slim] = {
    "styles": slim_styles,
    "theme": slim_theme,
    "footnotes": slim_story,
    "endnotes": slim_story,
}
_UNIT_LINE = "(ĐVT", "ĐVT", "Đơn vị tính", "(Đơn vị tính", "Đơn vị:", "(Đơn vị:"


def read_docx(data: bytes, *, limits: Limits | None = None, format: str = "docx") -> Document:
    """The document of a DOCX file's bytes; UnreadableError when it is damaged, no Word file, or beyond the limits."""
    limits = limits or Limits()
    limits.check("file_bytes", len(data))
    try:
        return _Reading(Archive(data, limits), limits, format).document()
    except RecursionError as error:
        raise UnreadableError(_STAGE, "Tệp Word lồng nhau quá sâu; hãy mở bằng Word, lưu lại rồi gửi lại.") from error


class _Reading:
    """One reading of one file: its parts, and what was found in them."""

    def __init__(self, archive: Archive, limits: Limits, format: str, host: _Reading | None = None) -> None:
        self._archive, self._limits = archive, limits
        self._builder = Builder(format)
        self._cells = 0
        self._depth: int = host._depth + 1 if host is not None else 0
        self._noted: list[tuple[FoundNote, list[Draft]]] = []
        self._page_numbers: list[str] = []
        self._unread: set[str] = set()
        self._embedded: dict[str, _Reading] = {}  # files that are part of the text, by their names in the package
        main = archive.related("").get("officeDocument", [("", "word/document.xml")])[0][1]
        if main not in archive:
            raise UnreadableError("mở tệp", "Đây là tệp nén ZIP, không phải văn bản Word; hãy gửi chính tệp báo cáo.")
        root = archive.xml(main, slim_story)
        body = root.find(W + "body")
        if root.tag != W + "document" or body is None:
            raise UnreadableError("mở tệp", "Tệp không chứa văn bản Word; hãy mở bằng Word, lưu lại rồi gửi lại.")
        self._body = body
        self._related = archive.related(main)
        self._parts = {name: self._part(name) for name in ("styles", "theme", "numbering", "settings")}
        self._styles = Styles(self._parts["styles"], self._parts["theme"])
        self._lists = Lists(self._parts["numbering"], self._styles)
        notes = {kind: self._part(kind + "s") for kind in ("footnote", "endnote")}
        self._notes: Notes = Notes(notes, self._parts["settings"], body, host._notes if host is not None else None)

    def _part(self, kind: str) -> etree._Element | None:
        for _, name in self._related.get(kind, []):
            if name in self._archive:
                return self._archive.xml(name, _SLIM.get(kind))
        return None

    def _walk(self, chunk: Callable[[str], list[Draft | Grid] | None] | None = None) -> Walk:
        return Walk(self._styles, Numbering(self._lists), self._notes.mark, self._notes.has, self._table, chunk)

    def _chunk(self, relation: str) -> list[Draft | Grid] | None:
        """What a Word file says that is embedded as part of the text (`w:altChunk`), its notes numbered on; None where
        it is of another kind, cannot be read, or has been read before."""
        name = dict(self._related.get("aFChunk", [])).get(relation, "")
        if name not in self._archive or name in self._embedded or self._depth == _DEEPEST:
            return None
        try:
            data = self._archive.read(name)
            inner = _Reading(Archive(data, self._limits, self._archive), self._limits, "docx", self)
            items = inner._stories()
        except UnreadableError:
            return None
        self._embedded[name] = inner
        self._cells += inner._cells
        return items

    def _stories(self) -> list[Draft | Grid]:
        """Walks the body and its notes; returns the body."""
        walk, notes_walk = self._walk(self._chunk), self._walk()
        items = walk.items(self._body)
        self._noted = [(note, drafts(notes_walk.items(note.element))) for note in self._notes.in_order()]
        self._page_numbers, self._unread = walk.page_numbers, walk.unread | notes_walk.unread
        for inner in self._embedded.values():
            self._noted += inner._noted
            self._page_numbers += inner._page_numbers
            self._unread |= inner._unread
            self._notes.missing += inner._notes.missing
        return items

    def _table(self, walk: Walk, element: etree._Element) -> Grid:
        found = grid(walk, element)
        self._cells += len(found.cells)
        self._limits.check("table_cells", self._cells, _STAGE)
        return found

    def document(self) -> Document:
        items = self._stories()
        warnings = decode_drafts([*drafts(items), *(draft for _, found in self._noted for draft in found)])
        self._furniture()
        self._builder.furniture += [Furniture(text, 0, True) for text in self._page_numbers]
        flat, typed = link([self._item(item) for item in _unfolded(items)], cuts=False)
        self._write(flat)
        for note, found in self._noted:
            paragraphs = [unmarked(paragraph(draft, _repeated(note, found[:n]))) for n, draft in enumerate(found)]
            self._builder.note(note.label, paragraphs)
        for label, typed_paragraphs in typed:
            self._builder.note(label, typed_paragraphs)
        self._warn(warnings)
        return self._builder.document()

    def _warn(self, warnings: list[str]) -> None:
        self._builder.warnings += warnings
        for what in sorted(self._unread):
            self._builder.warnings.append(f"Tệp có {what} mà chương trình không đọc được nội dung.")
        if self._notes.missing:
            labels = ", ".join(self._notes.missing)
            self._builder.warnings.append(f"Không thấy nội dung của chú thích {labels} trong tệp.")

    def _item(self, item: Draft | Grid) -> Item:
        if isinstance(item, Grid):
            return item
        made = paragraph(item)
        if item.contents:
            self._builder.furniture.append(Furniture(_said(made), 0, False))
            return Paragraph()
        return made

    def _furniture(self) -> None:
        """Headers and footers: text of the page, not of the report. Which page is not known: 0."""
        for kind in ("header", "footer"):
            for name in dict.fromkeys(name for _, name in self._related.get(kind, [])):
                if name not in self._archive:
                    continue
                walk = self._walk()
                found = drafts(walk.items(self._archive.xml(name)))
                decode_drafts(found)
                texts = [text for draft in found if (text := _said(paragraph(draft)))] + walk.page_numbers
                if texts:
                    self._builder.furniture.append(Furniture(" ".join(texts), 0, bool(walk.page_numbers)))

    def _write(self, items: list[Item]) -> None:
        before: list[Paragraph] = []
        for item in items:
            if isinstance(item, Grid):
                self._write_table(item, _caption([_said(paragraph) for paragraph in before[-2:]]))
                before = []
            elif isinstance(item, Paragraph) and self._builder.paragraph(item):
                before.append(item)

    def _write_table(self, found: Grid, caption: str) -> None:
        self._builder.table(
            caption,
            (
                (
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    [unmarked(paragraph(d)) for d in drafts(cell.items)],
                )
                for cell in found.cells
            ),
        )


def _repeated(note: FoundNote, before: list[Draft]) -> str:
    """The custom mark that may stand at the head of a paragraph of the note, behind those given; nothing where there
    can be none. A number at the head of a later paragraph is a figure, unless the mark alone stands above it."""
    if not note.custom or (note.label.isalnum() and any(draft.text.strip() != note.label for draft in before)):
        return ""
    return note.label


def _unfolded(items: list[Draft | Grid]) -> list[Draft | Grid]:
    """The items with layout tables replaced by what stands in them, left cell before right cell."""
    flat: list[Draft | Grid] = []
    for item in items:
        if isinstance(item, Draft) or is_data(item):
            flat.append(item)
        else:
            for cell in item.cells:
                flat += _unfolded(cell.items)
    return flat


def _said(made: Paragraph) -> str:
    return " ".join((made.automatic + "".join(run.text for run in made.runs)).split())


def _caption(before: list[str]) -> str:
    """The caption among the last two paragraphs before a table: the last, or one above a line that gives the unit."""
    for text in before[::-1]:
        if text.startswith(_CAPTION):
            return text
        if not text.startswith(_UNIT_LINE):
            break
    return ""
