"""The structure tree of a tagged PDF: which marked content is which paragraph, over page breaks, and what is a note."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from extract.pdf.lines import Line

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it speaks of every fault that it mends
_BLOCKS = frozenset(("P", "H", "LI", "LBody", "TD", "TH", "Caption", "Note", "FENote", "TOCI", "BlockQuote", "Title"))
_HEADING = re.compile(r"H([1-6])")
_DEEPEST = 100  # levels of the tree
_MOST = 500_000  # elements


@dataclass(frozen=True, slots=True)
class Tagged:
    """The paragraph that a piece of marked content belongs to: its number from 1, its heading level, is it a note."""

    element: int
    heading: int = 0
    note: int = 0  # number of the note's element, 0 = none


@dataclass(slots=True)
class _Walk:
    pages: dict[int, int]  # object number of a page, page number
    roles: dict[str, str]  # names of the producer, standard names
    found: dict[tuple[int, int], Tagged] = field(default_factory=dict)
    elements: int = 0


def structure_of(data: bytes, password: str | None) -> dict[tuple[int, int], Tagged]:
    """What the tree says of each (page, marked content id); empty where there is no tree or it cannot be read."""
    from pdfminer.pdfdocument import PDFDocument  # slow to import, and few reports are tagged
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password or "")
        root = resolve1(document.catalog.get("StructTreeRoot"))
        if not isinstance(root, dict):
            return {}
        pages = {int(str(page.pageid)): number for number, page in enumerate(PDFPage.create_pages(document), 1)}
        named = resolve1(root.get("RoleMap"))
        roles = {key: _name(value) for key, value in named.items()} if isinstance(named, dict) else {}
        walk = _Walk(pages, roles)
        _visit(walk, root.get("K"), None, Tagged(0), 0)
    except (PDFException, PSException, RecursionError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return {}  # pdfminer raises these on a broken file; the page is then read by geometry alone
    return walk.found


def _name(value: Any) -> str:
    name = getattr(value, "name", value)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _visit(walk: _Walk, kid: Any, page: int | None, inside: Tagged, depth: int) -> None:
    from pdfminer.pdftypes import PDFObjRef, resolve1

    kid = resolve1(kid)
    if isinstance(kid, list):
        for one in kid:
            _visit(walk, one, page, inside, depth)
    elif isinstance(kid, int):
        if page is not None:
            walk.found[page, kid] = inside
    elif isinstance(kid, dict) and depth < _DEEPEST and walk.elements < _MOST:
        walk.elements += 1
        place = kid.get("Pg")
        if isinstance(place, PDFObjRef):
            page = walk.pages.get(place.objid, page)
        if "S" not in kid:
            if "MCID" in kid and page is not None:
                walk.found[page, int(resolve1(kid["MCID"]))] = inside
            return
        role = _name(resolve1(kid["S"]))
        role = walk.roles.get(role, role)
        heading = _HEADING.fullmatch(role)
        if heading or role in _BLOCKS:
            note = walk.elements if role in ("Note", "FENote") else inside.note
            inside = Tagged(walk.elements, int(heading.group(1)) if heading else 0, note)
        _visit(walk, kid.get("K"), page, inside, depth + 1)


def mark_lines(lines: list[Line], tags: dict[tuple[int, int], Tagged]) -> None:
    """Tells the lines which paragraph of the tree they belong to; nothing where the tree plainly errs.

    It errs where it leaves out many lines, and where it makes each printed line a paragraph of its own.
    """
    found = [tags.get((line.page, line.tag)) for line in lines]
    known = [tagged for tagged in found if tagged is not None and tagged.element]
    if len(known) < 0.6 * len(lines):
        return
    runs_on = [
        a.element == b.element
        for (a, before), (b, line) in pairwise(zip(found, lines, strict=True))
        if a and b and line.page == before.page and line.text[:1].islower() and line.text[1:2] not in (")", ".")
    ]
    if runs_on and sum(runs_on) < 0.6 * len(runs_on):
        return
    other = -1 if any(tagged.note for tagged in known) else 0  # a tree that knows no notes says nothing of them
    for line, tagged in zip(lines, found, strict=True):
        if tagged is not None:
            line.element, line.heading, line.note = tagged.element, tagged.heading, tagged.note or other
