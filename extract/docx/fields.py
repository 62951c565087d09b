"""Word's fields: instructions that no reader sees, results that stand in the text, and what some show without one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extract.docx.math import lowered, raised
from extract.docx.styles import VAL, W, on
from extract.symbols import symbols

_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_TICKED, _EMPTY = "☒", "☐"
_FRACTION = re.compile(r"\\f\s?\(([^(),;\\]*)[,;]([^(),;\\]*)\)", re.IGNORECASE)
_RAISED = re.compile(r"\\s\s?\\up\s?\d*\s?\(([^()]*)\)", re.IGNORECASE)
_LOWERED = re.compile(r"\\s\s?\\do\s?\d*\s?\(([^()]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z*]+\d*\s?", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False
    shown: bool = False  # its result has text
    form: str = ""  # what a box or a list of a form is set to

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Fields:
    """The fields that are open at a place of a story, outermost first."""

    def __init__(self) -> None:
        self.open: list[_Field] = []

    @property
    def hidden(self) -> bool:
        """Whether text here belongs to an instruction."""
        return bool(self.open) and not all(field.result for field in self.open)

    @property
    def page_number(self) -> bool:
        """Whether text here is the number of a page."""
        return any(field.name in _PAGE_FIELDS for field in self.open)

    @property
    def note(self) -> bool:
        """Whether text here is the number of a note that is referred to once more."""
        return bool(self.open) and self.open[-1].name == "NOTEREF" and self.open[-1].result

    @property
    def contents(self) -> bool:
        """Whether text here is a table of contents."""
        return any(field.name == "TOC" for field in self.open)

    def character(self, element: etree._Element) -> str:
        """Takes in a `w:fldChar`; one that closes nothing is passed over. Returns what a field that ends here shows
        though it has no result."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self.open.append(_Field(form=_form(element)))
        elif self.open and kind == "separate":
            self.open[-1].result = True
        elif self.open and kind == "end":
            field = self.open.pop()
            return "" if field.shown else field.form or _without_result(field.instruction)
        return ""

    def instruction(self, text: str) -> None:
        """Takes in the text of a `w:instrText`."""
        if self.open and not self.open[-1].result:
            self.open[-1].instruction += text

    def written(self) -> None:
        """Takes note that the results of the open fields have text."""
        for field in self.open:
            field.shown = True

    def simple(self, instruction: str) -> None:
        """Opens a `w:fldSimple`; `close` closes it."""
        self.open.append(_Field(instruction, result=True))

    def close(self) -> None:
        """Closes the innermost field."""
        self.open.pop()

    def drop_unfinished(self) -> bool:
        """Forgets fields without result, which no later paragraph may be swallowed by; whether there were any."""
        unfinished = self.hidden
        self.open = [field for field in self.open if field.result]
        return unfinished


def _form(begin: etree._Element) -> str:
    """What a check box or a list of choices of a form is set to: neither has text in its result."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(W + "checked")
        state = box.find(W + "default") if state is None else state
        return _TICKED if state is not None and on(state) else _EMPTY
    choices = begin.find(f"{W}ffData/{W}ddList")
    if choices is not None:
        entries = [entry.get(VAL) or "" for entry in choices.iterchildren(W + "listEntry")]
        result = choices.find(W + "result")
        result = choices.find(W + "default") if result is None else result
        value = (result.get(VAL) or "") if result is not None else ""
        at = int(value) if value.isdecimal() and len(value) < 4 else 0
        return entries[at] if at < len(entries) else ""
    return ""


def _without_result(instruction: str) -> str:
    """What is shown of a field that Word draws from its instruction alone."""
    name, _, rest = instruction.strip().partition(" ")
    name, rest = name.upper(), rest.strip()
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return rest.partition(" ")[2]
    if name == "SYMBOL":
        code, _, switches = rest.partition(" ")
        font = re.search(r'\\f\s*"?([^"\\]+)', switches)
        if code.isdecimal() and 31 < int(code) < 0x10000:
            return symbols(chr(int(code)), font[1].strip() if font else "")
    if name == "EQ":
        rest = _RAISED.sub(lambda found: raised(found[1]), rest)
        rest = _LOWERED.sub(lambda found: lowered(found[1]), rest)
        return _SWITCH.sub("", _FRACTION.sub(r"\1/\2", rest)).strip()
    return ""
