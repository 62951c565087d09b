"""Data tables: every number of a cell in its class, with the unit, change, whole and rate that its headers give it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.builder import Builder, Paragraph, Run
from extract.document import Document
from extract.read import read
from patterns import read_claims
from patterns.claims import Figure, Link, Mention
from patterns.find import Prose, find
from patterns.tables.links import table_links
from patterns.tables.read import CellReading, read_tables

CORPORA = Path(__file__).parent / "corpora"
WITH_TABLES = ("xa-kinh-te-xa-hoi", "bieu-chi-tieu", "bieu-ho-ngheo", "bieu-tong-hop")
ALIKE = {"name": "other", "ordinal": "other"}  # annotators part these by habit


class Read:
    """A document with its tables read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        claims = read_claims(document, "r")
        self.mentions, self.figures = claims.mentions, claims.figures
        prose = Prose.of(document)
        _, self.readings = read_tables(document, prose, find(document, prose, claims.sections, claims.letterhead))
        self.part_of, self.links = table_links(document, self.figures, self.readings)
        self.rate_of = {link.whole: link.parts[0] for link in self.links if link.type == "rate"}

    def mention(self, offset: int) -> Mention:
        return next(m for m in self.mentions if m.start <= offset < m.end)

    def reading(self, raw: str) -> CellReading:
        return self.readings[self.figure(raw).char_start]

    def figure(self, raw: str) -> Figure:
        return next(figure for figure in self.figures if figure.raw == raw)

    def cls(self, raw: str) -> str:
        return next(m.cls for m in self.mentions if self.document.text[m.start : m.end] == raw)

    def raw(self, link: Link) -> tuple[str, list[str]]:
        by_id = {figure.figure_id: figure.raw for figure in self.figures}
        return by_id[link.whole], [by_id[part] for part in link.parts]

    def linked(self, type: str) -> list[tuple[str, list[str]]]:
        return [self.raw(link) for link in self.links if link.type == type]


