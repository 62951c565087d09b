"""The figure that is wrong is the one whose change repairs most and breaks nothing."""

from __future__ import annotations

from decimal import Decimal

from corpus.audit.fault import Fault, faults
from corpus.audit.report import audit
from corpus.check import Check
from patterns import read_claims
from patterns.claims import Figure
from tests.plain import document


def audited(text: str) -> tuple[tuple[Figure, ...], tuple[Check, ...]]:
    made = document(text)
    claims = read_claims(made, "r")
    return claims.figures, audit(made, claims)


def located(text: str) -> list[tuple[str, Decimal, Fault]]:
    figures, checks = audited(text)
    raw = {figure.figure_id: figure.raw for figure in figures}
    return [(raw[fault.figure_id], fault.should_be, fault) for fault in faults(figures, checks)]


TWICE = (
    "Tổ chức 30 hội nghị đối thoại, trong đó: 02 hội nghị cấp huyện, 27 hội nghị cấp xã.\n"
    "Cấp huyện: Bí thư Huyện ủy tổ chức 01 hội nghị đối thoại; Chủ tịch UBND huyện tổ chức 02 hội nghị đối thoại. "
    "Cấp xã: Bí thư Đảng ủy xã tổ chức 14 hội nghị đối thoại; Chủ tịch UBND xã tổ chức 13 hội nghị đối thoại."
)


def test_one_change_repairs_two_relations() -> None:
    """30 = 02 + 27 and 02 = 01 + 02 are broken; 27 = 14 + 13 and 30 = 01 + 02 + 14 + 13 hold."""
    ((raw, should_be, fault),) = located(TWICE)
    assert (raw, should_be) == ("02", 3)
    assert len(fault.repairs) == 2 and not fault.breaks and fault.sure


def test_a_sure_fault_is_told_in_the_message() -> None:
    _, checks = audited(TWICE)
    told = [check.message for check in checks if check.verdict == "mismatch"]
    assert told and all("nhiều khả năng số sai là 02 hội nghị" in message for message in told)


def test_exchanged_digits_are_sure() -> None:
    ((raw, should_be, fault),) = located("Vận động 12.760 hội viên, trong đó: nữ 11.025 hội viên, đạt 84,6%.")
    assert raw == "84,6%" and should_be == Decimal("86.4") and fault.sure


def test_where_every_change_is_as_good_none_is_named() -> None:
    assert not located("Thi hành kỷ luật 05 đảng viên (khiển trách 03, cảnh cáo 01).")


def test_nothing_is_wrong_where_nothing_is_broken() -> None:
    assert not located("Ban hành 47 văn bản (12 kế hoạch, 09 quyết định, 26 công văn).")
