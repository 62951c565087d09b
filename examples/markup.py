"""The light markup of the example reports, one paragraph a line.

`@key value` letterhead, recipients and signature; `=` title, `~` note to the title, `==` part, `#` and `##` headings,
`|` table row (`<` joins the cell to its left one, `^` to the upper one, `*` first marks a total row), `@annex` a new
page, `*italic*`, `[^1]` a footnote mark, `[^1]: ...` the footnote. Any other line is a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

RIGHT_HEAD = {
    "party": ["ĐẢNG CỘNG SẢN VIỆT NAM"],
    "state": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
}
KINDS = {"==": "part", "=": "title", "~": "aside", "##": "item", "#": "head"}
INLINE = re.compile(r"\*([^*]+)\*|\[\^(\d+)\]")


LAYOUT = {  # kind: alignment, first-line indent, space before and after (twips), bold
    "title": ("center", 0, 0, 0, True),
    "aside": ("center", 0, 0, 0, False),
    "part": ("center", 0, 120, 0, True),
    "head": ("both", 720, 120, 60, True),
    "item": ("both", 720, 80, 60, True),
    "para": ("both", 720, 80, 80, False),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table with its rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Report:
    """A source file, read."""

    meta: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    to: list[str] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)

    @property
    def left_head(self) -> list[str]:
        star = ["*"] if self.meta["form"] == "party" else []
        return [self.meta["parent"], self.meta["office"], *star, self.meta["number"]]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look; `mark` is the label of a footnote mark."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: str = ""


def parse(source: str) -> Report:
    """Read the markup."""
    report = Report()
    rows: list[tuple[str, ...]] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line[1:].split("|")))
            continue
        if rows:
            report.blocks.append(Block("table", rows=tuple(rows)))
            rows = []
        first, _, rest = line.partition(" ")
        if note := re.match(r"\[\^(\d+)\]: ", line):
            report.notes[note[1]] = line[note.end() :]
        elif first == "@to":
            report.to.append(rest)
        elif first == "@sign":
            report.sign.append(rest)
        elif first == "@annex":
            report.blocks.append(Block("annex"))
        elif first.startswith("@"):
            report.meta[first[1:]] = rest
        elif line:
            report.blocks.append(Block(KINDS[first], rest) if first in KINDS else Block("para", line))
    return report


def runs(text: str, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    """Cut a paragraph at its italics and its footnote marks."""
    end = 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()], bold, italic)
        yield Run(match[1] or "", bold, bool(match[1]), match[2] or "")
        end = match.end()
    if end < len(text):
        yield Run(text[end:], bold, italic)
