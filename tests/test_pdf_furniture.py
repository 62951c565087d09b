"""Running heads and page numbers of short reports: they are of the page, and what is alike by chance is of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pdf_fixtures import drawn
from tests.pdf_fixtures.drawn import LEFT, PROSE, Sheet, draw, prose
from tests.pdf_fixtures.places import read

pytestmark = pytest.mark.skipif(not drawn.has_fonts(), reason="DejaVu Serif is not installed")

Head = tuple[str, str]  # what stands at the left and at the right


def _page(head: Head, y: float = 805) -> Callable[[Sheet], None]:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont("Serif", 10)
        sheet.canvas.drawString(LEFT, y, head[0])
        sheet.canvas.drawRightString(drawn.RIGHT, y, head[1])
        sheet.y -= 10 * sheet.canvas.getPageNumber()  # equal lines at one height would be heads as well
        prose(sheet)

    return page


@pytest.mark.parametrize(
    "heads",
    [
        [("UBND xã Nậm Păm", "1"), ("UBND xã Nậm Păm", "2")],
        [("1", "Báo cáo năm 2023"), ("Báo cáo năm 2023", "2")],
        [("Báo cáo năm 2023", "Trang 4/5"), ("Báo cáo năm 2023", "Trang 5/5")],
        [("UBND xã Nậm Păm - Trang 1", ""), ("UBND xã Nậm Păm - Trang 2", "")],
        [("UBND xã Nậm Păm | 1", ""), ("UBND xã Nậm Păm | 2", "")],
        [("Trang 1 - UBND xã Nậm Păm", ""), ("Trang 2 - UBND xã Nậm Păm", "")],
        [("", ""), ("UBND xã Nậm Păm", "2"), ("UBND xã Nậm Păm", "3")],
    ],
)
def test_a_head_that_counts_the_pages_is_known_by_two(heads: list[Head]) -> None:
    document = read(draw(*map(_page, heads)))
    assert document.text == PROSE * len(heads)
    assert [f.text for f in document.furniture] == [" ".join(filter(None, head)) for head in heads if any(head)]


@pytest.mark.parametrize(
    "said",
    ["Trang {} trên tổng số 3 trang", "{} | Trang", "Trang {} / 3", "Trang {}/3", "- {} -", "Page {} of 3", "{}"],
)
@pytest.mark.parametrize("y", [805, 30])
def test_page_numbers_of_two_pages(said: str, y: float) -> None:
    numbers = [said.format(n) for n in (1, 2)]
    document = read(draw(*(_page((number, ""), y) for number in numbers)))
    assert document.text == PROSE * 2
    assert [f.text for f in document.furniture if f.is_page_number] == numbers


def test_roman_page_numbers_before_others() -> None:
    document = read(draw(*(_page((number, ""), 30) for number in ("i", "ii", "1", "2"))))
    assert document.text == PROSE * 4
    assert [f.text for f in document.furniture if f.is_page_number] == ["i", "ii", "1", "2"]


@pytest.mark.parametrize(
    "heads",
    [
        [("Biểu số 1", ""), ("Biểu số 2", "")],
        [("Phụ lục I", ""), ("Phụ lục II", "")],
        [("Điều 1. Giao 25 ha lúa", ""), ("Điều 2. Giao 25 ha lúa", "")],
        [("Tổng số hộ", "76"), ("Tổng số hộ", "76")],
        [("Tổng số hộ", "76"), ("Tổng số hộ", "79")],
        [("Bản Bó - Trang 1", ""), ("Bản Hoa - Trang 2", "")],
        [("v", ""), ("i", "")],
    ],
)
def test_first_lines_that_are_alike_stay(heads: list[Head]) -> None:
    document = read(draw(*map(_page, heads)))
    assert not document.furniture
    assert all(said in document.text for head in heads for said in head)


def test_the_only_line_of_a_page_counts_once() -> None:
    def page(sheet: Sheet) -> None:
        sheet.line("Hội nghị - 2", x=LEFT)

    assert read(draw(prose, page)).text == PROSE + "Hội nghị - 2\n"