def table(text: str, *above: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Read:
    """A table of one row a line, cells parted by "|"; `spans`: (row, column) → (row span, column span)."""
    builder = Builder("docx")
    for line in above:
        builder.paragraph(Paragraph([Run(line)]))
    covered, cells = set(), []
    for row, line in enumerate(text.strip().splitlines(), start=1):
        for column, cell in enumerate(line.split("|"), start=1):
            if (row, column) in covered:
                continue
            down, right = (spans or {}).get((row, column), (1, 1))
            covered |= {(row + r, column + c) for r in range(down) for c in range(right)}
            cells.append((row, column, down, right, [Paragraph([Run(cell.strip())])]))
    builder.table(above[0] if above else "", cells)
    return Read(builder.document())


@pytest.mark.parametrize("name", WITH_TABLES)
def test_tables_of_the_corpora_are_read_as_in_gold(name: str) -> None:
    made = Read(read(CORPORA / f"{name}.md"))
    lines = (CORPORA / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [row for row in map(json.loads, lines) if row["where"].startswith("table:")]
    text = made.document.text
    spans = [(cell.start, cell.end) for one in made.document.tables for cell in one.cells]
    ours = [match for start, end in spans for match in re.compile(r"\d+").finditer(text, start, end)]
    theirs = [(digits, row) for row in gold for digits in re.findall(r"\d+", row["raw"])]
    assert [match[0] for match in ours] == [digits for digits, _ in theirs]
    at = {row["i"]: match.start() for match, (_, row) in reversed(list(zip(ours, theirs, strict=True)))}
    figure_at = {o: figure for figure in made.figures for o in range(figure.char_start, figure.char_end)}
    gold_of = {figure_at[at[row["i"]]].figure_id: row["i"] for row in gold if at[row["i"]] in figure_at}
    faults = []
    for match, (_, row) in zip(ours, theirs, strict=True):
        cls = made.mention(match.start()).cls
        if ALIKE.get(cls, cls) != ALIKE.get(row["class"], row["class"]):
            faults.append((row["raw"], row["class"], cls))
    for row in gold:
        if row["class"] == "figure":
            faults += [(row["raw"], *fault) for fault in _faults(made, row, figure_at[at[row["i"]]], gold_of)]
    assert not faults


def _faults(made: Read, row: dict[str, Any], figure: Figure, gold_of: dict[str, int]) -> list[tuple[str, Any, Any]]:
    pairs = [
        ("value", Decimal(str(row["value"])), figure.quantity.value),
        ("kind", row["kind"], figure.kind),
        ("unit", row["unit"], figure.unit if not figure.unit.startswith(f"{row['unit']} ") else row["unit"]),
        ("change", row.get("change", ""), figure.change),
        ("part_of", row.get("part_of"), gold_of.get(made.part_of.get(figure.figure_id, ""))),
        ("rate_of", row.get("rate_of"), gold_of.get(made.rate_of.get(figure.figure_id, ""))),
    ]
    return [(name, want, got) for name, want, got in pairs if want != got]


BUDGET = """
STT|Nội dung|Dự toán|Thực hiện|So với dự toán (%)
A|TỔNG THU|9.010|5.126,4|56,9
1|Thu trên địa bàn|410|246,4|60,1
1.1|Thuế|180|112,5|62,5
1.2|Phí|230|133,9|58,2
2|Thu bổ sung|8.600|4.880|56,7
"""


def test_totals_of_a_budget_follow_its_levels() -> None:
    made = table(BUDGET, "Biểu 01. Thu ngân sách", "ĐVT: triệu đồng")
    assert ("9.010", ["410", "8.600"]) in made.linked("breakdown")
    assert ("246,4", ["112,5", "133,9"]) in made.linked("breakdown")
    assert ("56,9", ["5.126,4", "9.010"]) in made.linked("rate")
    assert {link.exhaustive for link in made.links if link.type == "breakdown"} == {"stated"}
    reading = made.reading("112,5")
    assert reading.row_header == "TỔNG THU / Thu trên địa bàn / Thuế"
    assert (reading.column_header, reading.unit, reading.kind) == ("Thực hiện", "đồng", "money")
    assert made.figure("112,5").quantity.value == 112_500_000
    assert made.cls("1.1") == "other"


def test_a_wrong_cell_shows_because_the_column_decides() -> None:
    made = table(BUDGET.replace("58,2", "85,2"), "Biểu 01", "ĐVT: triệu đồng")
    assert ("85,2", ["133,9", "230"]) in made.linked("rate")


def test_merged_headers_give_the_path_of_a_column() -> None:
    made = table(
        """
        STT|Xã|Tổng số hộ|Hộ nghèo||Hộ cận nghèo|
        |||Số hộ|Tỷ lệ (%)|Số hộ|Tỷ lệ (%)
        1|Nà Pheo|1.248|413|33,09|164|13,14
        2|Tà Hộc|1.530|377|24,64|203|13,27
        |Tổng cộng|2.778|790|28,44|367|13,21
        """,
        spans={(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (2, 1), (1, 4): (1, 2), (1, 6): (1, 2)},
    )
    assert made.reading("33,09").column_header == "Hộ nghèo / Tỷ lệ (%)"
    assert made.reading("33,09").row_header == "Nà Pheo"
    assert ("33,09", ["413", "1.248"]) in made.linked("rate")
    assert ("13,21", ["367", "2.778"]) in made.linked("rate")
    assert ("790", ["413", "377"]) in made.linked("breakdown")
    assert made.reading("790").total
    assert not made.reading("413").total


def test_years_above_and_beside_are_periods() -> None:
    made = table("Chỉ tiêu|2021|2022|2023\nSố hộ nghèo (hộ)|512|480|413\nTỷ lệ hộ nghèo (%)|41,0|38,2|33,1")
    assert {made.cls(year) for year in ("2021", "2022", "2023")} == {"period"}
    assert (made.figure("480").unit, made.figure("38,2").unit) == ("hộ", "%")
    made = table("Năm|Số vụ\n2021|14\n2022|2019\n2023|11")
    assert (made.cls("2021"), made.cls("2019"), made.figure("2019").unit) == ("period", "figure", "vụ")


def test_columns_of_a_total_some_and_all() -> None:
    made = table("Xã|Tổng số|Nam|Nữ\nA Mú|46|17|29\nNà Sài|38|9|29\nPá Mô|41|27|15")
    across = [link for link in made.links if link.cue == "Tổng số"]
    assert [made.raw(link) for link in across] == [("46", ["17", "29"]), ("38", ["9", "29"]), ("41", ["27", "15"])]
    assert {link.exhaustive for link in across} == {"stated"}  # the last row is wrong, and shows
    made = table(
        "Chi bộ|Tổng số đảng viên|Trong đó|\n||Nữ|Dân tộc\nBản Lao|46|17|46\nBản Mé|38|9|38\nBản Pa|41|27|40",
        spans={(1, 3): (1, 2)},
    )
    assert {link.exhaustive for link in made.links if link.cue == "Tổng số đảng viên"} == {"open"}
    assert made.figure("17").unit == "đảng viên"


def test_rows_of_some_are_open() -> None:
    made = table("Nội dung|Số lượng (người)\n1. Tổng số đảng viên|236\nTrong đó: Nữ|80\n- Dân tộc|190")
    link = next(link for link in made.links if made.raw(link)[0] == "236")
    assert link.exhaustive == "open"
    assert made.cls("1") == "other"


def test_total_last_adds_groups_and_not_their_rows() -> None:
    made = table(
        "TT|Nguồn|Số tiền (triệu đồng)\nI|Ngân sách|30\n1|Tỉnh|10\n2|Huyện|20\nII|Dân góp|5\n|Tổng cộng (I+II)|35"
    )
    assert made.linked("breakdown") == [("30", ["10", "20"]), ("35", ["30", "5"])]


def test_column_numbers_and_formulas() -> None:
    made = table(
        "STT|Xã|Kế hoạch|Thực hiện|Tăng, giảm|Tỷ lệ\n(1)|(2)|(3)|(4)|(5)=(4)-(3)|(6)=(4)/(3)*100\n"
        "1|Nà Sài|40|44|4|110\n2|Pá Mô|50|45|-5|90"
    )
    assert made.cls("5)=(4)-(3") == made.cls("6)=(4)/(3)*100") == "other"
    assert made.linked("change") == [("4", ["44", "40"]), ("-5", ["45", "50"])]
    assert made.linked("rate") == [("110", ["44", "40"]), ("90", ["45", "50"])]
    assert (made.figure("-5").change, made.figure("-5").quantity.value) == ("decrease", 5)
    assert made.figure("4").change == "increase"


def test_shares_of_the_total_row() -> None:
    made = table("Dân tộc|Số hộ|Tỷ lệ (%)\nThái|62|62\nMông|24|24\nKinh|14|14\nTổng số|100|100")
    assert made.linked("rate") == [("62", ["62", "100"]), ("24", ["24", "100"]), ("14", ["14", "100"])]


def test_cells_of_words_keep_the_general_rules_and_take_the_unit() -> None:
    made = table("Xã|Số hộ|Vốn vay (triệu đồng)|Ghi chú\nNà Sài|120|15,5|Gồm 02 bản\nPá Mô|-|trên 20|\nTà Hộc|96|12,5|")
    assert (made.figure("20").quantity.value, made.figure("20").approx) == (20_000_000, "more_than")
    assert made.figure("02").unit == "bản"
    assert "-" not in {figure.raw for figure in made.figures}


def test_odd_tables_are_no_trouble() -> None:
    assert table("|\n|").figures == ()
    assert table("Diện tích|12,5 ha\nSố hộ|120").figure("12,5 ha").unit == "ha"
    assert Read(Builder("txt").document()).figures == ()


def test_units_of_the_table_claim_nothing() -> None:
    made = table("Xã|Thu\nNà Sài|1.250\nPá Mô|980", "Biểu thu", "(ĐVT: 1.000 đồng)")
    assert made.figure("1.250").quantity.value == 1_250_000
    assert made.cls("1.000 đồng") == "other"


_CELL = st.sampled_from(
    [
        "",
        "-",
        "1",
        "2",
        "I",
        "Tổng",
        "Nam",
        "12,5",
        "1.250",
        "-3",
        "(4)",
        "50%",
        "2023",
        "12/5",
        "5=4/3",
        "ha",
        "Số hộ",
        "Trong đó",
        "a) 5 hộ",
        "1.1",
        "01 - 02",
        "(%)",
        "STT",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), min_size=1, max_size=7))
def test_every_digit_has_one_mention(rows: list[list[str]]) -> None:
    made = table("\n".join("|".join(row) for row in rows))
    text = made.document.text
    for match in re.finditer(r"\d", text):
        assert sum(m.start <= match.start() < m.end for m in made.mentions) == 1
    assert [m.start for m in made.mentions] == sorted(m.start for m in made.mentions)
    for mention in made.mentions:
        assert (mention.quantity is not None) == (mention.cls == "figure")
    ids = {figure.figure_id for figure in made.figures}
    assert all({link.whole, *link.parts} <= ids and link.whole not in link.parts for link in made.links)


def test_a_total_between_what_came_and_what_became_of_it() -> None:
    made = table(
        "Kỳ trước chuyển sang|Tiếp nhận trong kỳ|Tổng số đơn|Đã giải quyết|Đang giải quyết|Tỷ lệ (%)\n3|12|15|14|1|93,3"
    )
    assert made.linked("breakdown") == [("15", ["14", "1"]), ("15", ["3", "12"])]
    assert {figure.unit for figure in made.figures} == {"đơn", "%"}


def test_what_has_no_label_last_is_a_total() -> None:
    made = table("TT|Công trình|Vốn (triệu đồng)\n1|Đường Nà Sài|3.200\n2|Nhà văn hóa bản Lao 1|850\n||4.050")
    assert made.linked("breakdown") == [("4.050", ["3.200", "850"])]


def test_months_and_points_and_titles_inside() -> None:
    made = table("Tháng|Số hồ sơ\n1|120\n2|95\nCộng|215")
    assert (made.cls("1"), made.linked("breakdown")) == ("period", [("215", ["120", "95"])])
    assert table("Nội dung|Điểm tối đa\nKế hoạch|9,5").figure("9,5").unit == "điểm"
    made = table("ĐVT: triệu đồng||\nNội dung|Dự toán|Thực hiện\nTổng chi|500|480,5\nChi khác|500|480,5")
    assert made.figure("480,5").quantity.value == 480_500_000
    assert made.reading("500").target
