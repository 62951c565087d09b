"""Percents: a stated rate is the rate of the two numbers that the words name, rounded or cut to its last digit.

A base that the words do not name is never guessed into a mismatch; a base of the same unit that fits to the stated
digit confirms the percent all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.bases import Bases, exchanged_by, stated_by
from corpus.audit.facts import Facts
from corpus.audit.interval import READINGS
from corpus.audit.term import Term
from corpus.audit.verdict import check
from corpus.check import Check
from patterns.claims import Figure, plain
from patterns.compiled import compiled
from patterns.links.compatible import alike, same_unit
from patterns.links.named_base import REACH, named_base
from patterns.links.paired import partners
from patterns.links.scope import counts_all
from patterns.links.slip import is_exchange, is_slip

_OF_A_PLAN = compiled(
    r"[ ]*(?:so với )?(?:kế hoạch|kh|chỉ tiêu|dự toán|mục tiêu|nghị quyết|định mức|cùng kỳ|năm trước|năm \d{4})"
    r"(?!\p{L})"
)
_PLAN_OF = compiled(r"[ ]*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán) (?P<words>\p{L}+(?: \p{L}+){1,4})(?=[,;.)\n]|$)")
_NOUN = compiled(r"[ ]+(?!và\b|về\b|so\b|với\b|trong\b|tổng\b|thì\b|là\b)\p{L}")
_NAMES_BASE = compiled(r"[ ]*(?:được )?(?:tính |so |chia )?(?:trên|trong|với|theo) ")
_FIRST_WORDS = compiled(r"[ ](\p{L}+[ ]\p{L}+)")
_NEAR, _NEARER = Decimal("0.25"), Decimal("0.1")
_PLAN_TO = compiled(r"(?<!\p{L})(?:kế hoạch|chỉ tiêu|dự kiến|được giao)(?: [\p{L}\d]+){0,6} $")
_PLANNED = compiled(r"(?:dự toán|kế hoạch|giao|điều chỉnh|bổ sung)[^,;()\d]*$")
_PLANS = 4  # figures behind a percent of a plan that may state it
_USUAL = 2  # percents that fit a base, from which others may be of it
_TELLING = 3  # digits of a percent from which a base that fits is no chance


@plain
class Rate:
    """`part` in `base`; `named`: the words leave no other base; `listed`: a list of parts says so."""

    part: Term
    base: Term
    named: bool
    listed: bool = False

    @property
    def percent(self) -> Decimal:
        return 100 * self.part.value / self.base.value


def percent_checks(facts: Facts) -> Iterator[Check]:
    """The checks of all percents that state the rate of a number."""
    cues = {link.whole: link.cue for link in facts.linked("rate")}
    parts, rates = _rates(facts)
    compared = {name for name, role in facts.roles.items() if role != "total"}
    numbers = Bases(facts.figures, without=compared)
    silent: list[str] = []
    bases: dict[int, list[Figure]] = defaultdict(list)  # of each paragraph what its percents turned out to be rates of
    often: dict[tuple[str, Decimal], list[Figure]] = defaultdict(list)  # bases by what they say
    starts = [block.start for block in facts.document.blocks]
    for percent in sorted(parts, key=lambda name: facts.order[name]):
        figure = facts.figure[percent]
        made = _check(facts, numbers, Term(figure), parts[percent], rates[percent], cues.get(percent, ""))
        if made is None:
            silent.append(percent)
            continue
        yield made
        if made.verdict == "holds" and len(made.part_ids) == 2 and made.part_ids[1] not in compared:
            whole = facts.figure[made.part_ids[1]]
            bases[bisect_right(starts, figure.char_start)].append(whole)
            often[whole.unit, whole.quantity.value].append(whole)
    usual = [found[0] for found in often.values() if len(found) >= _USUAL]
    for percent in silent:
        stated = Term(facts.figure[percent])
        near = bases.get(bisect_right(starts, stated.figure.char_start), [])[::-1]
        known = [(base, _NEAR) for base in near] or [(base, _NEARER) for base in usual]
        tried = [_like_its_neighbour(facts, stated, parts[percent], base, far) for base, far in known]
        yield from sorted(filter(None, tried), key=lambda check: check.verdict != "holds")[:1]


def _like_its_neighbour(facts: Facts, stated: Term, part: Figure, base: Figure, near: Decimal) -> Check | None:
    """ "413 hộ nghèo, chiếm 33,1%; cận nghèo 164 hộ, chiếm 12,1%": two rates of one paragraph have one base.

    So has the rate of what many others are rates of: all the households of a commune. `near`: how far it may be off.
    """
    after = facts.text[stated.figure.char_end : stated.figure.char_end + 40]
    of_base = base.unit and after.startswith((f" số {base.unit}", f" tổng số {base.unit}"))
    if part.quantity.of is not None or _OF_A_PLAN.match(after) or (_NOUN.match(after) and not of_base):
        return None
    rate = Rate(Term(part), Term(base), named=False)
    kin = same_unit(base.unit, part.unit) or (of_base and alike(part.unit, base.unit))
    if base.kind != part.kind or not kin or base.quantity.value <= part.quantity.value:
        return None
    if by := rated(stated, rate):
        return _fits(facts, stated, rate, by, "")
    off = abs(rate.percent - stated.value)
    if off <= near * stated.value or is_slip(round(rate.percent, _decimals(stated)), stated.value):
        return _differs(facts, stated, rate, "", "mismatch")
    return None


def rated(stated: Term, rate: Rate) -> str:
    """By which reading `stated` is the rate; "" when by none."""
    if not stated.figure.approx and 100 * rate.part.value == stated.value * rate.base.value:
        return "exact"
    whole = Decimal(0)
    true = rate.part.interval("rounding", whole).over(rate.base.interval("rounding", whole))
    for reading in READINGS:
        if (reading != "exact" or stated.figure.approx) and stated.interval(reading).meets(true):
            return "approximation" if stated.figure.approx else reading
    return ""


def _rates(facts: Facts) -> tuple[dict[str, Figure], dict[str, list[Rate]]]:
    """Of each percent the number that it rates, and the rates that it may state."""
    parts: dict[str, Figure] = {}
    rates: dict[str, list[Rate]] = {}
    for link in facts.linked("rate"):
        part = parts.setdefault(link.whole, facts.figure[link.parts[0]])
        if link.whole not in rates:
            rates[link.whole] = _own(part)
        if len(link.parts) > 1:
            base = facts.figure[link.parts[1]]
            after = facts.text[facts.figure[link.whole].char_end :][:40]
            of_all = base.sentence_start == part.sentence_start and counts_all(base, facts.text)
            named = bool(base.table) or base.figure_id in facts.roles or (of_all and not _NOUN.match(after))
            rates[link.whole].append(Rate(Term(facts.figure[link.parts[0]]), Term(base), named=named))
    for figure in facts.figures:
        if figure.rate_of in facts.figure and figure.figure_id not in parts:
            parts[figure.figure_id] = facts.figure[figure.rate_of]
            rates[figure.figure_id] = _own(parts[figure.figure_id])
    for percent, part in parts.items():
        rates[percent] += [*_of_wholes(facts, part), *_of_the_pair(facts, part)]
    return parts, rates


def _of_wholes(facts: Facts, part: Figure) -> Iterator[Rate]:
    """In its whole, or in what that is part of in turn."""
    names, seen = [part.figure_id], {part.figure_id}
    for _ in range(3):
        wholes = [
            (whole, listed) for name in names for whole, listed in facts.wholes.get(name, ()) if whole not in seen
        ]
        for whole, listed in wholes:
            yield Rate(Term(part), Term(facts.figure[whole]), named=False, listed=listed)
        names = [whole for whole, _ in wholes]
        seen |= set(names)


def _other_plans(facts: Facts, stated: Term, part: Figure) -> Iterator[Rate]:
    """ "bằng 92% dự toán (dự toán đầu năm 10 tỷ đồng, điều chỉnh còn 9,4 tỷ đồng)": of any plan in the bracket."""
    at, start = facts.order[stated.figure.figure_id], stated.figure.char_end
    for other in facts.figures[at + 1 : at + _PLANS]:
        before = facts.text[start : other.char_start]
        if ")" not in before and other.unit == part.unit and _PLANNED.search(before):
            yield Rate(Term(part), Term(other), named=True)


def _announced_plan(facts: Facts, stated: Term, part: Figure) -> Iterator[Rate]:
    """ "Kế hoạch kiểm tra 24 cơ quan, đã kiểm tra 21 cơ quan, đạt 87,5% kế hoạch": the plan that opens the sentence."""
    at = facts.order[part.figure_id]
    for plan in facts.figures[max(0, at - 2) : at]:
        start = max(plan.sentence_start, plan.char_start - 60)
        opens = plan.sentence_start == part.sentence_start and _PLAN_TO.search(facts.text, start, plan.char_start)
        if opens and same_unit(plan.unit, part.unit) and not plan.change:
            yield Rate(Term(part), Term(plan), named=True)


def _of_the_pair(facts: Facts, part: Figure) -> Iterator[Rate]:
    """ "thụ lý 89 việc/74.306 triệu đồng; xong 21 việc/8.917 triệu đồng": as the one number, so the other beside it."""
    for partner in partners(facts.figures, facts.order[part.figure_id], facts.text):
        for whole, _ in facts.wholes.get(partner.figure_id, ()):
            for base in partners(facts.figures, facts.order[whole], facts.text):
                if base.unit == part.unit and base.quantity.value >= part.quantity.value:
                    yield Rate(Term(part), Term(base), named=False)


def _plans(facts: Facts, stated: Term, part: Figure, rates: list[Rate], cue: str) -> Iterator[Rate]:
    """The plans that no other words name: where the percent is said to be of one, or the sentence opens with one."""
    after = facts.text[stated.figure.char_end : stated.figure.char_end + 40]
    if _OF_A_PLAN.match(after):
        if not any(rate.named for rate in rates):
            yield from _announced_plan(facts, stated, part)
            yield from _labelled_plan(facts, stated, part)
    elif cue in ("đạt", "bằng") and not rates and part.quantity.of is None and not _NOUN.match(after):
        yield from _announced_plan(facts, stated, part)


def _labelled_plan(facts: Facts, stated: Term, part: Figure) -> Iterator[Rate]:
    """ "kế hoạch vốn gồm vốn đầu tư 402 tỷ đồng, vốn sự nghiệp 272 tỷ đồng; … đạt 55,1% kế hoạch vốn sự nghiệp".

    The last number that is so called, where it is the base or is so but for a slip.
    """
    named = _PLAN_OF.match(facts.text, stated.figure.char_end)
    at = facts.order[stated.figure.figure_id]
    for plan in reversed(facts.figures[max(0, at - REACH) : at] if named else ()):
        said = facts.text[max(plan.sentence_start, plan.char_start - 60) : plan.char_start].rstrip(" :")
        if named and plan is not part and plan.unit == part.unit and not plan.change and said.endswith(named["words"]):
            rate = Rate(Term(part), Term(plan), named=True)
            slip = _digits(stated) >= _TELLING and is_slip(round(rate.percent, _decimals(stated)), stated.value)
            if rate.base.value and (slip or rated(stated, rate)):
                yield rate


def _of_partner(facts: Facts, part: Figure) -> Iterator[Rate]:
    """The rates of the number that is said together with this one."""
    for partner in partners(facts.figures, facts.order[part.figure_id], facts.text):
        yield from _own(partner)
        yield from _of_wholes(facts, partner)


def _own(part: Figure) -> list[Rate]:
    """ "104/126" is a rate by itself."""
    return [] if part.quantity.of is None else [Rate(Term(part), Term(part, of=True), named=True)]


def _check(facts: Facts, numbers: Bases, stated: Term, part: Figure, rates: list[Rate], cue: str) -> Check | None:
    after = facts.text[stated.figure.char_end : stated.figure.char_end + 40]
    of_a_plan = bool(_OF_A_PLAN.match(after))
    rates += _plans(facts, stated, part, rates, cue)
    rates = [r for r in rates if r.base.value and _alike(r) and (r.named or not of_a_plan)]
    rates.sort(key=lambda rate: (not rate.named, not rate.listed))
    at = facts.order[stated.figure.figure_id]
    if part.quantity.of is None and (
        base := named_base(stated.figure, part, facts.figures[max(0, at - REACH) : at], facts.text)
    ):
        rates = [Rate(Term(part), Term(base), named=True)] if base is not part and base.quantity.value else rates
    for rate in rates:
        if by := rated(stated, rate):
            return _fits(facts, stated, rate, by, cue)
    names = _NAMES_BASE.match(after)
    unnamed = not any(r.named for r in rates) and part.quantity.of is None and not of_a_plan and stated.value < 100
    if unnamed and (made := _by_value(facts, numbers, stated, part, alone=not rates and not names, cue=cue)):
        return made
    if not rates and part.quantity.of is None and not of_a_plan and (base := _just_before(facts, part)):
        rate = Rate(Term(part), Term(base), named=False)
        if _digits(stated) >= _TELLING and is_slip(round(rate.percent, _decimals(stated)), stated.value):
            rates = [rate]
    if not rates:
        return None
    others = [*_other_plans(facts, stated, part), *_of_partner(facts, part)] if of_a_plan else _of_partner(facts, part)
    for rate in others:  # "121 vụ/184 bị can, đạt 82,3%": the words leave open of which
        if _alike(rate) and rate.base.value and (by := rated(stated, rate)):
            return _fits(facts, stated, rate, by, cue)
    rate = rates[0]
    if not rate.named and cue.startswith("đạt") and _after_a_plan(facts, at):
        return None
    own = rate.part.figure is rate.base.figure or bool(stated.figure.table and rate.base.figure.table)
    near = abs(rate.percent - stated.value) <= _NEAR * stated.value
    slip = is_slip(round(rate.percent, _decimals(stated)), stated.value)
    elsewhere = not rate.named and bool(_NOUN.match(after))  # "68,5% dân số": the words name another base
    if elsewhere and rate.base.figure.unit:  # "đạt 96,2% số phiếu đã cấp": of the "phiếu" before
        named = f"{rate.base.figure.unit}{'' if rate.listed else ','}"
        elsewhere = not after.replace(".", ",").startswith((f" số {named}", f" tổng số {named}"))
    elsewhere = elsewhere and not _said_of(facts, rate.base.figure, after)
    if own or ((near or slip or (rate.listed and not _whole_of_other(facts, rate))) and not elsewhere):
        return _differs(facts, stated, rate, cue, "mismatch")
    return _differs(facts, stated, rate, cue, "remark") if rate.named else None


def _whole_of_other(facts: Facts, rate: Rate) -> bool:
    """ "830 triệu đồng, chiếm 0,17% tổng dư nợ, gồm nợ quá hạn 512 triệu đồng (0,11%)": of what the whole is one of."""
    at = facts.order[rate.base.figure.figure_id]
    return any(
        after.rate_of == rate.base.figure.figure_id and not _OF_A_PLAN.match(facts.text, after.char_end)
        for after in facts.figures[at + 1 : at + 3]
    )


def _after_a_plan(facts: Facts, at: int) -> bool:
    """ "bằng 78% kế hoạch; trong đó vốn đầu tư 38 tỷ đồng, đạt 85%": of its own plan, too."""
    sentence = facts.figures[at].sentence_start
    for before in reversed(facts.figures[max(0, at - _PLANS) : at]):
        if before.sentence_start != sentence:
            return False
        if before.kind == "percent":
            return bool(_OF_A_PLAN.match(facts.text, before.char_end))
    return False


def _by_value(facts: Facts, numbers: Bases, stated: Term, part: Figure, *, alone: bool, cue: str) -> Check | None:
    """With a base that fits to the digit or, where the words name none at all (`alone`), but for digits exchanged."""
    after = facts.text[stated.figure.char_end : stated.figure.char_end + 40]
    wanted = [stated_by(stated, Term(part))]
    if alone:
        wanted += exchanged_by(stated.value, _decimals(stated), part.quantity.value)
    for base in numbers.near(stated.figure, part, wanted):
        rate = Rate(Term(part), Term(base), named=False)
        near_by = base.sentence_start == stated.figure.sentence_start or after.startswith(f" tổng số {base.unit}")
        if _digits(stated) >= (_TELLING - 1 if near_by else _TELLING) and (by := rated(stated, rate)):
            return _fits(facts, stated, rate, by, cue)
        if alone and is_exchange(round(rate.percent, _decimals(stated)), stated.value):
            return _differs(facts, stated, rate, cue, "mismatch")
    return None


def _just_before(facts: Facts, part: Figure) -> Figure | None:
    """ "1.432 học sinh dự xét tốt nghiệp, công nhận 1.425 em, tỷ lệ 99,5%": the greater number before."""
    at = facts.order[part.figure_id]
    before = facts.figures[at - 1] if at else None
    if (
        before is None
        or before.sentence_start != part.sentence_start
        or before.kind != part.kind
        or part.kind == "money"
    ):
        return None
    alone = not before.change and before.quantity.of is None and before.figure_id not in facts.roles
    kin = part.unit and (same_unit(before.unit, part.unit) or alike(before.unit, part.unit))
    between = facts.text[before.char_end : part.char_start]
    return before if alone and kin and ";" not in between and before.quantity.value > part.quantity.value else None


def _said_of(facts: Facts, base: Figure, after: str) -> bool:
    """ "kinh phí được giao 15,6 tỷ đồng, đã chi 14,2 tỷ đồng, bằng 91% kinh phí giao": the words said of the base."""
    noun = _FIRST_WORDS.match(after)
    said = facts.text[max(base.sentence_start, base.char_start - 80) : base.char_start]
    return noun is not None and f" {noun[1]} " in f" {said}"


def _digits(stated: Term) -> int:
    return len(stated.figure.quantity.value.as_tuple().digits)


def _decimals(stated: Term) -> int:
    exponent = stated.figure.quantity.step.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _alike(rate: Rate) -> bool:
    a, b = rate.part.figure.kind, rate.base.figure.kind
    return a == b or {a, b} <= {"count", "other"}


def _formula(stated: Term, rate: Rate, by: str) -> str:
    exact = rate.percent == stated.value
    sign = "≈" if by else "≠"
    worked = "" if exact else f"{wording.percent(rate.percent)} {sign} "
    return f"{wording.shown(rate.part)} / {wording.shown(rate.base)} = {worked}{wording.shown(stated)}"


def _parts(rate: Rate) -> list[Term]:
    return [rate.part] if rate.part.figure is rate.base.figure else [rate.part, rate.base]


def _fits(facts: Facts, stated: Term, rate: Rate, by: str, cue: str) -> Check:
    formula = _formula(stated, rate, by)
    message = wording.percent_fits(facts.place(stated.figure), stated.figure, formula, by)
    return check(
        facts, "percent", "holds", stated, _parts(rate), expected=rate.percent, formula=formula, cue=cue,
        holds_by=by, weight=20, message=message,
    )  # fmt: skip


def _differs(facts: Facts, stated: Term, rate: Rate, cue: str, verdict: str) -> Check:
    formula = _formula(stated, rate, "")
    message = wording.percent_differs(facts.place(stated.figure), stated.figure, formula, rate.percent)
    sure = verdict == "mismatch"
    return check(
        facts, "percent", "mismatch" if sure else "remark", stated, _parts(rate), expected=rate.percent,
        formula=formula, cue=cue, weight=(80 if rate.named else 70) if sure else 30, message=message,
    )  # fmt: skip
