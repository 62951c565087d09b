"""The outline as a tree, and how reports answer it."""

from __future__ import annotations

import csv
import doctest
import json
from collections import Counter
from pathlib import Path

import pytest

import corpus.outline.content
from corpus.outline.answered import Coverage, gaps
from corpus.outline.coverage import coverage
from corpus.outline.requests import pieces
from corpus.outline.tree import ReportOutline, outline_lines, read_outline
from extract.document import Document
from extract.read import read
from patterns import read_claims
from plain import document
from sokhop.inputs import find_inputs
from sokhop.run import Options, run

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
REPORTS_2024 = (
    "huyen-muong-phieng-2024.docx",
    "xa-chieng-luot-2024.docx",
    "xa-huoi-say-2024.pdf",
    "xa-nam-phung-2024.docx",
)
RELIGION = "Công tác dân vận đối với đồng bào theo tôn giáo"


@pytest.fixture(scope="module")
def outline_2024() -> ReportOutline:
    return read_outline(read(EXAMPLES / "de-cuong-2024.docx"))


def answered(outline: ReportOutline, report: Document) -> dict[tuple[str, str], Coverage]:
    _, rows = coverage(outline, report, read_claims(report, "r"))
    return {(row.item_path, row.requirement): row for row in rows}


def missing(rows: dict[tuple[str, str], Coverage]) -> list[str]:
    return [row.outline_item for row in rows.values() if row.status == "missing" and not row.requirement]


# -- the tree


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_the_sample_outline_is_read_exactly(samples: Path, form: str) -> None:
    lines = list(outline_lines(read_outline(read(samples / f"de-cuong-2023.{form}"))))
    assert lines == (ROOT / "tests" / "golden" / "de-cuong-2023.outline.txt").read_text(encoding="utf-8").splitlines()


def test_the_sample_outline_has_its_parts(samples: Path) -> None:
    outline = read_outline(read(samples / "de-cuong-2023.docx"))
    forms = Counter(asked.form for item in outline.items for asked in item.requirements)
    assert len(outline.items) == 24
    assert forms == {"bullet": 21, "inline": 6, "note": 4, "paragraph": 1}
    noted = [asked for item in outline.items for asked in item.requirements if asked.form == "note"]
    [holder] = {asked.within for asked in noted}
    [third] = [asked for item in outline.items for asked in item.requirements if asked.requirement_id == holder]
    assert third.text.startswith("Công tác lãnh đạo, chỉ đạo và kết quả thực hiện 03 chỉ tiêu")
    assert [item.title for item in outline.items if item.optional] == ["ÐỀ XUẤT, KIẾN NGHỊ (nếu có)"]
    assert (outline.period_start, outline.period_end) == ("2023-01-01", "2023-06-30")


def test_every_word_of_the_sample_outline_is_in_the_tree_or_named_here(samples: Path) -> None:
    made = read(samples / "de-cuong-2023.docx")
    outline = read_outline(made)
    rest = " ".join(made.text.split()).replace("[^1]", "")
    texts = [text for item in outline.items for asked in item.requirements for text in (asked.text, asked.lead)]
    texts += [f"{item.label}. {item.title}" for item in outline.items if not item.label.startswith("Phần")]
    texts += [f"{item.label} {item.title}" for item in outline.items if item.label.startswith("Phần")]
    for text in sorted(set(filter(None, texts)), key=lambda text: (-len(text), text)):
        assert text in rest
        rest = rest.replace(text, " ", 1)
    assert " ".join(word for word in rest.split() if any(map(str.isalpha, word))) == (
        "ĐỀ CƯƠNG BÁO CÁO sơ kết công tác dân vận tháng đầu năm; phương hướng, nhiệm vụ trọng tâm tháng cuối năm "
        "(Kèm theo Công văn số 1029-CV/BDVTU ngày của Ban Dân vận Thành ủy) Mẫu Dành cho các quận ủy, huyện ủy"
    )


