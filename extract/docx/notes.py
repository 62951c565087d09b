"""Footnotes and endnotes of a Word file: the printed label of each mark, and the notes in the order of their marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from extract.docx.numbering import numeral
from extract.docx.styles import VAL, W

_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How notes of one kind are numbered."""

    format: str
    start: int = 1
    restart: str = "continuous"


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note that has a mark in the text."""

    label: str
    element: etree._Element
    custom: bool  # the label was typed, in the text and before the note


class Notes:
    """Gives each reference its printed label, in the order in which the references are asked for.

    `host` are the notes of the file that this one is embedded in: the numbers go on.
    """

    def __init__(
        self,
        parts: dict[str, etree._Element | None],
        settings: etree._Element | None,
        body: etree._Element,
        host: Notes | None = None,
    ) -> None:
        self._elements = {kind: _by_id(parts.get(kind), kind) for kind in _KINDS}
        schemes = {"footnote": _Scheme("decimal"), "endnote": _Scheme("lowerRoman")}
        self._schemes = {kind: _scheme(schemes[kind], settings, kind) for kind in _KINDS}
        self._found: dict[str, list[FoundNote]] = {kind: [] for kind in _KINDS}
        self._counts: dict[str, int] = host._counts if host is not None else {}
        self._units: dict[str, object] = {}
        self._places: dict[etree._Element, tuple[int, int]] = {}
        self._sections: list[etree._Element] = []
        self.missing: list[str] = []  # labels whose note is not in the file
        own = any(section.find(f"{W}{kind}Pr") is not None for section in body.iter(W + "sectPr") for kind in _KINDS)
        if own or any(scheme.restart != "continuous" for scheme in self._schemes.values()):
            self._places = dict(self._located(body))

    def _located(self, body: etree._Element) -> Iterator[tuple[etree._Element, tuple[int, int]]]:
        """Each reference with its section and the page that Word last printed it on, both from 0."""
        section, page = 0, 0
        for block in body:
            ends = None
            for item in block.iter(*_REFERENCES, W + "sectPr", W + "lastRenderedPageBreak"):
                if item.tag == W + "lastRenderedPageBreak":
                    page += 1
                elif item.tag != W + "sectPr":
                    yield item, (section, page)
                elif (parent := item.getparent()) is not None and parent.tag != W + "sectPrChange":
                    ends = item
            if ends is not None:
                self._sections.append(ends)
                section += 1

    def mark(self, reference: etree._Element, following: str) -> str:
        """The label of a reference; `following` is the text that stands for it when it is not counted."""
        kind = _REFERENCES[reference.tag]
        element = self._elements[kind].get(reference.get(W + "id") or "")
        custom = following.strip(" []()")
        label = custom or self._numbered(kind, reference)
        if element is None:
            self.missing.append(label)
        else:
            self._found[kind].append(FoundNote(label, element, bool(custom)))
        return label

    def has(self, label: str) -> bool:
        """A note with the label has a mark in what was read so far."""
        return any(note.label == label for found in self._found.values() for note in found)

    def _numbered(self, kind: str, reference: etree._Element) -> str:
        section, page = self._places.get(reference, (0, 0))
        scheme = self._schemes[kind]
        if section < len(self._sections):
            scheme = _scheme(scheme, self._sections[section], kind)
        unit = {"eachSect": section, "eachPage": page}.get(scheme.restart)
        if kind not in self._counts or (unit is not None and unit != self._units.get(kind)):
            self._counts[kind] = scheme.start - 1
        self._units[kind] = unit
        self._counts[kind] += 1
        return numeral(self._counts[kind], scheme.format)

    def in_order(self) -> Iterator[FoundNote]:
        """The notes of the marks met so far, footnotes first; a note may itself bring further ones."""
        for kind in _KINDS:
            at = 0
            while at < len(self._found[kind]):
                yield self._found[kind][at]
                at += 1


def _by_id(part: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """The notes of a part; separators and notices of continuation, which have a type, are none."""
    return {
        note.get(W + "id") or "": note
        for note in (part if part is not None else ())
        if note.tag == W + kind and note.get(W + "type") in (None, "normal")
    }


def _scheme(scheme: _Scheme, parent: etree._Element | None, kind: str) -> _Scheme:
    properties = parent.find(f"{W}{kind}Pr") if parent is not None else None
    for item in properties if properties is not None else ():
        value = item.get(VAL) or ""
        if item.tag == W + "numFmt":
            scheme = replace(scheme, format=value)
        elif item.tag == W + "numStart" and value.isdecimal():
            scheme = replace(scheme, start=int(value))
        elif item.tag == W + "numRestart":
            scheme = replace(scheme, restart=value)
    return scheme
