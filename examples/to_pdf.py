"""Write a report as the office's PDF: set line by line, so that a page keeps room for the notes of its own lines."""

from dataclasses import dataclass
from pathlib import Path

from markup import LAYOUT, RIGHT_HEAD, Report, runs
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype/dejavu")  # Debian: fonts-dejavu-extra; Liberation has no ạ, ế, ộ
LEFT, RIGHT, TOP, BOTTOM = 85.0, A4[0] - 42.5, A4[1] - 57.0, 57.0
WIDTH = RIGHT - LEFT
FACES = {
    (bold, italic): "DejaVuSerifCondensed" + ("-" + "Bold" * bold + "Italic" * italic if bold or italic else "")
    for bold in (False, True)
    for italic in (False, True)
}
REGULAR = FACES[False, False]
BODY, HEAD, NOTE = 11.8, 10.8, 9.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word in one face and size; a footnote mark is small and raised."""

    text: str
    font: str
    size: float
    rise: float = 0

    @property
    def width(self) -> float:
        return stringWidth(self.text, self.font, self.size)


Word = list[Piece]


def words(text: str, size: float, bold: bool = False, italic: bool = False) -> list[Word]:
    """Cut a paragraph at its blanks; a mark clings to its word."""
    out: list[Word] = [[]]
    for run in runs(text, bold, italic):
        font = FACES[run.bold, run.italic]
        for k, part in enumerate(run.text.split(" ")):
            if k and out[-1]:
                out.append([])
            if part:
                out[-1].append(Piece(part, font, size))
        if run.mark:
            out[-1].append(Piece(run.mark, font, size * 0.62, size * 0.36))
    return [word for word in out if word]


def width(line: list[Word]) -> float:
    return sum(piece.width for word in line for piece in word) + sum(
        stringWidth(" ", word[0].font, word[0].size) for word in line[1:]
    )


def fill(text: list[Word], room: float, indent: float = 0) -> list[list[Word]]:
    """Break words into lines."""
    lines: list[list[Word]] = [[]]
    for word in text:
        if lines[-1] and width([*lines[-1], word]) > room - (indent if len(lines) == 1 else 0):
            lines.append([])
        lines[-1].append(word)
    return lines


class Sheet:
    """A PDF that fills from above with text and from below with notes."""

    def __init__(self, path: Path, notes: dict[str, str]) -> None:
        for face in FACES.values():
            registerFont(TTFont(face, FONTS / f"{face}.ttf"))
        self.canvas = Canvas(str(path), A4, invariant=True, initialFontName=REGULAR)
        self.notes, self.y, self.floor = notes, TOP, BOTTOM
        self.feet: list[list[list[Word]]] = []

    def draw(self, line: list[Word], x: float, y: float, room: float, align: str = "left") -> None:
        spare = room - width(line)
        text = self.canvas.beginText(x + {"center": spare / 2, "right": spare}.get(align, 0), y)
        text.setWordSpace(spare / (len(line) - 1) if align == "both" and len(line) > 1 else 0)
        for k, word in enumerate(line):
            for j, piece in enumerate(word):
                text.setFont(piece.font, piece.size)
                text.setRise(piece.rise)
                text.textOut(" " * (k > 0 and j == 0) + piece.text)
        self.canvas.drawText(text)

    def turn(self) -> None:
        """Print the notes, the page number and begin a new page."""
        y = self.floor
        if self.feet:
            self.canvas.line(LEFT, y - 4, LEFT + 142, y - 4)
            y -= 4
        for lines in self.feet:
            for k, line in enumerate(lines):
                y -= 12
                self.draw(line, LEFT, y, WIDTH, "left" if k == len(lines) - 1 else "both")
        if self.canvas.getPageNumber() > 1:
            self.draw(words(str(self.canvas.getPageNumber()), BODY), LEFT, A4[1] - 38, WIDTH, "center")
        self.canvas.showPage()
        self.y, self.floor, self.feet = TOP, BOTTOM, []

    def paragraph(self, text: list[Word], align: str, indent: float, leading: float = 18.5, keep: int = 0) -> None:
        lines = fill(text, WIDTH, indent)
        for k, line in enumerate(lines):
            labels = [piece.text for word in line for piece in word if piece.rise]
            feet = [
                fill([[Piece(label, REGULAR, 5.6, 3.2)], *words(self.notes[label], NOTE)], WIDTH) for label in labels
            ]
            room = 12 * sum(map(len, feet)) + (10 if feet and not self.feet else 0)
            ahead = leading * (len(lines) - 1 + keep if keep and k == 0 else 0)
            if self.y - leading - ahead < self.floor + room:
                self.turn()
                room = 12 * sum(map(len, feet)) + (10 if feet else 0)
            self.feet += feet
            self.floor += room
            self.y -= leading
            shift = indent if k == 0 else 0
            last = "left" if align == "both" and k == len(lines) - 1 else align
            self.draw(line, LEFT + shift, self.y, WIDTH - shift, last)

    def column(
        self, lines: list[list[Word]], x: float, room: float, align: str = "center", leading: float = 15
    ) -> float:
        for k, line in enumerate(lines):
            if line:
                self.draw(line, x, self.y - leading * (k + 1), room, align)
        return self.y - leading * len(lines)


def write_pdf(report: Report, path: Path) -> None:
    """Write the report as the office's PDF."""
    sheet = Sheet(path, report.notes)
    heads = RIGHT_HEAD[report.meta["form"]]
    left = [words(text, HEAD, text == report.meta["office"]) for text in report.left_head]
    right = [*(words(text, HEAD, True) for text in heads), [], words(report.meta["place"], HEAD, italic=True)]
    half = WIDTH * 0.46
    rule = sheet.y - 15 * len(heads) - 4
    middle = (LEFT + half + RIGHT) / 2
    sheet.canvas.line(middle - width(right[len(heads) - 1]) / 2, rule, middle + width(right[len(heads) - 1]) / 2, rule)
    sheet.y = min(sheet.column(left, LEFT, half), sheet.column(right, LEFT + half, WIDTH - half)) - 12
    for block in report.blocks:
        align, indent, before, after, bold = LAYOUT[block.kind]
        sheet.y -= before / 20
        sheet.paragraph(words(block.text, BODY, bold, block.kind == "aside"), align, indent / 20, keep=2 if bold else 0)
        sheet.y -= after / 20
    if sheet.y - 190 < sheet.floor:
        sheet.turn()
    sheet.y -= 12
    sheet.column(
        [words("Nơi nhận:", HEAD, True, True), *(words(text, NOTE) for text in report.to)], LEFT, half, "left", 14
    )
    sign = [words(text, BODY, True) for text in [*report.sign, "", "", "", report.meta["signer"]]]
    sheet.column(sign, LEFT + half, WIDTH - half, leading=18)
    sheet.turn()
    sheet.canvas.save()
