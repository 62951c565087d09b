"""Lays the pages of a PDF out and gives their paragraphs, tables and notes to the builder, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extract.builder import Builder, Paragraph
from extract.document import Furniture
from extract.pdf.columns import Region, regions_of
from extract.pdf.frame import Frame
from extract.pdf.furniture import without_furniture
from extract.pdf.lines import Line
from extract.pdf.notes import Marks, Notes
from extract.pdf.paragraphs import breaks_lines, cell_paragraphs, margins, paragraphs_of, pitches, sets_in
from extract.pdf.runs import paragraph_of
from extract.pdf.tables import go_on, same_columns

_CAPTION = "Bảng ", "Biểu ", "BẢNG ", "BIỂU ", "Phụ biểu ", "Phụ lục "
_UNIT_LINE = "(ĐVT", "ĐVT", "Đơn vị tính", "(Đơn vị tính", "Đơn vị:", "(Đơn vị:"
_MANY = 200  # lines that wait for the end of their paragraph before those that have it are written


@dataclass(slots=True)
class Sheet:
    """A page as read: what is needed of it after its handle is closed."""

    number: int
    frame: Frame
    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)  # level ones: x0, x1, height from the top
    tables: list[Region] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)  # what stands sideways in the margin
    ocr: bool = False


def compose(sheets: list[Sheet], builder: Builder) -> None:
    """Gives the text of the pages to the builder: body, notes, furniture, and a warning for each lost mark."""
    frames = {sheet.number: sheet.frame for sheet in sheets}
    kept, furniture = without_furniture(
        [sheet.lines for sheet in sheets], [sheet.frame.size()[1] for sheet in sheets], list(frames)
    )
    builder.furniture += furniture
    builder.furniture += [Furniture(text, sheet.number, text.isdecimal()) for sheet in sheets for text in sheet.aside]
    notes = Notes(_body_size(kept))
    pages = [_regions(sheet, lines, notes) for sheet, lines in zip(sheets, kept, strict=True)]
    regions = _joined(pages, builder.furniture)
    _set_margins(pages, [sheet.frame.size()[0] for sheet in sheets])
    marks = Marks(notes.found)
    writer = _Writer(builder, frames, marks, [line for region in regions for line in region.flow])
    # what is written is let go, so that lines and places of a long report are not held side by side
    del pages, kept
    for sheet in sheets:
        sheet.lines, sheet.tables = [], []
    regions.reverse()
    while regions:
        writer.write(regions.pop())
    writer.flush()
    for note in notes.found:
        builder.note(note.name, [paragraph_of(note.lines, None, frames)])
    for label in marks.unclaimed():
        builder.warnings.append(f"Không thấy chỗ đánh dấu chú thích {label} trong bài; hãy xem lại trang có chú thích.")


def _body_size(pages: list[list[Line]]) -> float:
    """The type size in points that most of the text has."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _regions(sheet: Sheet, lines: list[Line], notes: Notes) -> list[Region]:
    """The regions of a page from the top, tables in their places, the notes at its foot taken off."""
    regions: list[Region] = []
    page: list[Line] = []  # all lines, those of cells too
    for table in sorted(sheet.tables, key=lambda region: region.top):
        above = [line for line in lines if line.baseline < table.top]
        lines = [line for line in lines if line.baseline >= table.top]
        regions += [*regions_of(above), table]
        page += above
        page += [line for *_, cell in table.cells for line in cell]
    regions += regions_of(lines)
    page += lines
    whole = 0.0, sheet.frame.size()[0]
    last = regions[-1] if regions else None
    for region in regions:
        if region.kind == "prose":
            region.columns = [notes.take(column, page, sheet.rules, _sides(column)) for column in region.columns]
        elif region is last and region.kind == "body":
            region.columns = [notes.take(column, page, sheet.rules, whole) for column in region.columns]
    return [region for region in regions if region.cells or any(region.columns)]