def test_forms_of_requests() -> None:
    made = document(
        "ĐỀ CƯƠNG BÁO CÁO\nNăm 2024\nI. KẾT QUẢ[^1]\n- Số văn bản;\n+ của cấp ủy\n+ của chính quyền.\n"
        "Nêu rõ: (1) Số hội nghị; (2) Số lượt người.\nMẫu số 02: dành cho xã\nII. ĐÁNH GIÁ (nếu có)\n1. Ưu điểm\n"
        "2. Hạn chế\nIII. ĐÁNH GIÁ\n1. Ưu điểm\n[^1]: Có số liệu kèm theo."
    )
    outline = read_outline(made)
    [results, *_] = outline.items
    assert [(asked.form, asked.text, asked.within) for asked in results.requirements] == [
        ("note", "Có số liệu kèm theo", ""),
        ("bullet", "Số văn bản", ""),
        ("bullet", "của cấp ủy", "i1.r2"),
        ("bullet", "của chính quyền", "i1.r2"),
        ("inline", "Số hội nghị", ""),
        ("inline", "Số lượt người", ""),
    ]
    assert {asked.lead for asked in results.requirements} == {"", "Nêu rõ"}
    assert [item.name for item in outline.items][2:] == ["II > 1. Ưu điểm", "Hạn chế", "ĐÁNH GIÁ", "III > 1. Ưu điểm"]


def test_what_a_request_lists() -> None:
    numbers = pieces("Diện tích tự nhiên, số bản, số hộ; số đảng viên")
    assert [(piece.text, piece.number) for piece in numbers] == [
        ("Diện tích tự nhiên", True),
        ("số bản", True),
        ("số hộ", True),
        ("số đảng viên", True),
    ]
    [paper] = pieces(
        "Công tác giám sát, phản biện xã hội theo Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị"
    )
    assert "chính trị" not in paper.words and "giám sát" in paper.words and not paper.number
    assert [piece.text for piece in pieces("Kết quả thực hiện: cải cách hành chính; quy chế dân chủ")] == [
        "cải cách hành chính",
        "quy chế dân chủ",
    ]


def test_doctests() -> None:
    assert doctest.testmod(corpus.outline.content).failed == 0


# -- how reports answer


def test_the_sample_report_lacks_what_it_lacks(samples: Path) -> None:
    outline = read_outline(read(samples / "de-cuong-2023.docx"))
    rows = answered(outline, read(samples / "tam-duong-2023.docx"))
    assert missing(rows) == [
        "Kết quả công tác dân vận đối với đồng bào theo tôn giáo",
        "Kết quả công tác dân vận với cộng đồng người Việt Nam ở nước ngoài",
        next(item.name for item in outline.items if "Cuộc thi" in item.title),
        "ÐỀ XUẤT, KIẾN NGHỊ (nếu có)",
    ]
    items = {path: row for (path, asked), row in rows.items() if not asked}
    assert items["Phần thứ nhất > II > 3"].section_id == "s10"  # its "5." answers the outline's "3."
    assert items["Phần thứ nhất > IV > 2"].status == "present"  # said below IV, without a heading
    wanted = {row.requirement: row for row in rows.values() if row.requirement}
    area = next(row for asked, row in wanted.items() if asked.startswith("Diện tích tự nhiên"))
    assert area.status == "present" and area.figure_ids
    unsaid = next(row for asked, row in wanted.items() if asked.startswith("Những vấn đề Nhân dân quan tâm"))
    assert unsaid.status == "missing"
    clergy = next(row for asked, row in wanted.items() if asked.startswith("Số chức sắc"))
    assert clergy.status == "partial" and "Chưa thấy: Số chức sắc tôn giáo" in clergy.evidence


def test_what_stands_below_a_missing_item_is_not_named_again(outline_2024: ReportOutline) -> None:
    text = read(EXAMPLES / "reports" / "xa-chieng-luot-2024.docx").text
    cut = text[: text.index("III. PHONG TRÀO")] + text[text.index("IV. ĐÁNH GIÁ") :]
    made = document(cut)
    _, rows = coverage(outline_2024, made, read_claims(made, "r"))
    assert gaps(rows) == ("Phần thứ nhất > III. PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”",)


def test_sections_that_an_item_names_in_brackets_answer_it(samples: Path) -> None:
    outline = read_outline(read(samples / "de-cuong-2023.docx"))
    report = read(samples / "tam-duong-2023.docx")
    matched, _ = coverage(outline, report, read_claims(report, "r"))
    state = {section: item.path for section, item in matched.item_of.items() if item.path == "Phần thứ nhất > II > 2"}
    assert sorted(state) == ["s7", "s8", "s9"]  # state organs, judiciary, armed forces
    assert matched.item_of["s3"].title == "ĐẶC ĐIỂM TÌNH HÌNH"  # "1. Thuận lợi" stands below it


