"""What a change is made of: "tăng 21 đồng chí (kết nạp 13, chuyển sinh hoạt đến 08)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.compatible import alike, same_unit

_OPENS = compiled(r"[^,;.()\d]{0,40}\(")
_MOST = 12  # figures behind a change that its bracket may hold
_COMPARES = compiled(
    r"(?<=\()\s*(?:trong đó|chủ yếu|riêng|có|nhất là|như)\b|cùng kỳ|so với|năm (?:19|20)\d\d|năm trước|còn "
)  # levels, and no reasons


def reason_links(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """A breakdown of each count that went or came, by the bracket right behind it."""
    lists = [link for link in links if link.type == "breakdown" and len(link.parts) > 1 and link.exhaustive != "open"]
    broken = {part for link in lists for part in link.parts}
    for n, change in enumerate(figures):
        opens = _OPENS.match(text, change.char_end) if change.change and change.kind == "count" else None
        if opens is None or change.table:
            continue
        end = text.find(")", opens.end(), change.sentence_start + len(change.sentence) + 1)
        inside = [figure for figure in figures[n + 1 : n + _MOST] if figure.char_end <= end]
        counted = all(
            figure.kind == "count" and not figure.change and figure.quantity.of is None
            and figure.quantity.value <= change.quantity.value and figure.figure_id not in broken
            and (not figure.unit or same_unit(figure.unit, change.unit) or alike(figure.unit, change.unit))
            for figure in inside
        )  # fmt: skip
        # more came than the change: others went, of whom nothing is said
        net = sum(figure.quantity.value for figure in inside) > change.quantity.value
        if len(inside) > 1 and counted and not net and not _COMPARES.search(text, opens.end(), end):
            yield Link("breakdown", change.figure_id, tuple(figure.figure_id for figure in inside), "(", "likely")
