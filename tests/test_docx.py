"""The Word reader, on the samples and on files written by hand: what each feature of Word gives as text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_fixtures import field, item, lvl, note, numbering, p, package, r, ref, tbl, tc, xml
from extract.document import Document, UnreadableError
from extract.docx.numbering import numeral
from extract.docx.read import read_docx
from extract.limits import Limits

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not here")


def text(body: str, **parts: str) -> str:
    return read_docx(package(body, **parts)).text


def check(document: Document) -> None:
    """What holds for every document: blocks are the lines of the text, marks and notes are where they say."""
    assert all(document.text[m.start : m.end] == f"[^{m.label}]" for m in document.marks)
    assert all(document.text[n.label_start : n.start] == f"[^{n.label}]: " for n in document.notes)
    lines = document.text.split("\n")[:-1]
    inside = [document.text[b.start : b.end] for b in document.blocks]
    assert [
        line.partition("]: ")[2] if b.kind == "note" else line for b, line in zip(document.blocks, lines, strict=True)
    ] == inside


@needs_samples
@pytest.mark.parametrize(
    "name", ["tam-duong-2023", "tam-duong-2023-tcvn3", "tam-duong-2023-vni", "tam-duong-2023-nfd", "de-cuong-2023"]
)
def test_samples(name: str) -> None:
    document = read_docx((SAMPLES / f"{name}.docx").read_bytes())
    expected = name if name.startswith("de-cuong") else "tam-duong-2023"
    assert document.text == (SAMPLES / f"{expected}.expected.txt").read_text("utf-8")
    assert [mark.label for mark in document.marks] == [note.label for note in document.notes]
    assert document.tables == ()
    check(document)


# Notes


def test_marks_are_printed_numbers_and_not_ids() -> None:
    body = p("Ban hành 13 văn bản", ref(7), " lãnh đạo; 97/97 vụ", ref(3), ".")
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>' + note(3, "hai") + note(7, "một")
    assert text(body, footnotes=notes) == ("Ban hành 13 văn bản[^1] lãnh đạo; 97/97 vụ[^2].\n[^1]: một\n[^2]: hai\n")


def test_endnotes_have_their_own_numbers_and_stand_last() -> None:
    body = p("a", ref(2, "endnote"), " b", ref(2), " c", ref(3, "endnote"))
    made = text(
        body, footnotes=note(2, "chân"), endnotes=note(2, "cuối", kind="endnote") + note(3, "x", kind="endnote")
    )
    assert made == "a[^i] b[^1] c[^ii]\n[^1]: chân\n[^i]: cuối\n[^ii]: x\n"


def test_custom_mark_counts_for_nothing_and_is_taken_off_the_note() -> None:
    body = p(
        "a",
        ref(2, custom="*"),
        " b",
        ref(3),
        " c",
        "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='4'/></w:r>",
        "**",
    )
    notes = note(2, p("* sao")) + note(3, "một") + note(4, p("** hai sao"))
    assert text(body, footnotes=notes) == "a[^*] b[^1] c[^**]\n[^*]: sao\n[^1]: một\n[^**]: hai sao\n"


def test_note_format_start_and_restart_by_section() -> None:
    own = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr></w:sectPr>'
    body = p("một", ref(2), properties=own) + p("hai", ref(3)) + p("ba", ref(4)) + "<w:sectPr/>"
    each = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    notes = "".join(note(n, str(n)) for n in (2, 3, 4))
    assert text(body, footnotes=notes, settings=each).startswith("một[^c]\nhai[^1]\nba[^2]\n[^c]: 2\n[^1]: 3\n")


def test_note_of_two_paragraphs_is_one_line_and_a_note_may_be_empty() -> None:
    notes = note(2, "đoạn một.", p("Cấp xã: đoạn hai.")) + note(3, p("<w:r><w:footnoteRef/></w:r>"))
    document = read_docx(package(p("a", ref(2), ref(3)), footnotes=notes))
    assert document.text == "a[^1][^2]\n[^1]: đoạn một. Cấp xã: đoạn hai.\n[^2]: \n"
    check(document)


def test_note_that_is_not_in_the_file_is_said() -> None:
    document = read_docx(package(p("a", ref(9)), footnotes=note(2, "x")))
    assert document.text == "a[^1]\n"
    assert "chú thích 1" in document.warnings[0]


def test_marks_in_tables_boxes_and_deletions() -> None:
    deleted = f"<w:del>{ref(2)}</w:del>"
    body = p("a", deleted) + tbl(["Xã", "Số"], ["Bản Bo", tc(p("12", ref(3)))])
    assert text(body, footnotes=note(2, "bỏ") + note(3, "giữ")) == "a\nXã\nSố\nBản Bo\n12[^1]\n[^1]: giữ\n"


RAISED = '<w:vertAlign w:val="superscript"/>'


def test_typed_marks_need_a_note() -> None:
    body = p("Diện tích 25 m", r("2", RAISED), ", 13 văn bản", r("1", RAISED), ".") + p(r("1", RAISED), " 02 kế hoạch.")
    document = read_docx(package(body))
    assert document.text == "Diện tích 25 m², 13 văn bản[^1].\n[^1]: 02 kế hoạch.\n"
    check(document)
    alone = p("Năm 2023", r("7", RAISED), " có 10", r("3", RAISED), " hộ.")
    assert text(alone) == "Năm 2023⁷ có 10³ hộ.\n"  # no number is made longer


def test_raised_digits_in_notes_and_cells_are_no_marks() -> None:
    area = p("4.350 m", r("2", RAISED))
    document = read_docx(package(p("a", ref(2)) + tbl(["Xã", "Số"], ["A", tc(area)]), footnotes=note(2, area)))
    assert [m.label for m in document.marks] == ["1"]
    assert document.text == "a[^1]\nXã\nSố\nA\n4.350 m²\n[^1]: 4.350 m²\n"


@pytest.mark.parametrize("label", ["1. ", "(1) ", "[1] ", "1 "])
def test_typed_notes_with_plain_numbers_at_the_end(label: str) -> None:
    body = p("13 văn bản", r("1", RAISED), "; 2 vụ", r("(2)", RAISED), ".") + p("Nơi nhận:")
    body += p(f"{label}02 kế hoạch.") + p(f"{label.replace('1', '2')}04 đối tượng.")
    assert text(body) == "13 văn bản[^1]; 2 vụ[^2].\nNơi nhận:\n[^1]: 02 kế hoạch.\n[^2]: 04 đối tượng.\n"


# Automatic numbering


def test_levels_restart_and_keep_the_level_above() -> None:
    levels = numbering(lvl(0, "%1.", "upperRoman"), lvl(1, "%1.%2.", more="<w:isLgl/>"), lvl(2, "%3)", "lowerLetter"))
    body = "".join(
        item(t, n) for t, n in [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 0), ("G", 1), ("H", 2)]
    )
    document = read_docx(package(body, numbering=levels))
    assert document.text == "I. A\n1.1. B\na) C\nb) D\n1.2. E\nII. F\n2.1. G\na) H\n"
    assert [document.text[b.start : b.start + b.automatic] for b in document.blocks][:3] == ["I. ", "1.1. ", "a) "]


def test_start_override_and_lists_that_share_their_count() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    levels = numbering(lvl(0, "%1."), overrides=override, nums=3)
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3) + item("e", number=1)
    assert text(body, numbering=levels) == "1. a\n2. b\n5. c\n6. d\n7. e\n"


def test_override_of_a_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "Điều %1.", start=4)}</w:lvlOverride>'
    levels = numbering(lvl(0, "%1."), overrides=override, nums=2)
    assert text(item("a", number=2) + item("b", number=2), numbering=levels) == "Điều 4. a\nĐiều 5. b\n"


def test_level_that_never_restarts() -> None:
    levels = numbering(lvl(0, "%1."), lvl(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert text(body, numbering=levels) == "1. a\n1) b\n2. c\n2) d\n"


def test_numbering_of_a_style_and_of_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="heading 2"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    )
    levels = numbering(lvl(0, "%1."), lvl(1, "%1.%2.", more='<w:pStyle w:val="Muc"/>'))
    body = item("a") + p("b", style="Muc") + p("c", style="Muc") + p("d", style="MucCon")
    none = p("e", style="Muc", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read_docx(package(body + none, numbering=levels, styles=styles))
    assert document.text == "1. a\n1.1. b\n1.2. c\n2. d\ne\n"
    assert [b.heading for b in document.blocks] == [0, 2, 2, 2, 2]


def test_bullets_none_and_suffix() -> None:
    levels = numbering(
        lvl(0, "\uf0b7", "bullet", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'),
        lvl(1, "-", "bullet", '<w:suff w:val="space"/>'),
        lvl(2, "", "none"),
        lvl(3, "Phần %4", "decimalZero", '<w:suff w:val="nothing"/>'),
    )
    body = "".join(item(t, n) for n, t in enumerate(["a", "b", "c", ": d"]))
    assert text(body, numbering=levels) == "• a\n- b\nc\nPhần 01: d\n"


def test_numbering_style_link() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="DanhMuc"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="DanhMuc"/>{lvl(0, "Mục %1:")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    link = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="numbering" w:styleId="DanhMuc">{link}</w:style>'
    assert text(item("a"), numbering=linked, styles=style) == "Mục 1: a\n"


@pytest.mark.parametrize(
    ("value", "format", "written"),
    [
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (5, "decimalZero", "05"),
        (3, "vietnameseCounting", "ba"),
        (7, "001, 002, 003, ...", "007"),
        (2, "ordinalText", "2"),
        (5, "chicago", "**"),
    ],
)
def test_number_formats(value: int, format: str, written: str) -> None:
    assert numeral(value, format) == written


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3)), max_size=30), st.sampled_from(["decimal", "upperRoman"])
)
def test_numbering_counts_as_an_outline_does(steps: list[tuple[int, int]], format: str) -> None:
    """Against a model: one list (whatever w:num names it), each level restarted by any level above it.

    What a level that was passed over counts is LibreOffice's answer: 1.1.1., then 1.2."""
    levels = numbering(*(lvl(n, f"%{n + 1}|", format) for n in range(9)), nums=3)
    counts = [0] * 9
    expected = []
    for level, _ in steps:
        counts[:level] = [max(1, count) for count in counts[:level]]  # a level that was passed over has begun
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        expected.append(f"{numeral(counts[level], format)}| x")
    body = "".join(item("x", level, number) for level, number in steps)
    assert text(body, numbering=levels).split("\n")[:-1] == expected


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_numbering_survives_any_definition(data: st.DataObject) -> None:
    """Broken and strange definitions give a label or none, never an error, and no text is lost."""
    value = st.sampled_from(["0", "1", "8", "9", "-1", "", "x", "99999999999", "%1.%9", "bullet", "none", "custom"])
    names = ["start", "numFmt", "lvlText", "suff", "isLgl", "lvlRestart", "pStyle", "numStyleLink", "startOverride"]
    parts = data.draw(st.lists(st.tuples(st.sampled_from(names), value, value), max_size=12))
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:{name} w:val="{v}"/></w:lvl>' for name, v, i in parts)
    levels += "".join(f'<w:lvlOverride w:ilvl="{i}"><w:{n} w:val="{v}"/></w:lvlOverride>' for n, v, i in parts[:3])
    made = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    made += f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{levels}</w:num>'
    body = "".join(item("nội dung", level) for level in data.draw(st.lists(st.integers(0, 9), max_size=5)))
    body += p("hết", properties=f'<w:numPr><w:ilvl w:val="{data.draw(value)}"/><w:numId w:val="1"/></w:numPr>')
    document = read_docx(package(body, numbering=made))
    assert document.text.count("nội dung") == len(document.blocks) - 1
    assert document.text.endswith("hết\n")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["footnote", "endnote"]), st.integers(1, 6), st.sampled_from(["", "*", "†"])),
        max_size=12,
    ),
    st.lists(st.integers(1, 6), max_size=6, unique=True),
)
def test_any_references_to_any_notes(references: list[tuple[str, int, str]], present: list[int]) -> None:
    body = p("đầu", *(part for kind, n, custom in references for part in (ref(n, kind, custom), " chữ")))
    parts = {
        f"{kind}s": "".join(note(n, p(f"nội dung {n}"), kind=kind) for n in present) for kind in ("footnote", "endnote")
    }
    document = read_docx(package(body, **parts))
    check(document)
    assert len(document.marks) == len(references)
    assert document.text.split("\n")[0].count("chữ") == len(references)
    counted = [
        m.label
        for m, (kind, _, custom) in zip(document.marks, references, strict=True)
        if kind == "footnote" and not custom
    ]
    assert counted == [str(n) for n in range(1, len(counted) + 1)]
    assert len(document.notes) == sum(n in present for _, n, _ in references)


