"""Numbers and units of table cells: a column decides how its numbers are written, headers say what they measure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from patterns.tables.notation import decimal_sign, read, votes
from patterns.tables.units import stated_unit, unit_in_words


@pytest.mark.parametrize(
    ("column", "digits", "whole", "value"),
    [
        (["12,5", "1,250"], "1,250", False, "1.250"),
        (["12,5", "1.250"], "1.250", False, "1250"),
        (["12.5", "1,250"], "1,250", False, "1250"),
        (["12,500", "9,800"], "9,800", False, "9800"),
        (["1,250"], "1,250", True, "1250"),
        (["5.126,4", "9.010"], "9.010", False, "9010"),
        (["1.234.567"], "1.234.567", False, "1234567"),
        (["2 340,5"], "2 340,5", False, "2340.5"),
        (["0,125"], "0,125", False, "0.125"),
    ],
)
def test_notation_is_decided_by_the_column(column: list[str], digits: str, whole: bool, value: str) -> None:
    one = votes(column)
    assert read(digits, decimal_sign(one, one, point=False), whole=whole, percent=False)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "kind", "scale"),
    [
        ("triệu đồng", "đồng", "money", 10**6),
        ("Tr.đ", "đồng", "money", 10**6),
        ("1.000 đồng", "đồng", "money", 1000),
        ("1000đ", "đồng", "money", 1000),
        ("Nghìn đồng", "đồng", "money", 1000),
        ("tỷ đồng", "đồng", "money", 10**9),
        ("triệu đồng/người/năm", "đồng", "money", 10**6),
        ("tạ/ha", "tạ/ha", "other", 1),
        ("M2", "m²", "area", 1),
        ("nghìn con", "con", "count", 1000),
        ("Hộ", "hộ", "count", 1),
        ("%", "%", "percent", 1),
        ("‰", "‰", "percent", 1),
    ],
)
def test_units_as_they_are_written(text: str, unit: str, kind: str, scale: int) -> None:
    found = stated_unit(text)
    assert found is not None
    assert (found.unit, found.kind, found.scale) == (unit, kind, scale)


def test_no_unit_is_made_of_other_words() -> None:
    assert stated_unit("ghi chú") is None
    assert stated_unit("") is None


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Diện tích (ha)", "ha"),
        ("Số tiền (1.000 đồng)", "đồng"),
        ("Sản lượng, tấn", "tấn"),
        ("Tỷ lệ hộ nghèo", "%"),
        ("Cơ cấu (%)", "%"),
        ("Hộ nghèo (rà soát)", None),
    ],
)
def test_headers_state_units(header: str, unit: str | None) -> None:
    found = unit_in_words(header)
    assert (found and found.unit) == unit
