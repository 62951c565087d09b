"""A small report made by hand, with one of everything: for tests of what comes after reading."""

from __future__ import annotations

from decimal import Decimal

from corpus.check import Check
from corpus.outline.answered import Coverage
from extract.builder import Builder, Paragraph, Run
from extract.document import Document, Furniture, Place
from outputs.rows import ReportRows
from patterns.claims import Citation, Claims, Figure, Letterhead, Mention, Quantity, Section

REPORT_ID = "0123456789ab"
HEADING = "I. KẾT QUẢ"
SENTENCE = "- Tổ chức 30 hội nghị, đạt 88,5% theo Kế hoạch số 15-KH/HU."
NOTE = "Cấp huyện 02; cấp xã 27."


def document(sentence: str = SENTENCE) -> Document:
    """Letterhead line, heading, a sentence with a note, a table of two rows and two columns, a page number."""
    builder = Builder("pdf")
    builder.paragraph(Paragraph([Run("UBND XÃ SUỐI MƠ")]))
    builder.paragraph(Paragraph([Run(HEADING)], bold=True))
    before, after = sentence.split(" hội nghị", 1)
    builder.paragraph(Paragraph([Run(before + " hội nghị"), Run("", mark="1"), Run(after)]))
    cells = [("Xã", 1, 1), ("Số hộ", 1, 2), ("Suối Mơ", 2, 1), ("1.250", 2, 2)]
    builder.table("Biểu 1", [(row, column, 1, 1, [Paragraph([Run(text)])]) for text, row, column in cells])
    builder.note("1", [Paragraph([Run(NOTE)])])
    builder.furniture.append(Furniture("- 2 -", page=2, is_page_number=True))
    made = builder.document(pages=2)
    lines = tuple(
        Place(block.start, block.end, 1, 56.7, 100.0 + 20 * n, 500.25, 114.0 + 20 * n)
        for n, block in enumerate(made.blocks)
    )
    return Document(**{name: getattr(made, name) for name in made.__dataclass_fields__} | {"lines": lines})


def claims(made: Document) -> Claims:
    """What the patterns would find in it: five figures, a citation, a section."""
    text = made.text
    body_end = made.notes[0].label_start

    def mention(raw: str, cls: str, value: str = "", after: int = 0) -> Mention:
        at = text.index(raw, after)
        quantity = Quantity(Decimal(value), Decimal("0.1") if "." in value else Decimal(1)) if value else None
        return Mention(at, at + len(raw), cls, f"rule_{cls}", quantity)  # type: ignore[arg-type]

    note = made.notes[0].start
    mentions = (
        mention("I", "section_label", after=text.index(HEADING)),
        mention("30", "figure", "30"),
        mention("1", "footnote_mark", after=text.index("[^1]") + 2),
        mention("88,5%", "figure", "88.5"),
        mention("15-KH/HU", "citation"),
        mention("1", "name", after=text.index("Biểu")) if "Biểu" in text else mention("1.250", "figure", "1250"),
        mention("02", "figure", "2", note),
        mention("27", "figure", "27", note),
    )
    heading = text.index(HEADING)
    section = Section(
        "s1", "", 1, "I", "KẾT QUẢ", "I", heading, body_end, heading + 2, heading + 3, heading + len(HEADING)
    )
    figures = []
    for m in mentions:
        if m.quantity is None:
            continue
        figures.append(
            Figure(
                figure_id=f"{REPORT_ID}-{len(figures) + 1:04d}",
                char_start=m.start,
                char_end=m.end,
                raw=text[m.start : m.end],
                sentence=SENTENCE,
                sentence_start=text.index("- Tổ chức") if "- Tổ chức" in text else 0,
                rule=m.rule,
                quantity=m.quantity,
                kind="count",
                unit="hội nghị",
                section_id="s1",
                section_path="I",
                footnote="1" if m.start >= note else "",
                table=1 if text[m.start : m.end] == "1.250" else 0,
                footnote_refs=("1",),
            )
        )
    cited = text.index("Kế hoạch số")
    raw = "Kế hoạch số 15-KH/HU"
    citation = Citation("Kế hoạch", "15-KH/HU", "2022-02-18", "", "", raw, cited, cited + len(raw))
    head = Letterhead(issuer="UBND xã Suối Mơ", level="xã", area="Suối Mơ", date="2023-11-05", title="Báo cáo")
    return Claims(head, (section,), mentions, tuple(figures), (citation,), ())


def check(verdict: str = "mismatch") -> Check:
    """30 ≠ 02 + 27."""
    return Check(
        check_id="c0ffee00",
        type="sum",
        verdict=verdict,  # type: ignore[arg-type]
        expected=Decimal(29),
        stated=Decimal(30),
        difference=Decimal(1),
        total_id=f"{REPORT_ID}-0001",
        part_ids=(f"{REPORT_ID}-0004", f"{REPORT_ID}-0005"),
        message="Cộng lại được 29, báo cáo ghi 30.",
        formula="02 + 27 = 29 ≠ 30",
        cue="cấp huyện … cấp xã",
        weight=90,
        page=1,
    )


def rows(source: str = "xa/bao-cao.pdf") -> ReportRows:
    """The report as rows."""
    made = document()
    answer = Coverage("Kết quả", "I", "Số hội nghị", "present", "s1", f"«{SENTENCE}»", (f"{REPORT_ID}-0001",))
    return ReportRows(REPORT_ID, source, "0" * 64, made, claims(made), (check(),), coverage=(answer,))