def test_a_mark_that_libreoffice_writes_twice() -> None:
    body = p("a", ref(2, custom="*"), r("*", RAISED), ".")
    assert text(body, footnotes=note(2, p("*", "* sao"))) == "a[^*].\n[^*]: sao\n"


# What stands in runs


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


def test_what_is_not_read_is_said() -> None:
    assert "nhúng" in read_docx(package(p("a") + '<w:altChunk r:id="rId9"/>')).warnings[0]


NAMES = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "hyperlink",
    "footnoteReference",
    "pPr",
    "rPr",
    "b",
]
NAMES += ["tab", "fldChar", "instrText", "sym", "numPr", "tcPr", "vMerge", "gridSpan", "sectPr", "txbxContent", "pict"]
VALUES = ["", "0", "1", "2", "restart", "begin", "separate", "end", "superscript", "x", "FFFFFFFFF", "-3"]


def elements() -> st.SearchStrategy[str]:
    """Random elements of Word's namespace in random order, with random attributes."""
    attributes = st.lists(
        st.tuples(st.sampled_from(["val", "id", "fldCharType", "char", "ilvl"]), st.sampled_from(VALUES)),
        max_size=2,
        unique_by=lambda pair: pair[0],
    )
    words = st.sampled_from(["", "12 hộ", " và "])

    def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(written, st.sampled_from(NAMES), attributes, st.lists(inner, max_size=4), words)

    def written(name: str, pairs: list[tuple[str, str]], inner: list[str], word: str) -> str:
        said = "".join(f' w:{key}="{value}"' for key, value in pairs)
        return f"<w:{name}{said}>{word}{''.join(inner)}</w:{name}>"

    return st.recursive(words.map(r), element, max_leaves=25)


