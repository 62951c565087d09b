"""Word's fields: instructions that no reader sees, and results that stand in the text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.docx.styles import W

_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False

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
    def contents(self) -> bool:
        """Whether text here is a table of contents."""
        return any(field.name == "TOC" for field in self.open)

    def character(self, element: etree._Element) -> None:
        """Takes in a `w:fldChar`; one that closes nothing is passed over."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self.open.append(_Field())
        elif self.open and kind == "separate":
            self.open[-1].result = True
        elif self.open and kind == "end":
            self.open.pop()

    def instruction(self, text: str) -> None:
        """Takes in the text of a `w:instrText`."""
        if self.open and not self.open[-1].result:
            self.open[-1].instruction += text

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
