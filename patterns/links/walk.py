"""The walk over a block's tokens that finds what is broken down into what.

A stack of scopes: a bracket, a cue ("trong đó", "gồm") or a colon behind a figure opens a scope whose figures break
down the figures of the segment before it; a sentence end, a closing bracket or, for a cue without colon, a semicolon
closes it. Lists go on below: a bullet's scope is the paragraph above that ends in a colon, or the bullet of a higher
order.
"""

from __future__ import annotations

from decimal import Decimal

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.links.comparison import for_comparison
from patterns.links.compatible import (
    adds_up,
    adds_up_but_for_a_slip,
    alike,
    is_denominator,
    same_unit,
    summable,
    upper,
)
from patterns.links.cues import (
    Cue,
    cues,
    dimension_end,
    ends_phrase,
    names_dimension,
    names_work,
    sentence_ends,
    tokens_of,
)
from patterns.links.exceeding import all_too_great, loose_parts, parts_meant
from patterns.links.scope import Level, Scope, counts_all, list_ends

_RESOLVED_AFTER = compiled(
    r"[^,;.(]{0,60}?\b(?:(?:đã )?được (?:kết nạp|công nhận|giải quyết|xử lý|khen|biểu dương|hỗ trợ|cấp|phê duyệt)"
    r"|đúng hạn|quá hạn|trước hạn|không thành|thành công)"
    r"|[ ]\p{L}+(?: \p{L}+)? (?:đã|đang|chưa|còn lại|vượt|không đạt|hợp lệ)(?!\p{L})"
)
# One of these is in all that it finds, and not farther than so many letters.
_OUTCOMES = ("được", "hạn", "thành", "đã", "đang", "chưa", "còn lại", "vượt", "không đạt", "hợp lệ")
_FARTHEST = 100
_WEAK = frozenset({"đang", "chưa", "còn", "còn lại", "không thành", "tạm đình chỉ", "trễ hạn", "đình chỉ"})
_TOGETHER = compiled(r"(?:tính chung|cộng chung|tổng cộng)[^,;.\d]*$")
_OVER = Decimal("1.1")  # of what it has come of, an outcome may be more by mistake
_SLIP = Decimal("1.25")  # a part that is larger than its whole by more is no part of it
# Who is a woman or a believer is one of those counted before: "1.407 người; nữ 1.118 người".
_OF_THEM = compiled(  # read backwards, as it stands right before the number
    r"(?r)[,;(][ ]*(?:số |là |trong đó )?(?:\p{L}+ ){0,2}(?:là |người )?(?:nữ|dân tộc thiểu số|dtts|(?:có|theo) đạo)"
    r"(?: giới)?(?: là| có)?[ ]*:?[ ]*$"
)
_KINDS = ("nữ", "thiểu số", "dtts", "đạo")  # one of these is in all that it finds
_OF_ALL = compiled(r"(?:trong|trên) tổng số[ ]*$")
_CARRIED = compiled(r"chuyển sang|kỳ trước|năm trước|tồn|(?<!\p{L})cũ(?!\p{L})")  # "45 vụ chuyển sang, …"
_ORDER = {"-": 1, "–": 1, "•": 1, "*": 2, "+": 2}  # of the bullets


