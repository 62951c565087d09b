"""The rules compiled, kept beside what Python keeps of its modules: to compile them takes half a second of every start.

Kept is what `regex` pickles, for this version of it; where nothing can be written, every start compiles them anew.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import regex

from patterns.rules.rule import spaced
from patterns.rules.table import RULES

_FILE = Path(__file__).parent / "__pycache__" / f"rules.{sys.implementation.cache_tag}.regex-{regex.__version__}.pickle"


def compiled_anew() -> dict[str, regex.Pattern[str]]:
    """The pattern of each rule by its name."""
    return {rule.name: regex.compile(spaced(rule.pattern)) for rule in RULES}


@cache
def compile_rules() -> None:
    """Gives every rule its compiled pattern."""
    sources = {rule.name: spaced(rule.pattern) for rule in RULES}
    try:
        kept = pickle.loads(_FILE.read_bytes())  # noqa: S301 - beside the compiled modules, and as safe
    except Exception:  # none, or one that a power failure has cut: what it raises is anything
        kept = {}
    if {name: pattern.pattern for name, pattern in kept.items()} != sources:
        kept = compiled_anew()
        if not sys.dont_write_bytecode:
            keep(kept)
    for rule in RULES:
        vars(rule)["compiled"] = kept[rule.name]


def keep(patterns: dict[str, regex.Pattern[str]]) -> None:
    """Writes them down, whole or not at all."""
    half = _FILE.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        _FILE.parent.mkdir(exist_ok=True)
        half.write_bytes(pickle.dumps(patterns))
        half.replace(_FILE)
