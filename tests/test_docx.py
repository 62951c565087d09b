"""The Word reader, on the samples and on files written by hand: what each feature of Word gives as text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_fixtures import note, p, package, r, ref, tbl, tc, xml
from extract.document import Document, UnreadableError
from extract.docx.read import read_docx
from extract.limits import Limits

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
RAISED = '<w:vertAlign w:val="superscript"/>'
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


@pytest.mark.parametrize("mark", ["*", "**", "1", "a", "†"])
@pytest.mark.parametrize("raised", ["", RAISED])
def test_custom_mark_repeated_at_the_head_of_its_note(mark: str, raised: str) -> None:
    """Raised or not, it is taken off once; figures that look like it stay."""
    body = p("a", ref(2, custom=mark), ".")
    made = text(body, footnotes=note(2, p(r(mark, raised), r(" 12 hộ")), p("1 xã"), p("1,5 ha")))
    assert made == f"a[^{mark}].\n[^{mark}]: 12 hộ 1 xã 1,5 ha\n"
    assert text(body, footnotes=note(2, p("12 hộ"))) == f"a[^{mark}].\n[^{mark}]: 12 hộ\n"


def _field(instruction: str, *result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return kinds[0] + told + kinds[1] + "".join(result) + kinds[2]


def test_a_field_that_refers_to_a_note_once_more() -> None:
    """Raised, in one run or several; the number in a sentence, and that of no note, is text."""
    refs = [run for n in range(2, 14) for run in ("a", ref(n))]
    again = [_field("NOTEREF _Ref1 \\f \\h", *(r(one, RAISED) for one in said)) for said in ("1", ("1", "2"), "99")]
    simple = f'<w:fldSimple w:instr=" NOTEREF _Ref1 \\f ">{r("3", RAISED)}</w:fldSimple>'
    body = p(
        *refs,
        " x",
        again[0],
        " y",
        again[1],
        " z",
        again[2],
        " t",
        simple,
        "; xem ",
        _field("NOTEREF _Ref1", "<w:r><w:t>1</w:t></w:r>"),
    )
    document = read_docx(package(body, footnotes="".join(note(n, f"chú {n}") for n in range(2, 14))))
    assert " x[^1] y[^12] z⁹⁹ t[^3]; xem 1\n" in document.text
    check(document)


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


@pytest.mark.parametrize(
    ("marks", "labels", "said"),
    [
        (["*", "**"], ["*", "**"], "320[^*] hộ, 15[^**]"),
        (["i", "ii"], ["i", "ii"], "320[^i] hộ, 15[^ii]"),
        (["a", "b"], ["a", "b"], "320[^a] hộ, 15[^b]"),
        (["1,2", "3"], ["1", "2", "3"], "320[^1],[^2] hộ, 15[^3]"),
        (["(1); (2)", "3"], ["1", "2", "3"], "320[^1];[^2] hộ, 15[^3]"),
    ],
)
def test_typed_marks_of_every_kind(marks: list[str], labels: list[str], said: str) -> None:
    body = p("Tổng 320", r(marks[0], RAISED), " hộ, 15", r(marks[1], RAISED), ".") + p("Nơi nhận:")
    body += "".join(p(r(label, RAISED), f" Ghi chú {n}.") for n, label in enumerate(labels))
    notes = "".join(f"[^{label}]: Ghi chú {n}.\n" for n, label in enumerate(labels))
    assert text(body) == f"Tổng {said}.\nNơi nhận:\n{notes}"


def test_typed_stars_at_full_size_before_notes_at_the_end() -> None:
    body = p("Tổng 320", r("(*)", RAISED), " hộ.") + p("* Về kinh tế: tăng.") + p("(*) Số liệu ước 12 tháng.")
    assert text(body) == "Tổng 320[^*] hộ.\n* Về kinh tế: tăng.\n[^*]: Số liệu ước 12 tháng.\n"
    alone = p("Tổng 320", r("*", RAISED), " hộ, lần 2", r("a", RAISED)) + p("* Về kinh tế: tăng.") + p("a) Thu.")
    assert text(alone) == "Tổng 320* hộ, lần 2a\n* Về kinh tế: tăng.\na) Thu.\n"


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