def _sides(column: list[Line]) -> tuple[float, float]:
    return min(line.x0 for line in column), max(line.x1 for line in column)


def _joined(pages: list[list[Region]], furniture: list[Furniture]) -> list[Region]:
    """All regions in reading order; a table that goes on over a page break is one."""
    regions: list[Region] = []
    for page in pages:
        for n, region in enumerate(page):
            if not n and regions and regions[-1].kind == region.kind == "table" and same_columns(regions[-1], region):
                head = go_on(regions[-1], region)
                if head:
                    line = region.cells[0][4][0] if region.cells[0][4] else regions[-1].cells[-1][4][0]
                    furniture.append(Furniture(head, line.page, False))
                continue
            regions.append(region)
    return regions


def _set_margins(pages: list[list[Region]], widths: list[float]) -> None:
    """Sets the margins of every line: of the body by page, by odd and even pages where a page has few lines."""
    sides: dict[int, list[Line]] = {}
    for regions in pages:
        for line in _body(regions):
            sides.setdefault(line.page % 2, []).append(line)
    common = {side: margins(lines) for side, lines in sides.items()}
    for regions, width in zip(pages, widths, strict=True):
        body = _body(regions)
        if body:
            left, right = margins(body, common[body[0].page % 2])
            _set(body, left, max(right, width - left) if breaks_lines(body, width) else right)
        for region in regions:
            if region.kind == "prose":
                for column in filter(None, region.columns):  # one that held nothing but notes is empty
                    _set(column, *margins(column))


def _body(regions: list[Region]) -> list[Line]:
    return [line for region in regions if region.kind == "body" for line in region.flow]


def _set(lines: list[Line], left: float, right: float) -> None:
    for line in lines:
        line.left, line.right = left, right


class _Writer:
    """Gives regions to the builder; the body waits until something ends it, as it may go on over a page."""

    def __init__(self, builder: Builder, frames: dict[int, Frame], marks: Marks, flow: list[Line]) -> None:
        self._builder = builder
        self._frames = frames
        self._marks = marks
        self._pitch = pitches(flow)
        self._set_in = sets_in(flow)
        self._waiting: list[Line] = []
        self._before: list[str] = []  # the paragraphs since the last table

    def write(self, region: Region) -> None:
        """Takes the next region in reading order."""
        if region.kind in ("body", "prose"):
            self._waiting += region.flow
            if len(self._waiting) > _MANY:
                self._write_paragraphs(keep_last=True)
            return
        self.flush()
        for column in region.columns:
            for lines in cell_paragraphs(column):
                self._add(self._made(lines))
        if region.cells:
            self._builder.table(
                _caption(self._before),
                [
                    (row, column, rows, columns, [self._made(lines) for lines in cell_paragraphs(cell)])
                    for row, column, rows, columns, cell in region.cells
                ],
            )
            self._before = []

    def flush(self) -> None:
        """Writes the body that waits."""
        self._write_paragraphs(keep_last=False)

    def _write_paragraphs(self, keep_last: bool) -> None:
        """Writes what waits; `keep_last` leaves the last paragraph, which may go on."""
        paragraphs = paragraphs_of(self._waiting, self._pitch, self._set_in)
        self._waiting = paragraphs.pop() if keep_last and paragraphs else []
        for lines in paragraphs:
            self._add(self._made(lines))

    def _made(self, lines: list[Line]) -> Paragraph:
        return paragraph_of(lines, self._marks, self._frames)

    def _add(self, paragraph: Paragraph) -> None:
        if self._builder.paragraph(paragraph):
            self._before.append("".join(run.text for run in paragraph.runs).strip())


def _caption(before: list[str]) -> str:
    """The caption among the last two paragraphs before a table: the last, or one above a line that gives the unit."""
    for text in before[:-3:-1]:
        if text.startswith(_CAPTION):
            return text
        if not text.startswith(_UNIT_LINE):
            break
    return ""
