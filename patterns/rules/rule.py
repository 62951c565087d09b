"""A written convention of the language as one object: its pattern, its meaning, its examples, its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from patterns.claims import Kind, MentionClass, Quantity, plain
from patterns.compiled import compiled

_CLASS_OR_BLANK = compiled(r"(?P<keep>\\.|\[(?:\\.|[^\]\\])*\])|(?P<blank> )([?*+])?")


def spaced(pattern: str) -> str:
    """The pattern with each blank outside a character class standing for one or more, " ?" for any number."""
    return _CLASS_OR_BLANK.sub(
        lambda m: m["keep"] or ("[ ]*" if m[3] in ("?", "*") else "[ ]+"),
        pattern,
    )


@plain
class Reading:
    """What a quantity rule makes of its match: the number, and the unit where the expression itself holds one."""

    quantity: Quantity
    kind: Kind = "count"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the document at hand writes numbers, found once a document."""

    decimal_point: bool = False  # a dot starts decimals ("5.6 ha"), a comma groups thousands ("1,250,000")


class Around(NamedTuple):
    """How a number stands, as far as rules ask for it; what none of them asks for is "\\0"."""

    first: str  # its first digit, "19" or "20", or its first word
    before: str  # the word or sign before it
    behind: str  # the word or sign behind its digits or its first word; "" where digits follow its digits
    further: str  # the one behind that, or behind the number that follows that; "" where it is not known
    capital: bool  # the word before has one, and the number clings to that or is one digit
    long: bool  # its digits, with dots and commas, are seven or more
    quoted: bool  # a quote opens shortly before it


@dataclass(frozen=True)
class Rule:
    """Matched at the first character of a number (digit or number word), in order of the table; the first one wins.

    `pattern` sees the text in lower case with footnote marks blanked out, a blank in it stands for one or more;
    context is lookbehind and lookahead. `cased` patterns see the text as it is written.
    """

    name: str
    cls: MentionClass
    pattern: str
    source: str  # the regulation or the report that the convention is attested in
    yes: tuple[tuple[str, str], ...]  # attested text with the match in {braces} -> the value that it gives
    no: tuple[tuple[str, str], ...] = ()  # what looks alike, in {braces} -> the rule that owns it
    todo: tuple[tuple[str, str], ...] = ()  # attested and not read yet: strict expected failures
    read: Callable[[regex.Match[str], Habit], Reading | None] | None = None  # None: no match after all
    cased: bool = False
    # One of these words and signs stands right before the number, or one of those behind its digits: most rules are
    # then not tried at most numbers, which is most of the time that reading takes. Empty: the rule is tried anywhere.
    lead: frozenset[str] = frozenset()
    follow: frozenset[str] = frozenset()
    capital: bool = False  # ... or the word right before it has a capital, and it clings to that or is one digit
    long: bool = False  # ... or its digits, with dots and commas, are seven or more
    # What a rule asks for besides; empty: nothing.
    further: frozenset[str] = frozenset()  # one of these behind what is behind it, or behind the next number
    begins: frozenset[str] = frozenset()  # it begins with one of these: a digit, "19" or "20", a number word
    quoted: bool = False  # a quote opens shortly before it

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, compiled when it is first tried."""
        return compiled(spaced(self.pattern))

    def tried(self, around: Around) -> bool:
        """Whether the rule can match a number that stands so."""
        if self.begins and self.begins.isdisjoint((around.first, around.first[0])):
            return False
        if self.further and around.further and around.further not in self.further:
            return False
        if self.quoted and not around.quoted:
            return False
        if not (self.lead or self.follow or self.capital or self.long):
            return True
        if (self.capital and around.capital) or (self.long and around.long) or around.before in self.lead:
            return True
        return bool(self.follow) and (not around.behind or around.behind in self.follow)


def last_words(phrases: str) -> frozenset[str]:
    """The last word of each phrase, in lower case: what a rule's `lead` is where its phrases stand before the number.

    >>> sorted(last_words("Nghị quyết|Chỉ thị"))
    ['quyết', 'thị']
    """
    return frozenset(phrase.split()[-1].lower() for phrase in phrases.split("|"))