class Walk:
    """Goes over the blocks in reading order; leaves `part_of`, `rate_bases` and the closed scopes in `groups`."""

    def __init__(self, lower: str, cased: str, figures: tuple[Figure, ...]) -> None:
        self._lower = lower
        self._cased = cased
        self._figures = figures
        self.part_of: dict[int, int] = {}
        self.rate_bases: dict[int, list[int]] = {}  # percent -> figures of its segment, which it may state a rate of
        self.groups: list[Scope] = []
        self._members: set[int] = set()  # women, believers, …: the one kind is no part of the other
        self._above: list[tuple[int, Scope]] = []  # lists that are open: order of the bullet, its scope

    def block(self, start: int, end: int, numbers: list[int], *, listed: bool = True) -> None:
        """One block. `listed` is false for notes, which stand in no list of the body."""
        outer = self._outer(start, end, numbers) if listed else None
        levels = [Level(scopes=[outer] if outer else [])]
        if len(numbers) > 1 or (numbers and outer):
            first, last = self._figures[numbers[0]], self._figures[numbers[-1]]
            self._tokens(max(start, first.char_start - 80), min(end, last.char_end + 80), numbers, levels)
        for level in levels:
            self.groups += [scope for scope in level.scopes if scope is not outer]

    def _outer(self, start: int, end: int, numbers: list[int]) -> Scope | None:
        order = _ORDER.get(self._lower[start : start + 1], 0) if self._lower.startswith(" ", start + 1) else 0
        while self._above and self._above[-1][0] >= order:
            self._end_list()
        outer = self._above[-1][1] if self._above else None
        introduces = self._lower[max(start, end - 4) : end].rstrip(" ").endswith(":")
        if not (introduces or order):
            return outer
        counts = [
            n
            for n in numbers
            if self._figures[n].kind != "percent"
            and not self._figures[n].change
            and not for_comparison(self._figures, n, self._lower)
        ]
        if counts:
            last = [n for n in counts if self._figures[n].sentence_start == self._figures[counts[-1]].sentence_start]
            kind = "colon" if introduces else "list"
            self._above.append(
                (order, Scope(kind, self._lower[max(start, end - 12) : end].strip(), last, through=True))
            )
        return outer

    def close(self) -> None:
        """Ends the lists that are still open."""
        while self._above:
            self._end_list()

    def _end_list(self) -> None:
        scope = self._above.pop()[1]
        self._exceeding(scope)
        self.groups.append(scope)

    def _tokens(self, start: int, end: int, numbers: list[int], levels: list[Level]) -> None:
        tokens = tokens_of(self._lower, start, end, [(n, self._figures[n]) for n in numbers])
        found = cues(tokens.words)
        outer = levels[0].scopes[:1]
        skip_to, resolved = -1, ""
        for at in sorted({*tokens.figures, *found, *tokens.marks}):  # no other token changes anything
            level = levels[-1]
            if at in tokens.figures:
                self._figure(tokens.figures[at], levels, resolved)
                resolved = ""
                continue
            cue = found.get(at)
            if cue and at > skip_to:
                skip_to = cue.last
                if cue.kind in ("includes", "consists", "sorted"):
                    skip_to = self._open_cue(cue, tokens.words, level)
                elif cue.kind == "resolved" and not names_work(tokens.words, cue):
                    resolved = resolved if resolved in _WEAK else cue.words  # "đang giải quyết"
            word = tokens.words[at]
            if word == "(":
                levels.append(Level(scopes=self._bracket(tokens.words, at, level)))
            elif word == ")" and len(levels) > 1:
                self._closed(levels.pop().scopes)
            elif word == ":" and level.segment and at - 1 != skip_to and ends_phrase(tokens, at, self._figures):
                level.scopes.append(Scope("colon", ":", list(level.segment), through=True))
                level.segment = []
            elif word == ",":
                resolved = ""
            elif word == ";":
                level.segment, level.rateable, resolved = [], [], ""
                while level.scopes and not (
                    level.scopes[-1].passes_semicolon()
                    and not list_ends(level.scopes[-1], self._figures, self._lower, tokens.marks[at])
                ):
                    self._closed([level.scopes.pop()])
            elif word in ".!?…" and sentence_ends(tokens, at, self._cased):
                for ended in levels:
                    self._closed([scope for scope in ended.scopes if scope not in outer])
                first = levels[0]
                before = first.before if first.sorts else [*first.totals, *first.sentence] or first.before
                levels[:] = [Level(before=before, scopes=list(outer))]
                resolved = ""

    def _bracket(self, words: list[str], at: int, level: Level) -> list[Scope]:
        """The scope that opens with the bracket there, if it can break down what stands before it."""
        # "giảm 1.517 hội viên (từ trần 1.236, …)" breaks down the change and not the level before it.
        whole = level.segment if not level.changed else []
        if names_dimension(words, at):
            whole = self._greatest(level.before, level.sentence)
        some = words[at + 1 : at + 2] == ["có"]  # "24 hội nghị (có 06 hội nghị chuyên đề)"
        scope = Scope("cue", "có", list(whole)) if some else Scope("bracket", "(", list(whole), through=True)
        return [scope] if whole else []

    def _open_cue(self, cue: Cue, words: list[str], level: Level) -> int:
        """Opens the scope of the cue. Returns its last token."""
        last = cue.last if cue.kind != "sorted" else dimension_end(words, cue)
        if not last and cue.kind == "sorted":
            return cue.last
        following = words[last + 1] if last + 1 < len(words) else ""
        wholes = list(level.segment) or list(level.sentence)
        if cue.kind == "sorted":  # "486 tổ chức (quý I 78, …, quý IV 74); phân theo cấp: …": all of them
            wholes = self._greatest(level.before, level.sentence)
        if cue.kind != "consists" or not cue.first or words[cue.first - 1] in ".;:!?":
            wholes = wholes or list(level.before)  # "Trung tâm gồm 01 bệnh viện" says what the Trung tâm has
            level.sorts = cue.kind == "sorted" and not level.sentence
        if cue.words.startswith("trong số"):  # "13 đảng viên: thôn 07, trường 06; trong số này nữ 09": of them all
            wholes = self._of_list(wholes, [*level.before, *level.sentence])
        if not wholes or cue.words == "riêng" or (cue.words == "cụ thể" and following != ":"):
            return cue.last
        if level.scopes and level.scopes[-1].kind == "cue" and not level.segment:
            self._closed([level.scopes.pop()])
        opens = not cue.first or words[cue.first - 1] in ".!?"  # "Trong đó, Trung ương 250 suất; tỉnh 480 suất; …"
        through = ":" in (following, words[last]) or (opens and following == "," and cue.words == "trong đó")
        aside = cue.kind == "sorted" and words[cue.first - 1] == ";"  # of what, the words leave open
        scope = Scope("list" if aside else "cue", cue.words, wholes, through=through, sorts=cue.kind == "sorted")
        level.scopes.append(scope)
        level.segment = []
        return last

    def _of_list(self, listed: list[int], before: list[int]) -> list[int]:
        """What a list of several numbers of one unit adds up to, rather than they; nothing where that is not said."""
        if len(listed) < 2 or len({self._figures[n].unit for n in listed}) > 1:
            return listed
        total = sum((self._figures[n].quantity.value for n in listed), Decimal(0))
        return [n for n in before if self._figures[n].quantity.value == total][-1:]

    def _greatest(self, before: list[int], numbers: list[int]) -> list[int]:
        """Of the figures of each unit the greatest, in reading order; those of the sentence before for other units."""
        found: dict[str, int] = {}
        for many in (before, numbers):
            inside: dict[str, int] = {}
            for n in many:
                unit, value = self._figures[n].unit, self._figures[n].quantity.value
                if unit not in inside or value > self._figures[inside[unit]].quantity.value:
                    inside[unit] = n
            found |= inside
        return sorted(found.values())

    def _closed(self, scopes: list[Scope]) -> None:
        """A scope whose figures of other units add up to what stands before it breaks it down all the same."""
        for scope in scopes:
            self._exceeding(scope)
            self._retarget(scope)
            self._unless_too_many(scope)
            if scope.loose and scope.kind in ("bracket", "cue", "colon"):
                for whole in reversed(scope.wholes):
                    known = [self._figures[n] for n in scope.parts.get(whole, [])]
                    loose = [self._figures[n] for n in scope.loose]
                    announced = scope.kind == "cue" and scope.through
                    if mine := loose_parts(self._figures[whole], known, loose, announced=announced):
                        for part in [n for n in scope.loose if self._figures[n] in mine]:
                            self._attach(part, whole, scope)
                        break
        self.groups += scopes

    def _exceeding(self, scope: Scope) -> None:
        """ "47 văn bản (12 kế hoạch, 09 quyết định, 62 công văn)": too great for a part, and one by its neighbours."""
        if scope.kind not in ("bracket", "cue", "colon", "list"):
            return
        wholes = list(scope.parts.items())
        if not wholes and scope.kind == "cue" and len(scope.loose) == 1:  # "07 đối tượng, trong đó có 09 đối tượng"
            wholes = [(whole, []) for whole in scope.wholes[-1:]]
        if not wholes and scope.kind == "bracket" and scope.wholes:
            whole, loose = scope.wholes[-1], [n for n in scope.loose if n not in self.part_of]
            if all_too_great(self._figures[whole], [self._figures[n] for n in loose]):
                for n in loose:
                    self._attach(n, whole, scope)
        for whole, parts in wholes:
            loose = [n for n in scope.loose if n not in self.part_of]
            siblings = [self._figures[n] for n in parts]
            meant = parts_meant(
                self._figures[whole], siblings, [self._figures[n] for n in loose], listed=scope.kind == "list"
            )
            for n in loose:
                if self._figures[n] in meant:
                    self._attach(n, whole, scope)
            scope.parts.get(whole, []).sort()
        scope.loose = [n for n in scope.loose if n not in self.part_of]

    def _unless_too_many(self, scope: Scope) -> None:
        """ "2.620 hồ sơ trực tuyến và 1.666 hồ sơ trực tiếp. Theo đơn vị: …": more than any of them has no whole."""
        if not scope.cue.endswith("theo"):
            return
        for whole, parts in list(scope.parts.items()):
            figures, of = [self._figures[n] for n in parts], self._figures[whole]
            total = sum((figure.quantity.value for figure in figures), Decimal(0))
            if total > upper(of) and not adds_up_but_for_a_slip(figures, of):
                del scope.parts[whole]
                for part in parts:
                    self.part_of.pop(part, None)

    def _retarget(self, scope: Scope) -> None:
        """ "4.127 đơn, đủ điều kiện 3.508 đơn, gồm …": of two wholes the one that the parts add up to."""
        for whole, parts in list(scope.parts.items()):
            figures = [self._figures[n] for n in parts]
            if len(parts) < 2 or adds_up(figures, self._figures[whole]):
                continue
            for other in reversed(scope.wholes):
                fits = other != whole and summable(figures[0], self._figures[other])
                if fits and adds_up(figures, self._figures[other]):
                    del scope.parts[whole]
                    for part in parts:
                        self._attach(part, other, scope)
                    break

    def _figure(self, number: int, levels: list[Level], resolved: str) -> None:
        level, figure = levels[-1], self._figures[number]
        if figure.kind == "percent":
            if not figure.change:
                self.rate_bases[number] = level.rateable or (levels[-2].rateable if len(levels) > 1 else [])
            return
        level.rateable = [*level.rateable, number]
        level.changed = bool(figure.change)
        if figure.change:
            return
        if not resolved:
            resolved = self._resolved_after(figure)
        if not resolved and self._is_member(figure):
            resolved = "nữ"
            self._members.add(number)
        compared = for_comparison(self._figures, number, self._lower)
        level.changed = compared
        if compared or is_denominator(self._figures, number, self._lower):
            if _OF_ALL.search(self._lower, max(figure.sentence_start, figure.char_start - 20), figure.char_start):
                level.totals.append(number)
                level.scopes += self._of_all(figure, number, level)
            return
        # "tổng trị giá 2,36 tỷ đồng, trong đó huyện 04 công trình (720 triệu đồng)": of the money, too
        around = levels[-2].scopes if len(levels) > 1 and figure.kind != "count" else []
        for scope in (*reversed(level.scopes), *[one for one in reversed(around) if one.kind == "cue"]):
            whole = self._whole(number, scope)
            if whole is not None and resolved in _WEAK and not level.segment and whole in self.part_of:
                # "186 tin. Đã giải quyết 171 tin, gồm: …; đang giải quyết 15 tin": what is left of those before
                rest = Scope("resolved", resolved, [self.part_of[whole]])
                self._attach(number, self.part_of[whole], rest)
                self.groups.append(rest)
                break
            if whole is not None:
                self._attach(number, whole, scope)
                break
            if scope in level.scopes:
                scope.loose.append(number)
        else:
            self._subset(number, level, resolved)
        level.scopes += self._of_all(figure, number, level)
        level.segment = [*level.segment, number]
        level.sentence.append(number)

    def _of_all(self, figure: Figure, number: int, level: Level) -> list[Scope]:
        opens = not level.sentence and counts_all(figure, self._lower)
        return [Scope("resolved", "trong tổng số", [number], through=True)] if opens else []

    def _resolved_after(self, figure: Figure) -> str:
        """The last word of what has come of it: "12 đơn được giải quyết", "05 đơn đang"; else ""."""
        ahead = self._lower[figure.char_end : figure.char_end + _FARTHEST]
        if not any(map(ahead.__contains__, _OUTCOMES)):
            return ""
        after = _RESOLVED_AFTER.match(self._lower, figure.char_end)
        return after[0].rsplit(" ", 2)[-1] if after else ""

    def _is_member(self, figure: Figure) -> bool:
        """Whether words before it say that it counts women, believers, …"""
        start = max(figure.sentence_start, figure.char_start - 60)
        behind = self._lower[start : figure.char_start]
        return any(map(behind.__contains__, _KINDS)) and bool(_OF_THEM.search(self._lower, start, figure.char_start))

    def _whole(self, number: int, scope: Scope) -> int | None:
        part = self._figures[number]
        fitting = [w for w in scope.wholes if w != number and self._fits(part, self._figures[w], scope)]
        if not fitting:
            return None
        same = [w for w in fitting if same_unit(self._figures[w].unit, part.unit)] or fitting
        outer = [w for w in same if self.part_of.get(w) not in scope.wholes]
        return (outer or same)[-1]

    def _fits(self, part: Figure, whole: Figure, scope: Scope) -> bool:
        if not summable(part, whole):
            return False
        most = upper(whole) if scope.kind == "list" else upper(whole) * _SLIP
        if part.quantity.value > most:
            return False
        if not part.unit or same_unit(part.unit, whole.unit):
            return True
        if not whole.unit:
            return part.quantity.value <= upper(whole)
        return part.quantity.value <= upper(whole) and scope.kind != "list" and alike(part.unit, whole.unit)

    def _attach(self, part: int, whole: int, scope: Scope) -> None:
        self.part_of[part] = whole
        scope.parts.setdefault(whole, []).append(part)

    def _subset(self, number: int, level: Level, resolved: str) -> None:
        """ "tiếp nhận 93 đơn …; đã giải quyết 68 đơn": of the last count of the unit that is itself no part."""
        figure = self._figures[number]
        if not resolved or (resolved in _WEAK and not self._follows_subset(figure, level)):
            return
        for nearby in (level.sentence, level.before):
            for other in reversed(nearby):
                whole = self._figures[other]
                if not summable(figure, whole) or self.part_of.get(other) in nearby:
                    continue
                member = number in self._members
                if member and other in self._members:
                    continue
                if (
                    (member and alike(figure.unit, whole.unit))
                    or same_unit(whole.unit, figure.unit)
                    or (not figure.unit and figure.quantity.of == whole.quantity.value)
                ):
                    carried = _CARRIED.search(self._lower, figure.sentence_start, figure.char_start)
                    over = nearby is level.sentence and resolved not in _WEAK and not carried
                    most = upper(whole) * _OVER if over else upper(whole)
                    if upper(figure) > most or _TOGETHER.search(self._lower, figure.sentence_start, figure.char_start):
                        continue
                    scope = Scope("resolved", resolved, [other])
                    self._attach(number, other, scope)
                    self.groups.append(scope)
                    return

    def _follows_subset(self, figure: Figure, level: Level) -> bool:
        """ "…, đang giải quyết 25 đơn" says a part only next to another: "đã giải quyết 68 đơn"."""
        return any(n in self.part_of and same_unit(self._figures[n].unit, figure.unit) for n in level.sentence[-3:])
