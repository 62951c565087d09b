"""What an auditor decides outlives the next run."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.audit.report import audit
from corpus.check import Check
from corpus.decisions import FILE, DecisionsError, keep_decisions, read_decisions, undecided
from patterns import read_claims
from tests.plain import document

TEXT = (
    "Ban hành 48 văn bản (12 kế hoạch, 09 quyết định, 26 công văn).\n"
    "Thi hành kỷ luật 05 đảng viên (khiển trách 03, cảnh cáo 01)."
)


def checks_of(text: str) -> tuple[Check, ...]:
    made = document(text)
    return audit(made, read_claims(made, "r"))


def test_a_decision_is_kept_and_only_what_is_new_is_shown(tmp_path: Path) -> None:
    path, checks = tmp_path / FILE, checks_of(TEXT)
    assert keep_decisions(path, checks) == 2
    decided = path.read_text(encoding="utf-8").replace(f"{checks[0].check_id},,", f"{checks[0].check_id},bỏ qua,")
    path.write_text(decided, encoding="utf-8")
    again = checks_of("Một đoạn đứng trước không đổi gì.\n" + TEXT)
    assert [check.check_id for check in undecided(again, read_decisions(path))] == [checks[1].check_id]
    assert keep_decisions(path, again) == 0
    assert path.read_text(encoding="utf-8") == decided


def test_decisions_of_findings_that_are_gone_stay(tmp_path: Path) -> None:
    path = tmp_path / FILE
    keep_decisions(path, checks_of(TEXT))
    keep_decisions(path, checks_of("Không có gì."))
    assert len(read_decisions(path)) == 2


def test_spreadsheets_write_a_mark_at_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("\ufeffcheck_id,verdict,note\nabc,xác nhận,đã hỏi\n", encoding="utf-8")
    assert read_decisions(path)["abc"].verdict == "xác nhận"


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DecisionsError, match="check_id"):
        read_decisions(path)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / FILE) == {}
