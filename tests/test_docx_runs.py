"""What stands in the paragraphs of a Word file: changes, fields, forms, symbols, boxes, formulas."""

from __future__ import annotations

import io
import zipfile

import pytest

from docx_fixtures import W, field, item, lvl, note, numbering, p, package, r, ref, tbl, tc, xml
from extract.docx.read import read_docx


def text(body: str, **parts: str) -> str:
    return read_docx(package(body, **parts)).text


def test_tracked_changes_are_accepted() -> None:
    body = p(
        "có ", "<w:del><w:r><w:delText>91</w:delText></w:r></w:del>", f"<w:ins>{r('92')}</w:ins>", " hội nghị",
        f"<w:moveFrom>{r(' đi')}</w:moveFrom>", f"<w:moveTo>{r(' về')}</w:moveTo>",
    )  # fmt: skip
    assert text(body) == "có 92 hội nghị về\n"


def test_deleted_paragraph_mark_joins_what_follows() -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert text(p("tổng số 11", properties=gone) + p(" hộ") + p("hết")) == "tổng số 11 hộ\nhết\n"
    row = tbl(["Xã", "Số"], ["A", "1"]).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", 1)
    assert text(row) == "A\n1\n"


def test_text_in_wrappers_fields_and_breaks() -> None:
    body = p(
        f"<w:hyperlink>{r('một ')}</w:hyperlink>", f"<w:smartTag>{r('hai ')}</w:smartTag>",
        f"<w:sdt><w:sdtContent>{r('ba ')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr=" REF a ">{r("bốn ")}</w:fldSimple>', field("HYPERLINK x", "năm"),
        "<w:r><w:br/><w:t>sáu</w:t><w:tab/><w:t>14</w:t><w:noBreakHyphen/><w:t>QC</w:t></w:r>",
        "<w:r><w:softHyphen/><w:t>/HU</w:t></w:r>",
    )  # fmt: skip
    assert text(body) == "một hai ba bốn năm sáu 14-QC/HU\n"


def test_fields_in_fields_page_numbers_and_unfinished_fields() -> None:
    nested = field('IF "' + '" = 1', field("DATE", "15/12/2023"), " đúng")
    document = read_docx(package(p("Ngày ", nested, " trang ", field("PAGE", "7"))))
    assert document.text == "Ngày 15/12/2023 đúng trang\n"
    assert document.furniture[0].text == "7"
    assert document.furniture[0].is_page_number
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text(p("a", begin, "b") + p("c")) == "ab\nc\n"
    assert text(p(*[f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("end", "separate", "x")], "a")) == "a\n"


def test_table_of_contents_stands_apart() -> None:
    toc = field("TOC \\o", "I. ĐẶC ĐIỂM", "<w:r><w:tab/></w:r>", field("PAGEREF x", "1"))
    document = read_docx(package(p(toc) + p("I. ĐẶC ĐIỂM")))
    assert document.text == "I. ĐẶC ĐIỂM\n"
    assert [f.text for f in document.furniture] == ["I. ĐẶC ĐIỂM 1"]


def test_symbols_hidden_text_and_capitals() -> None:
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', r(" báo cáo", "<w:caps/>"), r(" mật 99", "<w:vanish/>"),
        r(" còn", '<w:vanish w:val="0"/>'), '<w:r><w:sym w:font="x" w:char="zz"/></w:r>',
        r("\uf0b0", '<w:rFonts w:hAnsi="Symbol"/>'),
    )  # fmt: skip
    assert text(body) == "✓ BÁO CÁO còn°\n"


def test_letters_cut_between_runs_are_put_together() -> None:
    assert text(p("tie", r("\u0302", "<w:b/>"), "\u0301ng")) == "tiếng\n"
    assert text(p("14\u201115-KH/HU, 5\u00a0tỷ\u200b  đồng")) == "14-15-KH/HU, 5 tỷ đồng\n"


def test_text_box_comes_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('DỰ THẢO lần 2')}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    graphic = f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>"
    drawing = f"<w:drawing><wp:anchor>{graphic}</wp:anchor></w:drawing>"
    vml = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    branches = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback>'
    both = f"<w:r><mc:AlternateContent>{branches}</mc:AlternateContent></w:r>"
    assert text(p("BÁO ", both, "CÁO") + p("x")) == "BÁO CÁO\nDỰ THẢO lần 2\nx\n"
    assert text(p(f"<w:r>{vml}</w:r>", "a")) == "a\nDỰ THẢO lần 2\n"


def test_formulas_keep_numbers_apart() -> None:
    def m(name: str, inner: str) -> str:
        return f"<m:{name}>{inner}</m:{name}>"

    run = m("r", m("t", "10"))
    power = m("sSup", m("e", run) + m("sup", m("r", m("t", "−3"))))
    fraction = m("f", m("num", run) + m("den", m("r", m("t", "a+b"))))
    assert (
        text(p("x ", m("oMath", power + m("r", m("t", "="))), m("oMathPara", m("oMath", fraction))))
        == "x 10⁻³=10/(a+b)\n"
    )


def test_bold_centered_heading_and_header() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="Heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    body = (
        p("A", style="H1", properties='<w:jc w:val="center"/>')
        + p(r("B", "<w:b/>"), r(" c"))
        + p(r("D", '<w:b w:val="0"/>'))
    )
    document = read_docx(package(body, styles=styles, header=p("Trang ", field("PAGE", "2")), footer=p("Huyện ủy")))
    assert [(b.bold, b.centered, b.heading) for b in document.blocks] == [
        (True, True, 1),
        (False, False, 0),
        (False,) * 2 + (0,),
    ]
    assert [(f.text, f.is_page_number) for f in document.furniture] == [("Trang 2", True), ("Huyện ủy", False)]
    assert document.text == "A\nB c\nD\n"


