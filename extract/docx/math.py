"""Word's formulas (OMML) as one line of text in which no two numbers run together."""

from __future__ import annotations

from lxml import etree

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def raised(text: str) -> str:
    """The text in superscript characters; what has none stays as it is."""
    return text.replace("−", "-").translate(_RAISED)


def lowered(text: str) -> str:
    """The text in subscript characters; what has none stays as it is."""
    return text.translate(_LOWERED)


def formula(element: etree._Element) -> str:
    """The text of a formula: powers and indices as small digits, fractions with a stroke, roots with their sign."""
    kind = element.tag
    if kind == _M + "t":
        return element.text or ""
    parts = {child.tag: formula(child) for child in element if isinstance(child.tag, str)}

    def part(name: str) -> str:
        return parts.get(_M + name, "")

    if kind == _M + "f":
        return f"{_whole(part('num'))}/{_whole(part('den'))}"
    if kind == _M + "sSup":
        return part("e") + raised(part("sup"))
    if kind == _M + "sSub":
        return part("e") + lowered(part("sub"))
    if kind == _M + "sSubSup":
        return part("e") + lowered(part("sub")) + raised(part("sup"))
    if kind == _M + "rad":
        return raised(part("deg")) + "√" + _whole(part("e"))
    inner = [formula(child) for child in element if isinstance(child.tag, str)]
    if kind == _M + "d":
        return f"({'; '.join(text for text in inner if text)})"
    if kind in (_M + "mr", _M + "m", _M + "eqArr"):
        return " ".join(inner)
    return "".join(inner)


def _whole(text: str) -> str:
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"
