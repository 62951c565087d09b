"""How text is set, as far as it says what the text means: font, bold, raised, hidden, capitals, outline level."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from lxml import etree

from extract.symbols import is_symbol_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
# The children of an element as a list: lxml makes a slice in a third of the time that it takes to iterate over them.
children_of: Callable[[etree._Element], list[etree._Element]] = itemgetter(slice(None))
_RSTYLE, _FONTS, _BOLD, _ALIGN = W + "rStyle", W + "rFonts", W + "b", W + "vertAlign"
_POSITION, _VANISH, _CAPS = W + "position", W + "vanish", W + "caps"
_PSTYLE, _JUSTIFY, _OUTLINE, _NUMBERS, _MARK = W + "pStyle", W + "jc", W + "outlineLvl", W + "numPr", W + "rPr"
_STYLE, _STYLE_ID, _TYPE, _DEFAULT = W + "style", W + "styleId", W + "type", W + "default"
_GONE = {W + "del", W + "moveFrom"}
_OF_RUNS = {_RSTYLE, _FONTS, _BOLD, _ALIGN, _POSITION, _VANISH, _CAPS}  # the properties that say something
_OF_PARAGRAPHS = {_PSTYLE, _JUSTIFY, _OUTLINE, _NUMBERS, _MARK}
_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


def on(element: etree._Element) -> bool:
    """The value of a switch such as `<w:b/>` or `<w:b w:val="0"/>`."""
    return element.get(VAL) not in _OFF


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of a run."""

    font: str = ""
    bold: bool = False
    raised: bool = False
    hidden: bool = False
    capitals: bool = False
    symbolic: bool = False  # the font draws pictures

    def like(self, other: Look) -> bool:
        """Whether text of both is one stretch: all but bold the same."""
        return self.font == other.font and self.raised == other.raised and self.capitals == other.capitals


@dataclass(frozen=True, slots=True)
class Setting:
    """The properties of a paragraph; `numbering` is (numId, level) with None for what is not said."""

    look: Look = Look()
    centered: bool = False
    heading: int = 0
    numbering: tuple[str | None, int | None] = (None, None)
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str
    name: str
    based_on: str
    paragraph: etree._Element | None
    run: etree._Element | None
    table: etree._Element | None


