"""Sound files to start from: the examples, and hand-written ones with everything that Word and PDF files may hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from docx_fixtures import field, item, lvl, note, numbering, p, package, r, ref, tbl, tc

ROOT = Path(__file__).parents[2]
BODY = (
    p("UBND XÃ NẬM PHUNG")
    + p("BÁO CÁO", properties='<w:jc w:val="center"/>')
    + p("I. KẾT QUẢ (từ 01/01/2024 đến 30/10/2024)", properties='<w:outlineLvl w:val="0"/>')
    + item("Tổ chức 30 hội nghị, trong đó cấp xã 02, cấp bản 27; đạt 88,5% kế hoạch")
    + item("Giảm 10 hộ nghèo so với năm 2023 (từ 120 hộ xuống 110 hộ)")
    + p("Ban hành 13 văn bản", ref(2), " theo Kế hoạch số 15-KH/HU; hỗ trợ 122,188 triệu đồng", ref(3, "endnote"))
    + p(field("PAGE", "3"), r("1.250 ", "<w:b/>"), r("người", '<w:vertAlign w:val="superscript"/>'))
    + tbl([tc("Xã"), tc("Số hộ")], [tc("Nậm Phung"), tc("1.250")], [tc("Cộng"), tc("1.250")])
)


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """The sound files of a kind, `docx` or `pdf`."""
    examples = tuple(path.read_bytes() for path in sorted((ROOT / "examples/reports").glob(f"*.{kind}")))
    return (*examples, *(_written() if kind == "docx" else _drawn()))


def _written() -> tuple[bytes, ...]:
    notes = note(2, "Gồm 03 kế hoạch, 10 công văn.")
    ends = note(3, "Ngân sách 100 triệu đồng.", kind="endnote")
    full = package(
        BODY, footnotes=notes, endnotes=ends, numbering=numbering(lvl(0, "decimal", "%1.")), header=p("87-BC/HU"),
        settings="<w:footnotePr><w:numStart w:val='1'/></w:footnotePr>",
        styles='<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
    )  # fmt: skip
    return full, full, full  # small, so that faults hit what matters


def _drawn() -> tuple[bytes, ...]:
    from pdf_fixtures.drawn import Sheet, draw, has_fonts

    if not has_fonts():
        return ()

    def page(sheet: Sheet) -> None:
        for line in ("UBND XÃ NẬM PHUNG", "BÁO CÁO", "I. KẾT QUẢ", "Tổ chức 30 hội nghị^1, đạt 88,5% kế hoạch;"):
            sheet.line(line)
        sheet.canvas.line(85, 100, 240, 100)
        sheet.y = 95
        sheet.line("^1 Cấp xã 02, cấp bản 27.", size=9)

    return (draw(page, page),)
