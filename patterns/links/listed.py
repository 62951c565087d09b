"""A count and the names behind it: "03 lĩnh vực (nông nghiệp, xây dựng, GPMB)" names three.

Names in quotes or with capitals are counted for sure; other lists may hold a comma within a name.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.find import Prose

_MOST = 30
_BRACKET = compiled(r"[^,;.:()\d\n]{0,60}\((?P<names>[^()\d\n]{3,300})\)")
_COLON = compiled(r"[^,;.:()\d\n]{0,60}:[ ]*(?P<names>[“\"][^\n]{3,600}?)(?:[.;]|$)", regex.MULTILINE)
_QUOTED = compiled(r"“[^“”]+”")
_BETWEEN = compiled(r"[,;]| và (?!\p{Ll}+ (?:các|những))")
_OPEN_END = compiled(r"…|\.\.|v\.v|như\b|trong đó|gồm cả|chủ yếu|điển hình|tiêu biểu|theo\b|ví dụ|vv")
_CAPITAL = compiled(r"(?:(?:xã|thị trấn|phường|huyện|thôn|bản|ấp|tổ|khu phố|đồng chí|ông|bà)[ ])?\p{Lu}")


def list_links(prose: Prose, figures: tuple[Figure, ...]) -> Iterator[Link]:
    """The counts that are followed by names, with how many names there are."""
    text = prose.cased
    for figure in figures:
        value = figure.quantity.value
        if figure.kind != "count" or figure.change or figure.approx or figure.table or figure.quantity.of is not None:
            continue
        if not 2 <= value <= _MOST or value != value.to_integral_value():
            continue
        bracket = _BRACKET.match(text, figure.char_end)
        colon = _COLON.match(text, figure.char_end)
        names = _names(bracket["names"]) if bracket else _QUOTED.findall(colon["names"]) if colon else []
        if len(names) < 2:
            continue
        sure = bool(colon) or all(_CAPITAL.match(name) or name.startswith("“") for name in names)
        cue = ", ".join(names)
        yield Link("list", figure.figure_id, (), cue, "stated" if sure else "likely", named=len(names))


def _names(inside: str) -> list[str]:
    """The names of a bracket; none where it says that it is no list."""
    if _OPEN_END.search(inside.lower()) or ":" in inside:
        return []
    names = [name.strip() for name in _BETWEEN.split(inside)]
    return names if all(0 < len(name.split()) <= 6 for name in names) else []