@settings(max_examples=400, deadline=None)
@given(st.lists(elements(), max_size=6), st.lists(elements(), max_size=3))
def test_any_order_of_elements_gives_a_document(body: list[str], notes: list[str]) -> None:
    footnotes = "".join(f'<w:footnote w:id="{n}">{inner}</w:footnote>' for n, inner in enumerate(notes))
    check(read_docx(package("".join(body), footnotes=footnotes)))


# Tables


def test_merged_cells_come_once_with_their_spans() -> None:
    def merge(kind: str) -> str:
        return f'<w:vMerge w:val="{kind}"/>'

    table = tbl(
        [tc("Xã", properties=merge("restart")), tc("Hộ nghèo", properties='<w:gridSpan w:val="2"/>')],
        [tc("", properties="<w:vMerge/>"), "2022", "2023"],
        ["Bản Bo", "37", "28"],
    )
    document = read_docx(package(p("Bảng 1: Hộ nghèo các xã") + p("ĐVT: hộ") + table))
    (made,) = document.tables
    cells = [(document.text[c.start : c.end], c.row, c.column, c.row_span, c.column_span) for c in made.cells]
    assert cells == [
        ("Xã", 1, 1, 2, 1), ("Hộ nghèo", 1, 2, 1, 2), ("2022", 2, 2, 1, 1), ("2023", 2, 3, 1, 1),
        ("Bản Bo", 3, 1, 1, 1), ("37", 3, 2, 1, 1), ("28", 3, 3, 1, 1),
    ]  # fmt: skip
    assert made.caption == "Bảng 1: Hộ nghèo các xã"
    check(document)


