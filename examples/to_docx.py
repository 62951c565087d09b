"""Write a report as the office's Word file: OOXML straight over the constant parts in source/template."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from markup import LAYOUT, RIGHT_HEAD, Report, Run, runs

TEMPLATE = Path(__file__).parent / "source" / "template"
XMLNS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def w_run(run: Run, size: int = 0) -> str:
    if run.mark:
        return (
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{run.mark}"/></w:r>'
        )
    look = "<w:b/><w:bCs/>" * run.bold + "<w:i/><w:iCs/>" * run.italic
    look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def w_paragraph(
    content: str, align: str = "center", indent: int = 0, before: int = 0, after: int = 0, extra: str = ""
) -> str:
    return (
        f'<w:p><w:pPr>{extra}<w:spacing w:before="{before}" w:after="{after}" w:line="264" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="{indent}"/><w:jc w:val="{align}"/></w:pPr>{content}</w:p>'
    )


def w_line(
    text: str, size: int = 24, bold: bool = False, italic: bool = False, align: str = "center", rule: bool = False
) -> str:
    """A line of the letterhead, of the signature or of a table."""
    border = RULE if rule else ""
    return w_paragraph("".join(w_run(run, size) for run in runs(text, bold, italic)), align, extra=border).replace(
        'w:line="264"', 'w:line="240"'
    )


def w_columns(left: str, right: str) -> str:
    """Two cells side by side without borders."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{c}</w:tc>' for w, c in ((4400, left), (4955, right))
    )
    grid = '<w:tblGrid><w:gridCol w:w="4400"/><w:gridCol w:w="4955"/></w:tblGrid>'
    look = '<w:tblW w:w="9355" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{grid}{row}</w:tbl>"


def w_letterhead(report: Report) -> str:
    left = [w_line(text, bold=text == report.meta["office"]) for text in report.left_head]
    heads = RIGHT_HEAD[report.meta["form"]]
    right = [w_line(text, bold=True, rule=text == heads[-1]) for text in heads]
    right += [w_line(""), w_line(report.meta["place"], italic=True)]
    return w_columns("".join(left), "".join(right)) + w_paragraph("")


def w_signature(report: Report) -> str:
    left = [w_line("Nơi nhận:", 24, True, True, "left"), *(w_line(text, 22, align="left") for text in report.to)]
    right = [w_line(text, 26, bold=True) for text in [*report.sign, "", "", "", "", report.meta["signer"]]]
    return w_paragraph("") + w_columns("".join(left), "".join(right))


def w_table(rows: tuple[tuple[str, ...], ...]) -> str:
    body = [row for row in rows if row[0].isdigit()]
    lengths = [min(max(len(row[c]) for row in body), 24) + 5 for c in range(len(rows[0]))]
    widths = [9355 * length // sum(lengths) for length in lengths]
    out = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if text == "<":
                continue
            span = 1 + next((k for k, other in enumerate(row[c + 1 :]) if other != "<"), len(row) - c - 1)
            below = rows[r + 1][c] if r + 1 < len(rows) else ""
            merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if below == "^" else ""
            align = "left" if row in body and c == 1 else "center"
            shown = w_line("" if text in "^*" else text, 24, bold=row not in body, align=align)
            width = f'<w:tcW w:w="{sum(widths[c : c + span])}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
            cells.append(f'<w:tc><w:tcPr>{width}{merge}<w:vAlign w:val="center"/></w:tcPr>{shown}</w:tc>')
        header = "<w:tblHeader/>" if row not in body and row[0] != "*" else ""
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="9355" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl>"


def w_body(report: Report) -> Iterator[str]:
    signed, extra = not report.sign, ""
    if report.meta["form"] != "outline":
        yield w_letterhead(report)
    for block in report.blocks:
        if block.kind == "annex":
            yield w_signature(report)
            signed, extra = True, "<w:pageBreakBefore/>"
        elif block.kind == "table":
            yield w_table(block.rows)
        else:
            align, indent, before, after, bold = LAYOUT[block.kind]
            keep = "<w:keepNext/>" if bold else ""
            content = "".join(w_run(run) for run in runs(block.text, bold, block.kind == "aside"))
            yield w_paragraph(content, align, indent, before, after, keep + extra)
            extra = ""
    if not signed:
        yield w_signature(report)
    yield w_line("", 2)  # Word wants a paragraph after a table


def write_docx(report: Report, path: Path) -> None:
    """Write the report as the office's Word file."""
    margins = 'w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"'
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/>'
    section = f'<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>{page}<w:titlePg/></w:sectPr>'
    notes = [
        (id_, f"<w:p><w:r><w:{kind}/></w:r></w:p>", f' w:type="{kind}"')
        for id_, kind in (("-1", "separator"), ("0", "continuationSeparator"))
    ]
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    style = '<w:pPr><w:pStyle w:val="FootnoteText"/><w:jc w:val="both"/></w:pPr>'
    notes += [(label, f"<w:p>{style}{mark}{w_run(Run(' ' + text))}</w:p>", "") for label, text in report.notes.items()]
    parts = {
        file.relative_to(TEMPLATE).as_posix(): file.read_text("utf-8")
        for file in sorted(TEMPLATE.rglob("*"))
        if file.is_file()
    }
    size = 2 * int(report.meta.get("size", "14"))
    parts["word/styles.xml"] = parts["word/styles.xml"].replace('w:val="28"', f'w:val="{size}"')
    parts["word/document.xml"] = (
        f"{XML}<w:document {XMLNS}><w:body>{''.join(w_body(report))}{section}</w:body></w:document>"
    )
    footnotes = "".join(f'<w:footnote{kind} w:id="{id_}">{text}</w:footnote>' for id_, text, kind in notes)
    parts["word/footnotes.xml"] = f"{XML}<w:footnotes {XMLNS}>{footnotes}</w:footnotes>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(info, text)