@pytest.mark.parametrize("name", REPORTS_2024)
def test_examples_have_one_gap(outline_2024: ReportOutline, name: str) -> None:
    rows = answered(outline_2024, read(EXAMPLES / "reports" / name))
    gaps = [row.outline_item for row in rows.values() if row.status != "present"]
    assert gaps == ([RELIGION] if name.startswith("xa-huoi-say") else [])


@pytest.mark.parametrize("name", REPORTS_2024[1:])
def test_a_section_that_is_taken_out_is_missing_and_nothing_else_changes(
    outline_2024: ReportOutline, name: str
) -> None:
    whole = read(EXAMPLES / "reports" / name)
    matched, _ = coverage(outline_2024, whole, read_claims(whole, "r"))
    before = missing(answered(outline_2024, whole))
    for item in outline_2024.items:
        section = matched.section_of.get(item.item_id)
        if section is None or outline_2024.children(item.item_id):
            continue
        rows = answered(outline_2024, document(whole.text[: section.char_start] + whole.text[section.char_end + 1 :]))
        assert sorted(missing(rows)) == sorted([*before, item.name])
        assert not [asked for asked in item.requirements if rows[item.path, asked.text].status == "present"]


REWRITTEN = {
    "no parts": (
        ("Phần thứ nhất\nKẾT QUẢ CÔNG TÁC DÂN VẬN NĂM 2024\n", ""),
        ("Phần thứ hai\nNHIỆM VỤ TRỌNG TÂM", "V. NHIỆM VỤ TRỌNG TÂM"),
    ),
    "lettered parts": (("Phần thứ nhất\nKẾT QUẢ", "A. KẾT QUẢ"), ("Phần thứ hai\nNHIỆM", "B. NHIỆM")),
    "other words": (
        ("Công tác dân vận của chính quyền", "Kết quả thực hiện công tác dân vận chính quyền"),
        ("Công tác dân vận của lực lượng vũ trang", "Công tác dân vận của LLVT"),
        (
            "Hoạt động của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
            "Công tác dân vận của MTTQ và các đoàn thể",
        ),
        ("5. Công tác dân vận đối với đồng bào theo tôn giáo", "6. Vận động đồng bào có đạo"),
        ("6. Công tác phát triển đảng viên", "7. Kết quả phát triển đảng viên mới"),
        ("Ưu điểm", "Những kết quả đạt được"),
        ("Hạn chế, nguyên nhân", "Tồn tại, hạn chế và nguyên nhân"),
        ("NHIỆM VỤ TRỌNG TÂM NĂM 2025", "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025"),
    ),
    "slips of the pen": (
        ("1. Công tác lãnh đạo, chỉ đạo, tuyên truyền", "1. Công tác lảnh đạo, chỉ đạo và tuyên truyền"),
        ("ĐẶC ĐIỂM TÌNH HÌNH", "ĐẶC ĐIỂM, TÌNH HÌNH CHUNG"),
    ),
    "no numbers": tuple((f"\n{number}. ", "\n") for number in range(1, 7)),
    "run in": (
        ("5. Công tác dân vận đối với đồng bào theo tôn giáo\n", "- Công tác dân vận đối với đồng bào theo tôn giáo: "),
    ),
}


@pytest.mark.parametrize("how", REWRITTEN)
def test_an_item_is_found_under_other_headings(outline_2024: ReportOutline, how: str) -> None:
    text = read(EXAMPLES / "reports" / "xa-chieng-luot-2024.docx").text
    for old, new in REWRITTEN[how]:
        assert old in text, old
        text = text.replace(old, new)
    rows = answered(outline_2024, document(text))
    assert [row.outline_item for row in rows.values() if row.status != "present"] == []