def test_letterhead_and_signature_are_no_data() -> None:
    head = tbl(
        [
            tc(p("UBND HUYỆN TAM ĐƯỜNG"), p("Số: 412/BC-UBND")),
            tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Độc lập")),
        ],
        ["x", "Tam Đường, ngày 15 tháng 11 năm 2023"],
        borders="none",
    )
    end = tbl([tc(p("Nơi nhận:"), p("- Như trên;")), tc(p("TM. ỦY BAN NHÂN DÂN"))], ["", "Nguyễn Văn A"])
    document = read_docx(package(head + end))
    assert document.tables == ()
    assert document.text.split("\n")[:3] == [
        "UBND HUYỆN TAM ĐƯỜNG",
        "Số: 412/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_borders_of_table_style_and_numbers_without_borders() -> None:
    style = (
        '<w:style w:type="table" w:styleId="TableGrid"><w:tblPr><w:tblBorders><w:insideH w:val="single"/>'
        "</w:tblBorders></w:tblPr></w:style>"
    )
    table = tbl(["Xã", "Việc"], ["A", "tốt"]).replace("<w:tblBorders>", '<w:tblStyle w:val="TableGrid"/><x>', 1)
    table = table[: table.index("<x>")] + table[table.index("</w:tblBorders>") + 15 :]
    assert len(read_docx(package(table, styles=style)).tables) == 1
    assert len(read_docx(package(table)).tables) == 0
    numbers = tbl(["Xã", "Số hộ"], ["A", "1.204"], ["B", "37,5%"], borders="nil")
    assert len(read_docx(package(numbers)).tables) == 1


def test_tables_in_tables_lose_nothing() -> None:
    inner = tbl(["m", "1"], ["n", "2"])
    document = read_docx(package(tbl(["Xã", "Số"], ["A", tc(inner, p("hết"))])))
    assert document.text == "Xã\nSố\nA\nm\n1\nn\n2\nhết\n"
    frame = read_docx(package(tbl([tc(p("khung"), inner)])))
    assert frame.text == "khung\nm\n1\nn\n2\n"
    assert len(frame.tables) == 1


# Broken and hostile


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 not a zip", "hỏng"),
        (package("<w:p>"), "hỏng"),
        (package(p("a"))[:-200], "hỏng"),
        (package("<w:p>" * 400 + "</w:p>" * 400), "độ sâu"),
    ],
)
def test_broken_files_say_so(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read_docx(data)


@pytest.mark.parametrize(
    ("limits", "body", "named"),
    [
        (Limits(member_bytes=1000), p("x" * 2000), "member_bytes"),
        (Limits(archive_bytes=1000), p("x" * 2000), "archive_bytes"),
        (Limits(archive_members=2), p("x"), "archive_members"),
        (Limits(file_bytes=10), p("x"), "file_bytes"),
        (Limits(xml_nodes=50), p("x") * 50, "xml_nodes"),
        (Limits(xml_depth=4), tbl(["x"]), "xml_depth"),
        (Limits(table_cells=5), tbl(*[["a", "b"]] * 3), "table_cells"),
        (Limits(compression_ratio=50), p("0" * 2_000_000), "compression_ratio"),
    ],
)
def test_limits_are_named(limits: Limits, body: str, named: str) -> None:
    with pytest.raises(UnreadableError, match=named):
        read_docx(package(body), limits=limits)


def test_a_member_of_many_chunks_is_read_whole() -> None:
    long = "13 xã " * 500_000
    data = package(p(long), more={"word/media/a.png": bytes(5_000_000)})
    assert len(read_docx(data, limits=Limits(compression_ratio=5000)).text) == len(long)


def test_sizes_and_sums_that_lie() -> None:
    data = bytearray(package(p("a")))
    at = data.index(b"PK\x01\x02")
    for offset, value in ((16, b"\0\0\0\0"), (20, b"\x05\0\0\0"), (42, b"\xff\xff\0\0"), (10, b"\x63\0")):
        changed = data[: at + offset] + value + data[at + offset + len(value) :]
        with pytest.raises(UnreadableError, match="hỏng"):
            read_docx(bytes(changed))


def test_dtd_is_refused_in_any_encoding() -> None:
    dtd = xml("document", "<w:body/>").replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(UnreadableError, match="DTD"):
            read_docx(_replaced(dtd.replace("UTF-8", encoding.upper()).encode(encoding)))


def _replaced(document: bytes) -> bytes:
    """A package whose main part is these bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def test_utf16_part_is_read() -> None:
    made = xml("document", f"<w:body>{p('Tiếng Việt')}</w:body>").replace("UTF-8", "UTF-16")
    assert read_docx(_replaced(made.encode("utf-16"))).text == "Tiếng Việt\n"
