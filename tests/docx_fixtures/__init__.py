"""Word files written by hand: the XML of a body, of notes, numbering and the rest, packed as bytes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = {
    "w": W,
    "r": _R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    _R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def xml(root: str, inner: str) -> str:
    """A part: its root element with all namespaces."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root}{spaces}>{inner}</w:{root}>'


def package(
    body: str,
    *,
    footnotes: str = "",
    endnotes: str = "",
    numbering: str = "",
    styles: str = "",
    settings: str = "",
    header: str = "",
    footer: str = "",
    strict: bool = False,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The bytes of a DOCX with this body; parts that are empty are left out."""
    parts = {"document": xml("document", f"<w:body>{body}</w:body>")}
    roots = {"header": "hdr", "footer": "ftr"}
    given = {"footnotes": footnotes, "endnotes": endnotes, "numbering": numbering, "styles": styles}
    given |= {"settings": settings, "header": header, "footer": footer}
    for name, inner in given.items():
        if inner:
            parts[name] = xml(roots.get(name, name), inner)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
        if name != "document"
    )
    files = {f"word/{name}.xml": text for name, text in parts.items()}
    files["[Content_Types].xml"] = _types(parts)
    files["_rels/.rels"] = _relations(f'<Relationship Id="r" Type="{_R}/officeDocument" Target="word/document.xml"/>')
    files["word/_rels/document.xml.rels"] = _relations(relations)
    if strict:
        for transitional, iso in _STRICT.items():
            files = {name: text.replace(transitional, iso) for name, text in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _types(parts: dict[str, str]) -> str:
    kinds = {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}{kinds.get(name, name)}+xml"/>' for name in parts
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}content-types">{rels}{overrides}</Types>'


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}relationships">{inner}</Relationships>'


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; what does not begin with `<` is a run of plain text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def ref(number: int, kind: str = "footnote", custom: str = "") -> str:
    """A run with a reference to a note; `custom` is the mark that stands for it."""
    follows = ' w:customMarkFollows="1"' if custom else ""
    mark = f"<w:t>{custom}</w:t>" if custom else ""
    return f'<w:r><w:{kind}Reference{follows} w:id="{number}"/>{mark}</w:r>'


def note(number: int, *paragraphs: str, kind: str = "footnote") -> str:
    """A note of paragraphs; plain text is made one, with the reference mark before it."""
    made = [text if text.startswith("<") else p(f"<w:r><w:{kind}Ref/></w:r>", " " + text) for text in paragraphs]
    return f'<w:{kind} w:id="{number}">{"".join(made)}</w:{kind}>'


def tc(*content: str, properties: str = "") -> str:
    """A cell; plain text is made a paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(c if c.startswith('<') else p(c) for c in content)}</w:tc>"


def tbl(*rows: list[str], borders: str = "single", properties: str = "") -> str:
    """A table of rows of cells; plain text is made a cell."""
    sides = "".join(f'<w:{side} w:val="{borders}"/>' for side in ("top", "left", "insideH", "insideV"))
    made = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc') else tc(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders>{properties}</w:tblPr>{made}</w:tbl>"


def field(instruction: str, *result: str) -> str:
    """A complex field with its result."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "".join(run if run.startswith("<") else r(run) for run in result)
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return char("begin") + code + char("separate") + shown + char("end")


def lvl(index: int, text: str, format: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, overrides: str = "", nums: int = 1) -> str:
    """One abstract list 0 of the levels, and `nums` lists 1, 2, … of it; the overrides belong to the last."""
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{overrides if n == nums else ""}</w:num>'
        for n in range(1, nums + 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def item(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