class Styles:
    """Paragraph and character styles with what they inherit, resolved once each, when they are first asked for: a file
    has hundreds of styles and uses a dozen."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._settings: dict[str, Setting] = {}
        self._paragraphs: dict[tuple[object, ...], Setting] = {}
        self._looks: dict[tuple[str, Look], Look] = {}
        self._theme = _theme_fonts(theme)
        self._default = ""
        base = Look()
        for style in children_of(root) if root is not None else ():
            tag = style.tag
            if tag == _STYLE:
                name = style.get(_STYLE_ID) or ""
                self._elements[name] = style
                if style.get(_DEFAULT) in ("1", "true", "on") and style.get(_TYPE) == "paragraph":
                    self._default = name
            elif tag == W + "docDefaults":
                properties = style.find(f"{W}rPrDefault/{W}rPr")
                base = self.apply(base, properties) if properties is not None else base
        self._base = Setting(look=base)

    def setting(self, style_id: str | None) -> Setting:
        """The properties that a paragraph style gives (the default style's for None)."""
        name = style_id if style_id is not None and style_id in self._elements else self._default
        if name not in self._settings:
            setting = self._base
            for style in self._chain(name):
                setting = self._styled(setting, style)
            self._settings[name] = replace(setting, style=name)
        return self._settings[name]

    def ruled(self, table_style: str) -> bool:
        """Whether a table style draws lines between cells."""
        lines = [line for style in self._chain(table_style) if style.table is not None for line in style.table]
        return any(line.tag in (W + "insideH", W + "insideV") and on(line) and line.get(VAL) != "nil" for line in lines)

    def paragraph(self, properties: etree._Element) -> tuple[Setting, str]:
        """The setting of a paragraph with these properties (`w:pPr`), its style's included; and why what follows
        belongs to it: its mark is `deleted` by a tracked change or `hidden`, else blank."""
        style, justify, outline, numbers, end = _said(properties)
        key = (style, justify, outline, numbers)
        setting = self._paragraphs.get(key)
        if setting is None:
            setting = self._paragraphs[key] = _overlaid(self.setting(style), justify, outline, numbers)
        return setting, end

    def _chain(self, name: str) -> list[_Style]:
        """The style and what it is based on, outermost base first; a circle of styles ends where it closes."""
        chain: list[_Style] = []
        seen = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            chain.append(_style(self._elements[name]))
            name = chain[-1].based_on
        return chain[::-1]

    def _styled(self, setting: Setting, style: _Style) -> Setting:
        if style.run is not None:
            setting = replace(setting, look=self.apply(setting.look, style.run))
        if heading := _HEADING.fullmatch(style.name):
            setting = replace(setting, heading=int(heading[1]))
        return _overlaid(setting, *_said(style.paragraph)[1:4]) if style.paragraph is not None else setting

    def apply(self, look: Look, properties: etree._Element) -> Look:
        """The look with the run properties (`w:rPr`) laid over it, their character style first."""
        said = [(tag, item) for item in children_of(properties) if (tag := item.tag) in _OF_RUNS]
        if not said:
            return look
        font, bold, raised, hidden, capitals = look.font, look.bold, look.raised, look.hidden, look.capitals
        for tag, item in said:
            if tag == _RSTYLE:
                inner = self._character(item.get(VAL) or "", _look(font, bold, raised, hidden, capitals))
                font, bold, raised = inner.font, inner.bold, inner.raised
                hidden, capitals = inner.hidden, inner.capitals
            elif tag == _FONTS:
                font = self._font(item) or font
            elif tag == _BOLD:
                bold = on(item)
            elif tag == _ALIGN:
                raised = item.get(VAL) == "superscript"
            elif tag == _POSITION:  # raised by half points: a hand-made superscript
                height = item.get(VAL) or ""
                raised = raised or (height.isdecimal() and int(height) > 2)
            elif tag == _VANISH:
                hidden = on(item)
            elif tag == _CAPS:
                capitals = on(item)
        return _look(font, bold, raised, hidden, capitals)

    def _character(self, name: str, look: Look) -> Look:
        key = (name, look)
        if key not in self._looks:
            found = look
            for style in self._chain(name):
                if style.run is not None and style.kind == "character":
                    found = self.apply(found, style.run)
            self._looks[key] = found
        return self._looks[key]

    def _font(self, fonts: etree._Element) -> str:
        """The font of letters beyond ASCII: legacy Vietnamese stands there."""
        for attribute in ("hAnsi", "ascii"):
            theme = self._theme.get((fonts.get(f"{W}{attribute}Theme") or "")[:5])
            if theme:
                return theme
            if font := fonts.get(W + attribute):
                return font
        return ""


@lru_cache(maxsize=1024)
def _look(font: str, bold: bool, raised: bool, hidden: bool, capitals: bool) -> Look:
    return Look(font, bold, raised, hidden, capitals, is_symbol_font(font))


def _style(element: etree._Element) -> _Style:
    return _Style(
        element.get(_TYPE) or "",
        _value(element, "name"),
        _value(element, "basedOn"),
        element.find(W + "pPr"),
        element.find(W + "rPr"),
        element.find(f"{W}tblPr/{W}tblBorders"),
    )


def _end(mark: etree._Element) -> str:
    """What the properties of a paragraph's mark say: `deleted`, `hidden` or nothing."""
    end = ""
    for item in mark:
        if item.tag in _GONE:
            return "deleted"
        if item.tag == _VANISH and on(item):
            end = "hidden"
    return end


def _said(
    properties: etree._Element,
) -> tuple[str | None, str | None, str | None, tuple[str, str] | None, str]:
    """Style, alignment, outline level, (list, level) and the paragraph's mark (see `_end`) as `w:pPr` says them."""
    style = justify = outline = numbers = None
    end = ""
    for item in children_of(properties):
        tag = item.tag
        if tag not in _OF_PARAGRAPHS:
            continue
        if tag == _PSTYLE:
            style = item.get(VAL)
        elif tag == _JUSTIFY:
            justify = item.get(VAL)
        elif tag == _OUTLINE:
            outline = item.get(VAL)
        elif tag == _NUMBERS:
            numbers = (_value(item, "numId"), _value(item, "ilvl"))
        elif tag == _MARK and len(item):
            end = _end(item)
    return style, justify, outline, numbers, end


def _overlaid(setting: Setting, justify: str | None, outline: str | None, numbers: tuple[str, str] | None) -> Setting:
    """The setting with what a paragraph or a style says laid over it."""
    centered, heading, (number, level) = setting.centered, setting.heading, setting.numbering
    if justify is not None:
        centered = justify == "center"
    if outline is not None:
        heading = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
    if numbers is not None:
        number = numbers[0] or number
        level = int(numbers[1]) if numbers[1].isdecimal() else level
    return Setting(setting.look, centered, heading, (number, level), setting.style)


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(W + name)
    return (child.get(VAL) or "") if child is not None else ""


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Theme fonts by the first letters of their name in `w:asciiTheme`: `major`, `minor`."""
    if theme is None:
        return {}
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    found = {}
    for kind in ("major", "minor"):
        latin = theme.find(f".//{a}{kind}Font/{a}latin")
        if latin is not None:
            found[kind] = latin.get("typeface") or ""
    return found