def test_strict_ooxml() -> None:
    data = package(p("a", ref(2)) + item("b"), footnotes=note(2, "x"), numbering=numbering(lvl(0, "%1.")), strict=True)
    assert b"purl.oclc.org" not in data  # packed
    assert read_docx(data).text == "a[^1]\n1. b\n[^1]: x\n"
    strict = xml("document", f"<w:body>{p('12 xã')}</w:body>")
    strict = strict.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", strict.replace('"', "'"))
    assert read_docx(buffer.getvalue()).text == "12 xã\n"


GONE, HIDDEN = "<w:rPr><w:del w:id='1'/></w:rPr>", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"


@pytest.mark.parametrize("mark", [GONE, HIDDEN])
def test_a_paragraph_without_an_end_is_kept_where_nothing_can_go_on_with_it(mark: str) -> None:
    """At the end of a story, of a cell and before a table: what follows is another text and must not be fused."""
    assert text(p("đầu") + p("tổng số 12", properties=mark)) == "đầu\ntổng số 12\n"
    table = tbl(["Xã", "Số"], [tc(p("12", properties=mark)), "5"])
    assert text(p("tổng số 7", properties=mark) + table + p("hết")) == "tổng số 7\nXã\nSố\n12\n5\nhết\n"
    box = f"<w:r><w:pict><w:txbxContent>{p('hộp')}</w:txbxContent></w:pict></w:r>"
    assert text(p("tổng 7", box, properties=mark) + p(" hộ")) == "hộp\ntổng 7 hộ\n"


def test_a_heading_that_runs_into_its_paragraph_keeps_its_number() -> None:
    heading = p("Mục tiêu.", properties=f'{HIDDEN}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    hidden = p(r("ẩn 99", "<w:vanish/>"), properties=f'{HIDDEN}<w:numPr><w:numId w:val="1"/></w:numPr>')
    levels = numbering(lvl(0, "%1."))
    assert (
        text(heading + p(" Giảm 12 hộ.") + hidden + item("x"), numbering=levels) == "1. Mục tiêu. Giảm 12 hộ.\n2. x\n"
    )


def test_labels_follow_the_look_of_their_level() -> None:
    capitals = numbering(lvl(0, "%1)", "lowerLetter", "<w:rPr><w:caps/></w:rPr>"))
    assert text(item("a"), numbering=capitals) == "A) a\n"
    hidden = numbering(lvl(0, "%1.", more="<w:rPr><w:vanish/></w:rPr>"))
    assert text(item("a"), numbering=hidden) == "a\n"


def form(data: str, instruction: str, result: str = "") -> str:
    """A field of a form, with what it is set to."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    made = field(instruction, *([result] if result else []))
    return begin + made[made.index("<w:r><w:instrText") :]


@pytest.mark.parametrize(
    ("data", "instruction", "result", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "FORMCHECKBOX", "", "☒"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "FORMCHECKBOX", "", "☐"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX", "", "☒"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='A'/><w:listEntry w:val='13'/></w:ddList>", "X", "", "13"),
        ("<w:ddList><w:listEntry w:val='A'/><w:listEntry w:val='13'/></w:ddList>", "FORMDROPDOWN", "", "A"),
        ("<w:ddList><w:result w:val='7'/></w:ddList>", "FORMDROPDOWN", "", ""),
        ("<w:textInput><w:default w:val='điền vào'/></w:textInput>", "FORMTEXT", "125", "125"),
        ("", "MACROBUTTON NoMacro [nhập số]", "", "[nhập số]"),
        ("", 'SYMBOL 252 \\f "Wingdings" \\s 12', "", "✓"),
        ("", "EQ \\f(3;4)", "", "3/4"),
        ("", "EQ 10\\s\\up5(3)", "", "10³"),
        ("", "EQ H\\s\\do4(2)O", "", "H₂O"),
        ("", "REF Muc1", "", ""),
    ],
)
def test_fields_that_are_drawn_from_what_they_are_set_to(data: str, instruction: str, result: str, shown: str) -> None:
    assert text(p("a ", form(data, instruction, result), " hộ")) == " ".join(f"a {shown} hộ".split()) + "\n"


def test_content_controls() -> None:
    tick = "<w:sdt><w:sdtPr><w:checkbox/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert text(p(tick.format(symbol), " có ", tick.format(r("☐")), " không")) == "☑ có ☐ không\n"
    block = f"<w:sdt><w:sdtContent>{p('a')}{tbl(['x', '1'], ['y', '2'])}</w:sdtContent></w:sdt>"
    assert text(block + p("b")) == "a\nx\n1\ny\n2\nb\n"


def test_the_alternative_that_holds_something_is_read() -> None:
    def branches(*choices: str) -> str:
        made = "".join(f'<mc:Choice Requires="x">{choice}</mc:Choice>' for choice in choices)
        return f"<w:r><mc:AlternateContent>{made}<mc:Fallback>{r('3')[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>"

    assert text(p(branches("<w:t>1</w:t>", "<w:t>2</w:t>"))) == "1\n"
    assert text(p(branches("", "<w:t>2</w:t>"))) == "2\n"
    assert text(p(branches(""))) == "3\n"


def test_moved_paragraphs_stand_once_and_comments_not_at_all() -> None:
    gone = p(f"<w:moveFrom>{r('đi 12')}</w:moveFrom>", properties="<w:rPr><w:moveFrom w:id='1'/></w:rPr>")
    come = p(f"<w:moveTo>{r('đi 12')}</w:moveTo>", properties="<w:rPr><w:moveTo w:id='1'/></w:rPr>")
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    assert text('<w:moveFromRangeStart w:id="1"/>' + gone + p("giữ", comment) + come) == "giữ\nđi 12\n"
