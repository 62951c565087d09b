"""Columns of a table that add up row by row: what holds in most rows is meant in all.

"Đã giải quyết | Trước và đúng hạn | Quá hạn": 13.612 = 13.377 + 235 in one row after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from extract.document import Document, Table
from patterns.claims import Figure, Link
from patterns.links.rates import states

_ROWS = 3  # rows from which a rule of columns is no chance
_HUNDRED = Decimal(100)
_WIDEST = 6  # columns that one column may be the sum of


def column_links(document: Document, figures: tuple[Figure, ...], links: tuple[Link, ...]) -> Iterator[Link]:
    """The rows of every rule of columns; rows that are linked already are left out."""
    lists = [link for link in links if link.type == "breakdown" and len(link.parts) > 1]
    known = {(link.whole, part) for link in lists for part in link.parts}
    in_tables: dict[int, list[Figure]] = {}
    for figure in figures:
        in_tables.setdefault(figure.table, []).append(figure)
    for table in document.tables:
        grid = _grid(table, in_tables.get(table.number, []))
        columns = sorted({column for _, column in grid})
        caption = table.caption or f"Bảng {table.number}"
        yield from _movements(grid, columns, caption)
        yield from _shares(_percents(table, in_tables.get(table.number, [])), grid, caption)
        for total in columns:
            for parts in _neighbours(columns, total):
                rows = [row for row in sorted({row for row, _ in grid}) if _full(grid, row, (total, *parts))]
                held = [row for row in rows if _holds(grid, row, total, parts)]
                if len(held) < _ROWS or 4 * len(held) < 3 * len(rows):
                    continue
                for row in rows:
                    whole, names = grid[row, total].figure_id, tuple(grid[row, part].figure_id for part in parts)
                    if not any((whole, name) in known for name in names):
                        known |= {(whole, name) for name in names}
                        yield Link("breakdown", whole, names, caption, "stated")


def _shares(
    percents: dict[tuple[int, int], Figure], grid: dict[tuple[int, int], Figure], caption: str
) -> Iterator[Link]:
    """ "Cộng | 4.093 | 783 | 1.570", below it "Tỷ lệ (%) | 100 | 19,1 | 38,4": shares of what is a hundred percent."""
    for row in sorted({row for row, _ in percents}):
        cells = {column: percent for (at, column), percent in percents.items() if at == row}
        hundred = [column for column, percent in cells.items() if percent.quantity.value == _HUNDRED]
        if len(cells) < 3 or len(hundred) != 1 or any(at == row for at, _ in grid):
            continue
        above = max((at for at, column in grid if at < row and column == hundred[0]), default=0)
        base = grid.get((above, hundred[0]))
        pairs = [(percent, grid.get((above, column))) for column, percent in cells.items() if column != hundred[0]]
        shares = [(percent, part) for percent, part in pairs if part and base and part.unit == base.unit]
        if base and 2 * sum(
            states(percent, part.quantity.value, base.quantity.value) for percent, part in shares
        ) > len(shares):
            for percent, part in shares:
                yield Link("rate", percent.figure_id, (part.figure_id, base.figure_id), caption)


def _movements(grid: dict[tuple[int, int], Figure], columns: list[int], caption: str) -> Iterator[Link]:
    """ "Đầu năm | Thoát nghèo | Phát sinh | Cuối năm": 96 - 31 + 4 = 69 in one row after the other."""
    for at in range(len(columns) - 3):
        four = columns[at : at + 4]
        rows = [row for row in sorted({row for row, _ in grid}) if _full(grid, row, tuple(four), of_one_head=True)]
        for signs in ((1, -1, 1), (1, 1, -1)):  # of other signs they are a sum, which is looked for besides
            held = [row for row in rows if _moves(grid, row, four, signs)]
            telling = [row for row in held if all(grid[row, column].quantity.value for column in four[1:])]
            if len(telling) < _ROWS or 4 * len(held) < 3 * len(rows):
                continue
            for row in rows:
                names = tuple(grid[row, column].figure_id for column in four[:-1])
                yield Link("movement", grid[row, four[-1]].figure_id, names, caption, "stated", multipliers=signs)
            break


def _moves(grid: dict[tuple[int, int], Figure], row: int, columns: list[int], signs: tuple[int, ...]) -> bool:
    *parts, closing = (grid[row, column].quantity.value for column in columns)
    return sum((sign * part for sign, part in zip(signs, parts, strict=True)), Decimal(0)) == closing


def _grid(table: Table, figures: list[Figure]) -> dict[tuple[int, int], Figure]:
    """The one figure of each cell that holds just one, and no percent."""
    return {place: figure for place, figure in _cells(table, figures).items() if figure.kind != "percent"}


def _percents(table: Table, figures: list[Figure]) -> dict[tuple[int, int], Figure]:
    """The percents of the cells that hold one and nothing else."""
    return {place: figure for place, figure in _cells(table, figures).items() if figure.kind == "percent"}


def _cells(table: Table, figures: list[Figure]) -> dict[tuple[int, int], Figure]:
    found: dict[tuple[int, int], Figure] = {}
    starts = [figure.char_start for figure in figures]
    for cell in table.cells:
        inside = figures[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
        if len(inside) == 1:
            found[cell.row, cell.column] = inside[0]
    return found


def _neighbours(columns: list[int], total: int) -> Iterator[list[int]]:
    """The columns right behind the total, those right before it, the most first, and any two that stand apart."""
    at = columns.index(total)
    for size in range(_WIDEST, 1, -1):
        if at + size < len(columns):
            yield columns[at + 1 : at + 1 + size]
        if at - size >= 0:
            yield columns[at - size : at]
    others = [column for column in columns if column != total]
    # "Tổng số | … | Đã giải quyết | Đúng hạn | Quá hạn | Đang giải quyết"
    for first, second in combinations(others, 2):
        if second - first > 1:
            yield [first, second]


def _full(
    grid: dict[tuple[int, int], Figure], row: int, columns: tuple[int, ...], *, of_one_head: bool = False
) -> bool:
    """Whether the cells hold numbers of one unit, or of units that begin alike: "hộ nghèo", "hộ thoát nghèo"."""
    cells = [grid.get((row, column)) for column in columns]
    units = {cell.unit.split(" ")[0] if of_one_head else cell.unit for cell in cells if cell}
    return all(cell and not cell.change for cell in cells) and len(units) == 1


def _holds(grid: dict[tuple[int, int], Figure], row: int, total: int, parts: list[int]) -> bool:
    whole = grid[row, total].quantity.value
    return whole > 0 and whole == sum((grid[row, part].quantity.value for part in parts), Decimal(0))
