"""The report printed by LibreOffice, from a flat OpenDocument file."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

from .content import CAPTION, LEFT, MARK, RIGHT, SIGN_LEFT, SIGN_RIGHT, TABLE, Report

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:font-family="{font}"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" fo:font-size="{size}pt"/></style:default-style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="10pt"/></style:style>
<style:style style:name="FA" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="FL" style:family="text">{label}</style:style>
<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="FA" text:citation-style-name="FL" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}" fo:text-indent="{indent}cm" fo:margin-bottom="{after}cm"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="L" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="N" style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="16cm" table:align="center"/></style:style>
<style:style style:name="W1" style:family="table-column"><style:table-column-properties style:column-width="7cm"/></style:style>
<style:style style:name="W2" style:family="table-column"><style:table-column-properties style:column-width="9cm"/></style:style>
<style:style style:name="R" style:family="table-cell"><style:table-cell-properties fo:border="{border}" fo:padding="0.1cm"/></style:style>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="{left}cm" fo:margin-right="1.5cm"><style:footnote-sep style:width="{rule}cm" style:rel-width="25%" style:color="#000000" style:line-style="{rule_style}"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.5cm" fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.5cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:{number}><text:p text:style-name="H"><text:page-number text:select-page="current"/></text:p></style:{number}></style:master-page></office:master-styles>
<office:body><office:text>
"""


def _paragraph(text: str, notes: dict[str, str], style: str) -> str:
    def mark(label: str) -> str:
        return (
            f'<text:note text:id="n{label}" text:note-class="footnote"><text:note-citation>{label}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Footnote"> {escape(notes[label])}</text:p></text:note-body></text:note>'
        )

    parts = MARK.split(text)
    said = "".join(escape(part) if n % 2 == 0 else mark(part) for n, part in enumerate(parts))
    return f'<text:p text:style-name="{style}">{said}</text:p>'


def _sides(left: list[str], right: list[str], style: str, gap: int = 0) -> str:
    cells = (
        "".join(f'<text:p text:style-name="{style}">{escape(line)}</text:p>' for line in left),
        "".join(
            ('<text:p text:style-name="L"/>' * gap if line is right[-1] else "")
            + f'<text:p text:style-name="C">{escape(line)}</text:p>'
            for line in right
        ),
    )
    return (
        '<table:table table:style-name="T"><table:table-column table:style-name="W1"/>'
        '<table:table-column table:style-name="W2"/><table:table-row>'
        + "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        + "</table:table-row></table:table>"
    )


def _table() -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="R"><text:p>{escape(cell)}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in TABLE
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(TABLE[0])}"/>'
    return f'<table:table table:style-name="T">{columns}{rows}</table:table>'


def print_office(
    report: Report,
    folder: Path,
    *,
    font: str = "DejaVu Serif",
    size: float = 13,
    align: str = "justify",
    indent: float = 1.27,
    after: float = 0.2,
    ruled: bool = True,
    rule: bool = True,
    columns: bool = False,
    landscape: bool = False,
    number: str = "header",
    tagged: bool = False,
    raised: bool = True,
) -> bytes:
    """The PDF that LibreOffice prints of the report."""
    width, height = (29.7, 21.0) if landscape else (21.0, 29.7)
    head = _HEAD.format(
        font=font,
        size=size,
        align=align,
        indent=indent,
        after=after,
        border="0.5pt solid #000000" if ruled else "none",
        width=width,
        height=height,
        left=3,
        rule=0.018 if rule else 0,
        rule_style="solid" if rule else "none",
        number=number,
        label='<style:text-properties style:text-position="super 58%"/>' if raised else "",
    )
    parts = [_sides(LEFT, RIGHT, "L")] if report.letterhead else []
    parts += [_paragraph(text, report.notes, "C") for text in report.title]
    body = [_paragraph(text, report.notes, "B") for text in report.body]
    parts += ['<text:section text:style-name="S" text:name="S">', *body, "</text:section>"] if columns else body
    if report.table:
        parts += [_paragraph(CAPTION, {}, "C"), _table()]
    if report.signature:
        parts.append(_sides(SIGN_LEFT, SIGN_RIGHT, "N", 4))
    source = folder / "report.fodt"
    source.write_text(head + "\n".join(parts) + "</office:text></office:body></office:document>", "utf-8")
    options = ':{"UseTaggedPDF":{"type":"boolean","value":"true"}}' if tagged else ""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf:writer_pdf_Export" + options,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "report.pdf").read_bytes()


def has_office() -> bool:
    """LibreOffice is installed."""
    return shutil.which("soffice") is not None
