"""Every rule is its own documentation and its own test: its examples, through the whole table."""

from __future__ import annotations

import pytest

from patterns.claims import Mention
from patterns.find import Prose, scan
from patterns.rules.rule import Rule
from patterns.rules.table import RULES

YES = [pytest.param(rule, text, value, id=f"{rule.name}: {text}") for rule in RULES for text, value in rule.yes]
NO = [pytest.param(text, owner, id=f"{rule.name}: {text}") for rule in RULES for text, owner in rule.no]
TODO = [pytest.param(rule, text, value, id=f"{rule.name}: {text}") for rule in RULES for text, value in rule.todo]


def _split(example: str) -> tuple[str, int, int]:
    start, end = example.index("{"), example.index("}") - 1
    return example.replace("{", "").replace("}", ""), start, end


def _at(text: str, start: int) -> Mention | None:
    return next((mention for mention in scan(Prose(text, []), []) if mention.start == start), None)


def _stated(mention: Mention) -> str:
    quantity = mention.quantity
    if quantity is None:
        return ""
    value = f"{quantity.value.normalize():f}"
    if quantity.value_max is not None:
        value += f"..{quantity.value_max.normalize():f}"
    if quantity.of is not None:
        value += f"/{quantity.of.normalize():f}"
    return f"{value} {mention.unit}".strip()


def _reads(rule: Rule, example: str, value: str) -> None:
    text, start, end = _split(example)
    mention = _at(text, start)
    assert mention is not None
    assert (text[mention.start : mention.end], mention.rule) == (text[start:end], rule.name)
    assert _stated(mention) == value


@pytest.mark.parametrize(("rule", "example", "value"), YES)
def test_yes_is_found_whole_by_this_rule(rule: Rule, example: str, value: str) -> None:
    _reads(rule, example, value)


@pytest.mark.parametrize(("example", "owner"), NO)
def test_no_belongs_to_its_owner(example: str, owner: str) -> None:
    text, start, end = _split(example)
    mention = _at(text, start)
    assert mention is not None
    assert mention.rule == owner
    assert mention.end >= min(end, start + 1)


@pytest.mark.parametrize(("rule", "example", "value"), TODO)
@pytest.mark.xfail(strict=True, reason="attested and not read yet; a fixed one must be promoted to `yes`")
def test_todo_is_not_read_yet(rule: Rule, example: str, value: str) -> None:
    _reads(rule, example, value)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_documented(rule: Rule) -> None:
    assert rule.yes, "a rule without an attested example"
    assert rule.source


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
