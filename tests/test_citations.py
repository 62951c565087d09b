"""References to numbered documents: their numbers, types, dates, issuers and titles."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from patterns.citations import NUMBER_SYMBOL, citations
from plain import document, gold_files, report_of


def read(text: str) -> list[tuple[str, str, str]]:
    return [(found.type, found.number_symbol, found.date) for found in citations(document(text))]


@pytest.mark.parametrize(
    "gold",
    gold_files("citations"),
    ids=lambda path: path.name.split(".")[0],
)
def test_gold(gold: Path) -> None:
    rows = [row for row in json.loads(gold.read_text(encoding="utf-8")) if row["number_symbol"]]
    wanted = Counter((row["type"], row["number_symbol"], row.get("date_iso") or "") for row in rows)
    made = report_of(gold)
    found = citations(made)
    assert Counter((one.type, one.number_symbol, one.date) for one in found) == wanted
    assert all(made.text[one.char_start : one.char_end] == one.raw for one in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("theo Quy chế số 14-QC/HU, ngày 18/02/2022", ("Quy chế", "14-QC/HU", "2022-02-18")),
        ("báo cáo số 123-BC/HU", ("Báo cáo", "123-BC/HU", "")),
        ("Báo cáo số 412/BC-UBND ngày 2/6/2023", ("Báo cáo", "412/BC-UBND", "2023-06-02")),
        ("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", ("Nghị định", "30/2020/NĐ-CP", "2020-03-05")),
        ("Công văn 103/UBND-NV", ("Công văn", "103/UBND-NV", "")),
        ("Quy định số 11-QĐi/TW, ngày 18/2/2019", ("Quy định", "11-QĐi/TW", "2019-02-18")),
        ("Nghị định 163/CP", ("Nghị định", "163/CP", "")),
        ("Thông tư số 01/2019/TT-BNV", ("Thông tư", "01/2019/TT-BNV", "")),
        ("Quyết định 1751/QĐ-TTg", ("Quyết định", "1751/QĐ-TTg", "")),
        ("Quyết định số 217-QÐ/TW", ("Quyết định", "217-QĐ/TW", "")),
        ("thực hiện Nghị quyết 18, đã sáp nhập", ("Nghị quyết", "18", "")),
        ("Nghị quyết số 18-NQ/TW", ("Nghị quyết", "18-NQ/TW", "")),
        ("học tập Chỉ thị 05", ("Chỉ thị", "05", "")),
        ("Luật số 15/2017/QH14", ("Luật", "15/2017/QH14", "")),
        ("Nghị quyết số 202/2025/QH15 ngày 12-6-2025", ("Nghị quyết", "202/2025/QH15", "2025-06-12")),
        ("Kế hoạch số 15 - KH/HU", ("Kế hoạch", "15-KH/HU", "")),
        ("Công điện số 05, đã yêu cầu", ("Công điện", "05", "")),
        ("Nghị quyết 30a của Chính phủ", ("Nghị quyết", "30a", "")),
        ("kế hoạch của UBND tỉnh số 123/KH-UBND", ("Kế hoạch", "123/KH-UBND", "")),
        ("Thông báo Kết luận số 160-TB/TW", ("Thông báo Kết luận", "160-TB/TW", "")),
        ("theo 14-QC/HU", ("Quy chế", "14-QC/HU", "")),
        ("Kế hoạch số 12-KH/HU của Huyện ủy ngày 3/2/2023", ("Kế hoạch", "12-KH/HU", "2023-02-03")),
        ("Kế hoạch số 12-KH/HU, ngày 31/02/2023", ("Kế hoạch", "12-KH/HU", "")),
    ],
)
def test_one(text: str, wanted: tuple[str, str, str]) -> None:
    assert read(f"Trong năm, {text} về công tác.") == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "ra Quyết định 12 trường hợp",
        "Đề án 06 và Chương trình 135",
        "đạt 120/KH 130 ha",
        "24/39 điểm nhóm, 13 vụ/31 đối tượng, 93/93 đơn",
        "năm 2023 - UBND huyện",
        "05 nghị quyết, 02 quyết định",
        "ngày 18/02/2022",
        "tiêu chí số 17",
        "Hiến pháp năm 2013",
    ],
)
def test_none(text: str) -> None:
    assert read(text) == []
    assert not NUMBER_SYMBOL.search(text)


def test_a_list_is_several_citations_with_one_date() -> None:
    found = citations(document("Quyết định số 217, 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị."))
    assert [(one.number_symbol, one.date, one.issuer, one.raw) for one in found] == [
        ("217-QĐ/TW", "2013-12-12", "Bộ Chính trị", "Quyết định số 217"),
        ("218-QĐ/TW", "2013-12-12", "Bộ Chính trị", "218-QĐ/TW, ngày 12/12/2013"),
    ]
    assert read("Nghị quyết 20-NQ/TU, 21-NQ/TU và 22-NQ/TU ngày 3/2/2023") == [
        ("Nghị quyết", f"{number}-NQ/TU", "2023-02-03") for number in (20, 21, 22)
    ]


def test_a_date_behind_a_second_type_is_the_second_document_s() -> None:
    text = "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị"
    found = citations(document(text))
    assert [(one.date, one.issuer) for one in found] == [("", "Bộ Chính trị"), ("2013-12-12", "Bộ Chính trị")]
    text = "Quyết định 1719/QĐ-TTg; Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị"
    assert [one.issuer for one in citations(document(text))] == ["", "Bộ Chính trị"]


@pytest.mark.parametrize(
    ("after", "issuer", "title"),
    [
        ("của Ban Thường vụ Huyện ủy về công tác dân vận;", "Ban Thường vụ Huyện ủy", "về công tác dân vận"),
        ("của Ban Thường vụ Huyện ủy công tác dân vận, đã", "Ban Thường vụ Huyện ủy", "công tác dân vận"),
        ("của Ban Chấp hành Trung ương Đảng khóa XI và 05 năm", "Ban Chấp hành Trung ương Đảng khóa XI", ""),
        ("của Ban Bí thư (Khoá XII) về phụ nữ.", "Ban Bí thư (Khoá XII)", "về phụ nữ"),
        ("của UBND huyện Nậm Sa về việc báo cáo", "UBND huyện Nậm Sa", "về việc báo cáo"),
        ("của Thành ủy về “Mục tiêu năm 2023”[^1]", "Thành ủy", "Mục tiêu năm 2023"),
        ("của Bộ Giáo dục và Đào tạo quy định chuẩn", "Bộ Giáo dục và Đào tạo", "quy định chuẩn"),
        ("của Chính phủ và Nghị quyết số 2-NQ/HU", "Chính phủ", ""),
        ("của Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh, đã", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh", ""),
        ("của HĐND xã khóa XX về nhiệm vụ", "HĐND xã khóa XX", "về nhiệm vụ"),
    ],
)
def test_issuer_and_title(after: str, issuer: str, title: str) -> None:
    first = citations(document(f"Quyết định số 14-QĐ/HU, ngày 18/02/2022 {after}"))[0]
    assert (first.issuer, first.title) == (issuer, title)


@pytest.mark.parametrize("line", ["Số 123-BC/HU", "Số: 98/BC-UBND", "Số: 98/BC-UBND Khun Há, ngày 4 tháng 6 năm 2023"])
def test_the_report_s_own_number_is_no_citation(line: str) -> None:
    found = read(f"HUYỆN ỦY\n{line}\nBÁO CÁO\nnăm 2023\nTheo Công văn số 12-CV/HU ngày 1/6/2023.")
    assert found == [("Công văn", "12-CV/HU", "2023-06-01")]


def test_an_annex_may_name_its_report() -> None:
    head = "ĐẢNG ỦY XÃ A\nSố 45-BC/ĐU\nA, ngày 13 tháng 12 năm 2024\nBÁO CÁO\nnăm 2024"
    assert read(f"{head}\n(Kèm theo Báo cáo số 45-BC/ĐU ngày 13/12/2024 của Đảng ủy xã A)") == []
    last_year = "Báo cáo số 45-BC/ĐU ngày 12/12/2023"
    assert read(f"{head}\nTheo {last_year}.") == [("Báo cáo", "45-BC/ĐU", "2023-12-12")]


def test_number_symbol_is_found_where_it_stands() -> None:
    text = "Quyết định số 217, 218-QĐ/TW; Chỉ thị 05; 30/2020/NĐ-CP."
    assert [match.group() for match in NUMBER_SYMBOL.finditer(text)] == ["217, 218-QĐ/TW", "05", "30/2020/NĐ-CP"]


@pytest.mark.parametrize(
    "text", ["1-A" * 30_000, "12-" + "A-" * 40_000, "Quyết định số " + "12, " * 20_000, "1" * 90_000]
)
def test_hostile_text_takes_no_longer_than_it_must(text: str) -> None:
    start = time.perf_counter()
    citations(document(text))
    assert time.perf_counter() - start < 5  # without bounds it takes minutes
