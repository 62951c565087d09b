"""Changes whose two levels stand near them: "68 vụ …; so với tháng liền kề (81 vụ) giảm 13 vụ (16,0%)".

Such a triple only ever confirms: where no two levels differ by the change, nothing is linked. The levels of one bracket
are meant: "18 vụ …; so với cùng kỳ tăng 03 vụ (18/15)".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.compatible import same_unit

_BRACKET = compiled(r"[^,;.()\d]{0,30}\((?:thoát|phát sinh|trong đó|gồm|do)[^()]*\)")
_LEVELS = compiled(r"(?:[ ]\p{L}+){0,8}[ ]*\(")
_EARLIER = compiled(r"cùng kỳ|(?:năm|kỳ|tháng|quý) (?:trước|ngoái)|so (?:với )?(?:năm|tháng|quý) ")
_BACK, _AHEAD = 10, 5  # figures before and behind a change among which its levels are sought
_CHANCE = 10  # a smaller change is one by chance, unless all three stand in one sentence


def differing_links(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """The level now and the level then of each change that no link explains yet, and of the percent beside it."""
    done = {link.whole for link in links if link.type == "change"}
    for n, change in enumerate(figures):
        if not change.change or change.kind == "percent" or change.table or change.figure_id in done:
            continue
        if (levels := _in_bracket(figures, n, text)) is not None:
            yield Link("change", change.figure_id, (levels.figure_id, levels.figure_id), "(")
            continue
        inside = _BRACKET.match(text, change.char_end)
        pairs = _levels(figures, n, inside.end() if inside else 0)
        for pair in pairs:  # "đầu năm 1.429 hộ, giảm 386 hộ: thoát nghèo 447 hộ, phát sinh 61 hộ": two pairs of levels
            yield Link("change", change.figure_id, pair, text[change.char_start - 5 : change.char_start].strip())
        if not pairs:
            continue
        for percent in figures[n + 1 : n + 2]:
            beside = percent.sentence_start == change.sentence_start and percent.kind == "percent"
            if beside and percent.change == change.change and percent.figure_id not in done:
                yield Link(
                    "change", percent.figure_id, pairs[0], text[change.char_end : percent.char_start].strip(" (,")
                )


def _in_bracket(figures: Sequence[Figure], n: int, text: str) -> Figure | None:
    """The level now over the level then; as "giảm 02 xã (12/15)" may be twelve of fifteen, an earlier time is named."""
    change = figures[n]
    for both in figures[n + 1 : n + 2]:
        of = both.quantity.of
        if of is None or not _LEVELS.fullmatch(text, change.char_end, both.char_start) or both.change:
            return None
        before = figures[max(0, n - _BACK) : n]
        said = any(
            level.quantity.value == both.quantity.value and level.sentence_start == change.sentence_start
            and not level.change for level in before
        ) and _EARLIER.search(text, change.sentence_start, both.char_end + 40)  # fmt: skip
        difference = both.quantity.value - of if change.change == "increase" else of - both.quantity.value
        return both if difference == change.quantity.value or (said and difference > 0) else None
    return None


def _levels(figures: Sequence[Figure], n: int, bracket: int) -> list[tuple[str, str]]:
    """Level now and level then, the nearest pair first, and another pair of numbers apart from those of the first.

    What the bracket up to there says explains the change.
    """
    change = figures[n]
    near = [
        (abs(at - n), figure)
        for at, figure in enumerate(figures[max(0, n - _BACK) : n + _AHEAD], max(0, n - _BACK))
        if not change.char_end <= figure.char_start < bracket
        and not figure.change and not figure.approx and figure.kind == change.kind and figure.kind != "percent"
        and figure.section_id == change.section_id and figure.footnote == change.footnote
        and (same_unit(figure.unit, change.unit) or not change.unit)
    ]  # fmt: skip
    found: list[tuple[int, str, str]] = []
    for far, high in near:
        for further, low in near:
            one_sentence = high.sentence_start == low.sentence_start == change.sentence_start
            if high.quantity.value - low.quantity.value != change.quantity.value:
                continue
            if not (one_sentence or change.quantity.value >= _CHANCE) or not low.quantity.value:
                continue
            now, then = (high, low) if change.change == "increase" else (low, high)
            found.append((far + further, now.figure_id, then.figure_id))
    pairs = [pair[1:] for pair in sorted(found)]
    return [*pairs[:1], *[pair for pair in pairs[1:] if not {*pair} & {*pairs[0]}][:1]]
