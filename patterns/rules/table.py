"""The whole table of rules; its order is precedence."""

from __future__ import annotations

from patterns.rules import money, quantity, reference, time, words
from patterns.rules.rule import Rule

_BY_NAME = {rule.name: rule for rule in (*reference.RULES, *time.RULES, *quantity.RULES, *money.RULES, *words.RULES)}

# fmt: off
_ORDER = (
    # A document's number holds what looks like dates, years and ratios: first of all.
    "document_number", "document_list", "date_words", "date_full", "clock_time", "age", "phone",
    # A name's or an ordinal's number is told by the word before it ...
    "document_bare_number", "article", "name_glued", "account_number", "coefficient", "per_hectare", "tiers",
    "list_label",
    "copies", "rank", "per_base", "name_quoted",
    # ... a date's and a period's by its form,
    "duration", "period_month_year", "date_day_month", "period_years", "period_year", "period_span", "period_index",
    "ordinal", "name_number", "name_programme", "name_place",
    # and what is left claims something: the longer form first.
    "percent_range", "percent", "money_ratio", "money_compound", "money_range", "money", "measure_range",
    "fraction_measure", "measure", "scaled", "pair_swapped", "ratio", "period_bare_year", "range", "count",
)
_WORDS = (  # numbers in words, which begin with no digit
    "ordinal_word", "fraction_words", "words_money", "words_with_digits", "half", "one", "times_words", "five", "words",
)
# fmt: on
DIGIT_RULES: tuple[Rule, ...] = tuple(_BY_NAME[name] for name in _ORDER)
WORD_RULES: tuple[Rule, ...] = tuple(_BY_NAME[name] for name in _WORDS)
RULES = DIGIT_RULES + WORD_RULES
if len(RULES) != len(_BY_NAME):
    raise RuntimeError(f"rules out of the table: {sorted(set(_BY_NAME) - {*_ORDER, *_WORDS})}")
