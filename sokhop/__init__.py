"""sokhop (số khớp, "the figures match"): reads reports, finds every figure, checks that they agree.

from sokhop import read_report
report = read_report("bao-cao.docx")
report.figures_frame()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.document import UnreadableError
    from sokhop.explanation import Explanation, explain
    from sokhop.pipeline import Report, read_report, read_text

__all__ = ["Explanation", "Report", "UnreadableError", "explain", "read_report", "read_text"]

_HOME = {
    "Explanation": "sokhop.explanation",
    "Report": "sokhop.pipeline",
    "UnreadableError": "extract.document",
    "explain": "sokhop.explanation",
    "read_report": "sokhop.pipeline",
    "read_text": "sokhop.pipeline",
}


def __getattr__(name: str) -> Any:
    """Imports a name of the public API when it is first asked for, so that `sokhop --help` need not wait for it."""
    if name not in _HOME:
        raise AttributeError(f"module 'sokhop' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value