@pytest.mark.parametrize("heading", ["Công tác phát triển đảng viên", "- Công tác phát triển đảng viên: năm 2024, "])
def test_a_heading_without_a_number_answers_too(outline_2024: ReportOutline, heading: str) -> None:
    text = read(EXAMPLES / "reports" / "xa-chieng-luot-2024.docx").text
    end = "" if heading.endswith(" ") else "\n"
    text = text.replace("6. Công tác phát triển đảng viên\n", heading + end)
    assert missing(answered(outline_2024, document(text))) == []


def test_a_heading_without_text_is_partial(outline_2024: ReportOutline) -> None:
    text = read(EXAMPLES / "reports" / "xa-huoi-say-2024.pdf").text
    start = text.index("Đảng bộ xã đã kết nạp")
    text = text[:start] + text[text.index("\n", start) + 1 :]
    row = answered(outline_2024, document(text))["Phần thứ nhất > II > 6", ""]
    assert (row.status, row.evidence) == ("partial", "Chỉ có đề mục «Công tác phát triển đảng viên».")


def test_a_request_for_a_number_wants_a_number(outline_2024: ReportOutline) -> None:
    text = read(EXAMPLES / "reports" / "xa-huoi-say-2024.pdf").text
    text = text.replace("tổng diện tích tự nhiên 5.870,20 ha, được chia thành 9 bản; dân số 968 hộ với 4.387 nhân khẩu",
                        "diện tích tự nhiên rộng, có nhiều bản, hộ, nhân khẩu")  # fmt: skip
    text = text.replace(
        "Toàn Đảng bộ có 12 chi bộ trực thuộc và 231 đảng viên (76 đảng viên nữ).", "Có nhiều đảng viên."
    )
    rows = answered(outline_2024, document(text))
    asked = "Diện tích tự nhiên, số bản, số hộ, số nhân khẩu; số chi bộ, số đảng viên"
    assert rows["Phần thứ nhất > I", asked].status != "present"


# -- the run


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_with_an_outline_and_expected_units(tmp_path: Path) -> None:
    from sokhop.given import read_given

    due = tmp_path / "due.csv"
    due.write_text("name,parent\nxã Nậm Phung,huyện Mường Phiêng\nXã Pa Thơm,huyện Mường Phiêng\n", encoding="utf-8")
    given = read_given(EXAMPLES / "de-cuong-2024.docx", expect=due)
    out = tmp_path / "out"
    summary = run(find_inputs([EXAMPLES / "reports"]), out, Options(1, 120, given=given))
    gap = f"Phần thứ nhất > II > 5. {RELIGION}"
    assert (summary.due, summary.gaps) == (4, [("xa-huoi-say-2024.pdf", gap)])  # the report of 2023 is not due
    assert (summary.expected, summary.late) == (2, ["Xã Pa Thơm (huyện Mường Phiêng)"])
    assert not summary.clean
    reports = {row["report_id"]: row["source"] for row in table(out, "reports")}
    rows = table(out, "coverage")
    lacking = [row for row in rows if row["status"] == "missing"]
    assert [(reports.get(row["report_id"], ""), row["outline_item"]) for row in lacking] == [
        ("xa-huoi-say-2024.pdf", RELIGION),
        ("", ""),
    ]
    assert lacking[-1]["evidence"] == "Chưa nhận được báo cáo của Xã Pa Thơm (huyện Mường Phiêng)."
    sections = table(out, "sections")
    known = {row["section_id"] for row in sections}
    assert {row["section_id"] for row in rows} - {""} <= known
    for row in sections:
        assert bool(row["outline_item"]) == (reports[row["report_id"]] != "huyen-muong-phieng-2023.pdf")
    moved = next(r for r in sections if reports[r["report_id"]].startswith("xa-huoi") and r["path"].endswith("II > 5"))
    assert moved["outline_item"] == "Công tác phát triển đảng viên"


def test_the_command(samples: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from sokhop.cli import commands
    from sokhop.messages import speaker

    cli, runner = commands(speaker("vi")), CliRunner()
    shown = runner.invoke(cli, ["outline", str(samples / "de-cuong-2023.txt"), "--json"])
    assert len(json.loads(shown.output)["items"]) == 24
    (tmp_path / "none.txt").write_text("Không có đề mục nào ở đây.", encoding="utf-8")
    refused = runner.invoke(cli, ["outline", str(tmp_path / "none.txt")])
    assert refused.exit_code == 2 and "không thấy đề mục" in refused.output
