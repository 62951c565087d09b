"""What is cut out of the XML of a Word file before it is parsed: whole elements that say nothing, and no others."""

from __future__ import annotations

from docx_fixtures import p, package, tbl, tc
from extract.docx.read import read_docx
from extract.docx.slim import slim_story, slim_styles, slim_theme

LOOKS = '<w:sz w:val="28"/><w:lang w:val="vi-VN"/>'


def test_silent_properties_go_with_what_holds_them() -> None:
    run = f"<w:r><w:rPr>{LOOKS}</w:rPr><w:t>12 hộ</w:t></w:r>"
    made = f'<w:p><w:pPr><w:ind w:left="0"/><w:jc w:val="center"/></w:pPr>{run}<w:bookmarkEnd w:id="1"/>{run}</w:p>'
    bare = "<w:r><w:t>12 hộ</w:t></w:r>"
    slim = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{bare}{bare}</w:p>'
    assert slim_story(made.encode()).decode() == slim


def test_what_says_something_stays() -> None:
    for said in (
        "<w:rPr><w:b/><w:vanish/><w:caps/></w:rPr>",
        '<w:tcPr><w:gridSpan w:val="10"/><w:vMerge/></w:tcPr>',
        "<w:sdt><w:sdtPr/></w:sdt>",
        '<w:szx w:val="1"/>',  # the name only begins alike
        "<w:sz>x</w:sz>",
    ):
        assert slim_story(said.encode()).decode() == said


def test_text_that_looks_like_markup_is_text() -> None:
    for text in ("&lt;w:sz/&gt; 12 hộ", f"<![CDATA[{LOOKS} 12 hộ]]>"):
        body = f"<w:p><w:r><w:rPr>{LOOKS}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
        assert read_docx(package(body)).text.endswith("12 hộ\n")
        assert "<w:sz" in read_docx(package(body)).text


def test_cells_read_alike_with_and_without_looks() -> None:
    looked = f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr>{LOOKS}</w:rPr><w:t>15</w:t></w:r></w:p>'
    tables = [tbl(*[["Xã", tc(cell)] for _ in range(4)]) for cell in (looked, p("<w:r><w:t>15</w:t></w:r>"))]
    first, second = (read_docx(package(table)) for table in tables)
    assert first == second


def test_styles_without_what_word_would_offer() -> None:
    offered = '<w:latentStyles w:count="2"><w:lsdException w:name="Normal"/></w:latentStyles>'
    parts = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    style = '<w:style w:styleId="a">%s</w:style><w:style w:styleId="b"><w:rPr><w:b/></w:rPr></w:style>'
    made = f"<w:styles>{offered}{style % (parts + parts)}</w:styles>"
    assert slim_styles(made.encode()).decode() == f"<w:styles>{style % ''}</w:styles>"
    closed = "<w:styles>" + style % '<w:tblStylePr w:type="x"/>' + style % parts + "</w:styles>"
    assert slim_styles(closed.encode()).decode() == closed.replace(parts, "")


def test_theme_without_fills() -> None:
    made = '<a:theme><a:fontScheme name="x"/><a:fmtScheme name="x"><a:ln/></a:fmtScheme></a:theme>'
    assert slim_theme(made.encode()) == b'<a:theme><a:fontScheme name="x"/></a:theme>'
