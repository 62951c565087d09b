"""Numbers said in step: levels, their changes and the levels then; years, and what each of them had.

"14 vụ, chết 09 người, bị thương 12 người; so với cùng kỳ giảm 05 vụ, giảm 02 người, tăng 03 người (cùng kỳ 19 vụ, chết
11 người, bị thương 10 người)"; "3.412 nhà …; các năm 2021, 2022, 2023 lần lượt là 1.612, 1.050 và 750 nhà".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.comparison import for_comparison
from patterns.links.compatible import adds_up_but_for_a_slip, same_unit, summable

_THEN = compiled(r"cùng kỳ|(?:năm|kỳ) (?:trước|ngoái)|năm (?:19|20)\d\d")
_IN_TURN = compiled(r"(?:lần lượt|tương ứng)(?: \p{L}+){0,2}[ ]*:?[ ]*$")
_NEXT = compiled(r"(?:[ ]\p{L}+){0,3}[ ]*(?:[;,]|,? và)[ ]*")
_ALONE = compiled(r"(?<!\p{L})riêng (?:trong )?(?:năm|tháng|quý|học kỳ)[^;:()]{0,60}$")
_BACK = 8  # figures before an in-turn list, or before what is said apart, among which its whole is sought


def parallel_links(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """Changes by their place where one of them fits; breakdowns by years; what one year alone has of all."""
    done = {link.whole for link in links if link.type == "change"}
    parts = {part for link in links if link.type in ("breakdown", "subset") for part in link.parts}
    prose = [figure for figure in figures if not figure.table]
    before: list[Figure] = []  # the levels of the sentence before
    for _, said in groupby(prose, key=lambda figure: figure.sentence_start):
        sentence = list(said)
        counted = [figure for figure in sentence if figure.kind != "percent"]
        near = [one for one in before if one.section_id == sentence[0].section_id and not sentence[0].footnote]
        yield from _triples(counted, near, text, done)
        before = [figure for figure in counted if not figure.change]
        yield from _in_turn(sentence, text)
        yield from _alone(sentence, text, parts)


def _triples(sentence: list[Figure], earlier: list[Figure], text: str, done: set[str]) -> Iterator[Link]:
    at = 0
    for changed, said in groupby(sentence, key=lambda figure: bool(figure.change)):
        run = list(said)
        at += len(run)
        first, size = at - len(run), len(run)
        if not changed or size < 2 or all(figure.figure_id in done for figure in run):
            continue
        then = sentence[at : at + size]
        apart = text[run[-1].char_end : then[0].char_start] if then else ""
        if not _alike(run, then) or not _THEN.search(apart):
            continue
        levels = [*earlier, *sentence[:first]]
        for start in range(len(levels) - size, -1, -1):  # the levels now: the nearest of which one fits
            now = levels[start : start + size]
            triples = list(zip(run, now, then, strict=True))
            if _alike(run, now) and any(_differ(*triple) for triple in triples):
                for change, level, before in triples:
                    if change.figure_id not in done:
                        yield Link("change", change.figure_id, (level.figure_id, before.figure_id), "cùng kỳ")
                break


def _alike(run: list[Figure], levels: list[Figure]) -> bool:
    """Whether they count the same one by one: "giảm 03 người chết", "chết 11 người"."""
    return len(run) == len(levels) and all(
        one.unit == other.unit or same_unit(one.unit, other.unit) for one, other in zip(run, levels, strict=True)
    )


def _differ(change: Figure, now: Figure, then: Figure) -> bool:
    sign = 1 if change.change == "increase" else -1
    return now.quantity.value == then.quantity.value + sign * change.quantity.value


def _in_turn(sentence: list[Figure], text: str) -> Iterator[Link]:
    for n, first in enumerate(sentence):
        before = sentence[n - 1].char_end if n else first.sentence_start
        said = text[before : first.char_start]
        cue = _IN_TURN.search(said) if "lần lượt" in said or "tương ứng" in said else None
        if not cue or first.kind == "percent":
            continue
        listed = [first]
        for figure in sentence[n + 1 :]:
            if not _NEXT.fullmatch(text, listed[-1].char_end, figure.char_start) or figure.kind != first.kind:
                break
            listed.append(figure)
        for whole in reversed(sentence[max(0, n - _BACK) : n]) if len(listed) > 2 else ():
            same = same_unit(whole.unit, listed[-1].unit) and summable(first, whole) and not whole.change
            if same and adds_up_but_for_a_slip(listed, whole):
                names = tuple(figure.figure_id for figure in listed)
                yield Link("breakdown", whole.figure_id, names, cue[0].strip(" :"), "likely")
                break


def _alone(sentence: list[Figure], text: str, parts: set[str]) -> Iterator[Link]:
    """ "trong 05 năm tặng 214 tập thể; riêng năm 2023 tặng 26 tập thể": no more than all."""
    for n, part in enumerate(sentence):
        cue = _ALONE.search(text, max(part.sentence_start, part.char_start - 90), part.char_start)
        if not cue or part.figure_id in parts or part.change or part.kind != "count" or not part.unit:
            continue
        for at in range(n - 1, max(-1, n - _BACK), -1):
            whole = sentence[at]
            if whole.char_end <= cue.start() and same_unit(whole.unit, part.unit) and summable(part, whole):
                if for_comparison(sentence, at, text):
                    continue  # "bình quân mỗi năm 569 cuộc"
                if not (whole.change or whole.approx or whole.target):
                    yield Link("subset", whole.figure_id, (part.figure_id,), "riêng")
                break
